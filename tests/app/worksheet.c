/*
 * tests/app/worksheet.c - guided writing asked as a browser would: nothing typed is lost, what leads to help leaves no
 * trace, what is deleted is gone, and only what is ticked comes onto paper
 */
#include "core/course/worksheet.h"
#include "tests/support/asking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)128 << 20);
}

/* The address of the newest sheet of a kind, without what was kept. */
static const char *newest(struct memory_app *m, const char *sheet)
{
    static char path[128];
    char last[64];
    snprintf(last, sizeof last, "/work/%s/last", sheet);
    struct reply reply = get(m, last);
    struct str place, query;
    assert_int_equal(reply.status, 303);
    str_cut(reply.location, '?', &place, &query);
    snprintf(path, sizeof path, "%.*s", (int)place.len, place.at);
    return path;
}

static const char *id_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

static void one_press_keeps_every_field_and_only_what_changed_later(void **state)
{
    struct memory_app *m = *state;
    size_t before = memory_app_log_len(m);
    assert_true(
        goes_to(post(m, "/work/thought/new", "situation=The+lift&feeling=fear&feeling-before=60&wider=I+can+wait"),
                "/work/thought/last"));
    assert_int_equal(memory_app_log_len(m) - before, 5); /* the beginning, and four lines */
    const char *path = newest(m, "thought");
    struct reply page = get(m, path);
    assert_true(says(page, "The lift") && says(page, "value=\"fear\"") && says(page, "I can wait"));
    before = memory_app_log_len(m);
    post(m, path, "situation=The+lift+again&feeling=fear&feeling-before=60&wider=I+can+wait");
    assert_int_equal(memory_app_log_len(m) - before, 1);
}

static void empty_sheet_is_not_begun(void **state)
{
    struct memory_app *m = *state;
    struct reply reply = post(m, "/work/thought/new", "situation=&feeling=");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "A word is enough, or skip it"));
    assert_false(says(get(m, "/journal"), "Guided writing"));
}

static void refused_sheet_comes_back_with_everything_and_says_where(void **state)
{
    struct memory_app *m = *state;
    struct reply reply =
        post(m, "/work/thought/new", "situation=On+the+stairs&feeling-before=40&for=a%0Ab%0Ac%0Ad&against=A+hand+held");
    assert_int_equal(reply.status, 200);
    assert_true(says(reply, "Three lines are enough here"));
    assert_true(says(reply, "On the stairs") && says(reply, "A hand held") && says(reply, "a\nb\nc\nd"));
    assert_true(says(reply, "name=\"feeling-before\" value=\"40\" checked"));
}

static void earlier_lines_stay_as_versions_and_deleting_takes_them_all(void **state)
{
    struct memory_app *m = *state;
    post(m, "/work/thought/new", "thought=Zirconfirst&feeling=dread");
    char path[128], entry[128], gone[160];
    snprintf(path, sizeof path, "%s", newest(m, "thought"));
    post(m, path, "thought=Zirconsecond&feeling=dread");
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    struct reply page = get(m, entry);
    assert_true(says(page, "Zirconsecond") && says(page, "How it was before") && says(page, "Zirconfirst"));
    snprintf(gone, sizeof gone, "%s/delete", entry);
    assert_true(goes_to(post(m, gone, ""), "/journal?deleted=1"));
    assert_int_equal(get(m, path).status, 404);
    memory_app_reopen(m);
    assert_false(holds(m, "Zirconsecond"));
    assert_false(holds(m, "Zirconfirst"));
}

static void words_on_a_sheet_are_found_in_the_diary(void **state)
{
    struct memory_app *m = *state;
    post(m, "/work/thought/new", "kind-voice=You+were+nine");
    post(m, "/journal", "q=were+NINE");
    struct reply page = get(m, "/journal?search=on");
    assert_true(says(page, "A thought, looked at kindly") && says(page, "<mark>were nine</mark>"));
}

static void starting_place_is_offered_filled_in_and_opened_by_its_question(void **state)
{
    struct memory_app *m = *state;
    struct reply page = get(m, "/work/thought/new?start=5");
    assert_true(says(page, "\nIf I say no, they will leave.</textarea>"));
    assert_true(says(page, "the last few times you said a small no"));
    /* The address holds a number, never the sentence. */
    assert_true(says(get(m, "/work/thought/new"), "href=\"?start=5\""));
}

static void only_what_is_ticked_stands_on_the_paper(void **state)
{
    struct memory_app *m = *state;
    char print[160];
    post(m, "/work/thought/new", "situation=Mica&against=Basalt&feeling-before=70");
    snprintf(print, sizeof print, "%s/print", newest(m, "thought"));
    struct reply choosing = get(m, print);
    assert_false(says(choosing, "checked"));
    struct reply paper = post(m, print, "against=1");
    assert_true(says(paper, "Basalt"));
    assert_false(says(paper, "Mica"));
    assert_true(says(post(m, print, ""), "the paper is empty"));
}

static void chosen_sentences_of_two_entries_make_one_card(void **state)
{
    struct memory_app *m = *state;
    char form[512], name[2][64];
    post(m, "/journal/new", "words=The+tide+went+out.+I+stayed.");
    *memory_app_clock(m) += 60000;
    post(m, "/journal/new", "words=A+gull%21+It+laughed.");
    struct reply page = get(m, "/journal/choose");
    struct str body = str_of_bytes(page.body);
    for (int i = 0; i < 2; i++) {
        /* The second sentence of each entry. */
        size_t at = str_find(body, i ? S("I stayed.") : S("It laughed."));
        assert_true(at != SIZE_MAX);
        struct str before = str_first(body, at);
        while (!str_ends(before, S("name=\"")))
            before = str_first(before, before.len - 1);
        struct str after = str_after(body, before.len), value;
        str_cut(after, '"', &value, &after);
        snprintf(name[i], sizeof name[i], "%.*s", (int)value.len, value.at);
    }
    snprintf(form, sizeof form, "do=add&words=&%s=1&%s=1", name[0], name[1]);
    assert_true(says(post(m, "/journal/choose", form), "It laughed.\nI stayed.</textarea>"));
    assert_true(goes_to(post(m, "/journal/choose", "do=keep&words=It+laughed.%0AI+stayed."), "/journal?saved=1"));
    assert_true(says(get(m, "/journal"), "Sentences I chose"));
    /* The entries stay as they are. */
    assert_true(says(get(m, "/journal"), "The tide went out. I stayed."));
}

static void unknown_sheets_and_other_entries_are_not_here(void **state)
{
    struct memory_app *m = *state;
    char path[128];
    assert_int_equal(get(m, "/work/none").status, 404);
    assert_int_equal(get(m, "/work/thought/abc").status, 404);
    post(m, "/work/thought/new", "situation=x");
    snprintf(path, sizeof path, "/work/goals/%s", id_of(newest(m, "thought")));
    assert_int_equal(get(m, path).status, 404);
}

static void what_leads_to_help_is_kept_nowhere_and_named_nowhere(void **state)
{
    struct memory_app *m = *state;
    size_t before = memory_app_log_len(m);
    assert_true(goes_to(post(m, "/work/fear-or-desire/new", "risk=3"), "/help"));
    assert_int_equal(memory_app_log_len(m), before);
    assert_true(goes_to(post(m, "/work/fear-or-desire/new", "risk=2&stop=1&guard=Obsidian&try=Amber"), "/help?kept=1"));
    const char *path = newest(m, "fear-or-desire");
    struct reply page = get(m, path);
    assert_true(says(page, "Obsidian") && says(page, "Amber")); /* both columns */
    assert_false(says(page, "name=\"risk\" value=\"2\" checked"));
    char entry[128];
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    assert_false(says(get(m, entry), "real risk"));
    /* The page that follows is the page of help lines, as anyone sees it. */
    assert_false(says(get(m, "/help?kept=1"), "real risk"));
}

/* Practice 56: restorative things to pick, without what a limit or the list speaks against. */
static void plain_pleasures_are_offered_without_what_is_kept_away(void **state)
{
    struct memory_app *m = *state;
    struct reply all = get(m, "/work/pleasant/new");
    assert_true(says(all, "A massage by a professional") && says(all, "Slow breathing") &&
                says(all, "A silence shared"));
    post(m, "/work/pleasant/new", "plain-7=1");
    post(m, "/intake/keep-away",
         "question=keep-away-triggers&keep-away-triggers-breath=1&keep-away-triggers-water=1&do=keep");
    post(m, "/limits/new", "what=Pressure&stance=never&tag=firm-touch");
    struct reply fewer = get(m, "/work/pleasant/new");
    assert_false(says(fewer, "Slow breathing") || says(fewer, "A massage by a professional") || says(fewer, "A bath"));
    assert_true(says(fewer, "A silence shared") && says(fewer, "A scent I like"));
    /* An earlier choice keeps its words and its tick. */
    assert_true(says(get(m, newest(m, "pleasant")), "A bath or a shower"));
}

/* Practice: brakes and comforts (clinical reference, 4.3). */
static void brakes_and_openings_stand_side_by_side_and_ask_for_nothing(void **state)
{
    struct memory_app *m = *state;
    struct reply empty = get(m, "/work/brakes/new");
    assert_true(says(empty, "What presses the brake?") && says(empty, "What eases it?"));
    assert_true(says(empty, "Nothing on this page is a reason to begin"));
    post(m, "/work/brakes/new",
         "brake-1=1&eases-3=1&enjoy=Rain+on+tin&with=Quartz&alone=Basalt&other=Slate&lift=Amber");
    const char *path = newest(m, "brakes");
    struct reply page = get(m, path);
    static const char *const SAID[] = {"Rain on tin", "Quartz", "Basalt", "Slate", "Amber"};
    for (size_t i = 0; i < sizeof SAID / sizeof *SAID; i++)
        assert_true(says(page, SAID[i]));
    char entry[128];
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    assert_true(says(get(m, entry), "Being tired") && says(get(m, entry), "A door I can lock"));
    /* Fear is never kept: it leads to help. */
    size_t before = memory_app_log_len(m);
    assert_true(goes_to(post(m, "/work/brakes/new", "afraid=2"), "/help"));
    assert_int_equal(memory_app_log_len(m), before);
}

static void no_verdict_is_given_whatever_was_answered(void **state)
{
    static const char *const VERDICTS[] = {"this is avoidance", "you are avoiding", "you are afraid",
                                           "your result",       "your answers",     "points"};
    struct memory_app *m = *state;
    post(m, "/work/fear-or-desire/new", "body-3=1&body-6=1&wait-2=1&after-no-2=1&guard=x&try=y&today=2");
    const char *path = newest(m, "fear-or-desire");
    char entry[128];
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    for (size_t i = 0; i < sizeof VERDICTS / sizeof *VERDICTS; i++) {
        assert_false(says(get(m, path), VERDICTS[i]));
        assert_false(says(get(m, entry), VERDICTS[i]));
    }
    assert_true(says(get(m, entry), "Dread, mostly beforehand, Curiosity"));
}

static void living_sheet_is_one_with_its_versions_and_the_reason(void **state)
{
    struct memory_app *m = *state;
    char path[128], entry[128];
    assert_false(says(get(m, "/work/plan/new"), "Why is it changing?"));
    post(m, "/work/plan/new", "next=Swimming");
    snprintf(path, sizeof path, "%s", newest(m, "plan"));
    assert_true(goes_to(get(m, "/work/plan"), path));
    assert_true(says(get(m, path), "Why is it changing?"));
    /* Begun again in another window: it goes on with the first. */
    post(m, "/work/plan/new", "next=Only+the+pool+steps&why=Too+loud");
    assert_true(strcmp(path, newest(m, "plan")) == 0);
    assert_false(says(get(m, path), "value=\"Too loud\"")); /* a reason belongs to its change */
    snprintf(entry, sizeof entry, "/journal/%s", id_of(path));
    struct reply page = get(m, entry);
    assert_true(says(page, "Only the pool steps") && says(page, "Swimming") && says(page, "Too loud"));
}

static void number_of_times_is_kept_and_mentioned_once(void **state)
{
    struct memory_app *m = *state;
    char path[160];
    post(m, "/work/goals/new", "more=A+hug+twice+a+week");
    snprintf(path, sizeof path, "%s?saved=1", newest(m, "goals"));
    assert_true(says(get(m, path), "A hug twice a week") && says(get(m, path), "It is saved as you wrote it"));
    assert_false(says(get(m, newest(m, "goals")), "It is saved as you wrote it"));
    *memory_app_clock(m) += 1000;
    post(m, "/work/goals/new", "more=A+hug+with+soft+shoulders");
    snprintf(path, sizeof path, "%s?saved=1", newest(m, "goals"));
    assert_false(says(get(m, path), "It is saved as you wrote it"));
}

static void looking_back_is_asked_only_in_the_chosen_rhythm(void **state)
{
    const int64_t DAY_MS = (int64_t)24 * 60 * 60 * 1000;
    struct memory_app *m = *state;
    *memory_app_clock(m) += 100 * DAY_MS;
    assert_false(says(get(m, "/"), "See how the last weeks were"));
    assert_true(says(post(m, "/work/review/rhythm", "days=9"), "Not being asked is one of them"));
    post(m, "/work/review/rhythm", "days=14");
    assert_false(says(get(m, "/"), "See how the last weeks were"));
    *memory_app_clock(m) += 15 * DAY_MS;
    assert_true(says(get(m, "/"), "See how the last weeks were"));
    assert_true(says(get(m, "/course"), "See how the last weeks were"));
    post(m, "/work/review/new", "easier=Stairs");
    assert_false(says(get(m, "/"), "See how the last weeks were"));
    *memory_app_clock(m) += 15 * DAY_MS;
    post(m, "/work/review/rhythm", "days=0");
    assert_false(says(get(m, "/"), "See how the last weeks were"));
}

static void signs_of_mine_lie_beside_a_practice(void **state)
{
    struct memory_app *m = *state;
    post(m, "/work/signs/new", "early-voice=I+make+jokes&well-breath=A+sigh");
    post(m, "/limits/new", "stance=never&what=Anyone+behind+me");
    begin_practice(m);
    struct reply page = get(m, "/practice/now");
    assert_true(says(page, "data-ask-ms") && says(page, "I make jokes") && says(page, "A sigh"));
}

static void own_helpers_stand_on_the_help_page_only_while_open(void **state)
{
    struct memory_app *m = *state;
    post(m, "/work/helpers/new", "name=Nurse+Odile&contact=second+door");
    struct reply page = get(m, "/help");
    assert_true(says(page, "Mine") && says(page, "Nurse Odile") && says(page, "second door"));
    app_lock(memory_app(m));
    assert_false(says(get(m, "/help"), "Odile"));
}

static void memories_begin_with_todays_date(void **state)
{
    struct memory_app *m = *state;
    struct reply page = get(m, "/work/memories");
    struct str body = str_of_bytes(page.body);
    size_t date = str_find(body, S("today-is")), title = str_find(body, S("<h1>When memories come back"));
    assert_true(date != SIZE_MAX && title != SIZE_MAX && date < title);
    assert_true(says(get(m, "/ground"), "href=\"/work/memories\""));
}

static void not_today_is_a_whole_visit(void **state)
{
    struct memory_app *m = *state;
    post(m, "/work/pleasant/new", "what=Peeling+an+orange");
    struct reply page = get(m, "/rest");
    assert_true(says(page, "You do not have to say more") && says(page, "Peeling an orange"));
    assert_true(says(post(m, "/rest", "words="), "One small thing is enough"));
    assert_true(goes_to(post(m, "/rest", "words=I+said+no+aloud"), "/rest?kept=1"));
    assert_true(says(get(m, "/moments"), "I said no aloud"));
}

static void writing_course_grounds_before_and_after_each_session_and_ends(void **state)
{
    struct memory_app *m = *state;
    char path[96];
    assert_false(says(get(m, "/work/writing"), ">Begin<"));
    for (int i = 1; i <= 5; i++) {
        snprintf(path, sizeof path, "/work/writing-%d", i);
        assert_true(says(get(m, "/work/writing"), path));
        snprintf(path, sizeof path, "/work/writing-%d/new", i);
        struct reply page = get(m, path);
        assert_true(says(page, "Before you begin") && says(page, "href=\"/ground\""));
        const struct worksheet *sheet = worksheet_find((struct str){path + 6, 9});
        assert_non_null(sheet);
        assert_int_equal(sheet->fields[0].kind, FIELD_NOTHING);
        assert_int_equal(sheet->fields[sheet->fields_len - 1].kind, FIELD_NOTHING);
        assert_true(sheet->ground_after);
    }
}

static void sheet_that_touches_a_trigger_waits_until_it_is_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < WORKSHEETS_LEN; i++) {
        if (!WORKSHEETS[i].tags)
            continue;
        struct memory_app *m = begin();
        char form[160] = "question=keep-away-triggers", path[96];
        for (size_t t = 0; t < TAG_KEYS.len; t++)
            if (SET_HAS(WORKSHEETS[i].tags, TAG_KEYS.at[t].number)) {
                size_t used = strlen(form);
                snprintf(form + used, sizeof form - used, "&keep-away-triggers-%.*s=1", (int)TAG_KEYS.at[t].key.len,
                         TAG_KEYS.at[t].key.at);
            }
        snprintf(path, sizeof path, "/%.*s", (int)WORKSHEETS[i].path.len, WORKSHEETS[i].path.at);
        assert_false(says(get(m, path), "This one is closed"));
        post(m, "/intake/keep-away", form);
        assert_true(says(get(m, path), "This one is closed"));
        strcat(path, "?open=1");
        assert_false(says(get(m, path), "This one is closed"));
        memory_app_free(m);
        return;
    }
    fail_msg("no sheet touches a trigger: this test shows nothing");
}

static void every_sheet_opens_keeps_one_line_and_shows_it_again(void **state)
{
    struct memory_app *m = *state;
    for (size_t i = 0; i < WORKSHEETS_LEN; i++) {
        const struct worksheet *sheet = &WORKSHEETS[i];
        char path[96], form[160];
        snprintf(path, sizeof path, "/%.*s", (int)sheet->path.len, sheet->path.at);
        assert_int_equal(get(m, path).status, 200);
        size_t k = 0;
        while (k < sheet->fields_len && sheet->fields[k].kind != FIELD_WORDS && sheet->fields[k].kind != FIELD_LINE)
            k++;
        if (k == sheet->fields_len)
            continue;
        strcat(path, "/new");
        assert_true(says(get(m, path), "Only you can see this"));
        snprintf(form, sizeof form, "%.*s=Chalk+and+cheese", (int)sheet->fields[k].key.len, sheet->fields[k].key.at);
        assert_true(goes_to(post(m, path, form), "/work/"));
        snprintf(path, sizeof path, "%.*s", (int)sheet->id.len, sheet->id.at);
        assert_true(says(get(m, newest(m, path)), "Chalk and cheese"));
        *memory_app_clock(m) += 1000;
    }
}

/* The sheet as it stands after it was kept. */
static struct reply kept_sheet(struct memory_app *m, const char *form)
{
    struct reply reply = post(m, "/work/fear-or-desire/new", form);
    for (int i = 0; i < 3 && reply.status == 303; i++) {
        char path[128];
        struct str where = reply.location, rest;
        str_cut(where, '#', &where, &rest);
        (void)snprintf(path, sizeof path, "%.*s", (int)where.len, where.at);
        reply = get(m, path);
    }
    return reply;
}

static void after_a_plain_no_nobody_asks_for_a_smaller_version(void **state)
{
    static const char SMALLER[] = "Is there a smaller version that you would like?";
    struct memory_app *m = *state;
    assert_false(says(get(m, "/work/fear-or-desire/new"), SMALLER));
    struct reply page = kept_sheet(m, "risk=1&stop=1&guard=Quiet+evenings");
    assert_true(says(page, "Quiet evenings"));
    assert_false(says(page, SMALLER));
    page = kept_sheet(m, "risk=1&stop=1&try=A+dance&at=try");
    assert_true(says(page, "A dance") && says(page, SMALLER));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_APP(after_a_plain_no_nobody_asks_for_a_smaller_version),
        WITH_APP(one_press_keeps_every_field_and_only_what_changed_later),
        WITH_APP(empty_sheet_is_not_begun),
        WITH_APP(refused_sheet_comes_back_with_everything_and_says_where),
        WITH_APP(earlier_lines_stay_as_versions_and_deleting_takes_them_all),
        WITH_APP(words_on_a_sheet_are_found_in_the_diary),
        WITH_APP(starting_place_is_offered_filled_in_and_opened_by_its_question),
        WITH_APP(only_what_is_ticked_stands_on_the_paper),
        WITH_APP(chosen_sentences_of_two_entries_make_one_card),
        WITH_APP(unknown_sheets_and_other_entries_are_not_here),
        WITH_APP(what_leads_to_help_is_kept_nowhere_and_named_nowhere),
        WITH_APP(plain_pleasures_are_offered_without_what_is_kept_away),
        WITH_APP(brakes_and_openings_stand_side_by_side_and_ask_for_nothing),
        WITH_APP(no_verdict_is_given_whatever_was_answered),
        WITH_APP(living_sheet_is_one_with_its_versions_and_the_reason),
        WITH_APP(number_of_times_is_kept_and_mentioned_once),
        WITH_APP(looking_back_is_asked_only_in_the_chosen_rhythm),
        WITH_APP(signs_of_mine_lie_beside_a_practice),
        WITH_APP(own_helpers_stand_on_the_help_page_only_while_open),
        WITH_APP(memories_begin_with_todays_date),
        WITH_APP(not_today_is_a_whole_visit),
        WITH_APP(writing_course_grounds_before_and_after_each_session_and_ends),
        cmocka_unit_test(sheet_that_touches_a_trigger_waits_until_it_is_opened),
        WITH_APP(every_sheet_opens_keeps_one_line_and_shows_it_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
