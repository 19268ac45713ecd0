/*
 * tests/app/kept.c - words are not lost: drafts of every form, open pages apart, long entries, and nothing left once
 * kept
 */
#include "core/course/draft.h"
#include "core/course/worksheet.h"
#include "tests/support/asking.h"
#include "wire/envelope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { TEXT_CHARACTERS = 20000, FORM_BYTES = 3 << 20 };

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)64 << 20);
}

static void draft_is_offered_brought_back_and_gone_once_kept(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Quartz+one").status, 204);
    assert_int_equal(post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Quartz+one+%26+two").status, 204);
    memory_app_reopen(m);
    assert_false(says(get(m, "/journal/new"), "Quartz"));
    assert_true(says(get(m, "/journal/new"), "href=\"/journal/new?draft=a1.\""));
    assert_true(says(get(m, "/journal"), "href=\"/journal/new?draft=a1.\""));
    assert_false(says(get(m, "/limits"), "was not saved"));
    struct reply page = get(m, "/journal/new?draft=a1.");
    assert_true(says(page, "Quartz one &amp; two</textarea>"));
    assert_true(says(page, "name=\"draft\" value=\"a1.\""));
    assert_true(goes_to(post(m, "/journal/new", "draft=a1.&words=Something+else"), "/journal"));
    assert_false(says(get(m, "/journal/new"), "was not saved"));
    assert_false(says(get(m, "/drafts"), "Quartz"));
    memory_app_reopen(m);
    assert_false(holds(m, "Quartz"));
    assert_true(says(get(m, "/journal"), "Something else"));
    assert_false(says(get(m, "/journal"), "was not saved"));
}

static void two_open_pages_keep_their_words_apart(void **state)
{
    struct memory_app *m = *state;
    post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Mica");
    post(m, "/draft", "draft=b2.&draft-at=journal/new&words=Basalt");
    post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Mica+schist");
    struct reply all = get(m, "/drafts");
    assert_true(says(all, "Mica schist") && says(all, "Basalt"));
    assert_true(says(get(m, "/journal/new"), "href=\"/drafts\""));
    post(m, "/journal/new", "draft=b2.&words=Basalt");
    assert_true(says(get(m, "/journal/new?draft=a1."), "Mica schist"));
    assert_false(says(get(m, "/drafts"), "Basalt"));
}

/* A page that goes on with an earlier draft takes another name, and the earlier one is over. */
static void page_that_goes_on_with_a_draft_never_writes_over_it_elsewhere(void **state)
{
    struct memory_app *m = *state;
    post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Feldspar");
    post(m, "/draft", "draft=c3.&draft-from=a1.&draft-at=journal/new&words=Feldspar+again");
    assert_false(says(get(m, "/journal/new?draft=a1."), "Feldspar"));
    assert_true(says(get(m, "/journal/new?draft=c3."), "Feldspar again"));
    /* The first page was still open after all. */
    post(m, "/draft", "draft=a1.&draft-at=journal/new&words=Granite");
    struct reply all = get(m, "/drafts");
    assert_true(says(all, "Granite") && says(all, "Feldspar again"));
}

/* Sent a moment after it was brought back and typed in, before its page has kept anything under its own name. */
static void draft_brought_back_is_over_though_its_page_kept_nothing_itself(void **state)
{
    struct memory_app *m = *state;
    post(m, "/draft", "draft=a1.&draft-at=limits/new&what=Agate");
    struct reply page = post(m, "/limits/new", "draft=c3.&draft-from=a1.&what=Agate"); /* no stance was chosen */
    assert_true(says(page, "name=\"draft\" value=\"a1.\""));
    assert_true(goes_to(post(m, "/limits/new", "draft=d4.&draft-from=a1.&what=Agate&stance=never"), "/limits"));
    assert_true(says(get(m, "/drafts"), "Nothing is waiting here"));
}

static const char *once_of(struct reply page)
{
    static char once[NAME_LEN + 1];
    assert_true(name_behind(page, "name=\"once\" value=\"", once));
    return once;
}

static void draft_that_comes_after_its_form_was_kept_is_late(void **state)
{
    struct memory_app *m = *state;
    char form[160], draft[160];
    const char *once = once_of(get(m, "/journal/new"));
    snprintf(form, sizeof form, "once=%s&draft=a1.&words=Slate", once);
    snprintf(draft, sizeof draft, "draft=a1.&draft-at=journal/new&draft-once=%s&words=Slat", once);
    assert_true(goes_to(post(m, "/journal/new", form), "/journal"));
    post(m, "/draft", draft);
    assert_true(says(get(m, "/drafts"), "Nothing is waiting here"));
}

/* A form that came back from the browser's memory: sent as it was, it is the same; changed, its words are kept too. */
static void form_sent_again_with_other_words_is_not_passed_over(void **state)
{
    struct memory_app *m = *state;
    char form[160], other[160];
    const char *once = once_of(get(m, "/journal/new"));
    snprintf(form, sizeof form, "once=%s&words=Chalk", once);
    snprintf(other, sizeof other, "once=%s&words=Chalk+and+flint", once);
    post(m, "/journal/new", form);
    size_t len = memory_app_log_len(m);
    assert_true(goes_to(post(m, "/journal/new", form), "/journal"));
    assert_int_equal(memory_app_log_len(m), len);
    assert_true(goes_to(post(m, "/journal/new", other), "/journal"));
    assert_true(says(get(m, "/journal"), "Chalk and flint"));
}

static void refused_form_goes_on_with_its_draft(void **state)
{
    struct memory_app *m = *state;
    post(m, "/draft", "draft=a1.&draft-at=limits/new&what=Marble");
    struct reply page = post(m, "/limits/new", "draft=a1.&what=Marble"); /* no stance was chosen */
    assert_int_equal(page.status, 200);
    assert_true(says(page, "Marble") && says(page, "name=\"draft\" value=\"a1.\""));
    assert_true(says(get(m, "/limits"), "was not saved"));
    post(m, "/limits/new", "draft=a1.&what=Marble&stance=never");
    assert_false(says(get(m, "/limits"), "was not saved"));
}

static void draft_can_be_thrown_away(void **state)
{
    struct memory_app *m = *state;
    char form[120], item[NAME_LEN + 1];
    post(m, "/draft", "draft=a1.&draft-at=kind&words=Obsidian");
    assert_true(name_behind(get(m, "/drafts"), "name=\"item\" value=\"", item));
    snprintf(form, sizeof form, "item=%s", item);
    assert_true(goes_to(post(m, "/drafts/away", form), "/drafts"));
    assert_false(says(get(m, "/drafts"), "Obsidian"));
    memory_app_reopen(m);
    assert_false(holds(m, "Obsidian"));
}

static void what_was_typed_to_change_an_entry_goes_with_it(void **state)
{
    struct memory_app *m = *state;
    char path[120], form[200];
    post(m, "/journal/new", "words=Jasper");
    struct str body = str_of_bytes(get(m, "/journal").body), mark = S("href=\"/journal/0"), id, rest;
    size_t at = str_find(body, mark);
    assert_true(at != SIZE_MAX);
    str_cut(str_after(body, at + mark.len - 1), '"', &id, &rest);
    snprintf(form, sizeof form, "draft=a1.&draft-at=journal/%.*s/edit&words=Jasper+and+jade", (int)id.len, id.at);
    snprintf(path, sizeof path, "/journal/%.*s/delete", (int)id.len, id.at);
    assert_int_equal(post(m, "/draft", form).status, 204);
    assert_true(says(get(m, "/drafts"), "Jasper and jade"));
    assert_true(goes_to(post(m, path, ""), "/journal"));
    assert_false(says(get(m, "/drafts"), "Jasper"));
    memory_app_reopen(m);
    assert_false(holds(m, "Jasper"));
}

/* Forms that change an entry, and one of their fields. */
static const struct {
    const char *pattern, *field;
} CHANGES[] = {
    {"/checkin/*", "weather=fog&words"}, {"/limits/*", "stance=never&what"},
    {"/practice/own/*", "level=1&name"}, {"/body/*", "words"},
    {"/journal/*/edit", "words"},        {"/kit/*", "words"},
    {"/media/*/edit", "words"},          {"/measures/*", "words"},
    {"/measures/said/*/edit", "words"},
};

static void what_was_typed_to_change_something_deleted_comes_back(void **state)
{
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        char path[120], form[120];
        const char *star = strchr(CHANGES[i].pattern, '*');
        snprintf(path, sizeof path, "%.*s00000000000000070000000000000007%s", (int)(star - CHANGES[i].pattern),
                 CHANGES[i].pattern, star + 1);
        snprintf(form, sizeof form, "%s=Tourmaline", CHANGES[i].field);
        struct reply reply = post(m, path, form);
        if (reply.status != 200 || !says(reply, "Tourmaline") || !says(reply, "deleted"))
            fail_msg("%s loses what was typed", CHANGES[i].pattern);
        assert_int_equal(get(m, path).status, 404);
    }
}

static void answers_that_are_kept_nowhere_are_in_no_draft(void **state)
{
    struct memory_app *m = *state;
    /* The second and third answers of this question lead to help (content/worksheets/fear-or-desire.md). */
    const struct worksheet *sheet = worksheet_find(S("fear-or-desire"));
    const char *key = NULL;
    char form[200], name[80];
    for (size_t i = 0; i < sheet->fields_len; i++)
        if (sheet->fields[i].leads) {
            snprintf(name, sizeof name, "%.*s", (int)sheet->fields[i].key.len, sheet->fields[i].key.at);
            key = name;
        }
    assert_non_null(key);
    snprintf(form, sizeof form, "draft=a1.&draft-at=work/fear-or-desire/new&%s=malachite&x=Onyx&passphrase=beryl", key);
    assert_int_equal(post(m, "/draft", form).status, 204);
    assert_true(says(get(m, "/drafts"), "Onyx"));
    assert_false(holds(m, "malachite"));
    assert_false(holds(m, "beryl"));
    assert_int_equal(post(m, "/draft", "draft=A1&draft-at=kind&words=x").status, 400);
    assert_int_equal(post(m, "/draft", "draft=a1.&words=x").status, 400);
}

/* `n` characters of four bytes each. */
static char *put_long(char *at, const char *name, int n)
{
    at += sprintf(at, "%s=", name);
    for (int i = 0; i < n; i++) {
        memcpy(at, "%F0%9F%8C%BF", 12);
        at += 12;
    }
    *at = 0;
    return at;
}

static size_t leaves_in(struct reply page)
{
    struct str rest = str_of_bytes(page.body);
    size_t n = 0, at;
    while ((at = str_find(rest, S("\U0001F33F"))) != SIZE_MAX) {
        rest = str_after(rest, at + 4);
        n++;
    }
    return n;
}

static void typing_for_an_hour_takes_no_more_room_than_what_is_typed(void **state)
{
    struct memory_app *m = memory_app_make((size_t)24 << 20);
    char *form = malloc(FORM_BYTES);
    (void)state;
    for (int i = 0; i < 1200; i++) {
        char *at = form + sprintf(form, "draft=a1.&draft-at=journal/new&n=%d&", i);
        put_long(at, "words", TEXT_CHARACTERS - i);
        assert_int_equal(post(m, "/draft", form).status, 204);
    }
    size_t words = 0;
    for (size_t i = 0; i < memory_app_log_len(m); i++)
        words += memory_app_entry(m, i).bytes.len != HASH_BYTES;
    assert_in_range(words, 1, 5); /* the newest keeping, and what making a vault left */
    memory_app_reopen(m);
    assert_int_equal(leaves_in(get(m, "/journal/new?draft=a1.")), TEXT_CHARACTERS - 1199);
    assert_true(goes_to(post(m, "/journal/new", "draft=a1.&words=Short"), "/journal"));
    free(form);
    memory_app_free(m);
}

static void entry_takes_twenty_thousand_characters_of_any_script(void **state)
{
    struct memory_app *m = *state;
    char *form = malloc(FORM_BYTES);
    put_long(form, "words", TEXT_CHARACTERS);
    assert_true(goes_to(post(m, "/journal/new", form), "/journal"));
    memory_app_reopen(m);
    assert_in_range(leaves_in(get(m, "/journal")), 1, TEXT_CHARACTERS);
    /* One more is refused, and so is far more; every word of it stands there again. */
    for (int more = 1; more <= 80000; more += 79999) {
        put_long(form, "words", TEXT_CHARACTERS + more);
        struct reply page = post(m, "/journal/new", form);
        assert_int_equal(page.status, 200);
        assert_true(says(page, "longer than one entry can be"));
        assert_int_equal(leaves_in(page), TEXT_CHARACTERS + more);
    }
    free(form);
}

/* The most that any event can hold: its record must fit an envelope. */
static void longest_record_of_every_kind_fits_an_envelope(void **state)
{
    (void)state;
    enum { ROOM_FOR_THE_REST = 512 };
    static const size_t LONGEST[] = {
        3 * (size_t)TEXT_MAX + TEXT_LINE_MAX, /* a wind-down */
        2 * (size_t)TEXT_MAX + 64 * 8,        /* a body map */
        DRAFT_MAX + DRAFT_ABOUT_MAX + DRAFT_PAGE_MAX,
        CHUNK_MAX_BYTES,
    };
    for (size_t i = 0; i < sizeof LONGEST / sizeof *LONGEST; i++)
        assert_in_range(LONGEST[i] + ROOM_FOR_THE_REST, 1, RECORD_MAX_BYTES);
}

static void no_field_is_checked_for_spelling_unless_chosen(void **state)
{
    struct memory_app *m = *state;
    assert_true(says(get(m, "/journal/new"), "spellcheck=\"false\" writingsuggestions=\"false\">"));
    assert_true(goes_to(post(m, "/settings", "setting=spelling&choice=on"), "/settings"));
    assert_true(says(get(m, "/journal/new"), "spellcheck=\"true\">"));
    memory_app_ask(m, "POST", S("/lock"), S(""));
    assert_true(says(get(m, "/unlock"), "spellcheck=\"false\" writingsuggestions=\"false\">"));
}

static void pages_past_a_lock_ask_the_browser_to_drop_those_before(void **state)
{
    struct memory_app *m = *state;
    assert_false(get(m, "/").locked);
    assert_false(get(m, "/journal").locked);
    memory_app_ask(m, "POST", S("/lock"), S(""));
    assert_true(get(m, "/").locked);
    assert_true(get(m, "/blank").locked);
    assert_true(get(m, "/unlock").locked);
}

/* Forms */

static struct str attribute(struct str tag, const char *name)
{
    char mark[64];
    struct str value = {0}, rest;
    snprintf(mark, sizeof mark, " %s=\"", name);
    size_t at = str_find(tag, str_from_c(mark));
    if (at != SIZE_MAX)
        str_cut(str_after(tag, at + strlen(mark)), '"', &value, &rest);
    return value;
}

struct forms {
    char action[64][160], form[64][400];
    size_t len;
};

/* What a page's script would send of every form with a field for words: each such field holds its own word. */
static void take_form(struct forms *forms, struct str form)
{
    struct str tag, rest, begin = form;
    bool words = false;
    char *at = forms->form[forms->len];
    str_cut(form, '>', &tag, &rest);
    struct str action = attribute(tag, "data-at").len ? attribute(tag, "data-at") : attribute(tag, "action");
    if (!str_eq(attribute(tag, "method"), S("post")) || str_find(tag, S("data-undrafted")) != SIZE_MAX ||
        str_find(tag, S("role=\"search\"")) != SIZE_MAX || str_find(form, S("type=\"password\"")) != SIZE_MAX)
        return;
    at += sprintf(at, "draft=t%zu.&draft-at=%.*s", forms->len, (int)action.len - 1, action.at + 1);
    while (str_cut(begin, '<', &tag, &rest) && rest.len) {
        begin = rest;
        str_cut(rest, '>', &tag, &rest);
        struct str name = attribute(tag, "name"), type = attribute(tag, "type");
        bool line = str_starts(tag, S("input")) && (type.len == 0 || str_eq(type, S("text"))) &&
                    !attribute(tag, "inputmode").len; /* a number is no words */
        bool hidden = str_eq(type, S("hidden")) && !str_eq(name, S("token")) && !str_eq(name, S("once"));
        struct str value = attribute(tag, "value");
        if (hidden)
            at += sprintf(at, "&%.*s=%.*s", (int)name.len, name.at, (int)value.len, value.at);
        if (!line && !str_starts(tag, S("textarea")))
            continue;
        words = true;
        at += sprintf(at, "&%.*s=Amber+%.*s", (int)name.len, name.at, (int)name.len, name.at);
    }
    if (words && forms->len < 63)
        snprintf(forms->action[forms->len++], 160, "%.*s", (int)action.len, action.at);
}

static void take_forms(struct forms *forms, struct reply page)
{
    struct str rest = str_of_bytes(page.body);
    size_t at;
    while ((at = str_find(rest, S("<form"))) != SIZE_MAX) {
        rest = str_after(rest, at);
        size_t end = str_find(rest, S("</form>"));
        assert_true(end != SIZE_MAX);
        take_form(forms, str_first(rest, end));
        rest = str_after(rest, end);
    }
}

/* Every word that was sent stands on the page that brings the form back. */
static int lost;

static void assert_brought_back(struct memory_app *m, const char *path, const char *action, const char *form, size_t n)
{
    char asked[240];
    assert_int_equal(post(m, "/draft", form).status, 204);
    snprintf(asked, sizeof asked, "%s?draft=t%zu.", action, n);
    struct reply page = get(m, asked);
    for (const char *at = form; (at = strstr(at, "=Amber+")); at++) {
        const char *end = strchr(at, '&');
        char word[120];
        snprintf(word, sizeof word, "Amber %.*s", (int)((end ? end : at + strlen(at)) - at - 7), at + 7);
        if (!says(page, word))
            printf("%s: \"%s\" does not come back at %s (%d)\n", path, word, asked, page.status), lost++;
    }
}

static const char *const WRITTEN_ON[] = {
    "/checkin",
    "/intake/brings",
    "/intake/helps",
    "/intake/hopes",
    "/limits/card?part=pace",
    "/limits/new",
    "/practice/own",
    "/rest",
    "/journal/new",
    "/journal/choose",
    "/moments",
    "/kind",
    "/body/new",
    "/effects",
    "/medicines",
    "/voice",
    "/kind/spoken",
    "/kit",
    "/measures/own",
    "/learn/scripts/own",
    "/learn/plain",
    "/learn/words/window",
    "/learn/L01/whole",
    "/settings",
    "/practice/activity/A01",
};

static void words_in_every_form_come_back(void **state)
{
    struct memory_app *m = begin();
    struct forms *forms = calloc(1, sizeof *forms);
    size_t seen = 0;
    (void)state;
    for (size_t i = 0; i < sizeof WRITTEN_ON / sizeof *WRITTEN_ON; i++) {
        memset(forms, 0, sizeof *forms);
        struct reply page = get(m, WRITTEN_ON[i]);
        take_forms(forms, page);
        if (!forms->len)
            printf("%s has no form with words (%d)\n", WRITTEN_ON[i], page.status), lost++;
        for (size_t k = 0; k < forms->len; k++)
            assert_brought_back(m, WRITTEN_ON[i], forms->action[k], forms->form[k], k);
        seen += forms->len;
        memory_app_free(m);
        m = begin();
    }
    assert_in_range(seen, 26, 100);
    for (size_t i = 0; i < WORKSHEETS_LEN; i++) {
        char path[120];
        if (!WORKSHEETS[i].fields_len)
            continue;
        memset(forms, 0, sizeof *forms);
        snprintf(path, sizeof path, "/%.*s/new", (int)WORKSHEETS[i].path.len, WORKSHEETS[i].path.at);
        take_forms(forms, get(m, path));
        for (size_t k = 0; k < forms->len; k++)
            assert_brought_back(m, path, forms->action[k], forms->form[k], k);
    }
    free(forms);
    memory_app_free(m);
    assert_int_equal(lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(draft_is_offered_brought_back_and_gone_once_kept),
        WITH_APP(two_open_pages_keep_their_words_apart),
        WITH_APP(page_that_goes_on_with_a_draft_never_writes_over_it_elsewhere),
        WITH_APP(draft_brought_back_is_over_though_its_page_kept_nothing_itself),
        WITH_APP(draft_that_comes_after_its_form_was_kept_is_late),
        WITH_APP(form_sent_again_with_other_words_is_not_passed_over),
        WITH_APP(refused_form_goes_on_with_its_draft),
        WITH_APP(draft_can_be_thrown_away),
        WITH_APP(what_was_typed_to_change_an_entry_goes_with_it),
        WITH_APP(what_was_typed_to_change_something_deleted_comes_back),
        WITH_APP(answers_that_are_kept_nowhere_are_in_no_draft),
        cmocka_unit_test(typing_for_an_hour_takes_no_more_room_than_what_is_typed),
        WITH_APP(entry_takes_twenty_thousand_characters_of_any_script),
        cmocka_unit_test(longest_record_of_every_kind_fits_an_envelope),
        WITH_APP(no_field_is_checked_for_spelling_unless_chosen),
        WITH_APP(pages_past_a_lock_ask_the_browser_to_drop_those_before),
        cmocka_unit_test(words_in_every_form_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
