/*
 * base/calendar.h - a calendar file with one recurring entry (RFC 5545)
 *
 * Lines end in CR LF and are folded so that none is over 75 octets, never inside a character.  Text is escaped:
 * backslash, semicolon, comma and line end.  Times of the entry are those of a wall clock, in no zone, so that
 * seven in the evening stays seven in the evening.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/clock.h"

enum { CALENDAR_LINE_OCTETS = 75 };

struct calendar_entry {
    struct str    title; /* UTF-8; its control characters are dropped, line ends escaped */
    struct moment begins;
    unsigned      every_days; /* 1: daily */
    int64_t       made_ms;    /* when this file was made, UTC */
};

void calendar_put(struct buf *out, const struct calendar_entry *entry);

#endif
