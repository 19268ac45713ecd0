/*
 * seal/recovery.c - writing a recovery code, and reading it as people type it
 */
#include "seal/recovery.h"

#include <sodium.h>

enum {
    SECRET_CHARS = 32, /* 160 bits, five to a character */
    CHECK_CHARS = 4,
    CODE_CHARS = SECRET_CHARS + CHECK_CHARS,
    GROUP_CHARS = 6,
    NOT_A_DIGIT = 0xff,
};

_Static_assert(CODE_CHARS + CODE_CHARS / GROUP_CHARS - 1 == RECOVERY_TEXT_BYTES, "six groups, five hyphens");

static const char DIGITS[33] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct digits {
    uint8_t at[CODE_CHARS]; /* each 0 to 31 */
};

/* `count` times five bits, most significant first. */
static void bits_to_digits(const uint8_t *bits, size_t count, uint8_t *digits)
{
    for (size_t i = 0; i < count; i++) {
        unsigned digit = 0;
        for (size_t bit = i * 5; bit < i * 5 + 5; bit++)
            digit = digit << 1 | ((unsigned)bits[bit / 8] >> (7 - bit % 8) & 1U);
        digits[i] = (uint8_t)digit;
    }
}

static void digits_to_secret(const uint8_t *digits, struct recovery_secret *secret)
{
    mem_zero(secret->at, sizeof secret->at);
    for (size_t bit = 0; bit < (size_t)SECRET_CHARS * 5; bit++) {
        unsigned is_set = (unsigned)digits[bit / 5] >> (4 - bit % 5) & 1U;
        secret->at[bit / 8] = (uint8_t)(secret->at[bit / 8] | is_set << (7 - bit % 8));
    }
}

/* The first twenty bits of a hash, enough that one wrong character in a million slips by. */
static void check_digits(const struct recovery_secret *secret, uint8_t digits[CHECK_CHARS])
{
    static const uint8_t context[16] = "attune check v1";
    crypto_generichash_state state;
    uint8_t sum[32];

    crypto_generichash_init(&state, NULL, 0, sizeof sum);
    crypto_generichash_update(&state, context, sizeof context);
    crypto_generichash_update(&state, secret->at, sizeof secret->at);
    crypto_generichash_final(&state, sum, sizeof sum);
    bits_to_digits(sum, CHECK_CHARS, digits);
    seal_wipe(&state, sizeof state);
    seal_wipe(sum, sizeof sum);
}

void recovery_write(const struct recovery_secret *secret, char text[RECOVERY_TEXT_BYTES])
{
    struct digits code;
    bits_to_digits(secret->at, SECRET_CHARS, code.at);
    check_digits(secret, code.at + SECRET_CHARS);

    size_t put = 0;
    for (size_t i = 0; i < CODE_CHARS; i++) {
        if (i > 0 && i % GROUP_CHARS == 0)
            text[put++] = '-';
        text[put++] = DIGITS[code.at[i]];
    }
    seal_wipe(&code, sizeof code);
}

static uint8_t digit_of(uint8_t c)
{
    if (c >= 'a' && c <= 'z')
        c = (uint8_t)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    for (uint8_t i = 0; i < 32; i++) {
        if ((uint8_t)DIGITS[i] == c)
            return i;
    }
    return NOT_A_DIGIT;
}

/*
 * How many bytes at the start of `s` only keep groups apart: 0 if none.  Phones turn hyphens
 * and spaces into the dashes and spaces of U+2000 to U+2015, and into U+00A0.
 */
static size_t separator_len(struct bytes s)
{
    uint8_t c = s.at[0];
    if (c == ' ' || c == '-' || (c >= '\t' && c <= '\r'))
        return 1;
    if (s.len >= 2 && c == 0xc2 && s.at[1] == 0xa0)
        return 2;
    if (s.len >= 3 && c == 0xe2 && s.at[1] == 0x80 && s.at[2] >= 0x80 && s.at[2] <= 0x95)
        return 3;
    return 0;
}

static enum err digits_read(struct str code, struct digits *out)
{
    struct bytes left = bytes_of_str(code);
    size_t got = 0;
    while (left.len > 0) {
        size_t skip = separator_len(left);
        if (skip == 0) {
            uint8_t digit = digit_of(left.at[0]);
            if (digit == NOT_A_DIGIT || got == CODE_CHARS)
                return ERR_MALFORMED;
            out->at[got++] = digit;
            skip = 1;
        }
        left = bytes_inside(left, skip, 0);
    }
    return got == CODE_CHARS ? ERR_OK : ERR_MALFORMED;
}

enum err recovery_read(struct str code, struct recovery_secret *out)
{
    struct digits digits;
    struct recovery_secret secret = {{0}};
    uint8_t check[CHECK_CHARS];

    enum err e = digits_read(code, &digits);
    if (e == ERR_OK) {
        digits_to_secret(digits.at, &secret);
        check_digits(&secret, check);
        struct bytes typed = {.at = digits.at + SECRET_CHARS, .len = CHECK_CHARS};
        if (seal_same(typed, (struct bytes){.at = check, .len = sizeof check}))
            *out = secret;
        else
            e = ERR_MALFORMED;
    }
    seal_wipe(&digits, sizeof digits);
    seal_wipe(&secret, sizeof secret);
    return e;
}
