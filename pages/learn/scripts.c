/* pages/learn/scripts.c - the list of scripts, one in three lengths, printing, and a small exercise */
#include "pages/learn/scripts.h"

#include "core/course/journal.h"
#include "core/course/script.h"
#include "pages/frame/exposure.h"
#include "pages/frame/gone.h"
#include "pages/frame/held.h"
#include "pages/frame/words.h"
#include "pages/learn/views.h"
#include "pages/templates.h"

enum { LENGTHS = 3, OWN_SHOWN_BYTES = 80 };

static const struct {
    struct str key, title, rows;
} LENGTH[LENGTHS] = {
    {S_INIT("short"), S_INIT("Short"), S_INIT("3")},
    {S_INIT("medium"), S_INIT("Medium"), S_INIT("6")},
    {S_INIT("long"), S_INIT("Long"), S_INIT("11")},
};

#define ABOUT_OWN S("script/own")
#define ABOUT_REQUEST S("script/plain-request")
#define ABOUT_REFUSAL S("script/plain-refusal")

static struct str form_of(const struct script *script, size_t length)
{
    const struct str FORMS[LENGTHS] = {script->short_form, script->medium_form, script->long_form};
    return FORMS[length];
}

static size_t length_of(struct str key)
{
    size_t length = 0;
    while (length < LENGTHS && !str_eq(LENGTH[length].key, key))
        length++;
    return length;
}

static const struct entry *own_version(struct visit *visit, const struct script *script, size_t length)
{
    struct str about = STR_JOIN(visit->arena, S("script/"), script->id, S("-"), LENGTH[length].key);
    return state_note(visit->state, NOTE_SCRIPT, about);
}

/* As the person keeps it, or else filled with what they said about themselves: to be read, or in a field. */
static struct str words_now(struct visit *visit, const struct script *script, size_t length, bool to_read)
{
    const struct entry *own = own_version(visit, script, length);
    return own ? own->shown->note.words : script_fill(form_of(script, length), visit->state, to_read, visit->arena);
}

static struct exposed script_exposed(const struct script *script)
{
    return (struct exposed){
        .tags = script->tags,
        .plain = {script->title, script->short_form, script->medium_form, script->long_form},
        .html = {exposed_html(script->lead), exposed_html(script->why)},
    };
}

static struct str first_line(struct str words)
{
    struct str line, rest;
    str_cut(words, '\n', &line, &rest);
    return str_first_whole(line, OWN_SHOWN_BYTES);
}

static struct str own_title(struct str about)
{
    if (str_eq(about, ABOUT_REQUEST))
        return S("A request, without sorry");
    if (str_eq(about, ABOUT_REFUSAL))
        return S("A refusal, without sorry");
    return S("");
}

/* Scripts of one's own, newest first. */
static struct held_rows own_rows(struct visit *visit)
{
    struct held_row *rows = ARENA_MANY(visit->arena, struct held_row, visit->state->abouts.len + 1);
    size_t len = 0, i = visit->state->abouts.len;
    for (const struct entry *e; (e = state_note_before(visit->state, NOTE_SCRIPT, S(""), &i));) {
        struct str about = e->shown->note.about, title = own_title(about);
        struct held_row row = {.path = STR_JOIN(visit->arena, S("journal/"), visit_stamp(visit, e->id)),
                               .title = first_line(e->shown->note.words),
                               .about = title};
        for (size_t s = 0; s < visit->words->scripts.len; s++) {
            struct str prefix = STR_JOIN(visit->arena, S("script/"), visit->words->scripts.at[s].id, S("-"));
            if (!str_starts(about, prefix))
                continue;
            struct str key = str_after(about, prefix.len);
            row.path = STR_JOIN(visit->arena, S("learn/scripts/"), visit->words->scripts.at[s].id, S("#"), key);
            row.about = STR_JOIN(visit->arena, visit->words->scripts.at[s].title, S(", "), key);
        }
        rows[len++] = row;
    }
    return (struct held_rows){rows, len};
}

void scripts_get(struct visit *visit)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    struct held_list list = held_begin(visit->arena, visit->words->scripts.len);
    for (size_t i = 0; i < visit->words->scripts.len; i++) {
        struct exposed exposed = script_exposed(&visit->words->scripts.at[i]);
        held_add(&list, visit->words->scripts.at[i].group, exposure_shown(&exposure, &exposed),
                 (struct held_row){.path = STR_JOIN(visit->arena, S("learn/scripts/"), visit->words->scripts.at[i].id),
                                   .title = visit->words->scripts.at[i].title});
    }
    visit_frame(visit, S("Words to say"), S("learn"));
    page_scripts(&visit->out, &(struct scripts_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(visit->words, S("scripts-lead"))->body,
                                  .notice = visit_saved_words(visit),
                                  .mine = own_rows(visit),
                                  .list = list,
                              });
}

static const struct script *script_asked(struct visit *visit)
{
    for (size_t i = 0; i < visit->words->scripts.len; i++)
        if (str_eq(visit->words->scripts.at[i].id, visit->parts[0]))
            return &visit->words->scripts.at[i];
    visit_nothing_here(visit);
    return NULL;
}

static void show_script(struct visit *visit, const struct script *script, size_t written, const struct str *typed,
                        struct str problem)
{
    struct script_form *forms = ARENA_MANY(visit->arena, struct script_form, LENGTHS);
    struct str kept = form_get(&visit->query, S("kept")), fresh = form_get(&visit->query, S("fresh"));
    for (size_t i = 0; i < LENGTHS; i++) {
        const struct entry *own = own_version(visit, script, i);
        bool anew = str_eq(fresh, LENGTH[i].key);
        forms[i] = (struct script_form){
            .key = LENGTH[i].key,
            .title = LENGTH[i].title,
            .rows = LENGTH[i].rows,
            .once = form_once(visit, (unsigned)i),
            .words = anew ? script_fill(form_of(script, i), visit->state, false, visit->arena)
                          : words_now(visit, script, i, false),
            .entry = own ? visit_stamp(visit, own->id) : S(""),
            .mine = own != NULL,
            .kept = str_eq(kept, LENGTH[i].key),
        };
        if (i == written) {
            forms[i].problem = problem;
            forms[i].words = typed ? *typed : forms[i].words;
        }
    }
    visit_frame(visit, script->title, S("learn"));
    page_script(&visit->out, &(struct script_view){
                                 .frame = visit->frame,
                                 .id = script->id,
                                 .title = script->title,
                                 .group = script->group,
                                 .lead = script->lead,
                                 .why = script->why,
                                 .forms = {forms, LENGTHS},
                             });
}

void script_get(struct visit *visit)
{
    const struct script *script = script_asked(visit);
    if (!script)
        return;
    struct exposed exposed = script_exposed(script);
    struct str typed = form_get(&visit->form, S("words"));
    struct way_back back = {S("learn"), S("learn/scripts"), S("Other words"), S("")};
    if (visit->parts[1].len && length_of(visit->parts[1]) == LENGTHS)
        visit_nothing_here(visit);
    else if (visit->typed)
        show_script(visit, script, length_of(visit->parts[1]), &typed, S(""));
    else if (!exposure_waits(visit, &exposed, back))
        show_script(visit, script, LENGTHS, NULL, S(""));
}

void script_post(struct visit *visit)
{
    const struct script *script = script_asked(visit);
    if (!script)
        return;
    size_t length = length_of(visit->parts[1]);
    if (length == LENGTHS) {
        visit_nothing_here(visit);
        return;
    }
    const struct entry *own = own_version(visit, script, length);
    struct str typed = form_get(&visit->form, S("words"));
    struct str key = LENGTH[length].key, about = STR_JOIN(visit->arena, S("script/"), script->id, S("-"), key);
    struct event event;
    struct str problem = note_decide_about(&visit->form, NOTE_SCRIPT, own, about, &event);
    /* It was open just now, so what it holds is no surprise. */
    struct str path = STR_JOIN(visit->arena, S("/learn/scripts/"), script->id, S("?open=1&kept="), key, S("#"), key);
    if (!visit_keep_unless(visit, problem, note_is_new(own, &event), path))
        show_script(visit, script, length, &typed, problem);
}

/* Printing */

static void show_print(struct visit *visit, const struct script_part *parts, size_t len, struct str back)
{
    visit_frame(visit, S("To print"), S("learn"));
    page_script_print(&visit->out,
                      &(struct script_print_view){.frame = visit->frame, .back = back, .parts = {parts, len}});
}

void script_print_get(struct visit *visit)
{
    const struct script *script = script_asked(visit);
    if (!script)
        return;
    struct exposed exposed = script_exposed(script);
    if (exposure_waits(visit, &exposed, (struct way_back){S("learn"), S("learn/scripts"), S("Other words"), S("")}))
        return;
    struct script_part *parts = ARENA_MANY(visit->arena, struct script_part, LENGTHS);
    size_t wanted = length_of(form_get(&visit->query, S("form"))), len = 0;
    for (size_t i = 0; i < LENGTHS; i++)
        if (wanted == LENGTHS || wanted == i)
            parts[len++] = (struct script_part){
                .title = script->title,
                .form = wanted == LENGTHS ? LENGTH[i].title : S(""),
                .words = words_now(visit, script, i, true),
            };
    show_print(visit, parts, len, STR_JOIN(visit->arena, S("learn/scripts/"), script->id));
}

void scripts_print_get(struct visit *visit)
{
    struct script_part *parts = ARENA_MANY(visit->arena, struct script_part, visit->state->abouts.len + 1);
    struct held_rows rows = own_rows(visit);
    size_t len = 0, i = visit->state->abouts.len;
    for (const struct entry *e; (e = state_note_before(visit->state, NOTE_SCRIPT, S(""), &i)); len++) {
        struct str title = rows.at[len].about;
        parts[len] =
            (struct script_part){.title = title.len ? title : S("My own words"), .words = e->shown->note.words};
    }
    show_print(visit, parts, len, S("learn/scripts"));
}

/* A situation of one's own */

static void show_own(struct visit *visit, struct str words, struct str problem)
{
    visit_frame(visit, S("Words of my own"), S("learn"));
    page_own_script(&visit->out, &(struct own_script_view){.frame = visit->frame, .words = words, .problem = problem});
}

void own_script_get(struct visit *visit)
{
    show_own(visit, visit_typed(visit, S("words")), S(""));
}

void own_script_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_SCRIPT, (struct stamp){0}, &event);
    event.note.about = ABOUT_OWN;
    if (!visit_keep_unless(visit, problem, &event, S("/learn/scripts?kept=own")))
        show_own(visit, form_get(&visit->form, S("words")), problem);
}

/* Without sorry */

static const struct {
    struct str key, title, hint, about;
} BOXES[] = {
    {S_INIT("request"), S_INIT("Something I would like"),
     S_INIT("One wish, small or large, to someone you know. It may begin with “I’d like”."),
     S_INIT("script/plain-request")},
    {S_INIT("refusal"), S_INIT("Something I say no to"),
     S_INIT("One no, with or without thanks. It may begin with “No”."), S_INIT("script/plain-refusal")},
};
enum { BOXES_LEN = sizeof BOXES / sizeof *BOXES };

static size_t box_of(struct str key)
{
    size_t i = 0;
    while (i < BOXES_LEN && !str_eq(BOXES[i].key, key))
        i++;
    return i;
}

static void show_plain(struct visit *visit, size_t written, const struct str *typed, struct str problem)
{
    struct plain_box *boxes = ARENA_MANY(visit->arena, struct plain_box, BOXES_LEN);
    for (size_t i = 0; i < BOXES_LEN; i++) {
        const struct entry *said = state_note(visit->state, NOTE_SCRIPT, BOXES[i].about);
        struct str words = said ? said->shown->note.words : S("");
        boxes[i] = (struct plain_box){
            .key = BOXES[i].key,
            .title = BOXES[i].title,
            .hint = BOXES[i].hint,
            .once = form_once(visit, (unsigned)i),
            .once_other = form_once(visit, (unsigned)(i + BOXES_LEN)),
            .words = typed && i == written ? *typed : words,
            .problem = i == written ? problem : S(""),
            .said = words,
            .entry = said ? visit_stamp(visit, said->id) : S(""),
            .apology = script_apology(words),
            .without = script_apology(words).len ? script_without_apology(words, visit->arena) : S(""),
            .kept = str_eq(form_get(&visit->query, S("kept")), BOXES[i].key),
        };
    }
    visit_frame(visit, S("Without sorry"), S("learn"));
    page_plain(&visit->out, &(struct plain_view){
                                .frame = visit->frame,
                                .lead = fixed_text(visit->words, S("plain-lead"))->body,
                                .boxes = {boxes, BOXES_LEN},
                            });
}

void plain_get(struct visit *visit)
{
    struct str typed = form_get(&visit->form, S("words"));
    size_t box = visit->typed ? box_of(form_get(&visit->form, S("what"))) : BOXES_LEN;
    if (!visit->typed || box < BOXES_LEN || !visit_holds_words(visit, S("")))
        show_plain(visit, box, &typed, S(""));
}

void plain_post(struct visit *visit)
{
    size_t box = box_of(form_get(&visit->form, S("what")));
    struct str typed = form_get(&visit->form, S("words"));
    struct event event;
    if (box == BOXES_LEN) {
        visit_nothing_here(visit);
        return;
    }
    const struct entry *said = state_note(visit->state, NOTE_SCRIPT, BOXES[box].about);
    struct str problem = note_decide_about(&visit->form, NOTE_SCRIPT, said, BOXES[box].about, &event);
    struct str path = STR_JOIN(visit->arena, S("/learn/plain?kept="), BOXES[box].key, S("#"), BOXES[box].key);
    if (!visit_keep_unless(visit, problem, note_is_new(said, &event), path))
        show_plain(visit, box, &typed, problem);
}
