/* host/native/demo.c - reading the story, giving its events their times, and sealing them */
#define _GNU_SOURCE
#include "host/native/demo.h"

#include "core/log/event.h" /* before <limits.h>, whose TEXT_LINE_MAX is another */

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* content/demo.story, put into the binary by the build. */
extern const struct str FILE_DEMO;

enum {
    NAMES_MAX = 512,
    EVENTS_MAX = 4096,
    DAY_MINUTES = 24 * 60,
};
#define STORY_RESERVE ((size_t)256 << 20)

struct named {
    struct str name;
    struct stamp item;
};

struct replay {
    struct keeper *keeper;
    struct arena *arena;
    int64_t last_day;       /* the greatest +DAY of the story */
    int64_t first_local_ms; /* midnight, local, of the story's day 0 */
    int64_t early_ms;       /* how much earlier than told the last day is, so that it ends by now */
    int zone_min;
    struct named names[NAMES_MAX];
    size_t names_len;
    struct log_entry entries[EVENTS_MAX];
    size_t entries_len;
};

/* ---- one line ---- */

struct line {
    uint64_t day, minute;
    struct str event; /* the rest */
};

static bool line_read(struct str text, struct line *out)
{
    struct str day, time, hour, minute;
    uint64_t h, m;
    if (!str_starts(text, S("+")) || !str_cut(str_after(text, 1), ' ', &day, &text))
        return false;
    if (!str_cut(str_trim(text), ' ', &time, &text) || !str_cut(time, ':', &hour, &minute))
        return false;
    if (!str_to_u64(day, 10000, &out->day) || !str_to_u64(hour, 23, &h) || !str_to_u64(minute, 59, &m))
        return false;
    out->minute = h * 60 + m;
    out->event = str_trim(text);
    return true;
}

static const struct named *name_find(const struct replay *replay, struct str name)
{
    for (size_t i = replay->names_len; i-- > 0;)
        if (str_eq(replay->names[i].name, name))
            return &replay->names[i];
    return NULL;
}

/* The word after an @ and how many bytes it takes. */
static struct str name_at(struct str rest)
{
    struct str name, after;
    str_cut(str_after(rest, 1), ' ', &name, &after);
    str_cut(name, '"', &name, &after);
    return name;
}

/* A text may be a name and nothing else, as where an activity is one of their own: activity="@name". */
static const struct named *name_in_quotes(const struct replay *replay, struct str text)
{
    if (!str_starts(text, S("\"@")))
        return NULL;
    struct str name = name_at(str_after(text, 1));
    return str_starts(str_after(text, name.len + 2), S("\"")) ? name_find(replay, name) : NULL;
}

/* Put stamps in place of =@name and take the line's own @name off its end.  False: a name nobody has. */
static bool names_replace(const struct replay *replay, struct str text, struct buf *out, struct str *own)
{
    bool quoted = false;
    *own = S("");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (quoted && c == '\\' && i + 1 < text.len) {
            buf_put_byte(out, (uint8_t)c);
            c = text.at[++i];
        } else if (c == '"' && !quoted && name_in_quotes(replay, str_after(text, i))) {
            const struct named *known = name_in_quotes(replay, str_after(text, i));
            buf_put_byte(out, '"');
            buf_put_stamp(out, known->item);
            i += known->name.len + 1;
            quoted = true;
            continue;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == '@' && i > 0 && (text.at[i - 1] == '=' || text.at[i - 1] == ' ')) {
            struct str name = name_at(str_after(text, i));
            bool names_this = text.at[i - 1] == ' ';
            const struct named *known = names_this ? NULL : name_find(replay, name);
            if (!names_this && !known)
                return false;
            if (known)
                buf_put_stamp(out, known->item);
            else
                *own = name;
            i += name.len;
            continue;
        }
        buf_put_byte(out, (uint8_t)c);
    }
    return true;
}

static bool name_take(struct replay *replay, struct str name, const struct event *event)
{
    if (!name.len)
        return true;
    if (replay->names_len == NAMES_MAX)
        return false;
    replay->names[replay->names_len++] = (struct named){name, event_item(event)};
    return true;
}

static int64_t line_ms(const struct replay *replay, const struct line *line)
{
    int64_t minutes = (int64_t)line->day * DAY_MINUTES + (int64_t)line->minute;
    int64_t ms = replay->first_local_ms + minutes * 60000 - (int64_t)replay->zone_min * 60000;
    return (int64_t)line->day == replay->last_day ? ms - replay->early_ms : ms;
}

static enum err replay_line(struct replay *replay, struct str text)
{
    struct line line;
    struct str own;
    struct event event;
    struct log_entry entry;
    uint8_t entropy[SEAL_ENTROPY_BYTES];
    struct buf plain = buf_on(replay->arena);
    if (!line_read(text, &line))
        return ERR_MALFORMED;
    if (!names_replace(replay, line.event, &plain, &own))
        return ERR_NOT_FOUND;
    enum err e = event_read_text(str_trim(buf_str(&plain)), replay->arena, &event);
    if (e)
        return e;
    if (replay->entries_len == EVENTS_MAX)
        return ERR_TOO_LONG;
    event.zone_min = replay->zone_min;
    randombytes_buf(entropy, sizeof entropy);
    e = app_replay(replay->keeper->app, &event, line_ms(replay, &line), (struct bytes){entropy, sizeof entropy},
                   replay->arena, &entry);
    if (e)
        return e;
    replay->entries[replay->entries_len++] = entry;
    return name_take(replay, own, &event) ? ERR_OK : ERR_TOO_LONG;
}

/* ---- the whole story ---- */

/* The next line that says something; false at the end. */
static bool line_next(struct str *story, struct str *line, size_t *number)
{
    while (story->len) {
        str_cut(*story, '\n', line, story);
        ++*number;
        *line = str_trim(*line);
        if (line->len && !str_starts(*line, S("#")))
            return true;
    }
    return false;
}

/*
 * The last day is today.  What it holds that would still lie ahead is moved earlier as a whole, so that
 * times between its events stay as told.
 */
static void set_days(struct replay *replay, int64_t now_ms)
{
    struct str story = FILE_DEMO, text;
    struct line line;
    size_t number = 0;
    uint64_t last_minute = 0;
    while (line_next(&story, &text, &number)) {
        if (!line_read(text, &line))
            continue; /* said when it is replayed */
        if ((int64_t)line.day > replay->last_day)
            last_minute = 0;
        if ((int64_t)line.day >= replay->last_day) {
            replay->last_day = (int64_t)line.day;
            last_minute = line.minute > last_minute ? line.minute : last_minute;
        }
    }
    struct moment today = moment_at(now_ms, replay->zone_min);
    int64_t minute_now = today.hour * 60 + today.minute;
    replay->first_local_ms = (today.day - replay->last_day) * DAY_MINUTES * 60000;
    if ((int64_t)last_minute > minute_now)
        replay->early_ms = ((int64_t)last_minute - minute_now) * 60000;
}

static bool replay_story(struct replay *replay)
{
    struct str story = FILE_DEMO, line;
    size_t number = 0;
    while (line_next(&story, &line, &number)) {
        enum err e = replay_line(replay, line);
        if (e) {
            fprintf(stderr, "Line %zu of the demo's story cannot be used: %s.\n", number, err_words(e));
            return false;
        }
    }
    uint8_t entropy[SEAL_ENTROPY_BYTES];
    struct hash place;
    bool has_place = store_place(replay->keeper->store, &place) == ERR_OK;
    randombytes_buf(entropy, sizeof entropy);
    struct bytes here = app_here(replay->keeper->app, (struct bytes){place.at, has_place ? sizeof place.at : 0},
                                 (struct bytes){entropy, sizeof entropy}, replay->arena);
    enum err e =
        store_keep(replay->keeper->store,
                   &(struct store_change){.append = replay->entries, .append_len = replay->entries_len, .here = here});
    if (e)
        fprintf(stderr, "The demo could not be written: %s.\n", err_words(e));
    return !e;
}

/* Four words that mean nothing and can be read aloud: 2^48 and more of them. */
static void passphrase_make(char out[DEMO_PASSPHRASE_MAX])
{
    static const char FIRST[] = "bdfghklmnprstvwz", SECOND[] = "aeiou";
    enum { WORDS = 4, SYLLABLES = 2 };
    size_t len = 0;
    for (size_t i = 0; i < WORDS * SYLLABLES; i++) {
        if (i && i % SYLLABLES == 0)
            out[len++] = ' ';
        out[len++] = FIRST[randombytes_uniform(sizeof FIRST - 1)];
        out[len++] = SECOND[randombytes_uniform(sizeof SECOND - 1)];
    }
    out[len] = '\0';
}

/* A vault as a person makes one, through the same page. */
static bool make_vault(struct keeper *keeper, struct str passphrase, int64_t now_ms, struct arena *arena)
{
    uint8_t entropy[ENTROPY_BYTES];
    const struct field fields[] = {
        {S("passphrase"), passphrase},
        {S("again"), passphrase},
        {S("adult"), S("1")},
    };
    randombytes_buf(entropy, sizeof entropy);
    struct request request = {
        .method = HTTP_POST,
        .path = S("/make"),
        .form = {fields, sizeof fields / sizeof *fields},
        .host = S("127.0.0.1:0"),
        .wall_ms = now_ms,
        .entropy = {entropy, sizeof entropy},
    };
    struct reply reply = keeper_answer(keeper, &request, arena);
    return reply.status == 303 && app_is_open(keeper->app);
}

static bool fill(struct keeper *keeper, struct str passphrase)
{
    void *memory =
        mmap(NULL, STORY_RESERVE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    struct arena arena = arena_on(memory, STORY_RESERVE);
    struct replay *replay = ARENA_NEW(&arena, struct replay);
    int64_t now_ms = wall_clock_ms();
    replay->keeper = keeper;
    replay->arena = &arena;
    replay->zone_min = wall_zone_min(now_ms);
    set_days(replay, now_ms);
    bool filled = make_vault(keeper, passphrase, now_ms, &arena);
    if (!filled)
        fputs("The demo's vault could not be made.\n", stderr);
    filled = filled && replay_story(replay);
    app_lock(keeper->app);
    munmap(memory, STORY_RESERVE);
    return filled;
}

bool demo_begin(struct demo *demo)
{
    const char *tmp = getenv("TMPDIR");
    *demo = (struct demo){0};
    int len = snprintf(demo->dir, sizeof demo->dir, "%s/attune-demo-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (len < 0 || (size_t)len >= sizeof demo->dir || !mkdtemp(demo->dir)) {
        fputs("The demo needs a place for temporary files, and found none.\n", stderr);
        demo->dir[0] = '\0';
        return false;
    }
    enum err e = keeper_open(demo->dir, true, SEAL_COST_NORMAL, &demo->keeper);
    if (e) {
        say_why(e, demo->dir);
        return false;
    }
    passphrase_make(demo->passphrase);
    return fill(&demo->keeper, str_from_c(demo->passphrase));
}

void demo_remove(const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return;
    /* Only files lie in it: the vault keeps no directories. */
    for (struct dirent *one; (one = readdir(dir));)
        if (strcmp(one->d_name, ".") != 0 && strcmp(one->d_name, "..") != 0)
            unlinkat(dirfd(dir), one->d_name, 0);
    closedir(dir);
    rmdir(path);
}

void demo_end(struct demo *demo)
{
    if (!demo->dir[0])
        return;
    keeper_close(&demo->keeper);
    demo_remove(demo->dir);
    demo->dir[0] = '\0';
}

int command_demo(const struct options *options)
{
    struct demo demo;
    int code = EXIT_PROBLEM;
    signals_wait();
    if (demo_begin(&demo)) {
        printf("This is a demo: everything in it is made up, and gone when it ends (Ctrl-C).\n"
               "Its passphrase is: %s\n",
               demo.passphrase);
        code = command_serve(&demo.keeper, options);
    }
    demo_end(&demo);
    return code;
}
