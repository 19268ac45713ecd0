/* app/qr.c - libqrencode's squares as one SVG path */
#include "app/qr.h"

#include <qrencode.h>

enum { QUIET_SQUARES = 4, TEXT_MAX_BYTES = 256 };

static void put_square(struct buf *out, int x, int y)
{
    buf_put(out, S("M"));
    buf_put_i64(out, x);
    buf_put(out, S(" "));
    buf_put_i64(out, y);
    buf_put(out, S("h1v1h-1z"));
}

void qr_put_svg(struct buf *out, struct str text)
{
    char c[TEXT_MAX_BYTES + 1] = {0};
    ASSERT(text.len <= TEXT_MAX_BYTES);
    mem_copy(c, text.at, text.len);
    QRcode *code = QRcode_encodeString8bit(c, 0, QR_ECLEVEL_M);
    mem_zero(c, sizeof c);
    if (!code)
        return;
    int side = code->width + 2 * QUIET_SQUARES;
    buf_put(out, S("<svg viewBox=\"0 0 "));
    buf_put_i64(out, side);
    buf_put(out, S(" "));
    buf_put_i64(out, side);
    buf_put(out, S("\" role=\"img\" aria-label=\"The recovery code as a QR code\"><path fill=\"#fff\" d=\"M0 0h"));
    buf_put_i64(out, side);
    buf_put(out, S("v"));
    buf_put_i64(out, side);
    buf_put(out, S("H0z\"/><path fill=\"#000\" d=\""));
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                put_square(out, x + QUIET_SQUARES, y + QUIET_SQUARES);
    buf_put(out, S("\"/></svg>"));
    mem_zero(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}
