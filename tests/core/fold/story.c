/*
 * tests/core/fold/story.c - plays stories: events as text, and the state they should give
 *
 *   story [--update] [--print] PATH...
 *
 * A PATH is a story's folder (events.txt, and expect.txt as it should come out), a folder of such
 * folders, or one file of events.  The events of a file alone must all be taken: a step that the kernel
 * refuses fails it.  --update writes expect.txt anew, to be read as a diff; --print shows what came out.
 * Each story is a line of TAP, and what it says of itself begins with #.
 *
 * One line is one thing:
 *
 *   # words                          passed over, like an empty line
 *   +DAY HH:MM[:SS] KIND name=value… [@name]    an event; @name names the item it makes
 *   +DAY HH:MM[:SS] LOOK words       writes down what is so at that time
 *   +DAY HH:MM[:SS] AGAIN @name      the records of an item arrive once more, as from another device
 *   +DAY HH:MM[:SS] WALL +DAY HH:MM  the wall clock is set: from here on it is so far from the log's time
 *
 * An item is told by its name wherever a stamp may stand (of=@name), and as "@name" where an activity is
 * meant.  Day 0 is Monday, 2 March 2026, an hour east of UTC, on device 1.
 *
 * Besides what a story expects, this holds for each: every record decodes and encodes to the same bytes;
 * playing twice gives the same; its records in any order, some of them twice, or dealt to three devices and merged in
 * any order, give the same; folding one by one gives what folding from the start gives; and without
 * an item that was removed, all is as if it had never been.
 */
#define _POSIX_C_SOURCE 200809L /* scandir */

#include "core/practice/open.h"
#include "tests/support/dump.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LINES_MAX = 1000, DEVICE = 1, PATH_BYTES = 4096 };
static const int64_t MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * 60 * 1000;
static const size_t MEMORY_BYTES = (size_t)96 << 20;

enum line_kind { LINE_EVENT, LINE_LOOK, LINE_AGAIN, LINE_WALL };

struct line {
    enum line_kind kind;
    unsigned number;
    int64_t now_ms;
    struct str name;     /* of the item, or the words of a look */
    struct stamp at;     /* of the event */
    struct stamp item;   /* which item it belongs to, as the text says */
    struct bytes record; /* of the event */
    bool removes;
};

struct story {
    struct str name;
    struct arena *arena;
    struct line at[LINES_MAX];
    size_t len;
    struct stamp last;
    int64_t wall_off_ms; /* how far the wall clock is from the log's time */
};

/* Reading a story */

static const struct line *line_named(const struct story *story, struct str name)
{
    for (size_t i = story->len; i-- > 0;)
        if (story->at[i].kind == LINE_EVENT && story->at[i].name.len && str_eq(story->at[i].name, name))
            return &story->at[i];
    return NULL;
}

static size_t name_len(struct str s)
{
    size_t n = 0;
    while (n < s.len && (s.at[n] == '-' || s.at[n] == '_' || (s.at[n] >= '0' && s.at[n] <= '9') ||
                         (s.at[n] >= 'a' && s.at[n] <= 'z')))
        n++;
    return n;
}

/* `text` with =@name and ="@name" as stamps; the first named item that is not one to remove is its item. */
static bool put_names(const struct story *story, struct str text, struct buf *out, struct stamp *item)
{
    while (text.len) {
        bool quoted = str_starts(text, S("=\"@"));
        if (!quoted && !str_starts(text, S("=@"))) {
            buf_put(out, str_first(text, 1));
            text = str_after(text, 1);
            continue;
        }
        struct str rest = str_after(text, quoted ? 3 : 2);
        size_t len = name_len(rest);
        const struct line *named = line_named(story, str_first(rest, len));
        if (!named)
            return false;
        bool of = str_ends(buf_str(out), S(" of")) || str_ends(buf_str(out), S(" practice"));
        buf_put(out, quoted ? S("=\"") : S("="));
        buf_put_stamp(out, named->at);
        if (of)
            *item = named->at;
        text = str_after(rest, len);
    }
    return true;
}

/* Cut " @name" off the end of an event. */
static struct str cut_name(struct str *text)
{
    size_t at = text->len;
    while (at > 0 && text->at[at - 1] != ' ')
        at--;
    struct str word = str_after(*text, at);
    if (!str_starts(word, S("@")) || name_len(str_after(word, 1)) != word.len - 1)
        return S("");
    *text = str_trim(str_first(*text, at));
    return str_after(word, 1);
}

static const char *read_event(struct story *story, struct line *line, struct str text)
{
    struct event event;
    struct buf named = buf_on(story->arena);
    line->name = cut_name(&text);
    if (!put_names(story, text, &named, &line->item))
        return "names an item that was not made yet";
    if (event_read_text(buf_str(&named), story->arena, &event))
        return "is not an event";
    event.at = line->at = story->last = stamp_next(story->last, line->now_ms, DEVICE);
    event.zone_min = ZONE_MIN;
    event_set_wall(&event, line->now_ms + story->wall_off_ms);
    if (!stamp_is(line->item))
        line->item = line->at;
    line->removes = event.kind == ITEM_REMOVED;
    struct buf record = buf_on(story->arena);
    event_encode(&record, &event);
    line->record = buf_bytes(&record);
    return NULL;
}

static bool read_time(struct str *text, int64_t *ms)
{
    struct str day, time, hours, minutes, seconds;
    uint64_t d, h, m, s = 0;
    if (!str_starts(*text, S("+")) || !str_cut(str_after(*text, 1), ' ', &day, text))
        return false;
    str_cut(*text, ' ', &time, text);
    if (!str_cut(time, ':', &hours, &minutes))
        return false;
    if (str_cut(minutes, ':', &minutes, &seconds) && !str_to_u64(seconds, 59, &s))
        return false;
    if (!str_to_u64(day, 1000, &d) || !str_to_u64(hours, 23, &h) || !str_to_u64(minutes, 59, &m))
        return false;
    *ms = (FIRST_DAY + (int64_t)d) * DAY_MS + ((int64_t)(h * 60 + m) - ZONE_MIN) * MINUTE_MS + (int64_t)s * 1000;
    *text = str_trim(*text);
    return true;
}

static const char *read_line(struct story *story, struct line *line, struct str text)
{
    if (!read_time(&text, &line->now_ms))
        return "has no time";
    if (story->len && line->now_ms < story->at[story->len - 1].now_ms)
        return "comes before the line above it";
    if (str_starts(text, S("LOOK"))) {
        line->kind = LINE_LOOK;
        line->name = str_trim(str_after(text, 4));
        return NULL;
    }
    if (str_starts(text, S("WALL "))) {
        int64_t wall_ms;
        line->kind = LINE_WALL;
        text = str_after(text, 5);
        if (!read_time(&text, &wall_ms))
            return "sets the wall clock to no time";
        story->wall_off_ms = wall_ms - line->now_ms;
        return NULL;
    }
    if (!str_starts(text, S("AGAIN @")))
        return read_event(story, line, text);
    const struct line *named = line_named(story, str_after(text, 7));
    if (!named)
        return "names an item that was not made yet";
    line->kind = LINE_AGAIN;
    line->item = named->at;
    return NULL;
}

static bool story_read(struct story *story, struct str text)
{
    for (unsigned number = 1; text.len; number++) {
        struct str one;
        str_cut(text, '\n', &one, &text);
        one = str_trim(one);
        if (!one.len || one.at[0] == '#')
            continue;
        ASSERT(story->len < LINES_MAX);
        struct line line = {.number = number};
        const char *wrong = read_line(story, &line, one);
        if (wrong) {
            printf("# %.*s: line %u %s\n", (int)story->name.len, story->name.at, number, wrong);
            return false;
        }
        story->at[story->len++] = line;
    }
    return story->len != 0;
}

/* Playing it */

static void take(struct state *state, struct bytes record)
{
    enum err e = state_take(state, record, state->log.events.len + 1);
    ASSERT(e == ERR_OK);
    state_settle(state);
}

static bool is_refusal(enum consent_verdict verdict)
{
    return verdict != CONSENT_DONE && verdict != CONSENT_NO_CHANGE;
}

/* What the kernel will say to a step; the fold keeps a refused one in the log and says nothing. */
static enum consent_verdict verdict_on(const struct state *state, const struct event *event)
{
    int64_t now_ms = stamp_ms(event->at);
    struct consent_input input = {.now_ms = now_ms, .said_ms = now_ms};
    if (event->kind == PRACTICE_CHECKED) {
        input.kind = CONSENT_CHECK_IN;
        input.checkin = checkin_of_gate(&event->gate);
    } else if (event->kind == PRACTICE_STEPPED) {
        input.kind = (enum consent_input_kind)event->step.step;
    } else {
        return CONSENT_DONE;
    }
    const struct practice *practice = state_practice(state, event_item(event));
    if (!practice)
        return REFUSED_NO_PRACTICE;
    struct consent consent = practice->consent;
    return consent_step(&consent, &input);
}

static void say_refused(struct buf *out, const struct line *line, enum consent_verdict verdict)
{
    say(out, "refused ");
    say_when(out, line->now_ms);
    say(out, ": %s\n", key_for(CONSENT_VERDICT_KEYS, verdict).at);
}

/* One event into the state, as the app would; refusals are told to `out`. */
static void play_event(struct state *state, const struct line *line, struct buf *out)
{
    struct event event;
    enum err e = event_decode(line->record, &event);
    ASSERT(e == ERR_OK);
    enum consent_verdict verdict = verdict_on(state, &event);
    take(state, line->record);
    if (line->removes)
        state_refold(state);
    if (event.kind == PRACTICE_PLANNED && state_practice(state, event.at)->consent.phase == CONSENT_NONE)
        verdict = REFUSED_NOT_OPEN;
    if (out && is_refusal(verdict))
        say_refused(out, line, verdict);
}

static void play_again(struct state *state, const struct story *story, const struct line *again)
{
    for (const struct line *line = story->at; line < again; line++)
        if (line->kind == LINE_EVENT && stamp_cmp(line->item, again->item) == 0)
            take(state, line->record);
}

/* Play a story, without the events of `left_out` if that names an item.  `out` may be NULL. */
static void play(struct state *state, const struct story *story, struct stamp left_out, struct buf *out)
{
    for (size_t i = 0; i < story->len; i++) {
        const struct line *line = &story->at[i];
        bool skip = stamp_is(left_out) && stamp_cmp(line->item, left_out) == 0;
        if (line->kind == LINE_LOOK && out) {
            say(out, "%s", out->len ? "\n== " : "== ");
            say_when(out, line->now_ms);
            say(out, " %.*s\n", (int)line->name.len, line->name.at);
            dump_state(out, state, line->now_ms);
        } else if (line->kind == LINE_AGAIN && !skip) {
            play_again(state, story, line);
        } else if (line->kind == LINE_EVENT && !skip) {
            play_event(state, line, out);
        }
    }
}

static int64_t end_ms(const struct story *story)
{
    return story->at[story->len - 1].now_ms;
}

static struct str dump_at_end(const struct story *story, const struct state *state, struct arena *arena)
{
    struct buf out = buf_on(arena);
    dump_state(&out, state, end_ms(story));
    return buf_str(&out);
}

/* What holds for every story.  Each gives NULL, or what did not hold. */

static const char *records_keep_their_bytes(const struct story *story, struct arena arena)
{
    for (size_t i = 0; i < story->len; i++) {
        struct event event;
        struct buf again = buf_on(&arena);
        if (story->at[i].kind != LINE_EVENT)
            continue;
        if (event_decode(story->at[i].record, &event))
            return "a record does not decode";
        event_encode(&again, &event);
        if (!bytes_eq(buf_bytes(&again), story->at[i].record))
            return "a record encodes to other bytes";
    }
    return NULL;
}

static const char *playing_twice_is_the_same(const struct story *story, struct str told, struct arena arena)
{
    struct state state;
    struct buf out = buf_on(&arena);
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, &out);
    return str_eq(buf_str(&out), told) ? NULL : "playing it twice gives two things";
}

static const char *from_the_start_is_as_one_by_one(const struct story *story, struct arena arena)
{
    struct state one_by_one, at_once;
    state_begin(&one_by_one, &arena);
    play(&one_by_one, story, (struct stamp){0}, NULL);
    struct str end = dump_at_end(story, &one_by_one, &arena);
    state_refold(&one_by_one);
    if (!str_eq(end, dump_at_end(story, &one_by_one, &arena)))
        return "folding again from the start gives something else";

    /* All records first, as after unlocking; what was removed is known only at the end. */
    state_begin(&at_once, &arena);
    for (size_t i = 0; i < story->len; i++)
        if (story->at[i].kind == LINE_EVENT)
            take(&at_once, story->at[i].record);
    if (at_once.log.removed.len)
        state_refold(&at_once);
    return str_eq(end, dump_at_end(story, &at_once, &arena)) ? NULL : "folding all at once gives something else";
}

static struct bytes removal_of(const struct story *story, struct stamp item, struct arena *arena)
{
    struct buf record = buf_on(arena);
    struct event event = {
        .kind = ITEM_REMOVED,
        .at = stamp_next(story->last, end_ms(story), DEVICE),
        .zone_min = ZONE_MIN,
        .remove = {.item = item},
    };
    event_encode(&record, &event);
    return buf_bytes(&record);
}

static const char *one_removed_was_never_there(const struct story *story, struct stamp item, struct arena arena)
{
    struct bytes removal = removal_of(story, item, &arena);
    struct state removed, never;
    state_begin(&removed, &arena);
    play(&removed, story, (struct stamp){0}, NULL);
    take(&removed, removal);
    state_refold(&removed);
    state_begin(&never, &arena);
    play(&never, story, item, NULL);
    take(&never, removal);
    return str_eq(dump_at_end(story, &removed, &arena), dump_at_end(story, &never, &arena))
               ? NULL
               : "something of a removed item stays behind";
}

static const char *removed_items_were_never_there(const struct story *story, struct arena arena)
{
    struct state state;
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, NULL);
    for (size_t i = 0; i < state.entries.len; i++) {
        struct stamp item = state.entries.at[i]->id;
        uint64_t *places;
        if (state_places(&state, item, &arena, &places) == 0)
            continue;
        const char *wrong = one_removed_was_never_there(story, item, arena);
        if (wrong)
            return wrong;
    }
    return NULL;
}

/* The records of a story as they may reach a device: in any order, and any number of times. */
struct heap {
    struct bytes *at;
    size_t len;
};

static struct heap records_of(const struct story *story, struct arena *arena)
{
    struct heap heap = {ARENA_MANY(arena, struct bytes, 2 * story->len), 0};
    for (size_t i = 0; i < story->len; i++)
        if (story->at[i].kind == LINE_EVENT)
            heap.at[heap.len++] = story->at[i].record;
    return heap;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static void shuffle(struct heap *heap, uint32_t *seed)
{
    for (size_t i = heap->len; i > 1; i--) {
        size_t k = next_random(seed) % i;
        struct bytes swap = heap->at[i - 1];
        heap->at[i - 1] = heap->at[k];
        heap->at[k] = swap;
    }
}

static struct str dump_of(const struct story *story, const struct heap *heap, bool settle_each, struct arena *arena)
{
    struct state *state = ARENA_NEW(arena, struct state);
    state_begin(state, arena);
    for (size_t i = 0; i < heap->len; i++) {
        enum err e = state_take(state, heap->at[i], i + 1);
        ASSERT(e == ERR_OK);
        if (settle_each)
            state_settle(state);
    }
    state_settle(state);
    return dump_at_end(story, state, arena);
}

/* Dealt to three devices, each of which has its own in order, and merged in each of the six orders. */
static const char *three_devices_agree(const struct story *story, struct str end, uint32_t *seed, struct arena arena)
{
    static const unsigned ORDERS[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct heap all = records_of(story, &arena);
    unsigned *owner = ARENA_MANY(&arena, unsigned, all.len);
    for (size_t i = 0; i < all.len; i++)
        owner[i] = next_random(seed) % 3;
    for (size_t order = 0; order < 6; order++) {
        struct arena scratch = arena;
        struct heap merged = {ARENA_MANY(&scratch, struct bytes, all.len), 0};
        for (size_t k = 0; k < 3; k++)
            for (size_t i = 0; i < all.len; i++)
                if (owner[i] == ORDERS[order][k])
                    merged.at[merged.len++] = all.at[i];
        if (!str_eq(end, dump_of(story, &merged, order % 2, &scratch)))
            return "three devices that have merged do not agree";
    }
    return NULL;
}

static const char *in_every_order_the_same(const struct story *story, struct arena arena)
{
    uint32_t seed = 1;
    struct state state;
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, NULL);
    struct str end = dump_at_end(story, &state, &arena);
    for (unsigned round = 0; round < 12; round++) {
        struct arena scratch = arena;
        struct heap heap = records_of(story, &scratch);
        size_t once = heap.len;
        for (size_t i = 0; i < once && round % 2; i++) /* some of them twice */
            if (next_random(&seed) % 2)
                heap.at[heap.len++] = heap.at[i];
        if (round)
            shuffle(&heap, &seed);
        if (!str_eq(end, dump_of(story, &heap, round % 3 == 0, &scratch)))
            return round ? "in another order something else came out" : "a set is not what was played";
    }
    return three_devices_agree(story, end, &seed, arena);
}

static const char *what_always_holds(const struct story *story, struct str told, struct arena arena)
{
    const char *wrong = records_keep_their_bytes(story, arena);
    if (!wrong)
        wrong = playing_twice_is_the_same(story, told, arena);
    if (!wrong)
        wrong = from_the_start_is_as_one_by_one(story, arena);
    if (!wrong)
        wrong = in_every_order_the_same(story, arena);
    return wrong ? wrong : removed_items_were_never_there(story, arena);
}

/* Files */

struct run {
    struct arena memory;
    bool update, print;
    unsigned told, failed;
};

static bool file_read(const char *path, struct arena *arena, struct str *out)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct buf b = buf_on(arena);
    for (int c = getc(file); c != EOF; c = getc(file))
        buf_put_byte(&b, (uint8_t)c);
    fclose(file);
    *out = buf_str(&b);
    return true;
}

static const char *file_write(const char *path, struct str text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return "expect.txt cannot be written";
    bool whole = fwrite(text.at, 1, text.len, file) == text.len;
    return fclose(file) == 0 && whole ? NULL : "expect.txt cannot be written";
}

static void show_first_difference(struct str expected, struct str told)
{
    struct str a, b;
    for (unsigned number = 1; expected.len || told.len; number++) {
        str_cut(expected, '\n', &a, &expected);
        str_cut(told, '\n', &b, &told);
        if (str_eq(a, b))
            continue;
        printf("#   line %u\n#   - %.*s\n#   + %.*s\n", number, (int)a.len, a.at, (int)b.len, b.at);
        return;
    }
}

static const char *compare(struct run *run, const char *expect_path, struct str told, struct arena arena)
{
    struct str expected = S("");
    if (run->update)
        return file_write(expect_path, told);
    if (!file_read(expect_path, &arena, &expected))
        return "expect.txt is not there";
    if (str_eq(expected, told))
        return NULL;
    show_first_difference(expected, told);
    return "something else came out";
}

/* `expect_path` is NULL for a file alone, in which nothing may be refused. */
static const char *story_run(struct run *run, const char *name, const char *events_path, const char *expect_path)
{
    struct arena arena = run->memory;
    struct story *story = ARENA_NEW(&arena, struct story);
    struct str text;
    struct state state;
    story->name = str_from_c(name);
    story->arena = &arena;
    if (!file_read(events_path, &arena, &text) || !story_read(story, text))
        return "the story cannot be read";
    struct buf out = buf_on(&arena);
    state_begin(&state, &arena);
    play(&state, story, (struct stamp){0}, &out);
    const char *wrong = NULL;
    if (expect_path)
        wrong = compare(run, expect_path, buf_str(&out), arena);
    else if (out.len)
        wrong = "the kernel refuses some of it";
    const char *always = what_always_holds(story, buf_str(&out), arena);
    if (run->print) {
        if (!expect_path)
            dump_state(&out, &state, end_ms(story));
        printf("%.*s", (int)out.len, (const char *)out.at);
    }
    return wrong ? wrong : always;
}

static void tell(struct run *run, const char *name, const char *wrong)
{
    run->failed += wrong != NULL;
    printf("%s %u - %s\n", wrong ? "not ok" : "ok", ++run->told, name);
    if (wrong)
        printf("# %s\n", wrong);
}

static bool is_there(const char *path, bool folder)
{
    struct stat st;
    return stat(path, &st) == 0 && (S_ISDIR(st.st_mode) != 0) == folder;
}

static const char *last_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void path_of(char out[PATH_BYTES], const char *folder, const char *name)
{
    int n = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    ASSERT(n > 0 && n < PATH_BYTES);
}

static bool run_folder(struct run *run, const char *folder)
{
    char events[PATH_BYTES], expect[PATH_BYTES];
    path_of(events, folder, "events.txt");
    path_of(expect, folder, "expect.txt");
    if (!is_there(events, false))
        return false;
    tell(run, last_of(folder), story_run(run, last_of(folder), events, expect));
    return true;
}

static void run_folders(struct run *run, const char *folder)
{
    struct dirent **names;
    int len = scandir(folder, &names, NULL, alphasort);
    for (int i = 0; i < len; i++) {
        char path[PATH_BYTES];
        path_of(path, folder, names[i]->d_name);
        /* A folder without a story is a slip that would otherwise pass in silence. */
        if (names[i]->d_name[0] != '.' && is_there(path, true) && !run_folder(run, path))
            tell(run, names[i]->d_name, "there is no events.txt");
        free(names[i]);
    }
    if (len >= 0)
        free(names);
}

static void run_path(struct run *run, const char *path)
{
    if (!is_there(path, true))
        tell(run, last_of(path), story_run(run, last_of(path), path, NULL));
    else if (!run_folder(run, path))
        run_folders(run, path);
}

int main(int argc, char **argv)
{
    void *memory = malloc(MEMORY_BYTES);
    struct run run = {0};
    if (!memory)
        return 2;
    run.memory = arena_on(memory, MEMORY_BYTES);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0)
            run.update = true;
        else if (strcmp(argv[i], "--print") == 0)
            run.print = true;
        else
            run_path(&run, argv[i]);
    }
    printf("1..%u\n", run.told);
    free(memory);
    return run.failed || !run.told ? 1 : 0;
}
