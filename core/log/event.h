/*
 * core/log/event.h - what can happen: the table of events, their fields, and their record
 *
 * Everything a person does becomes an event; state is a fold over events.  The tables below
 * make the structs, the decoder, the readable export and the story format, so a field stands
 * in one place.  Wire numbers, of events and of fields, are never reused.
 *
 * A record is deterministic CBOR: [kind, clock, device, zone, {field: value}], byte by byte in
 * doc/record-format.md.  A field that was not said is absent.  Field 0 is of every event: the wall clock's time,
 * where that differs from the stamp's.
 *
 * Memory: a decoded event borrows its text from the record.
 */
#ifndef CORE_LOG_EVENT_H
#define CORE_LOG_EVENT_H

#include "base/cbor.h"
#include "base/clock.h"
#include "core/vocabulary.h"

/* A chunk's record fits the step of 32,768 bytes that envelopes are padded to (wire/envelope.h). */
enum { CHUNK_MAX_BYTES = 32600, CHUNKS_MAX = 8192 };
/*
 * Own words are counted in characters (code points), so that every script has the same room: a text takes 20,000, a
 * line 400.  The bounds of fields are bytes, four for each character, which UTF-8 never exceeds.
 */
enum { CHARACTER_BYTES_MAX = 4, TEXT_MAX = 20000 * CHARACTER_BYTES_MAX, TEXT_LINE_MAX = 400 * CHARACTER_BYTES_MAX };
enum { ACTIVITY_ID_MAX = 40, DRAFT_MAX = 250000 };

/* Types of fields, and how each stands in its struct:
 *   NUM    a number, 0 for not said       max: the largest
 *   SCORE  a number or nothing            max: the largest
 *   TEXT   words                          max: bytes
 *   SET    a set of vocabulary numbers    max: the largest number in it
 *   NAME   the stamp that names an item   max: unused
 *   OF     a NAME too: the item that this event edits or adds to, so that it belongs there and not to
 *          itself (event_item); at most one in an event
 *   BYTES  a piece of sound or picture    max: bytes                      */
#define FIELD_TYPE_NUM   uint32_t
#define FIELD_TYPE_SCORE struct score
#define FIELD_TYPE_TEXT  struct str
#define FIELD_TYPE_SET   set64
#define FIELD_TYPE_NAME  struct stamp
#define FIELD_TYPE_OF    struct stamp
#define FIELD_TYPE_BYTES struct bytes

/*
 * `over`: the tellings that were on the screen when this was said, each a stamp in 16 bytes, at most 8 (people.md 6,
 * rule 6).  Without it (version 1) a telling is over the one of its device before it.
 */
enum { STAMP_BYTES = 16, OVER_MAX = 8, OVER_MAX_BYTES = OVER_MAX * STAMP_BYTES };

/* An event with an `of` that names an earlier one of its kind takes its place: an edit.
 *                     wire  type   name         max           */
#define SETTING_FIELDS(F)                                       \
    F(SETTING,            1, NUM,   setting,     63)            \
    F(SETTING,            2, NUM,   value,       100000)        \
    F(SETTING,            3, TEXT,  words,       TEXT_LINE_MAX)
#define ANSWER_FIELDS(F)                                        \
    F(ANSWER,             1, TEXT,  question,    64)            \
    F(ANSWER,             2, SET,   choices,     62)            \
    F(ANSWER,             3, TEXT,  words,       TEXT_MAX)
#define ASIDE_FIELDS(F)                                         \
    F(ASIDE,              1, TEXT,  question,    64)            \
    F(ASIDE,              2, NUM,   how,         2)
#define CHECKIN_FIELDS(F)                                       \
    F(CHECKIN,            1, OF,    of,          0)             \
    F(CHECKIN,            2, NUM,   weather,     WEATHER_END - 1) \
    F(CHECKIN,            3, SCORE, distress,    100)           \
    F(CHECKIN,            4, SCORE, presence,    10)            \
    F(CHECKIN,            5, NUM,   willingness, WILLING_END - 1) \
    F(CHECKIN,            6, SCORE, sleep,       10)            \
    F(CHECKIN,            7, SCORE, stress,      10)            \
    F(CHECKIN,            8, SET,   body,        SENSE_END - 1) \
    F(CHECKIN,            9, SET,   areas,       AREA_END - 1)  \
    F(CHECKIN,           10, TEXT,  words,       TEXT_MAX)
#define LIMIT_FIELDS(F)                                         \
    F(LIMIT,              1, OF,    of,          0)             \
    F(LIMIT,              2, NUM,   stance,      STANCE_END - 1) \
    F(LIMIT,              3, NUM,   tag,         TAG_END - 1)   \
    F(LIMIT,              4, TEXT,  what,        TEXT_LINE_MAX)      \
    F(LIMIT,              5, SET,   areas,       AREA_END - 1)  \
    F(LIMIT,              6, NUM,   company,     COMPANY_END - 1) \
    F(LIMIT,              7, TEXT,  conditions,  TEXT_MAX)      \
    F(LIMIT,              8, BYTES, over,        OVER_MAX_BYTES)
#define CARD_FIELDS(F)                                          \
    F(CARD,               1, NUM,   part,        CARD_END - 1)  \
    F(CARD,               2, TEXT,  words,       TEXT_MAX)
#define LOOK_FIELDS(F)                                          \
    F(LOOK,               1, NUM,   answer,      2)
#define CEILING_FIELDS(F)                                       \
    F(CEILING,            1, SCORE, alone,       7)             \
    F(CEILING,            2, SCORE, together,    7)             \
    F(CEILING,            3, BYTES, over,        OVER_MAX_BYTES)
#define SHAPE_FIELDS(F)                                         \
    F(SHAPE,              1, TEXT,  activity,    ACTIVITY_ID_MAX) \
    F(SHAPE,              2, NUM,   hidden,      1)             \
    F(SHAPE,              3, TEXT,  name,        TEXT_LINE_MAX)      \
    F(SHAPE,              4, SCORE, place,       100000)
#define OWN_FIELDS(F)                                           \
    F(OWN,                1, OF,    of,          0)             \
    F(OWN,                2, TEXT,  name,        TEXT_LINE_MAX)      \
    F(OWN,                3, NUM,   dimension,   DIMENSION_END - 1) \
    F(OWN,                4, NUM,   company,     COMPANY_END - 1) \
    F(OWN,                5, NUM,   level,       7)             \
    F(OWN,                6, NUM,   minutes,     15)            \
    F(OWN,                7, TEXT,  props,       TEXT_LINE_MAX)      \
    F(OWN,                8, TEXT,  steps,       TEXT_MAX)      \
    F(OWN,                9, SET,   tags,        TAG_END - 1)   \
    F(OWN,               10, SET,   areas,       AREA_END - 1)
#define PASS_FIELDS(F)                                          \
    F(PASS,               1, TEXT,  activity,    ACTIVITY_ID_MAX)
#define PLAN_FIELDS(F)                                          \
    F(PLAN,               1, TEXT,  activity,    ACTIVITY_ID_MAX) \
    F(PLAN,               2, TEXT,  name,        TEXT_LINE_MAX)      \
    F(PLAN,               3, NUM,   level,       7)             \
    F(PLAN,               4, NUM,   minutes,     60)            \
    F(PLAN,               5, NUM,   ask_seconds, 600)           \
    F(PLAN,               6, TEXT,  signal,      TEXT_LINE_MAX)      \
    F(PLAN,               7, TEXT,  place,       TEXT_LINE_MAX)      \
    F(PLAN,               8, TEXT,  after,       TEXT_LINE_MAX)      \
    F(PLAN,               9, NUM,   dimension,   DIMENSION_END - 1)
#define GATE_FIELDS(F)                                          \
    F(GATE,               1, OF,    practice,    0)             \
    F(GATE,               2, SCORE, distress,    100)           \
    F(GATE,               3, SCORE, presence,    10)            \
    F(GATE,               4, NUM,   willingness, WILLING_END - 1) \
    F(GATE,               5, NUM,   sober,       1)             \
    F(GATE,               6, NUM,   no_pain,     1)             \
    F(GATE,               7, NUM,   safe,        1)             \
    F(GATE,               8, NUM,   far,         1)             \
    F(GATE,               9, NUM,   able,        ABLE_END - 1)
#define STEP_FIELDS(F)                                          \
    F(STEP,               1, OF,    practice,    0)             \
    F(STEP,               2, NUM,   step,        63)
#define WINDDOWN_FIELDS(F)                                      \
    F(WINDDOWN,           1, OF,    practice,    0)             \
    F(WINDDOWN,           2, TEXT,  expected,    TEXT_MAX)      \
    F(WINDDOWN,           3, TEXT,  happened,    TEXT_MAX)      \
    F(WINDDOWN,           4, TEXT,  remember,    TEXT_MAX)      \
    F(WINDDOWN,           5, TEXT,  comfort,     TEXT_LINE_MAX)      \
    F(WINDDOWN,           6, SCORE, peak,        100)           \
    F(WINDDOWN,           7, SCORE, presence,    10)            \
    F(WINDDOWN,           8, NUM,   willingness, WILLING_END - 1) \
    F(WINDDOWN,           9, SCORE, pleasant,    10)
#define NEXTDAY_FIELDS(F)                                       \
    F(NEXTDAY,            1, OF,    practice,    0)             \
    F(NEXTDAY,            2, NUM,   sleep,       3)             \
    F(NEXTDAY,            3, NUM,   mood,        3)             \
    F(NEXTDAY,            4, NUM,   shame,       3)             \
    F(NEXTDAY,            5, NUM,   memories,    3)             \
    F(NEXTDAY,            6, TEXT,  words,       TEXT_MAX)
#define NOTE_FIELDS(F)                                          \
    F(NOTE,               1, OF,    of,          0)             \
    F(NOTE,               2, NUM,   sort,        NOTE_END - 1)  \
    F(NOTE,               3, TEXT,  words,       TEXT_MAX)      \
    F(NOTE,               4, TEXT,  about,       64)
#define REMOVE_FIELDS(F)                                        \
    F(REMOVE,             1, NAME,  item,        0)             \
    F(REMOVE,             2, SCORE, rest_level,  7)             \
    F(REMOVE,             3, BYTES, over,        OVER_MAX_BYTES)
#define CORRECTION_FIELDS(F)                                    \
    F(CORRECTION,         1, TEXT,  about,       64)            \
    F(CORRECTION,         2, NUM,   says,        2)
#define ASKED_FIELDS(F)                                         \
    F(ASKED,              1, TEXT,  activity,    ACTIVITY_ID_MAX) \
    F(ASKED,              2, NUM,   answer,      2)
#define FAVOURITE_FIELDS(F)                                     \
    F(FAVOURITE,          1, TEXT,  what,        96)            \
    F(FAVOURITE,          2, NUM,   on,          1)
#define MEDIA_FIELDS(F)                                         \
    F(MEDIA,              1, OF,    of,          0)             \
    F(MEDIA,              2, NUM,   sort,        MEDIA_END - 1) \
    F(MEDIA,              3, TEXT,  type,        40)            \
    F(MEDIA,              4, TEXT,  name,        TEXT_LINE_MAX)      \
    F(MEDIA,              5, TEXT,  words,       TEXT_MAX)      \
    F(MEDIA,              6, NUM,   hard,        1)             \
    F(MEDIA,              7, NUM,   seconds,     3600)
#define CHUNK_FIELDS(F)                                         \
    F(CHUNK,              1, OF,    item,        0)             \
    F(CHUNK,              2, NUM,   number,      CHUNKS_MAX)    \
    F(CHUNK,              3, NUM,   last,        1)             \
    F(CHUNK,              4, BYTES, data,        CHUNK_MAX_BYTES)
#define BODY_FIELDS(F)                                          \
    F(BODY,               1, OF,    of,          0)             \
    F(BODY,               2, SET,   comfort,     SPOT_MAX)      \
    F(BODY,               3, SET,   tension,     SPOT_MAX)      \
    F(BODY,               4, SET,   numbness,    SPOT_MAX)      \
    F(BODY,               5, SET,   fear,        SPOT_MAX)      \
    F(BODY,               6, SET,   warmth,      SPOT_MAX)      \
    F(BODY,               7, SET,   ease,        SPOT_MAX)      \
    F(BODY,               8, SET,   unsure,      SPOT_MAX)      \
    F(BODY,               9, SET,   no_go,       SPOT_MAX)      \
    F(BODY,              10, TEXT,  spots,       TEXT_MAX)      \
    F(BODY,              11, TEXT,  words,       TEXT_MAX)
#define PROOF_FIELDS(F)                                         \
    F(PROOF,              1, NUM,   proven,      1)
#define MEASURE_FIELDS(F)                                       \
    F(MEASURE,            1, OF,    of,          0)             \
    F(MEASURE,            2, TEXT,  name,        TEXT_LINE_MAX)      \
    F(MEASURE,            3, NUM,   which,       MEASURE_END - 1) \
    F(MEASURE,            4, TEXT,  items,       TEXT_MAX)      \
    F(MEASURE,            5, TEXT,  notice,      TEXT_MAX)      \
    F(MEASURE,            6, NUM,   values,      1)
#define MEASURED_FIELDS(F)                                      \
    F(MEASURED,           1, OF,    of,          0)             \
    F(MEASURED,           2, NAME,  measure,     0)             \
    F(MEASURED,           3, NUM,   which,       MEASURE_END - 1) \
    F(MEASURED,           4, TEXT,  answers,     64)            \
    F(MEASURED,           5, TEXT,  own,         TEXT_MAX)      \
    F(MEASURED,           6, TEXT,  words,       TEXT_MAX)      \
    F(MEASURED,           7, NUM,   values,      1)
/* One line on a sheet of guided writing; what is newest for a field counts, and empty is an answer too. */
#define BEGUN_FIELDS(F)                                         \
    F(BEGUN,              1, TEXT,  worksheet,   64)
#define SAID_FIELDS(F)                                          \
    F(SAID,               1, OF,    sheet,       0)             \
    F(SAID,               2, TEXT,  field,       64)            \
    F(SAID,               3, TEXT,  words,       TEXT_MAX)      \
    F(SAID,               4, SET,   choices,     62)            \
    F(SAID,               5, SCORE, score,       100)
/*
 * A form that was typed in and not sent yet (core/course/draft.h); `of` is the first keeping of the same draft.  No words: it
 * is over.  Without `page` it is one text, of an earlier attune.
 */
#define DRAFT_FIELDS(F)                                         \
    F(DRAFT,              1, OF,    of,          0)             \
    F(DRAFT,              2, TEXT,  about,       160)           \
    F(DRAFT,              3, TEXT,  words,       DRAFT_MAX)     \
    F(DRAFT,              4, TEXT,  page,        64)

/* A change of a way in: the hash of the vault header before and after it (core/course/ways.h). */
#define WAYS_FIELDS(F)                                          \
    F(WAYS,               1, NUM,   what,        WAYS_END - 1)  \
    F(WAYS,               2, BYTES, before,      32)            \
    F(WAYS,               3, BYTES, now,         32)

/* The row with the largest number stands last: EVENT_END comes after it.
 *    name               wire  struct    fields           */
#define EVENTS(X)                                             \
    X(SETTING_CHOSEN,       1, setting,  SETTING_FIELDS)      \
    X(ANSWER_GIVEN,         2, answer,   ANSWER_FIELDS)       \
    X(ANSWER_SET_ASIDE,     3, aside,    ASIDE_FIELDS)        \
    X(CHECKIN_ADDED,        4, checkin,  CHECKIN_FIELDS)      \
    X(LIMIT_SET,            5, limit,    LIMIT_FIELDS)        \
    X(CARD_SAID,            6, card,     CARD_FIELDS)         \
    X(LIMITS_LOOKED_AT,     7, look,     LOOK_FIELDS)         \
    X(CEILING_SET,          8, ceiling,  CEILING_FIELDS)      \
    X(ACTIVITY_SHAPED,      9, shape,    SHAPE_FIELDS)        \
    X(ACTIVITY_ADDED,      10, own,      OWN_FIELDS)          \
    X(ACTIVITY_PASSED,     11, pass,     PASS_FIELDS)         \
    X(PRACTICE_PLANNED,    12, plan,     PLAN_FIELDS)         \
    X(PRACTICE_CHECKED,    13, gate,     GATE_FIELDS)         \
    X(PRACTICE_STEPPED,    14, step,     STEP_FIELDS)         \
    X(WIND_DOWN_SAID,      15, winddown, WINDDOWN_FIELDS)     \
    X(NEXT_DAY_SAID,       16, nextday,  NEXTDAY_FIELDS)      \
    X(NOTE_WRITTEN,        17, note,     NOTE_FIELDS)         \
    X(ITEM_REMOVED,        18, remove,   REMOVE_FIELDS)       \
    X(SHEET_PROVEN,        19, proof,    PROOF_FIELDS)        \
    X(BELIEF_CORRECTED,    20, correction, CORRECTION_FIELDS) \
    X(ASIDE_ASKED,         21, asked,    ASKED_FIELDS)        \
    X(FAVOURITE_SET,       27, favourite, FAVOURITE_FIELDS)   \
    X(MEDIA_BEGUN,         28, media,    MEDIA_FIELDS)        \
    X(MEDIA_CHUNK,         29, chunk,    CHUNK_FIELDS)        \
    X(BODY_MARKED,         30, body,     BODY_FIELDS)         \
    X(WORKSHEET_BEGUN,     25, begun,    BEGUN_FIELDS)        \
    X(WORKSHEET_SAID,      26, said,     SAID_FIELDS)         \
    X(MEASURE_IMPORTED,    31, measure,  MEASURE_FIELDS)      \
    X(DRAFT_KEPT,          32, draft,    DRAFT_FIELDS)        \
    X(MEASURE_SAID,        33, measured, MEASURED_FIELDS)     \
    X(WAYS_CHANGED,        34, ways,     WAYS_FIELDS)

/*      name                wire  key            */
#define CARD_PARTS(X)                          \
    X(CARD_LIKES,              1, "likes")     \
    X(CARD_PACE,               2, "pace")      \
    X(CARD_PLACE,              3, "place")     \
    X(CARD_LIGHT,              4, "light")     \
    X(CARD_CLOTHING,           5, "clothing")  \
    X(CARD_STOP_WORD,          6, "stop-word") \
    X(CARD_SIGNAL,             7, "signal")    \
    X(CARD_AFTER,              8, "after")     \
    X(CARD_ANYTHING,           9, "anything")

/*      name                wire  key            */
#define SETTINGS(X)                             \
    X(SETTING_THEME,           1, "theme")      \
    X(SETTING_TEXT,            2, "text")       \
    X(SETTING_LOCK,            3, "lock")       \
    X(SETTING_TITLE,           4, "title")      \
    X(SETTING_LEAVE,           5, "leave")      \
    X(SETTING_REASK,           6, "reask")      \
    X(SETTING_LINE,            7, "line")       \
    X(SETTING_PACE,            8, "pace")       \
    X(SETTING_LEARNING,        9, "learning")   \
    X(SETTING_REMIND,         13, "remind")     \
    X(SETTING_REMIND_AT,      14, "remind-at")  \
    X(SETTING_QUIET_FROM,     15, "quiet-from") \
    X(SETTING_QUIET_TO,       16, "quiet-to")   \
    X(SETTING_MEASURES,       17, "measures")   \
    X(SETTING_EXPOSURE,       20, "exposure")   \
    X(SETTING_REVIEW,         23, "review")     \
    X(SETTING_SPELLING,       24, "spelling")

/* Single pieces of own words.  `about` in a note says what it belongs to: "lesson/L01", "word/window".
 *      name                wire  key            */
#define NOTE_SORTS(X)                        \
    X(NOTE_JOURNAL,            1, "journal") \
    X(NOTE_MOMENT,             2, "moment")  \
    X(NOTE_CHOSEN,             3, "chosen")  \
    X(NOTE_TAKEN,              4, "taken")   \
    X(NOTE_SCRIPT,             5, "script")  \
    X(NOTE_KINDNESS,           6, "kind")    \
    X(NOTE_TESTED,             7, "tested")  \
    X(NOTE_WORD,               8, "word")    \
    X(NOTE_EFFECT,             9, "effect")  \
    X(NOTE_COMFORT,           10, "comfort") \
    X(NOTE_SIGN,              11, "sign")

/* Questionnaires that attune can read (clinical reference, section 12), and its own short check.
 *      name                wire  key            */
#define MEASURES(X)                            \
    X(MEASURE_WHO5,            1, "who-5")     \
    X(MEASURE_PHQ9,            2, "phq-9")     \
    X(MEASURE_GAD7,            3, "gad-7")     \
    X(MEASURE_PCL5,            4, "pcl-5")     \
    X(MEASURE_PC_PTSD5,        5, "pc-ptsd-5") \
    X(MEASURE_ITQ,             6, "itq")       \
    X(MEASURE_OWN,             7, "own")

/* What a recording or picture is for.
 *      name                wire  key            */
#define MEDIA_SORTS(X)                     \
    X(MEDIA_VOICE,             1, "voice") \
    X(MEDIA_KINDNESS,          2, "kind")  \
    X(MEDIA_SOUND,             3, "sound") \
    X(MEDIA_PHOTO,             4, "photo")

enum event_kind { EVENT_NONE, EVENTS(ROW_NUMBER) EVENT_END };
enum card_part { CARD_NONE, CARD_PARTS(ROW_NUMBER) CARD_END };
enum setting_name { SETTING_NONE, SETTINGS(ROW_NUMBER) SETTING_END };
enum media_sort { MEDIA_NONE, MEDIA_SORTS(ROW_NUMBER) MEDIA_END };
enum note_sort { NOTE_NONE, NOTE_SORTS(ROW_NUMBER) NOTE_END };
enum measure_name { MEASURE_NONE, MEASURES(ROW_NUMBER) MEASURE_END };
extern const struct key_list EVENT_KEYS, CARD_KEYS, SETTING_KEYS, NOTE_KEYS, MEASURE_KEYS, MEDIA_KEYS;

/*
 * Whether a check-in around a practice says that its author can feel their body, move and say no.  Absent: it is
 * from before this was asked, when a tick in `far` said the opposite; it is judged as it was then.
 */
enum gate_able { ABLE_NOT_ASKED, ABLE_YES = 1, ABLE_NOT_SAID = 2, ABLE_END };

enum ways_what {
    WAYS_NONE,
    WAYS_PASSPHRASE = 1,
    WAYS_SHEET = 2,
    WAYS_DEVICE = 3,
    WAYS_DEVICE_GONE = 4,
    WAYS_ANEW = 5,     /* everything sealed under a new root key */
    WAYS_SPELLING = 6, /* the same passphrase, in the spelling of new slots */
    WAYS_END
};
enum aside_how { ASIDE_LATER = 1, ASIDE_NEVER = 2 };

enum correction_says { CORRECTION_NOT_SO = 1, CORRECTION_COUNT_AGAIN = 2 };
enum asked_answer { ASKED_LEAVE_IT = 1, ASKED_BRING_BACK = 2 };
enum look_answer { LOOK_STILL_RIGHT = 1, LOOK_LATER = 2 };
enum day_after { DAY_HARDER = 1, DAY_AS_USUAL = 2, DAY_EASIER = 3 };

#define FIELD_MEMBER(group, wire, type, name, max) FIELD_TYPE_##type name;
#define EVENT_STRUCT(name, wire, member, fields) \
    struct member {                              \
        fields(FIELD_MEMBER)                     \
    };
EVENTS(EVENT_STRUCT)
#undef EVENT_STRUCT
#undef FIELD_MEMBER

struct event {
    enum event_kind kind;
    struct stamp    at;       /* when and on which device; also names the item it makes */
    int             zone_min; /* minutes east of UTC where the person was */
    int64_t         wall_ms;  /* what the wall clock said, where that is not the stamp's time; else 0 */
    uint64_t        n;        /* its place in the stored log, from 1; 0 while not stored */
    struct event   *twin;     /* the same record once more, at another place (core/log/log.h) */
    union {
#define EVENT_MEMBER(name, wire, member, fields) struct member member;
        EVENTS(EVENT_MEMBER)
#undef EVENT_MEMBER
    };
};

/*
 * A stamp is of the log's time, which follows no wall clock that jumps (base/clock.h).  Dates that are shown are
 * the wall clock's at the moment of keeping: event_wall_ms.  Up to EVENT_WALL_SLACK_MS apart the two count as the
 * same and the record has the stamp alone.
 */
enum { EVENT_WALL_SLACK_MS = 5000 };
void    event_set_wall(struct event *event, int64_t wall_ms); /* after `at` is given; wall_ms as wall_taken_ms */
int64_t event_wall_ms(const struct event *event);
/*
 * The first moment, in the log's time, of the local day after the one that holds log_ms; both told by what the
 * wall clock said beside this event.  At most 24 hours after log_ms.
 */
int64_t event_midnight_after(const struct event *event, int64_t log_ms);

/* Append the record of an event; it is the only encoding that event_decode accepts for it. */
void event_encode(struct buf *out, const struct event *event);

/*
 * Read one record.  ERR_UNKNOWN_KIND: a kind or field of a later version.  ERR_TOO_LONG: a number or text
 * over its maximum.  ERR_MALFORMED: wrong shape, a field of another type, a zone beyond a day, a stamp past
 * the year 4000, a wall clock past the year 3000, bytes left over.  ERR_NOT_CANONICAL: as base/cbor.h, and a field that says nothing.
 */
enum err event_decode(struct bytes record, struct event *out);

/* The stamps that `over` names; bytes beyond whole ones name nothing. */
size_t       over_count(struct bytes over);
struct stamp over_at(struct bytes over, size_t i);
bool         over_has(struct bytes over, struct stamp at);
bool         over_has_device(struct bytes over, uint64_t device);
/* True if it names all that the other does. */
bool         over_covers(struct bytes over, struct bytes other);
/* One more name; false, and nothing, where there is no room for it. */
bool         over_put(struct bytes *over, struct stamp at, struct arena *arena);

/*
 * Records of a later version about limits, ceilings or rest must close what this one cannot judge.  So an unknown field in
 * a record of LIMIT_SET, CEILING_SET or ITEM_REMOVED does, and every unknown kind from EVENT_GUARDS_FIRST to
 * EVENT_GUARDS_LAST, which are kept for such.  True for such a record; `record` may be anything.
 */
enum { EVENT_GUARDS_FIRST = 96, EVENT_GUARDS_LAST = 127 };
bool event_is_later_guard(struct bytes record);

/* The item an event belongs to: the one that its field of type OF names; with none, or none said, the one it makes. */
struct stamp event_item(const struct event *event);

/* One event as a line of a story or of the readable export: KIND, then name=value for what was said. */
void     event_put_text(struct buf *out, const struct event *event);
enum err event_read_text(struct str line, struct arena *arena, struct event *out);
/* One event as a JSON object. */
void event_put_json(struct buf *out, const struct event *event);

#endif
