/*
 * base/letter.h - what one character is compared as, for base/folding.c alone, which says what that means
 */
#ifndef BASE_LETTER_H
#define BASE_LETTER_H

#include <stdint.h>

/* The character without case, accents and ways of setting, and what it is besides in `more`; 0 if nothing is left. */
uint32_t letter_folded(uint32_t c, uint32_t more[2]);

/* The same, sooner, of two bytes of UTF-8 that are one letter of Latin and fold to one; 0 of all others. */
uint8_t letter_of_latin(const uint8_t *two);

#endif
