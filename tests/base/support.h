/*
 * tests/base/support.h - what the tests of this room share: an arena, comparing, trapping, chance
 */
#ifndef TESTS_BASE_SUPPORT_H
#define TESTS_BASE_SUPPORT_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/text.h"

/* An arena on memory that was used before, as a reset one is. */
static inline struct arena dirty_arena(void *memory, size_t len)
{
    memset(memory, 0xA5, len);
    return arena_on(memory, len);
}

#define assert_str(got, expected)                                                                                      \
    do {                                                                                                               \
        struct str got_ = (got), expected_ = (expected);                                                               \
        assert_int_equal(got_.len, expected_.len);                                                                     \
        if (got_.len > 0)                                                                                              \
            assert_memory_equal(got_.at, expected_.at, got_.len);                                                      \
    } while (0)

/* True if `mistake` stops the process by a trap, rather than returning or failing in another way. */
static inline bool traps(void (*mistake)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0});
        signal(SIGILL, SIG_DFL);
        signal(SIGTRAP, SIG_DFL);
        mistake();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP);
}

/* Numbers that look random and are the same each time (Steele et al. 2014, SplitMix64). */
static inline uint64_t chance(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

#endif
