/* tests/host/process.c - what process_guard promises, asked of a process that was guarded */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/native/process.h"

/* Run in a child, so that the tests themselves stay as they are. */
static void in_a_guarded_child(bool (*holds)(void))
{
    pid_t child = fork();
    int how = 0;
    if (child == 0) {
        process_guard();
        _exit(holds() ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

static bool leaves_no_core(void)
{
    struct rlimit core;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0;
}

static bool makes_private_files(void)
{
    struct stat st;
    char path[] = "/tmp/attune-process-XXXXXX";
    if (!mkdtemp(path))
        return false;
    char file[sizeof path + 8];
    strcat(strcpy(file, path), "/file");
    int fd = open(file, O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
    bool is = fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 0777) == 0600;
    unlink(file);
    rmdir(path);
    return is;
}

/* As `ulimit -f` sets it. */
static bool survives_a_file_that_may_not_grow(void)
{
    char path[] = "/tmp/attune-process-XXXXXX";
    int fd = mkstemp(path);
    unlink(path);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 1024, .rlim_max = 1024});
    char bytes[4096] = {0};
    bool first = write(fd, bytes, sizeof bytes) == 1024;
    return first && write(fd, bytes, sizeof bytes) < 0 && errno == EFBIG;
}

static void no_core_is_left(void **state)
{
    (void)state;
    in_a_guarded_child(leaves_no_core);
}

static void new_files_are_private(void **state)
{
    (void)state;
    in_a_guarded_child(makes_private_files);
}

static void a_file_at_its_limit_is_an_error_and_not_the_end(void **state)
{
    (void)state;
    in_a_guarded_child(survives_a_file_that_may_not_grow);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_core_is_left),
        cmocka_unit_test(new_files_are_private),
        cmocka_unit_test(a_file_at_its_limit_is_an_error_and_not_the_end),
    };
    return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
