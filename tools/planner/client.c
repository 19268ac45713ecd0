/* tools/planner/client.c - the words of the protocol, a library read, lines drawn, and the first answers */
#include "tools/planner/client.h"

#include <stdlib.h>

bool wrong(struct problem *problem, struct str words)
{
    problem->words = words;
    return false;
}

/* ---- words of the protocol ---- */

static const struct dimension_name {
    struct str name;
    enum dimension is;
} DIMENSIONS_HERE[] = {
    {S_INIT("touch"), DIMENSION_TOUCH},         {S_INIT("temperature"), DIMENSION_TEMPERATURE},
    {S_INIT("texture"), DIMENSION_TEXTURE},     {S_INIT("pressure"), DIMENSION_PRESSURE},
    {S_INIT("closeness"), DIMENSION_CLOSENESS}, {S_INIT("breath"), DIMENSION_BREATH},
    {S_INIT("sound"), DIMENSION_SOUND},
};
enum { DIMENSIONS_LEN = sizeof DIMENSIONS_HERE / sizeof *DIMENSIONS_HERE };

static const struct str ZONES_HERE[] = {
    [ZONE_NONE] = S_INIT("none"),           [ZONE_HANDS] = S_INIT("hands"),
    [ZONE_ARMS] = S_INIT("arms"),           [ZONE_FEET_LEGS] = S_INIT("feet_legs"),
    [ZONE_HEAD_FACE] = S_INIT("head_face"), [ZONE_SHOULDERS_BACK] = S_INIT("shoulders_back"),
    [ZONE_TORSO] = S_INIT("torso"),         [ZONE_INTIMATE] = S_INIT("intimate"),
};

static const struct str PACES_HERE[] = {
    [PACE_GENTLE] = S_INIT("gentle"),
    [PACE_STEADY] = S_INIT("steady"),
    [PACE_CURIOUS] = S_INIT("curious"),
};

static bool dimension_of(struct str name, unsigned *out)
{
    for (size_t i = 0; i < DIMENSIONS_LEN; i++)
        if (str_eq(DIMENSIONS_HERE[i].name, name)) {
            *out = DIMENSIONS_HERE[i].is;
            return true;
        }
    return false;
}

static struct str dimension_name(unsigned dimension)
{
    for (size_t i = 0; i < DIMENSIONS_LEN; i++)
        if (DIMENSIONS_HERE[i].is == dimension)
            return DIMENSIONS_HERE[i].name;
    return S("");
}

static bool zone_of(struct str name, unsigned *out)
{
    for (unsigned i = 0; i < ZONE_END; i++)
        if (str_eq(ZONES_HERE[i], name)) {
            *out = i;
            return true;
        }
    return false;
}

static bool read_pace(struct str value, struct arena scratch, enum pace *out)
{
    struct str name;
    *out = PACE_STEADY;
    if (value_is_absent(value))
        return true;
    if (!value_text(value, &scratch, &name))
        return false;
    for (unsigned i = PACE_GENTLE; i <= PACE_CURIOUS; i++)
        if (str_eq(PACES_HERE[i], name)) {
            *out = (enum pace)i;
            return true;
        }
    return false;
}

/* ---- a library ---- */

struct line_of_library *client_find(const struct client *client, struct str id)
{
    for (size_t i = 0; i < client->len; i++)
        if (str_eq(client->at[i].id, id))
            return &client->at[i];
    return NULL;
}

/* The number of a tag, 1 first; 0 if there is no more room. */
static unsigned tag_number(struct client *client, struct str tag)
{
    for (size_t i = 0; i < client->tags_len; i++)
        if (str_eq(client->tags[i], tag))
            return (unsigned)i + 1;
    if (client->tags_len == TAGS_HERE_MAX)
        return 0;
    client->tags[client->tags_len++] = str_copy(&client->arena, tag);
    return (unsigned)client->tags_len;
}

static bool read_tags(struct client *client, struct str value, struct traits *out, struct arena scratch,
                      struct problem *problem)
{
    struct values list = values_in(value, JSON_ARRAY);
    struct str item, tag;
    if (!value_is_absent(value) && !value_is_kind(value, JSON_ARRAY))
        return wrong(problem, S("tags are a list"));
    while (values_item(&list, &scratch, &item)) {
        unsigned number = value_text(item, &scratch, &tag) ? tag_number(client, tag) : 0;
        if (!number)
            return wrong(problem, S("a tag is a text, and there are at most 32 of them"));
        out->tags |= SET_OF(number);
    }
    return true;
}

static bool read_kind(struct str from, struct traits *out, struct arena scratch)
{
    struct str dimension, zone;
    unsigned area;
    if (!value_text(value_member(from, S("dim"), scratch), &scratch, &dimension) ||
        !dimension_of(dimension, &out->dimension) ||
        !value_text(value_member(from, S("zone"), scratch), &scratch, &zone) || !zone_of(zone, &area))
        return false;
    out->zones = area == ZONE_NONE ? 0 : SET_OF(area);
    return true;
}

static bool read_size(struct str from, struct str name, double most, unsigned *out, struct arena scratch)
{
    double is;
    if (!value_number(value_member(from, name, scratch), 0, most, scratch, &is))
        return false;
    *out = (unsigned)(is + 0.5);
    return true;
}

static bool read_together(struct str value, bool *out, struct arena scratch)
{
    double is = 0;
    if (!value_is_kind(value, JSON_BOOL) && !value_number(value, 0, 1, scratch, &is))
        return false;
    *out = value_is_word(value, S("true")) || is > 0;
    return true;
}

static bool read_activity(struct client *client, struct str from, struct arena scratch, struct problem *problem)
{
    struct str id, name;
    struct traits traits = {0};
    if (!value_text(value_member(from, S("id"), scratch), &scratch, &id) || client_find(client, id))
        return wrong(problem, S("every activity has an id of its own"));
    if (!read_kind(from, &traits, scratch))
        return wrong(problem, S("unknown dim or zone"));
    if (!read_size(from, S("contact"), 7, &traits.contact, scratch) ||
        !read_size(from, S("intensity"), 10, &traits.intensity, scratch) ||
        !read_size(from, S("minutes"), 1440, &traits.minutes, scratch))
        return wrong(problem, S("contact, intensity or minutes is missing or out of range"));
    if (!read_together(value_member(from, S("together"), scratch), &traits.together, scratch))
        return wrong(problem, S("together is 0 or 1"));
    if (!read_tags(client, value_member(from, S("tags"), scratch), &traits, scratch, problem))
        return false;
    if (!value_text(value_member(from, S("name"), scratch), &scratch, &name))
        name = id;
    client->at[client->len++] = (struct line_of_library){
        .id = str_copy(&client->arena, id),
        .name = str_copy(&client->arena, name),
        .traits = traits,
        .open = true,
        .offered_day = BELIEF_NEVER,
        .declined_day = BELIEF_NEVER,
    };
    return true;
}

static bool read_library(struct client *client, struct str library, struct arena scratch, struct problem *problem)
{
    struct values list = values_in(library, JSON_ARRAY);
    struct str item;
    while (values_item(&list, &scratch, &item)) {
        if (client->len == BELIEF_ACTIVITIES)
            return wrong(problem, S("a library has 1 to 512 activities"));
        if (!read_activity(client, item, scratch, problem))
            return false;
    }
    return client->len ? true : wrong(problem, S("a library has 1 to 512 activities"));
}

/* ---- boundaries ---- */

static bool list_has(struct str list, struct str word, struct arena scratch)
{
    struct values values = values_in(list, JSON_ARRAY);
    struct str item, has;
    while (values_item(&values, &scratch, &item))
        if (value_text(item, &scratch, &has) && str_eq(has, word))
            return true;
    return false;
}

static bool is_over(struct str bounds, struct str name, unsigned is, struct arena scratch)
{
    double most;
    return value_number(value_member(bounds, name, scratch), -1e300, 1e300, scratch, &most) && is > most;
}

static bool has_closed_tag(const struct client *client, struct str closed, const struct traits *traits,
                           struct arena scratch)
{
    for (size_t i = 0; i < client->tags_len; i++)
        if (SET_HAS(traits->tags, i + 1) && list_has(closed, client->tags[i], scratch))
            return true;
    return false;
}

static unsigned only_zone(set64 zones)
{
    unsigned zone = ZONE_NONE;
    while (zones >> (zone + 1))
        zone++;
    return zones ? zone : ZONE_NONE;
}

static bool is_inside(const struct client *client, const struct line_of_library *line, struct str bounds,
                      struct arena scratch)
{
    const struct traits *t = &line->traits;
    if (is_over(bounds, S("max_contact"), t->contact, scratch) ||
        is_over(bounds, S("max_intensity"), t->intensity, scratch) ||
        is_over(bounds, S("max_minutes"), t->minutes, scratch))
        return false;
    if (list_has(value_member(bounds, S("zones"), scratch), ZONES_HERE[only_zone(t->zones)], scratch) ||
        list_has(value_member(bounds, S("dims"), scratch), dimension_name(t->dimension), scratch) ||
        list_has(value_member(bounds, S("ids"), scratch), line->id, scratch) ||
        has_closed_tag(client, value_member(bounds, S("tags"), scratch), t, scratch))
        return false;
    return !value_is_word(value_member(bounds, t->together ? S("together") : S("alone"), scratch), S("false"));
}

/* Whether a member is of its kind, or absent. */
static bool may_be(struct str bounds, struct str name, enum json_kind kind, struct arena scratch)
{
    struct str value = value_member(bounds, name, scratch);
    return value_is_absent(value) || value_is_kind(value, kind);
}

bool bounds_check(struct str bounds, struct arena scratch, struct problem *problem)
{
    static const struct str NUMBERS[] = {S_INIT("max_contact"), S_INIT("max_intensity"), S_INIT("max_minutes")};
    static const struct str LISTS[] = {S_INIT("zones"), S_INIT("dims"), S_INIT("tags"), S_INIT("ids")};
    if (value_is_absent(bounds))
        return true;
    if (!value_is_kind(bounds, JSON_OBJECT))
        return wrong(problem, S("boundaries are an object"));
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++)
        if (!may_be(bounds, NUMBERS[i], JSON_NUMBER, scratch))
            return wrong(problem, S("a boundary that should be a number is not"));
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        if (!may_be(bounds, LISTS[i], JSON_ARRAY, scratch))
            return wrong(problem, S("a boundary that should be a list is not"));
    return true;
}

void client_draw_bounds(struct client *client, struct str bounds, struct arena scratch)
{
    for (size_t i = 0; i < client->len; i++)
        client->at[i].open = is_inside(client, &client->at[i], bounds, scratch);
}

/* ---- intake ---- */

/* One answer about all activities for which `is_in` says yes. */
static bool expect(struct client *client, struct str answer, bool (*is_in)(const struct traits *traits, unsigned what),
                   unsigned what, struct arena scratch, struct problem *problem)
{
    double ease = 0;
    size_t len = 0;
    if (value_is_absent(answer))
        return true;
    if (!value_number(answer, 0, 10, scratch, &ease))
        return wrong(problem, S("an answer of the intake is 0 to 10"));
    const struct traits **group = ARENA_MANY(&scratch, const struct traits *, client->len);
    for (size_t i = 0; i < client->len; i++)
        if (is_in(&client->at[i].traits, what))
            group[len++] = &client->at[i].traits;
    belief_expect(&client->beliefs.now, group, len, ease);
    return true;
}

static bool has_dimension(const struct traits *traits, unsigned dimension)
{
    return traits->dimension == dimension;
}

static bool has_zone(const struct traits *traits, unsigned zone)
{
    return SET_HAS(traits->zones, zone);
}

static bool has_company(const struct traits *traits, unsigned together)
{
    return traits->together == (together != 0);
}

static bool read_intake(struct client *client, struct str intake, struct arena scratch, struct problem *problem)
{
    struct values dimensions = values_in(value_member(intake, S("dim"), scratch), JSON_OBJECT);
    struct values zones = values_in(value_member(intake, S("zone"), scratch), JSON_OBJECT);
    struct str name, answer;
    unsigned what;
    while (values_member(&dimensions, &scratch, &name, &answer))
        if (dimension_of(name, &what) && !expect(client, answer, has_dimension, what, scratch, problem))
            return false;
    while (values_member(&zones, &scratch, &name, &answer))
        if (zone_of(name, &what) && what != ZONE_NONE && !expect(client, answer, has_zone, what, scratch, problem))
            return false;
    return expect(client, value_member(intake, S("together"), scratch), has_company, 1, scratch, problem) &&
           expect(client, value_member(intake, S("alone"), scratch), has_company, 0, scratch, problem);
}

/* ---- the whole of it ---- */

static bool fill(struct client *client, struct str ask, struct arena scratch, struct problem *problem)
{
    double line = 0;
    struct str bounds = value_member(ask, S("boundaries"), scratch);
    if (!value_number(value_member(ask, S("tolerance"), scratch), 0, 100, scratch, &line))
        return wrong(problem, S("tolerance is 0 to 100"));
    if (!read_pace(value_member(ask, S("pace"), scratch), scratch, &client->pace))
        return wrong(problem, S("pace is gentle, steady or curious"));
    if (!bounds_check(bounds, scratch, problem) ||
        !read_library(client, value_member(ask, S("library"), scratch), scratch, problem))
        return false;
    beliefs_begin(&client->beliefs, line);
    client_draw_bounds(client, bounds, scratch);
    return read_intake(client, value_member(ask, S("intake"), scratch), scratch, problem);
}

struct client *client_new(struct str init, struct arena scratch, struct problem *problem)
{
    /* Its texts are no longer than the line they came in: an id may stand for the name too. */
    size_t room = sizeof(struct client) + BELIEF_ACTIVITIES * sizeof(struct line_of_library) + 2 * init.len + 64;
    void *memory = malloc(room);
    if (!memory)
        abort();
    struct arena arena = arena_on(memory, room);
    struct client *client = ARENA_NEW(&arena, struct client);
    client->at = ARENA_MANY(&arena, struct line_of_library, BELIEF_ACTIVITIES);
    client->arena = arena;
    if (fill(client, init, scratch, problem))
        return client;
    client_free(client);
    return NULL;
}

void client_free(struct client *client)
{
    free(client);
}
