/*
 * base/folding.h - text as it is compared: letters without case, accents and the ways in which they are set
 *
 * There is one folding, for whatever looks for words that a person wrote: what is kept away, the diary, help lines.
 *
 *   Latin     case and accents off, also those that Unicode calls letters of their own: ø is o, ł is l, đ is d, ı is i.
 *             ß is ss, æ is ae, œ is oe, þ is th, ĳ is ij, ǆ is dz, ﬁ is fi.
 *   Greek     case, accents and breathings off; a final ς is σ.
 *   Cyrillic  case and accents off: ё is е, й is и, ї is і, ґ is г.
 *   Arabic    marks and tatweel off; every alef is ا; ى ئ and the Persian ی are ي; ؤ is و; ة and the Persian and Urdu
 *             forms of ه are ه; ک is ك; letters in the shape of their place in a word are the letter; digits are 0-9.
 *   Signs     every blank beyond ASCII is a space; curved quotes and guillemets are ' and ", dashes are -, … is one full stop.
 *   Nothing   is left of combining marks, joiners, soft hyphens, signs of direction, the middle dot of Catalan.
 *
 * Any other character is itself.  Folding errs to making equal: it is for finding, never for telling two names apart.
 *
 * Sources: case and compatibility as in Unicode's CaseFolding.txt and UnicodeData.txt (tests/base/folding.c holds the
 * tables against utf8proc); what has no decomposition there goes by the letter whose shape it has, or by its usual
 * spelling in two; Arabic after the normalisation of L. Larkey, L. Ballesteros, M. Connell, "Improving stemming for
 * Arabic information retrieval", 2002.  utf8proc itself is not used here: its tables are 300 KB, and these are 2.
 *
 * Memory: borrows.  Failure: none; a byte that is not UTF-8 reads as U+FFFD, and U+0000 as a blank.
 */
#ifndef BASE_FOLDING_H
#define BASE_FOLDING_H

#include "base/text.h"

/* A text as it is read.  Begin with .rest, and .html where marks between < and > are no words and &amp; is one sign. */
struct folding {
    struct str rest;
    bool       html;
    size_t     left;    /* how many bytes there were from the beginning of the character last read on */
    uint32_t   more[2]; /* what that character is besides: the second s of ß */
};

/* The next code point, folded; 0 at the end. */
uint32_t fold_next(struct folding *f);

/*
 * For finding quickly, two bytes of ASCII under masks that let more through than is meant: letters go without case; a
 * second that is a sign or a blank stands for any of them, and one that is not ASCII for anything.
 * fold_near_to: false if `wanted` does not begin with a letter or digit of ASCII and another character of ASCII.
 * fold_opens_at: where it may begin first, or what has to be folded to know it; s.len if nowhere.
 */
struct fold_near {
    uint64_t first, first_mask, second, second_mask; /* each byte eight times over */
};
bool   fold_near_to(struct str wanted, struct fold_near *out);
size_t fold_opens_at(struct str s, const struct fold_near *near, bool html);

/*
 * The same while folding: how a text that is looked for begins.  fold_skip passes over letters of Latin and signs of
 * ASCII where it cannot begin; it may stop too early, never too late.
 */
struct opening {
    uint32_t         c;      /* the first, as fold_next gives it; 0: there is none */
    struct folding   behind; /* what comes after it */
    struct fold_near near;
};
struct opening fold_opening(struct folding wanted);
void           fold_skip(struct folding *f, const struct opening *opening);

/*
 * Where `needle` first stands in `s`, as folded: bytes from the beginning, and in *len, which may be NULL, how many
 * bytes it takes there, whole characters with their marks.  SIZE_MAX: nowhere, and so is what folds to nothing; the
 * empty text stands at 0.
 */
size_t fold_find(struct str s, struct str needle, size_t *len);

#endif
