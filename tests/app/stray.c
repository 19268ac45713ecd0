/*
 * tests/app/stray.c - words that were written here about something that was deleted elsewhere: offered once
 *
 * People.md 6, rule 7, its last sentence.
 */
#include "tests/app/support.h"

#include "core/course/stray.h"

enum { PATH_LEN = 96, FORM_LEN = 400 };

static const char OFFER[] = "Keep as a note", TODAY[] = "You had written more here about something that was deleted";
static const int64_t DAY_MS = 86400000;

/* Never at an earlier time than what is brought in was written. */
static struct reply brings(struct memory_app *m, struct memory_app *from)
{
    if (*memory_app_clock(m) < *memory_app_clock(from))
        *memory_app_clock(m) = *memory_app_clock(from);
    return merge(m, from);
}

static void posts(struct memory_app *m, const char *path, const char *form)
{
    assert_int_equal(post(m, path, form).status, 303);
    *memory_app_clock(m) += 1000;
}

static void edit(struct memory_app *m, const char *path, const char *words)
{
    char to[PATH_LEN + 8], form[FORM_LEN];
    snprintf(to, sizeof to, "%s/edit", path);
    snprintf(form, sizeof form, "words=%s", words);
    posts(m, to, form);
}

static void delete (struct memory_app *m, const char *path)
{
    char to[PATH_LEN + 8];
    snprintf(to, sizeof to, "%s/delete", path);
    posts(m, to, "x=1");
}

/* Two devices that hold one note, both for longer than a week, so that what either deletes is gone at once. */
struct apart {
    struct memory_app *m, *other;
    char note[PATH_LEN];
};

static struct apart apart(void)
{
    struct apart two = {.m = memory_app_make(ROOM)};
    note(two.m, "quillow");
    note(two.m, "amber"); /* it stays, and tells how long this device has written */
    page_of(two.m, "quillow", "journal", "", two.note);
    two.other = memory_app_restore(two.m);
    note(two.other, "settled");
    *memory_app_clock(two.m) += 8 * DAY_MS;
    *memory_app_clock(two.other) = *memory_app_clock(two.m);
    brings(two.m, two.other);
    return two;
}

static void apart_free(struct apart *two)
{
    memory_app_free(two->other);
    memory_app_free(two->m);
}

static bool offers(struct memory_app *m)
{
    bool page = says(get(m, "/settings/stray"), OFFER), settings = says(get(m, "/settings"), OFFER);
    bool today = says(get(m, "/"), TODAY);
    assert_true(page == settings && page == today);
    return page;
}

/* The form of the only offer on its page. */
static void form_of(struct memory_app *m, const char *what, char form[OVER_FORM_MAX])
{
    char item[NAME_LEN + 1], rest[FORM_LEN];
    assert_true(name_behind(get(m, "/settings/stray"), "name=\"item\" value=\"", item));
    snprintf(rest, sizeof rest, "item=%s&do=%s", item, what);
    with_over(m, "/settings/stray", rest, form);
}

static struct reply answer(struct memory_app *m, const char *what)
{
    char form[OVER_FORM_MAX];
    form_of(m, what, form);
    *memory_app_clock(m) += 1000;
    return post(m, "/settings/stray", form);
}

static bool is_stored(struct memory_app *m, size_t at)
{
    return memory_app_entry(m, at).bytes.len > HASH_BYTES;
}

static void words_about_what_was_deleted_elsewhere_are_offered_and_kept_as_a_note(void **state)
{
    struct apart two = apart();
    (void)state;
    size_t place = memory_app_log_len(two.m);
    edit(two.m, two.note, "bramble+and+sorrel");
    *memory_app_clock(two.other) += 60000; /* later by the clock, and yet it knew nothing of them */
    delete (two.other, two.note);
    struct reply page = brings(two.m, two.other);
    assert_true(says(page, "is gone here too (1)") && says(page, OFFER) && says(page, "bramble and sorrel"));
    assert_false(says(page, "things were deleted") || says(page, "quillow"));
    for (int i = 0; i < 2; i++) {
        assert_true(offers(two.m) && !shows(two.m, "bramble") && is_stored(two.m, place) && !is_stored(two.m, 0));
        assert_false(says(get(two.m, "/settings"), "deleted on another device</h3>"));
        assert_false(says(get(two.m, "/"), "was deleted on another device. <a href=\"/settings#keep\""));
        memory_app_restart(two.m);
    }
    memory_app_refuse_next(two.m);
    page = answer(two.m, "keep");
    assert_true(says(page, "could not be saved") && says(page, OFFER));
    page = answer(two.m, "keep");
    assert_true(page.status == 303 && str_eq(page.location, S("/settings/stray?kept=note")));
    assert_true(says(get(two.m, "/settings/stray?kept=note"), "It stands in your"));
    for (int i = 0; i < 2; i++) {
        assert_true(!offers(two.m) && shows(two.m, "bramble and sorrel") && !is_stored(two.m, place));
        assert_int_equal(counts(two.m).damaged, 0);
        assert_true(says(brings(two.m, two.other), "Nothing here was new"));
        memory_app_restart(two.m);
    }
    /* The note comes to the other device, and nothing is offered or said to be deleted there. */
    page = brings(two.other, two.m);
    assert_true(says(page, "<dt>Note</dt><dd>1</dd>") && !says(page, OFFER) && !says(page, "is gone here too"));
    assert_true(!offers(two.other) && shows(two.other, "bramble and sorrel"));
    assert_true(says(brings(two.m, two.other), "Nothing here was new"));
    apart_free(&two);
}

static void words_that_are_let_go_come_back_nowhere(void **state)
{
    struct apart two = apart();
    (void)state;
    size_t place = memory_app_log_len(two.m);
    edit(two.m, two.note, "bramble");
    struct memory_app *before = memory_app_restore(two.m); /* a backup of then, restored later */
    struct memory_app *third = memory_app_restore(two.m);
    delete (two.other, two.note);
    brings(two.m, two.other);
    assert_true(offers(two.m));
    assert_true(str_eq(answer(two.m, "let-go").location, S("/settings/stray?kept=let-go")));
    for (int i = 0; i < 2; i++) {
        assert_true(!offers(two.m) && !shows(two.m, "bramble") && !is_stored(two.m, place));
        assert_true(says(brings(two.m, two.other), "Nothing here was new"));
        brings(two.m, third); /* which still has the words, and has not heard of it */
        assert_true(!offers(two.m) && !is_stored(two.m, place));
        memory_app_restart(two.m);
    }
    brings(before, two.m);
    assert_true(!offers(before) && !shows(before, "bramble"));
    memory_app_free(third);
    memory_app_free(before);
    apart_free(&two);
}

/* A copy holds the same words as its own: once they are answered anywhere they go there too, and nothing is asked
 * twice. */
static void an_answer_elsewhere_is_an_answer_here(void **state)
{
    (void)state;
    for (int keeps = 0; keeps < 2; keeps++) {
        struct apart two = apart();
        size_t place = memory_app_log_len(two.m);
        edit(two.m, two.note, "bramble");
        struct memory_app *copy = memory_app_restore(two.m);
        delete (two.other, two.note);
        brings(two.m, two.other);
        brings(copy, two.other);
        assert_true(offers(two.m) && offers(copy) && is_stored(copy, place));
        answer(two.m, keeps ? "keep" : "let-go");
        brings(copy, two.m);
        assert_false(offers(copy) || is_stored(copy, place));
        assert_true(shows(copy, "bramble") == keeps);
        memory_app_restart(copy);
        assert_false(says(get(copy, "/"), "was deleted on another device"));
        memory_app_free(copy);
        apart_free(&two);
    }
}

/* One more device that deletes it without knowing the words is no answer. */
static void words_wait_though_it_is_deleted_once_more(void **state)
{
    struct apart two = apart();
    (void)state;
    struct memory_app *third = memory_app_restore(two.other);
    note(third, "sorrel");
    *memory_app_clock(third) += 8 * DAY_MS;
    size_t place = memory_app_log_len(two.m);
    edit(two.m, two.note, "bramble");
    delete (two.other, two.note);
    delete (third, two.note);
    brings(two.m, two.other);
    brings(two.m, third);
    assert_true(offers(two.m) && is_stored(two.m, place));
    memory_app_free(third);
    apart_free(&two);
}

/* Whoever deletes it with the words in sight means them too: here, or there after a merge. */
static void words_that_were_known_are_not_offered(void **state)
{
    (void)state;
    for (int there = 0; there < 2; there++) {
        struct apart two = apart();
        edit(two.m, two.note, "bramble");
        if (there)
            brings(two.other, two.m);
        delete (there ? two.other : two.m, two.note);
        struct reply page = brings(two.m, two.other);
        assert_false(says(page, OFFER) || offers(two.m) || shows(two.m, "bramble"));
        page = brings(two.other, two.m);
        assert_false(says(page, OFFER) || offers(two.other));
        memory_app_restart(two.m); /* and nothing of them waits */
        assert_false(offers(two.m) || says(get(two.m, "/settings"), "deleted on another device"));
        apart_free(&two);
    }
}

/* It is their author who is asked: on the device that deleted, and on a third, they come as a husk. */
static void nobody_else_is_asked(void **state)
{
    struct apart two = apart();
    (void)state;
    struct memory_app *third = memory_app_restore(two.m);
    *memory_app_clock(third) = *memory_app_clock(two.m);
    edit(two.m, two.note, "bramble");
    brings(third, two.m);
    delete (two.other, two.note);
    assert_false(says(brings(third, two.other), OFFER) || offers(third));
    assert_false(says(brings(two.other, two.m), OFFER) || offers(two.other) || shows(two.other, "bramble"));
    /* A husk that comes back takes nothing of what waits. */
    assert_true(says(brings(two.m, two.other), OFFER) && offers(two.m));
    memory_app_free(third);
    apart_free(&two);
}

/* Deleted in numbers: what only hides may be let go at once, and the words stay until they are answered. */
static void letting_go_of_the_rest_leaves_the_words(void **state)
{
    char words[16], path[PATH_LEN];
    struct memory_app *m = memory_app_make(ROOM);
    (void)state;
    for (int i = 0; i < 21; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        note(m, words);
    }
    struct memory_app *other = memory_app_restore(m);
    note(other, "settled");
    *memory_app_clock(m) = *memory_app_clock(other) += 8 * DAY_MS;
    page_of(m, "quillow05", "journal", "", path);
    size_t place = memory_app_log_len(m);
    edit(m, path, "bramble");
    for (int i = 0; i < 21; i++) {
        snprintf(words, sizeof words, "quillow%02d", i);
        page_of(other, words, "journal", "", path);
        delete (other, path);
    }
    struct reply page = brings(m, other);
    assert_true(says(page, "deleted (21)") && says(page, OFFER));
    assert_true(offers(m) && says(get(m, "/settings"), "21 things were"));
    posts(m, "/settings/let-go", "");
    for (int i = 0; i < 2; i++) {
        assert_true(offers(m) && is_stored(m, place) && !is_stored(m, 0));
        assert_false(says(get(m, "/settings"), "Let it go now") || says(get(m, "/settings"), "Let them go now"));
        memory_app_restart(m);
    }
    posts(m, "/settings/let-go", ""); /* nothing else waits */
    assert_true(offers(m));
    answer(m, "keep");
    assert_true(!offers(m) && shows(m, "bramble") && !is_stored(m, place));
    memory_app_free(other);
    memory_app_free(m);
}

/*
 * More than are asked about at a time, on a sheet of many lines: an answer is about those that its page showed, though
 * it is sent twice, from two tabs or by a page that was gone back to.
 */
static void an_answer_is_about_the_words_on_its_page(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    (void)state;
    char first[OVER_FORM_MAX], page[PATH_LEN];
    note(m, "amber");
    note(m, "quillow");
    page_of(m, "quillow", "journal", "", page);
    struct memory_app *other = memory_app_restore(m);
    note(other, "settled");
    *memory_app_clock(m) = *memory_app_clock(other) += 8 * DAY_MS;
    /* What a restored place holds is its own, and each telling was under another number. */
    for (int i = 0; i <= STRAY_TELLINGS_MAX; i++) {
        char words[16];
        struct memory_app *before = m;
        m = memory_app_restore(before);
        *memory_app_clock(m) = *memory_app_clock(before) + 1000;
        memory_app_free(before);
        snprintf(words, sizeof words, "bramble%02d", i);
        edit(m, page, words);
    }
    delete (other, page);
    brings(m, other);
    assert_true(says(get(m, "/settings/stray"), "bramble00") && !says(get(m, "/settings/stray"), "bramble08"));
    form_of(m, "let-go", first);
    assert_int_equal(post(m, "/settings/stray", first).status, 303);
    for (int i = 0; i < 2; i++) {
        struct reply rest = get(m, "/settings/stray"); /* a removal names eight devices: those, and nothing twice */
        assert_true(says(rest, "bramble08") && !says(rest, "bramble07") && !says(rest, "bramble00"));
        struct reply again = post(m, "/settings/stray", first);
        assert_true(says(again, "answered already") && says(again, "bramble08"));
    }
    for (int i = 0; offers(m); i++) {
        assert_true(i < 3);
        answer(m, "keep");
    }
    assert_true(shows(m, "bramble08") && shows(m, "bramble24") && !shows(m, "bramble07"));
    memory_app_free(other);
    memory_app_free(m);
}

/* Unanswered, they go after the week, at the first opening. */
static void after_the_week_they_go(void **state)
{
    struct apart two = apart();
    (void)state;
    size_t place = memory_app_log_len(two.m);
    edit(two.m, two.note, "bramble");
    delete (two.other, two.note);
    brings(two.m, two.other);
    *memory_app_clock(two.m) += 7 * DAY_MS - 60000;
    memory_app_restart(two.m);
    assert_true(offers(two.m) && is_stored(two.m, place));
    *memory_app_clock(two.m) += 120000;
    memory_app_restart(two.m);
    assert_true(!offers(two.m) && !is_stored(two.m, place));
    assert_true(
        says(post(two.m, "/settings/stray", "item=00000000000000000000000000000001&do=keep"), "answered already"));
    assert_true(says(brings(two.m, two.other), "Nothing here was new") && !offers(two.m));
    apart_free(&two);
}

/* Whatever the form that opens it carries: a draft of that name is no part of it. */
static void a_draft_in_the_form_that_opens_stops_nothing(void **state)
{
    struct apart two = apart();
    (void)state;
    edit(two.m, two.note, "bramble");
    delete (two.other, two.note);
    brings(two.m, two.other);
    assert_int_equal(post(two.m, "/draft", "draft=a1.&draft-at=journal/new&words=sorrel").status, 204);
    begin_practice(two.m); /* which this opening finds, and stops */
    *memory_app_clock(two.m) += 8 * DAY_MS;
    app_lock(memory_app(two.m));
    memory_app_ask(two.m, "POST", S("/unlock"), S("passphrase=four+quiet+stones&draft=a1."));
    assert_false(offers(two.m));
    assert_true(says(get(two.m, "/drafts"), "sorrel"));
    apart_free(&two);
}

/* A practice with its wind-down and the day after; a sheet with its lines: all words of one thing are one offer. */
static void all_that_was_said_about_one_thing_is_one_offer(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char id[PATH_LEN], path[2 * PATH_LEN];
    (void)state;
    post(m, "/practice/plan/A13", "minutes=5&rhythm=60");
    post(m, "/practice/check", "distress=10&presence=8&willingness=want&sober=1&no-pain=1&safe=1&able=1");
    post(m, "/practice/begin", "x=1");
    post(m, "/practice/stop", "");
    struct memory_app *other = memory_app_restore(m);
    note(other, "settled");
    *memory_app_clock(m) = *memory_app_clock(other) += 8 * DAY_MS;
    page_of(m, "<main", "journal", "", id);
    snprintf(path, sizeof path, "/practice%s/wind-down", id + strlen("/journal"));
    posts(m, path, "peak=20&presence=8&willingness=ok&expected=Bramble&happened=Sorrel");
    snprintf(path, sizeof path, "%s/delete", id);
    posts(other, path, "close=1");
    delete (other, id);
    struct reply page = brings(m, other);
    assert_true(says(page, OFFER) && says(page, "Bramble") && says(page, "What happened") && says(page, "Wind-down"));
    answer(m, "keep");
    assert_true(!offers(m) && shows(m, "What I expected: Bramble") && shows(m, "What happened: Sorrel"));
    assert_int_equal(counts(m).damaged, 0);
    memory_app_restart(m);
    assert_true(!offers(m) && shows(m, "What happened: Sorrel"));
    memory_app_free(other);
    memory_app_free(m);
}

/* Numbers and choices alone are no words: they go with their thing, and nobody is asked. */
static void without_words_nothing_is_offered(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char id[PATH_LEN], path[2 * PATH_LEN];
    (void)state;
    posts(m, "/checkin", "weather=fog&distress=20&presence=7");
    struct memory_app *other = memory_app_restore(m);
    note(other, "settled");
    *memory_app_clock(m) = *memory_app_clock(other) += 8 * DAY_MS;
    page_of(m, "<main", "journal", "", id);
    size_t place = memory_app_log_len(m);
    snprintf(path, sizeof path, "/checkin/%s", id + strlen("/journal/"));
    posts(m, path, "weather=rain&distress=30&presence=7");
    assert_true(memory_app_log_len(m) > place);
    delete (other, id);
    assert_false(says(brings(m, other), OFFER) || offers(m) || is_stored(m, place));
    memory_app_restart(m);
    assert_false(offers(m) || says(get(m, "/"), "deleted on another device"));
    memory_app_free(other);
    memory_app_free(m);
}

/* Under new keys they wait as before. */
static void they_wait_under_new_keys(void **state)
{
    struct apart two = apart();
    (void)state;
    edit(two.m, two.note, "bramble");
    delete (two.other, two.note);
    brings(two.m, two.other);
    post(two.m, "/settings/anew", "current=four+quiet+stones&passphrase=nine+warm+boats&again=nine+warm+boats");
    assert_true(offers(two.m));
    answer(two.m, "keep");
    assert_true(!offers(two.m) && shows(two.m, "bramble"));
    apart_free(&two);
}

/* Answers that name nothing, or say nothing, change nothing. */
static void an_odd_answer_changes_nothing(void **state)
{
    static const char *const FORMS[] = {"", "do=keep", "item=zz&do=keep",
                                        "item=0123456789abcdef0123456789abcdef&do=let-go"};
    struct apart two = apart();
    (void)state;
    edit(two.m, two.note, "bramble");
    delete (two.other, two.note);
    brings(two.m, two.other);
    size_t len = memory_app_log_len(two.m);
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        assert_true(says(post(two.m, "/settings/stray", FORMS[i]), OFFER));
    assert_true(says(answer(two.m, "burn"), OFFER));
    assert_int_equal(memory_app_log_len(two.m), len);
    /* One name of a note that is not deleted at all. */
    char path[PATH_LEN], form[FORM_LEN];
    page_of(two.m, "settled", "journal", "", path);
    snprintf(form, sizeof form, "item=%s&do=let-go", path + strlen("/journal/"));
    post(two.m, "/settings/stray", form);
    assert_int_equal(memory_app_log_len(two.m), len);
    assert_true(shows(two.m, "settled"));
    apart_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_about_what_was_deleted_elsewhere_are_offered_and_kept_as_a_note),
        cmocka_unit_test(words_that_are_let_go_come_back_nowhere),
        cmocka_unit_test(an_answer_elsewhere_is_an_answer_here),
        cmocka_unit_test(words_wait_though_it_is_deleted_once_more),
        cmocka_unit_test(words_that_were_known_are_not_offered),
        cmocka_unit_test(nobody_else_is_asked),
        cmocka_unit_test(letting_go_of_the_rest_leaves_the_words),
        cmocka_unit_test(an_answer_is_about_the_words_on_its_page),
        cmocka_unit_test(after_the_week_they_go),
        cmocka_unit_test(a_draft_in_the_form_that_opens_stops_nothing),
        cmocka_unit_test(all_that_was_said_about_one_thing_is_one_offer),
        cmocka_unit_test(without_words_nothing_is_offered),
        cmocka_unit_test(they_wait_under_new_keys),
        cmocka_unit_test(an_odd_answer_changes_nothing),
    };
    return cmocka_run_group_tests_name("stray", tests, NULL, NULL);
}
