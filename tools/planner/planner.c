/*
 * tools/planner/planner.c - the method that chooses offers, asked from outside
 *
 * One JSON object a line in, one a line out, until "bye" or the end.  It keeps and opens nothing, and uses the same
 * belief and choice as the pages (core/offers/belief.h, core/offers/pick.h): only the words for traits differ, so
 * that anyone can judge the method with simulated people of their own.  doc/offers.md says how it is built and run.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "core/offers/number.h"
#include "host/native/words_here.h"
#include "pages/offers/reason.h"
#include "tools/planner/client.h"
#include "tools/tool.h"

enum { CHOICES_MAX = 10, DECLINE_REST_DAYS = 5, LINE_MAX_BYTES = 4 << 20 };

/* Everything a request may need; `client` is replaced by init. */
struct service {
    struct client *client;
    bool over;
};

/* A line and the answer to it: members of an object, each with a comma behind it.  The memory is the line's. */
struct call {
    struct str ask;
    struct buf out;
    struct arena scratch;
    struct problem problem;
};

static struct str asked(const struct call *call, struct str name)
{
    return value_member(call->ask, name, call->scratch);
}

static bool wrong_here(struct call *call, struct str words)
{
    return wrong(&call->problem, words);
}

/* ---- writing ---- */

static void put_name(struct buf *out, struct str name)
{
    buf_put_json(out, name);
    buf_put_byte(out, ':');
}

static void put_text(struct buf *out, struct str name, struct str text)
{
    put_name(out, name);
    buf_put_json(out, text);
    buf_put_byte(out, ',');
}

static void put_real(struct buf *out, struct str name, double is)
{
    char text[32];
    snprintf(text, sizeof text, "%.12g", is);
    put_name(out, name);
    buf_put(out, str_from_c(text));
    buf_put_byte(out, ',');
}

/* In place of the comma behind what was put last; behind nothing, after it. */
static void put_end(struct buf *out, char end)
{
    if (out->at[out->len - 1] == ',')
        out->len--;
    buf_put_byte(out, (uint8_t)end);
}

static void put_guess(struct buf *out, const struct client *client, const struct line_of_library *line,
                      const struct guess *guess)
{
    put_text(out, S("id"), line->id);
    put_real(out, S("mean"), number_within(guess->mean, 0, 100));
    put_real(out, S("sd"), number_sqrt(guess->variance + client->beliefs.now.noise));
    put_real(out, S("p_overwhelm"), guess->p);
}

/* ---- what every request says of its day ---- */

static bool read_day(const struct client *client, struct call *call, double *out)
{
    if (!value_number(asked(call, S("day")), 0, 1e6, call->scratch, out))
        return wrong_here(call, S("day is a number from 0"));
    return *out >= client->day ? true : wrong_here(call, S("day goes back"));
}

/* How hard the day is, from what was shared. */
static bool read_hard_day(struct call *call, double *out)
{
    static const struct str NAMES[] = {S_INIT("sleep"), S_INIT("stress"), S_INIT("weather")};
    struct str state = asked(call, S("state"));
    double said[3] = {-1, -1, -1};
    if (!value_is_absent(state) && !value_is_kind(state, JSON_OBJECT))
        return wrong_here(call, S("state is an object"));
    for (size_t i = 0; i < 3; i++) {
        struct str value = value_member(state, NAMES[i], call->scratch);
        if (!value_is_absent(value) && !value_number(value, 0, 10, call->scratch, &said[i]))
            return wrong_here(call, S("sleep, stress and weather are 0 to 10"));
    }
    *out = belief_hard_day(said[0], said[1], said[2]);
    return true;
}

static bool read_days(const struct client *client, struct call *call, double *day, double *hard_day)
{
    return read_day(client, call, day) && read_hard_day(call, hard_day);
}

/* The activity that a value names; NULL: none. */
static struct line_of_library *named(const struct client *client, struct call *call, struct str value)
{
    struct str id;
    return value_text(value, &call->scratch, &id) ? client_find(client, id) : NULL;
}

/* Whether `ids` is a list of activities that are there. */
static bool check_ids(const struct client *client, struct call *call)
{
    struct values ids = values_in(asked(call, S("ids")), JSON_ARRAY);
    struct str item;
    if (!value_is_kind(asked(call, S("ids")), JSON_ARRAY))
        return wrong_here(call, S("ids is a list"));
    while (values_item(&ids, &call->scratch, &item))
        if (!named(client, call, item))
            return wrong_here(call, S("unknown id"));
    return true;
}

/* ---- the requests ---- */

static bool do_init(struct service *service, struct call *call)
{
    struct client *client = client_new(call->ask, call->scratch, &call->problem);
    if (!client)
        return false;
    client_free(service->client);
    service->client = client;
    put_text(&call->out, S("name"), S("attune"));
    put_text(&call->out, S("version"), S(ATTUNE_VERSION));
    return true;
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
static struct str name_here(const struct words *words, const struct client *client, unsigned effect,
                            struct arena *arena)
{
    if (effect < COEF_TAG || effect >= COEF_TAG + client->tags_len)
        return effect_name(words, arena, effect);
    return STR_JOIN(arena, S("“"), client->tags[effect - COEF_TAG], S("”"));
}

static const struct words *english(void)
{
    const struct words *words = NULL;
    if (words_here(&words) != ERR_OK)
        complain((struct place){.file = "planner"}, "the words in this program are not those it was made with");
    return words;
}

static struct str reason_of(const struct client *client, const struct belief *belief, const struct prospect *prospect,
                            enum pick_kind kind, double hard_day, struct arena *arena)
{
    struct why why = why_of(belief, prospect, kind, hard_day);
    const struct words *words = english();
    struct reason_names names = {name_here(words, client, why.moved_about, arena),
                                 name_here(words, client, why.unsure_about, arena)};
    struct str id = client->at[prospect->known].id;
    int64_t day = (int64_t)belief->day;
    return STR_JOIN(arena, why_words(words, arena, &why, names, id, day), S(" "),
                    unsure_words(words, arena, &why, names, id, day));
}

static bool do_suggest(struct service *service, struct call *call)
{
    struct client *client = service->client;
    double day, hard_day, k = 3;
    struct str most = asked(call, S("k"));
    if (!read_days(client, call, &day, &hard_day))
        return false;
    if (!value_is_absent(most) && !value_number(most, 1, CHOICES_MAX, call->scratch, &k))
        return wrong_here(call, S("k is 1 to 10"));
    struct arena *arena = &call->scratch;
    struct beliefs *beliefs = beliefs_on(client, day, arena);
    struct prospects prospects = {prospects_of(client, day, arena), client->len};
    struct picks picks;
    pick_few(beliefs, prospects, client->pace, hard_day, (size_t)k, *arena, &picks);
    put_name(&call->out, S("suggestions"));
    buf_put_byte(&call->out, '[');
    for (size_t i = 0; i < picks.len; i++) {
        const struct prospect *prospect = &prospects.at[picks.at[i].prospect];
        struct line_of_library *line = &client->at[picks.at[i].prospect];
        buf_put_byte(&call->out, '{');
        put_guess(&call->out, client, line, &picks.at[i].guess);
        put_text(&call->out, S("reason"),
                 reason_of(client, &beliefs->now, prospect, picks.at[i].kind, hard_day, arena));
        put_end(&call->out, '}');
        buf_put_byte(&call->out, ',');
        line->offered_day = day;
    }
    put_end(&call->out, ']');
    buf_put_byte(&call->out, ',');
    put_text(&call->out, S("note"),
             picks.len ? S("") : S("Nothing open is clearly gentle today. Rest is a full answer."));
    client->day = day;
    return true;
}

static bool do_predict(struct service *service, struct call *call)
{
    const struct client *client = service->client;
    double day, hard_day;
    if (!read_days(client, call, &day, &hard_day) || !check_ids(client, call))
        return false;
    const struct belief *belief = &beliefs_on(client, day, &call->scratch)->now;
    struct values ids = values_in(asked(call, S("ids")), JSON_ARRAY);
    struct str item;
    put_name(&call->out, S("predictions"));
    buf_put_byte(&call->out, '[');
    while (values_item(&ids, &call->scratch, &item)) {
        const struct line_of_library *line = named(client, call, item);
        struct guess guess = belief_guess(belief, (unsigned)(line - client->at), &line->traits, hard_day);
        buf_put_byte(&call->out, '{');
        put_guess(&call->out, client, line, &guess);
        put_end(&call->out, '}');
        buf_put_byte(&call->out, ',');
    }
    put_end(&call->out, ']');
    buf_put_byte(&call->out, ',');
    return true;
}

static bool do_observe(struct service *service, struct call *call)
{
    struct client *client = service->client;
    const struct line_of_library *line = named(client, call, asked(call, S("id")));
    struct report report = {.presence = PRESENCE_THERE};
    if (!read_days(client, call, &report.day, &report.hard_day))
        return false;
    if (!line)
        return wrong_here(call, S("unknown id"));
    if (!value_number(asked(call, S("peak")), 0, 100, call->scratch, &report.peak) ||
        !value_number(asked(call, S("pleasant")), 0, 10, call->scratch, &report.pleasant))
        return wrong_here(call, S("peak is 0 to 100, pleasant 0 to 10"));
    report.stopped = value_is_word(asked(call, S("completed")), S("false"));
    beliefs_learn(&client->beliefs, (unsigned)(line - client->at), &line->traits, &report);
    client->day = report.day;
    return true;
}

static bool do_decline(struct service *service, struct call *call)
{
    struct client *client = service->client;
    double day, hard_day;
    if (!read_days(client, call, &day, &hard_day) || !check_ids(client, call))
        return false;
    struct values ids = values_in(asked(call, S("ids")), JSON_ARRAY);
    struct str item;
    while (values_item(&ids, &call->scratch, &item))
        named(client, call, item)->declined_day = day;
    client->day = day;
    return true;
}

static bool do_boundaries(struct service *service, struct call *call)
{
    struct client *client = service->client;
    struct str bounds = asked(call, S("boundaries")), tolerance = asked(call, S("tolerance"));
    double day, line = client->beliefs.now.line;
    if (!read_day(client, call, &day) || !bounds_check(bounds, call->scratch, &call->problem))
        return false;
    if (!value_is_absent(tolerance) && !value_number(tolerance, 0, 100, call->scratch, &line))
        return wrong_here(call, S("tolerance is 0 to 100"));
    client_draw_bounds(client, bounds, call->scratch);
    client->beliefs.now.line = client->beliefs.before.line = line;
    client->day = day;
    return true;
}

static bool do_bye(struct service *service, struct call *call)
{
    (void)call;
    service->over = true;
    return true;
}

static const struct {
    struct str name;
    bool (*run)(struct service *service, struct call *call);
    bool needs_client;
} CALLS[] = {
    {S_INIT("init"), do_init, false},      {S_INIT("boundaries"), do_boundaries, true},
    {S_INIT("suggest"), do_suggest, true}, {S_INIT("predict"), do_predict, true},
    {S_INIT("observe"), do_observe, true}, {S_INIT("decline"), do_decline, true},
    {S_INIT("bye"), do_bye, false},
};

static bool answer(struct service *service, struct call *call)
{
    struct str name;
    if (call->ask.len > LINE_MAX_BYTES)
        return wrong_here(call, S("a line has at most 4 MiB"));
    if (!value_is_object_line(call->ask, call->scratch))
        return wrong_here(call, S("a line is one JSON object"));
    if (!value_text(asked(call, S("cmd")), &call->scratch, &name))
        return wrong_here(call, S("unknown cmd"));
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        if (!str_eq(CALLS[i].name, name))
            continue;
        if (CALLS[i].needs_client && !service->client)
            return wrong_here(call, S("init first"));
        return CALLS[i].run(service, call);
    }
    return wrong_here(call, S("unknown cmd"));
}

/* Memory for one line at a time; taken back with the next. */
static void answer_line(struct service *service, struct str line, struct arena scratch, struct arena out)
{
    struct call call = {.ask = line, .out = buf_on(&out), .scratch = scratch};
    buf_put_byte(&call.out, '{');
    bool ok = answer(service, &call);
    if (!ok) {
        call.out.len = 1;
        put_text(&call.out, S("error"), call.problem.words);
    }
    put_name(&call.out, S("ok"));
    buf_put(&call.out, ok ? S("true}\n") : S("false}\n"));
    fwrite(call.out.at, 1, call.out.len, stdout);
    fflush(stdout);
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    struct service service = {0};
    struct arena all = tool_arena();
    size_t half = arena_left(&all) / 2;
    struct arena scratch = arena_on(all.at, half), out = arena_on(all.at + half, half);
    while (!service.over && (len = getline(&line, &room, stdin)) >= 0) {
        struct str text = str_trim((struct str){line, (size_t)len});
        if (text.len)
            answer_line(&service, text, scratch, out);
    }
    client_free(service.client);
    free(line);
    return 0;
}
