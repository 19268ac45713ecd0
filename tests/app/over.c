/*
 * tests/app/over.c - what is said of a limit or a ceiling is over what its page showed, and over nothing that came
 * since
 *
 * People.md 6, rule 6: between a page and its form a backup may be brought in, in another tab.
 */
#include "tests/app/support.h"

enum { PATH_MAX_LEN = 96 };

static void brings(struct memory_app *m, struct memory_app *from)
{
    assert_true(says(merge(m, from), "The backup is brought in"));
}

/* The name of the one limit on the page, in its place in an address. */
static void limit_at(struct memory_app *m, const char *before, const char *after, char out[PATH_MAX_LEN])
{
    struct str page = str_of_bytes(get(m, "/limits").body), mark = S("href=\"/limits/0");
    size_t at = str_find(page, mark);
    assert_true(at != SIZE_MAX);
    page = str_after(page, at + mark.len - 1);
    snprintf(out, PATH_MAX_LEN, "%s%.32s%s", before, page.at, after);
}

static void posts(struct memory_app *m, const char *path, const char *form, const char *leads_to)
{
    struct reply reply = post(m, path, form);
    assert_int_equal(reply.status, 303);
    assert_true(str_eq(reply.location, str_from_c(leads_to)));
    *memory_app_clock(m) += 1000;
}

static bool closed(struct memory_app *m)
{
    return says(get(m, "/practice/activity/A13"), "One of your limits says no");
}

/* Two devices with one limit, and what the first one's page at `of` it holds; then it is said more tightly elsewhere.
 */
struct apart {
    struct memory_app *m, *other;
    char limit[PATH_MAX_LEN];
};

static struct apart told_apart(void)
{
    struct apart two = {.m = memory_app_make(ROOM)};
    posts(two.m, "/limits/new", "stance=maybe&what=Quillow&tag=fabric", "/limits?saved=1");
    limit_at(two.m, "/limits/", "", two.limit);
    two.other = memory_app_restore(two.m);
    *memory_app_clock(two.m) += 1000;
    *memory_app_clock(two.other) = *memory_app_clock(two.m) + 60000;
    return two;
}

static void tell_elsewhere(struct apart *two)
{
    char form[OVER_FORM_MAX];
    with_over(two->other, two->limit, "stance=never&what=Quillow&tag=fabric&conditions=sorrel", form);
    posts(two->other, two->limit, form, "/limits?saved=1");
    *memory_app_clock(two->m) = *memory_app_clock(two->other);
    brings(two->m, two->other);
}

static void apart_free(struct apart *two)
{
    memory_app_free(two->other);
    memory_app_free(two->m);
}

static bool stands_beside(struct memory_app *m)
{
    return says(get(m, "/limits"), "This was worded in two places") && says(get(m, "/limits"), "sorrel");
}

static void a_limit_saved_over_a_page_from_before_a_merge_leaves_what_came_acting(void **state)
{
    struct apart two = told_apart();
    char form[OVER_FORM_MAX];
    (void)state;
    assert_false(closed(two.m));
    with_over(two.m, two.limit, "stance=like&what=Quillow&tag=fabric", form); /* the page stands open in one tab */
    tell_elsewhere(&two);                                                     /* and in another the backup comes */
    assert_true(closed(two.m));
    posts(two.m, two.limit, form, "/limits?saved=beside");
    assert_true(says(get(two.m, "/limits?saved=beside"), "which this page did not show"));
    for (int i = 0; i < 2; i++) {
        assert_true(closed(two.m) && stands_beside(two.m));
        assert_true(says(get(two.m, two.limit), "This was worded in two places"));
        memory_app_restart(two.m);
    }
    /* Seen, and said once more: now it is over both. */
    with_over(two.m, two.limit, "stance=like&what=Quillow&tag=fabric", form);
    posts(two.m, two.limit, form, "/limits?saved=1");
    assert_false(closed(two.m) || stands_beside(two.m));
    apart_free(&two);
}

/* What cannot be read, names something else, or is not there, was not on the screen. */
static void a_form_that_does_not_say_what_it_showed_supersedes_nothing(void **state)
{
    static const char *const FORMS[] = {
        "",
        "over=&",
        "over=zz&",
        "over=00000000000000000000000000000000&",
        "over=0123456789abcdef0123456789abcdef&",
        "over=0123456789abcdef&",
        "over="
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "0000"
        "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        "00000000"
        "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000&",
    };
    (void)state;
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        struct memory_app *m = memory_app_make(ROOM);
        char limit[PATH_MAX_LEN], gone[PATH_MAX_LEN], form[OVER_FORM_MAX];
        posts(m, "/limits/new", "stance=never&what=Quillow&tag=fabric", "/limits?saved=1");
        limit_at(m, "/limits/", "", limit);
        limit_at(m, "/journal/", "/delete", gone);
        snprintf(form, sizeof form, "%sstance=like&what=Quillow&tag=fabric", FORMS[i]);
        posts(m, limit, form, "/limits?saved=beside");
        assert_true(closed(m) && says(get(m, "/limits"), "This was worded in two places"));
        /* A deletion is asked for once more, on a page that says what it is about. */
        size_t len = memory_app_log_len(m);
        snprintf(form, sizeof form, "%sx=1", FORMS[i]);
        assert_true(says(post(m, gone, form), "Delete this?"));
        assert_int_equal(memory_app_log_len(m), len);
        posts(m, "/practice/ceiling", "level=2", "/practice");
        snprintf(form, sizeof form, "%slevel=5", FORMS[i]);
        posts(m, "/practice/ceiling", form, "/practice/ceiling");
        assert_true(says(get(m, "/practice/ceiling"), "This was chosen in more than one place"));
        assert_true(says(get(m, "/practice/ceiling"), "value=\"2\" checked"));
        memory_app_restart(m);
        assert_true(closed(m) && says(get(m, "/practice/ceiling"), "value=\"2\" checked"));
        assert_int_equal(post_from(m, gone, gone, "x=1").status, 303);
        assert_false(closed(m) || says(get(m, "/limits"), "Quillow"));
        memory_app_free(m);
    }
}

/* A name may be of something that is here, and not of this limit. */
static void a_name_of_something_else_is_none(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char one[PATH_MAX_LEN], form[OVER_FORM_MAX], page[OVER_FORM_MAX];
    (void)state;
    posts(m, "/limits/new", "stance=never&what=Quillow&tag=fabric", "/limits?saved=1");
    limit_at(m, "/limits/", "", one);
    posts(m, "/practice/ceiling", "level=2", "/practice");
    with_over(m, "/practice/ceiling", "stance=like&what=Quillow&tag=fabric", form);
    posts(m, one, form, "/limits?saved=beside");
    with_over(m, one, "level=5", page);
    posts(m, "/practice/ceiling", page, "/practice/ceiling");
    assert_true(closed(m) && says(get(m, "/practice/ceiling"), "value=\"2\" checked"));
    memory_app_free(m);
}

static void a_ceiling_saved_over_a_page_from_before_a_merge_raises_nothing(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char form[OVER_FORM_MAX];
    (void)state;
    for (int first = 0; first < 2; first++) { /* also where no ceiling was on the page yet */
        struct memory_app *here = memory_app_restore(m), *other = memory_app_restore(m);
        *memory_app_clock(other) = *memory_app_clock(here) += 60000;
        with_over(here, "/practice/ceiling", "level=6", form);
        assert_int_equal(post_from(other, "/practice/ceiling", "/practice/ceiling", "level=1").status, 303);
        *memory_app_clock(here) += 2000;
        brings(here, other);
        posts(here, "/practice/ceiling", form, "/practice/ceiling");
        for (int i = 0; i < 2; i++) {
            struct reply page = get(here, "/practice/ceiling");
            assert_true(says(page, "value=\"1\" checked") && says(page, "This was chosen in more than one place"));
            memory_app_restart(here);
        }
        assert_int_equal(post_from(here, "/practice/ceiling", "/practice/ceiling", "level=6").status, 303);
        assert_true(says(get(here, "/practice/ceiling"), "value=\"6\" checked"));
        assert_false(says(get(here, "/practice/ceiling"), "This was chosen in more than one place"));
        memory_app_free(other);
        memory_app_free(here);
        assert_int_equal(post_from(m, "/practice/ceiling", "/practice/ceiling", "level=4").status, 303);
    }
    memory_app_free(m);
}

/* Of the two pages that delete a limit, the words on neither were those that came. */
static void a_deletion_takes_what_its_page_showed_and_the_words_that_came_stay(void **state)
{
    (void)state;
    for (int there = 0; there < 2; there++) {
        struct apart two = told_apart();
        char form[OVER_FORM_MAX], gone[PATH_MAX_LEN];
        limit_at(two.m, "/journal/", "/delete", gone);
        with_over(two.m, there ? two.limit : gone, "x=1", form);
        tell_elsewhere(&two);
        posts(two.m, gone, form, "/limits?saved=stands");
        assert_true(says(get(two.m, "/limits?saved=stands"), "What you saw is deleted"));
        for (int i = 0; i < 2; i++) {
            assert_true(closed(two.m) && says(get(two.m, "/limits"), "sorrel"));
            assert_false(stands_beside(two.m));
            assert_int_equal(counts(two.m).damaged, 0);
            memory_app_restart(two.m);
        }
        assert_int_equal(memory_app_entry(two.m, 0).bytes.len, HASH_BYTES);
        assert_int_equal(post_from(two.m, gone, gone, "x=1").status, 303);
        assert_false(closed(two.m) || says(get(two.m, "/limits"), "Quillow"));
        apart_free(&two);
    }
}

/* The body map takes back the limit that it made, as it showed it. */
static void a_limit_taken_back_on_the_body_map_is_the_one_it_showed(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char form[OVER_FORM_MAX], limit[PATH_MAX_LEN];
    (void)state;
    posts(m, "/body/new", "hands-no-go=1", "/body?saved=1");
    limit_at(m, "/limits/", "", limit);
    struct memory_app *other = memory_app_restore(m);
    *memory_app_clock(other) += 60000;
    with_over(m, "/body", "do=undo&area=hands", form);
    assert_int_equal(post_from(other, limit, limit, "stance=not-now&area-hands=1&conditions=sorrel").status, 303);
    *memory_app_clock(m) += 120000;
    /* Told looser there, and once more here as it stood: what is shown is as the map made it. */
    brings(m, other);
    assert_int_equal(post(m, limit, "stance=never&area-hands=1").status, 303);
    posts(m, "/body/limit", form, "/limits?saved=stands");
    assert_true(says(get(m, "/limits"), "sorrel"));
    memory_app_free(other);
    memory_app_free(m);
}

/* What stands beside the limit that the map made is not on its page: it is not taken back from there. */
static void a_limit_with_another_beside_it_is_not_taken_back_unseen(void **state)
{
    struct memory_app *m = memory_app_make(ROOM);
    char limit[PATH_MAX_LEN], gone[PATH_MAX_LEN];
    (void)state;
    posts(m, "/body/new", "hands-no-go=1", "/body?saved=1");
    limit_at(m, "/limits/", "", limit);
    limit_at(m, "/journal/", "/delete", gone);
    struct memory_app *other = memory_app_restore(m);
    *memory_app_clock(other) += 60000;
    assert_int_equal(post_from(other, limit, limit, "stance=not-now&area-hands=1&conditions=sorrel").status, 303);
    *memory_app_clock(m) += 30000;
    /* Said here without knowing, as the map made it. */
    posts(m, limit, "stance=never&what=Quillow&area-hands=1", "/limits?saved=beside");
    assert_int_equal(post_from(m, limit, limit, "stance=never&area-hands=1").status, 303);
    *memory_app_clock(m) += 90000;
    brings(m, other);
    assert_true(says(get(m, limit), "sorrel"));
    assert_true(says(get(m, "/body"), "undo the limit"));
    struct reply reply = post_from(m, "/body", "/body/limit", "do=undo&area=hands");
    assert_true(reply.status == 303 && str_eq(reply.location, str_from_c(gone)));
    assert_true(says(get(m, limit), "sorrel"));
    memory_app_free(other);
    memory_app_free(m);
}

/* Beside a never stands a not now about something else, which holds as well: whoever reads the card is told both. */
static void the_card_says_every_no_that_holds(void **state)
{
    struct apart two = told_apart();
    char form[OVER_FORM_MAX];
    (void)state;
    with_over(two.m, two.limit, "stance=not-now&what=Bramble&company=together", form);
    tell_elsewhere(&two);
    posts(two.m, two.limit, form, "/limits?saved=beside");
    struct reply card = get(two.m, "/limits/card/print");
    assert_true(says(card, "Bramble") && says(card, "Quillow"));
    assert_false(says(card, "sorrel")); /* a no has no conditions there */
    apart_free(&two);
    /* A yes beside a no is none. */
    two = told_apart();
    with_over(two.m, two.limit, "stance=like&what=Bramble", form);
    tell_elsewhere(&two);
    posts(two.m, two.limit, form, "/limits?saved=beside");
    card = get(two.m, "/limits/card/print");
    assert_true(says(card, "Quillow") && !says(card, "Bramble"));
    apart_free(&two);
}

/* Typed, locked, brought back: it is over what stood there when it was typed. */
static void what_comes_back_after_a_lock_or_as_a_draft_is_over_what_its_page_showed(void **state)
{
    (void)state;
    for (int draft = 0; draft < 2; draft++) {
        struct apart two = told_apart();
        char form[OVER_FORM_MAX], whole[2 * OVER_FORM_MAX], page[2 * PATH_MAX_LEN];
        with_over(two.m, two.limit, "stance=like&what=Quillow&tag=fabric", form);
        snprintf(whole, sizeof whole, "draft=a1.&draft-at=%s&%s", two.limit + 1, form);
        if (draft)
            assert_int_equal(post(two.m, "/draft", whole).status, 204);
        tell_elsewhere(&two);
        snprintf(page, sizeof page, "%s%s", two.limit, draft ? "?draft=a1." : "");
        if (draft) {
            assert_true(says(get(two.m, page), "sorrel")); /* what came stands there too */
            assert_false(says(get(two.m, "/drafts"), "over="));
            with_over(two.m, page, "stance=like&what=Quillow&tag=fabric", whole);
        } else {
            snprintf(whole, sizeof whole, "%s", form);
        }
        assert_string_equal(whole, form);
        posts(two.m, two.limit, whole, "/limits?saved=beside");
        assert_true(closed(two.m) && stands_beside(two.m));
        apart_free(&two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_saved_over_a_page_from_before_a_merge_leaves_what_came_acting),
        cmocka_unit_test(a_form_that_does_not_say_what_it_showed_supersedes_nothing),
        cmocka_unit_test(a_name_of_something_else_is_none),
        cmocka_unit_test(a_ceiling_saved_over_a_page_from_before_a_merge_raises_nothing),
        cmocka_unit_test(a_deletion_takes_what_its_page_showed_and_the_words_that_came_stay),
        cmocka_unit_test(a_limit_taken_back_on_the_body_map_is_the_one_it_showed),
        cmocka_unit_test(a_limit_with_another_beside_it_is_not_taken_back_unseen),
        cmocka_unit_test(the_card_says_every_no_that_holds),
        cmocka_unit_test(what_comes_back_after_a_lock_or_as_a_draft_is_over_what_its_page_showed),
    };
    return cmocka_run_group_tests_name("over", tests, NULL, NULL);
}
