/* pages/learn/learn.c - lessons; what touches something to keep away from waits, and is not forbidden */
#include "pages/learn/learn.h"

#include "core/course/journal.h"
#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/learn/views.h"
#include "pages/templates.h"

/* All lessons */

static struct str about_lesson(struct arena *arena, struct str id)
{
    return STR_JOIN(arena, S("lesson/"), id);
}

static struct str words_taken(const struct visit *visit, struct str id)
{
    const struct entry *entry = state_note(visit->state, NOTE_TAKEN, about_lesson(visit->arena, id));
    return entry ? entry->shown->note.words : S("");
}

static struct lesson_row row_of(const struct visit *visit, const struct lesson *lesson)
{
    return (struct lesson_row){
        .id = lesson->id,
        .title = lesson->title,
        .minutes = lesson->minutes,
        .taken = words_taken(visit, lesson->id),
    };
}

/* All that it would show: its title, its lead and every screen. */
static struct exposed lesson_exposed(const struct lesson *lesson)
{
    struct exposed exposed = {.tags = lesson->tags, .plain = {lesson->title}, .html = {exposed_html(lesson->lead)}};
    ASSERT(lesson->screens.len < EXPOSED_TEXTS);
    for (size_t i = 0; i < lesson->screens.len; i++) {
        exposed.plain[i + 1] = lesson->screens.at[i].title;
        exposed.html[i + 1] = exposed_html(lesson->screens.at[i].body);
    }
    return exposed;
}

void learn_get(struct visit *visit)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct lesson_row *near = ARENA_MANY(visit->arena, struct lesson_row, visit->words->lessons.len);
    struct lesson_row *kept = ARENA_MANY(visit->arena, struct lesson_row, visit->words->lessons.len);
    struct lesson_group *groups = ARENA_MANY(visit->arena, struct lesson_group, visit->words->lessons.len);
    struct learn_view view = {.groups = {groups, 0}, .kept_away = {kept, 0}};
    for (size_t i = 0, n = 0; i < visit->words->lessons.len; i++) {
        const struct lesson *lesson = &visit->words->lessons.at[i];
        struct exposed exposed = lesson_exposed(lesson);
        enum shown shown = exposure_shown(&exposure, &exposed);
        struct lesson_row row = row_of(visit, lesson);
        row.marked = shown == SHOWN_MARKED;
        if (shown == SHOWN_NOT) {
            view.left_out = true;
            continue;
        }
        if (shown == SHOWN_WHEN_ASKED) {
            kept[view.kept_away.len++] = row;
            continue;
        }
        bool same = view.groups.len && str_eq(groups[view.groups.len - 1].title, lesson->group);
        if (!same)
            groups[view.groups.len++] = (struct lesson_group){.title = lesson->group, .rows = {near + n, 0}};
        near[n++] = row;
        groups[view.groups.len - 1].rows.len++;
    }
    visit_frame(visit, S("Learn"), S("learn"));
    view.frame = visit->frame;
    view.parts = parts_of(visit->words, visit->arena, S("learn"));
    page_learn(&visit->out, &view);
}

/* One lesson */

/* Its number in visit->words->lessons.at; visit->words->lessons.len if there is none of that name. */
static size_t lesson_asked(const struct visit *visit)
{
    size_t i = 0;
    while (i < visit->words->lessons.len && !str_eq(visit->words->lessons.at[i].id, visit->parts[0]))
        i++;
    return i;
}

/* The lesson that comes after one, leaving out what this person keeps away from; NULL at the end. */
static const struct lesson *lesson_after(const struct visit *visit, size_t i)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    for (i++; i < visit->words->lessons.len; i++) {
        struct exposed exposed = lesson_exposed(&visit->words->lessons.at[i]);
        if (exposure_shown(&exposure, &exposed) == SHOWN_PLAINLY)
            return &visit->words->lessons.at[i];
    }
    return NULL;
}

/* Whether its page waits to be asked for. */
static bool waits(const struct visit *visit, const struct lesson *lesson)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct exposed exposed = lesson_exposed(lesson);
    enum shown shown = exposure_shown(&exposure, &exposed);
    return shown == SHOWN_WHEN_ASKED || shown == SHOWN_NOT;
}

/* An address within a lesson; where it touches something, the address goes on saying that it may open. */
static struct str address(struct visit *visit, const struct lesson *lesson, struct str place, bool kept)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, S("learn/"));
    buf_put(&b, lesson->id);
    buf_put(&b, place.len ? S("/") : S(""));
    buf_put(&b, place);
    buf_put(&b, kept ? S("?kept=1") : S(""));
    if (waits(visit, lesson))
        buf_put(&b, kept ? S("&open=1") : S("?open=1"));
    return buf_str(&b);
}

static struct str screen_address(struct visit *visit, const struct lesson *lesson, size_t screen)
{
    return address(visit, lesson, screen == 1 ? S("") : number_words(visit->arena, screen), false);
}

static struct lesson_screen screen_of(struct visit *visit, const struct lesson *lesson, size_t i)
{
    const struct screen *screen = &lesson->screens.at[i];
    return (struct lesson_screen){
        .id = STR_JOIN(visit->arena, S("screen-"), number_words(visit->arena, i + 1)),
        .title = screen->title,
        .body = screen->body,
        .is_window = screen->figure == FIGURE_WINDOW,
        .is_brakes = screen->figure == FIGURE_BRAKES,
        .is_three = screen->figure == FIGURE_THREE,
        .is_signals = screen->figure == FIGURE_SIGNALS,
        .is_pause = screen->figure == FIGURE_PAUSE,
        .is_ladder = screen->figure == FIGURE_LADDER,
    };
}

static void fill_screens(struct visit *visit, const struct lesson *lesson, size_t first, size_t len,
                         struct lesson_view *view)
{
    struct lesson_screen *at = ARENA_MANY(visit->arena, struct lesson_screen, len);
    for (size_t i = 0; i < len; i++)
        at[i] = screen_of(visit, lesson, first + i);
    view->screens.at = at;
    view->screens.len = len;
}

static void fill_sources(struct visit *visit, const struct lesson *lesson, struct lesson_view *view)
{
    struct source_row *at = ARENA_MANY(visit->arena, struct source_row, lesson->sources.len);
    for (size_t i = 0; i < lesson->sources.len; i++)
        at[i] = (struct source_row){lesson->sources.at[i].strength, lesson->sources.at[i].words,
                                    lesson->sources.at[i].title};
    view->sources.at = at;
    view->sources.len = lesson->sources.len;
    view->review = lesson->review.len ? STR_JOIN(visit->arena, S("Looked at by a clinician: "), lesson->review)
                                      : S("No clinician has looked at this lesson yet.");
}

/* The line kept before stands in the form, unless the person has just typed another. */
static void fill_taken(struct visit *visit, const struct lesson *lesson, struct str problem, struct lesson_view *view)
{
    const struct entry *entry = state_note(visit->state, NOTE_TAKEN, about_lesson(visit->arena, lesson->id));
    view->taken = entry ? entry->shown->note.words : S("");
    view->taken_id = entry ? visit_stamp(visit, entry->id) : S("");
    view->words = visit->typed || problem.len ? form_get(&visit->form, S("words")) : view->taken;
    view->problem = problem;
    view->at = address(visit, lesson, S(""), false);
}

/* `screen` from 1; 0 for all of them. */
static void show_lesson(struct visit *visit, size_t i, size_t screen, struct str problem)
{
    const struct lesson *lesson = &visit->words->lessons.at[i], *next = lesson_after(visit, i);
    struct lesson_view view = {
        .title = lesson->title,
        .note = lesson->note,
        .minutes = lesson->minutes,
        .whole = screen == 0,
        .first = screen <= 1,
        .last = screen == 0 || screen == lesson->screens.len,
        .lead = screen <= 1 ? lesson->lead : (struct html){0},
        .whole_path = address(visit, lesson, S("whole"), false),
        .screens_path = screen_address(visit, lesson, 1),
        .next_lesson = next ? STR_JOIN(visit->arena, S("learn/"), next->id) : S(""),
        .next_title = next ? next->title : S(""),
        .notice = visit_saved_words(visit),
    };
    if (screen) {
        view.position = STR_JOIN(visit->arena, S("Screen "), number_words(visit->arena, screen), S(" of "),
                                 number_words(visit->arena, lesson->screens.len));
        view.back = screen > 1 ? screen_address(visit, lesson, screen - 1) : S("");
        view.next = screen < lesson->screens.len ? screen_address(visit, lesson, screen + 1) : S("");
    }
    fill_screens(visit, lesson, screen ? screen - 1 : 0, screen ? 1 : lesson->screens.len, &view);
    if (view.last)
        fill_sources(visit, lesson, &view);
    fill_taken(visit, lesson, problem, &view);
    visit_frame(visit, lesson->title, S("learn"));
    view.frame = visit->frame;
    view.take = take_form(visit, about_lesson(visit->arena, lesson->id), 1);
    page_lesson(&visit->out, &view);
}

/* The screen that an address asks for, 0 for all of them; false if there is no such screen. */
static bool screen_asked(const struct visit *visit, const struct lesson *lesson, size_t *screen)
{
    struct str place = visit->parts[1];
    uint64_t n = 1;
    *screen = 0;
    if (str_eq(place, S("whole")))
        return true;
    if (place.len && (!str_to_u64(place, lesson->screens.len, &n) || n == 0))
        return false;
    *screen = (size_t)n;
    return true;
}

void learn_lesson_get(struct visit *visit)
{
    size_t i = lesson_asked(visit), screen = 0;
    if (i == visit->words->lessons.len || !screen_asked(visit, &visit->words->lessons.at[i], &screen)) {
        visit_nothing_here(visit);
        return;
    }
    struct exposed exposed = lesson_exposed(&visit->words->lessons.at[i]);
    if (visit->typed) /* the line came too late: it stands in its form again */
        show_lesson(visit, i, visit->words->lessons.at[i].screens.len, S(""));
    else if (!exposure_waits(visit, &exposed, (struct way_back){S("learn"), S("learn"), S("Not now"), S("")}))
        show_lesson(visit, i, screen, S(""));
}

void learn_take_post(struct visit *visit)
{
    size_t i = lesson_asked(visit);
    if (i == visit->words->lessons.len) {
        visit_nothing_here(visit);
        return;
    }
    const struct lesson *lesson = &visit->words->lessons.at[i];
    struct str about = about_lesson(visit->arena, lesson->id);
    const struct entry *before = state_note(visit->state, NOTE_TAKEN, about);
    struct event event;
    struct str problem = note_decide_about(&visit->form, NOTE_TAKEN, before, about, &event);
    struct str last = lesson->screens.len > 1 ? number_words(visit->arena, lesson->screens.len) : S("");
    if (!visit_keep_unless(visit, problem, note_is_new(before, &event),
                           STR_JOIN(visit->arena, S("/"), address(visit, lesson, last, true))))
        show_lesson(visit, i, lesson->screens.len, problem);
}

/* The words used here */

static struct str about_word(struct arena *arena, struct str id)
{
    return STR_JOIN(arena, S("word/"), id);
}

static struct exposed term_exposed(const struct glossary_term *term)
{
    return (struct exposed){.plain = {term->term}, .html = {exposed_html(term->body)}};
}

void learn_words_get(struct visit *visit)
{
    struct glossary_row *rows = ARENA_MANY(visit->arena, struct glossary_row, visit->words->glossary.len);
    struct glossary_row *kept = ARENA_MANY(visit->arena, struct glossary_row, visit->words->glossary.len);
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    size_t len = 0, kept_len = 0;
    bool left_out = false;
    for (size_t i = 0; i < visit->words->glossary.len; i++) {
        struct exposed exposed = term_exposed(&visit->words->glossary.at[i]);
        enum shown shown = exposure_shown(&exposure, &exposed);
        if (shown == SHOWN_NOT) {
            left_out = true;
            continue;
        }
        const struct entry *own =
            state_note(visit->state, NOTE_WORD, about_word(visit->arena, visit->words->glossary.at[i].id));
        struct glossary_row row = {
            .id = visit->words->glossary.at[i].id,
            .term = visit->words->glossary.at[i].term,
            .own = own ? own->shown->note.words : S(""),
            .body = visit->words->glossary.at[i].body,
            .marked = shown == SHOWN_MARKED,
        };
        if (shown == SHOWN_WHEN_ASKED)
            kept[kept_len++] = row;
        else
            rows[len++] = row;
    }
    visit_frame(visit, S("Words used here"), S("learn"));
    page_glossary(&visit->out, &(struct glossary_view){
                                   .frame = visit->frame,
                                   .lead = fixed_text(visit->words, S("words-lead"))->body,
                                   .notice = visit_saved_words(visit),
                                   .terms = {rows, len},
                                   .kept_away = {kept, kept_len},
                                   .left_out = left_out,
                               });
}

static const struct glossary_term *term_asked(const struct visit *visit)
{
    for (size_t i = 0; i < visit->words->glossary.len; i++)
        if (str_eq(visit->words->glossary.at[i].id, visit->parts[0]))
            return &visit->words->glossary.at[i];
    return NULL;
}

static void show_word(struct visit *visit, const struct glossary_term *term, struct str problem)
{
    const struct entry *own = state_note(visit->state, NOTE_WORD, about_word(visit->arena, term->id));
    bool typed = visit->typed || problem.len;
    visit_frame(visit, term->term, S("learn"));
    page_glossary_term(&visit->out, &(struct glossary_term_view){
                                        .frame = visit->frame,
                                        .id = term->id,
                                        .term = term->term,
                                        .body = term->body,
                                        .own_id = own ? visit_stamp(visit, own->id) : S(""),
                                        .words = typed ? form_get(&visit->form, S("words"))
                                                 : own ? own->shown->note.words
                                                       : S(""),
                                        .problem = problem,
                                    });
}

void learn_word_get(struct visit *visit)
{
    const struct glossary_term *term = term_asked(visit);
    if (!term) {
        visit_nothing_here(visit);
        return;
    }
    struct exposed exposed = term_exposed(term);
    struct way_back back = {S("learn"), S("learn/words"), S("Not now"), S("")};
    if (visit->typed || !exposure_waits(visit, &exposed, back))
        show_word(visit, term, S(""));
}

void learn_word_post(struct visit *visit)
{
    const struct glossary_term *term = term_asked(visit);
    if (!term) {
        visit_nothing_here(visit);
        return;
    }
    struct str about = about_word(visit->arena, term->id);
    const struct entry *before = state_note(visit->state, NOTE_WORD, about);
    struct event event;
    struct str problem = note_decide_about(&visit->form, NOTE_WORD, before, about, &event);
    if (!visit_keep_unless(visit, problem, note_is_new(before, &event), S("/learn/words?kept=1")))
        show_word(visit, term, problem);
}
