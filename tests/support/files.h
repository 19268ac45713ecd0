/*
 * tests/support/files.h - files of the tree that tests read: published vectors, samples, documents
 *
 * For tests that run in the root of the tree and have cmocka included.
 */
#ifndef TESTS_SUPPORT_FILES_H
#define TESTS_SUPPORT_FILES_H

#include "base/text.h"

#include <stdio.h>

/* The whole of a file, which may not be empty; the test fails if it is not there.  It stays until the fourth call after. */
static inline struct str file_text(const char *path)
{
    enum { FILE_BYTES_MAX = 1 << 18 };
    static char texts[4][FILE_BYTES_MAX];
    static size_t turn;
    char *text = texts[turn++ % 4];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t len = fread(text, 1, FILE_BYTES_MAX, f);
    fclose(f);
    assert_in_range(len, 1, FILE_BYTES_MAX - 1);
    return (struct str){.at = text, .len = len};
}

/* A sample questionnaire in its own format. */
static inline struct str questionnaire_text(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "tests/vectors/questionnaires/%s.json", name);
    return file_text(path);
}

/* Bytes written as two hexadecimal digits each. */
static inline struct bytes bytes_of_hex(struct str hex, struct arena *arena)
{
    struct buf out = buf_on(arena);
    assert_int_equal(hex.len % 2, 0);
    for (size_t i = 0; i < hex.len; i += 2) {
        uint64_t byte = 0;
        assert_true(str_to_hex_u64(str_first(str_after(hex, i), 2), &byte));
        buf_put_byte(&out, (uint8_t)byte);
    }
    return buf_bytes(&out);
}

#endif
