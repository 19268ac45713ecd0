/* core/course/measure.c - the table of questionnaires, adding up, and what may be kept */
#include "core/course/measure.h"

#include "base/folding.h"
#include "core/log/fields.h"
#include "core/course/scale.h"

/* clang-format off */
static const struct measure_row ROWS[] = {
/*                          counted     around       sum   for a      found in its title                                                       what it asks,
 *   which                  items max  before after  times clinician                                                                            what it cannot say */
    {MEASURE_WHO5,           5,   5,   0,     0,     4,    false,     {S_INIT("who-5"), S_INIT("who5"), S_INIT("well-being index")},           S_INIT("measure-who-5")},
    {MEASURE_PHQ9,           9,   3,   0,     1,     1,    false,     {S_INIT("phq-9"), S_INIT("phq9"), S_INIT("")},                           S_INIT("measure-phq-9")},
    {MEASURE_GAD7,           7,   3,   0,     1,     1,    false,     {S_INIT("gad-7"), S_INIT("gad7"), S_INIT("")},                           S_INIT("measure-gad-7")},
    {MEASURE_PCL5,          20,   4,   0,     0,     1,    true,      {S_INIT("pcl-5"), S_INIT("pcl5"), S_INIT("")},                           S_INIT("measure-pcl-5")},
    {MEASURE_PC_PTSD5,       5,   1,   1,     0,     1,    false,     {S_INIT("pc-ptsd"), S_INIT("pcptsd"), S_INIT("")},                       S_INIT("measure-pc-ptsd-5")},
    {MEASURE_ITQ,           18,   4,   1,     0,     1,    true,      {S_INIT("itq"), S_INIT("international trauma questionnaire"), S_INIT("")}, S_INIT("measure-itq")},
};

/* From which sum on a text holds; the last row of a questionnaire that is reached counts. */
static const struct {
    enum measure_name which;
    unsigned from;
    struct str text;
} BANDS[] = {
    {MEASURE_WHO5,     0,  S_INIT("measured-who-5-further")},   /* 28 or less: a further look */
    {MEASURE_WHO5,     29, S_INIT("measured-who-5-low")},       /* 50 or less: low */
    {MEASURE_WHO5,     51, S_INIT("measured-who-5-other")},
    {MEASURE_PHQ9,     0,  S_INIT("measured-phq-9-little")},
    {MEASURE_PHQ9,     5,  S_INIT("measured-phq-9-some")},
    {MEASURE_PHQ9,     10, S_INIT("measured-phq-9-talk")},
    {MEASURE_PHQ9,     15, S_INIT("measured-phq-9-much")},
    {MEASURE_PHQ9,     20, S_INIT("measured-phq-9-most")},
    {MEASURE_GAD7,     0,  S_INIT("measured-gad-7-little")},
    {MEASURE_GAD7,     5,  S_INIT("measured-gad-7-some")},
    {MEASURE_GAD7,     10, S_INIT("measured-gad-7-talk")},
    {MEASURE_GAD7,     15, S_INIT("measured-gad-7-much")},
    {MEASURE_PC_PTSD5, 0,  S_INIT("measured-pc-ptsd-5-few")},
    {MEASURE_PC_PTSD5, 3,  S_INIT("measured-pc-ptsd-5-three")},
    {MEASURE_PC_PTSD5, 4,  S_INIT("measured-pc-ptsd-5-four")},
};
/* clang-format on */

enum {
    PHQ9_SUPPORT_ITEM = 8, /* the ninth */
    PRESENT = 2,           /* "moderately" in the PCL-5, "present" in the ITQ */
};

const struct measure_row *measure_row(uint32_t which)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (which == (uint32_t)ROWS[i].which)
            return &ROWS[i];
    return NULL;
}

/* Adding up */

size_t measure_lead(const struct measure_row *row, size_t answers)
{
    return row->before && answers > row->items ? row->before : 0;
}

/* The question before the five decides whether they are added up, so its yes and no must be known too. */
bool measure_counts(const struct measure_row *row, size_t answers, size_t n)
{
    size_t lead = measure_lead(row, answers);
    return n < lead ? row->which == MEASURE_PC_PTSD5 : n < lead + row->items;
}

static bool answer_at(struct str answers, size_t i, unsigned *out)
{
    char c = i < answers.len ? answers.at[i] : '-';
    if (c < '0' || c > '9')
        return false;
    *out = (unsigned)(c - '0');
    return true;
}

static struct str band_of(enum measure_name which, unsigned sum)
{
    struct str text = S("");
    for (size_t i = 0; i < sizeof BANDS / sizeof *BANDS; i++)
        if (BANDS[i].which == which && sum >= BANDS[i].from)
            text = BANDS[i].text;
    return text;
}

/* The five questions of the PC-PTSD-5 are meant for someone who said yes to the one before them. */
static bool was_not_asked(const struct measure_row *row, struct str answers, size_t lead)
{
    unsigned first;
    return row->which == MEASURE_PC_PTSD5 && lead && answer_at(answers, 0, &first) && first == 0;
}

void measure_score(uint32_t which, struct str answers, struct measure_result *out)
{
    const struct measure_row *row = measure_row(which);
    *out = (struct measure_result){0};
    if (!row || answers.len < row->items || answers.len > row->items + row->before + row->after)
        return;
    size_t lead = measure_lead(row, answers.len);
    struct measure_result result = {.of = row->items * row->max * row->times};
    for (size_t i = 0; i < row->items; i++) {
        unsigned answer = 0;
        bool said = answer_at(answers, lead + i, &answer);
        if (said && answer > row->max)
            return;
        result.open += !said;
        result.sum += answer * row->times;
        result.high += answer >= PRESENT;
    }
    result.fits = true;
    result.apart = was_not_asked(row, answers, lead);
    if (result.apart)
        result.text = S("measured-pc-ptsd-5-not-asked");
    else if (!result.open && !row->for_clinician)
        result.text = band_of(row->which, result.sum);
    *out = result;
}

/* What fits */

static bool says(const struct questionnaire *questionnaire, struct str key)
{
    return key.len && (fold_find(questionnaire->title, key, NULL) != SIZE_MAX ||
                       fold_find(questionnaire->url, key, NULL) != SIZE_MAX);
}

enum measure_name measure_guess(const struct questionnaire *questionnaire)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        for (size_t k = 0; k < sizeof ROWS[i].keys / sizeof *ROWS[i].keys; k++)
            if (says(questionnaire, ROWS[i].keys[k]))
                return ROWS[i].which;
    return MEASURE_NONE;
}

static struct str count_problem(const struct measure_row *row, size_t asks, struct arena *arena)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("The questionnaire you chose has "));
    buf_put_u64(&b, row->items);
    buf_put(&b, S(" questions that count. This file has "));
    buf_put_u64(&b, asks);
    buf_put(&b, S(". It may be another one, or another edition. attune does not guess."));
    return buf_str(&b);
}

/* The ninth question by LOINC's code or its words.  Support hangs on its place, so a file that moves it is not read. */
static bool is_ninth(const struct question *question)
{
    return str_find(question->link, S("44260-8")) != SIZE_MAX || str_find(question->codes, S("44260-8")) != SIZE_MAX ||
           fold_find(question->words, S("better off dead"), NULL) != SIZE_MAX ||
           fold_find(question->words, S("lieber tot"), NULL) != SIZE_MAX;
}

static bool ninth_is_elsewhere(const struct measure_row *row, const struct questionnaire *questionnaire)
{
    for (size_t n = 0; row->which == MEASURE_PHQ9 && n < questionnaire->asks; n++)
        if (n != PHQ9_SUPPORT_ITEM && is_ninth(questionnaire_ask(questionnaire, n)))
            return true;
    return false;
}

/* A sentence about one question, with the words of a choice in it or without. */
static struct str of_question(struct arena *arena, size_t n, struct str before, struct str words, struct str after)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("In question "));
    buf_put_u64(&b, n + 1);
    buf_put(&b, before);
    buf_put(&b, words);
    buf_put(&b, after);
    return buf_str(&b);
}

/* What one choice counts, by all that speaks of it. */
enum verdict { SILENT, AGREED, TORN };

static enum verdict weigh(const struct measure_row *row, const struct question_option *option, unsigned *out)
{
    unsigned values[3];
    size_t len = 0;
    if (option->valued)
        values[len++] = option->value;
    len += scale_by_code(row->which, option->system, option->code, &values[len]);
    len += scale_by_words(row->which, option->words, &values[len]);
    for (size_t i = 1; i < len; i++)
        if (values[i] != values[0])
            return TORN;
    if (len)
        *out = values[0];
    return len ? AGREED : SILENT;
}

static struct str settle_options(const struct measure_row *row, size_t n, struct question *question,
                                 struct arena *arena)
{
    for (size_t k = 0; k < question->options_len; k++) {
        struct question_option *option = &question->options[k];
        switch (weigh(row, option, &option->value)) {
        case AGREED:
            option->valued = true;
            break;
        case TORN:
            return of_question(arena, n, S(", this file says two different things about how much “"), option->words,
                               S("” counts. attune does not guess which is right."));
        case SILENT:
            return of_question(
                arena, n, S(", the file does not say how much “"), option->words,
                S("” counts, and attune does not know these words from this questionnaire. Files list "
                  "choices in different orders, so attune never goes by their place. A file that gives each "
                  "choice its number (ordinalValue or itemWeight) will work."));
        }
    }
    return S("");
}

/* The choices count from 0 to the largest, each once. */
static bool counts_to(const struct question *question, unsigned max)
{
    unsigned seen = 0;
    for (size_t k = 0; k < question->options_len; k++)
        seen |= 1u << question->options[k].value;
    return question->options_len == max + 1 && seen == (1u << (max + 1)) - 1;
}

static struct str range_problem(size_t n, unsigned max, struct arena *arena)
{
    struct buf b = buf_on(arena);
    buf_put_u64(&b, max);
    return of_question(arena, n, S(", the choices do not count from 0 to "), buf_str(&b),
                       S(", as they do in the questionnaire you chose."));
}

/*
 * The labels of a question, by one way of telling them.  They are order numbers more often than not, so they only
 * speak where they are exactly the numbers that the choices count.
 */
static bool labels_fit(const struct question *question, unsigned max, bool by_code)
{
    unsigned seen = 0;
    bool fit = true;
    for (size_t k = 0; k < question->options_len; k++) {
        const struct question_option *option = &question->options[k];
        unsigned label;
        bool labelled =
            by_code ? option->code.len == 1 && answer_at(option->code, 0, &label) : scale_label(option->words, &label);
        if (!labelled || label > max)
            return true;
        seen |= 1u << label;
        fit &= label == option->value;
    }
    return fit || seen != (1u << (max + 1)) - 1;
}

/* The question before the five has a yes and a no, as they have, so one largest number does for all. */
static struct str settle(const struct measure_row *row, size_t n, struct question *question, struct arena *arena)
{
    struct str problem = settle_options(row, n, question, arena);
    if (problem.len)
        return problem;
    if (!counts_to(question, row->max))
        return range_problem(n, row->max, arena);
    if (!labels_fit(question, row->max, true) || !labels_fit(question, row->max, false))
        return of_question(arena, n, S(", numbers stand beside the choices that are not what the choices count"), S(""),
                           S(". attune does not guess which is right."));
    return S("");
}

struct str measure_check(const struct measure_row *row, const struct questionnaire *questionnaire, struct arena *arena,
                         struct questionnaire *out)
{
    size_t asks = questionnaire->asks;
    struct question *at = ARENA_MANY(arena, struct question, questionnaire->len);
    if (asks < row->items || asks > row->items + row->before + row->after)
        return count_problem(row, asks, arena);
    if (ninth_is_elsewhere(row, questionnaire))
        return S("The questions stand in another order than in the PHQ-9. attune does not read such a file.");
    for (size_t i = 0, n = 0; i < questionnaire->len; i++) {
        at[i] = questionnaire->at[i];
        if (!at[i].options_len)
            continue;
        struct str problem = measure_counts(row, asks, n) ? settle(row, n, &at[i], arena) : S("");
        if (problem.len)
            return problem;
        n++;
    }
    *out = *questionnaire;
    out->at = at;
    return S("");
}

/* What was kept */

enum sure { SURE_BY_WORDS, SURE_OF_NOTHING, SURE_OF_ERROR };

/* What the kept words of the questions that count say of the kept numbers. */
static enum sure words_say(const struct measure_row *row, const struct questionnaire *questionnaire)
{
    enum sure sure = SURE_BY_WORDS;
    for (size_t n = 0; n < questionnaire->asks; n++) {
        const struct question *question = questionnaire_ask(questionnaire, n);
        for (size_t k = 0; measure_counts(row, questionnaire->asks, n) && k < question->options_len; k++) {
            unsigned value;
            if (!scale_by_words(row->which, question->options[k].words, &value))
                sure = SURE_OF_NOTHING;
            else if (value != question->options[k].value)
                return SURE_OF_ERROR;
        }
    }
    return sure;
}

bool measure_is_sure(const struct measure *measure, struct arena scratch)
{
    const struct measure_row *row = measure_row(measure->which);
    struct questionnaire questionnaire;
    if (!row || questionnaire_unpack(measure->items, &scratch, &questionnaire))
        return false;
    enum sure sure = words_say(row, &questionnaire);
    return sure == SURE_BY_WORDS || (sure == SURE_OF_NOTHING && measure->values);
}

static const struct measure *measure_of(const struct state *state, const struct measured *said)
{
    const struct entry *entry = state_entry(state, said->measure);
    return entry && entry->kind == MEASURE_IMPORTED ? &entry->shown->measure : NULL;
}

/* Where the questions were deleted, what was kept with the answers holds. */
static bool is_sure(const struct state *state, const struct measured *said, struct arena scratch)
{
    const struct measure *measure = measure_of(state, said);
    return measure ? measure_is_sure(measure, scratch) : said->values == 1;
}

void measure_result(const struct state *state, const struct measured *said, struct arena scratch,
                    struct measure_result *out)
{
    measure_score(said->which, said->answers, out);
    if (out->fits && !is_sure(state, said, scratch))
        *out = (struct measure_result){.fits = true, .unsure = true};
}

/* The words of a kept answer say that it counts nothing. */
static bool words_say_none(const struct measure *measure, size_t n, unsigned answer, struct arena scratch)
{
    struct questionnaire questionnaire;
    unsigned value;
    if (!measure || questionnaire_unpack(measure->items, &scratch, &questionnaire) || n >= questionnaire.asks)
        return false;
    struct str words = question_words(questionnaire_ask(&questionnaire, n), answer);
    return scale_by_words((enum measure_name)measure->which, words, &value) && value == 0;
}

bool measure_opens_support(const struct state *state, const struct measured *said, struct arena scratch)
{
    unsigned answer;
    if (said->which != MEASURE_PHQ9 || !answer_at(said->answers, PHQ9_SUPPORT_ITEM, &answer))
        return false;
    if (is_sure(state, said, scratch))
        return answer > 0;
    return !words_say_none(measure_of(state, said), PHQ9_SUPPORT_ITEM, answer, scratch);
}

/* Bringing one here */

/* Too long a title is none. */
static struct str import_name(const struct form *form, const struct questionnaire *questionnaire)
{
    struct str name = str_trim(form_get(form, S("name")));
    if (name.len)
        return name;
    struct str title = questionnaire->title;
    return title.len <= TEXT_LINE_MAX ? title : S("");
}

struct str measure_import_decide(const struct form *form, struct arena *arena, struct event *out)
{
    struct questionnaire questionnaire;
    struct str problem = questionnaire_read(form_get(form, S("json")), arena, &questionnaire);
    if (problem.len)
        return problem;
    uint32_t which = form_one(form, MEASURE_KEYS, S("which"));
    const struct measure_row *row = measure_row(which ? which : (uint32_t)measure_guess(&questionnaire));
    if (!row)
        return S("Its title does not say which of the six this is. Please choose it below. "
                 "If it is none of them, attune would not know what to say about the answers.");
    problem = measure_check(row, &questionnaire, arena, &questionnaire);
    if (problem.len)
        return problem;
    struct measure measure = {
        .name = import_name(form, &questionnaire),
        .which = (uint32_t)row->which,
        .items = questionnaire_pack(&questionnaire, arena),
        .notice = questionnaire.notice,
        .values = 1,
    };
    problem = words_check(measure.name, TEXT_LINE_MAX);
    if (!problem.len && (measure.items.len > TEXT_MAX || measure.notice.len > TEXT_MAX))
        problem = S("This questionnaire has more words than attune can save of one.");
    if (!problem.len)
        *out = (struct event){.kind = MEASURE_IMPORTED, .measure = measure};
    return problem;
}

struct str measure_name_decide(const struct form *form, const struct entry *entry, struct event *out)
{
    struct measure measure = entry->shown->measure;
    struct str name = str_trim(form_get(form, S("name")));
    struct str problem = words_check(name, TEXT_LINE_MAX);
    if (!name.len)
        problem = S("The name is still empty. A word is enough.");
    measure.of = entry->id;
    measure.name = name;
    if (!problem.len)
        *out = (struct event){.kind = MEASURE_IMPORTED, .measure = measure};
    return problem;
}

/* Answering */

static struct str field_name(struct arena *arena, struct str letter, size_t n)
{
    struct buf b = buf_on(arena);
    buf_put(&b, letter);
    buf_put_byte(&b, '-');
    buf_put_u64(&b, n);
    return buf_str(&b);
}

static void put_answer(struct buf *out, const struct form *form, struct str name)
{
    struct str said = form_get(form, name);
    bool digit = said.len == 1 && ascii_is_digit(said.at[0]);
    buf_put_byte(out, digit ? (uint8_t)said.at[0] : '-');
}

struct str measure_answers_read(const struct form *form, size_t asks, struct arena *arena)
{
    struct buf b = buf_on(arena);
    for (size_t n = 0; n < asks; n++)
        put_answer(&b, form, field_name(arena, S("a"), n));
    return buf_str(&b);
}

static bool is_any_said(struct str answers)
{
    for (size_t i = 0; i < answers.len; i++)
        if (answers.at[i] != '-')
            return true;
    return false;
}

static bool are_choices(const struct questionnaire *questionnaire, struct str answers)
{
    unsigned value;
    for (size_t n = 0; n < answers.len; n++)
        if (answer_at(answers, n, &value) && !question_words(questionnaire_ask(questionnaire, n), value).len)
            return false;
    return true;
}

struct str measure_said_decide(const struct form *form, const struct entry *measure, struct stamp of,
                               struct arena *arena, struct event *out)
{
    struct questionnaire questionnaire;
    if (questionnaire_unpack(measure->shown->measure.items, arena, &questionnaire))
        return S("The questions of this one can no longer be read. Bringing its file here again will help.");
    struct str answers = measure_answers_read(form, questionnaire.asks, arena);
    struct str words = str_trim(form_get(form, S("words")));
    struct str problem = words_check(words, TEXT_MAX);
    if (!problem.len && !is_any_said(answers))
        problem = S("Nothing is answered yet, so there is nothing to save. You can skip it.");
    if (!problem.len && !are_choices(&questionnaire, answers))
        problem = S("One of the answers is not among the choices of its question. Please look once more.");
    if (!problem.len)
        *out = (struct event){.kind = MEASURE_SAID,
                              .measured = {.of = of,
                                           .measure = measure->id,
                                           .which = measure->shown->measure.which,
                                           .answers = answers,
                                           .words = words,
                                           .values = measure_is_sure(&measure->shown->measure, *arena)}};
    return problem;
}

/* The person's own areas: names a line each, and their answers behind those of the five questions. */
static struct str own_areas(const struct form *form, struct arena *arena, struct buf *names, struct buf *answers)
{
    for (size_t n = 0; n < OWN_NAMES_MAX; n++) {
        struct str name = str_trim(form_get(form, field_name(arena, S("name"), n)));
        struct str said = field_name(arena, S("o"), n);
        if (!name.len && form_has(form, said))
            return S("An area of your own has an answer and no name yet. A word is enough.");
        if (name.len > OWN_NAME_BYTES_MAX)
            return S("The name of an area is longer than attune can save. A few words are enough.");
        for (size_t i = 0; i < name.len; i++)
            if (name.at[i] == '\n')
                return S("The name of an area is one line.");
        if (!name.len)
            continue;
        buf_put(names, names->len ? S("\n") : S(""));
        buf_put(names, name);
        put_answer(answers, form, said);
    }
    return S("");
}

static bool are_own_words(struct str answers)
{
    unsigned value;
    for (size_t i = 0; i < answers.len; i++)
        if (answer_at(answers, i, &value) && value >= OWN_ANSWERS_LEN)
            return false;
    return true;
}

struct str measure_own_decide(const struct form *form, struct stamp of, struct arena *arena, struct event *out)
{
    struct buf names = buf_on(arena), answers = buf_on(arena);
    struct str words = str_trim(form_get(form, S("words")));
    buf_put(&answers, measure_answers_read(form, OWN_ASKS, arena));
    struct str problem = own_areas(form, arena, &names, &answers);
    if (!problem.len)
        problem = words_check(words, TEXT_MAX);
    if (!problem.len && !is_any_said(buf_str(&answers)) && !words.len)
        problem = S("There is nothing to save yet. One tap is enough, or skip it.");
    if (!problem.len && !are_own_words(buf_str(&answers)))
        problem = S("One of the answers is not among the choices. Please look once more.");
    if (!problem.len)
        *out = (struct event){
            .kind = MEASURE_SAID,
            .measured = {
                .of = of, .which = MEASURE_OWN, .answers = buf_str(&answers), .own = buf_str(&names), .words = words}};
    return problem;
}

/* Now and then, for those who asked for it */

struct str measure_rhythm_decide(const struct form *form, struct event *out)
{
    const struct key_row *row = row_by_key(RHYTHM_KEYS, form_get(form, S("rhythm")));
    if (!row)
        return S("Nothing was chosen yet, so nothing has changed.");
    *out = (struct event){.kind = SETTING_CHOSEN,
                          .setting = {.setting = SETTING_MEASURES, .value = (uint32_t)row->number}};
    return S("");
}

static bool is_imported(const struct measure *measure, enum measure_name which, struct arena scratch)
{
    return measure->which == (uint32_t)which && measure_is_sure(measure, scratch);
}

const struct entry *measure_imported(const struct state *state, enum measure_name which, struct arena scratch)
{
    for (size_t i = state->measures.len; i-- > 0;)
        if (is_imported(&state->measures.at[i]->shown->measure, which, scratch))
            return state->measures.at[i];
    return NULL;
}

/* When this was last answered; 0 for never. */
static int64_t last_said_ms(const struct state *state, enum measure_name which)
{
    for (size_t i = state->measured.len; i-- > 0;)
        if (state->measured.at[i]->shown->measured.which == (uint32_t)which)
            return stamp_ms(state->measured.at[i]->id);
    return 0;
}

enum measure_rhythm measure_due(const struct state *state, int64_t now_ms, struct arena scratch)
{
    uint32_t rhythm = state_setting(state, SETTING_MEASURES, RHYTHM_NONE);
    if (rhythm != RHYTHM_WHO5 && rhythm != RHYTHM_OWN)
        return RHYTHM_NONE;
    enum measure_name which = rhythm == RHYTHM_WHO5 ? MEASURE_WHO5 : MEASURE_OWN;
    if (which == MEASURE_WHO5 && !measure_imported(state, which, scratch))
        return RHYTHM_NONE;
    int64_t last_ms = last_said_ms(state, which);
    if (last_ms && now_ms - last_ms < (int64_t)MEASURE_RHYTHM_DAYS * 24 * 60 * 60 * 1000)
        return RHYTHM_NONE;
    return (enum measure_rhythm)rhythm;
}
