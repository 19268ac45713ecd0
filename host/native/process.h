/*
 * host/native/process.h - what this process keeps from the rest of the machine, whatever it was asked to do
 */
#ifndef HOST_NATIVE_PROCESS_H
#define HOST_NATIVE_PROCESS_H

/*
 * Before anything secret is read:
 *   - no core file, and no core handed to a program either: RLIMIT_CORE is not obeyed where core_pattern is a pipe
 * (core(5)), PR_SET_DUMPABLE is.  That also keeps this account's other programs from reading the memory of this one;
 *   - what is freed is overwritten at once, also by libraries (glibc's M_PERTURB; elsewhere only what attune itself
 * wipes);
 *   - new files are for their owner alone;
 *   - a file that may grow no further (SIGXFSZ) is a full disk, which is said, and not the end.
 * What a system does not offer is left out in silence.
 */
void process_guard(void);

#endif
