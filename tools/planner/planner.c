/* tools/planner/planner.c - the method behind the offers, over lines of JSON */
#define _GNU_SOURCE
#include "tools/planner/planner.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/offers/choose.h"
#include "core/offers/number.h"
#include "pages/offers/reason.h"

enum { TAGS_HERE_MAX = 32, ID_MAX = 64, CHOICES_MAX = 10, DECLINE_REST_DAYS = 5, NAME_ZONES = 8 };

struct line_of_library {
    char *id, *name;
    struct traits traits;
    bool open;
    double offered_day, declined_day;
};

/* One simulated person. */
struct client {
    struct beliefs beliefs;
    struct line_of_library *at;
    size_t len;
    char *tags[TAGS_HERE_MAX];
    size_t tags_len;
    enum pace pace;
    double day;
};

/* What was wrong with a line; the line then changes nothing. */
struct problem {
    const char *words;
};

static bool wrong(struct problem *problem, const char *words)
{
    problem->words = words;
    return false;
}

static bool read_number(const json_t *value, double least, double most, double *out)
{
    if (!json_is_number(value))
        return false;
    double is = json_number_value(value);
    if (!(is >= least && is <= most))
        return false;
    *out = is;
    return true;
}

static bool is_absent(const json_t *value)
{
    return !value || json_is_null(value);
}

/* ---- words of the protocol ---- */

static const struct {
    const char *name;
    enum dimension is;
} DIMENSIONS_HERE[] = {
    {"touch", DIMENSION_TOUCH},       {"temperature", DIMENSION_TEMPERATURE}, {"texture", DIMENSION_TEXTURE},
    {"pressure", DIMENSION_PRESSURE}, {"closeness", DIMENSION_CLOSENESS},     {"breath", DIMENSION_BREATH},
    {"sound", DIMENSION_SOUND},
};

static const char *const ZONES_HERE[] = {
    [ZONE_NONE] = "none",           [ZONE_HANDS] = "hands",         [ZONE_ARMS] = "arms",
    [ZONE_FEET_LEGS] = "feet_legs", [ZONE_HEAD_FACE] = "head_face", [ZONE_SHOULDERS_BACK] = "shoulders_back",
    [ZONE_TORSO] = "torso",         [ZONE_INTIMATE] = "intimate",
};

static bool read_dimension(const char *name, unsigned *out)
{
    for (size_t i = 0; name && i < sizeof DIMENSIONS_HERE / sizeof *DIMENSIONS_HERE; i++)
        if (strcmp(DIMENSIONS_HERE[i].name, name) == 0) {
            *out = DIMENSIONS_HERE[i].is;
            return true;
        }
    return false;
}

static bool read_zone(const char *name, set64 *out)
{
    for (unsigned i = 0; name && i < ZONE_END; i++)
        if (strcmp(ZONES_HERE[i], name) == 0) {
            *out = i == ZONE_NONE ? 0 : SET_OF(i);
            return true;
        }
    return false;
}

/* ---- init ---- */

static void client_free(struct client *client)
{
    if (!client)
        return;
    for (size_t i = 0; i < client->len; i++) {
        free(client->at[i].id);
        free(client->at[i].name);
    }
    for (size_t i = 0; i < client->tags_len; i++)
        free(client->tags[i]);
    free(client->at);
    free(client);
}

static char *copy(const char *text)
{
    char *at = strdup(text);
    if (!at)
        abort();
    return at;
}

/* The number of a tag, 1 first; 0 if there is no more room. */
static unsigned tag_number(struct client *client, const char *tag)
{
    for (size_t i = 0; i < client->tags_len; i++)
        if (strcmp(client->tags[i], tag) == 0)
            return (unsigned)i + 1;
    if (client->tags_len == TAGS_HERE_MAX)
        return 0;
    client->tags[client->tags_len++] = copy(tag);
    return (unsigned)client->tags_len;
}

static struct line_of_library *find(const struct client *client, const char *id)
{
    for (size_t i = 0; id && i < client->len; i++)
        if (strcmp(client->at[i].id, id) == 0)
            return &client->at[i];
    return NULL;
}

static bool read_tags(struct client *client, const json_t *tags, struct traits *out, struct problem *problem)
{
    if (!is_absent(tags) && !json_is_array(tags))
        return wrong(problem, "tags are a list");
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        unsigned number = tag ? tag_number(client, tag) : 0;
        if (!number)
            return wrong(problem, "a tag is a text, and there are at most 32 of them");
        out->tags |= SET_OF(number);
    }
    return true;
}

static bool read_activity(struct client *client, const json_t *from, struct problem *problem)
{
    const char *id = json_string_value(json_object_get(from, "id"));
    const char *name = json_string_value(json_object_get(from, "name"));
    double contact = 0, intensity = 0, minutes = 0, together = 0;
    struct traits traits = {0};
    if (!id || find(client, id))
        return wrong(problem, "every activity has an id of its own");
    if (!read_dimension(json_string_value(json_object_get(from, "dim")), &traits.dimension) ||
        !read_zone(json_string_value(json_object_get(from, "zone")), &traits.zones))
        return wrong(problem, "unknown dim or zone");
    if (!read_number(json_object_get(from, "contact"), 0, 7, &contact) ||
        !read_number(json_object_get(from, "intensity"), 0, 10, &intensity) ||
        !read_number(json_object_get(from, "minutes"), 0, 1440, &minutes))
        return wrong(problem, "contact, intensity or minutes is missing or out of range");
    const json_t *with = json_object_get(from, "together");
    if (!json_is_boolean(with) && !read_number(with, 0, 1, &together))
        return wrong(problem, "together is 0 or 1");
    traits.together = json_is_true(with) || together > 0;
    traits.contact = (unsigned)(contact + 0.5);
    traits.intensity = (unsigned)(intensity + 0.5);
    traits.minutes = (unsigned)(minutes + 0.5);
    if (!read_tags(client, json_object_get(from, "tags"), &traits, problem))
        return false;
    client->at[client->len++] = (struct line_of_library){
        .id = copy(id),
        .name = copy(name ? name : id),
        .traits = traits,
        .open = true,
        .offered_day = BELIEF_NEVER,
        .declined_day = BELIEF_NEVER,
    };
    return true;
}

static bool read_library(struct client *client, const json_t *library, struct problem *problem)
{
    size_t len = json_array_size(library);
    if (len < 1 || len > BELIEF_ACTIVITIES)
        return wrong(problem, "a library has 1 to 512 activities");
    client->at = calloc(len, sizeof *client->at);
    if (!client->at)
        abort();
    for (size_t i = 0; i < len; i++)
        if (!read_activity(client, json_array_get(library, i), problem))
            return false;
    return true;
}

/* ---- boundaries ---- */

static bool list_has(const json_t *list, const char *word)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *has = json_string_value(json_array_get(list, i));
        if (has && strcmp(has, word) == 0)
            return true;
    }
    return false;
}

static bool is_over(const json_t *bounds, const char *name, unsigned is)
{
    const json_t *most = json_object_get(bounds, name);
    return json_is_number(most) && is > json_number_value(most);
}

static bool has_closed_tag(const struct client *client, const json_t *tags, const struct traits *traits)
{
    for (size_t i = 0; i < client->tags_len; i++)
        if (SET_HAS(traits->tags, i + 1) && list_has(tags, client->tags[i]))
            return true;
    return false;
}

static const char *dimension_name(unsigned dimension)
{
    for (size_t i = 0; i < sizeof DIMENSIONS_HERE / sizeof *DIMENSIONS_HERE; i++)
        if (DIMENSIONS_HERE[i].is == dimension)
            return DIMENSIONS_HERE[i].name;
    return "";
}

static unsigned only_zone(set64 zones)
{
    unsigned zone = ZONE_NONE;
    while (zones >> (zone + 1))
        zone++;
    return zones ? zone : ZONE_NONE;
}

static bool is_inside(const struct client *client, const struct line_of_library *line, const json_t *bounds)
{
    const struct traits *t = &line->traits;
    if (is_over(bounds, "max_contact", t->contact) || is_over(bounds, "max_intensity", t->intensity) ||
        is_over(bounds, "max_minutes", t->minutes))
        return false;
    if (list_has(json_object_get(bounds, "zones"), ZONES_HERE[only_zone(t->zones)]) ||
        list_has(json_object_get(bounds, "dims"), dimension_name(t->dimension)) ||
        list_has(json_object_get(bounds, "ids"), line->id) ||
        has_closed_tag(client, json_object_get(bounds, "tags"), t))
        return false;
    return !json_is_false(json_object_get(bounds, t->together ? "together" : "alone"));
}

static bool bounds_check(const json_t *bounds, struct problem *problem)
{
    static const char *const NUMBERS[] = {"max_contact", "max_intensity", "max_minutes"};
    static const char *const LISTS[] = {"zones", "dims", "tags", "ids"};
    if (is_absent(bounds))
        return true;
    if (!json_is_object(bounds))
        return wrong(problem, "boundaries are an object");
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        const json_t *value = json_object_get(bounds, NUMBERS[i]);
        if (!is_absent(value) && !json_is_number(value))
            return wrong(problem, "a boundary that should be a number is not");
    }
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        const json_t *value = json_object_get(bounds, LISTS[i]);
        if (!is_absent(value) && !json_is_array(value))
            return wrong(problem, "a boundary that should be a list is not");
    }
    return true;
}

static void draw_bounds(struct client *client, const json_t *bounds)
{
    for (size_t i = 0; i < client->len; i++)
        client->at[i].open = is_inside(client, &client->at[i], bounds);
}

/* ---- intake ---- */

struct group {
    const struct traits **at;
    size_t len;
};

/* One answer about all activities for which `is_in` says yes. */
static bool expect(struct client *client, const json_t *answer,
                   bool (*is_in)(const struct traits *traits, unsigned what), unsigned what, struct problem *problem)
{
    double ease = 0;
    if (is_absent(answer))
        return true;
    if (!read_number(answer, 0, 10, &ease))
        return wrong(problem, "an answer of the intake is 0 to 10");
    const struct traits **group = calloc(client->len, sizeof *group);
    size_t len = 0;
    if (!group)
        abort();
    for (size_t i = 0; i < client->len; i++)
        if (is_in(&client->at[i].traits, what))
            group[len++] = &client->at[i].traits;
    belief_expect(&client->beliefs.now, group, len, ease);
    free(group);
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

static bool read_intake(struct client *client, const json_t *intake, struct problem *problem)
{
    const char *name;
    json_t *answer;
    if (is_absent(intake))
        return true;
    json_object_foreach(json_object_get(intake, "dim"), name, answer)
    {
        unsigned dimension;
        if (read_dimension(name, &dimension) && !expect(client, answer, has_dimension, dimension, problem))
            return false;
    }
    json_object_foreach(json_object_get(intake, "zone"), name, answer)
    {
        set64 zone;
        if (read_zone(name, &zone) && zone && !expect(client, answer, has_zone, only_zone(zone), problem))
            return false;
    }
    return expect(client, json_object_get(intake, "together"), has_company, 1, problem) &&
           expect(client, json_object_get(intake, "alone"), has_company, 0, problem);
}

/* ---- the requests ---- */

/* Everything a request may need; `client` is replaced by init. */
struct service {
    struct client *client;
    struct arena scratch;
    bool over;
};

static bool read_pace(const json_t *value, enum pace *out)
{
    static const char *const NAMES[] = {[PACE_GENTLE] = "gentle", [PACE_STEADY] = "steady", [PACE_CURIOUS] = "curious"};
    const char *name = json_string_value(value);
    *out = PACE_STEADY;
    if (is_absent(value))
        return true;
    for (unsigned i = PACE_GENTLE; name && i <= PACE_CURIOUS; i++)
        if (strcmp(NAMES[i], name) == 0) {
            *out = (enum pace)i;
            return true;
        }
    return false;
}

static bool fill_client(struct client *client, const json_t *ask, struct problem *problem)
{
    double line = 0;
    const json_t *bounds = json_object_get(ask, "boundaries");
    if (!read_number(json_object_get(ask, "tolerance"), 0, 100, &line))
        return wrong(problem, "tolerance is 0 to 100");
    if (!read_pace(json_object_get(ask, "pace"), &client->pace))
        return wrong(problem, "pace is gentle, steady or curious");
    if (!bounds_check(bounds, problem) || !read_library(client, json_object_get(ask, "library"), problem))
        return false;
    beliefs_begin(&client->beliefs, line);
    draw_bounds(client, bounds);
    return read_intake(client, json_object_get(ask, "intake"), problem);
}

static bool do_init(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    struct client *client = calloc(1, sizeof *client);
    if (!client)
        abort();
    if (!fill_client(client, ask, problem)) {
        client_free(client);
        return false;
    }
    client_free(service->client);
    service->client = client;
    json_object_set_new(out, "name", json_string("attune"));
    json_object_set_new(out, "version", json_string(ATTUNE_VERSION));
    return true;
}

static bool read_day(const struct client *client, const json_t *ask, double *out, struct problem *problem)
{
    if (!read_number(json_object_get(ask, "day"), 0, 1e6, out))
        return wrong(problem, "day is a number from 0");
    return *out >= client->day ? true : wrong(problem, "day goes back");
}

/* How hard the day is, from what was shared. */
static bool read_hard_day(const json_t *ask, double *out, struct problem *problem)
{
    static const char *const NAMES[] = {"sleep", "stress", "weather"};
    const json_t *state = json_object_get(ask, "state");
    double said[3] = {-1, -1, -1};
    if (!is_absent(state) && !json_is_object(state))
        return wrong(problem, "state is an object");
    for (size_t i = 0; i < 3; i++) {
        const json_t *value = json_object_get(state, NAMES[i]);
        if (!is_absent(value) && !read_number(value, 0, 10, &said[i]))
            return wrong(problem, "sleep, stress and weather are 0 to 10");
    }
    *out = belief_hard_day(said[0], said[1], said[2]);
    return true;
}

static json_t *guess_json(const struct client *client, const struct line_of_library *line, const struct guess *guess)
{
    json_t *out = json_object();
    json_object_set_new(out, "id", json_string(line->id));
    json_object_set_new(out, "mean", json_real(number_within(guess->mean, 0, 100)));
    json_object_set_new(out, "sd", json_real(number_sqrt(guess->variance + client->beliefs.now.noise)));
    json_object_set_new(out, "p_overwhelm", json_real(guess->p));
    return out;
}

static struct prospect *prospects_of(const struct client *client, double day, struct arena *arena)
{
    struct prospect *at = ARENA_MANY(arena, struct prospect, client->len);
    for (size_t i = 0; i < client->len; i++) {
        const struct line_of_library *line = &client->at[i];
        at[i] = (struct prospect){
            .known = (unsigned)i,
            .traits = &line->traits,
            .open = line->open,
            .rests = day - line->declined_day <= DECLINE_REST_DAYS,
            .is_new = line->offered_day <= BELIEF_NEVER,
            .ago = day - line->offered_day,
        };
    }
    return at;
}

/* The belief as it stands on a day, on the scratch arena; what was kept stays as it is. */
static struct beliefs *beliefs_on(const struct client *client, double day, struct arena *arena)
{
    struct beliefs *beliefs = ARENA_NEW(arena, struct beliefs);
    beliefs_copy(beliefs, &client->beliefs);
    beliefs_advance(beliefs, day);
    return beliefs;
}

/* An effect by the name that this library has for it. */
static struct str name_here(const struct client *client, unsigned effect, struct arena *arena)
{
    if (effect < COEF_TAG || effect >= COEF_TAG + client->tags_len)
        return effect_name(arena, effect);
    return STR_JOIN(arena, S("“"), str_from_c(client->tags[effect - COEF_TAG]), S("”"));
}

static struct str reason_of(const struct client *client, const struct belief *belief, const struct prospect *prospect,
                            enum pick_kind kind, double hard_day, struct arena *arena)
{
    struct why why = why_of(belief, prospect, kind, hard_day);
    struct reason_names names = {name_here(client, why.moved_about, arena), name_here(client, why.unsure_about, arena)};
    struct str id = str_from_c(client->at[prospect->known].id);
    int64_t day = (int64_t)belief->day;
    return STR_JOIN(arena, why_words(arena, &why, names, id, day), S(" "), unsure_words(arena, &why, names, id, day));
}

static bool do_suggest(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    struct client *client = service->client;
    struct arena arena = service->scratch;
    double day, hard_day, k = 3;
    const json_t *most = json_object_get(ask, "k");
    if (!read_day(client, ask, &day, problem) || !read_hard_day(ask, &hard_day, problem))
        return false;
    if (!is_absent(most) && !read_number(most, 1, CHOICES_MAX, &k))
        return wrong(problem, "k is 1 to 10");
    struct beliefs *beliefs = beliefs_on(client, day, &arena);
    struct prospects prospects = {prospects_of(client, day, &arena), client->len};
    struct picks picks;
    choose(beliefs, prospects, client->pace, hard_day, (size_t)k, arena, &picks);
    json_t *list = json_array();
    for (size_t i = 0; i < picks.len; i++) {
        struct line_of_library *line = &client->at[picks.at[i].prospect];
        struct str why =
            reason_of(client, &beliefs->now, &prospects.at[picks.at[i].prospect], picks.at[i].kind, hard_day, &arena);
        json_t *row = guess_json(client, line, &picks.at[i].guess);
        json_object_set_new(row, "reason", json_stringn(why.at, why.len));
        json_array_append_new(list, row);
        line->offered_day = day;
    }
    client->day = day;
    json_object_set_new(out, "suggestions", list);
    json_object_set_new(out, "note",
                        json_string(picks.len ? "" : "Nothing open is clearly gentle today. Rest is a full answer."));
    return true;
}

static bool do_predict(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    const struct client *client = service->client;
    const json_t *ids = json_object_get(ask, "ids");
    struct arena arena = service->scratch;
    double day, hard_day;
    if (!read_day(client, ask, &day, problem) || !read_hard_day(ask, &hard_day, problem))
        return false;
    if (!json_is_array(ids))
        return wrong(problem, "ids is a list");
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (!find(client, json_string_value(json_array_get(ids, i))))
            return wrong(problem, "unknown id");
    const struct belief *belief = &beliefs_on(client, day, &arena)->now;
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const struct line_of_library *line = find(client, json_string_value(json_array_get(ids, i)));
        struct guess guess = belief_guess(belief, (unsigned)(line - client->at), &line->traits, hard_day);
        json_array_append_new(list, guess_json(client, line, &guess));
    }
    json_object_set_new(out, "predictions", list);
    return true;
}

static bool do_observe(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    struct client *client = service->client;
    const struct line_of_library *line = find(client, json_string_value(json_object_get(ask, "id")));
    struct report report = {.presence = PRESENCE_THERE};
    (void)out;
    if (!read_day(client, ask, &report.day, problem) || !read_hard_day(ask, &report.hard_day, problem))
        return false;
    if (!line)
        return wrong(problem, "unknown id");
    if (!read_number(json_object_get(ask, "peak"), 0, 100, &report.peak) ||
        !read_number(json_object_get(ask, "pleasant"), 0, 10, &report.pleasant))
        return wrong(problem, "peak is 0 to 100, pleasant 0 to 10");
    report.stopped = json_is_false(json_object_get(ask, "completed"));
    beliefs_learn(&client->beliefs, (unsigned)(line - client->at), &line->traits, &report);
    client->day = report.day;
    return true;
}

static bool do_decline(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    struct client *client = service->client;
    const json_t *ids = json_object_get(ask, "ids");
    double day, hard_day;
    (void)out;
    if (!read_day(client, ask, &day, problem) || !read_hard_day(ask, &hard_day, problem))
        return false;
    if (!json_is_array(ids))
        return wrong(problem, "ids is a list");
    for (size_t i = 0; i < json_array_size(ids); i++)
        if (!find(client, json_string_value(json_array_get(ids, i))))
            return wrong(problem, "unknown id");
    for (size_t i = 0; i < json_array_size(ids); i++)
        find(client, json_string_value(json_array_get(ids, i)))->declined_day = day;
    client->day = day;
    return true;
}

static bool do_boundaries(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    struct client *client = service->client;
    const json_t *bounds = json_object_get(ask, "boundaries"), *tolerance = json_object_get(ask, "tolerance");
    double day, line = client->beliefs.now.line;
    (void)out;
    if (!read_day(client, ask, &day, problem) || !bounds_check(bounds, problem))
        return false;
    if (!is_absent(tolerance) && !read_number(tolerance, 0, 100, &line))
        return wrong(problem, "tolerance is 0 to 100");
    draw_bounds(client, bounds);
    client->beliefs.now.line = client->beliefs.before.line = line;
    client->day = day;
    return true;
}

static bool do_bye(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    (void)ask, (void)out, (void)problem;
    service->over = true;
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct service *service, const json_t *ask, json_t *out, struct problem *problem);
    bool needs_client;
} CALLS[] = {
    {"init", do_init, false},      {"boundaries", do_boundaries, true}, {"suggest", do_suggest, true},
    {"predict", do_predict, true}, {"observe", do_observe, true},       {"decline", do_decline, true},
    {"bye", do_bye, false},
};

static bool answer(struct service *service, const json_t *ask, json_t *out, struct problem *problem)
{
    const char *name = json_string_value(json_object_get(ask, "cmd"));
    for (size_t i = 0; name && i < sizeof CALLS / sizeof *CALLS; i++) {
        if (strcmp(CALLS[i].name, name) != 0)
            continue;
        if (CALLS[i].needs_client && !service->client)
            return wrong(problem, "init first");
        return CALLS[i].run(service, ask, out, problem);
    }
    return wrong(problem, json_is_object(ask) ? "unknown cmd" : "a line is one JSON object");
}

static void answer_line(struct service *service, const char *line, size_t len)
{
    struct problem problem = {0};
    json_t *ask = json_loadb(line, len, 0, NULL), *out = json_object();
    bool ok = answer(service, ask, out, &problem);
    if (!ok) {
        json_object_clear(out);
        json_object_set_new(out, "error", json_string(problem.words));
    }
    json_object_set_new(out, "ok", json_boolean(ok));
    json_dumpf(out, stdout, JSON_COMPACT | JSON_REAL_PRECISION(12));
    fputc('\n', stdout);
    fflush(stdout);
    json_decref(ask);
    json_decref(out);
}

int command_plan(const struct options *options)
{
    enum { SCRATCH_BYTES = 1 << 20 };
    char *line = NULL, *memory = malloc(SCRATCH_BYTES);
    size_t room = 0;
    ssize_t len;
    struct service service = {0};
    (void)options;
    if (!memory)
        abort();
    service.scratch = arena_on(memory, SCRATCH_BYTES);
    while (!service.over && (len = getline(&line, &room, stdin)) >= 0)
        if (strspn(line, " \t\r\n") < (size_t)len)
            answer_line(&service, line, (size_t)len);
    client_free(service.client);
    free(line);
    free(memory);
    return EXIT_FINE;
}
