/* tests/pages/intake/questions.c - what rules call a question is what content/questions/ calls it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/log/questions.h"
#include "pages/frame/words.h"
#include "tests/support/english.h"

static bool is_asked(struct str id)
{
    for (size_t i = 0; i < english()->questions.len; i++)
        if (str_eq(english()->questions.at[i].id, id))
            return true;
    return false;
}

/* One that nobody is asked would be a rule that never applies: an answer published, touch left open. */
static void every_question_that_a_rule_knows_is_asked(void **state)
{
    (void)state;
    assert_true(QUESTION_IDS_LEN > 0);
    for (size_t i = 0; i < QUESTION_IDS_LEN; i++)
        if (!is_asked(QUESTION_IDS[i]))
            fail_msg("no question is called %.*s", (int)QUESTION_IDS[i].len, QUESTION_IDS[i].at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_question_that_a_rule_knows_is_asked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
