/*
 * pages/health/measure_said.h - what answers to a questionnaire say: their page, and the words for others that show them
 *
 * Texts and rows borrow from the state or from the visit's arena.
 */
#ifndef PAGES_HEALTH_MEASURE_SAID_H
#define PAGES_HEALTH_MEASURE_SAID_H

#include "pages/health/views.h"

void measure_said_get(struct visit *visit);    /* GET /measures/said/ID */
void measure_support_get(struct visit *visit); /* GET /measures/support, locked too */

/* The questionnaire that was answered, or NULL where it is gone. */
const struct entry *measure_answered(const struct visit *visit, const struct measured *said);
/* Its own name where its questions are still here, else what the list calls it. */
struct str measured_name(const struct visit *visit, const struct measured *said);
/* What a questionnaire asks about; nothing for one that attune does not know. */
struct html measure_what_it_asks(const struct words *words, uint32_t which);

/* What the answers say, in words that tell nobody what they have. */
struct html measured_says(const struct visit *visit, const struct measured *said);
/* They ask for the page with support before anything else. */
bool measured_opens_support(const struct visit *visit, const struct measured *said);
/* The short check as it was answered: only what was said. */
struct entry_rows measured_own_rows(struct visit *visit, const struct measured *said);
/* For someone who knows how to read them. */
struct entry_rows measured_number_rows(struct visit *visit, const struct measured *said);
/* "1. The question": "2 · its words"; of a question that is not added up, only its words. */
struct entry_rows measured_answer_rows(struct visit *visit, const struct measured *said);

#endif
