/* core/log/event.c - records, story lines and JSON, all walked from the one table of fields */
#include "core/log/event.h"

/* OF differs from NAME in what it means, not in how it is written. */
enum field_type { TYPE_NUM, TYPE_SCORE, TYPE_TEXT, TYPE_SET, TYPE_NAME, TYPE_BYTES, TYPE_OF = TYPE_NAME };

struct field_row {
    unsigned wire;
    enum field_type type;
    size_t offset;
    uint64_t max;
    struct str name;
};

struct event_row {
    enum event_kind kind;
    struct str name;
    const struct field_row *fields;
    size_t len;
    size_t of; /* where its field of type OF stands in the event; 0: it has none */
};

/* A field's group says which struct of the union holds it. */
#define OFFSET_SETTING(f) offsetof(struct event, setting.f)
#define OFFSET_ANSWER(f) offsetof(struct event, answer.f)
#define OFFSET_ASIDE(f) offsetof(struct event, aside.f)
#define OFFSET_CHECKIN(f) offsetof(struct event, checkin.f)
#define OFFSET_LIMIT(f) offsetof(struct event, limit.f)
#define OFFSET_CARD(f) offsetof(struct event, card.f)
#define OFFSET_LOOK(f) offsetof(struct event, look.f)
#define OFFSET_CEILING(f) offsetof(struct event, ceiling.f)
#define OFFSET_SHAPE(f) offsetof(struct event, shape.f)
#define OFFSET_OWN(f) offsetof(struct event, own.f)
#define OFFSET_PASS(f) offsetof(struct event, pass.f)
#define OFFSET_PLAN(f) offsetof(struct event, plan.f)
#define OFFSET_GATE(f) offsetof(struct event, gate.f)
#define OFFSET_STEP(f) offsetof(struct event, step.f)
#define OFFSET_WINDDOWN(f) offsetof(struct event, winddown.f)
#define OFFSET_NEXTDAY(f) offsetof(struct event, nextday.f)
#define OFFSET_NOTE(f) offsetof(struct event, note.f)
#define OFFSET_REMOVE(f) offsetof(struct event, remove.f)
#define OFFSET_CORRECTION(f) offsetof(struct event, correction.f)
#define OFFSET_ASKED(f) offsetof(struct event, asked.f)
#define OFFSET_PROOF(f) offsetof(struct event, proof.f)
#define OFFSET_FAVOURITE(f) offsetof(struct event, favourite.f)
#define OFFSET_MEDIA(f) offsetof(struct event, media.f)
#define OFFSET_CHUNK(f) offsetof(struct event, chunk.f)
#define OFFSET_BODY(f) offsetof(struct event, body.f)
#define OFFSET_MEASURE(f) offsetof(struct event, measure.f)
#define OFFSET_MEASURED(f) offsetof(struct event, measured.f)
#define OFFSET_BEGUN(f) offsetof(struct event, begun.f)
#define OFFSET_SAID(f) offsetof(struct event, said.f)
#define OFFSET_DRAFT(f) offsetof(struct event, draft.f)
#define OFFSET_WAYS(f) offsetof(struct event, ways.f)

#define FIELD_ROW(group, w, t, n, m)                                                                                   \
    {.wire = (w), .type = TYPE_##t, .offset = OFFSET_##group(n), .max = (m), .name = S_INIT(#n)},
#define EVENT_FIELDS(name, wire, member, fields) static const struct field_row member##_rows[] = {fields(FIELD_ROW)};
EVENTS(EVENT_FIELDS)

/* Sums over the fields of an event: where the one of type OF stands, and how many there are. */
#define OF_AT_NUM(at) 0
#define OF_AT_SCORE(at) 0
#define OF_AT_TEXT(at) 0
#define OF_AT_SET(at) 0
#define OF_AT_NAME(at) 0
#define OF_AT_BYTES(at) 0
#define OF_AT_OF(at) (at)
#define OF_PLACE(group, w, t, n, m) +OF_AT_##t(OFFSET_##group(n))
#define OF_COUNT(group, w, t, n, m) +OF_AT_##t(1)
#define EVENT_ONE_OF(k, wire, member, f) _Static_assert(f(OF_COUNT) <= 1, #k " belongs to one item");
EVENTS(EVENT_ONE_OF)

#define EVENT_ROW(k, wire, member, f)                                                                                  \
    {.kind = (k),                                                                                                      \
     .name = S_INIT(#k),                                                                                               \
     .fields = member##_rows,                                                                                          \
     .len = sizeof member##_rows / sizeof *member##_rows,                                                              \
     .of = f(OF_PLACE)},
static const struct event_row ROWS[] = {EVENTS(EVENT_ROW)};

enum { ZONE_MAX_MIN = 24 * 60, RECORD_ITEMS = 5, FIELD_WALL = 0 };
/* Past the year 4000: such a stamp would leave no room for the clock to go on. */
#define CLOCK_LIMIT ((uint64_t)1 << 62)

static const struct event_row *row_of(uint64_t kind)
{
    /* Wire numbers have gaps; the rows that stand in their own place are found at once. */
    if (kind > 0 && kind <= sizeof ROWS / sizeof *ROWS && (uint64_t)ROWS[kind - 1].kind == kind)
        return &ROWS[kind - 1];
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if ((uint64_t)ROWS[i].kind == kind)
            return &ROWS[i];
    return NULL;
}

static const struct field_row *field_of(const struct event_row *row, uint64_t wire)
{
    for (size_t i = 0; i < row->len; i++)
        if (row->fields[i].wire == wire)
            return &row->fields[i];
    return NULL;
}

static const void *place_of(const struct event *event, const struct field_row *field)
{
    return (const uint8_t *)event + field->offset;
}

static bool is_said(const struct event *event, const struct field_row *field)
{
    const void *at = place_of(event, field);
    switch (field->type) {
    case TYPE_NUM:
        return *(const uint32_t *)at != 0;
    case TYPE_SCORE:
        return ((const struct score *)at)->said;
    case TYPE_TEXT:
        return ((const struct str *)at)->len != 0;
    case TYPE_SET:
        return *(const set64 *)at != 0;
    case TYPE_NAME:
        return stamp_is(*(const struct stamp *)at);
    case TYPE_BYTES:
        return ((const struct bytes *)at)->len != 0;
    }
    return false;
}

static void stamp_to_bytes(struct stamp s, uint8_t out[STAMP_BYTES])
{
    mem_put_number(out, 8, s.clock);
    mem_put_number(out + 8, 8, s.device);
}

static struct stamp stamp_of_bytes(const uint8_t in[STAMP_BYTES])
{
    return (struct stamp){.clock = mem_get_number(in, 8), .device = mem_get_number(in + 8, 8)};
}

static void put_field(struct buf *out, const struct event *event, const struct field_row *field)
{
    const void *at = place_of(event, field);
    uint8_t name[STAMP_BYTES];
    switch (field->type) {
    case TYPE_NUM:
        cbor_put_uint(out, *(const uint32_t *)at);
        return;
    case TYPE_SCORE:
        cbor_put_uint(out, ((const struct score *)at)->is);
        return;
    case TYPE_TEXT:
        cbor_put_text(out, *(const struct str *)at);
        return;
    case TYPE_SET:
        cbor_put_uint(out, *(const set64 *)at);
        return;
    case TYPE_NAME:
        stamp_to_bytes(*(const struct stamp *)at, name);
        cbor_put_bytes(out, (struct bytes){name, sizeof name});
        return;
    case TYPE_BYTES:
        cbor_put_bytes(out, *(const struct bytes *)at);
        return;
    }
}

void event_set_wall(struct event *event, int64_t wall_ms)
{
    int64_t apart_ms = wall_ms - stamp_ms(event->at);
    bool same = apart_ms >= -EVENT_WALL_SLACK_MS && apart_ms <= EVENT_WALL_SLACK_MS;
    /* 0 stands for "the same", so the first millisecond of 1970 is told as the second. */
    event->wall_ms = same ? 0 : wall_ms ? wall_ms : 1;
}

int64_t event_wall_ms(const struct event *event)
{
    return event->wall_ms ? event->wall_ms : stamp_ms(event->at);
}

int64_t event_midnight_after(const struct event *event, int64_t log_ms)
{
    int64_t ahead_ms = stamp_ms(event->at) - event_wall_ms(event);
    return midnight_after(log_ms - ahead_ms, event->zone_min) + ahead_ms;
}

void event_encode(struct buf *out, const struct event *event)
{
    const struct event_row *row = row_of(event->kind);
    ASSERT(row != NULL);
    uint64_t said = event->wall_ms != 0;
    for (size_t i = 0; i < row->len; i++)
        said += is_said(event, &row->fields[i]);
    cbor_put_array(out, RECORD_ITEMS);
    cbor_put_uint(out, (uint64_t)event->kind);
    cbor_put_uint(out, event->at.clock);
    cbor_put_uint(out, event->at.device);
    cbor_put_int(out, event->zone_min);
    cbor_put_map(out, said);
    if (event->wall_ms) {
        cbor_put_uint(out, FIELD_WALL);
        cbor_put_uint(out, (uint64_t)event->wall_ms);
    }
    for (size_t i = 0; i < row->len; i++) {
        if (!is_said(event, &row->fields[i]))
            continue;
        cbor_put_uint(out, row->fields[i].wire);
        put_field(out, event, &row->fields[i]);
    }
}

static enum err set_number(struct event *event, const struct field_row *field, uint64_t number)
{
    void *at = (uint8_t *)event + field->offset;
    if (field->type == TYPE_SET) {
        /* Bit 0 stands for "none", which is never a member. */
        if ((number & 1) != 0 || (field->max < 63 && number >> (field->max + 1) != 0))
            return ERR_TOO_LONG;
        if (number == 0)
            return ERR_NOT_CANONICAL;
        *(set64 *)at = number;
        return ERR_OK;
    }
    if (number > field->max)
        return ERR_TOO_LONG;
    if (field->type == TYPE_SCORE) {
        *(struct score *)at = SCORE(number);
        return ERR_OK;
    }
    if (number == 0)
        return ERR_NOT_CANONICAL;
    *(uint32_t *)at = (uint32_t)number;
    return ERR_OK;
}

static enum err set_text(struct event *event, const struct field_row *field, struct str text)
{
    if (text.len > field->max)
        return ERR_TOO_LONG;
    if (text.len == 0)
        return ERR_NOT_CANONICAL;
    *(struct str *)((uint8_t *)event + field->offset) = text;
    return ERR_OK;
}

static enum err set_bytes(struct event *event, const struct field_row *field, struct bytes bytes)
{
    if (bytes.len > field->max)
        return ERR_TOO_LONG;
    if (bytes.len == 0)
        return ERR_NOT_CANONICAL;
    *(struct bytes *)((uint8_t *)event + field->offset) = bytes;
    return ERR_OK;
}

static enum err get_field(struct cbor_reader *r, struct event *event, const struct field_row *field)
{
    if (field->type == TYPE_TEXT) {
        struct str text;
        enum err e = cbor_get_text(r, &text);
        return e ? e : set_text(event, field, text);
    }
    if (field->type == TYPE_NAME) {
        struct bytes name;
        enum err e = cbor_get_bytes(r, &name);
        if (e)
            return e;
        if (name.len != STAMP_BYTES)
            return ERR_MALFORMED;
        struct stamp s = stamp_of_bytes(name.at);
        if (!stamp_is(s))
            return ERR_NOT_CANONICAL;
        *(struct stamp *)((uint8_t *)event + field->offset) = s;
        return ERR_OK;
    }
    if (field->type == TYPE_BYTES) {
        struct bytes bytes;
        enum err e = cbor_get_bytes(r, &bytes);
        return e ? e : set_bytes(event, field, bytes);
    }
    uint64_t number;
    enum err e = cbor_get_uint(r, &number);
    return e ? e : set_number(event, field, number);
}

static enum err get_wall(struct cbor_reader *r, struct event *event)
{
    uint64_t wall_ms;
    enum err e = cbor_get_uint(r, &wall_ms);
    if (e)
        return e;
    if (wall_ms >= (uint64_t)CLOCK_FAR_MS)
        return ERR_MALFORMED;
    event->wall_ms = (int64_t)wall_ms;
    return wall_ms ? ERR_OK : ERR_NOT_CANONICAL;
}

static enum err get_fields(struct cbor_reader *r, struct event *event, const struct event_row *row)
{
    uint64_t pairs, key, last = 0;
    enum err e = cbor_get_map(r, &pairs);
    if (e)
        return e;
    for (uint64_t i = 0; i < pairs; i++) {
        if ((e = cbor_get_uint(r, &key)))
            return e;
        if (i && key <= last)
            return ERR_NOT_CANONICAL;
        last = key;
        if (key == FIELD_WALL) {
            if ((e = get_wall(r, event)))
                return e;
            continue;
        }
        const struct field_row *field = field_of(row, key);
        if (!field)
            return ERR_UNKNOWN_KIND;
        if ((e = get_field(r, event, field)))
            return e;
    }
    return ERR_OK;
}

enum err event_decode(struct bytes record, struct event *out)
{
    struct cbor_reader r = {record};
    struct event event = {0};
    uint64_t items, kind;
    int64_t zone;
    enum err e;
    if ((e = cbor_get_array(&r, &items)) || (e = (items == RECORD_ITEMS) ? ERR_OK : ERR_MALFORMED) ||
        (e = cbor_get_uint(&r, &kind)) || (e = cbor_get_uint(&r, &event.at.clock)) ||
        (e = cbor_get_uint(&r, &event.at.device)) || (e = cbor_get_int(&r, &zone)))
        return e;
    if (zone < -ZONE_MAX_MIN || zone > ZONE_MAX_MIN || !stamp_is(event.at) || event.at.clock >= CLOCK_LIMIT)
        return ERR_MALFORMED;
    const struct event_row *row = row_of(kind);
    if (!row)
        return ERR_UNKNOWN_KIND;
    event.kind = row->kind;
    event.zone_min = (int)zone;
    if ((e = get_fields(&r, &event, row)) || (e = cbor_end(&r)))
        return e;
    *out = event;
    return ERR_OK;
}

bool event_is_later_guard(struct bytes record)
{
    struct cbor_reader r = {record};
    struct event event;
    uint64_t items, kind;
    if (event_decode(record, &event) != ERR_UNKNOWN_KIND || cbor_get_array(&r, &items) || cbor_get_uint(&r, &kind))
        return false;
    return kind == LIMIT_SET || kind == CEILING_SET || kind == ITEM_REMOVED ||
           (kind >= EVENT_GUARDS_FIRST && kind <= EVENT_GUARDS_LAST);
}

size_t over_count(struct bytes over)
{
    return over.len / STAMP_BYTES;
}

struct stamp over_at(struct bytes over, size_t i)
{
    return stamp_of_bytes(bytes_inside(over, i * STAMP_BYTES, 0).at);
}

bool over_has(struct bytes over, struct stamp at)
{
    for (size_t i = 0; i < over_count(over); i++)
        if (stamp_cmp(over_at(over, i), at) == 0)
            return true;
    return false;
}

bool over_has_device(struct bytes over, uint64_t device)
{
    for (size_t i = 0; i < over_count(over); i++)
        if (over_at(over, i).device == device)
            return true;
    return false;
}

bool over_covers(struct bytes over, struct bytes other)
{
    for (size_t i = 0; i < over_count(other); i++)
        if (!over_has(over, over_at(other, i)))
            return false;
    return true;
}

bool over_put(struct bytes *over, struct stamp at, struct arena *arena)
{
    if (over->len >= OVER_MAX_BYTES)
        return false;
    uint8_t *both = ARENA_MANY(arena, uint8_t, over->len + STAMP_BYTES);
    if (over->len)
        mem_copy(both, over->at, over->len);
    stamp_to_bytes(at, both + over->len);
    *over = (struct bytes){both, over->len + STAMP_BYTES};
    return true;
}

struct stamp event_item(const struct event *event)
{
    const struct event_row *row = row_of((uint64_t)event->kind);
    if (!row || !row->of)
        return event->at;
    struct stamp of = *(const struct stamp *)((const uint8_t *)event + row->of);
    return stamp_is(of) ? of : event->at;
}

static void put_field_text(struct buf *out, const struct event *event, const struct field_row *field)
{
    const void *at = place_of(event, field);
    switch (field->type) {
    case TYPE_NUM:
        buf_put_u64(out, *(const uint32_t *)at);
        return;
    case TYPE_SCORE:
        buf_put_u64(out, ((const struct score *)at)->is);
        return;
    case TYPE_TEXT:
        buf_put_json(out, *(const struct str *)at);
        return;
    case TYPE_SET: {
        bool first = true;
        for (unsigned n = 1; n < 63; n++) {
            if (!SET_HAS(*(const set64 *)at, n))
                continue;
            if (!first)
                buf_put_byte(out, ',');
            buf_put_u64(out, n);
            first = false;
        }
        return;
    }
    case TYPE_NAME:
        buf_put_stamp(out, *(const struct stamp *)at);
        return;
    case TYPE_BYTES:
        buf_put_base64(out, *(const struct bytes *)at);
        return;
    }
}

void event_put_text(struct buf *out, const struct event *event)
{
    const struct event_row *row = row_of(event->kind);
    ASSERT(row != NULL);
    buf_put(out, row->name);
    for (size_t i = 0; i < row->len; i++) {
        if (!is_said(event, &row->fields[i]))
            continue;
        buf_put_byte(out, ' ');
        buf_put(out, row->fields[i].name);
        buf_put_byte(out, '=');
        put_field_text(out, event, &row->fields[i]);
    }
}

void event_put_json(struct buf *out, const struct event *event)
{
    const struct event_row *row = row_of(event->kind);
    ASSERT(row != NULL);
    buf_put(out, S("{\"kind\":"));
    buf_put_json(out, row->name);
    buf_put(out, S(",\"id\":\""));
    buf_put_stamp(out, event->at);
    buf_put(out, S("\",\"when\":\""));
    buf_put_iso(out, event_wall_ms(event), event->zone_min);
    buf_put(out, S("\""));
    for (size_t i = 0; i < row->len; i++) {
        const struct field_row *field = &row->fields[i];
        if (!is_said(event, field))
            continue;
        buf_put_byte(out, ',');
        buf_put_json(out, field->name);
        buf_put_byte(out, ':');
        if (field->type == TYPE_SET)
            buf_put_byte(out, '[');
        if (field->type == TYPE_NAME || field->type == TYPE_BYTES)
            buf_put_byte(out, '"');
        put_field_text(out, event, field);
        if (field->type == TYPE_SET)
            buf_put_byte(out, ']');
        if (field->type == TYPE_NAME || field->type == TYPE_BYTES)
            buf_put_byte(out, '"');
    }
    buf_put_byte(out, '}');
}

/* What stands behind a backslash as buf_put_json writes it: \" \\ \n \u00XX, and \t for those who write stories. */
static uint8_t read_escape(struct str line, size_t *i)
{
    uint64_t byte;
    char c = line.at[*i];
    if (c == 'u' && str_to_hex_u64(str_first(str_after(line, *i + 1), 4), &byte) && *i + 4 < line.len && byte < 0x20) {
        *i += 4;
        return (uint8_t)byte;
    }
    return (uint8_t)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
}

/* Read a quoted text as buf_put_json writes it. */
static enum err read_quoted(struct str *line, struct arena *arena, struct str *out)
{
    struct buf b = buf_on(arena);
    size_t i = 1;
    for (; i < line->len && line->at[i] != '"'; i++) {
        uint8_t c = (uint8_t)line->at[i];
        if (c == '\\' && i + 1 < line->len) {
            i++;
            c = read_escape(*line, &i);
        }
        buf_put_byte(&b, c);
    }
    if (i >= line->len)
        return ERR_TRUNCATED;
    *line = str_after(*line, i + 1);
    *out = buf_str(&b);
    return ERR_OK;
}

static enum err read_set(struct str list, uint64_t *out)
{
    uint64_t set = 0, n;
    while (list.len) {
        struct str one;
        str_cut(list, ',', &one, &list);
        if (!str_to_u64(one, 62, &n) || n == 0)
            return ERR_MALFORMED;
        set |= SET_OF(n);
    }
    *out = set;
    return ERR_OK;
}

static enum err read_field(struct str *line, struct arena *arena, struct event *event, const struct field_row *field)
{
    struct str word;
    if (field->type == TYPE_TEXT) {
        if (line->len == 0 || line->at[0] != '"')
            return ERR_MALFORMED;
        enum err e = read_quoted(line, arena, &word);
        return e ? e : set_text(event, field, word);
    }
    str_cut(*line, ' ', &word, line);
    uint64_t number = 0;
    if (field->type == TYPE_NAME) {
        struct stamp s;
        if (!stamp_from_text(word, &s))
            return ERR_MALFORMED;
        *(struct stamp *)((uint8_t *)event + field->offset) = s;
        return ERR_OK;
    }
    if (field->type == TYPE_BYTES) {
        struct bytes bytes;
        return bytes_from_base64(word, arena, &bytes) ? set_bytes(event, field, bytes) : ERR_MALFORMED;
    }
    if (field->type == TYPE_SET) {
        enum err e = read_set(word, &number);
        if (e)
            return e;
    } else if (!str_to_u64(word, UINT32_MAX, &number)) {
        return ERR_MALFORMED;
    }
    return set_number(event, field, number);
}

enum err event_read_text(struct str line, struct arena *arena, struct event *out)
{
    struct event event = {0};
    struct str word;
    str_cut(line, ' ', &word, &line);
    const struct event_row *row = NULL;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (str_eq(ROWS[i].name, word))
            row = &ROWS[i];
    if (!row)
        return ERR_UNKNOWN_KIND;
    event.kind = row->kind;
    while ((line = str_trim(line)).len) {
        if (!str_cut(line, '=', &word, &line))
            return ERR_MALFORMED;
        const struct field_row *field = NULL;
        for (size_t i = 0; i < row->len; i++)
            if (str_eq(row->fields[i].name, word))
                field = &row->fields[i];
        if (!field)
            return ERR_UNKNOWN_KIND;
        enum err e = read_field(&line, arena, &event, field);
        if (e)
            return e;
    }
    *out = event;
    return ERR_OK;
}
