/*
 * app/qr.h - a short text as a drawn QR code
 *
 * Stands beside app.c because libqrencode needs a C library; it touches nothing else.
 */
#ifndef APP_QR_H
#define APP_QR_H

#include "base/text.h"

/* An SVG of one path, dark on light in every theme; nothing is written if memory runs out. */
void qr_put_svg(struct buf *out, struct str text);

#endif
