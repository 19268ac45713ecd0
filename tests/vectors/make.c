/*
 * tests/vectors/make.c - makes a vault with a little of everything in it, for the vectors of a version
 *
 * usage: vectors_make DIR.  DIR must not be there.  It gets `vault.attune`, written by the native store;
 * `attune.backup`, the same as a backup; `secrets.txt`, the ways in; `found.txt`, every entry as it must be found; and
 * `export.json`, what the readable export says.  doc/record-format.md, Vectors, tells their form.  Chance and time are
 * counters (tests/support/memory_app.h), so a second run gives the same bytes.  The passphrase costs one pass over 8
 * KiB, so that tests which open the vault stay quick; the words are nobody's.
 *
 * Of v1 this file made as much as one device keeps (without `others`), compiled at commit ece97a4, the last with store
 * schema 1 and backup 1, where its headers stood in other places.  v2 was made at the commit that added it.  What is
 * there never changes; a new version gets a directory of its own.
 */
/* The log and the header of the app in memory are written down, so it is looked into. */
#include "tests/support/memory_app.c"

#include "core/log/event.h"
#include "host/native/store.h"
#include "tests/support/asking.h"

#include <sys/stat.h>
#include <sodium.h>

#define PASSPHRASE "four quiet stones"
#define DEVICE_HEX "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
#define WELL_PRESENT "distress=10&presence=9&willingness=want&sober=1&no-pain=1&safe=1&able=1"

enum { FIRST_CHANCE = 1001 };

static void must(bool so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "make: %s\n", what);
    exit(1);
}

static FILE *file_in(const char *dir, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    must(f, path);
    return f;
}

/* Some time goes by before each thing that is done, so that the records tell them apart. */
static struct reply then(struct memory_app *m, const char *path, const char *form)
{
    *memory_app_clock(m) += 61007;
    struct reply reply = post(m, path, form);
    must(reply.status == 303 || reply.status == 204 || reply.status == 200, path);
    return reply;
}

/* The 32 digits that stand after `mark` in a page. */
static void name_after(struct reply page, const char *mark, char name[33])
{
    struct str body = str_of_bytes(page.body);
    size_t at = str_find(body, str_from_c(mark));
    must(at != SIZE_MAX, mark);
    memcpy(name, body.at + at + strlen(mark), 32);
    name[32] = 0;
}

static void delete (struct memory_app *m, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/journal/%s/delete", name);
    then(m, path, "x=1");
}

static void words(struct memory_app *m)
{
    char path[80], name[33];
    then(m, "/checkin",
         "weather=overcast&distress=20&presence=7&willingness=want&body-warmth=1&words=Grey.+The+fridge+hums.");
    then(m, "/limits/new", "stance=never&what=Perfume&tag=scent");
    then(m, "/limits/new", "stance=maybe&what=Wool&tag=fabric&conditions=Only+the+soft+one");
    then(m, "/limits/card", "part=stop-word&words=Harbour");
    then(m, "/journal/new",
         "words=%E2%80%9CNo%E2%80%9D+came+out+today+%E2%80%94+na%C3%AFve%2C+short%2C+enough.+%E9%9B%A8");
    then(m, "/journal/new", "words=This+one+is+told+anew.");
    name_after(get(m, "/journal"), "href=\"/journal/0", name);
    snprintf(path, sizeof path, "/journal/0%.31s/edit", name);
    then(m, path, "words=This+one+was+told+anew.");
    then(m, "/journal/new", "words=This+one+is+deleted.");
    name_after(get(m, "/journal"), "href=\"/journal/0", name);
    memmove(name + 1, name, 31);
    name[0] = '0';
    delete (m, name);
    then(m, "/body/new", "back-neck-tension=1&words-back-neck=like+wire&words=after+the+tram&at=back-neck");
    then(m, "/learn/L01", "words=It+was+never+a+plan");
    then(m, "/settings", "setting=theme&choice=dark");
    then(m, "/intake/helps", "question=helps-comforts&words=Rain+on+the+roof");
}

static void practice(struct memory_app *m)
{
    char path[80], name[33];
    then(m, "/practice/ceiling", "level=2");
    then(m, "/practice/plan/A13", "minutes=5&rhythm=60&after=Tea+with+honey&signal=I+put+the+cloth+down");
    then(m, "/practice/check", WELL_PRESENT);
    then(m, "/practice/begin", "x=1");
    must(then(m, "/practice/stop", "").status == 303, "stop");
    name_after(get(m, "/ground?stopped=1"), "practice/0", name);
    snprintf(path, sizeof path, "/practice/0%.31s/wind-down", name);
    then(m, path, "happened=The+cloth+was+rough&remember=Stopping+took+one+word&distress=40&presence=8");
    then(m, "/practice/ceiling", "level=1");
}

/* One stays, one is cut short, and one is deleted piece by piece. */
static void recordings(struct memory_app *m)
{
    static char chunk[44000];
    char path[80], name[33];
    for (int i = 0; i < 3; i++) {
        struct reply begun =
            then(m, "/media/new", i ? "sort=voice&type=audio/webm&name=Tram" : "sort=voice&type=audio/webm&name=Rain");
        memcpy(name, begun.location.at + 10, 32);
        name[32] = 0;
        snprintf(path, sizeof path, "/media/chunk/%s", name);
        int len = snprintf(chunk, sizeof chunk, "number=1&data=");
        for (int at = 0; at < (i ? 4 : 8000); at++)
            chunk[len++] = (char)('A' + at % 26);
        chunk[len] = 0;
        then(m, path, chunk);
        if (i != 1)
            then(m, path, "number=2&data=ZGVm&last=1");
        if (i == 2)
            delete (m, name);
    }
}

static void live(struct memory_app *m, char code[RECOVERY_TEXT_BYTES + 1])
{
    struct reply sheet = then(m, "/sheet", "");
    struct str left = str_of_bytes(sheet.body), mark = S("<li>");
    size_t at = str_find(left, S("class=\"phrase\""));
    must(at != SIZE_MAX, "the sheet's code");
    left = str_after(left, at);
    for (int group = 0; group < 6; group++) {
        left = str_after(left, str_find(left, mark) + mark.len);
        memcpy(code + 7 * group, left.at, 6);
        code[7 * group + 6] = group < 5 ? '-' : 0;
    }
    get(m, "/checkin");
    then(m, "/settings/device", "device=" DEVICE_HEX);
    words(m);
    practice(m);
    recordings(m);
    /* A wall clock that is put two days back: the record tells both times. */
    *memory_app_wall_off(m) = -2 * 86400000;
    then(m, "/journal/new", "words=The+clock+on+the+wall+says+Wednesday.");
    *memory_app_wall_off(m) = 0;
    then(m, "/draft", "draft=a1.&draft-at=kind&words=Gone+with+the+next");
    then(m, "/draft", "draft=a1.&draft-at=kind&words=Not+sent+yet");
}

/* Two other devices of the same life, by the last byte of their numbers; the first one's is over 2^63. */
enum { DESK = 0xb0, TRAIN = 0xc0 };

static uint64_t device_of_name(uint8_t name)
{
    return name == DESK ? 0xd0d1d2d3d4d5d600u + DESK : TRAIN;
}

/* The stamp of an event that is in the log: of its kind the one of this number, from 0. */
static struct stamp stamp_of(const struct memory_app *m, const struct keyring *keys, enum event_kind kind,
                             size_t number)
{
    static uint8_t memory[1 << 20];
    for (size_t i = 0; i < m->len; i++) {
        const struct log_entry *entry = &m->log[i].entry;
        struct arena arena = arena_on(memory, sizeof memory);
        struct bytes record;
        struct event event;
        if (seal_open_record(keys, entry->device, &entry->previous, entry->bytes, &arena, &record) == ERR_OK &&
            event_decode(record, &event) == ERR_OK && event.kind == kind && number-- == 0)
            return event.at;
    }
    must(false, "an event that others tell of");
    return (struct stamp){0};
}

/* Seals an event of a device and puts it at the end of the log.  Its clock is so many seconds after that of a stamp. */
static struct log_entry put_other(struct memory_app *m, const struct keyring *keys, uint8_t name, struct hash previous,
                                  struct stamp after, unsigned seconds, struct event event)
{
    static uint8_t memory[1 << 16];
    struct arena arena = arena_on(memory, sizeof memory);
    struct log_entry entry = {.n = m->len + 1, .device = device_of_name(name), .previous = previous};
    uint8_t nonce[NONCE_BYTES] = {name, (uint8_t)m->len};
    struct buf record = buf_on(&arena);
    event.at = (struct stamp){.clock = after.clock + ((uint64_t)seconds * 1000 << 16), .device = entry.device};
    event.zone_min = 60;
    event_encode(&record, &event);
    must(seal_record(keys, entry.device, &previous, buf_bytes(&record), (struct bytes){nonce, sizeof nonce}, &arena,
                     &entry.bytes, &entry.hash) == ERR_OK,
         "a record of another device is sealed");
    store(m, &(struct keep){.append = &entry, .append_len = 1});
    return m->log[m->len - 1].entry;
}

static void become_husk(struct memory_app *m, uint64_t n)
{
    store(m, &(struct keep){.husks = &n, .husks_len = 1});
}

static struct event note_of(const char *words)
{
    return (struct event){.kind = NOTE_WRITTEN, .note = {.sort = NOTE_JOURNAL, .words = str_from_c(words)}};
}

/* What the others told, as a merge brings it: after what is here, though it is older than much of it. */
static void others(struct memory_app *m, const struct keyring *keys)
{
    static const struct hash none;
    static uint8_t memory[4096];
    struct arena arena = arena_on(memory, sizeof memory);
    struct stamp wool = stamp_of(m, keys, LIMIT_SET, 1), first = stamp_of(m, keys, CEILING_SET, 0);
    struct bytes over_wool = {0}, over_first = {0};
    must(over_put(&over_wool, wool, &arena) && over_put(&over_first, first, &arena), "what was known");

    /* The desk: a note in the middle, a limit made tighter, a lower ceiling that did not know of the last one. */
    struct log_entry note =
        put_other(m, keys, DESK, none, wool, 7, note_of("Written on the desk, between two others."));
    struct limit never = {.of = wool, .stance = STANCE_NEVER, .tag = 10, .what = S("Wool"), .over = over_wool};
    struct log_entry limit =
        put_other(m, keys, DESK, note.hash, wool, 20, (struct event){.kind = LIMIT_SET, .limit = never});
    struct ceiling zero = {.alone = SCORE(0), .over = over_first};
    struct log_entry ceiling =
        put_other(m, keys, DESK, limit.hash, first, 9000, (struct event){.kind = CEILING_SET, .ceiling = zero});
    /* A note that the train deleted, and its husk here. */
    struct log_entry gone = put_other(m, keys, DESK, ceiling.hash, first, 9100, note_of("Deleted on the train."));
    struct stamp gone_at = {.clock = first.clock + ((uint64_t)9100 * 1000 << 16), .device = gone.device};
    become_husk(m, gone.n);

    /* The train: its first entry never came; the same limit, told without knowing of the desk; the removal. */
    struct hash missing;
    memset(missing.at, 0x5a, sizeof missing.at);
    struct limit not_now = {.of = wool, .stance = STANCE_NOT_NOW, .tag = 10, .what = S("Wool"), .over = over_wool};
    struct log_entry also =
        put_other(m, keys, TRAIN, missing, wool, 30, (struct event){.kind = LIMIT_SET, .limit = not_now});
    put_other(m, keys, TRAIN, also.hash, gone_at, 60,
              (struct event){.kind = ITEM_REMOVED, .remove = {.item = gone_at}});

    /* A copy of the desk's vault went on: a fork, and another with the first note once more, in another envelope. */
    put_other(m, keys, DESK, ceiling.hash, first, 9200, note_of("Written on a copy of the desk."));
    put_other(m, keys, DESK, limit.hash, wool, 7, note_of("Written on the desk, between two others."));
}

static void put_store(const struct memory_app *m, const char *dir)
{
    struct store *store;
    char path[512];
    must(store_open(dir, true, &store) == ERR_OK, "the store opens");
    must(store_make(store, &m->header, (struct bytes){m->here, m->here_len}) == ERR_OK, "the header is kept");
    for (size_t i = 0; i < m->len; i++) {
        struct store_change change = {.append = &m->log[i].entry, .append_len = 1};
        must(store_keep(store, &change) == ERR_OK, "an entry is kept");
    }
    snprintf(path, sizeof path, "%s/attune.backup", dir);
    must(store_backup(store, path) == ERR_OK, "the backup is written");
    store_settle(store);
    store_free(store);
    static const char *const BESIDE[] = {"vault.lock", "vault.spare", "vault.name"};
    for (size_t i = 0; i < sizeof BESIDE / sizeof *BESIDE; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, BESIDE[i]);
        remove(path);
    }
}

static void put_found(const struct memory_app *m, const struct keyring *keys, FILE *f)
{
    static uint8_t memory[4 << 20];
    fprintf(f, "# n, clock, device, zone, wall clock (0: the clock's own) | the event, as in ../records.txt\n");
    for (size_t i = 0; i < m->len; i++) {
        const struct log_entry *entry = &m->log[i].entry;
        struct arena arena = arena_on(memory, sizeof memory);
        struct bytes record;
        struct event event;
        if (entry->bytes.len == HASH_BYTES) {
            fprintf(f, "%zu | husk\n", i + 1);
            continue;
        }
        must(seal_open_record(keys, entry->device, &entry->previous, entry->bytes, &arena, &record) == ERR_OK,
             "a record opens");
        must(event_decode(record, &event) == ERR_OK, "a record is read");
        struct buf text = buf_on(&arena);
        event_put_text(&text, &event);
        fprintf(f, "%zu %016llx %016llx %d %lld | %.*s\n", i + 1, (unsigned long long)event.at.clock,
                (unsigned long long)event.at.device, event.zone_min, (long long)event.wall_ms, (int)buf_str(&text).len,
                buf_str(&text).at);
    }
    fprintf(f, "gaps 1, forks 2, doubles 1\n"); /* as made by `others` */
}

static void put_export(const struct memory_app *m, FILE *f)
{
    static uint8_t memory[4 << 20];
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf json = buf_on(&arena);
    app_export_json(m->app, &json);
    fwrite(buf_str(&json).at, 1, buf_str(&json).len, f);
}

/* As memory_app_make, with chance that gives a device number over 2^63: a store keeps it as a negative number. */
static struct memory_app *vault_begin(void)
{
    struct memory_app *m = calloc(1, sizeof *m);
    m->state_bytes = (size_t)64 << 20;
    m->state = reserve(m->state_bytes);
    m->arena = reserve(ARENA_BYTES);
    m->keys = calloc(1, app_keys_bytes());
    m->app = malloc(app_bytes());
    m->now_ms = 1800000000000;
    m->counter = FIRST_CHANCE;
    start(m, m->state_bytes, NULL);
    then(m, "/make", "passphrase=four+quiet+stones&again=four+quiet+stones&adult=1");
    get(m, "/checkin");
    return m;
}

int main(int argc, char **argv)
{
    char code[RECOVERY_TEXT_BYTES + 1] = "";
    struct keyring keys = {0};
    must(argc == 2 && mkdir(argv[1], 0700) == 0, "usage: make DIR");
    must(sodium_init() >= 0, "libsodium");
    struct memory_app *m = vault_begin();
    live(m, code);
    must(seal_open_passphrase(&m->header, S(PASSPHRASE), &keys) == ERR_OK, "the passphrase opens");
    others(m, &keys);
    memory_app_reopen(m);
    put_store(m, argv[1]);
    FILE *secrets = file_in(argv[1], "secrets.txt"), *found = file_in(argv[1], "found.txt"),
         *export = file_in(argv[1], "export.json");
    fprintf(secrets, "passphrase %s\nsheet %s\ndevice %s\n", PASSPHRASE, code, DEVICE_HEX);
    put_found(m, &keys, found);
    put_export(m, export);
    must(!fclose(secrets) && !fclose(found) && !fclose(export), "the files are written");
    memory_app_free(m);
    return 0;
}
