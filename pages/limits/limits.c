/* pages/limits/limits.c - the pages of limits and preferences, their history, and the card */
#include "pages/limits/limits.h"

#include "core/practice/due.h"
#include "core/practice/limits.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/limits/views.h"
#include "pages/templates.h"

/* A limit in words */

struct str limit_title(const struct visit *visit, const struct limit *limit)
{
    if (limit->what.len)
        return limit->what;
    return limit->tag ? words_of(visit->words, TAG_KEYS, limit->tag)
                      : set_in_words(visit->arena, words_in(visit->words, AREA_KEYS), limit->areas);
}

/* What the title does not say already. */
static struct limit_bits limit_bits(const struct visit *visit, const struct limit *limit, bool with_company)
{
    struct str *at = ARENA_MANY(visit->arena, struct str, 3);
    size_t len = 0;
    if (limit->tag && limit->what.len)
        at[len++] = words_of(visit->words, TAG_KEYS, limit->tag);
    if (limit->areas && (limit->what.len || limit->tag))
        at[len++] = set_in_words(visit->arena, words_in(visit->words, AREA_KEYS), limit->areas);
    if (limit->company && with_company)
        at[len++] = words_of(visit->words, COMPANY_KEYS, limit->company);
    return (struct limit_bits){at, len};
}

/* The heads, but for those that stand on the page in another way. */
static struct limit_tellings tellings_beside(struct visit *visit, const struct entry *entry, struct bytes but_for)
{
    size_t heads = over_count(entry_heads(entry, visit->arena)), len = 0;
    struct limit_telling *at = ARENA_MANY(visit->arena, struct limit_telling, heads);
    for (const struct version *v = entry->latest; v && len < heads; v = v->before)
        if (!v->over && !over_has(but_for, v->event->at))
            at[len++] = (struct limit_telling){
                .stance = words_of(visit->words, STANCE_KEYS, v->event->limit.stance),
                .title = limit_title(visit, &v->event->limit),
                .conditions = v->event->limit.conditions,
            };
    return (struct limit_tellings){at, len};
}

static struct bytes over_one(struct stamp at, struct arena *arena)
{
    struct bytes over = {0};
    bool room = over_put(&over, at, arena);
    ASSERT(room);
    return over;
}

static struct limit_row limit_row(struct visit *visit, const struct entry *entry)
{
    const struct limit *limit = &entry->shown->limit;
    return (struct limit_row){
        .id = visit_stamp(visit, entry->id),
        .title = limit_title(visit, limit),
        .conditions = limit->conditions,
        .bits = limit_bits(visit, limit, true),
        .beside = tellings_beside(visit, entry, over_one(entry->shown->at, visit->arena)),
    };
}

static struct limit_rows limits_of(struct visit *visit, unsigned stance)
{
    const struct state *state = visit->state;
    struct limit_row *at = ARENA_MANY(visit->arena, struct limit_row, state->limits.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < state->entries.len; i++) {
        const struct entry *entry = state->entries.at[i];
        if (entry->kind == LIMIT_SET && entry->shown->limit.stance == stance)
            at[len++] = limit_row(visit, entry);
    }
    return (struct limit_rows){at, len};
}

/* For someone else's eyes */

/* No conditions under a no, since a no has none to bargain with. */
static struct limit_row limit_row_for_card(struct visit *visit, const struct limit *limit)
{
    return (struct limit_row){
        .title = limit_title(visit, limit),
        .conditions = stance_is_no(limit->stance) ? S("") : limit->conditions,
        .bits = limit_bits(visit, limit, false),
    };
}

/* Not what is only about being alone.  Every no that holds, also one beside a stricter one; a yes only where it is what
 * counts. */
static bool stands_on_card(const struct entry *entry, const struct version *v, unsigned stance)
{
    const struct limit *limit = &v->event->limit;
    return !v->over && limit->stance == stance && limit_may_stand_on_card(limit) &&
           (stance_is_no(stance) || v->event == entry->shown);
}

/* True if a newer telling that holds as well says the very same. */
static bool is_said_twice(const struct entry *entry, const struct version *v)
{
    for (const struct version *newer = entry->latest; newer != v; newer = newer->before)
        if (!newer->over && limit_same(&newer->event->limit, &v->event->limit))
            return true;
    return false;
}

static struct limit_rows limits_on_card(struct visit *visit, unsigned stance)
{
    const struct state *state = visit->state;
    struct limit_row *at = NULL;
    size_t len = 0, cap = 0;
    for (size_t i = 0; i < state->entries.len; i++) {
        const struct entry *entry = state->entries.at[i];
        for (const struct version *v = entry->kind == LIMIT_SET ? entry->latest : NULL; v; v = v->before) {
            if (!stands_on_card(entry, v, stance) || is_said_twice(entry, v))
                continue;
            at = arena_grown(visit->arena, at, sizeof *at, len, 1, &cap);
            at[len++] = limit_row_for_card(visit, &v->event->limit);
        }
    }
    return (struct limit_rows){at, len};
}

/* All of them, a no before a yes */

static struct choices rhythm_choices(struct visit *visit)
{
    static const struct str WORDS[REASK_RHYTHMS] = {S_INIT("Every week"), S_INIT("Every four weeks"),
                                                    S_INIT("Every twelve weeks"), S_INIT("Never")};
    return choices_numbers(visit->arena, S("days"), REASK_DAYS, WORDS, REASK_RHYTHMS,
                           state_setting(visit->state, SETTING_REASK, REASK_USUAL_DAYS));
}

static struct str saved_words(struct visit *visit)
{
    static const struct {
        struct str key, words;
    } SAVED[] = {
        {S_INIT("1"), S_INIT("Saved. It stays as you wrote it until you change it.")},
        {S_INIT("beside"), S_INIT("Saved. It had been worded in another place meanwhile, which this page did not show. "
                                  "Both stand below, and the stricter one counts.")},
        {S_INIT("stands"), S_INIT("What you saw is deleted. It had been worded in another place meanwhile, and that "
                                  "stands below. You can change it or delete it as well.")},
        {S_INIT("look"), S_INIT("Noted. Everything stays as it is.")},
        {S_INIT("later"), S_INIT("Later, then. Everything stays as it is.")},
        {S_INIT("rhythm"), S_INIT("Saved. attune asks you in that rhythm.")},
        {S_INIT("never"), S_INIT("Saved. attune will not ask.")},
    };
    struct str saved = form_get(&visit->query, S("saved"));
    for (size_t i = 0; i < sizeof SAVED / sizeof *SAVED; i++)
        if (str_eq(SAVED[i].key, saved))
            return SAVED[i].words;
    return S("");
}

static void show_limits(struct visit *visit, struct str problem)
{
    enum { GROUPS = STANCE_END - 1 };
    struct limit_group *groups = ARENA_MANY(visit->arena, struct limit_group, GROUPS);
    for (size_t i = 0; i < GROUPS; i++) {
        unsigned stance = STANCE_END - 1 - (unsigned)i; /* the table's last row is Never */
        groups[i] = (struct limit_group){
            .key = key_for(STANCE_KEYS, stance),
            .title = words_of(visit->words, STANCE_KEYS, stance),
            .never = stance == STANCE_NEVER,
            .not_now = stance == STANCE_NOT_NOW,
            .maybe = stance == STANCE_MAYBE,
            .like = stance == STANCE_LIKE,
            .limits = limits_of(visit, stance),
        };
    }
    visit_frame(visit, S("Limits"), S("limits"));
    page_limits(&visit->out, &(struct limits_view){
                                 .frame = visit->frame,
                                 .parts = parts_of(visit->words, visit->arena, S("limits")),
                                 .about = fixed_text(visit->words, S("limits-lead"))->body,
                                 .reask = fixed_text(visit->words, S("reask-lead"))->body,
                                 .saved = saved_words(visit),
                                 .problem = problem,
                                 .due = limits_are_due(visit->state, visit->now_ms),
                                 .rhythm = rhythm_choices(visit),
                                 .groups = {groups, GROUPS},
                             });
}

void limits_get(struct visit *visit)
{
    show_limits(visit, S(""));
}

void limits_look_post(struct visit *visit)
{
    struct event event = {0};
    struct str problem = look_decide(&visit->form, &event);
    bool later = event.look.answer == LOOK_LATER;
    if (!visit_keep_unless(visit, problem, &event, later ? S("/limits?saved=later") : S("/limits?saved=look")))
        show_limits(visit, problem);
}

void limits_rhythm_post(struct visit *visit)
{
    struct event event = {0};
    struct str problem = rhythm_decide(&visit->form, &event);
    bool never = event.setting.value == 0;
    if (!visit_keep_unless(visit, problem, &event, never ? S("/limits?saved=never") : S("/limits?saved=rhythm")))
        show_limits(visit, problem);
}

/* One of them */

/* A no stands first in the list (clinical reference, 5.4). */
static struct choices stance_choices(struct visit *visit, unsigned chosen)
{
    struct choices rows = choices_one(visit->arena, words_in(visit->words, STANCE_KEYS), S("stance"), chosen);
    struct choice *at = ARENA_MANY(visit->arena, struct choice, rows.len);
    for (size_t i = 0; i < rows.len; i++)
        at[i] = rows.at[rows.len - 1 - i];
    return (struct choices){at, rows.len};
}

/*
 * What the page shows, in its forms: the limit as it stands, with what stands beside it.  What was typed comes back
 * over what its first page showed; what came since stands beside it and is not superseded, and a deletion asks first.
 */
static void put_tellings(struct visit *visit, const struct entry *entry, struct limit_view *view)
{
    bool comes_back = visit->form.len != 0;
    if (comes_back) {
        view->over = form_get(&visit->form, S("over"));
        view->beside = tellings_beside(visit, entry, over_read(visit->state, entry->id, view->over, visit->arena));
        return;
    }
    view->over = over_text(entry_heads(entry, visit->arena), visit->arena);
    view->tellings = over_text(entry_tellings(entry, visit->arena), visit->arena);
    view->beside = tellings_beside(visit, entry, over_one(entry->shown->at, visit->arena));
}

static void show_limit(struct visit *visit, const struct entry *entry, const struct limit *limit, struct str problem)
{
    visit_frame(visit, S("A limit"), S("limits"));
    struct limit_view view = {
        .frame = visit->frame,
        .problem = problem,
        .at = str_after(visit->path, 1),
        .id = visit->parts[0],
        .what = limit->what,
        .conditions = limit->conditions,
        .deletion = fixed_text(visit->words, S("deletion"))->body,
        .more = limit->conditions.len || limit->tag || limit->areas || limit->company ||
                limit->stance == STANCE_MAYBE || problem.len,
        .stances = stance_choices(visit, limit->stance),
        .tags = choices_one(visit->arena, words_in(visit->words, TAG_KEYS), S("tag"), limit->tag),
        .companies = choices_one(visit->arena, words_in(visit->words, COMPANY_KEYS), S("company"), limit->company),
        .areas = choices_many(visit->arena, words_in(visit->words, AREA_KEYS), S("area"), limit->areas),
    };
    if (entry)
        put_tellings(visit, entry, &view);
    page_limit(&visit->out, &view);
}

static void show_limit_as_new(struct visit *visit)
{
    struct limit limit = limit_read(&visit->form, visit->arena);
    visit_as_new(visit, S("/limits/new"));
    show_limit(visit, NULL, &limit,
               S("The one you were changing was deleted. Your words are still here and can be saved again."));
}

void limit_get(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], LIMIT_SET);
    struct limit limit = {.stance = form_one(&visit->query, STANCE_KEYS, S("stance"))};
    if (visit_is_gone(visit, entry, show_limit_as_new))
        return;
    if (visit->typed)
        limit = limit_read(&visit->form, visit->arena);
    else if (entry)
        limit = entry->shown->limit;
    show_limit(visit, entry, &limit, S(""));
}

/* What the form was over when it was shown; of a form that does not say, nothing. */
static struct bytes over_known(struct visit *visit, struct stamp of)
{
    struct bytes over = over_read(visit->state, of, form_get(&visit->form, S("over")), visit->arena);
    return over.len ? over : OVER_NOTHING;
}

void limit_post(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], LIMIT_SET);
    struct stamp of = entry ? entry->id : (struct stamp){0};
    struct event event = {0};
    if (visit_is_gone(visit, entry, show_limit_as_new))
        return;
    struct str problem = limit_decide(&visit->form, of, visit->arena, &event);
    struct bytes heads = entry ? entry_heads(entry, visit->arena) : (struct bytes){0};
    if (entry)
        event.limit.over = over_known(visit, of);
    /* Said again as it stands, it still ends what was said beside it. */
    bool same = over_count(heads) == 1 && limit_same(&entry->shown->limit, &event.limit);
    bool beside = !same && !over_covers(event.limit.over, heads);
    if (visit_keep_unless(visit, problem, same ? NULL : &event,
                          beside ? S("/limits?saved=beside") : S("/limits?saved=1")))
        return;
    struct limit limit = limit_read(&visit->form, visit->arena);
    show_limit(visit, entry, &limit, problem);
}

void limit_history_get(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, LIMIT_SET);
    if (!entry)
        return;
    size_t len = 0;
    for (const struct version *v = entry->latest; v; v = v->before)
        len++;
    struct limit_version *versions = ARENA_MANY(visit->arena, struct limit_version, len);
    size_t i = 0;
    for (const struct version *v = entry->latest; v; v = v->before) {
        const struct limit *limit = &v->event->limit;
        versions[i++] = (struct limit_version){
            .when = visit_when_kept(visit, v->event),
            .stance = words_of(visit->words, STANCE_KEYS, limit->stance),
            .title = limit_title(visit, limit),
            .conditions = limit->conditions,
            .bits = limit_bits(visit, limit, true),
            .holds = !v->over,
        };
    }
    visit_frame(visit, S("How I worded it"), S("limits"));
    page_limit_history(&visit->out, &(struct limit_history_view){
                                        .frame = visit->frame,
                                        .id = visit->parts[0],
                                        .title = limit_title(visit, &entry->shown->limit),
                                        .versions = {versions, len},
                                    });
}

/* The card.  One line is written at a time, so that keeping one never loses words in another. */

static struct card_line card_line(struct visit *visit, const struct word_row *row, unsigned writing)
{
    return (struct card_line){
        .key = row->key,
        .title = row->words,
        .words = state_card(visit->state, (enum card_part)row->number),
        .writing = row->number == writing,
        .saved = str_eq(form_get(&visit->query, S("saved")), row->key),
        .likes = row->number == CARD_LIKES,
        .pace = row->number == CARD_PACE,
        .place = row->number == CARD_PLACE,
        .light = row->number == CARD_LIGHT,
        .clothing = row->number == CARD_CLOTHING,
        .stop_word = row->number == CARD_STOP_WORD,
        .signal = row->number == CARD_SIGNAL,
        .after = row->number == CARD_AFTER,
        .anything = row->number == CARD_ANYTHING,
    };
}

/* `typed` is what stands in the form of the part being written, where that differs from what is kept. */
static void show_card(struct visit *visit, unsigned writing, const struct str *typed, struct str problem)
{
    struct word_list parts = words_in(visit->words, CARD_KEYS);
    struct card_line *lines = ARENA_MANY(visit->arena, struct card_line, parts.len);
    for (size_t i = 0; i < parts.len; i++) {
        lines[i] = card_line(visit, &parts.at[i], writing);
        if (lines[i].writing) {
            lines[i].words = typed ? *typed : lines[i].words;
            lines[i].problem = problem;
        }
    }
    visit_frame(visit, S("My card"), S("limits"));
    page_card(&visit->out, &(struct card_view){
                               .frame = visit->frame,
                               .lead = fixed_text(visit->words, S("card-lead"))->body,
                               .problem = writing ? S("") : problem,
                               .lines = {lines, parts.len},
                           });
}

void card_get(struct visit *visit)
{
    struct str typed = form_get(&visit->form, S("words"));
    enum card_part part = card_part_read(&visit->form);
    if (visit->typed && part == CARD_NONE && visit_holds_words(visit, S("")))
        return;
    if (visit->typed)
        show_card(visit, part, &typed, S(""));
    else
        show_card(visit, card_part_read(&visit->query), NULL, S(""));
}

/* A line of the card with everything that it ever said. */
static void delete_line(struct visit *visit, enum card_part part)
{
    struct stamp tellings[VISIT_EVENTS_MAX];
    struct event like = {.kind = CARD_SAID, .card = {.part = part}};
    size_t len = state_tellings(visit->state, &like, tellings, VISIT_EVENTS_MAX);
    for (size_t i = 0; i < len; i++)
        visit_keep(visit, (struct event){.kind = ITEM_REMOVED, .remove = {.item = tellings[i]}});
    visit_go(visit, S("/limits/card"));
}

void card_post(struct visit *visit)
{
    enum card_part part = card_part_read(&visit->form);
    if (part == CARD_NONE) {
        visit_nothing_here(visit);
        return;
    }
    if (form_has(&visit->form, S("delete"))) {
        delete_line(visit, part);
        return;
    }
    struct str typed = form_get(&visit->form, S("words"));
    struct event event = {0};
    struct str problem = card_decide(&visit->form, &event);
    bool same = str_eq(event.card.words, state_card(visit->state, part));
    struct str key = key_for(CARD_KEYS, part);
    if (!visit_keep_unless(visit, problem, same ? NULL : &event,
                           STR_JOIN(visit->arena, S("/limits/card?saved="), key, S("#"), key)))
        show_card(visit, part, &typed, problem);
}

/* What a reader needs first stands first: how to stop, then what not to do.
 * A maybe is left off until its author chooses it: some would take it for a yes (design, 2.5). */
static const struct {
    enum card_part part;
    enum stance stance;
    bool at_first; /* on the card before anything was chosen */
} SECTIONS[] = {
    {CARD_STOP_WORD, STANCE_NONE, true}, {CARD_SIGNAL, STANCE_NONE, true}, {CARD_NONE, STANCE_NEVER, true},
    {CARD_NONE, STANCE_NOT_NOW, true},   {CARD_LIKES, STANCE_LIKE, true},  {CARD_NONE, STANCE_MAYBE, false},
    {CARD_PACE, STANCE_NONE, true},      {CARD_PLACE, STANCE_NONE, true},  {CARD_LIGHT, STANCE_NONE, true},
    {CARD_CLOTHING, STANCE_NONE, true},  {CARD_AFTER, STANCE_NONE, true},  {CARD_ANYTHING, STANCE_NONE, true},
};
enum { SECTIONS_LEN = sizeof SECTIONS / sizeof *SECTIONS };

static struct card_section card_section(struct visit *visit, size_t i)
{
    enum card_part part = SECTIONS[i].part;
    enum stance stance = SECTIONS[i].stance;
    struct key_list list = part ? CARD_KEYS : STANCE_KEYS;
    unsigned number = part ? (unsigned)part : (unsigned)stance;
    return (struct card_section){
        .key = key_for(list, number),
        .title = words_of(visit->words, list, number),
        .words = part ? state_card(visit->state, part) : S(""),
        .limits = stance ? limits_on_card(visit, stance) : (struct limit_rows){0},
    };
}

void card_print_get(struct visit *visit)
{
    struct card_section *sections = ARENA_MANY(visit->arena, struct card_section, SECTIONS_LEN);
    struct choice *parts = ARENA_MANY(visit->arena, struct choice, SECTIONS_LEN);
    size_t sections_len = 0, parts_len = 0;
    bool chosen = form_has(&visit->query, S("chosen"));
    for (size_t i = 0; i < SECTIONS_LEN; i++) {
        struct card_section section = card_section(visit, i);
        struct str name = STR_JOIN(visit->arena, S("with-"), section.key);
        bool with = form_has(&visit->query, name) || (!chosen && SECTIONS[i].at_first);
        if (!section.words.len && !section.limits.len)
            continue;
        parts[parts_len++] = (struct choice){.name = name, .value = S("1"), .words = section.title, .chosen = with};
        if (with)
            sections[sections_len++] = section;
    }
    visit_frame(visit, S("My card"), S("limits"));
    page_card_print(&visit->out, &(struct card_print_view){
                                     .frame = visit->frame,
                                     .choosing = !chosen,
                                     .parts = {parts, parts_len},
                                     .sections = {sections, sections_len},
                                 });
}
