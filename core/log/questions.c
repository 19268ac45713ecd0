/* core/log/questions.c - the ids of the questions that rules know */
#include "core/log/questions.h"

#define QUESTION_DEFINED(name, id) const struct str name = S_INIT(id);
QUESTIONS(QUESTION_DEFINED)

#define QUESTION_LISTED(name, id) S_INIT(id),
const struct str QUESTION_IDS[] = {QUESTIONS(QUESTION_LISTED)};
const size_t QUESTION_IDS_LEN = sizeof QUESTION_IDS / sizeof *QUESTION_IDS;
