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
    GROUPS = CODE_CHARS / GROUP_CHARS,
    NOT_A_DIGIT = 0xff,
    NUMBERS_LEAST = 6, /* 98 of 100 codes have as many digits from 0 to 9; hardly any passphrase of such a length has */
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

static uint8_t digit_of(uint32_t c)
{
    if (c >= 'a' && c <= 'z')
        c = c - 'a' + 'A';
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

/* One character of UTF-8 off the front; a byte that begins none is taken alone, as a character that no code has. */
static uint32_t character(struct bytes *left)
{
    uint8_t first = left->at[0];
    size_t len = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    uint32_t c = len == 1 ? (first < 0x80 ? first : 0xfffd) : first & (0xffU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if (i >= left->len || (left->at[i] & 0xc0) != 0x80) {
            c = 0xfffd;
            len = i;
            break;
        }
        c = c << 6 | (left->at[i] & 0x3fU);
    }
    *left = bytes_inside(*left, len, 0);
    return c;
}

/*
 * What stands between characters of a code and means nothing: what keyboards make of a hyphen or of two spaces, what
 * word processors and messengers put around it, and what cannot be seen.  tests/host/normal.c holds this against the
 * Unicode tables: every space, dash, connector and unseen mark is in it, and no letter or digit is.
 */
static const struct {
    uint32_t from, to;
} BETWEEN[] = {
    /* clang-format off */
    {0x00, 0x2f}, {0x3a, 0x40}, {0x5b, 0x60}, {0x7b, 0xa9}, {0xab, 0xb1}, {0xb4, 0xb4}, {0xb6, 0xb8},
    {0xbb, 0xbb}, {0xbf, 0xbf}, {0xd7, 0xd7},                                   /* signs of Latin keyboards, soft hyphen */
    {0x34f, 0x34f}, {0x58a, 0x58a}, {0x5be, 0x5be}, {0x61c, 0x61c}, {0x115f, 0x1160}, {0x1400, 0x1400},
    {0x1680, 0x1680}, {0x17b4, 0x17b5}, {0x1806, 0x1806}, {0x180b, 0x180f},
    {0x2000, 0x206f}, {0x207b, 0x207b}, {0x208b, 0x208b}, {0x2190, 0x2bff},     /* spaces, dashes, unseen marks; arrows, minus, shapes */
    {0x2e00, 0x2e2e}, {0x2e30, 0x2e7f}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303f, 0x303f},
    {0x30a0, 0x30a0}, {0x30fb, 0x30fc}, {0x3164, 0x3164},                       /* East Asian keyboards, the long mark too */
    {0xfe00, 0xfe19}, {0xfe30, 0xfe6f}, {0xfeff, 0xfeff}, {0xff61, 0xff65}, {0xff70, 0xff70}, {0xffa0, 0xffa0},
    {0xfff0, 0xfffb}, {0x10d6e, 0x10d6e}, {0x10ead, 0x10ead}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
    {0xe0000, 0xe0fff},
    /* clang-format on */
};

static bool stands_between(uint32_t c)
{
    for (size_t i = 0; i < sizeof BETWEEN / sizeof *BETWEEN; i++) {
        if (c >= BETWEEN[i].from && c <= BETWEEN[i].to)
            return true;
    }
    return false;
}

/* The wide forms of East Asian keyboards stand for the narrow ones. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

/* How a code was typed. */
struct typed {
    struct digits digits;
    size_t len;               /* characters of the alphabet, also those beyond the last that counts */
    size_t numbers;           /* those of them that were typed as 0 to 9 */
    size_t strangers;         /* characters that stand in no code and keep nothing apart */
    size_t stranger_at;       /* how many of the alphabet came before the first of them */
    size_t groups;            /* runs of characters with something between them */
    size_t group_len[GROUPS]; /* of the first of them */
};

static void code_read(struct str code, struct typed *out)
{
    struct bytes left = bytes_of_str(code);
    bool apart = true;
    while (left.len > 0) {
        uint32_t c = narrow(character(&left));
        uint8_t digit = digit_of(c);
        if (digit == NOT_A_DIGIT && stands_between(c)) {
            apart = true;
            continue;
        }
        if (apart)
            out->groups++;
        apart = false;
        if (out->groups <= GROUPS)
            out->group_len[out->groups - 1]++;
        if (digit == NOT_A_DIGIT) {
            if (out->strangers++ == 0)
                out->stranger_at = out->len;
            continue;
        }
        if (out->len < CODE_CHARS)
            out->digits.at[out->len] = digit;
        out->numbers += c >= '0' && c <= '9';
        out->len++;
    }
}

/* True if the last characters are the sum of those before them. */
static bool sum_fits(const struct digits *digits)
{
    struct recovery_secret secret;
    uint8_t check[CHECK_CHARS];
    digits_to_secret(digits->at, &secret);
    check_digits(&secret, check);
    bool fits = seal_same((struct bytes){.at = digits->at + SECRET_CHARS, .len = CHECK_CHARS},
                          (struct bytes){.at = check, .len = sizeof check});
    seal_wipe(&secret, sizeof secret);
    seal_wipe(check, sizeof check);
    return fits;
}

/* The group in which one other character would make the sum right, from 1; 0 if there is none, or more than one. */
static unsigned group_of_slip(const struct digits *typed)
{
    struct digits tried = *typed;
    unsigned group = 0;
    bool several = false;
    for (size_t i = 0; i < CODE_CHARS; i++) {
        for (uint8_t digit = 0; digit < 32; digit++) {
            tried.at[i] = digit;
            if (digit == typed->at[i] || !sum_fits(&tried))
                continue;
            unsigned here = (unsigned)(i / GROUP_CHARS) + 1;
            several |= group != 0 && group != here;
            group = here;
        }
        tried.at[i] = typed->at[i];
    }
    seal_wipe(&tried, sizeof tried);
    return several ? 0 : group;
}

/* Two neighbours that changed places; a pair that lies across two groups is told as the first of them. */
static unsigned group_of_swap(const struct digits *typed)
{
    struct digits tried = *typed;
    unsigned group = 0;
    for (size_t i = 0; i + 1 < CODE_CHARS && !group; i++) {
        tried.at[i] = typed->at[i + 1];
        tried.at[i + 1] = typed->at[i];
        if (tried.at[i] != tried.at[i + 1] && sum_fits(&tried))
            group = (unsigned)(i / GROUP_CHARS) + 1;
        tried.at[i] = typed->at[i];
        tried.at[i + 1] = typed->at[i + 1];
    }
    seal_wipe(&tried, sizeof tried);
    return group;
}

/* The first group, typed apart from its neighbours, that does not have its six characters; 0 if that cannot be told. */
static unsigned group_of_length(const struct typed *typed)
{
    for (unsigned i = 0; typed->groups == GROUPS && i < GROUPS; i++) {
        if (typed->group_len[i] != GROUP_CHARS)
            return i + 1;
    }
    return 0;
}

struct recovery_slip recovery_slip(struct str code)
{
    struct typed typed = {0};
    code_read(code, &typed);
    size_t all = typed.len + typed.strangers;
    struct recovery_slip slip = {
        .count = typed.len,
        .like_a_code = all >= CODE_CHARS - GROUP_CHARS && all <= CODE_CHARS + GROUP_CHARS &&
                       typed.strangers <= GROUP_CHARS && typed.numbers >= NUMBERS_LEAST,
    };
    if (typed.strangers > 0) {
        slip.kind = SLIP_STRANGER;
        slip.group = all == CODE_CHARS ? (unsigned)(typed.stranger_at / GROUP_CHARS) + 1 : 0;
    } else if (typed.len != CODE_CHARS) {
        slip.kind = typed.len < CODE_CHARS ? SLIP_SHORT : SLIP_LONG;
        slip.group = group_of_length(&typed);
    } else if (!sum_fits(&typed.digits)) {
        slip.kind = SLIP_CHARACTER;
        slip.group = group_of_slip(&typed.digits);
        if (!slip.group)
            slip.group = group_of_swap(&typed.digits);
    }
    seal_wipe(&typed, sizeof typed);
    return slip;
}

enum err recovery_read(struct str code, struct recovery_secret *out)
{
    struct typed typed = {0};
    code_read(code, &typed);
    enum err e = ERR_MALFORMED;
    if (typed.strangers == 0 && typed.len == CODE_CHARS && sum_fits(&typed.digits)) {
        digits_to_secret(typed.digits.at, out);
        e = ERR_OK;
    }
    seal_wipe(&typed, sizeof typed);
    return e;
}
