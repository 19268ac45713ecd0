/*
 * tests/core/log/records.c - the published records: what a released version wrote is read, and is written again alike
 *
 * tests/vectors/records.txt never changes, it only grows.  A line is `clock`, `device`, `zone` or `wall` with a
 * number that holds for the lines below it (clock and device in hex), or an event as a line of a story, " | ", and the
 * hex of its record.  The tables of doc/record-format.md are held against the same headers that make the code.
 *
 * With an argument the program writes what it would make today: `records print records` for the vectors, from
 * the stories that stand in them, and `records print tables` for the tables of the document.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/consent/consent.h"
#include "core/log/event.h"
#include "tests/support/files.h"

enum { MEMORY_BYTES = 1 << 20, LINES_MAX = 100 };

static uint8_t memory[MEMORY_BYTES];

/* Reading the file */

struct vector {
    struct event event; /* as the story line says it, stamped */
    struct str story;
    struct bytes record;
};

struct vectors {
    struct vector at[LINES_MAX];
    size_t len;
};

/* A zone may be west of UTC. */
static int zone_of(struct str text)
{
    uint64_t minutes = 0;
    bool west = str_starts(text, S("-"));
    assert_true(str_to_u64(str_after(text, west), 1440, &minutes));
    return west ? -(int)minutes : (int)minutes;
}

static void vector_read(struct str line, struct event stamped, struct arena *arena, struct vector *out)
{
    size_t bar = str_find(line, S(" | "));
    struct str story = str_first(line, bar);
    struct event event;
    assert_int_equal(event_read_text(story, arena, &event), ERR_OK);
    event.at = stamped.at;
    event.zone_min = stamped.zone_min;
    event.wall_ms = stamped.wall_ms;
    struct str hex = bar == SIZE_MAX ? S("") : str_after(line, bar + 3);
    *out = (struct vector){.event = event, .story = story, .record = bytes_of_hex(hex, arena)};
}

/* A line that sets something for those below it. */
static bool setting_read(struct str line, struct event *stamped)
{
    struct str name, value;
    if (!str_cut(line, ' ', &name, &value))
        return false;
    if (str_eq(name, S("clock")))
        return str_to_hex_u64(value, &stamped->at.clock);
    if (str_eq(name, S("device")))
        return str_to_hex_u64(value, &stamped->at.device);
    uint64_t wall_ms;
    if (str_eq(name, S("wall")) && str_to_u64(value, UINT64_MAX, &wall_ms)) {
        stamped->wall_ms = (int64_t)wall_ms;
        return true;
    }
    if (!str_eq(name, S("zone")))
        return false;
    stamped->zone_min = zone_of(value);
    return true;
}

static void vectors_read(struct arena *arena, struct vectors *out)
{
    struct event stamped = {0};
    struct str line, text = file_text("tests/vectors/records.txt");
    out->len = 0;
    while (str_cut(text, '\n', &line, &text)) {
        if (setting_read(line, &stamped))
            continue;
        assert_true(out->len < LINES_MAX);
        vector_read(line, stamped, arena, &out->at[out->len++]);
    }
    assert_true(out->len > 0);
}

/* The vectors */

static struct bytes record_of(const struct event *event, struct arena *arena)
{
    struct buf out = buf_on(arena);
    event_encode(&out, event);
    return buf_bytes(&out);
}

static struct str story_of(const struct event *event, struct arena *arena)
{
    struct buf out = buf_on(arena);
    event_put_text(&out, event);
    return buf_str(&out);
}

static void every_published_record_is_written_again_alike(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++)
        assert_true(bytes_eq(record_of(&vectors.at[i].event, &arena), vectors.at[i].record));
}

static void every_published_record_reads_as_its_story_says(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++) {
        const struct vector *v = &vectors.at[i];
        struct event event;
        assert_int_equal(event_decode(v->record, &event), ERR_OK);
        assert_int_equal(event.kind, v->event.kind);
        assert_int_equal(stamp_cmp(event.at, v->event.at), 0);
        assert_int_equal(event.zone_min, v->event.zone_min);
        assert_int_equal(event.wall_ms, v->event.wall_ms);
        assert_true(str_eq(story_of(&event, &arena), v->story));
    }
}

/* One letter for each field of each kind, so that a field without a vector is seen. */
#define COUNT_FIELD(group, wire, type, name, max) +1
#define COUNT_FIELDS(name, wire, member, fields) [name] = 0 fields(COUNT_FIELD),
static const size_t FIELDS_OF[EVENT_END] = {EVENTS(COUNT_FIELDS)};

/* The head of the map stands behind four numbers. */
static uint64_t fields_in(struct bytes record)
{
    struct cbor_reader r = {record};
    uint64_t n = 0;
    int64_t zone = 0;
    assert_int_equal(cbor_get_array(&r, &n), ERR_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(cbor_get_uint(&r, &n), ERR_OK);
    assert_int_equal(cbor_get_int(&r, &zone), ERR_OK);
    assert_int_equal(cbor_get_map(&r, &n), ERR_OK);
    return n;
}

static void every_kind_has_a_record_with_all_its_fields(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    bool seen[EVENT_END] = {false};
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++)
        if (!vectors.at[i].event.wall_ms && fields_in(vectors.at[i].record) == FIELDS_OF[vectors.at[i].event.kind])
            seen[vectors.at[i].event.kind] = true;
    for (size_t kind = 1; kind < EVENT_END; kind++)
        if (FIELDS_OF[kind] && !seen[kind]) /* a number without fields is nobody's yet */
            fail_msg("no record with every field of kind %zu", kind);
}

/* Which field that is stands in the table of fields; here it is said a second time, as the document's rules have it. */
static bool names_its_item(enum event_kind kind, struct str field)
{
    return str_eq(field, S("of")) || str_eq(field, S("practice")) || str_eq(field, S("sheet")) ||
           (kind == MEDIA_CHUNK && str_eq(field, S("item")));
}

static void an_event_belongs_to_the_item_that_it_names_or_to_itself(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    size_t elsewhere = 0;
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++) {
        const struct event *event = &vectors.at[i].event;
        struct stamp item = event->at, name;
        struct str word, field, value, rest = vectors.at[i].story;
        while (rest.len) {
            str_cut(rest, ' ', &word, &rest);
            if (str_cut(word, '=', &field, &value) && names_its_item(event->kind, field) &&
                stamp_from_text(value, &name))
                item = name;
        }
        assert_int_equal(stamp_cmp(event_item(event), item), 0);
        elsewhere += stamp_cmp(item, event->at) != 0;
    }
    assert_true(elsewhere >= 15);
}

static void every_truncation_is_refused(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++)
        for (size_t len = 0; len < vectors.at[i].record.len; len++) {
            struct event event;
            assert_int_equal(event_decode((struct bytes){vectors.at[i].record.at, len}, &event), ERR_TRUNCATED);
        }
}

static void a_byte_more_is_refused(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    vectors_read(&arena, &vectors);
    for (size_t i = 0; i < vectors.len; i++) {
        struct event event;
        struct buf longer = buf_on(&arena);
        buf_put_bytes(&longer, vectors.at[i].record);
        buf_put_byte(&longer, 0);
        assert_int_equal(event_decode(buf_bytes(&longer), &event), ERR_MALFORMED);
    }
}

/* Hostile records.  Heads: 85 an array of five, aN a map of N pairs, 1a a number in four bytes, 78 a text. */

/* clang-format off */
#define HEAD(kind) "85" kind "1b019cadab234000011b1122334455667788183c"
#define NOTE(map) HEAD("11") map

static void assert_decodes_to(const char *hex, enum err expected)
{
    static uint8_t room[1 << 12];
    struct arena arena = arena_on(room, sizeof room);
    struct event event = {.kind = EVENT_END};
    enum err e = event_decode(bytes_of_hex(str_from_c(hex), &arena), &event);
    if (e != expected)
        fail_msg("%s: %s, not %s", hex, err_words(e), err_words(expected));
    if (e)
        assert_int_equal(event.kind, EVENT_END); /* outputs are left as they were */
}

static void the_plain_record_that_the_hostile_ones_are_made_from_is_read(void **at)
{
    (void)at;
    assert_decodes_to(NOTE("a0"), ERR_OK);
    assert_decodes_to(NOTE("a2020103626869"), ERR_OK);
}

static void kinds_and_fields_of_a_later_version_are_refused(void **at)
{
    (void)at;
    assert_decodes_to(HEAD("00") "a0", ERR_UNKNOWN_KIND);
    assert_decodes_to(HEAD("1863") "a0", ERR_UNKNOWN_KIND);
    assert_decodes_to(HEAD("1bffffffffffffffff") "a0", ERR_UNKNOWN_KIND);
    assert_decodes_to(NOTE("a11701"), ERR_UNKNOWN_KIND);
}

static void another_way_to_say_the_same_is_refused(void **at)
{
    (void)at;
    assert_decodes_to(NOTE("a2036268690201"), ERR_NOT_CANONICAL);   /* fields out of order */
    assert_decodes_to(NOTE("a202010201"), ERR_NOT_CANONICAL);       /* a field twice */
    assert_decodes_to(NOTE("a1021801"), ERR_NOT_CANONICAL);         /* 1 in two bytes */
    assert_decodes_to(NOTE("b801" "0201"), ERR_NOT_CANONICAL);      /* the map's head in two bytes */
    assert_decodes_to(HEAD("1811") "a0", ERR_NOT_CANONICAL);      /* the kind in two bytes */
    assert_decodes_to(NOTE("a10200"), ERR_NOT_CANONICAL);           /* a number that says nothing */
    assert_decodes_to(NOTE("a10360"), ERR_NOT_CANONICAL);           /* a text that says nothing */
    assert_decodes_to(HEAD("04") "a10800", ERR_NOT_CANONICAL);    /* a set that says nothing */
    assert_decodes_to(NOTE("a10150" "00000000000000000000000000000000"), ERR_NOT_CANONICAL);
    assert_decodes_to(NOTE("bf0201ff"), ERR_MALFORMED);             /* a map without a length */
}

static void what_is_over_its_maximum_is_refused(void **at)
{
    (void)at;
    assert_decodes_to(NOTE("a1021818"), ERR_TOO_LONG);                     /* sort 24 is in no list */
    assert_decodes_to(NOTE("a1021bffffffffffffffff"), ERR_TOO_LONG);
    assert_decodes_to(HEAD("04") "a1031865", ERR_TOO_LONG);              /* distress, at most 100 */
    assert_decodes_to(HEAD("04") "a10801", ERR_TOO_LONG);                /* number 0 in a set */
    assert_decodes_to(HEAD("04") "a108192000", ERR_TOO_LONG);            /* number 13 of 12 */
    assert_decodes_to(HEAD("0b") "a1017829" "61616161616161616161616161616161616161616161616161616161616161"
                                              "61616161616161616161",
                      ERR_TOO_LONG);                                       /* an id of 41 bytes */
}

static void a_zero_that_means_something_is_kept(void **at)
{
    (void)at;
    assert_decodes_to(HEAD("04") "a10300", ERR_OK);     /* no distress at all */
    assert_decodes_to(HEAD("08") "a10100", ERR_OK);     /* a ceiling of level 0 */
    assert_decodes_to(HEAD("12") "a10200", ERR_OK);     /* everything rests */
}

static void another_shape_is_malformed(void **at)
{
    (void)at;
    assert_decodes_to("84111b019cadab234000011b1122334455667788183c", ERR_MALFORMED); /* four items */
    assert_decodes_to("86111b019cadab234000011b1122334455667788183ca000", ERR_MALFORMED);
    assert_decodes_to("a0", ERR_MALFORMED);
    assert_decodes_to("c0" NOTE("a0"), ERR_MALFORMED);               /* a tag */
    assert_decodes_to(NOTE("80"), ERR_MALFORMED);                    /* an array where the map belongs */
    assert_decodes_to(NOTE("a102" "6131"), ERR_MALFORMED);           /* text for a number */
    assert_decodes_to(NOTE("a102" "20"), ERR_MALFORMED);             /* less than nothing */
    assert_decodes_to(NOTE("a102" "f5"), ERR_MALFORMED);             /* true */
    assert_decodes_to(NOTE("a102" "fb3ff0000000000000"), ERR_MALFORMED); /* 1.0 */
    assert_decodes_to(NOTE("a103" "426869"), ERR_MALFORMED);         /* bytes for text */
    assert_decodes_to(NOTE("a103" "61ff"), ERR_MALFORMED);           /* not UTF-8 */
    assert_decodes_to(NOTE("a101" "4f" "112233445566778899aabbccddeeff"), ERR_MALFORMED); /* a name of 15 bytes */
    assert_decodes_to(NOTE("a161" "7301"), ERR_MALFORMED);           /* a field named by text */
}

static void stamps_and_zones_that_cannot_be_are_malformed(void **at)
{
    (void)at;
    assert_decodes_to("8511" "00" "00" "183c" "a0", ERR_MALFORMED);                                 /* no stamp */
    assert_decodes_to("8511" "1b4000000000000000" "01" "183c" "a0", ERR_MALFORMED);                 /* far too late */
    assert_decodes_to("8511" "1b3fffffffffffffff" "01" "183c" "a0", ERR_OK);
    assert_decodes_to("8511" "01" "01" "1905a1" "a0", ERR_MALFORMED);                               /* zone 1441 */
    assert_decodes_to("8511" "01" "01" "3905a0" "a0", ERR_MALFORMED);                               /* zone -1441 */
    assert_decodes_to("8511" "01" "01" "39059f" "a0", ERR_OK);                                      /* zone -1440 */
}

/* Field 0 is of every kind: what the wall clock said, where that is not the stamp's time. */
static void a_wall_clock_is_a_time_before_the_year_3000(void **at)
{
    (void)at;
    assert_decodes_to(NOTE("a1001b0000019cadab2340"), ERR_OK);
    assert_decodes_to(NOTE("a2001b0000019cadab23400201"), ERR_OK);
    assert_decodes_to(NOTE("a10001"), ERR_OK);                      /* the first hour of 1970 */
    assert_decodes_to(NOTE("a10000"), ERR_NOT_CANONICAL);           /* the same as leaving it out */
    assert_decodes_to(NOTE("a1001b00001d8fda4cdfff"), ERR_OK);
    assert_decodes_to(NOTE("a1001b00001d8fda4ce000"), ERR_MALFORMED);
    assert_decodes_to(NOTE("a1001bffffffffffffffff"), ERR_MALFORMED);
    assert_decodes_to(NOTE("a10020"), ERR_MALFORMED);               /* before 1970 */
    assert_decodes_to(NOTE("a20201001b0000019cadab2340"), ERR_NOT_CANONICAL); /* out of order */
    assert_decodes_to(NOTE("a20001" "0001"), ERR_NOT_CANONICAL);    /* twice */
}

/* clang-format on */

/* The document */

#define TYPE_NAME_NUM "number"
#define TYPE_NAME_SCORE "score"
#define TYPE_NAME_TEXT "text"
#define TYPE_NAME_SET "set"
#define TYPE_NAME_NAME "name"
#define TYPE_NAME_OF "item"
#define TYPE_NAME_BYTES "bytes"

static void row_put(struct buf *out, const char *field, unsigned wire, const char *type, uint64_t max)
{
    char row[200];
    snprintf(row, sizeof row, max ? "| | %u | `%s` | %s | %llu |\n" : "| | %u | `%s` | %s | |\n", wire, field, type,
             (unsigned long long)max);
    buf_put(out, str_from_c(row));
}

static void kind_put(struct buf *out, const char *name, unsigned wire, const char *key)
{
    char row[200];
    snprintf(row, sizeof row, "| **%u** `%s` | | | *%s* | |\n", wire, name, key);
    buf_put(out, str_from_c(row));
}

static void fields_table(struct buf *out)
{
    buf_put(out, S("| event | field | name | type | most |\n| --- | --- | --- | --- | --- |\n"));
#define FIELD_LINE(group, w, type, name, m) row_put(out, #name, (w), TYPE_NAME_##type, (uint64_t)(m));
#define KIND_LINES(k, w, member, fields)                                                                               \
    kind_put(out, #k, (w), #member);                                                                                   \
    fields(FIELD_LINE)
    EVENTS(KIND_LINES)
}

static void words_row(struct buf *out, const char *name, struct key_list list)
{
    buf_put(out, S("| "));
    buf_put(out, str_from_c(name));
    buf_put(out, S(" |"));
    for (size_t i = 0; i < list.len; i++) {
        buf_put(out, i ? S(", ") : S(" "));
        buf_put_u64(out, list.at[i].number);
        buf_put_byte(out, ' ');
        buf_put(out, list.at[i].key);
    }
    buf_put(out, S(" |\n"));
}

static void words_table(struct buf *out)
{
    buf_put(out, S("| list | numbers |\n| --- | --- |\n"));
    words_row(out, "weather", WEATHER_KEYS);
    words_row(out, "willingness", WILLINGNESS_KEYS);
    words_row(out, "body", SENSATION_KEYS);
    words_row(out, "areas", AREA_KEYS);
    words_row(out, "tag, tags", TAG_KEYS);
    words_row(out, "stance", STANCE_KEYS);
    words_row(out, "company", COMPANY_KEYS);
    words_row(out, "dimension", DIMENSION_KEYS);
    words_row(out, "part", CARD_KEYS);
    words_row(out, "setting", SETTING_KEYS);
    words_row(out, "sort", NOTE_KEYS);
    words_row(out, "sort of a recording", MEDIA_KEYS);
    words_row(out, "spots of a body map", SPOT_KEYS);
    words_row(out, "which", MEASURE_KEYS);
}

static void steps_row(struct buf *out)
{
    words_row(out, "step", CONSENT_INPUT_KEYS);
}

static struct str fields_text(struct arena *arena)
{
    struct buf out = buf_on(arena);
    fields_table(&out);
    buf_put_byte(&out, '\n'); /* the table ends here */
    return buf_str(&out);
}

static struct str words_text(struct arena *arena)
{
    struct buf out = buf_on(arena);
    words_table(&out);
    steps_row(&out);
    return buf_str(&out);
}

static struct str tables_text(struct arena *arena)
{
    return STR_JOIN(arena, fields_text(arena), words_text(arena));
}

static void assert_line_stands_in(struct str document, struct str line)
{
    if (str_find(document, line) == SIZE_MAX)
        fail_msg("doc/record-format.md lacks: %.*s", (int)line.len, line.at);
}

static struct str record_section(struct str document)
{
    size_t from = str_find(document, S("<!-- record -->"));
    assert_true(from != SIZE_MAX);
    struct str section = str_after(document, from);
    size_t len = str_find(section, S("\n## Padding"));
    assert_true(len != SIZE_MAX);
    return str_first(section, len);
}

static void the_tables_in_the_document_are_those_of_the_code(void **at)
{
    (void)at;
    struct arena arena = arena_on(memory, sizeof memory);
    struct str section = record_section(file_text("doc/record-format.md"));
    struct str line, rest = tables_text(&arena);
    /* First by lines, so that a failure names one; then whole, so that no row stands between. */
    while (str_cut(rest, '\n', &line, &rest))
        assert_line_stands_in(section, line);
    assert_line_stands_in(section, fields_text(&arena));
    assert_line_stands_in(section, words_text(&arena));
}

static void the_example_in_the_document_is_a_published_record(void **at)
{
    (void)at;
    static struct vectors vectors;
    struct arena arena = arena_on(memory, sizeof memory);
    struct str section = record_section(file_text("doc/record-format.md"));
    vectors_read(&arena, &vectors);
    struct buf hex = buf_on(&arena);
    for (size_t i = 0; i < vectors.len; i++)
        if (vectors.at[i].event.kind == CEILING_SET && !hex.len)
            buf_put_hex(&hex, vectors.at[i].record);
    assert_true(hex.len > 0);
    assert_line_stands_in(section, buf_str(&hex));
}

/* Printing */

static void records_put(struct buf *out, struct arena *arena)
{
    struct event stamped = {0};
    struct str line, text = file_text("tests/vectors/records.txt");
    while (str_cut(text, '\n', &line, &text)) {
        struct vector v;
        if (setting_read(line, &stamped)) {
            buf_put(out, line);
        } else {
            vector_read(line, stamped, arena, &v);
            buf_put(out, v.story);
            buf_put(out, S(" | "));
            buf_put_hex(out, record_of(&v.event, arena));
        }
        buf_put_byte(out, '\n');
    }
}

static int print_one(const char *what)
{
    static uint8_t room[MEMORY_BYTES];
    struct arena arena = arena_on(memory, sizeof memory);
    struct arena text_arena = arena_on(room, sizeof room);
    struct buf records = buf_on(&text_arena);
    struct str text;
    if (strcmp(what, "tables") == 0) {
        text = tables_text(&arena);
    } else {
        records_put(&records, &arena);
        text = buf_str(&records);
    }
    return fwrite(text.at, 1, text.len, stdout) == text.len ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_record_is_written_again_alike),
        cmocka_unit_test(every_published_record_reads_as_its_story_says),
        cmocka_unit_test(every_kind_has_a_record_with_all_its_fields),
        cmocka_unit_test(an_event_belongs_to_the_item_that_it_names_or_to_itself),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_byte_more_is_refused),
        cmocka_unit_test(the_plain_record_that_the_hostile_ones_are_made_from_is_read),
        cmocka_unit_test(kinds_and_fields_of_a_later_version_are_refused),
        cmocka_unit_test(another_way_to_say_the_same_is_refused),
        cmocka_unit_test(what_is_over_its_maximum_is_refused),
        cmocka_unit_test(a_zero_that_means_something_is_kept),
        cmocka_unit_test(another_shape_is_malformed),
        cmocka_unit_test(stamps_and_zones_that_cannot_be_are_malformed),
        cmocka_unit_test(a_wall_clock_is_a_time_before_the_year_3000),
        cmocka_unit_test(the_tables_in_the_document_are_those_of_the_code),
        cmocka_unit_test(the_example_in_the_document_is_a_published_record),
    };
    if (argc == 3 && strcmp(argv[1], "print") == 0)
        return print_one(argv[2]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
