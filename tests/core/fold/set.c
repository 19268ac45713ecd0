/*
 * tests/core/fold/set.c - a log is a set: lives on three devices, and what each may do to what the others said
 *
 * Named rules are those of people.md, section 6.
 */
#include "tests/base/support.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/course/body.h"
#include "core/course/intake.h"
#include "core/course/stray.h"
#include "core/practice/open.h"
#include "tests/support/dump.h"

static const size_t MEMORY_BYTES = (size_t)256 << 20;
static const int64_t FIRST_MS = ((int64_t)FIRST_DAY * 24 * 60 + 9 * 60) * 60000, MINUTE_MS = 60000;
enum { PHONE = 7, DESK = 3, OTHER = 5, RECORDS_MAX = 400 };

/* What one of three devices said, and in which order they said it. */
struct life {
    void *memory;
    struct arena arena;
    struct bytes at[RECORDS_MAX];
    size_t len;
};

static int life_begin(void **at)
{
    static struct life life;
    life = (struct life){.memory = malloc(MEMORY_BYTES)};
    life.arena = arena_on(life.memory, MEMORY_BYTES);
    *at = &life;
    return 0;
}

static int life_end(void **at)
{
    free(((struct life *)*at)->memory);
    return 0;
}

static struct stamp moment(int64_t minute, uint64_t device)
{
    return (struct stamp){(uint64_t)(FIRST_MS + minute * MINUTE_MS) << 16, device};
}

static struct stamp says(struct life *life, int64_t minute, uint64_t device, struct event event)
{
    struct buf record = buf_on(&life->arena);
    event.at = moment(minute, device);
    event.zone_min = ZONE_MIN;
    event_encode(&record, &event);
    assert_true(life->len < RECORDS_MAX);
    life->at[life->len++] = buf_bytes(&record);
    return event.at;
}

static struct bytes over(struct life *life, struct stamp a, struct stamp b)
{
    struct bytes names = {0};
    assert_true(over_put(&names, a, &life->arena));
    if (stamp_is(b))
        assert_true(over_put(&names, b, &life->arena));
    return names;
}

static const struct stamp NOBODY = {0};

static struct event ceiling(unsigned level, struct bytes names)
{
    return (struct event){.kind = CEILING_SET, .ceiling = {.alone = SCORE(level), .over = names}};
}

static struct event limit(struct stamp of, enum stance stance, const char *what, struct bytes names)
{
    return (struct event){.kind = LIMIT_SET,
                          .limit = {.of = of, .stance = stance, .what = str_from_c(what), .over = names}};
}

static struct event removal(struct stamp item, struct bytes names)
{
    return (struct event){.kind = ITEM_REMOVED, .remove = {.item = item, .over = names}};
}

static struct event note(const char *words)
{
    return (struct event){.kind = NOTE_WRITTEN, .note = {.sort = NOTE_JOURNAL, .words = str_from_c(words)}};
}

/* Arrived in the order of these places (or as they were said), folded at the end or after each. */
static struct state *arrived(struct life *life, const size_t *order, size_t len, bool settle_each)
{
    struct state *state = ARENA_NEW(&life->arena, struct state);
    state_begin(state, &life->arena);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(state_take(state, life->at[order ? order[i] : i], i + 1), ERR_OK);
        if (settle_each)
            state_settle(state);
    }
    state_settle(state);
    return state;
}

static struct str dumped(struct life *life, const struct state *state)
{
    struct buf out = buf_on(&life->arena);
    dump_state(&out, state, FIRST_MS + 100000 * MINUTE_MS);
    return buf_str(&out);
}

static void assert_same(struct str expected, struct str came, unsigned which)
{
    struct str a, b;
    if (str_eq(expected, came))
        return;
    do {
        str_cut(expected, '\n', &a, &expected);
        str_cut(came, '\n', &b, &came);
    } while (str_eq(a, b));
    fail_msg("order %u\n- %.*s\n+ %.*s", which, (int)a.len, a.at, (int)b.len, b.at);
}

/* The state, after every order of arrival of a handful of records gave the same one. */
static struct state *in_every_order(struct life *life)
{
    size_t order[6], total = 1;
    assert_true(life->len <= 6);
    for (size_t i = 2; i <= life->len; i++)
        total *= i;
    struct state *said = arrived(life, NULL, life->len, true);
    struct str expected = dumped(life, said);
    for (size_t n = 0; n < total; n++) {
        size_t left[6], code = n;
        struct arena before = life->arena;
        for (size_t i = 0; i < life->len; i++)
            left[i] = i;
        for (size_t i = 0; i < life->len; i++) {
            size_t remaining = life->len - i, k = code % remaining;
            code /= remaining;
            order[i] = left[k];
            for (size_t m = k; m + 1 < remaining; m++)
                left[m] = left[m + 1];
        }
        assert_same(expected, dumped(life, arrived(life, order, life->len, n % 2)), (unsigned)n);
        life->arena = before;
    }
    return said;
}

/* ---- ceilings ---- */

static void an_older_ceiling_that_comes_late_raises_nothing(void **at)
{
    struct life *life = *at;
    says(life, 0, PHONE, ceiling(5, (struct bytes){0}));
    says(life, 1, PHONE, ceiling(1, (struct bytes){0}));
    struct state *state = in_every_order(life);
    assert_int_equal(ladder_ceiling(state), 1);
    assert_int_equal(state->ceilings.len, 1);
}

static void ceilings_said_apart_all_hold_and_the_lowest_acts(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, ceiling(3, (struct bytes){0}));
    struct stamp low = says(life, 1, PHONE, ceiling(1, over(life, first, NOBODY)));
    struct stamp high = says(life, 2, DESK, ceiling(5, over(life, first, NOBODY)));
    struct state *state = in_every_order(life);
    assert_int_equal(ladder_ceiling(state), 1); /* though the desk spoke last */
    assert_int_equal(state->ceilings.len, 2);
    assert_int_equal(over_count(ceiling_heads(state, &life->arena)), 2);
    /* Whoever sees both and says it anew is over both. */
    says(life, 3, DESK, ceiling(4, over(life, low, high)));
    state = in_every_order(life);
    assert_int_equal(ladder_ceiling(state), 4);
    assert_int_equal(state->ceilings.len, 1);
}

static void a_ceiling_alone_leaves_the_one_together(void **at)
{
    struct life *life = *at;
    struct event together = {.kind = CEILING_SET, .ceiling = {.together = SCORE(0)}};
    struct stamp first = says(life, 0, PHONE, together);
    says(life, 1, PHONE, ceiling(4, over(life, first, NOBODY)));
    struct state *state = in_every_order(life);
    assert_int_equal(state->ceiling_alone.is, 4);
    assert_true(state->ceiling_together.said);
    assert_int_equal(state->ceiling_together.is, 0);
}

/* ---- limits ---- */

static const struct rung *towel(const struct state *state)
{
    return state->rungs.at[0];
}

static const char *name_of_first(void)
{
    static char name[200];
    size_t len = str_find(LIBRARY[0].called, S("\n"));
    mem_copy(name, LIBRARY[0].called.at, len);
    name[len] = '\0';
    return name;
}

static void a_limit_told_on_two_devices_holds_as_the_tightest(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_MAYBE, name_of_first(), (struct bytes){0}));
    struct stamp never = says(life, 1, PHONE, limit(first, STANCE_NEVER, name_of_first(), over(life, first, NOBODY)));
    struct stamp like = says(life, 2, DESK, limit(first, STANCE_LIKE, name_of_first(), over(life, first, NOBODY)));
    struct state *state = in_every_order(life);
    struct entry *entry = state_entry(state, first);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_LIMIT);
    assert_int_equal(entry->shown->limit.stance, STANCE_NEVER);
    assert_int_equal(over_count(entry_heads(entry, &life->arena)), 2);
    says(life, 3, DESK, limit(first, STANCE_LIKE, name_of_first(), over(life, never, like)));
    state = in_every_order(life);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_NOT);
    assert_int_equal(over_count(entry_heads(state_entry(state, first), &life->arena)), 1);
}

/* Both act, also where the looser in stance is about something else. */
static void every_head_closes_what_it_is_about(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_MAYBE, "a thing", (struct bytes){0}));
    says(life, 1, PHONE, limit(first, STANCE_NEVER, "another thing", over(life, first, NOBODY)));
    says(life, 2, DESK, limit(first, STANCE_NOT_NOW, name_of_first(), over(life, first, NOBODY)));
    struct state *state = in_every_order(life);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_LIMIT);
}

/* From texts too, and on the body map. */
static void every_head_keeps_away_what_it_is_about(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_MAYBE, "a thing", (struct bytes){0}));
    struct event never = limit(first, STANCE_NEVER, "a thing", over(life, first, NOBODY)), not_now = never,
                 where = never;
    not_now.limit.stance = where.limit.stance = STANCE_NOT_NOW;
    never.limit.tag = TAG_SCENT;
    not_now.limit.tag = TAG_COLD;
    where.limit.areas = SET_OF(AREA_FACE);
    says(life, 1, PHONE, not_now);
    says(life, 1, OTHER, where);
    says(life, 2, DESK, never);
    struct state *state = in_every_order(life);
    assert_int_equal(over_count(entry_heads(state_entry(state, first), &life->arena)), 3);
    assert_true(intake_kept_away(state) == (SET_OF(TAG_SCENT) | SET_OF(TAG_COLD)));
    set64 spots = 0;
    for (unsigned spot = 1; spot <= SPOT_MAX; spot++)
        if (body_area(spot) == AREA_FACE)
            spots |= SET_OF(spot);
    assert_true(spots != 0);
    assert_true(body_without_limit(state, &(struct body){.no_go = spots}) == 0);
}

static void an_older_telling_that_comes_late_loosens_nothing(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_LIKE, name_of_first(), (struct bytes){0}));
    says(life, 1, PHONE, limit(first, STANCE_LIKE, name_of_first(), (struct bytes){0})); /* of version 1: no `over` */
    says(life, 2, PHONE, limit(first, STANCE_NEVER, name_of_first(), (struct bytes){0}));
    struct state *state = in_every_order(life);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_LIMIT);
    assert_int_equal(over_count(entry_heads(state_entry(state, first), &life->arena)), 1);
}

static void a_removal_does_not_undo_a_tightening_it_did_not_know(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_MAYBE, "slowly", (struct bytes){0}));
    struct stamp never = says(life, 2, DESK, limit(first, STANCE_NEVER, name_of_first(), over(life, first, NOBODY)));
    says(life, 3, PHONE, removal(first, over(life, first, NOBODY))); /* later, but it knew of the first alone */
    struct state *state = in_every_order(life);
    struct entry *entry = state_entry(state, first);
    assert_non_null(entry);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_LIMIT);
    assert_null(entry->latest->before); /* the words that were taken away are gone */
    /* Looked at and taken away as well, it is gone. */
    says(life, 4, PHONE, removal(first, over(life, never, NOBODY)));
    state = in_every_order(life);
    assert_null(state_entry(state, first));
    assert_int_equal(state->limits.len, 0);
    assert_int_equal(rung_closed(state, towel(state), FIRST_MS), CLOSED_NOT);
}

static void a_removal_takes_what_it_named_and_what_that_device_said_before(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_NEVER, name_of_first(), (struct bytes){0}));
    struct stamp second = says(life, 1, PHONE, limit(first, STANCE_NEVER, name_of_first(), over(life, first, NOBODY)));
    says(life, 2, DESK, removal(first, over(life, second, NOBODY)));
    assert_null(state_entry(in_every_order(life), first));
}

/* Told once on one device and often on another: the names are of devices, so that there is room for all. */
static void a_removal_names_the_newest_of_each_device(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, DESK, limit(NOBODY, STANCE_NEVER, name_of_first(), (struct bytes){0})),
                 last = first;
    for (int i = 1; i <= 2 * OVER_MAX; i++)
        last = says(life, i, PHONE, limit(first, STANCE_NEVER, name_of_first(), over(life, last, NOBODY)));
    struct state *state = arrived(life, NULL, life->len, true);
    struct bytes names = entry_tellings(state_entry(state, first), &life->arena);
    assert_int_equal(over_count(names), 2);
    assert_true(over_has(names, first) && over_has(names, last));
    says(life, 30, PHONE, removal(first, names));
    assert_null(state_entry(arrived(life, NULL, life->len, true), first));
}

/* The pieces of a recording were on the screen with it. */
static void a_removal_of_a_recording_knew_of_its_pieces(void **at)
{
    struct life *life = *at;
    struct stamp first = says(
        life, 0, PHONE,
        (struct event){.kind = MEDIA_BEGUN, .media = {.sort = MEDIA_VOICE, .type = S("audio/ogg"), .name = S("a")}});
    struct event piece = {.kind = MEDIA_CHUNK,
                          .chunk = {.item = first, .number = 1, .data = {(const uint8_t *)"x", 1}}};
    says(life, 1, PHONE, piece);
    piece.chunk.number = 2;
    struct stamp last = says(life, 2, PHONE, piece);
    struct bytes names = entry_tellings(state_entry(arrived(life, NULL, life->len, true), first), &life->arena);
    assert_int_equal(over_count(names), 1);
    assert_true(over_has(names, last));
}

static void a_removal_of_version_1_takes_all_that_is_older(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, limit(NOBODY, STANCE_NEVER, name_of_first(), (struct bytes){0}));
    says(life, 1, PHONE, limit(first, STANCE_NEVER, "still", (struct bytes){0}));
    says(life, 2, PHONE, removal(first, (struct bytes){0}));
    assert_null(state_entry(in_every_order(life), first));
    says(life, 3, DESK, limit(first, STANCE_NEVER, name_of_first(), (struct bytes){0}));
    assert_non_null(state_entry(in_every_order(life), first)); /* said afterwards, without knowing: it stands */
}

/* ---- deleting ---- */

static void what_is_deleted_stays_deleted_whatever_comes_when(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, note("gone"));
    struct event edit = note("gone as well");
    edit.note.of = first;
    says(life, 2, DESK, edit);
    says(life, 1, PHONE, removal(first, (struct bytes){0}));
    struct stamp other = says(life, 4, DESK, note("stays"));
    struct state *state = in_every_order(life);
    assert_null(state_entry(state, first));
    assert_non_null(state_entry(state, other));
    assert_int_equal(state->entries.len, 1);
}

/* ---- words about what was deleted elsewhere ---- */

/* On which of the devices somebody is asked about words. */
static unsigned asked_on(struct life *life, struct state *state)
{
    static const uint64_t DEVICES[] = {PHONE, DESK, OTHER};
    unsigned asked = 0;
    for (unsigned i = 0; i < 3; i++) {
        state->own_device = DEVICES[i];
        asked |= strays_waiting(state, &life->arena).len ? 1u << i : 0;
    }
    state->own_device = 0;
    return asked;
}
enum { ON_DESK = 2 };

static struct event edit(struct stamp of, const char *words)
{
    struct event event = note(words);
    event.note.of = of;
    return event;
}

static void words_that_a_deletion_did_not_know_wait_on_the_device_they_were_written_on(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, note("a"));
    struct stamp known = says(life, 1, DESK, edit(first, "b"));
    says(life, 2, DESK, edit(first, "c"));
    says(life, 3, PHONE, removal(first, over(life, first, known))); /* later than they are */
    struct state *state = in_every_order(life);
    assert_int_equal(asked_on(life, state), ON_DESK);
    struct strays strays = strays_waiting(state, &life->arena);
    assert_int_equal(strays.len, 1);
    assert_int_equal(strays.at[0].len, 1);
    assert_true(str_eq(strays.at[0].at[0]->note.words, S("c")));
    assert_int_equal(things_held(state, &strays), 1); /* the note itself, which is not asked about */
    /* An answer knows of them, wherever it is given, and whatever comes once more. */
    says(life, 4, DESK, stray_answered(&strays.at[0]));
    assert_int_equal(asked_on(life, in_every_order(life)), 0);
    says(life, 5, OTHER, removal(first, over(life, first, NOBODY)));
    assert_int_equal(asked_on(life, in_every_order(life)), 0);
}

/* A removal of version 1 names nothing: what is later than it was not known to it. */
static void a_removal_that_names_nothing_knew_what_was_before_it(void **at)
{
    struct life *life = *at;
    struct stamp first = says(life, 0, PHONE, note("a"));
    says(life, 1, DESK, edit(first, "before"));
    says(life, 2, PHONE, removal(first, (struct bytes){0}));
    assert_int_equal(asked_on(life, in_every_order(life)), 0);
    says(life, 3, DESK, edit(first, "after"));
    struct state *state = in_every_order(life);
    assert_int_equal(asked_on(life, state), ON_DESK);
    assert_true(str_eq(strays_waiting(state, &life->arena).at[0].at[0]->note.words, S("after")));
}

/* Of a telling that was said anew only the newer counts, and where that was emptied, nothing is asked. */
static void only_what_counts_is_asked_about(void **at)
{
    struct life *life = *at;
    struct event line = {.kind = WORKSHEET_SAID, .said = {.field = S("one"), .words = S("x")}};
    struct stamp first =
        says(life, 0, PHONE, (struct event){.kind = WORKSHEET_BEGUN, .begun = {.worksheet = S("thought")}});
    line.said.sheet = first;
    says(life, 2, DESK, line);
    line.said.words = S("");
    says(life, 3, DESK, line);
    says(life, 1, PHONE, removal(first, over(life, first, NOBODY)));
    struct state *state = in_every_order(life);
    assert_int_equal(asked_on(life, state), 0);
    struct strays none = strays_waiting(state, &life->arena);
    assert_int_equal(things_held(state, &none), 1);
    line.said.field = S("two");
    line.said.words = S("y");
    says(life, 4, DESK, line);
    state = in_every_order(life);
    assert_int_equal(asked_on(life, state), ON_DESK);
    assert_int_equal(strays_waiting(state, &life->arena).at[0].len, 1);
}

/* However much was said, each answer is kept whole, and what is beyond is asked about after it. */
static void many_words_are_asked_about_in_parts_and_none_is_lost(void **at)
{
    enum { LINES = 2 * STRAY_TELLINGS_MAX + 3 };
    struct life *life = *at;
    static char fields[LINES][8];
    char *long_words = malloc(TEXT_MAX / CHARACTER_BYTES_MAX);
    struct stamp first =
        says(life, 0, PHONE, (struct event){.kind = WORKSHEET_BEGUN, .begun = {.worksheet = S("thought")}});
    memset(long_words, 'x', TEXT_MAX / CHARACTER_BYTES_MAX);
    for (int i = 0; i < LINES; i++) {
        snprintf(fields[i], sizeof fields[i], "f%d", i);
        bool is_long = i % 3 == 0;
        says(life, 2 + i, DESK,
             (struct event){.kind = WORKSHEET_SAID,
                            .said = {.sheet = first,
                                     .field = str_from_c(fields[i]),
                                     .words = is_long ? (struct str){long_words, TEXT_MAX / CHARACTER_BYTES_MAX}
                                                      : str_from_c(fields[i])}});
    }
    says(life, 1, PHONE, removal(first, over(life, first, NOBODY)));
    size_t tellings = 0, characters = 0;
    for (int round = 0; round < 3; round++) {
        struct state *state = arrived(life, NULL, life->len, false);
        struct strays strays = strays_waiting(state, &life->arena);
        static struct event notes[STRAY_NOTES_MAX];
        assert_int_equal(strays.len, 1);
        tellings += strays.at[0].len;
        size_t len = stray_notes(&strays.at[0], NULL, &life->arena, notes);
        for (size_t i = 0; i < len; i++) {
            struct str words = notes[i].note.words;
            assert_true(words.len <= TEXT_MAX / CHARACTER_BYTES_MAX);
            for (size_t k = 0; k < words.len; k++)
                characters += words.at[k] != '\n';
        }
        says(life, 100 + round, DESK, stray_answered(&strays.at[0]));
    }
    size_t expected = 0;
    for (int i = 0; i < LINES; i++)
        expected += i % 3 ? strlen(fields[i]) : TEXT_MAX / CHARACTER_BYTES_MAX;
    assert_int_equal(tellings, LINES);
    assert_int_equal(characters, expected);
    assert_int_equal(asked_on(life, arrived(life, NULL, life->len, false)), 0);
    free(long_words);
}

static void an_ended_draft_stays_ended(void **at)
{
    struct life *life = *at;
    struct event draft = {.kind = DRAFT_KEPT,
                          .draft = {.about = S("/journal/new"), .words = S("words=one"), .page = S("p")}};
    struct stamp first = says(life, 0, PHONE, draft);
    draft.draft.of = first;
    draft.draft.words = S("words=one two");
    says(life, 1, PHONE, draft);
    struct state *state = in_every_order(life);
    assert_int_equal(state->drafts.len, 1);
    assert_true(str_eq(state->drafts.at[0]->event.draft.words, S("words=one two")));
    draft.draft.words = S("");
    says(life, 2, PHONE, draft);
    assert_int_equal(in_every_order(life)->drafts.len, 0);
}

static void drafts_are_in_the_order_of_their_first_keeping(void **at)
{
    struct life *life = *at;
    struct event draft = {.kind = DRAFT_KEPT,
                          .draft = {.about = S("/journal/new"), .words = S("words=a"), .page = S("a")}};
    says(life, 0, PHONE, draft);
    draft.draft.page = S("b");
    says(life, 1, DESK, draft);
    draft.draft.page = S("c");
    says(life, 2, PHONE, draft);
    assert_int_equal(in_every_order(life)->drafts.len, 3);
}

/* Once under two envelopes, the words lie in two places, and both are husked. */
static void the_same_record_twice_is_one_event_in_two_places(void **at)
{
    struct life *life = *at;
    static const size_t TWICE[][4] = {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}};
    struct stamp first = says(life, 0, PHONE, note("once"));
    says(life, 1, DESK, note("and this"));
    for (size_t i = 0; i < 3; i++)
        for (int each = 0; each < 2; each++) {
            struct state *state = arrived(life, TWICE[i], 4, each);
            uint64_t *places;
            assert_int_equal(state->entries.len, 2);
            assert_null(state_entry(state, first)->latest->before);
            assert_int_equal(state_places(state, first, &life->arena, &places), 3);
        }
}

/* ---- a device that forgot itself ---- */

static void two_things_with_one_name_are_the_same_two_everywhere(void **at)
{
    struct life *life = *at;
    says(life, 0, PHONE, note("one of a pair"));
    says(life, 0, PHONE, note("the other"));
    struct event check = {.kind = CHECKIN_ADDED, .checkin = {.weather = WEATHER_FOG}};
    says(life, 0, PHONE, check);
    says(life, 1, PHONE, note("after them"));
    struct state *state = in_every_order(life);
    assert_true(state->entries.len >= 2);
}

/* ---- practice ---- */

static struct stamp plan_of(struct life *life, int64_t minute, uint64_t device)
{
    return says(life, minute, device,
                (struct event){.kind = PRACTICE_PLANNED,
                               .plan = {.activity = LIBRARY[0].id, .name = S("x"), .minutes = 5, .ask_seconds = 120}});
}

static void gate_of(struct life *life, int64_t minute, uint64_t device, struct stamp practice)
{
    says(life, minute, device,
         (struct event){.kind = PRACTICE_CHECKED,
                        .gate = {.practice = practice,
                                 .distress = SCORE(10),
                                 .presence = SCORE(9),
                                 .willingness = WILLING_WANT,
                                 .sober = 1,
                                 .no_pain = 1,
                                 .safe = 1,
                                 .able = ABLE_YES}});
}

static void step_of(struct life *life, int64_t minute, uint64_t device, struct stamp practice,
                    enum consent_input_kind step)
{
    says(life, minute, device,
         (struct event){.kind = PRACTICE_STEPPED, .step = {.practice = practice, .step = (uint32_t)step}});
}

static void another_device_may_stop_a_practice_and_nothing_else(void **at)
{
    struct life *life = *at;
    struct stamp practice = plan_of(life, 0, PHONE);
    gate_of(life, 1, DESK, practice);
    struct state *state = in_every_order(life);
    assert_int_equal(state_practice(state, practice)->consent.phase, CONSENT_CHECKING);
    assert_null(state_practice(state, practice)->gate);
    gate_of(life, 2, PHONE, practice);
    step_of(life, 2, DESK, practice, CONSENT_BEGIN);
    state = in_every_order(life);
    assert_int_equal(state_practice(state, practice)->consent.begun_ms, 0);
    step_of(life, 3, PHONE, practice, CONSENT_BEGIN);
    state = in_every_order(life);
    assert_int_equal(state_practice(state, practice)->consent.phase, CONSENT_ACTIVE);
    step_of(life, 4, DESK, practice, CONSENT_STOP);
    state = in_every_order(life);
    assert_int_equal(state_practice(state, practice)->consent.phase, CONSENT_STOPPED);
    assert_true(state_rests(state, FIRST_MS + 5 * MINUTE_MS));
    /* What has stopped may be wound down, or closed, wherever it is looked at: its device may have another number now.
     */
    step_of(life, 5, DESK, practice, CONSENT_END);
    step_of(life, 6, DESK, practice, CONSENT_WIND_DOWN_DONE);
    state = arrived(life, NULL, life->len, true);
    assert_int_equal(state_practice(state, practice)->consent.phase, CONSENT_CLOSED);
    /* What was passed over is deleted with it. */
    uint64_t *places;
    assert_int_equal(state_places(state, practice, &life->arena, &places), life->len);
}

enum { YEAR_MIN = 365 * 24 * 60 };

/* A clock that is a year ahead spoils its own dates and decides nothing (people.md 6, rule 5). */
static void a_device_a_year_ahead_ends_no_practice_and_rests_nothing_here(void **at)
{
    struct life *life = *at;
    struct stamp theirs = plan_of(life, YEAR_MIN, DESK);
    gate_of(life, YEAR_MIN + 1, DESK, theirs);
    struct stamp own = plan_of(life, 10, PHONE);
    gate_of(life, 11, PHONE, own);
    step_of(life, 12, PHONE, own, CONSENT_BEGIN);
    says(life, YEAR_MIN + 3, DESK, limit(NOBODY, STANCE_NEVER, "something else", (struct bytes){0}));
    struct state *state = in_every_order(life);
    state->own_device = PHONE;
    assert_true(stamp_cmp(state_open_practice(state)->id, own) == 0);
    assert_int_equal(state_open_practice(state)->consent.phase, CONSENT_ACTIVE);
    /* It stops its own: nothing here rests for a year.  Said of the one that is open here, it stops that one now. */
    life->len = 0;
    theirs = plan_of(life, YEAR_MIN, DESK);
    gate_of(life, YEAR_MIN + 1, DESK, theirs);
    step_of(life, YEAR_MIN + 2, DESK, theirs, CONSENT_BEGIN);
    step_of(life, YEAR_MIN + 3, DESK, theirs, CONSENT_STOP);
    state = in_every_order(life);
    state->own_device = PHONE;
    assert_false(state_rests(state, FIRST_MS + 20 * MINUTE_MS));
    assert_false(state_rests(state, FIRST_MS + (YEAR_MIN + 4) * MINUTE_MS));
    state->own_device = DESK;
    assert_true(state_rests(state, FIRST_MS + (YEAR_MIN + 4) * MINUTE_MS));
}

static void a_stop_said_a_year_ahead_stops_and_rests_by_the_practices_own_day(void **at)
{
    struct life *life = *at;
    struct stamp own = plan_of(life, 10, PHONE);
    gate_of(life, 11, PHONE, own);
    step_of(life, 12, PHONE, own, CONSENT_BEGIN);
    step_of(life, YEAR_MIN, DESK, own, CONSENT_STOP);
    struct state *state = in_every_order(life);
    state->own_device = PHONE;
    assert_int_equal(state_practice(state, own)->consent.phase, CONSENT_STOPPED);
    assert_true(state_rests(state, FIRST_MS + 60 * MINUTE_MS));
    assert_false(state_rests(state, FIRST_MS + 48 * 60 * MINUTE_MS));
}

/* One was left open and one ended by a stop, on two devices that did not know of each other. */
static void a_stop_of_two_practices_apart_rests_everywhere(void **at)
{
    struct life *life = *at;
    plan_of(life, 0, PHONE);
    struct stamp stopped = plan_of(life, 3, DESK);
    gate_of(life, 4, DESK, stopped);
    step_of(life, 5, DESK, stopped, CONSENT_BEGIN);
    step_of(life, 6, DESK, stopped, CONSENT_STOP);
    assert_true(state_rests(in_every_order(life), FIRST_MS + 7 * MINUTE_MS));
}

/* A limit that was not known where it happened refuses the practice afterwards, and not its stop. */
static void a_stop_rests_though_a_limit_from_elsewhere_came_before_its_practice(void **at)
{
    static const enum consent_input_kind STOPS[] = {CONSENT_STOP, CONSENT_APP_CLOSED};
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++) {
        struct life *life = *at;
        life->len = 0;
        says(life, 0, PHONE, limit(NOBODY, STANCE_NEVER, name_of_first(), (struct bytes){0}));
        struct stamp stopped = plan_of(life, 1, DESK);
        gate_of(life, 2, DESK, stopped);
        assert_false(state_rests(in_every_order(life), FIRST_MS + 7 * MINUTE_MS));
        step_of(life, 3, DESK, stopped, CONSENT_BEGIN);
        step_of(life, 4, DESK, stopped, STOPS[i]);
        struct state *state = in_every_order(life);
        assert_true(state_rests(state, FIRST_MS + 7 * MINUTE_MS));
        assert_int_equal(state_practice(state, stopped)->rung->stopped, 1);
        uint64_t *places; /* and its words can be deleted */
        assert_true(state_places(state, stopped, &life->arena, &places) > 0);
    }
}

/* ---- later versions ---- */

static void a_later_word_about_limits_closes_the_ladder(void **at)
{
    struct life *life = *at;
    says(life, 0, PHONE, ceiling(5, (struct bytes){0}));
    static const unsigned KINDS[] = {LIMIT_SET, CEILING_SET, ITEM_REMOVED, EVENT_GUARDS_FIRST, EVENT_GUARDS_LAST};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        struct state *state = arrived(life, NULL, life->len, true);
        struct buf record = buf_on(&life->arena);
        cbor_put_array(&record, 5);
        cbor_put_uint(&record, KINDS[i]);
        cbor_put_uint(&record, moment(1, DESK).clock);
        cbor_put_uint(&record, DESK);
        cbor_put_int(&record, 0);
        cbor_put_map(&record, 1);
        cbor_put_uint(&record, 60); /* a field that is not known here */
        cbor_put_uint(&record, 1);
        assert_int_equal(ladder_ceiling(state), 5);
        assert_int_equal(state_take(state, buf_bytes(&record), 2), ERR_UNKNOWN_KIND);
        state_settle(state);
        assert_int_equal(ladder_ceiling(state), 0);
        state_refold(state);
        assert_int_equal(ladder_ceiling(state), 0);
    }
    /* Of anything else it is only something that cannot be read. */
    struct state *state = arrived(life, NULL, life->len, true);
    struct buf record = buf_on(&life->arena);
    cbor_put_array(&record, 5);
    cbor_put_uint(&record, 60);
    cbor_put_uint(&record, moment(1, DESK).clock);
    cbor_put_uint(&record, DESK);
    cbor_put_int(&record, 0);
    cbor_put_map(&record, 0);
    assert_int_equal(state_take(state, buf_bytes(&record), 2), ERR_UNKNOWN_KIND);
    assert_int_equal(ladder_ceiling(state), 5);
}

/* ---- what a device met ---- */

static void a_rest_that_was_met_here_closes_pages_and_folds_nothing(void **at)
{
    struct life *life = *at;
    says(life, 0, PHONE, ceiling(5, (struct bytes){0}));
    struct stamp practice = plan_of(life, 1, PHONE);
    struct state *state = arrived(life, NULL, life->len, true);
    int64_t now_ms = FIRST_MS + 2 * MINUTE_MS;
    state->met_level = SCORE(0);
    state->met_until_ms = FIRST_MS + 60 * MINUTE_MS;
    assert_int_equal(rung_closed(state, towel(state), now_ms), CLOSED_RESTING);
    state_refold(state);
    assert_true(state_practice(state, practice)->consent.phase != CONSENT_NONE);
    assert_int_equal(rung_closed(state, towel(state), now_ms), CLOSED_RESTING);
    assert_int_equal(rung_closed(state, towel(state), state->met_until_ms), CLOSED_NOT);
}

/* ---- lives at random ---- */

static uint32_t random_below(uint32_t *seed, uint32_t end)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % end;
}

/* Something that one of three devices may say, about what some of them said before. */
static struct event anything(struct life *life, uint32_t *seed, const struct stamp *said, size_t len)
{
    static const char *const WORDS[] = {"a towel", "tea", "cold", "wool", "a window"};
    struct stamp of = len && random_below(seed, 3) ? said[random_below(seed, (uint32_t)len)] : NOBODY;
    struct stamp other = len ? said[random_below(seed, (uint32_t)len)] : NOBODY;
    struct bytes names = {0};
    for (uint32_t i = len ? random_below(seed, 3) : 0; i > 0; i--)
        assert_true(over_put(&names, said[random_below(seed, (uint32_t)len)], &life->arena));
    const char *words = WORDS[random_below(seed, 5)];
    struct event event;
    switch (random_below(seed, 14)) {
    case 0:
        return ceiling(random_below(seed, 8), names);
    case 1:
    case 2:
        return limit(of, (enum stance)(1 + random_below(seed, 4)), words, names);
    case 3:
        return removal(stamp_is(other) ? other : moment(9999, PHONE), names);
    case 4:
        event =
            (struct event){.kind = CHECKIN_ADDED, .checkin = {.of = of, .distress = SCORE(random_below(seed, 100))}};
        return event;
    case 5:
        return (struct event){
            .kind = PRACTICE_PLANNED,
            .plan = {.activity = LIBRARY[random_below(seed, 3)].id, .minutes = 5, .ask_seconds = 120}};
    case 6:
        return (struct event){.kind = PRACTICE_CHECKED,
                              .gate = {.practice = other,
                                       .distress = SCORE(5),
                                       .presence = SCORE(9),
                                       .willingness = WILLING_WANT,
                                       .sober = 1,
                                       .no_pain = 1,
                                       .safe = 1,
                                       .able = ABLE_YES}};
    case 7:
        return (struct event){.kind = PRACTICE_STEPPED,
                              .step = {.practice = other, .step = 1 + random_below(seed, 13)}};
    case 8:
        return (struct event){.kind = WIND_DOWN_SAID,
                              .winddown = {.practice = other,
                                           .peak = SCORE(10),
                                           .presence = SCORE(9),
                                           .willingness = WILLING_WANT,
                                           .happened = str_from_c(words)}};
    case 9:
        return (struct event){.kind = ANSWER_GIVEN,
                              .answer = {.question = S("keep-away-own"), .words = str_from_c(words)}};
    case 10:
        return (struct event){.kind = CARD_SAID,
                              .card = {.part = 1 + random_below(seed, 3), .words = str_from_c(words)}};
    case 11:
        return (struct event){.kind = DRAFT_KEPT,
                              .draft = {.of = of,
                                        .about = S("/journal/new"),
                                        .page = S("p"),
                                        .words = random_below(seed, 4) ? str_from_c(words) : S("")}};
    case 12:
        return (struct event){.kind = ACTIVITY_SHAPED,
                              .shape = {.activity = LIBRARY[random_below(seed, 4)].id,
                                        .hidden = random_below(seed, 2),
                                        .name = str_from_c(words)}};
    default:
        event = note(words);
        event.note.of = of;
        return event;
    }
}

static void lives_on_three_devices_are_one_in_any_order(void **at)
{
    struct life *life = *at;
    static const uint64_t DEVICES[] = {PHONE, DESK, OTHER};
    struct arena empty = life->arena;
    for (uint32_t seed = 1; seed <= 1500; seed++) {
        uint32_t random = seed;
        struct stamp said[RECORDS_MAX];
        size_t order[2 * RECORDS_MAX], len = 10 + random_below(&random, 60);
        life->arena = empty;
        life->len = 0;
        for (size_t i = 0; i < len; i++) /* often two at one moment, now and then two of one device */
            said[i] = says(life, (int64_t)(i / 2) + random_below(&random, 3), DEVICES[random_below(&random, 3)],
                           anything(life, &random, said, i));
        struct str expected = dumped(life, arrived(life, NULL, len, true));
        for (unsigned round = 0; round < 4; round++) {
            struct arena before = life->arena;
            size_t all = len;
            for (size_t i = 0; i < len; i++)
                order[i] = i;
            for (size_t i = 0; i < len; i++)
                if (round && random_below(&random, 3) == 0)
                    order[all++] = i;
            for (size_t i = all; i > 1; i--) {
                size_t k = random_below(&random, (uint32_t)i), swap = order[i - 1];
                order[i - 1] = order[k];
                order[k] = swap;
            }
            assert_same(expected, dumped(life, arrived(life, order, all, round % 2)), 10 * seed + round);
            life->arena = before;
        }
    }
}

/* ---- room ---- */

static void folding_again_takes_no_room(void **at)
{
    struct life *life = *at;
    for (int i = 0; i < 300; i++)
        says(life, i, i % 2 ? PHONE : DESK,
             i % 10 ? note("words") : limit(NOBODY, STANCE_MAYBE, "x", (struct bytes){0}));
    struct state *state = arrived(life, NULL, life->len, false);
    size_t left = arena_left(&life->arena);
    for (int i = 0; i < 100; i++)
        state_refold(state);
    assert_int_equal(arena_left(&life->arena), left);
}

/* Little room is left: it is put in order in place, and is the same. */
static void with_little_room_it_is_ordered_all_the_same(void **at)
{
    struct life *life = *at;
    size_t order[RECORDS_MAX];
    for (int i = 0; i < 390; i++)
        says(life, i / 2, i % 2 ? PHONE : DESK, note(i % 3 ? "words" : "others"));
    for (size_t i = 0; i < life->len; i++)
        order[i] = (i * 97) % life->len;
    struct str expected = dumped(life, arrived(life, NULL, life->len, true));
    struct state *state = ARENA_NEW(&life->arena, struct state);
    state_begin(state, &life->arena);
    for (size_t i = 0; i < life->len; i++)
        assert_int_equal(state_take(state, life->at[order[i]], i + 1), ERR_OK);
    struct arena whole = life->arena;
    life->arena.end = life->arena.at + 6000;
    log_order(&state->log);
    life->arena.end = whole.end;
    for (size_t i = 1; i < state->log.events.len; i++)
        assert_true(stamp_cmp(state->log.events.at[i - 1]->at, state->log.events.at[i]->at) < 0);
    state_refold(state);
    assert_same(expected, dumped(life, state), 0);
}

#define WITH_LIFE(test) cmocka_unit_test_setup_teardown(test, life_begin, life_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LIFE(an_older_ceiling_that_comes_late_raises_nothing),
        WITH_LIFE(ceilings_said_apart_all_hold_and_the_lowest_acts),
        WITH_LIFE(a_ceiling_alone_leaves_the_one_together),
        WITH_LIFE(a_limit_told_on_two_devices_holds_as_the_tightest),
        WITH_LIFE(every_head_closes_what_it_is_about),
        WITH_LIFE(every_head_keeps_away_what_it_is_about),
        WITH_LIFE(an_older_telling_that_comes_late_loosens_nothing),
        WITH_LIFE(a_removal_does_not_undo_a_tightening_it_did_not_know),
        WITH_LIFE(a_removal_takes_what_it_named_and_what_that_device_said_before),
        WITH_LIFE(a_removal_names_the_newest_of_each_device),
        WITH_LIFE(a_removal_of_a_recording_knew_of_its_pieces),
        WITH_LIFE(a_removal_of_version_1_takes_all_that_is_older),
        WITH_LIFE(what_is_deleted_stays_deleted_whatever_comes_when),
        WITH_LIFE(words_that_a_deletion_did_not_know_wait_on_the_device_they_were_written_on),
        WITH_LIFE(a_removal_that_names_nothing_knew_what_was_before_it),
        WITH_LIFE(only_what_counts_is_asked_about),
        WITH_LIFE(many_words_are_asked_about_in_parts_and_none_is_lost),
        WITH_LIFE(an_ended_draft_stays_ended),
        WITH_LIFE(drafts_are_in_the_order_of_their_first_keeping),
        WITH_LIFE(the_same_record_twice_is_one_event_in_two_places),
        WITH_LIFE(two_things_with_one_name_are_the_same_two_everywhere),
        WITH_LIFE(another_device_may_stop_a_practice_and_nothing_else),
        WITH_LIFE(a_device_a_year_ahead_ends_no_practice_and_rests_nothing_here),
        WITH_LIFE(a_stop_said_a_year_ahead_stops_and_rests_by_the_practices_own_day),
        WITH_LIFE(a_stop_of_two_practices_apart_rests_everywhere),
        WITH_LIFE(a_stop_rests_though_a_limit_from_elsewhere_came_before_its_practice),
        WITH_LIFE(a_later_word_about_limits_closes_the_ladder),
        WITH_LIFE(a_rest_that_was_met_here_closes_pages_and_folds_nothing),
        WITH_LIFE(lives_on_three_devices_are_one_in_any_order),
        WITH_LIFE(folding_again_takes_no_room),
        WITH_LIFE(with_little_room_it_is_ordered_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
