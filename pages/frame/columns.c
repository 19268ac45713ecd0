/* pages/frame/columns.c - one list of columns for each type of row */
#include "pages/frame/columns.h"

#include <stddef.h>

/* The type of a member decides which of these may name it; any other does not compile. */
#define IS_STR(type, m) _Generic(((type *)0)->m, struct str : 0)
#define IS_HTML(type, m) _Generic(((type *)0)->m, struct html : 0)
#define IS_SET(type, m) _Generic(((type *)0)->m, uint64_t : 0)
#define IS_NUMBER(type, m) _Generic(((type *)0)->m, unsigned : 0, bool : 0, int : 0)
#define IS_ROWS(type, m, row) (0 * sizeof(((type *)0)->m.at == (const row *)0))

#define COLUMN(type, m, column_kind, checked)                                                                          \
    {                                                                                                                  \
        .name = #m, .kind = column_kind, .at = offsetof(type, m) + (checked), .size = sizeof(((type *)0)->m)           \
    }
#define ID(type, m) COLUMN(type, m, COLUMN_ID, IS_STR(type, m))
#define NUMBER(type, m) COLUMN(type, m, COLUMN_NUMBER, IS_NUMBER(type, m))
#define SET(type, m) COLUMN(type, m, COLUMN_SET, IS_SET(type, m))
#define TEXT(type, m) COLUMN(type, m, COLUMN_TEXT, IS_STR(type, m))
#define PARTED(type, m) COLUMN(type, m, COLUMN_PARTED, IS_STR(type, m))
#define HTML(type, m) COLUMN(type, m, COLUMN_HTML, IS_HTML(type, m))
#define ROWS(type, m, row, row_type)                                                                                   \
    {                                                                                                                  \
        .name = #m, .kind = COLUMN_ROWS, .at = offsetof(type, m) + IS_ROWS(type, m, row),                              \
        .size = sizeof(struct row_span), .rows = &(row_type)                                                           \
    }
#define ROW_TYPE(type, list)                                                                                           \
    {                                                                                                                  \
        .name = #type, .size = sizeof(type), .columns = (list), .columns_len = sizeof(list) / sizeof *(list)           \
    }

static const struct column ACTIVITY_COLUMNS[] = {
    TEXT(struct activity_words, name),        TEXT(struct activity_words, props),
    HTML(struct activity_words, lead),        HTML(struct activity_words, steps),
    HTML(struct activity_words, eyes_open),   HTML(struct activity_words, outward),
    HTML(struct activity_words, another_way), HTML(struct activity_words, may_not_suit),
};
static const struct row_type ACTIVITY = ROW_TYPE(struct activity_words, ACTIVITY_COLUMNS);

static const struct column GROUND_TOOL_COLUMNS[] = {
    ID(struct ground_tool, id),        TEXT(struct ground_tool, name),       TEXT(struct ground_tool, channel),
    NUMBER(struct ground_tool, order), NUMBER(struct ground_tool, far_away), NUMBER(struct ground_tool, minutes),
    SET(struct ground_tool, tags),     HTML(struct ground_tool, lead),       HTML(struct ground_tool, steps),
    HTML(struct ground_tool, care),
};
static const struct row_type GROUND_TOOL = ROW_TYPE(struct ground_tool, GROUND_TOOL_COLUMNS);

static const struct column HELP_LINE_COLUMNS[] = {
    ID(struct help_line, code),      ID(struct help_line, call),      ID(struct help_line, source),
    ID(struct help_line, checked),   TEXT(struct help_line, country), TEXT(struct help_line, name),
    TEXT(struct help_line, contact), TEXT(struct help_line, hours),   TEXT(struct help_line, about),
    SET(struct help_line, kinds),
};
static const struct row_type HELP_LINE = ROW_TYPE(struct help_line, HELP_LINE_COLUMNS);

static const struct column CHAPTER_COLUMNS[] = {
    ID(struct intake_chapter, id),
    TEXT(struct intake_chapter, title),
    NUMBER(struct intake_chapter, order),
    HTML(struct intake_chapter, lead),
};
static const struct row_type CHAPTER = ROW_TYPE(struct intake_chapter, CHAPTER_COLUMNS);

static const struct column QUESTION_COLUMNS[] = {
    ID(struct intake_question, id),          ID(struct intake_question, chapter),   ID(struct intake_question, kind),
    PARTED(struct intake_question, choices), TEXT(struct intake_question, ask),     TEXT(struct intake_question, why),
    TEXT(struct intake_question, sees),      NUMBER(struct intake_question, order), HTML(struct intake_question, help),
};
static const struct row_type QUESTION = ROW_TYPE(struct intake_question, QUESTION_COLUMNS);

static const struct column SCREEN_COLUMNS[] = {
    TEXT(struct screen, title),
    NUMBER(struct screen, figure),
    HTML(struct screen, body),
};
static const struct row_type SCREEN = ROW_TYPE(struct screen, SCREEN_COLUMNS);

static const struct column SOURCE_COLUMNS[] = {
    TEXT(struct source, strength),
    TEXT(struct source, words),
    TEXT(struct source, title),
};
static const struct row_type SOURCE = ROW_TYPE(struct source, SOURCE_COLUMNS);

static const struct column LESSON_COLUMNS[] = {
    ID(struct lesson, id),
    TEXT(struct lesson, title),
    TEXT(struct lesson, group),
    TEXT(struct lesson, note),
    TEXT(struct lesson, review),
    NUMBER(struct lesson, order),
    NUMBER(struct lesson, minutes),
    SET(struct lesson, tags),
    HTML(struct lesson, lead),
    ROWS(struct lesson, screens, struct screen, SCREEN),
    ROWS(struct lesson, sources, struct source, SOURCE),
};
static const struct row_type LESSON = ROW_TYPE(struct lesson, LESSON_COLUMNS);

static const struct column FIELD_COLUMNS[] = {
    TEXT(struct field_words, ask),     PARTED(struct field_words, choices), TEXT(struct field_words, low),
    TEXT(struct field_words, middle),  TEXT(struct field_words, high),      PARTED(struct field_words, starts),
    PARTED(struct field_words, opens), HTML(struct field_words, help),
};
static const struct row_type FIELD = ROW_TYPE(struct field_words, FIELD_COLUMNS);

static const struct column WORKSHEET_COLUMNS[] = {
    TEXT(struct worksheet_words, title),
    TEXT(struct worksheet_words, group),
    TEXT(struct worksheet_words, about),
    HTML(struct worksheet_words, lead),
    ROWS(struct worksheet_words, fields, struct field_words, FIELD),
};
static const struct row_type WORKSHEET = ROW_TYPE(struct worksheet_words, WORKSHEET_COLUMNS);

static const struct column TERM_COLUMNS[] = {
    ID(struct glossary_term, id),
    TEXT(struct glossary_term, term),
    HTML(struct glossary_term, body),
};
static const struct row_type TERM = ROW_TYPE(struct glossary_term, TERM_COLUMNS);

static const struct column CHOICE_COLUMNS[] = {
    TEXT(struct rehearsal_choice, words),
    HTML(struct rehearsal_choice, answer),
    NUMBER(struct rehearsal_choice, to),
};
static const struct row_type CHOICE = ROW_TYPE(struct rehearsal_choice, CHOICE_COLUMNS);

static const struct column SCENE_COLUMNS[] = {
    ID(struct rehearsal_scene, id),
    TEXT(struct rehearsal_scene, title),
    HTML(struct rehearsal_scene, text),
    ROWS(struct rehearsal_scene, choices, struct rehearsal_choice, CHOICE),
};
static const struct row_type SCENE = ROW_TYPE(struct rehearsal_scene, SCENE_COLUMNS);

static const struct column REHEARSAL_COLUMNS[] = {
    ID(struct rehearsal, id),       TEXT(struct rehearsal, title),
    NUMBER(struct rehearsal, side), SET(struct rehearsal, tags),
    HTML(struct rehearsal, lead),   ROWS(struct rehearsal, scenes, struct rehearsal_scene, SCENE),
};
static const struct row_type REHEARSAL = ROW_TYPE(struct rehearsal, REHEARSAL_COLUMNS);

static const struct column SCRIPT_COLUMNS[] = {
    ID(struct script, id),           TEXT(struct script, title),       TEXT(struct script, group),
    SET(struct script, tags),        HTML(struct script, lead),        HTML(struct script, why),
    TEXT(struct script, short_form), TEXT(struct script, medium_form), TEXT(struct script, long_form),
};
static const struct row_type SCRIPT = ROW_TYPE(struct script, SCRIPT_COLUMNS);

static const struct column SENTENCE_COLUMNS[] = {
    ID(struct kind_sentence, id),
    TEXT(struct kind_sentence, group),
    TEXT(struct kind_sentence, words),
};
static const struct row_type SENTENCE = ROW_TYPE(struct kind_sentence, SENTENCE_COLUMNS);

static const struct column FIXED_TEXT_COLUMNS[] = {
    ID(struct fixed_text, id),
    NUMBER(struct fixed_text, door),
    TEXT(struct fixed_text, title),
    HTML(struct fixed_text, body),
};
static const struct row_type FIXED_TEXT = ROW_TYPE(struct fixed_text, FIXED_TEXT_COLUMNS);

static const struct column TURN_COLUMNS[] = {
    TEXT(struct reason_turn, words),
};
static const struct row_type TURN = ROW_TYPE(struct reason_turn, TURN_COLUMNS);

static const struct column REASON_COLUMNS[] = {
    ID(struct reason_words, id),
    ROWS(struct reason_words, turns, struct reason_turn, TURN),
};
static const struct row_type REASON = ROW_TYPE(struct reason_words, REASON_COLUMNS);

static const struct column WORD_COLUMNS[] = {
    NUMBER(struct word_row, number),
    ID(struct word_row, key),
    TEXT(struct word_row, words),
};
static const struct row_type WORD = ROW_TYPE(struct word_row, WORD_COLUMNS);

static const struct column VOCABULARY_COLUMNS[] = {
    ID(struct vocabulary, id),
    NUMBER(struct vocabulary, door),
    ROWS(struct vocabulary, words, struct word_row, WORD),
};
static const struct row_type VOCABULARY = ROW_TYPE(struct vocabulary, VOCABULARY_COLUMNS);

static const struct column LITERAL_COLUMNS[] = {HTML(struct literal, html)};
static const struct row_type LITERAL = ROW_TYPE(struct literal, LITERAL_COLUMNS);

static const struct column TABLES[] = {
    ROWS(struct words, activities, struct activity_words, ACTIVITY),
    ROWS(struct words, ground, struct ground_tool, GROUND_TOOL),
    ROWS(struct words, help, struct help_line, HELP_LINE),
    ROWS(struct words, chapters, struct intake_chapter, CHAPTER),
    ROWS(struct words, questions, struct intake_question, QUESTION),
    ROWS(struct words, lessons, struct lesson, LESSON),
    ROWS(struct words, worksheets, struct worksheet_words, WORKSHEET),
    ROWS(struct words, glossary, struct glossary_term, TERM),
    ROWS(struct words, rehearsals, struct rehearsal, REHEARSAL),
    ROWS(struct words, scripts, struct script, SCRIPT),
    ROWS(struct words, sentences, struct kind_sentence, SENTENCE),
    ROWS(struct words, texts, struct fixed_text, FIXED_TEXT),
    ROWS(struct words, reasons, struct reason_words, REASON),
    ROWS(struct words, vocabularies, struct vocabulary, VOCABULARY),
    ROWS(struct words, literals, struct literal, LITERAL),
};
const struct row_type WORDS_ROW = ROW_TYPE(struct words, TABLES);
