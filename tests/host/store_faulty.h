/*
 * tests/host/store_faulty.h - a disk that fails once, when it is told to
 *
 * Stands between SQLite and the real files.  Every call that writes, syncs, truncates, opens or
 * deletes is counted; the one that was chosen fails, and those after it work again.  A test linked
 * with faulty_calls.c and --wrap counts the store's own calls (rename, fsync, unlink, pwrite) as well.
 *
 * A sync is counted, and may fail, but none is made: here processes end and calls are refused, and the system goes on and
 * has every byte.  What a power cut takes nothing here can show, and a sync took 6 ms of waiting.
 */
#ifndef TESTS_HOST_STORE_FAULTY_H
#define TESTS_HOST_STORE_FAULTY_H

#include <stdbool.h>

/* FAULT_KILL: the process ends there and then, as by kill -9. */
enum fault { FAULT_IO, FAULT_FULL, FAULT_TORN_WRITE, FAULT_KILL };

enum { FAULTY_KILLED = 99 }; /* how such a process ends */

/* Make it SQLite's default, once, before anything is opened. */
void faulty_install(void);
/* Let the call after `calls` more of them fail. */
void faulty_fail_after(unsigned calls, enum fault fault);
/* How many calls there were since then. */
unsigned faulty_calls(void);
/* Count a call that is not SQLite's own; true if it is the one to fail. */
bool faulty_step(void);
/* From now on no file can grow. */
void faulty_fill(void);
/* No more failures; true if the chosen call was reached. */
bool faulty_calm(void);

#endif
