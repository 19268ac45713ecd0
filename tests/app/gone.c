/*
 * tests/app/gone.c - what was typed about something that is gone is shown, and is kept or let go as its author says
 */
#include "tests/app/support.h"

#include "base/form.h"
#include "core/course/worksheet.h"
#include "pages/route.h"

/* What a store never gives a name like. */
#define NOBODY "00000000000000070000000000000007"
#define STILL_HERE "Your words are still here"

static struct memory_app *begin(void)
{
    return memory_app_make((size_t)64 << 20);
}

/* The address of a route with what is not there at each *. */
static const char *path_of(const struct route *route)
{
    static char path[200];
    struct str rest = route->pattern, piece;
    size_t at = 0;
    while (str_cut(rest, '*', &piece, &rest))
        at += (size_t)snprintf(path + at, sizeof path - at, "%.*s%s", (int)piece.len, piece.at, NOBODY);
    snprintf(path + at, sizeof path - at, "%.*s", (int)piece.len, piece.at);
    return path;
}

/* The words in the page's field, sent as a browser sends them. */
static const char *field_of(struct reply page)
{
    static uint8_t memory[1 << 16];
    struct arena arena = arena_on(memory, sizeof memory);
    struct buf b = buf_on(&arena);
    struct str body = str_of_bytes(page.body),
               mark = S("<textarea id=\"words\" name=\"words\" dir=\"auto\" placeholder=\" \" rows=\"8\">\n"), words,
               rest;
    size_t at = str_find(body, mark);
    assert_true(at != SIZE_MAX);
    str_cut(str_after(body, at + mark.len), '<', &words, &rest);
    buf_put(&b, S("words="));
    form_put_escaped(&b, words);
    buf_put_byte(&b, 0);
    return (const char *)b.at;
}

/* A word of its own in each field that any form has, one that no page of today has, and what nobody typed. */
static const char *const FIELDS[] = {
    "words",  "name",  "expected", "happened",   "remember", "comfort", "where",
    "signal", "after", "what",     "conditions", "steps",    "props",   "of-an-earlier-page"};
enum { FIELDS_LEN = sizeof FIELDS / sizeof *FIELDS };
static const char WITH_ALL[] =
    "words=Amber+words&name=Amber+name&expected=Amber+expected&happened=Amber+happened&remember=Amber+remember"
    "&comfort=Amber+comfort&where=Amber+where&signal=Amber+signal&after=Amber+after&what=Amber+what"
    "&conditions=Amber+conditions&steps=Amber+steps&props=Amber+props&of-an-earlier-page=Amber+of-an-earlier-page"
    "&willingness=rather-not&peak=70&passphrase=Amber+passphrase&code=Amber+code";

static void assert_shown_and_kept(const char *path)
{
    struct memory_app *m = begin();
    size_t before = memory_app_log_len(m);
    struct reply page = post(m, path, WITH_ALL);
    if (!says(page, STILL_HERE) || !says(page, "Keep as a note") || !says(page, "Let go"))
        fail_msg("%s loses what was typed (%d)", path, page.status);
    assert_int_equal(memory_app_log_len(m), before);
    assert_false(holds(m, "Amber"));
    assert_false(says(page, "rather-not") || says(page, "Amber passphrase") || says(page, "Amber code"));
    const char *form = field_of(page);
    assert_int_equal(post(m, "/journal/new", form).status, 303);
    for (size_t i = 0; i < FIELDS_LEN; i++) {
        char word[64];
        snprintf(word, sizeof word, "Amber %s", FIELDS[i]);
        if (!holds(m, word))
            fail_msg("%s: what was typed as %s is not in the note", path, FIELDS[i]);
    }
    assert_int_equal(memory_app_log_len(m), before + 1);
    memory_app_free(m);
}

/* Forms that go on as something new of their kind, with every choice in them; and where that is kept. */
static const struct {
    const char *pattern, *form, *anew, *word;
} AS_NEW[] = {
    {"/checkin/*", "weather=fog&words=Tourmaline", "/checkin", "Tourmaline"},
    {"/limits/*", "stance=never&what=Tourmaline&conditions=Beryl", "/limits/new", "Beryl"},
    {"/practice/own/*", "level=1&name=Tourmaline&steps=Beryl&props=Jet", "/practice/own", "Jet"},
    {"/body/*", "words=Tourmaline", "/body/new", "Tourmaline"},
};
enum { AS_NEW_LEN = sizeof AS_NEW / sizeof *AS_NEW };

static void assert_goes_on_as_new(size_t i, const char *path)
{
    struct memory_app *m = begin();
    char action[80];
    struct reply page = post(m, path, AS_NEW[i].form);
    snprintf(action, sizeof action, "action=\"%s\"", AS_NEW[i].anew);
    if (!says(page, "deleted") || !says(page, action) || !says(page, AS_NEW[i].word))
        fail_msg("%s loses what was typed (%d)", path, page.status);
    assert_int_equal(post(m, AS_NEW[i].anew, AS_NEW[i].form).status, 303);
    assert_true(holds(m, AS_NEW[i].word));
    memory_app_free(m);
}

/* A word of its own in every field for words of a worksheet. */
static size_t type_in_all(const struct worksheet *sheet, char form[4096])
{
    size_t len = 0, at = 0;
    form[0] = 0;
    for (size_t i = 0; i < sheet->fields_len; i++) {
        const struct worksheet_field *field = &sheet->fields[i];
        if ((field->kind != FIELD_WORDS && field->kind != FIELD_LINE) || field->leads)
            continue;
        at += (size_t)snprintf(form + at, 4096 - at, "%s%.*s=Amber%zux", len ? "&" : "", (int)field->key.len,
                               field->key.at, len);
        len++;
    }
    return len;
}

/* A begun worksheet that is gone goes on as a new one, with the reason for a change as well. */
static void every_worksheet_that_is_gone_goes_on_as_a_new_one(void **state)
{
    size_t seen = 0;
    (void)state;
    for (size_t i = 0; i < WORKSHEETS_LEN; i++) {
        struct memory_app *m = begin();
        char form[4096], path[160], word[32];
        size_t len = type_in_all(&WORKSHEETS[i], form);
        snprintf(path, sizeof path, "/%.*s/" NOBODY, (int)WORKSHEETS[i].path.len, WORKSHEETS[i].path.at);
        struct reply page = post(m, path, form);
        for (size_t k = 0; k < len; k++) {
            snprintf(word, sizeof word, "Amber%zux", k);
            if (!says(page, word))
                fail_msg("%s loses %s", path, word);
        }
        snprintf(path, sizeof path, "/%.*s/new", (int)WORKSHEETS[i].path.len, WORKSHEETS[i].path.at);
        if (len)
            assert_int_equal(post(m, path, form).status, 303);
        for (size_t k = 0; k < len; k++) {
            snprintf(word, sizeof word, "Amber%zux", k);
            if (!holds(m, word))
                fail_msg("%s does not keep %s", path, word);
        }
        seen += len > 0;
        memory_app_free(m);
    }
    assert_in_range(seen, 10, 200);
}

/* Answered to the recorder alone, in a sentence beside its buttons. */
static bool is_no_page(const struct route *route)
{
    return str_eq(route->pattern, S("/media/chunk/*"));
}

static void what_is_typed_about_something_gone_is_lost_at_no_address(void **state)
{
    size_t seen = 0, anew = 0;
    (void)state;
    for (size_t i = 0; i < ROUTES_LEN; i++) {
        const struct route *route = &ROUTES[i];
        size_t as_new = 0;
        if (!route->post || str_find(route->pattern, S("*")) == SIZE_MAX || is_no_page(route))
            continue;
        while (as_new < AS_NEW_LEN && !str_eq(route->pattern, str_from_c(AS_NEW[as_new].pattern)))
            as_new++;
        if (as_new < AS_NEW_LEN)
            assert_goes_on_as_new(as_new, path_of(route));
        else
            assert_shown_and_kept(path_of(route));
        seen++;
        anew += as_new < AS_NEW_LEN;
    }
    assert_int_equal(anew, AS_NEW_LEN);
    assert_in_range(seen, 24, 200);
}

/* What a field of the form names, and an address that has no page any more. */
static void neither_is_what_a_field_or_an_earlier_page_named(void **state)
{
    (void)state;
    assert_shown_and_kept("/limits/card");
    assert_shown_and_kept("/learn/plain");
    assert_shown_and_kept("/intake/brings");
    assert_shown_and_kept("/learn/scripts/S01/longest");
    assert_shown_and_kept("/of/an/earlier/attune");
}

/* Nor where it comes back by itself: brought from the drafts, or after it waited at the lock. */
static void nor_is_it_where_the_form_comes_back(void **state)
{
    static const char *const PATHS[] = {"limits/card", "learn/plain", "intake/brings", "learn/scripts/S01/longest",
                                        "limits/tested/of-an-earlier-attune"};
    struct memory_app *m = *state;
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        char form[240];
        snprintf(form, sizeof form, "draft=a%zu.&draft-at=%s&part=x&what=x&question=x&words=Quartz", i, PATHS[i]);
        assert_int_equal(post(m, "/draft", form).status, 204);
        snprintf(form, sizeof form, "/%s?draft=a%zu.", PATHS[i], i);
        struct reply page = get(m, form);
        if (!says(page, STILL_HERE) || !says(page, "\nQuartz</textarea>"))
            fail_msg("%s loses what was typed (%d)", form, page.status);
    }
}

static void asked_for_alone_it_only_says_that_nothing_is_here(void **state)
{
    struct memory_app *m = *state;
    for (size_t i = 0; i < ROUTES_LEN; i++) {
        if (ROUTES[i].post || str_find(ROUTES[i].pattern, S("*")) == SIZE_MAX)
            continue;
        char target[240];
        snprintf(target, sizeof target, "%s?words=Amber+words&happened=Amber+happened", path_of(&ROUTES[i]));
        assert_false(says(get(m, target), STILL_HERE));
    }
    struct reply page = post(m, "/practice/" NOBODY "/wind-down", "happened=&peak=40&willingness=want");
    assert_int_equal(page.status, 404);
    assert_false(says(page, STILL_HERE)); /* nothing was typed */
}

static void one_text_stands_alone_and_several_under_their_questions(void **state)
{
    struct memory_app *m = *state;
    struct reply page = post(m, "/practice/" NOBODY "/next-day", "words=quiet&sleep=20");
    assert_true(says(page, ">\nquiet</textarea>"));
    page = post(m, "/practice/" NOBODY "/wind-down", "expected=rain&happened=sun&remember=&comfort=soup");
    assert_true(says(page, ">\nWhat did I expect?\nrain\n\nWhat happened?\nsun\n\nA comfort\nsoup</textarea>"));
    page = post(m, "/practice/shape/" NOBODY, "what=name&name=moss");
    assert_true(says(page, ">\nmoss</textarea>"));
    page = post(m, "/measures/said/" NOBODY "/edit", "name-0=bread&o-0=2&words=");
    assert_true(says(page, ">\nbread</textarea>"));
}

static void what_a_worksheet_keeps_nowhere_is_not_offered_to_be_kept(void **state)
{
    struct memory_app *m = begin();
    const struct worksheet *sheet = worksheet_find(S("fear-or-desire"));
    (void)state;
    for (size_t i = 0; i < sheet->fields_len; i++) {
        if (!sheet->fields[i].leads)
            continue;
        char form[160];
        snprintf(form, sizeof form, "%.*s=Malachite+green&of-an-earlier-page=Onyx", (int)sheet->fields[i].key.len,
                 sheet->fields[i].key.at);
        struct reply page = post(m, "/work/fear-or-desire/" NOBODY "/print", form);
        assert_true(says(page, STILL_HERE) && says(page, "Onyx"));
        assert_false(says(page, "Malachite"));
        memory_app_free(m);
        return;
    }
    fail();
}

/* What a button, a tick or a hidden field sends, nobody typed: also where a sheet has a question of that name. */
static void what_nobody_typed_is_not_given_back(void **state)
{
    static const struct {
        const char *path, *form;
    } PRESSED[] = {
        {"/practice/shape/" NOBODY, "what=aside"},
        {"/offers/gathered", "about=dimension%2Fof-an-earlier-attune&says=not-so"},
        {"/offers/gathered", "about=activity%2FA15&says=not-so"},
        {"/work/brakes/" NOBODY "/print", "brake-words=1&ease=1"},
        {"/journal/" NOBODY "/delete", "over=0123456789abcdef0123456789abcdef"},
    };
    for (size_t i = 0; i < sizeof PRESSED / sizeof *PRESSED; i++) {
        struct reply page = post(*state, PRESSED[i].path, PRESSED[i].form);
        assert_int_equal(page.status, 404);
        assert_false(says(page, STILL_HERE));
    }
    /* One word is enough to be kept, where a sheet itself is no more. */
    assert_true(says(post(*state, "/work/of-an-earlier-attune/new", "why=quiet"), ">\nquiet</textarea>"));
}

/* A button has no page of its own to come back to: least of all one that says that something was deleted. */
static void a_button_that_could_not_act_says_only_that(void **state)
{
    static const char *const PRESSED[][2] = {{"/body/limit", "do=undo&area=hands"},
                                             {"/toolkit/take", "do=take&what=lesson%2FL03"}};
    struct memory_app *m = *state;
    char over[OVER_FORM_MAX];
    assert_int_equal(post(m, "/body/new", "hands-no-go=1").status, 303);
    for (size_t i = 0; i < 2; i++) {
        with_over(m, "/body", PRESSED[i][1], over);
        memory_app_refuse_next(m);
        struct reply page = post(m, PRESSED[i][0], over);
        assert_true(says(page, "That could not be saved, so nothing was done."));
        assert_false(says(page, "was deleted") || says(page, STILL_HERE));
    }
}

/* A practice that is over, and is deleted on another page; where its wind-down and next day stood. */
static void delete_practice(struct memory_app *m, char winddown[120], char nextday[120])
{
    char path[120];
    begin_practice(m);
    struct reply reply = post(m, "/practice/end", "x=1");
    assert_int_equal(reply.status, 303);
    snprintf(winddown, 120, "%.*s", (int)reply.location.len, reply.location.at);
    snprintf(nextday, 120, "%.42s/next-day", winddown);
    snprintf(path, sizeof path, "/journal/%.32s/delete", winddown + strlen("/practice/"));
    post(m, path, "close=1");
    assert_int_equal(post(m, path, "x=1").status, 303);
    assert_int_equal(get(m, winddown).status, 404);
}

static void a_wind_down_of_a_deleted_practice_is_kept_as_a_note(void **state)
{
    struct memory_app *m = *state;
    char winddown[120], nextday[120];
    delete_practice(m, winddown, nextday);
    struct reply page = post(m, winddown, "happened=The+tea+was+warm&peak=20");
    assert_true(says(page, STILL_HERE) && says(page, "\nThe tea was warm</textarea>"));
    assert_int_equal(post(m, "/journal/new", field_of(page)).status, 303);
    assert_true(shows(m, "The tea was warm"));
    page = post(m, nextday, "words=Slept+well&sleep=70");
    assert_true(says(page, "\nSlept well</textarea>"));
}

/* What a page's script kept of the form goes on with it, and is over once it is decided. */
static void a_draft_about_something_gone_opens_and_ends_with_the_decision(void **state)
{
    static const char *const DECISIONS[] = {"draft=a1.mine&words=Quartz+kept",
                                            "draft=a1.mine&words=Quartz+on&do=let-go"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct memory_app *m = begin();
        char winddown[120], nextday[120], form[240], target[200];
        delete_practice(m, winddown, nextday);
        snprintf(form, sizeof form, "draft=a1.mine&draft-at=%s&happened=Quartz+on", winddown + 1);
        assert_int_equal(post(m, "/draft", form).status, 204);
        snprintf(target, sizeof target, "%s?draft=a1.mine", winddown);
        assert_true(says(get(m, "/drafts"), target));
        memory_app_reopen(m);
        struct reply page = get(m, target);
        assert_true(says(page, STILL_HERE) && says(page, "\nQuartz on</textarea>"));
        assert_true(says(page, "name=\"draft\" value=\"a1.mine\"") && says(page, "data-key=\"mine\""));
        assert_int_equal(post(m, "/journal/new", DECISIONS[i]).status, 303);
        assert_true(says(get(m, "/drafts"), "Nothing is waiting here"));
        assert_int_equal(shows(m, "Quartz kept"), i == 0);
        memory_app_reopen(m);
        assert_false(holds(m, "Quartz on"));
        memory_app_free(m);
    }
}

/* Nor where the page itself is no more. */
static void a_draft_of_an_address_without_a_page_opens(void **state)
{
    struct memory_app *m = *state;
    assert_int_equal(post(m, "/draft", "draft=a1.&draft-at=of/an/earlier/attune&words=Quartz").status, 204);
    assert_true(says(get(m, "/of/an/earlier/attune?draft=a1."), "\nQuartz</textarea>"));
    assert_int_equal(get(m, "/of/an/earlier/attune").status, 404);
}

static void while_locked_no_words_are_shown(void **state)
{
    struct memory_app *m = *state;
    const char *const paths[] = {"/practice/" NOBODY "/wind-down", "/of/an/earlier/attune"};
    for (size_t i = 0; i < 2; i++) {
        struct reply page = memory_app_ask_as(m, "", "POST", str_from_c(paths[i]), S("happened=Quartz+on"));
        assert_false(says(page, STILL_HERE));
        assert_false(says(page, "Quartz on"));
    }
}

/*
 * Sent while locked they wait at the lock, unseen, and stand on that page once it is open.  After an update, which
 * locks, the page they were typed on may not be there any more.
 */
static void words_that_waited_at_the_lock_are_shown_after_it(void **state)
{
    static const char *const TO[][2] = {{"/practice/" NOBODY "/wind-down", "%2Fpractice%2F" NOBODY "%2Fwind-down"},
                                        {"/of/an/earlier/attune", "%2Fof%2Fan%2Fearlier%2Fattune"}};
    struct memory_app *m = *state;
    for (size_t i = 0; i < 2; i++) {
        char form[320];
        app_lock(memory_app(m));
        struct reply page = memory_app_ask(m, "POST", str_from_c(TO[i][0]), S("happened=Quartz+on&comfort=soup"));
        assert_true(says(page, "is held on this page, unseen") && !says(page, STILL_HERE));
        snprintf(form, sizeof form, "name=\"then\" value=\"%s\"", TO[i][0]);
        assert_true(says(page, form));
        snprintf(form, sizeof form,
                 "passphrase=four+quiet+stones&then=%s&held=happened%%3DQuartz%%2Bon%%26comfort%%3Dsoup", TO[i][1]);
        page = memory_app_ask(m, "POST", S("/unlock"), str_from_c(form));
        assert_true(says(page, STILL_HERE) && says(page, "Quartz on") && says(page, "soup</textarea>"));
    }
}

/* What a new device deleted waits for a week, hidden; what is typed about it meanwhile is shown all the same. */
static void nor_are_words_lost_about_what_was_deleted_elsewhere_and_waits(void **state)
{
    struct memory_app *m = *state;
    char path[96];
    note(m, "Feldspar");
    page_of(m, "Feldspar", "journal", "/edit", path);
    struct memory_app *other = memory_app_restore(m);
    delete_note(other, "Feldspar");
    merge(m, other);
    assert_false(shows(m, "Feldspar"));
    assert_true(holds(m, "Feldspar")); /* it waits */
    struct reply page = post(m, path, "words=Feldspar+and+more");
    assert_true(says(page, STILL_HERE) && says(page, "\nFeldspar and more</textarea>"));
    assert_int_equal(post(m, "/journal/new", field_of(page)).status, 303);
    assert_true(shows(m, "Feldspar and more"));
    memory_app_free(other);
}

/* A plan that came too late: what was typed for it stays, and Stop stands there for the one that is under way. */
static void a_plan_that_cannot_be_now_gives_its_words_back(void **state)
{
    struct memory_app *m = begin();
    (void)state;
    post(m, "/limits/card", "part=signal&words=The+green+ball");
    post(m, "/practice/shape/A15", "what=aside");
    assert_int_equal(post(m, "/practice/plan/A15", "signal=The+green+ball&minutes=5").status, 303);
    struct reply page = post(m, "/practice/plan/A15", "signal=The+green+ball&where=By+the+window&minutes=5");
    assert_true(says(page, STILL_HERE) && says(page, "You set this aside.") && says(page, "By the window"));
    begin_practice(m);
    page = post(m, "/practice/plan/A14", "where=By+the+window&minutes=5");
    assert_true(says(page, STILL_HERE) && says(page, "By the window") && says(page, "action=\"/practice/stop\""));
    assert_int_equal(post(m, "/practice/plan/A14", "minutes=5").status, 303);
    memory_app_free(m);
}

/* The page of a limit has its own button for that. */
static void deleting_a_limit_says_so_too(void **state)
{
    struct memory_app *m = *state;
    char id[NAME_LEN + 1], path[64], form[120];
    post(m, "/limits/new", "stance=never&what=Feldspar");
    assert_true(name_behind(get(m, "/limits"), "href=\"/limits/0", id));
    snprintf(path, sizeof path, "/limits/0%.31s", id);
    struct reply page = get(m, path);
    assert_true(says(page, "Delete it") && !says(page, "was not saved, and goes with it"));
    snprintf(form, sizeof form, "draft=a1.&draft-at=%s&what=Feldspar+and+more", path + 1);
    assert_int_equal(post(m, "/draft", form).status, 204);
    assert_true(says(get(m, path), "was not saved, and goes with it"));
}

/* Whoever deletes something is told first that what was typed about it goes too, and where that is. */
static void deleting_says_that_words_not_saved_go_with_it(void **state)
{
    struct memory_app *m = *state;
    char path[96], form[160];
    note(m, "Feldspar");
    page_of(m, "Feldspar", "journal", "/edit", path);
    snprintf(form, sizeof form, "draft=a1.&draft-at=%.60s&words=Feldspar+and+more", path + 1);
    page_of(m, "Feldspar", "journal", "/delete", path);
    assert_false(says(get(m, path), "was not saved, and goes with it"));
    assert_int_equal(post(m, "/draft", form).status, 204);
    assert_true(says(get(m, path), "was not saved, and goes with it"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_about_something_gone_is_lost_at_no_address),
        cmocka_unit_test(neither_is_what_a_field_or_an_earlier_page_named),
        cmocka_unit_test(every_worksheet_that_is_gone_goes_on_as_a_new_one),
        WITH_APP(nor_is_it_where_the_form_comes_back),
        WITH_APP(asked_for_alone_it_only_says_that_nothing_is_here),
        WITH_APP(one_text_stands_alone_and_several_under_their_questions),
        WITH_APP(what_nobody_typed_is_not_given_back),
        WITH_APP(a_button_that_could_not_act_says_only_that),
        cmocka_unit_test(what_a_worksheet_keeps_nowhere_is_not_offered_to_be_kept),
        WITH_APP(a_wind_down_of_a_deleted_practice_is_kept_as_a_note),
        cmocka_unit_test(a_draft_about_something_gone_opens_and_ends_with_the_decision),
        WITH_APP(a_draft_of_an_address_without_a_page_opens),
        WITH_APP(while_locked_no_words_are_shown),
        WITH_APP(words_that_waited_at_the_lock_are_shown_after_it),
        WITH_APP(nor_are_words_lost_about_what_was_deleted_elsewhere_and_waits),
        cmocka_unit_test(a_plan_that_cannot_be_now_gives_its_words_back),
        WITH_APP(deleting_says_that_words_not_saved_go_with_it),
        WITH_APP(deleting_a_limit_says_so_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
