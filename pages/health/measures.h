/*
 * pages/health/measures.h - questionnaires a person brought here, their answers in words, and the short check
 *
 * Nothing here is asked for by itself.  A result is words and what they cannot say; an instrument for
 * clinicians gets none.  The page with support opens at once when the ninth question of the PHQ-9 asks for it,
 * and stays reachable while locked.
 */
#ifndef PAGES_HEALTH_MEASURES_H
#define PAGES_HEALTH_MEASURES_H

#include "pages/frame/page.h"

/* measures.c */
void measures_get(struct visit *visit);         /* GET /measures */
void measures_rhythm_post(struct visit *visit); /* POST /measures/rhythm */
void measure_import_get(struct visit *visit);   /* GET and POST /measures/import */
void measure_import_post(struct visit *visit);
void measure_name_get(struct visit *visit); /* GET and POST /measures/ID/name */
void measure_name_post(struct visit *visit);
/* What is asked for now and then, and is due by now: where it is, without the first slash; else empty. */
struct str measure_due_path(struct visit *visit);

/* measure_fill.c */
void measure_fill_get(struct visit *visit); /* GET and POST /measures/ID */
void measure_fill_post(struct visit *visit);
void measure_own_get(struct visit *visit); /* GET and POST /measures/own */
void measure_own_post(struct visit *visit);
void measure_edit_get(struct visit *visit); /* GET and POST /measures/said/ID/edit */
void measure_edit_post(struct visit *visit);

/* measure_print.c */
void measure_print_get(struct visit *visit); /* GET /measures/print?chosen=1&m-ID=1&answers=1 */

#endif
