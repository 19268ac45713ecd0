/*
 * core/course/scale.h - what a choice counts by its own words, or by LOINC's code for its answer
 *
 * A questionnaire's choices are told apart by words that its owner chose, and each of them counts a fixed number.
 * So the words prove the number, in whatever order a file lists them.  Known are the English words of the six
 * questionnaires, the German ones of PHQ-9 and GAD-7, yes and no, and bare numbers: a choice called "2" counts 2.
 * A choice's words are what is left of them without a label in front or behind: "0 = Not at all", "(1) Several days",
 * "b) Several days", "Nearly every day [3]".  Such labels are order numbers as often as they are scores, so a label
 * never gives a number; scale_label tells it so that the caller can see whether it says something else.
 *
 * Sources of words and numbers.  PHQ-9, GAD-7: phqscreeners.com (0 to 3; clinical reference S155, S156), German as in
 * the MII's module PRO, Questionnaire mii-qst-pro-gad-7.  WHO-5: WHO, 1998 and 2024 (5 to 0; S157, S158).  PCL-5:
 * National Center for PTSD, 2013 (0 to 4; S150).  PC-PTSD-5: Prins and others, 2016 (a yes counts 1; S153).  ITQ:
 * Cloitre and others, 2018 (0 to 4; S160).
 *
 * Memory: nothing is kept.  Nothing here fails: what is not known is not known.
 */
#ifndef CORE_COURSE_SCALE_H
#define CORE_COURSE_SCALE_H

#include "core/log/event.h"

/* What these words count in this questionnaire; false if they are none of its known words. */
bool scale_by_words(enum measure_name which, struct str words, unsigned *out);
/*
 * What an answer with this code counts in this questionnaire; false if its table does not have it.  A code of LOINC
 * means something only together with its list: LA6568-5, "Not at all", counts 0 in the PHQ-9 (list LL358-3) and 5 in
 * the General Well-Being Schedule (loinc.org/LL5273-9).  So the table goes by questionnaire.  `system` may be empty.
 */
bool scale_by_code(enum measure_name which, struct str system, struct str code, unsigned *out);
/* The digit that stands as a label beside the words of a choice; false if none does. */
bool scale_label(struct str words, unsigned *out);

#endif
