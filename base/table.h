/*
 * base/table.h - what a row X(NAME, ...) of a table becomes
 *
 * A table is a macro that says X for each of its rows, and makes an enum and the list of its words from the same lines.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#define ROW_NAME(name, ...)         name,                   /* of an enum, numbered by its place */
#define ROW_NUMBER(name, wire, ...) name = (wire),          /* of an enum, with the number that stands beside it */
#define ROW_WORDS(name, words)      [name] = S_INIT(words), /* of a list of struct str */

#endif
