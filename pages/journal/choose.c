/* pages/journal/choose.c - sentences of several entries, chosen into one card */
#include "pages/journal/item.h"
#include "pages/journal/choose.h"

#include "core/course/journal.h"
#include "pages/frame/gone.h"
#include "pages/frame/words.h"
#include "pages/journal/views.h"
#include "pages/templates.h"

enum { ENTRIES_MAX = 12, SENTENCES_MAX = 12, SENTENCE_BYTES = 600 };

/* The next sentence of a text: up to a full stop, a question mark, an exclamation mark, or the end of the line. */
static bool next_sentence(struct str *rest, struct str *sentence)
{
    while (rest->len) {
        size_t end = 0;
        while (end < rest->len && rest->at[end] != '\n') {
            char c = rest->at[end++];
            bool over = end == rest->len || rest->at[end] == ' ' || rest->at[end] == '\n';
            if (over && (c == '.' || c == '!' || c == '?'))
                break;
        }
        *sentence = str_trim(str_first(*rest, end));
        *rest = str_after(*rest, end < rest->len && rest->at[end] == '\n' ? end + 1 : end ? end : 1);
        if (sentence->len) {
            *sentence = str_first_whole(*sentence, SENTENCE_BYTES);
            return true;
        }
    }
    return false;
}

/* The sentences of an entry as boxes to tick, named by the entry and their place in it. */
static struct choose_entry entry_of(struct visit *visit, const struct entry *entry)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    struct choose_line *lines = ARENA_MANY(visit->arena, struct choose_line, SENTENCES_MAX);
    struct choose_entry out = {
        .when = visit_when_kept(visit, entry_made(entry)),
        .name = entry->kind == NOTE_WRITTEN ? words_of(visit->words, NOTE_KEYS, entry->shown->note.sort)
                                            : words_of(visit->words, EVENT_KEYS, entry->kind),
        .lines = {lines, 0},
    };
    size_t len = entry_texts(visit, entry, texts);
    for (size_t i = 0; i < len; i++) {
        struct str rest = texts[i].words, sentence;
        while (texts[i].part == TEXT_SAID && out.lines.len < SENTENCES_MAX && next_sentence(&rest, &sentence)) {
            struct buf name = buf_on(visit->arena);
            buf_put_stamp(&name, entry->id);
            buf_put_byte(&name, '.');
            buf_put_u64(&name, out.lines.len);
            lines[out.lines.len++] = (struct choose_line){buf_str(&name), sentence};
        }
    }
    return out;
}

static bool is_chosen_card(const struct entry *entry)
{
    return entry->kind == NOTE_WRITTEN && entry->shown->note.sort == NOTE_CHOSEN;
}

/* The entries with words before a stamp, newest first; where the next page begins in *earlier. */
static void put_entries(struct visit *visit, struct stamp before, struct choose_view *view)
{
    struct choose_entry *at = ARENA_MANY(visit->arena, struct choose_entry, ENTRIES_MAX);
    const struct state *state = visit->state;
    struct stamp last = {0};
    view->entries.at = at;
    for (size_t i = state->entries.len; i-- > 0;) {
        const struct entry *entry = state->entries.at[i];
        if ((stamp_is(before) && stamp_cmp(entry->id, before) >= 0) || is_chosen_card(entry))
            continue;
        struct choose_entry row = entry_of(visit, entry);
        if (row.lines.len == 0)
            continue;
        if (view->entries.len == ENTRIES_MAX) {
            view->has_earlier = true;
            view->earlier = visit_stamp(visit, last);
            return;
        }
        at[view->entries.len++] = row;
        last = entry->id;
    }
}

static struct stamp stamp_in(const struct visit *visit, struct str name)
{
    struct stamp stamp;
    return stamp_from_text(form_get(&visit->form, name), &stamp) ? stamp : (struct stamp){0};
}

static void show_choose(struct visit *visit, struct str words, struct stamp before, struct str problem)
{
    struct choose_view view = {
        .lead = fixed_text(visit->words, S("choose-lead"))->body,
        .words = words,
        .problem = problem,
        .before = stamp_is(before) ? visit_stamp(visit, before) : S(""),
        .has_newer = stamp_is(before),
    };
    put_entries(visit, before, &view);
    visit_frame(visit, S("Choose sentences"), S("journal"));
    view.frame = visit->frame;
    page_choose(&visit->out, &view);
}

void choose_get(struct visit *visit)
{
    show_choose(visit, visit_typed(visit, S("words")), stamp_in(visit, S("before")), S(""));
}

/* The card with the ticked sentences of the page that was shown below it. */
static struct str with_ticked(struct visit *visit, struct stamp before)
{
    struct choose_view page = {0};
    struct buf b = buf_on(visit->arena);
    buf_put(&b, str_trim(form_get(&visit->form, S("words"))));
    put_entries(visit, before, &page);
    for (size_t i = 0; i < page.entries.len; i++)
        for (size_t k = 0; k < page.entries.at[i].lines.len; k++) {
            const struct choose_line *line = &page.entries.at[i].lines.at[k];
            if (!form_has(&visit->form, line->name))
                continue;
            buf_put(&b, b.len ? S("\n") : S(""));
            buf_put(&b, line->words);
        }
    return buf_str(&b);
}

static void keep_card(struct visit *visit, struct str words, struct stamp before)
{
    if (words.len == 0 || words_check(words, TEXT_MAX).len) {
        show_choose(visit, words, before,
                    words.len ? S("This is longer than one card can be. All of it is still here.")
                              : S("There is nothing on the card yet. Tick a sentence, or write one."));
        return;
    }
    visit_keep(visit,
               (struct event){.kind = NOTE_WRITTEN, .note = {.sort = NOTE_CHOSEN, .words = words, .about = S("card")}});
    visit_go(visit, S("/journal?saved=1"));
}

void choose_post(struct visit *visit)
{
    struct str wanted = form_get(&visit->form, S("do"));
    struct stamp before = stamp_in(visit, S("before"));
    struct str words = with_ticked(visit, before);
    if (str_eq(wanted, S("keep")))
        keep_card(visit, words, before);
    else if (str_eq(wanted, S("earlier")))
        show_choose(visit, words, stamp_in(visit, S("earlier")), S(""));
    else
        show_choose(visit, words, str_eq(wanted, S("newer")) ? (struct stamp){0} : before, S(""));
}

void choose_print_get(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], NOTE_WRITTEN);
    if (!entry || !is_chosen_card(entry)) {
        visit_nothing_here(visit);
        return;
    }
    visit_frame(visit, S("A card"), S("journal"));
    page_choose_print(
        &visit->out,
        &(struct choose_print_view){.frame = visit->frame, .id = visit->parts[0], .words = entry->shown->note.words});
}
