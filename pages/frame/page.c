/* pages/frame/page.c - what every page needs: leaving events, choices, dates in words */
#include "pages/frame/page.h"

void visit_keep(struct visit *visit, struct event event)
{
    ASSERT(visit->events_len < VISIT_EVENTS_MAX);
    visit->events[visit->events_len++] = event;
}

void visit_go(struct visit *visit, struct str path)
{
    visit->go_to = path;
}

bool visit_keep_unless(struct visit *visit, struct str problem, const struct event *event, struct str path)
{
    if (problem.len)
        return false;
    if (event)
        visit_keep(visit, *event);
    visit_go(visit, path);
    return true;
}

struct str visit_typed(const struct visit *visit, struct str name)
{
    return visit->typed ? form_get(&visit->form, name) : S("");
}

struct str visit_saved_words(const struct visit *visit)
{
    bool saved = form_has(&visit->query, S("saved")) || form_has(&visit->query, S("kept"));
    return saved ? S("Saved. Only you can see it.") : S("");
}

void visit_frame(struct visit *visit, struct str title, struct str place)
{
    struct frame *frame = &visit->frame;
    if (str_eq(frame->title, S("=")))
        frame->title = title; /* the person chose page names in the window title */
    frame->place = place;
    frame->at_today = str_eq(place, S("today"));
    frame->at_practice = str_eq(place, S("practice"));
    frame->at_limits = str_eq(place, S("limits"));
    frame->at_journal = str_eq(place, S("journal"));
    frame->at_learn = str_eq(place, S("learn"));
}

const struct entry *visit_entry_named(const struct visit *visit, struct str name, enum event_kind kind)
{
    struct stamp id;
    const struct entry *entry = stamp_from_text(name, &id) ? state_entry(visit->state, id) : NULL;
    return entry && (kind == EVENT_NONE || entry->kind == kind) ? entry : NULL;
}

bool visit_is_new(const struct visit *visit)
{
    return visit->parts[0].len == 0;
}

void visit_as_new(struct visit *visit, struct str path)
{
    visit->path = path;
    visit->parts[0] = S("");
}

struct str form_once(struct visit *visit, unsigned n)
{
    struct str once = visit->frame.once;
    struct buf b = buf_on(visit->arena);
    uint8_t last = (uint8_t)n;
    if (once.len < 2)
        return once;
    buf_put(&b, str_first(once, once.len - 2));
    buf_put_hex(&b, (struct bytes){&last, 1});
    return buf_str(&b);
}

struct str visit_date(struct visit *visit, int64_t ms, int zone_min)
{
    struct buf b = buf_on(visit->arena);
    buf_put_date(&b, moment_at(ms, zone_min));
    return buf_str(&b);
}

static struct str part_of_day(int hour)
{
    if (hour < 5)
        return S("night");
    if (hour < 12)
        return S("morning");
    if (hour < 18)
        return S("afternoon");
    return hour < 22 ? S("evening") : S("night");
}

struct str visit_when(struct visit *visit, int64_t ms, int zone_min)
{
    static const struct str DAYS[] = {S_INIT("Monday"), S_INIT("Tuesday"),  S_INIT("Wednesday"), S_INIT("Thursday"),
                                      S_INIT("Friday"), S_INIT("Saturday"), S_INIT("Sunday")};
    struct moment m = moment_at(ms, zone_min);
    return STR_JOIN(visit->arena, DAYS[m.weekday], S(" "), part_of_day(m.hour), S(", "),
                    visit_date(visit, ms, zone_min));
}

struct str visit_when_kept(struct visit *visit, const struct event *event)
{
    return visit_when(visit, event_wall_ms(event), event->zone_min);
}

struct str visit_date_kept(struct visit *visit, const struct event *event)
{
    return visit_date(visit, event_wall_ms(event), event->zone_min);
}

struct str visit_stamp(struct visit *visit, struct stamp stamp)
{
    struct buf b = buf_on(visit->arena);
    buf_put_stamp(&b, stamp);
    return buf_str(&b);
}

struct choices choices_one(struct arena *arena, struct word_list list, struct str name, unsigned chosen)
{
    struct choice *at = ARENA_MANY(arena, struct choice, list.len);
    for (size_t i = 0; i < list.len; i++)
        at[i] = (struct choice){
            .name = name,
            .value = list.at[i].key,
            .words = list.at[i].words,
            .chosen = list.at[i].number == chosen,
        };
    return (struct choices){at, list.len};
}

struct choices choices_many(struct arena *arena, struct word_list list, struct str name, set64 chosen)
{
    struct choice *at = ARENA_MANY(arena, struct choice, list.len);
    for (size_t i = 0; i < list.len; i++)
        at[i] = (struct choice){
            .name = STR_JOIN(arena, name, S("-"), list.at[i].key),
            .value = S("1"),
            .words = list.at[i].words,
            .chosen = SET_HAS(chosen, list.at[i].number),
        };
    return (struct choices){at, list.len};
}

struct str number_words(struct arena *arena, uint64_t n)
{
    struct buf b = buf_on(arena);
    buf_put_u64(&b, n);
    return buf_str(&b);
}

struct str minutes_words(struct arena *arena, unsigned minutes)
{
    return STR_JOIN(arena, number_words(arena, minutes), minutes == 1 ? S(" minute") : S(" minutes"));
}

struct choices choices_numbers(struct arena *arena, struct str name, const unsigned *numbers, const struct str *words,
                               size_t len, unsigned chosen)
{
    struct choice *at = ARENA_MANY(arena, struct choice, len);
    for (size_t i = 0; i < len; i++)
        at[i] = (struct choice){
            .name = name,
            .value = number_words(arena, numbers[i]),
            .words = words[i],
            .chosen = numbers[i] == chosen,
        };
    return (struct choices){at, len};
}

struct choices choices_scale(struct arena *arena, struct str name, unsigned max, unsigned step, struct score said)
{
    size_t len = max / step + 1;
    struct choice *at = ARENA_MANY(arena, struct choice, len);
    for (size_t i = 0; i < len; i++) {
        struct str n = number_words(arena, i * step);
        at[i] = (struct choice){.name = name, .value = n, .words = n, .chosen = said.said && said.is == i * step};
    }
    return (struct choices){at, len};
}

struct steps {
    struct str words;
    unsigned from, to;
};

static struct scale scale_of(struct arena *arena, struct str name, struct score said, unsigned step,
                             const struct steps *rows, size_t len)
{
    struct scale_row *at = ARENA_MANY(arena, struct scale_row, len);
    for (size_t i = 0; i < len; i++) {
        size_t steps = (rows[i].to - rows[i].from) / step + 1;
        struct choice *choices = ARENA_MANY(arena, struct choice, steps);
        for (size_t k = 0; k < steps; k++) {
            unsigned n = rows[i].from + (unsigned)k * step;
            struct str text = number_words(arena, n);
            choices[k] =
                (struct choice){.name = name, .value = text, .words = text, .chosen = said.said && said.is == n};
        }
        at[i] = (struct scale_row){
            .id = STR_JOIN(arena, name, S("-"), choices[0].value),
            .words = rows[i].words,
            .steps = {choices, steps},
        };
    }
    return (struct scale){at, len};
}

struct scale scale_distress(struct arena *arena, struct str name, struct score said)
{
    static const struct steps ROWS[] = {
        {S_INIT("None, or hardly any"), 0, 10},
        {S_INIT("A little"), 20, 30},
        {S_INIT("Uneasy"), 40, 50},
        {S_INIT("Strong"), 60, 70},
        {S_INIT("Very strong"), 80, 100},
    };
    return scale_of(arena, name, said, 10, ROWS, sizeof ROWS / sizeof *ROWS);
}

struct scale scale_presence(struct arena *arena, struct str name, struct score said)
{
    static const struct steps ROWS[] = {
        {S_INIT("Far away"), 0, 2},    {S_INIT("Drifting"), 3, 4},    {S_INIT("Partly here"), 5, 6},
        {S_INIT("Mostly here"), 7, 8}, {S_INIT("Fully here"), 9, 10},
    };
    return scale_of(arena, name, said, 1, ROWS, sizeof ROWS / sizeof *ROWS);
}

struct scale scale_ten(struct arena *arena, struct str name, struct str low, struct str middle, struct str high,
                       struct score said)
{
    const struct steps rows[] = {{low, 0, 3}, {middle, 4, 6}, {high, 7, 10}};
    return scale_of(arena, name, said, 1, rows, sizeof rows / sizeof *rows);
}

struct scale scale_hundred(struct arena *arena, struct str name, struct str low, struct str middle, struct str high,
                           struct score said)
{
    const struct steps rows[] = {{low, 0, 30}, {middle, 40, 60}, {high, 70, 100}};
    return scale_of(arena, name, said, 10, rows, sizeof rows / sizeof *rows);
}

struct sky sky_of(const struct words *words, unsigned weather)
{
    const struct key_row *row = row_by_number(WEATHER_KEYS, weather);
    if (!row)
        return (struct sky){0};
    return (struct sky){
        .key = row->key,
        .words = words_of(words, WEATHER_KEYS, weather),
        .clear = weather == WEATHER_CLEAR,
        .breezy = weather == WEATHER_BREEZY,
        .patchy = weather == WEATHER_PATCHY,
        .overcast = weather == WEATHER_OVERCAST,
        .fog = weather == WEATHER_FOG,
        .rain = weather == WEATHER_RAIN,
        .wind = weather == WEATHER_WIND,
        .storm = weather == WEATHER_STORM,
        .still = weather == WEATHER_STILL,
    };
}

struct skies skies_all(const struct words *words, struct arena *arena, unsigned chosen)
{
    struct sky *at = ARENA_MANY(arena, struct sky, WEATHER_KEYS.len);
    for (size_t i = 0; i < WEATHER_KEYS.len; i++) {
        at[i] = sky_of(words, WEATHER_KEYS.at[i].number);
        at[i].chosen = WEATHER_KEYS.at[i].number == chosen;
    }
    return (struct skies){at, WEATHER_KEYS.len};
}

struct str set_in_words(struct arena *arena, struct word_list list, set64 set)
{
    struct buf b = buf_on(arena);
    for (size_t i = 0; i < list.len; i++) {
        if (!SET_HAS(set, list.at[i].number))
            continue;
        buf_put(&b, b.len ? S(", ") : S(""));
        buf_put(&b, list.at[i].words);
    }
    return buf_str(&b);
}
