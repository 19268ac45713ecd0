/* base/letter.c - the tables of what is compared as one */
#include "base/letter.h"

#include "base/text.h"

enum {
    BROKEN = 0xFFFD,
    NOT_ASCII = 0x7F,
    ALEF = 0x627,
    HEH = 0x647,
    WAW = 0x648,
    YEH = 0x64A,
    KAF = 0x643,
    LAM = 0x644
};

/*
 * In these tables a letter stands for that letter, counted from `first` of its block; + is the character behind this
 * one, . the character itself, and a digit one of PAIRS.  Each line is sixteen characters.
 */
static const char LATIN[] = "aaaaaa2ceeeeiiii" /* 00C0 */
                            "dnooooo.ouuuuy41" /* 00D0 */
                            "aaaaaa2ceeeeiiii" /* 00E0 */
                            "dnooooo.ouuuuy4y" /* 00F0 */
                            "aaaaaaccccccccdd" /* 0100 */
                            "ddeeeeeeeeeegggg" /* 0110 */
                            "gggghhhhiiiiiiii" /* 0120 */
                            "ii55jjkkklllllll" /* 0130 */
                            "lllnnnnnn7nnoooo" /* 0140 */
                            "oo33rrrrrrssssss" /* 0150 */
                            "ssttttttuuuuuuuu" /* 0160 */
                            "uuuuwwyyyzzzzzzs" /* 0170 */
                            "bbbbbboccdddddee" /* 0180 */
                            "effgghiikkllmnno" /* 0190 */
                            "ooggpprssssttttu" /* 01A0 */
                            "uuvyyzzzzzz.sstw" /* 01B0 */
                            "....666888999aai" /* 01C0 */
                            "ioouuuuuuuuuueaa" /* 01D0 */
                            "aa22ggggkkoooozz" /* 01E0 */
                            "j666gghwnnaa22oo" /* 01F0 */
                            "aaaaeeeeiiiioooo" /* 0200 */
                            "rrrruuuussttyyhh" /* 0210 */
                            "ndoozzaaeeoooooo" /* 0220 */
                            "ooyylntjdqacclts" /* 0230 */
                            "z''buveejjqqrryy" /* 0240 */
                            "aaabocddeeeeeeej" /* 0250 */
                            "ggggohhhiiillllm" /* 0260 */
                            "mmnnnooofrrrrrrr" /* 0270 */
                            "rrssjssttuuvvwyy" /* 0280 */
                            "zzzz'''c.beghjkl" /* 0290 */
                            "q''666tttfll..hh" /* 02A0 */;

static const char LATIN_ADDITIONAL[] = "aabbbbbbccdddddd" /* 1E00 */
                                       "ddddeeeeeeeeeeff" /* 1E10 */
                                       "gghhhhhhhhhhiiii" /* 1E20 */
                                       "kkkkkkllllllllmm" /* 1E30 */
                                       "mmmmnnnnnnnnoooo" /* 1E40 */
                                       "oooopppprrrrrrrr" /* 1E50 */
                                       "sssssssssstttttt" /* 1E60 */
                                       "ttuuuuuuuuuuvvvv" /* 1E70 */
                                       "wwwwwwwwwwxxxxyy" /* 1E80 */
                                       "zzzzzzhtwyasss1d" /* 1E90 */
                                       "aaaaaaaaaaaaaaaa" /* 1EA0 */
                                       "aaaaaaaaeeeeeeee" /* 1EB0 */
                                       "eeeeeeeeiiiioooo" /* 1EC0 */
                                       "oooooooooooooooo" /* 1ED0 */
                                       "oooouuuuuuuuuuuu" /* 1EE0 */
                                       "uuyyyyyyyyllvvyy" /* 1EF0 */;

static const char LATIN_EXTENDED_C[] = "lllprathhkkzzama" /* 2C60 */
                                       "avwwvhhferoejvsz" /* 2C70 */;

static const char GREEK[] = "+.+...+....sss.i" /* 0370 */
                            "......a.egi.o.uy" /* 0380 */
                            "iabcdefghijklmno" /* 0390 */
                            "pq.stuvwxyiuaegi" /* 03A0 */
                            "uabcdefghijklmno" /* 03B0 */
                            "pqsstuvwxyiuouyj" /* 03C0 */
                            "bhuuuvpj+.+.+.+." /* 03D0 */
                            "+.+.+.+.+.+.+.+." /* 03E0 */
                            "jqsihe.+.s+..sss" /* 03F0 */;

static const char GREEK_EXTENDED[] = "aaaaaaaaaaaaaaaa" /* 1F00 */
                                     "eeeeee..eeeeee.." /* 1F10 */
                                     "gggggggggggggggg" /* 1F20 */
                                     "iiiiiiiiiiiiiiii" /* 1F30 */
                                     "oooooo..oooooo.." /* 1F40 */
                                     "uuuuuuuu.u.u.u.u" /* 1F50 */
                                     "yyyyyyyyyyyyyyyy" /* 1F60 */
                                     "aaeeggiioouuyy.." /* 1F70 */
                                     "aaaaaaaaaaaaaaaa" /* 1F80 */
                                     "gggggggggggggggg" /* 1F90 */
                                     "yyyyyyyyyyyyyyyy" /* 1FA0 */
                                     "aaaaa.aaaaaaa.i." /* 1FB0 */
                                     "..ggg.ggeeggg..." /* 1FC0 */
                                     "iiii..iiiiii...." /* 1FD0 */
                                     "uuuuqquuuuuuq..." /* 1FE0 */
                                     "..yyy.yyooyyy..." /* 1FF0 */;

static const char PAIRS[][3] = {"", "ss", "ae", "oe", "th", "ij", "dz", "'n", "lj", "nj"};

static const struct block {
    uint32_t from, to, first;
    const char *letters;
} BLOCKS[] = {
    {0xC0, 0x2AF, 'a', LATIN},
    {0x370, 0x3FF, 0x3B1, GREEK},
    {0x1E00, 0x1EFF, 'a', LATIN_ADDITIONAL},
    {0x1F00, 0x1FFF, 0x3B1, GREEK_EXTENDED},
    {0x2C60, 0x2C7F, 'a', LATIN_EXTENDED_C},
};

/* Combining marks, and what is not seen or only stretches. */
static const struct {
    uint32_t from, to;
} NOTHING[] = {
    {0xAD, 0xAD},     {0xB7, 0xB7},     {0x300, 0x36F},   {0x387, 0x387},   {0x483, 0x489},   {0x610, 0x61A},
    {0x61C, 0x61C},   {0x640, 0x640},   {0x64B, 0x65F},   {0x670, 0x670},   {0x6D6, 0x6DC},   {0x6DF, 0x6E4},
    {0x6E7, 0x6E8},   {0x6EA, 0x6ED},   {0x898, 0x89F},   {0x8CA, 0x8E1},   {0x8E3, 0x8FF},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFE70, 0xFE7F}, {0xFEFF, 0xFEFF},
};

static bool is_nothing(uint32_t c)
{
    for (size_t i = 0; i < sizeof NOTHING / sizeof *NOTHING && c >= NOTHING[i].from; i++)
        if (c <= NOTHING[i].to)
            return true;
    return false;
}

static uint32_t of_block(const struct block *block, uint32_t c, uint32_t more[2])
{
    char letter = block->letters[c - block->from];
    if (letter == '.' || letter == '+')
        return c + (letter == '+');
    if (ascii_is_digit(letter)) {
        const char *pair = PAIRS[letter - '0'];
        more[0] = (uint32_t)pair[1];
        return (uint32_t)pair[0];
    }
    return ascii_is_letter(letter) ? block->first + (uint32_t)(letter - 'a') : (uint32_t)letter;
}

/* Small letters of Cyrillic that are read without their accent: each, and what it is read as. */
static const uint16_t CYRILLIC_ACCENTS[][2] = {
    {0x439, 0x438}, {0x450, 0x435}, {0x451, 0x435}, {0x453, 0x433}, {0x457, 0x456}, {0x45C, 0x43A}, {0x45D, 0x438},
    {0x45E, 0x443}, {0x477, 0x475}, {0x491, 0x433}, {0x4C2, 0x436}, {0x4D1, 0x430}, {0x4D3, 0x430}, {0x4D7, 0x435},
    {0x4DB, 0x4D9}, {0x4DD, 0x436}, {0x4DF, 0x437}, {0x4E3, 0x438}, {0x4E5, 0x438}, {0x4E7, 0x43E}, {0x4EB, 0x4E9},
    {0x4ED, 0x44D}, {0x4EF, 0x443}, {0x4F1, 0x443}, {0x4F3, 0x443}, {0x4F5, 0x447}, {0x4F9, 0x44B},
};

static uint32_t cyrillic_small(uint32_t c)
{
    if (c < 0x430)
        return c + (c < 0x410 ? 0x50 : 0x20);
    if (c < 0x460 || c == 0x482)
        return c;
    if (c == 0x4C0)
        return 0x4CF;
    if (c > 0x4C0 && c < 0x4CF) /* capitals have the odd numbers here, and the even ones elsewhere */
        return c + (c & 1);
    return c == 0x4CF ? c : c | 1;
}

static uint32_t of_cyrillic(uint32_t c)
{
    uint32_t small = cyrillic_small(c);
    for (size_t i = 0; i < sizeof CYRILLIC_ACCENTS / sizeof *CYRILLIC_ACCENTS && small >= CYRILLIC_ACCENTS[i][0]; i++)
        if (small == CYRILLIC_ACCENTS[i][0])
            return CYRILLIC_ACCENTS[i][1];
    return small;
}

static uint32_t of_arabic(uint32_t c)
{
    switch (c) {
    case 0x622: /* آ */
    case 0x623: /* أ */
    case 0x625: /* إ */
    case 0x671: /* ٱ */
    case 0x672:
    case 0x673:
        return ALEF;
    case 0x624: /* ؤ */
        return WAW;
    case 0x626: /* ئ */
    case 0x649: /* ى */
    case 0x6CC: /* ی */
        return YEH;
    case 0x629: /* ة */
    case 0x6BE: /* ھ */
    case 0x6C0:
    case 0x6C1: /* ہ */
    case 0x6C2:
    case 0x6C3:
    case 0x6D5:
        return HEH;
    case 0x6A9: /* ک */
    case 0x6AA:
        return KAF;
    case 0x6D3:
        return 0x6D2;
    default:
        if (c >= 0x660 && c <= 0x669)
            return c - 0x660 + '0';
        return c >= 0x6F0 && c <= 0x6F9 ? c - 0x6F0 + '0' : c;
    }
}

/*
 * Letters in the shape of their place in a word: those of Arabic from U+FE80 on, in the order of the alphabet, each in
 * so many shapes; those that Persian has more.
 */
static uint32_t of_shape(uint32_t c, uint32_t more[2])
{
    static const char SHAPES[] = "1222242424444422224444444400000"
                                 "04444444224";
    static const uint16_t PERSIAN[][3] = {{0xFB56, 0xFB59, 0x67E}, {0xFB7A, 0xFB7D, 0x686}, {0xFB8A, 0xFB8B, 0x698},
                                          {0xFB8E, 0xFB91, KAF},   {0xFB92, 0xFB95, 0x6AF}, {0xFBFC, 0xFBFF, YEH}};
    for (size_t i = 0; i < sizeof PERSIAN / sizeof *PERSIAN; i++)
        if (c >= PERSIAN[i][0] && c <= PERSIAN[i][1])
            return PERSIAN[i][2];
    if (c >= 0xFEF5 && c <= 0xFEFC) {
        more[0] = ALEF;
        return LAM;
    }
    if (c < 0xFE80 || c > 0xFEF4)
        return c;
    uint32_t at = 0xFE80;
    for (uint32_t i = 0; SHAPES[i]; i++) {
        at += (uint32_t)(SHAPES[i] - '0');
        if (c < at)
            return of_arabic(0x621 + i);
    }
    return c;
}

static uint32_t of_sign(uint32_t c)
{
    switch (c) {
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
        return ' ';
    case 0xAA: /* ª */
        return 'a';
    case 0xBA: /* º */
        return 'o';
    case 0xB5: /* µ */
        return 0x3BC;
    case 0x1D7D: /* ᵽ */
        return 'p';
    case 0x2126: /* Ω */
        return 0x3C9;
    case 0x212A: /* K */
        return 'k';
    case 0x212B: /* Å */
        return 'a';
    case 0x2BC: /* ʼ */
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
        return '\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
        return '"';
    case 0x2212: /* − */
        return '-';
    case 0x2026: /* … */
        return '.';
    default:
        if (c >= 0x2010 && c <= 0x2015)
            return '-';
        return c >= 0x2000 && c <= 0x200A ? ' ' : c;
    }
}

static uint32_t of_ligature(uint32_t c, uint32_t more[2])
{
    static const char LIGATURES[][4] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    const char *letters = LIGATURES[c - 0xFB00];
    more[0] = (uint32_t)letters[1];
    more[1] = (uint32_t)letters[2];
    return (uint32_t)letters[0];
}

uint8_t letter_of_latin(const uint8_t *two)
{
    if (two[0] < 0xC3 || two[0] > 0xC9 || (two[1] & 0xC0) != 0x80)
        return 0;
    char letter = LATIN[((two[0] & 0x1Fu) << 6 | (two[1] & 0x3Fu)) - 0xC0];
    return ascii_is_letter(letter) ? (uint8_t)letter : 0;
}

uint32_t letter_folded(uint32_t c, uint32_t more[2])
{
    if (c >= BLOCKS[0].from && c <= BLOCKS[0].to) /* most of what is not ASCII */
        return of_block(&BLOCKS[0], c, more);
    if (is_nothing(c))
        return 0;
    for (size_t i = 1; i < sizeof BLOCKS / sizeof *BLOCKS && c >= BLOCKS[i].from; i++)
        if (c <= BLOCKS[i].to)
            return of_block(&BLOCKS[i], c, more);
    if (c >= 0x400 && c <= 0x52F)
        return of_cyrillic(c);
    if (c >= 0x600 && c <= 0x6FF)
        return of_arabic(c);
    if (c >= 0xFB00 && c <= 0xFB06)
        return of_ligature(c, more);
    if (c >= 0xFB50 && c <= 0xFEFC)
        return of_shape(c, more);
    if (c >= 0xFF01 && c <= 0xFF5E) /* as wide as a Chinese character */
        return (uint32_t)(uint8_t)ascii_lower((char)(c - 0xFF01 + '!'));
    return of_sign(c);
}
