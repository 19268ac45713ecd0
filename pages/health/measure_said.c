/* pages/health/measure_said.c - what answers say, in words and in numbers, and the page with support */
#include "pages/health/measure_said.h"

#include "core/course/measure.h"
#include "pages/frame/gone.h"
#include "pages/frame/rows.h"
#include "pages/frame/words.h"
#include "pages/templates.h"

const struct entry *measure_answered(const struct visit *visit, const struct measured *said)
{
    const struct entry *entry = state_entry(visit->state, said->measure);
    return entry && entry->kind == MEASURE_IMPORTED ? entry : NULL;
}

struct str measured_name(const struct visit *visit, const struct measured *said)
{
    const struct entry *measure = measure_answered(visit, said);
    return measure ? measure->shown->measure.name : words_of(visit->words, MEASURE_KEYS, said->which);
}

struct html measure_what_it_asks(const struct words *words, uint32_t which)
{
    const struct measure_row *row = measure_row(which);
    return row ? fixed_text(words, row->what)->body : (struct html){0};
}

/* In words and in numbers */

static struct measure_result result_of(const struct visit *visit, const struct measured *said)
{
    struct measure_result result;
    measure_result(visit->state, said, *visit->arena, &result);
    return result;
}

bool measured_opens_support(const struct visit *visit, const struct measured *said)
{
    return measure_opens_support(visit->state, said, *visit->arena);
}

struct html measured_says(const struct visit *visit, const struct measured *said)
{
    const struct measure_row *row = measure_row(said->which);
    struct measure_result result = result_of(visit, said);
    if (said->which == MEASURE_OWN)
        return fixed_text(visit->words, S("measured-own"))->body;
    if (!row || !result.fits)
        return fixed_text(visit->words, S("measured-unread"))->body;
    if (result.unsure)
        return fixed_text(visit->words,
                          measure_answered(visit, said) ? S("measured-unsure") : S("measured-unsure-gone"))
            ->body;
    if (result.text.len)
        return fixed_text(visit->words, result.text)->body;
    return fixed_text(visit->words, row->for_clinician ? S("measured-for-clinician") : S("measured-open"))->body;
}

static struct str own_word(const struct words *words, struct str answers, size_t i)
{
    char c = i < answers.len ? answers.at[i] : '-';
    return c >= '0' && c < '0' + OWN_ANSWERS_LEN ? words_of(words, OWN_ANSWER_KEYS, (unsigned)(c - '0')) : S("");
}

struct entry_rows measured_own_rows(struct visit *visit, const struct measured *said)
{
    struct rows rows = rows_on(visit->words, visit->arena);
    struct str name, names = said->own;
    for (size_t i = 0; i < OWN_ASKS; i++)
        rows_put(&rows, words_of(visit->words, OWN_QUESTION_KEYS, (unsigned)i),
                 own_word(visit->words, said->answers, i));
    for (size_t i = OWN_ASKS; names.len; i++) {
        str_cut(names, '\n', &name, &names);
        struct str word = own_word(visit->words, said->answers, i);
        rows_put(&rows, name, word.len ? word : S("Named, with nothing more said"));
    }
    return rows_done(&rows);
}

/* A sum is never said without its largest and its direction: of the six, one counts what is good. */
static struct str sum_words(struct visit *visit, const struct measured *said, const struct measure_result *result)
{
    struct str higher = said->which == MEASURE_WHO5 ? S(" · higher is better") : S(" · higher is harder");
    return STR_JOIN(visit->arena, words_n_of(visit->arena, result->sum, result->of), higher);
}

/* The question before the five of the PC-PTSD-5, which a sum of them says nothing without. */
static void put_first(struct rows *rows, const struct measure_row *row, struct str answers)
{
    char first = answers.at[0];
    if (row->which == MEASURE_PC_PTSD5 && measure_lead(row, answers.len))
        rows_put(rows, S("The question before the five"),
                 first == '0'   ? S("No, so the five are not added up")
                 : first == '1' ? S("Yes")
                                : S("Left out"));
}

struct entry_rows measured_number_rows(struct visit *visit, const struct measured *said)
{
    const struct measure_row *row = measure_row(said->which);
    struct rows rows = rows_on(visit->words, visit->arena);
    struct measure_result result = result_of(visit, said);
    if (!row || !result.fits)
        return rows_done(&rows);
    if (result.unsure) {
        rows_put(&rows, S("Not added up"), S("It is not certain what each choice counts."));
        return rows_done(&rows);
    }
    put_first(&rows, row, said->answers);
    if (result.open)
        rows_put(&rows, S("Left out"), words_n_of(visit->arena, result.open, row->items));
    else if (said->which != MEASURE_ITQ && !result.apart)
        rows_put(&rows, S("Sum"), sum_words(visit, said, &result));
    if (row->for_clinician)
        rows_put(&rows, S("Answered with 2 or more"), words_n_of(visit->arena, result.high, row->items - result.open));
    return rows_done(&rows);
}

/* The words of an answer, with what it counts before them where it counts. */
static struct str answer_words(struct visit *visit, const struct question *question, struct str digit, bool counts)
{
    struct str words = question_words(question, (unsigned)(digit.at[0] - '0'));
    if (!words.len)
        return S("Left out");
    return counts ? STR_JOIN(visit->arena, digit, S(" · "), words) : words;
}

struct entry_rows measured_answer_rows(struct visit *visit, const struct measured *said)
{
    struct questionnaire questionnaire;
    struct rows rows = rows_on(visit->words, visit->arena);
    const struct entry *measure = measure_answered(visit, said);
    const struct measure_row *row = measure_row(said->which);
    if (!row || !measure || questionnaire_unpack(measure->shown->measure.items, visit->arena, &questionnaire))
        return rows_done(&rows);
    bool unsure = result_of(visit, said).unsure;
    for (size_t n = 0; n < questionnaire.asks && n < said->answers.len; n++) {
        const struct question *question = questionnaire_ask(&questionnaire, n);
        struct str digit = str_first(str_after(said->answers, n), 1);
        struct buf label = buf_on(visit->arena);
        buf_put_u64(&label, n + 1);
        buf_put(&label, S(". "));
        buf_put(&label, question->words);
        bool counts = !unsure && measure_counts(row, questionnaire.asks, n);
        rows_put(&rows, buf_str(&label), answer_words(visit, question, digit, counts));
    }
    return rows_done(&rows);
}

/* The page of one answer */

void measure_said_get(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, MEASURE_SAID);
    if (!entry)
        return;
    const struct measured *said = &entry->shown->measured;
    bool own = said->which == MEASURE_OWN;
    const struct entry *measure = measure_answered(visit, said);
    visit_frame(visit, S("What it says"), S(""));
    page_measure_said(&visit->out, &(struct measure_said_view){
                                       .frame = visit->frame,
                                       .id = visit->parts[0],
                                       .title = measured_name(visit, said),
                                       .when = visit_when_kept(visit, entry_made(entry)),
                                       .words = said->words,
                                       .notice = measure ? measure->shown->measure.notice : S(""),
                                       .says = measured_says(visit, said),
                                       .what = measure_what_it_asks(visit->words, said->which),
                                       .support = measured_opens_support(visit, said),
                                       .own = own,
                                       .facts = own ? measured_own_rows(visit, said) : (struct entry_rows){0},
                                       .numbers = measured_number_rows(visit, said),
                                       .answers = measured_answer_rows(visit, said),
                                   });
}

/* Support */

/* Countries in the order of the directory, each once. */
static size_t lands(const struct words *words, struct support_land *out)
{
    size_t len = 0;
    for (size_t i = 0; i < words->help.len; i++)
        if (!len || !str_eq(out[len - 1].code, words->help.at[i].code))
            out[len++] = (struct support_land){words->help.at[i].code, words->help.at[i].country};
    return len;
}

void measure_support_get(struct visit *visit)
{
    const struct fixed_text *support = fixed_text(visit->words, S("measure-support"));
    struct support_land *nations = ARENA_MANY(visit->arena, struct support_land, visit->words->help.len);
    bool open = visit->state != NULL, kept = open && form_has(&visit->query, S("kept"));
    size_t len = lands(visit->words, nations);
    visit_frame(visit, S("Support"), S(""));
    page_measure_support(&visit->out, &(struct measure_support_view){
                                          .frame = visit->frame,
                                          .title = support->title,
                                          .back = open ? S("measures#said") : S(""),
                                          .back_words = kept ? S("Your answers are saved. Open them") : S("Back"),
                                          .body = support->body,
                                          .steps = fixed_text(visit->words, S("measure-support-steps"))->body,
                                          .countries = {nations, len},
                                      });
}
