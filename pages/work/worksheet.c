/* pages/work/worksheet.c - the pages of guided writing, and their print view */
#include "pages/work/worksheet.h"

#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/named.h"
#include "pages/frame/words.h"
#include "pages/templates.h"
#include "pages/work/views.h"

enum { KEEP_EVERY = 4, LONG_WORDS_BYTES = 34, ROW_LINES = 3, ROW_BYTES = 240 };

/* Which sheet */

/* Its place in the tables, or SIZE_MAX after saying that there is nothing here. */
static size_t sheet_asked(struct visit *visit)
{
    for (size_t i = 0; i < WORKSHEETS_LEN; i++)
        if (str_eq(WORKSHEETS[i].id, visit->parts[0]))
            return i;
    visit_nothing_here(visit);
    return SIZE_MAX;
}

static struct str sheet_path(struct visit *visit, const struct worksheet *sheet, const struct entry *entry)
{
    return STR_JOIN(visit->arena, sheet->path, S("/"), entry ? visit_stamp(visit, entry->id) : S("new"));
}

/* The begun sheet of an address, NULL for a new one; *found is false if there is no such sheet. */
static const struct entry *entry_asked(struct visit *visit, const struct worksheet *sheet, bool *found)
{
    *found = str_eq(visit->parts[1], S("new"));
    /* A living sheet is one: a second beginning goes on with the first. */
    if (*found)
        return sheet->keep_one ? sheet_newest(visit->state, sheet->id) : NULL;
    const struct entry *entry = visit_entry_named(visit, visit->parts[1], WORKSHEET_BEGUN);
    *found = entry && str_eq(entry->shown->begun.worksheet, sheet->id);
    return *found ? entry : NULL;
}

/* A sheet that carries what this person keeps away from waits to be asked for. */
static bool waits(struct visit *visit, size_t n)
{
    const struct worksheet *sheet = &WORKSHEETS[n];
    const struct worksheet_words *words = &visit->words->worksheets.at[n];
    const struct exposed item = {
        .tags = sheet->tags,
        .plain = {words->title, words->about},
        .html = {exposed_html(words->lead)},
    };
    bool hub = str_eq(sheet->place, S("course"));
    return exposure_waits(visit, &item,
                          (struct way_back){.place = hub ? S("") : sheet->place,
                                            .path = sheet->place,
                                            .words = S("Back"),
                                            .also = S("It can stay closed.")});
}

/* One field */

static struct line_row part_at(struct str parted, size_t index)
{
    struct str part = {0};
    for (size_t i = 0; i <= index && (part.len || parted.len); i++)
        str_cut(parted, '|', &part, &parted);
    return (struct line_row){part};
}

static size_t parts_in(struct str parted)
{
    size_t len = 0;
    for (struct str part; parted.len; len++)
        str_cut(parted, '|', &part, &parted);
    return len;
}

/* Which of the starting places was chosen: asked for now, or standing in the words; SIZE_MAX for none. */
static size_t start_of(struct visit *visit, const struct field_words *field, struct str words)
{
    uint64_t asked = 0;
    size_t len = parts_in(field->starts);
    if (!words.len && form_number(&visit->query, S("start"), len, &asked) && asked)
        return (size_t)asked - 1;
    for (size_t i = 0; i < len && words.len; i++)
        if (str_starts(words, part_at(field->starts, i).words))
            return i;
    return SIZE_MAX;
}

static void put_starts(struct visit *visit, const struct field_words *field, struct asked_field *row)
{
    size_t len = parts_in(field->starts), chosen = start_of(visit, field, row->words);
    struct start_row *at = ARENA_MANY(visit->arena, struct start_row, len + 1);
    for (size_t i = 0; i < len; i++)
        at[i] = (struct start_row){.words = part_at(field->starts, i).words,
                                   .number = number_words(visit->arena, i + 1),
                                   .chosen = i == chosen};
    row->starts.at = at;
    row->starts.len = row->words.len ? 0 : len; /* own words are never replaced by a starting place */
    if (chosen == SIZE_MAX)
        return;
    if (!row->words.len)
        row->words = at[chosen].words;
    struct line_row *open = ARENA_NEW(visit->arena, struct line_row);
    *open = part_at(field->opens, chosen);
    row->opens = (struct line_rows){open, open->words.len ? 1 : 0};
}

static bool has_long_words(struct word_list choices)
{
    for (size_t i = 0; i < choices.len; i++)
        if (choices.at[i].words.len > LONG_WORDS_BYTES)
            return true;
    return false;
}

/* Choices without those that carry what the person keeps away from or set a limit to.  What was chosen before stays. */
static struct word_list choices_offered(struct visit *visit, const struct worksheet_field *field,
                                        const struct field_words *words, set64 chosen)
{
    struct word_list list = worksheet_choices(words, visit->arena);
    if (!field->carries)
        return list;
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct word_row *at = ARENA_MANY(visit->arena, struct word_row, list.len);
    size_t len = 0;
    for (size_t i = 0; i < list.len; i++) {
        struct exposed item = {.tags = field->carries[list.at[i].number - 1], .plain = {list.at[i].words}};
        if (SET_HAS(chosen, list.at[i].number) || exposure_shown(&exposure, &item) == SHOWN_PLAINLY)
            at[len++] = list.at[i];
    }
    return (struct word_list){at, len};
}

static void put_answer(struct visit *visit, const struct worksheet_field *field, const struct field_words *words,
                       const struct said *said, struct asked_field *row)
{
    struct word_list list = choices_offered(visit, field, words, said->choices);
    unsigned one = 0;
    for (size_t i = 0; i < list.len && !one; i++)
        one = SET_HAS(said->choices, list.at[i].number) ? list.at[i].number : 0;
    row->words = said->words;
    row->long_words = has_long_words(list);
    if (field->kind == FIELD_ONE)
        row->choices = choices_one(visit->arena, list, field->key, one);
    if (field->kind == FIELD_MANY)
        row->choices = choices_many(visit->arena, list, field->key, said->choices);
    if (field->kind == FIELD_TEN)
        row->scale = scale_ten(visit->arena, field->key, words->low, words->middle, words->high, said->score);
    if (field->kind == FIELD_HUNDRED)
        row->scale = scale_hundred(visit->arena, field->key, words->low, words->middle, words->high, said->score);
}

static struct asked_field field_row(struct visit *visit, const struct entry *entry, const struct worksheet_field *field,
                                    const struct field_words *words)
{
    const struct event *line = entry && !worksheet_is_why(field) ? sheet_said(entry, field->key) : NULL;
    struct said said = line ? line->said : (struct said){0};
    struct asked_field row = {
        .key = field->key,
        .ask = words->ask,
        .help = words->help,
        .is_words = field->kind == FIELD_WORDS,
        .is_line = field->kind == FIELD_LINE,
        .is_one = field->kind == FIELD_ONE,
        .is_many = field->kind == FIELD_MANY,
        .is_scale = field->kind == FIELD_TEN || field->kind == FIELD_HUNDRED,
        .is_nothing = field->kind == FIELD_NOTHING,
        .unkept = field->leads != 0,
        .said = said.score.said || (field->kind == FIELD_ONE && said.choices),
    };
    if (visit->typed)
        said = sheet_read(&visit->form, field, visit->arena);
    put_answer(visit, field, words, &said, &row);
    if (words->starts.len)
        put_starts(visit, words, &row);
    return row;
}

/* A sheet in full */

/* Someone wrote how many times: kept as it stands, and mentioned once (clinical reference, 10.6). */
static struct str gentle_words(struct visit *visit, const struct worksheet *sheet, const struct entry *entry)
{
    for (size_t i = 0; entry && form_has(&visit->query, S("saved")) && i < sheet->fields_len; i++) {
        const struct event *said = sheet->fields[i].numbers ? sheet_said(entry, sheet->fields[i].key) : NULL;
        if (said && sheet_counts_times(said->said.words))
            return S("It is saved as you wrote it. It seems to name a number of times. Numbers can turn closeness into "
                     "a duty, so you may like to say what it would feel like instead. It can also stay as it is.");
    }
    return S("");
}

static bool has_before(const struct entry *entry)
{
    for (const struct version *v = entry ? entry->latest : NULL; v; v = v->before)
        if (v->event->kind == WORKSHEET_SAID && sheet_said(entry, v->event->said.field) != v->event)
            return true;
    return false;
}

static bool has_words(const struct entry *entry, struct str field)
{
    const struct event *line = entry ? sheet_said(entry, field) : NULL;
    return line && line->said.words.len;
}

static bool is_typed(const struct visit *visit, struct str field)
{
    return str_trim(visit_typed(visit, field)).len > 0;
}

/*
 * The reason for a change is asked only once there is something to change, and what follows from a wish only where
 * there is one.  What was written under such a question stays in sight.
 */
static bool is_asked(const struct visit *visit, const struct worksheet_field *field, const struct entry *entry)
{
    if (worksheet_is_why(field))
        return entry != NULL || is_typed(visit, field->key);
    return !field->only_with.len || has_words(entry, field->only_with) || has_words(entry, field->key) ||
           is_typed(visit, field->only_with) || is_typed(visit, field->key);
}

static bool opens_another(const struct worksheet *sheet, const struct worksheet_field *field)
{
    for (size_t i = 0; i < sheet->fields_len; i++)
        if (sheet->fields[i].only_with.len && str_eq(sheet->fields[i].only_with, field->key))
            return true;
    return false;
}

static void show_sheet(struct visit *visit, size_t n, const struct entry *entry, struct str problem,
                       const struct worksheet_field *where)
{
    const struct worksheet *sheet = &WORKSHEETS[n];
    const struct worksheet_words *words = &visit->words->worksheets.at[n];
    struct asked_field *rows = ARENA_MANY(visit->arena, struct asked_field, sheet->fields_len + 1);
    struct worksheet_view view = {
        .title = words->title,
        .notice = visit_saved_words(visit),
        .gentle = gentle_words(visit, sheet, entry),
        .problem = problem,
        .at = sheet_path(visit, sheet, entry),
        .back = sheet->path,
        .id = entry ? visit_stamp(visit, entry->id) : S(""),
        .lead = words->lead,
        .ground_before = sheet->ground_before && !form_has(&visit->query, S("saved")),
        .ground_after = sheet->ground_after,
        .prints = sheet->prints && entry,
        .has_before = has_before(entry),
        .date = sheet->dated ? visit_when(visit, visit->wall_ms, visit->zone_min) : S(""),
    };
    for (size_t i = 0; i < sheet->fields_len; i++) {
        const struct worksheet_field *field = &sheet->fields[i];
        if (!is_asked(visit, field, entry))
            continue;
        struct asked_field *row = &rows[view.fields.len++];
        *row = field_row(visit, entry, field, &words->fields.at[i]);
        row->problem = field == where ? problem : S("");
        bool rhythm = i % KEEP_EVERY == KEEP_EVERY - 1 && i + 2 < sheet->fields_len;
        row->keep_here = !row->is_nothing && (rhythm || opens_another(sheet, field));
    }
    view.fields.at = rows;
    visit_frame(visit, words->title, sheet->place);
    view.frame = visit->frame;
    page_worksheet(&visit->out, &view);
}

void worksheet_get(struct visit *visit)
{
    size_t n = sheet_asked(visit);
    bool found;
    if (n == SIZE_MAX)
        return;
    const struct worksheet *sheet = &WORKSHEETS[n];
    if (str_eq(visit->parts[1], S("last"))) {
        const struct entry *newest = sheet_newest(visit->state, sheet->id);
        visit_go(visit, newest ? STR_JOIN(visit->arena, S("/"), sheet_path(visit, sheet, newest), S("?saved=1"))
                               : STR_JOIN(visit->arena, S("/"), sheet->path));
        return;
    }
    const struct entry *entry = entry_asked(visit, sheet, &found);
    /* Own words are never kept away from their author. */
    if (found && !entry && !visit->typed && !form_has(&visit->query, S("start")) && waits(visit, n))
        return;
    /* Deleted meanwhile, perhaps in another window: what was typed can still be kept, on a new sheet. */
    if (!found && visit->typed)
        show_sheet(visit, n, NULL, S(""), NULL);
    else if (!found || sheet->fields_len == 0)
        visit_nothing_here(visit);
    else
        show_sheet(visit, n, entry, S(""), NULL);
}

/* A form comes back with everything in it. */
static void show_typed(struct visit *visit, size_t n, const struct entry *entry, struct str problem,
                       const struct worksheet_field *where)
{
    visit->typed = true;
    show_sheet(visit, n, entry, problem, where);
}

/* Back to the sheet, and to the question after which it was kept. */
static struct str place_after(struct visit *visit, const struct worksheet *sheet, const struct entry *entry)
{
    struct str at = form_get(&visit->form, S("at")), id = entry ? visit_stamp(visit, entry->id) : S("");
    bool half_way = worksheet_field(sheet, at) != NULL;
    return STR_JOIN(visit->arena, S("/"), sheet->path, S("/"), entry ? id : S("last"), entry ? S("?saved=1") : S(""),
                    half_way ? S("#s-") : S(""), half_way ? at : S(""));
}

void worksheet_post(struct visit *visit)
{
    size_t n = sheet_asked(visit);
    bool found;
    struct sheet_events events;
    const struct worksheet_field *where;
    if (n == SIZE_MAX)
        return;
    const struct worksheet *sheet = &WORKSHEETS[n];
    const struct entry *entry = entry_asked(visit, sheet, &found);
    if (sheet->fields_len == 0) {
        visit_nothing_here(visit);
        return;
    }
    if (!found) {
        show_typed(visit, n, NULL,
                   S("The page you were changing was deleted. Your words are still here, and can be "
                     "saved on a new one."),
                   NULL);
        return;
    }
    bool leads = sheet_leads(&visit->form, sheet, visit->arena);
    struct str problem = sheet_decide(&visit->form, sheet, entry, visit->arena, &events, &where);
    /* Whoever only answered what leads to help goes there, and nothing is kept. */
    if (problem.len && !(leads && !where)) {
        show_typed(visit, n, entry, problem, where);
        return;
    }
    for (size_t i = 0; i < events.len; i++)
        visit_keep(visit, events.at[i]);
    if (leads)
        visit_go(visit, events.len ? S("/help?kept=1") : S("/help"));
    else
        visit_go(visit, place_after(visit, sheet, entry));
}

/* A sheet's own page */

static struct str row_title(struct visit *visit, const struct worksheet *sheet, const struct entry *entry,
                            struct line_rows *lines)
{
    struct line_row *at = ARENA_MANY(visit->arena, struct line_row, ROW_LINES);
    struct str title = {0};
    *lines = (struct line_rows){at, 0};
    for (size_t i = 0; i < sheet->fields_len && lines->len < ROW_LINES; i++) {
        const struct event *said = sheet_said(entry, sheet->fields[i].key);
        if (!said || !said->said.words.len || worksheet_is_why(&sheet->fields[i]))
            continue;
        if (!title.len)
            title = str_first_whole(said->said.words, ROW_BYTES);
        else
            at[lines->len++].words = str_first_whole(said->said.words, ROW_BYTES);
    }
    return title.len ? title : sheet_words_of(visit->words, sheet)->title;
}

static struct worksheet_rows begun_rows(struct visit *visit, const struct worksheet *sheet)
{
    struct worksheet_row *rows = ARENA_MANY(visit->arena, struct worksheet_row, visit->state->sheets.len + 1);
    size_t len = 0, i = visit->state->sheets.len;
    for (const struct entry *entry; (entry = sheet_before(visit->state, sheet->id, &i));) {
        const struct event *begun = entry->shown;
        struct worksheet_row *row = &rows[len++];
        row->path = sheet_path(visit, sheet, entry);
        row->when = visit_when_kept(visit, begun);
        row->title = row_title(visit, sheet, entry, &row->lines);
    }
    return (struct worksheet_rows){rows, len};
}

struct worksheet_rows worksheet_helpers(struct visit *visit)
{
    const struct worksheet *sheet = worksheet_find(S("helpers"));
    return visit->state && sheet ? begun_rows(visit, sheet) : (struct worksheet_rows){0};
}

struct worksheet_rows worksheet_pleasant(struct visit *visit)
{
    enum { A_FEW = 3 };
    const struct worksheet *sheet = worksheet_find(S("pleasant"));
    struct worksheet_rows rows = sheet ? begun_rows(visit, sheet) : (struct worksheet_rows){0};
    if (rows.len > A_FEW)
        rows.len = A_FEW;
    return rows;
}

struct sign_rows worksheet_signs(struct visit *visit, bool well)
{
    static const struct {
        struct str field, channel;
        bool well;
    } SIGNS[] = {
        {S_INIT("early-breath"), S_INIT("Breath"), false}, {S_INIT("early-posture"), S_INIT("Posture"), false},
        {S_INIT("early-voice"), S_INIT("Voice"), false},   {S_INIT("early-thoughts"), S_INIT("Thoughts"), false},
        {S_INIT("early-far"), S_INIT("Far away"), false},  {S_INIT("helps"), S_INIT("What helps"), false},
        {S_INIT("well-breath"), S_INIT("Breath"), true},   {S_INIT("well-posture"), S_INIT("Posture"), true},
        {S_INIT("well-voice"), S_INIT("Voice"), true},     {S_INIT("well-thoughts"), S_INIT("Thoughts"), true},
    };
    struct sign_row *at = ARENA_MANY(visit->arena, struct sign_row, sizeof SIGNS / sizeof *SIGNS);
    size_t len = 0;
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        struct str words = SIGNS[i].well == well ? sheet_words(visit->state, S("signs"), SIGNS[i].field) : S("");
        if (words.len)
            at[len++] = (struct sign_row){SIGNS[i].channel, words};
    }
    return (struct sign_rows){at, len};
}

/* The sheets that belong to this one. */
static struct parts parts_inside(struct visit *visit, const struct worksheet *whole)
{
    struct part *rows = ARENA_MANY(visit->arena, struct part, WORKSHEETS_LEN);
    struct part_group *group = ARENA_NEW(visit->arena, struct part_group);
    *group = (struct part_group){.title = sheet_words_of(visit->words, whole)->group, .rows = {rows, 0}};
    for (size_t i = 0; i < WORKSHEETS_LEN; i++)
        if (str_eq(WORKSHEETS[i].part_of, whole->id))
            rows[group->rows.len++] = (struct part){.path = WORKSHEETS[i].path,
                                                    .title = visit->words->worksheets.at[i].title,
                                                    .about = visit->words->worksheets.at[i].about};
    return (struct parts){group, group->rows.len ? 1 : 0};
}

static struct choices rhythm_choices(struct visit *visit)
{
    static const struct str WORDS[REVIEW_RHYTHMS] = {S_INIT("Do not ask"), S_INIT("After two weeks"),
                                                     S_INIT("After four weeks"), S_INIT("After eight weeks"),
                                                     S_INIT("After twelve weeks")};
    return choices_numbers(visit->arena, S("days"), REVIEW_DAYS, WORDS, REVIEW_RHYTHMS,
                           state_setting(visit->state, SETTING_REVIEW, 0));
}

static void show_worksheets(struct visit *visit, size_t n, struct str notice)
{
    const struct worksheet *sheet = &WORKSHEETS[n];
    const struct worksheet_words *words = &visit->words->worksheets.at[n];
    bool reviews = str_eq(sheet->id, S("review"));
    visit_frame(visit, words->title, sheet->place);
    page_worksheets(&visit->out, &(struct worksheets_view){
                                     .frame = visit->frame,
                                     .title = words->title,
                                     .notice = notice,
                                     .path = sheet->path,
                                     .lead = words->lead,
                                     .opened = form_has(&visit->query, S("open")),
                                     .asks = sheet->fields_len > 0,
                                     .dated = sheet->dated,
                                     .date = visit_when(visit, visit->wall_ms, visit->zone_min),
                                     .parts = parts_inside(visit, sheet),
                                     .begun = begun_rows(visit, sheet),
                                     .rhythm_here = reviews,
                                     .rhythm = rhythm_choices(visit),
                                 });
}

void worksheets_get(struct visit *visit)
{
    size_t n = sheet_asked(visit);
    if (n == SIZE_MAX)
        return;
    if (!sheet_newest(visit->state, WORKSHEETS[n].id) && !visit->typed && waits(visit, n))
        return;
    const struct entry *living = WORKSHEETS[n].keep_one ? sheet_newest(visit->state, WORKSHEETS[n].id) : NULL;
    if (living && !visit->typed)
        visit_go(visit, STR_JOIN(visit->arena, S("/"), sheet_path(visit, &WORKSHEETS[n], living)));
    else
        show_worksheets(visit, n,
                        form_has(&visit->query, S("rhythm")) ? S("Saved. You can change it here at any time.") : S(""));
}

void worksheets_rhythm_post(struct visit *visit)
{
    size_t n = sheet_asked(visit);
    struct event event;
    if (n == SIZE_MAX)
        return;
    struct str problem = review_rhythm_decide(&visit->form, &event);
    if (!visit_keep_unless(visit, problem, &event, STR_JOIN(visit->arena, S("/"), WORKSHEETS[n].path, S("?rhythm=1"))))
        show_worksheets(visit, n, problem);
}

/* On paper */

static struct str answer_words(struct visit *visit, const struct worksheet_field *field,
                               const struct field_words *words, const struct said *said)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, said->words);
    buf_put(&b, set_in_words(visit->arena, worksheet_choices(words, visit->arena), said->choices));
    if (said->score.said) {
        buf_put_u64(&b, said->score.is);
        buf_put(&b, field->kind == FIELD_TEN ? S(" of 10") : S(" of 100"));
    }
    return buf_str(&b);
}

static void show_print(struct visit *visit, bool choosing)
{
    size_t n = sheet_asked(visit);
    bool found;
    if (n == SIZE_MAX)
        return;
    const struct worksheet *sheet = &WORKSHEETS[n];
    const struct entry *entry = entry_asked(visit, sheet, &found);
    if (!entry || !sheet->prints) {
        visit_nothing_here(visit);
        return;
    }
    const struct worksheet_words *words = &visit->words->worksheets.at[n];
    struct print_row *rows = ARENA_MANY(visit->arena, struct print_row, sheet->fields_len);
    struct worksheet_print_view view = {
        .title = words->title,
        .at = str_after(visit->path, 1),
        .back = sheet_path(visit, sheet, entry),
        .choosing = choosing,
        .rows = {rows, 0},
    };
    for (size_t i = 0; i < sheet->fields_len; i++) {
        const struct worksheet_field *field = &sheet->fields[i];
        const struct event *line = sheet_said(entry, field->key);
        struct str said = line ? answer_words(visit, field, &words->fields.at[i], &line->said) : S("");
        if (said.len && !worksheet_is_why(field) && (choosing || form_has(&visit->form, field->key)))
            rows[view.rows.len++] =
                (struct print_row){.key = field->key, .ask = words->fields.at[i].ask, .words = said};
    }
    view.any = view.rows.len > 0;
    visit_frame(visit, words->title, sheet->place);
    view.frame = visit->frame;
    page_worksheet_print(&visit->out, &view);
}

void worksheet_print_get(struct visit *visit)
{
    show_print(visit, true);
}

void worksheet_print_post(struct visit *visit)
{
    show_print(visit, false);
}
