/* base/form.c - decoding what a browser sends when a form is submitted */
#include "base/form.h"

/* How many bytes the character at s takes if it is whole and valid, else 0. */
static size_t whole_character(struct str s)
{
    for (size_t n = 1; n <= 4 && n <= s.len; n++)
        if (str_is_utf8(str_first(s, n)))
            return n;
    return 0;
}

/* Newlines in one form, no other control characters, and only whole UTF-8. */
static struct str tidy(struct str raw, struct arena *arena)
{
    struct buf b = buf_on(arena);
    for (size_t i = 0; i < raw.len;) {
        char c = raw.at[i];
        if (c == '\r') {
            buf_put_byte(&b, '\n');
            i += (i + 1 < raw.len && raw.at[i + 1] == '\n') ? 2 : 1;
            continue;
        }
        size_t n = whole_character(str_after(raw, i));
        bool control = (unsigned char)c < 0x20 && c != '\n' && c != '\t';
        if (n == 0 || control || c == 0x7f) {
            buf_put(&b, S("\xEF\xBF\xBD"));
            i += 1;
        } else {
            buf_put(&b, str_first(str_after(raw, i), n));
            i += n;
        }
    }
    return buf_str(&b);
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] < 0x20 || (unsigned char)s.at[i] >= 0x7f || s.at[i] == '%' || s.at[i] == '+')
            return false;
    return true;
}

struct str form_unescape(struct str s, bool plus, struct arena *arena)
{
    if (is_plain(s))
        return str_copy(arena, s);
    struct buf b = buf_on(arena);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '+' && plus) {
            buf_put_byte(&b, ' ');
        } else if (c == '%' && i + 2 < s.len && hex_value(s.at[i + 1]) >= 0 && hex_value(s.at[i + 2]) >= 0) {
            buf_put_byte(&b, (uint8_t)(hex_value(s.at[i + 1]) * 16 + hex_value(s.at[i + 2])));
            i += 2;
        } else {
            buf_put_byte(&b, (uint8_t)c);
        }
    }
    return tidy(buf_str(&b), arena);
}

enum err form_decode(struct str encoded, struct arena *arena, struct form *out)
{
    struct field *fields = ARENA_MANY(arena, struct field, FORM_MAX_FIELDS);
    size_t len = 0;
    while (encoded.len > 0) {
        struct str pair, name, value;
        str_cut(encoded, '&', &pair, &encoded);
        if (pair.len == 0)
            continue;
        if (len == FORM_MAX_FIELDS)
            return ERR_TOO_LONG;
        str_cut(pair, '=', &name, &value);
        fields[len++] = (struct field){
            .name = form_unescape(name, true, arena),
            .value = form_unescape(value, true, arena),
        };
    }
    *out = (struct form){.at = fields, .len = len};
    return ERR_OK;
}

void form_put_escaped(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        uint8_t c = (uint8_t)s.at[i];
        bool plain =
            ascii_is_letter((char)c) || ascii_is_digit((char)c) || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            buf_put_byte(b, c);
        } else {
            buf_put_byte(b, '%');
            buf_put_hex(b, (struct bytes){&c, 1});
        }
    }
}

struct str form_get(const struct form *form, struct str name)
{
    for (size_t i = 0; i < form->len; i++)
        if (str_eq(form->at[i].name, name))
            return form->at[i].value;
    return S("");
}

bool form_has(const struct form *form, struct str name)
{
    for (size_t i = 0; i < form->len; i++)
        if (str_eq(form->at[i].name, name))
            return true;
    return false;
}

bool form_number(const struct form *form, struct str name, uint64_t max, uint64_t *out)
{
    return str_to_u64(str_trim(form_get(form, name)), max, out);
}
