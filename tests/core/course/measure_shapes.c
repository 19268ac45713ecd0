/*
 * tests/core/course/measure_shapes.c - every shape a questionnaire comes in is either counted right or refused
 *
 * Files are made from all combinations of six questionnaires, orders of the choices, places where choices stand, ways
 * of wording them, places where their numbers stand, and codes.  The maker knows what each choice means.  A file must
 * be refused with a sentence, or each choice must count what it means; whether it is to be refused is worked out here
 * a second time, so that refusing everything would not pass.  The ninth question of the PHQ-9 is asked in each.
 *
 *   measure_shapes [all|few]     without a word a part of the combinations, the same one each time
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/course/measure.h"
#include "core/fold/fold.h"

enum { ITEMS_MAX = 20, CHOICES_MAX = 6, JSON_MAX = 1 << 17 };

/* The words are answers of the published scales; the questions are placeholders. */
static const struct kind {
    enum measure_name which;
    const char *key, *known[CHOICES_MAX], *other[CHOICES_MAX], *loinc[CHOICES_MAX];
} KINDS[] = {
    {MEASURE_WHO5,
     "who-5",
     {"At no time", "Some of the time", "Less than half of the time", "More than half of the time", "Most of the time",
      "All of the time"},
     {"Hele tiden slet ikke", "Sjældent", "Mindre", "Mere", "Ofte", "Altid"},
     {0}},
    {MEASURE_PHQ9,
     "phq-9",
     {"Not at all", "Several days", "More than half the days", "Nearly every day"},
     /* those of another scale, which would count the same there */
     {"At no time", "Some of the time", "Less than half of the time", "More than half of the time"},
     {"LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"}},
    {MEASURE_GAD7,
     "gad-7",
     {"Überhaupt nicht", "An einzelnen Tagen", "An mehr als der Hälfte der Tage", "Beinahe jeden Tag"},
     {"Jamais", "Plusieurs jours", "Plus de la moitié", "Presque tous les jours"},
     {"LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"}},
    {MEASURE_PCL5,
     "pcl-5",
     {"Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"},
     {"None", "A bit", "Moderate", "Much", "Most"},
     {0}},
    {MEASURE_PC_PTSD5, "pc-ptsd-5", {"No", "Yes"}, {"Non", "Oui"}, {"LA32-8", "LA33-6"}},
    {MEASURE_ITQ,
     "itq",
     {"Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"},
     {"None", "A bit", "Moderate", "Much", "Most"},
     {0}},
};

enum order { LEAST_FIRST, MOST_FIRST, SHUFFLED, EACH_OTHER, ORDER_END };
enum stands {
    STRINGS,
    CODINGS,
    R5_STRINGS,
    OPTION,
    COMPOSED,
    EXPANDED,
    SYSTEM,
    OPTIONS,
    INTEGERS,
    BOOLEANS,
    SHAPE_END
};
enum words { KNOWN, SHOUTED, SCORED, NUMBERED, FROM_NOUGHT, LETTERED, BEHIND, OTHER, SWAPPED, NUMERALS, WORDS_END };
enum worth {
    NOWHERE,
    ON_CHOICE,
    WEIGHT,
    CO_VALUE,
    OLD_NAMES,
    PROPERTY,
    ELSEWHERE,
    NOT_NOUGHT,
    LYING,
    DOUBLE,
    WORTH_END
};
enum codes { NO_CODES, LOINC, SCORES, PLACES, PLACES_FROM_NOUGHT, OWN_CODES, CODES_END };

static const char *const ORDERS[] = {"least first", "most first", "shuffled", "each another"};
static const char *const SHAPES[] = {"strings",  "codings",        "R5 strings",   "STU3 option", "composed",
                                     "expanded", "a whole system", "STU3 options", "integers",    "booleans"};
static const char *const WORDINGS[] = {"known",    "shouted", "scored", "numbered", "from nought",
                                       "lettered", "behind",  "other",  "swapped",  "numerals"};
static const char *const WORTHS[] = {"nowhere",  "on the choice", "weight",     "co value", "old names",
                                     "property", "elsewhere",     "not nought", "lying",    "double"};
static const char *const CODINGS_[] = {"no codes", "LOINC", "scores", "places", "places from 0", "own codes"};

struct made {
    const struct kind *kind;
    const struct measure_row *row;
    enum order order;
    enum stands shape;
    enum words words;
    enum worth worth;
    enum codes codes;
    bool around; /* with the questions before or after those that count */
};

static struct {
    unsigned long files, taken, refused, broken;
} tally;

static uint8_t memory[64 << 20];
static char json[JSON_MAX];
static size_t json_len;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(json + json_len, JSON_MAX - json_len, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= JSON_MAX - json_len)
        abort();
    json_len += (size_t)n;
}

/* ---- what a file means ---- */

static unsigned choices_of(const struct made *m)
{
    return m->row->max + 1;
}

/* The choice at place k of question n means this. */
static unsigned meant(const struct made *m, unsigned n, unsigned k)
{
    unsigned len = choices_of(m);
    enum order order = m->order == EACH_OTHER ? (enum order)(n % EACH_OTHER) : m->order;
    if (order == LEAST_FIRST)
        return k;
    if (order == MOST_FIRST)
        return len - 1 - k;
    return (k + 1) % len; /* the least stands last */
}

static bool is_in_order(const struct made *m)
{
    return m->order == LEAST_FIRST;
}

static bool has_codes(const struct made *m)
{
    return m->shape == CODINGS || m->shape == OPTION || m->shape == COMPOSED || m->shape == EXPANDED ||
           m->shape == SYSTEM || m->shape == OPTIONS;
}

static bool is_list(const struct made *m)
{
    return m->shape == COMPOSED || m->shape == EXPANDED || m->shape == SYSTEM || m->shape == OPTIONS;
}

/* Combinations that no file can have. */
static bool is_possible(const struct made *m)
{
    if (m->codes != NO_CODES && !has_codes(m))
        return false;
    if (m->codes == NO_CODES && is_list(m))
        return false;
    if (m->codes == LOINC && (!m->kind->loinc[0] || m->shape == SYSTEM))
        return false; /* a code system in the file has an address of its own */
    if (m->worth == PROPERTY && m->shape != SYSTEM && m->shape != EXPANDED)
        return false;
    if ((m->worth == CO_VALUE || m->worth == DOUBLE) && m->shape != CODINGS && m->shape != OPTION)
        return false;
    if (m->shape == BOOLEANS)
        return m->words == KNOWN && m->worth == NOWHERE && m->order == LEAST_FIRST;
    if (m->shape == INTEGERS)
        return (m->words == KNOWN || m->words == NUMBERED) && m->worth != CO_VALUE;
    return true;
}

/* The number that the file gives for what means v; -1 for none. */
static int said_worth(const struct made *m, unsigned v)
{
    if (m->worth == NOWHERE || m->worth == ELSEWHERE || (m->worth == NOT_NOUGHT && v == 0))
        return -1;
    return (int)(m->worth == LYING ? m->row->max - v : v);
}

/* True if a label is there that is exactly 0 to the largest, and not what is meant. */
static bool labels_lie(const struct made *m)
{
    bool by_words = m->words == FROM_NOUGHT && m->shape != INTEGERS;
    bool by_codes = m->codes == PLACES_FROM_NOUGHT;
    return (by_words || by_codes) && !is_in_order(m);
}

static bool is_to_be_taken(const struct made *m)
{
    if (m->shape == BOOLEANS)
        return m->kind->which == MEASURE_PC_PTSD5;
    if (m->shape == INTEGERS)
        return m->words == KNOWN && m->worth != LYING && m->worth != DOUBLE;
    bool known = m->words != OTHER && m->words != SWAPPED;
    bool coded = m->codes == LOINC;
    bool valued = m->worth != NOWHERE && m->worth != ELSEWHERE;
    if (m->worth == DOUBLE || labels_lie(m))
        return false;
    if (m->words == SWAPPED)
        return false; /* alone they would be believed, so they are only made where a number says otherwise */
    if (m->worth == LYING && (known || coded))
        return false;
    return known || coded || (valued && m->worth != NOT_NOUGHT);
}

/* Words that are swapped, or numbers that lie with nothing beside them, mean what they say: there is no truth to hold
 * them to. */
static bool has_a_meaning(const struct made *m)
{
    if (m->words == SWAPPED)
        return (m->worth != NOWHERE && m->worth != ELSEWHERE && m->worth != LYING) || m->codes == LOINC;
    if (m->worth == LYING && m->words == OTHER && m->codes != LOINC)
        return false;
    return true;
}

/* ---- the file ---- */

static void put_words(const struct made *m, unsigned n, unsigned k)
{
    unsigned v = meant(m, n, k);
    const char *words = m->kind->known[v];
    switch (m->words) {
    case KNOWN:
        put("%s", words);
        break;
    case SHOUTED:
        put("\\t ");
        for (const char *c = words; *c; c++) {
            if (*c == ' ')
                put("\xC2\xA0 ");
            else
                put("%c", *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
        }
        put(".");
        break;
    case SCORED:
        put(n % 2 ? "%u = %s" : "(%u) %s", v, words);
        break;
    case NUMBERED:
        put(n % 2 ? "%u. %s" : "%u) %s", k + 1, words);
        break;
    case FROM_NOUGHT:
        put(n % 2 ? "%u %s" : "%u \xE2\x80\x93 %s", k, words);
        break;
    case LETTERED:
        put(n % 2 ? "%c) %s" : "%c. %s", 'a' + (int)k, words);
        break;
    case BEHIND:
        put(n % 2 ? "%s (%u)" : "%s - %u", words, v);
        break;
    case OTHER:
        put("%s", m->kind->other[v]);
        break;
    case SWAPPED:
        put("%s", m->kind->known[(v + 1) % choices_of(m)]);
        break;
    case NUMERALS:
        put("%u", v);
        break;
    case WORDS_END:
        break;
    }
}

static const char *address(const struct made *m, bool list)
{
    if (m->worth == WEIGHT)
        return "http://hl7.org/fhir/StructureDefinition/itemWeight";
    if (m->worth == CO_VALUE)
        return "http://hl7.org/fhir/StructureDefinition/iso21090-CO-value";
    if (m->worth == OLD_NAMES)
        return m->shape == SYSTEM ? "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue"
               : list             ? "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue"
                                  : "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue";
    return m->worth == ELSEWHERE ? "http://example.org/StructureDefinition/ordinalValue"
                                 : "http://hl7.org/fhir/StructureDefinition/ordinalValue";
}

static void put_extension(const struct made *m, int worth, bool list)
{
    if (m->worth == ELSEWHERE)
        worth = 0; /* somebody else's numbers */
    if (m->worth == PROPERTY || worth < 0)
        return;
    put(",\"extension\":[{\"valueDecimal\":%d%s,\"url\":\"%s\"}]", worth, worth % 2 ? ".0" : "", address(m, list));
}

static void put_code(const struct made *m, unsigned n, unsigned k)
{
    unsigned v = meant(m, n, k);
    switch (m->codes) {
    case LOINC:
        put("\"code\":\"%s\",", m->kind->loinc[v]);
        break;
    case SCORES:
        put("\"code\":\"%u\",", v);
        break;
    case PLACES:
        put("\"code\":\"%u\",", k + 1);
        break;
    case PLACES_FROM_NOUGHT:
        put("\"code\":\"%u\",", k);
        break;
    case OWN_CODES:
        put("\"code\":\"at00%u\",", k);
        break;
    case NO_CODES:
    case CODES_END:
        break;
    }
}

static const char *system_of(const struct made *m)
{
    return m->codes == LOINC ? "http://loinc.org" : "http://example.org/answers";
}

/* A coding, or a concept in a list. */
static void put_concept(const struct made *m, unsigned n, unsigned k)
{
    int worth = said_worth(m, meant(m, n, k));
    put("{");
    put_code(m, n, k);
    put("\"display\":\"");
    put_words(m, n, k);
    put("\"");
    if (m->worth == PROPERTY && worth >= 0)
        put(",\"property\":[{\"code\":\"weight\",\"valueDecimal\":%d}]", worth);
    else if (m->worth != ON_CHOICE || is_list(m))
        put_extension(m, m->worth == DOUBLE ? (int)meant(m, n, k) : worth, is_list(m));
    put("}");
}

static void put_option(const struct made *m, unsigned n, unsigned k)
{
    unsigned v = meant(m, n, k);
    put("{");
    if (m->shape == INTEGERS) {
        put("\"valueInteger\":%u", m->words == NUMBERED ? k + 1 : v);
        put_extension(m, said_worth(m, v), false);
    } else if (m->shape == CODINGS || m->shape == OPTION) {
        put("\"valueCoding\":");
        put_concept(m, n, k);
        if (m->worth == ON_CHOICE || m->worth == DOUBLE)
            put_extension(m, m->worth == DOUBLE ? (int)((v + 1) % choices_of(m)) : said_worth(m, v), false);
    } else {
        put("\"valueString\":\"");
        put_words(m, n, k);
        put("\"");
        put_extension(m, said_worth(m, v), false);
    }
    put("}");
}

static void put_list(const struct made *m, unsigned n)
{
    put("[");
    for (unsigned k = 0; k < choices_of(m); k++) {
        put(k ? "," : "");
        put_concept(m, n, k);
    }
    put("]");
}

/* A list for each order of choices that some question has. */
static void put_contained(const struct made *m)
{
    put("\"contained\":[{\"resourceType\":\"Patient\",\"compose\":7}");
    for (unsigned n = 0; n < 2 * EACH_OTHER; n++) {
        const char *declared =
            ",\"property\":[{\"code\":\"weight\",\"uri\":\"http://hl7.org/fhir/concept-properties#itemWeight\"}]";
        if (m->shape == EXPANDED) {
            put(",{\"resourceType\":\"ValueSet\",\"id\":\"v%u\",\"expansion\":{\"contains\":", n);
            put_list(m, n);
            put("%s}}", declared);
        } else if (m->shape == SYSTEM) {
            put(",{\"resourceType\":\"ValueSet\",\"id\":\"v%u\",\"compose\":{\"include\":[{\"system\":\"http://"
                "example.org/s%u\"}]}}",
                n, n);
            put(",{\"resourceType\":\"CodeSystem\",\"url\":\"http://example.org/s%u\",\"concept\":", n);
            put_list(m, n);
            put("%s}", declared);
        } else {
            put(",{\"resourceType\":\"ValueSet\",\"id\":\"v%u\",\"compose\":{\"include\":[{\"system\":\"%s\","
                "\"concept\":",
                n, system_of(m));
            put_list(m, n);
            put("}]}}");
        }
    }
    put("],");
}

static void put_item(const struct made *m, unsigned n)
{
    static const char *const NAMES[] = {[OPTION] = "option"};
    put("{\"linkId\":\"%u\",\"text\":\"Placeholder %u\",", n, n);
    if (m->shape == BOOLEANS) {
        put("\"type\":\"boolean\"}");
        return;
    }
    put("\"type\":\"%s\",", m->shape == R5_STRINGS ? "string" : m->shape == INTEGERS ? "integer" : "choice");
    if (m->shape == OPTIONS) {
        put("\"options\":{\"reference\":\"#v%u\"}}", n % (2 * EACH_OTHER));
    } else if (is_list(m)) {
        put("\"answerValueSet\":\"#v%u\"}", n % (2 * EACH_OTHER));
    } else {
        put("\"%s\":[", m->shape == OPTION ? NAMES[OPTION] : "answerOption");
        for (unsigned k = 0; k < choices_of(m); k++) {
            put(k ? "," : "");
            put_option(m, n, k);
        }
        put("]}");
    }
}

/* A question that does not count, in words that nobody knows. */
static void put_aside(void)
{
    put("{\"linkId\":\"x\",\"text\":\"Aside\",\"type\":\"choice\",\"answerOption\":[{\"valueString\":\"Long ago\"},"
        "{\"valueString\":\"Of late\"},{\"valueString\":\"Both\"}]}");
}

static unsigned asked_before(const struct made *m)
{
    return m->around ? m->row->before : 0;
}

static void make(const struct made *m)
{
    unsigned before = asked_before(m);
    bool first_counts = m->kind->which == MEASURE_PC_PTSD5;
    json_len = 0;
    put("{\"resourceType\":\"Questionnaire\",\"title\":\"%s\",", m->kind->key);
    if (is_list(m))
        put_contained(m);
    put("\"item\":[");
    for (unsigned n = 0; n < m->row->items + before; n++) {
        put(n ? "," : "");
        if (n < before && !first_counts)
            put_aside();
        else
            put_item(m, n);
    }
    if (m->around && m->row->after) {
        put(",");
        put_aside();
    }
    put("]}");
}

/* ---- what came of it ---- */

static void broken(const struct made *m, const char *what, struct str more)
{
    tally.broken++;
    if (tally.broken < 20)
        printf("%s: %s, choices %s, in %s, worded %s, numbers %s, %s%s %.*s\n", what, m->kind->key, ORDERS[m->order],
               SHAPES[m->shape], WORDINGS[m->words], WORTHS[m->worth], CODINGS_[m->codes],
               m->around ? ", with questions around" : "", (int)more.len, more.at);
}

/* Booleans are No and Yes, in this order. */
static void check_question(const struct made *m, const struct question *question, unsigned n)
{
    if (question->options_len != choices_of(m))
        broken(m, "CHOICES LOST", S(""));
    for (unsigned k = 0; k < question->options_len; k++)
        if (question->options[k].value != (m->shape == BOOLEANS ? k : meant(m, n, k))) {
            broken(m, "COUNTED WRONG", question->options[k].words);
            return;
        }
}

/* Support opens for every choice of the ninth but the one that means "not at all". */
static void check_ninth(const struct made *m, const struct question *question)
{
    struct state state = {0};
    for (unsigned k = 0; k < question->options_len; k++) {
        char answers[] = "--------0";
        struct arena scratch = arena_on(memory + sizeof memory / 2, sizeof memory / 2);
        answers[8] = (char)('0' + question->options[k].value);
        struct measured said = {.which = MEASURE_PHQ9, .answers = str_from_c(answers), .values = 1};
        state_begin(&state, &scratch);
        if (measure_opens_support(&state, &said, scratch) != (meant(m, 8, k) > 0))
            broken(m, "SUPPORT WRONG", question->options[k].words);
    }
}

static void check_taken(const struct made *m, const struct measure *measure, struct arena arena)
{
    struct questionnaire kept;
    unsigned before = asked_before(m);
    if (questionnaire_unpack(measure->items, &arena, &kept) || !measure->values || !measure_is_sure(measure, arena)) {
        broken(m, "NOT KEPT", S(""));
        return;
    }
    for (unsigned n = 0; n < m->row->items + before; n++)
        if (n >= before || m->kind->which == MEASURE_PC_PTSD5)
            check_question(m, questionnaire_ask(&kept, n), n);
    if (m->kind->which == MEASURE_PHQ9)
        check_ninth(m, questionnaire_ask(&kept, 8));
}

static void try_one(const struct made *m)
{
    struct arena arena = arena_on(memory, sizeof memory / 2);
    struct event event = {.kind = EVENT_NONE};
    make(m);
    struct field field = {S("json"), {json, json_len}};
    struct form form = {&field, 1};
    struct str problem = measure_import_decide(&form, &arena, &event);
    tally.files++;
    tally.taken += problem.len == 0;
    tally.refused += problem.len > 0;
    if (problem.len == 0 && !is_to_be_taken(m))
        broken(m, "TAKEN, should be refused", S(""));
    if (problem.len && is_to_be_taken(m))
        broken(m, "REFUSED, should be taken", problem);
    if (problem.len && (event.kind != EVENT_NONE || problem.at[problem.len - 1] != '.'))
        broken(m, "REFUSED without a sentence", problem);
    if (problem.len == 0)
        check_taken(m, &event.measure, arena);
}

/*
 * What the first versions kept: each choice with its place for a number.  It is only believed where the words are known
 * and have just these numbers.
 */
static void try_kept_by_place(const struct made *m)
{
    struct arena arena = arena_on(memory, sizeof memory / 2);
    json_len = 0;
    for (unsigned n = 0; n < m->row->items; n++) {
        put("%s%u\tPlaceholder", n ? "\n" : "", n);
        for (unsigned k = 0; k < choices_of(m); k++) {
            put("\t%u ", k);
            put_words(m, n, k);
        }
    }
    struct measure measure = {.which = (uint32_t)m->kind->which, .items = {json, json_len}};
    bool sure = measure_is_sure(&measure, arena);
    if (sure != (m->words != OTHER && is_in_order(m)))
        broken(m, sure ? "BELIEVED, kept by place" : "NOT BELIEVED, though the words prove it", S(""));
}

int main(int argc, char **argv)
{
    bool all = argc > 1 && strcmp(argv[1], "all") == 0, few = argc > 1 && strcmp(argv[1], "few") == 0;
    unsigned long n = 0;
    for (size_t kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++)
        for (unsigned order = 0; order < ORDER_END; order++)
            for (unsigned words = 0; words < WORDS_END; words++) {
                struct made m = {.kind = &KINDS[kind],
                                 .row = measure_row((uint32_t)KINDS[kind].which),
                                 .order = (enum order)order,
                                 .words = (enum words)words};
                if (words != SHOUTED &&
                    words != SWAPPED) /* tabs part the kept form; swapped words mean what they say */
                    try_kept_by_place(&m);
                for (unsigned rest = 0; rest < SHAPE_END * WORTH_END * CODES_END; rest++) {
                    m.shape = (enum stands)(rest / (WORTH_END * CODES_END));
                    m.worth = (enum worth)(rest / CODES_END % WORTH_END);
                    m.codes = (enum codes)(rest % CODES_END);
                    m.around = n % 2;
                    if (!is_possible(&m) || !has_a_meaning(&m))
                        continue;
                    if (all || n % (few ? 29 : m.row->items > 9 ? 11 : 3) == 0)
                        try_one(&m);
                    n++;
                }
            }
    printf("%lu shapes, %lu tried: %lu counted right, %lu refused, %lu broken\n", n, tally.files, tally.taken,
           tally.refused, tally.broken);
    return tally.broken > 0;
}
