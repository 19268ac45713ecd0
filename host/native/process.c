/* host/native/process.c - no cores, no readable memory, nothing left in what was freed */
#include "host/native/process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { PERTURB = 0xa5 };

void process_guard(void)
{
    struct rlimit none = {0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#ifdef __GLIBC__
    mallopt(M_PERTURB, PERTURB);
#endif
    umask(077);
    signal(SIGXFSZ, SIG_IGN);
}
