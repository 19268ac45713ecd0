/* pages/journal/diary.c - the diary page by page, what is looked for in it, and what was noticed */
#include "base/folding.h"
#include "core/course/journal.h"
#include "pages/frame/words.h"
#include "pages/journal/item.h"
#include "pages/journal/journal.h"
#include "pages/templates.h"

enum { FOUND_BEFORE_BYTES = 60, FOUND_BYTES = 240 };

/* "Monday evening, 23 November 2026" as the day of a heading and the part of it beside an entry. */
static void cut_when(struct visit *visit, const struct event *made, struct str *day, struct str *part)
{
    struct str rest, date;
    str_cut(visit_when_kept(visit, made), ' ', day, &rest);
    str_cut(rest, ',', part, &date);
    *day = STR_JOIN(visit->arena, *day, S(","), date);
}

/* The last whole characters of s, about n bytes. */
static struct str last_whole(struct str s, size_t n)
{
    if (s.len <= n)
        return s;
    return str_after(s, str_first_whole(s, s.len - n).len);
}

/* The line that holds a hit, with what stands around it. */
static struct diary_line line_found(const struct journal_text *text, size_t at, size_t len)
{
    struct str before = str_first(text->words, at), after = str_after(text->words, at + len), rest;
    for (size_t i = before.len; i > 0; i--)
        if (before.at[i - 1] == '\n') {
            before = str_after(before, i);
            break;
        }
    str_cut(after, '\n', &after, &rest);
    struct str more = str_first_whole(after, FOUND_BYTES);
    return (struct diary_line){
        .label = text->label,
        .before = last_whole(before, FOUND_BEFORE_BYTES),
        .hit = str_first(str_after(text->words, at), len),
        .after = more,
        .goes_on = rest.len > 0 || more.len < after.len,
    };
}

static void fill_lines(struct visit *visit, const struct entry *entry, struct str needle, struct diary_item *item)
{
    struct journal_text texts[JOURNAL_TEXTS_MAX];
    size_t len = entry_texts(visit, entry, texts);
    struct diary_line *at = ARENA_MANY(visit->arena, struct diary_line, len + 1);
    item->lines.at = at;
    for (size_t i = 0; i < len; i++) {
        size_t hit = 0, found = needle.len ? fold_find(texts[i].words, needle, &hit) : SIZE_MAX;
        if (found != SIZE_MAX && texts[i].part != TEXT_TITLE)
            at[item->lines.len++] = line_found(&texts[i], found, hit);
        else if (!needle.len && texts[i].part == TEXT_SAID)
            at[item->lines.len++] = entry_line_shown(&texts[i]);
    }
}

static struct diary_item item_of(struct visit *visit, const struct entry *entry, struct str part, struct str needle)
{
    struct diary_item item = {
        .id = visit_stamp(visit, entry->id),
        .title = entry_title(visit, entry->shown),
        .how = entry_how(visit, entry),
        .name = STR_JOIN(visit->arena, entry_kind_words(visit->words, entry->shown), S(", "), part),
        .skies = entry_sky(visit, entry->shown),
        .media = entry_media(visit, entry),
    };
    fill_lines(visit, entry, needle, &item);
    return item;
}

/* What is looked for never stands in an address: the browser would keep it (doc/threat-model.md). */
static struct str page_query(struct visit *visit, struct str needle, struct stamp before)
{
    struct buf b = buf_on(visit->arena);
    buf_put(&b, needle.len ? S("search=on") : S(""));
    if (stamp_is(before)) {
        buf_put(&b, needle.len ? S("&before=") : S("before="));
        buf_put_stamp(&b, before);
    }
    return buf_str(&b);
}

/* Entries grouped by the day of the person who made them, wherever they were. */
static struct diary diary_of(struct visit *visit, const struct journal_page *page, struct str needle)
{
    struct diary_day *days = ARENA_MANY(visit->arena, struct diary_day, JOURNAL_PAGE_MAX);
    struct diary_item *items = ARENA_MANY(visit->arena, struct diary_item, JOURNAL_PAGE_MAX);
    size_t len = 0;
    for (size_t i = 0; i < page->len; i++) {
        struct str day, part;
        cut_when(visit, entry_made(page->at[i]), &day, &part);
        if (len == 0 || !str_eq(days[len - 1].title, day)) {
            days[len].title = day;
            days[len++].items.at = items + i;
        }
        items[i] = item_of(visit, page->at[i], part, needle);
        days[len - 1].items.len++;
    }
    return (struct diary){
        .days = {days, len},
        .has_newer = page->has_newer,
        .has_earlier = page->has_earlier,
        .newer = page_query(visit, needle, page->newer),
        .earlier = page_query(visit, needle, page->earlier),
    };
}

static struct diary diary_asked(struct visit *visit, bool only_moments, struct str needle)
{
    struct journal_ask ask = {.needle = needle, .only_moments = only_moments, .namer = texts_namer(visit->words)};
    struct journal_page page;
    if (!stamp_from_text(form_get(&visit->query, S("before")), &ask.before))
        ask.before = (struct stamp){0};
    journal_page(visit->state, &ask, &page);
    return diary_of(visit, &page, needle);
}

struct str journal_notice(struct visit *visit)
{
    if (form_has(&visit->query, S("deleted")))
        return S("Deleted. Its words are gone from attune’s own storage.");
    return visit_saved_words(visit);
}

void journal_get(struct visit *visit)
{
    struct str needle = form_has(&visit->query, S("search")) ? visit->search : S("");
    struct diary diary = diary_asked(visit, false, needle);
    visit_frame(visit, S("Journal"), S("journal"));
    page_journal(&visit->out, &(struct journal_view){
                                  .frame = visit->frame,
                                  .parts = parts_of(visit->words, visit->arena, S("journal")),
                                  .needle = needle,
                                  .notice = journal_notice(visit),
                                  .diary = diary,
                                  .any = diary.days.len > 0,
                                  .searching = needle.len > 0,
                              });
}

void journal_search_post(struct visit *visit)
{
    visit->search = str_first_whole(str_trim(form_get(&visit->form, S("q"))), SEARCH_MAX);
    visit_go(visit, visit->search.len ? S("/journal?search=on") : S("/journal"));
}

/* Noticed moments */

static void show_moments(struct visit *visit, struct str words, struct str problem)
{
    struct diary diary = diary_asked(visit, true, S(""));
    visit_frame(visit, S("Noticed moments"), S("journal"));
    page_moments(&visit->out, &(struct moments_view){
                                  .frame = visit->frame,
                                  .lead = fixed_text(visit->words, S("moments-lead"))->body,
                                  .words = words,
                                  .problem = problem,
                                  .notice = journal_notice(visit),
                                  .diary = diary,
                                  .any = diary.days.len > 0,
                              });
}

void moments_get(struct visit *visit)
{
    show_moments(visit, visit_typed(visit, S("words")), S(""));
}

void moments_post(struct visit *visit)
{
    struct event event;
    struct str problem = note_decide(&visit->form, NOTE_MOMENT, (struct stamp){0}, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/moments?saved=1")))
        show_moments(visit, form_get(&visit->form, S("words")), problem);
}
