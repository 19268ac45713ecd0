/*
 * tests/core/offers/belief_run.h - play recorded reports into a belief; pure, so that it also runs as WebAssembly
 *
 * Lines as tests/core/offers/belief_record.py writes them.  For each `guess` the mean, the standard deviation of a
 * report and the probability are left in `out`; after each report also what would be chosen that day.
 */
#ifndef TESTS_CORE_OFFERS_BELIEF_RUN_H
#define TESTS_CORE_OFFERS_BELIEF_RUN_H

#include "core/offers/pick.h"

/* Returns how many numbers were left; never more than max. */
size_t belief_run(struct str runs, bool choosing, struct arena scratch, double *out, size_t max);

#endif
