/*
 * core/vocabulary.h - the fixed lists a person chooses from
 *
 * Each row makes an enum value, a wire number, and a key for forms, content files and stories.  The words that a
 * person reads are not here: a pack has them, in each language (content/vocabulary/).  Numbers are never reused.
 * Sets are bit sets of these numbers, so none goes past 62.
 */
#ifndef CORE_VOCABULARY_H
#define CORE_VOCABULARY_H

#include "base/text.h"

/* Areas of a body without gender; the person may rename any of them.
 *      name             wire  key            */
#define AREAS(X)                             \
    X(AREA_HAIR,            1, "hair")       \
    X(AREA_FACE,            2, "face")       \
    X(AREA_MOUTH,           3, "mouth")      \
    X(AREA_NECK,            4, "neck")       \
    X(AREA_SHOULDERS,       5, "shoulders")  \
    X(AREA_UPPER_ARMS,      6, "upper-arms") \
    X(AREA_FOREARMS,        7, "forearms")   \
    X(AREA_HANDS,           8, "hands")      \
    X(AREA_CHEST,           9, "chest")      \
    X(AREA_BELLY,          10, "belly")      \
    X(AREA_UPPER_BACK,     11, "upper-back") \
    X(AREA_LOWER_BACK,     12, "lower-back") \
    X(AREA_HIPS,           13, "hips")       \
    X(AREA_PRIVATE,        14, "private")    \
    X(AREA_THIGHS,         15, "thighs")     \
    X(AREA_CALVES,         16, "calves")     \
    X(AREA_FEET,           17, "feet")

/* Things that may be hard for someone, felt or told of.  Content carries them as tags; a person marks them as
 * triggers or limits, and whatever carries a marked one is not shown.
 *      name             wire  key            */
#define TAGS(X)                               \
    X(TAG_BREATH,           1, "breath")      \
    X(TAG_SCENT,            2, "scent")       \
    X(TAG_COLD,             3, "cold")        \
    X(TAG_WARMTH,           4, "warmth")      \
    X(TAG_WATER,            5, "water")       \
    X(TAG_SILENCE,          6, "silence")     \
    X(TAG_VOICE,            7, "voice")       \
    X(TAG_MUSIC,            8, "music")       \
    X(TAG_NOISE,            9, "noise")       \
    X(TAG_FABRIC,          10, "fabric")      \
    X(TAG_CREAM,           11, "cream")       \
    X(TAG_WEIGHT,          12, "weight")      \
    X(TAG_GRIP,            13, "grip")        \
    X(TAG_HUG,             14, "hug")         \
    X(TAG_LIGHT_TOUCH,     15, "light-touch") \
    X(TAG_FIRM_TOUCH,      16, "firm-touch")  \
    X(TAG_BARE_SKIN,       17, "bare-skin")   \
    X(TAG_BEHIND,          18, "behind")      \
    X(TAG_WATCHED,         19, "watched")     \
    X(TAG_NEAR,            20, "near")        \
    X(TAG_LYING,           21, "lying")       \
    X(TAG_BED,             22, "bed")         \
    X(TAG_COVERED,         23, "covered")     \
    X(TAG_TIED,            24, "tied")        \
    X(TAG_FACE_TOUCH,      25, "face-touch")  \
    X(TAG_KISS,            26, "kiss")        \
    X(TAG_TICKLE,          27, "tickle")      \
    X(TAG_PUBLIC,          28, "public")      \
    X(TAG_GREETING,        29, "greeting")    \
    X(TAG_DIZZY,           30, "dizzy")       \
    X(TAG_BODY_WORDS,      31, "body-words")  \
    X(TAG_NUMBERS,         32, "numbers")     \
    X(TAG_PICTURES,        33, "pictures")    \
    X(TAG_KITCHEN,         34, "kitchen")     \
    X(TAG_PLAY,            35, "play")        \
    X(TAG_STILLNESS,       36, "stillness")   \
    /* 37-40 are for more of the kind above, which offers learn about.  From 41: what words tell of. */ \
    X(TAG_ALCOHOL,         41, "alcohol")     \
    X(TAG_FAITH,           42, "faith")       \
    X(TAG_FAMILY,          43, "family")      \
    X(TAG_DOCTORS,         44, "doctors")     \
    X(TAG_INFECTION,       45, "infection")   \
    X(TAG_VIOLENCE,        46, "violence")    \
    X(TAG_POLICE,          47, "police")      \
    X(TAG_DARK,            48, "dark")        \
    X(TAG_LOCKED,          49, "locked")      \
    X(TAG_FILMED,          50, "filmed")      \
    X(TAG_SHOUTING,        51, "shouting")    \
    X(TAG_FOOD,            52, "food")

/*      name                   wire  key            */
#define DIMENSIONS(X)                               \
    X(DIMENSION_TOUCH,            1, "touch")       \
    X(DIMENSION_PRESSURE,         2, "pressure")    \
    X(DIMENSION_TEMPERATURE,      3, "temperature") \
    X(DIMENSION_TEXTURE,          4, "texture")     \
    X(DIMENSION_CLOSENESS,        5, "closeness")   \
    X(DIMENSION_SOUND,            6, "sound")       \
    X(DIMENSION_BREATH,           7, "breath")      \
    X(DIMENSION_SCENT,            8, "scent")       \
    X(DIMENSION_OWN,              9, "own")

/*      name             wire  key            */
#define COMPANIES(X)                       \
    X(COMPANY_ALONE,        1, "alone")    \
    X(COMPANY_TOGETHER,     2, "together") \
    X(COMPANY_EITHER,       3, "either")

/* What today's inner weather may be called; a sky is drawn for each.
 *      name             wire  key            */
#define WEATHERS(X)                        \
    X(WEATHER_CLEAR,        1, "clear")    \
    X(WEATHER_BREEZY,       2, "breezy")   \
    X(WEATHER_PATCHY,       3, "patchy")   \
    X(WEATHER_OVERCAST,     4, "overcast") \
    X(WEATHER_FOG,          5, "fog")      \
    X(WEATHER_RAIN,         6, "rain")     \
    X(WEATHER_WIND,         7, "wind")     \
    X(WEATHER_STORM,        8, "storm")    \
    X(WEATHER_STILL,        9, "still")

/*      name                wire  key            */
#define WILLINGNESSES(X)                    \
    X(WILLING_NO,              1, "no")     \
    X(WILLING_SHOULD,          2, "should") \
    X(WILLING_OK,              3, "ok")     \
    X(WILLING_WANT,            4, "want")

/* What a body may be doing, without judgement.
 *      name             wire  key            */
#define SENSATIONS(X)                         \
    X(SENSE_TENSION,        1, "tension")     \
    X(SENSE_NUMBNESS,       2, "numbness")    \
    X(SENSE_FEAR,           3, "fear")        \
    X(SENSE_WARMTH,         4, "warmth")      \
    X(SENSE_EASE,           5, "ease")        \
    X(SENSE_RESTLESS,       6, "restless")    \
    X(SENSE_HEAVY,          7, "heavy")       \
    X(SENSE_PAIN,           8, "pain")        \
    X(SENSE_SOFT_BREATH,    9, "soft-breath") \
    X(SENSE_LOOSE,         10, "loose")       \
    X(SENSE_FAR,           11, "far")         \
    X(SENSE_CURIOUS,       12, "curious")

/* Where a person stands on something.  A limit is data of another kind than a yes:
 * it persists until its author changes it (design, section 2.3).
 *      name             wire  key            */
#define STANCES(X)                        \
    X(STANCE_LIKE,          1, "like")    \
    X(STANCE_MAYBE,         2, "maybe")   \
    X(STANCE_NOT_NOW,       3, "not-now") \
    X(STANCE_NEVER,         4, "never")

/* What kind of help a line or place of the directory gives, and whom it is for.
 *      name             wire  key            */
#define HELP_KINDS(X)                     \
    X(HELP_DANGER,          1, "danger")  \
    X(HELP_CRISIS,          4, "crisis")  \
    X(HELP_SEXUAL,          2, "sexual")  \
    X(HELP_HOME,            3, "home")    \
    X(HELP_MIND,            5, "mind")    \
    X(HELP_SHELTER,         6, "shelter") \
    X(HELP_PEERS,           7, "peers")   \
    X(HELP_LGBTQ,           8, "lgbtq")   \
    X(HELP_MEN,             9, "men")     \
    X(HELP_WOMEN,          10, "women")

/* What a spot of the body may hold on a body map; what one person needs words for, not a scale.
 *      name             wire  key            */
#define FEELINGS(X)                        \
    X(FEELING_COMFORT,      1, "comfort")  \
    X(FEELING_TENSION,      2, "tension")  \
    X(FEELING_NUMBNESS,     3, "numbness") \
    X(FEELING_FEAR,         4, "fear")     \
    X(FEELING_WARMTH,       5, "warmth")   \
    X(FEELING_EASE,         6, "ease")     \
    X(FEELING_UNSURE,       7, "unsure")   \
    X(FEELING_NO_GO,        8, "no-go")

/* Spots of a body map.  A spot at the front has the number of its area; one at the back BACK_FROM more.
 *      number                      key                 */
enum { BACK_FROM = 30, SPOT_MAX = 60 };
#define SPOTS(X)                                       \
    X(AREA_HAIR,                    "hair")            \
    X(AREA_FACE,                    "face")            \
    X(AREA_MOUTH,                   "mouth")           \
    X(AREA_NECK,                    "neck")            \
    X(AREA_SHOULDERS,               "shoulders")       \
    X(AREA_UPPER_ARMS,              "upper-arms")      \
    X(AREA_FOREARMS,                "forearms")        \
    X(AREA_HANDS,                   "hands")           \
    X(AREA_CHEST,                   "chest")           \
    X(AREA_BELLY,                   "belly")           \
    X(AREA_HIPS,                    "hips")            \
    X(AREA_THIGHS,                  "thighs")          \
    X(AREA_CALVES,                  "calves")          \
    X(AREA_FEET,                    "feet")            \
    X(BACK_FROM + AREA_HAIR,        "back-hair")       \
    X(BACK_FROM + AREA_NECK,        "back-neck")       \
    X(BACK_FROM + AREA_SHOULDERS,   "back-shoulders")  \
    X(BACK_FROM + AREA_UPPER_ARMS,  "back-upper-arms") \
    X(BACK_FROM + AREA_FOREARMS,    "back-forearms")   \
    X(BACK_FROM + AREA_HANDS,       "back-hands")      \
    X(BACK_FROM + AREA_UPPER_BACK,  "back-upper-back") \
    X(BACK_FROM + AREA_LOWER_BACK,  "back-lower-back") \
    X(BACK_FROM + AREA_HIPS,        "back-hips")       \
    X(BACK_FROM + AREA_THIGHS,      "back-thighs")     \
    X(BACK_FROM + AREA_CALVES,      "back-calves")     \
    X(BACK_FROM + AREA_FEET,        "back-feet")       \
    X(AREA_PRIVATE,                 "private")

enum area        { AREA_NONE, AREAS(ROW_NUMBER) AREA_END };
enum tag         { TAG_NONE, TAGS(ROW_NUMBER) TAG_END };
enum dimension   { DIMENSION_NONE, DIMENSIONS(ROW_NUMBER) DIMENSION_END };
enum company     { COMPANY_NONE, COMPANIES(ROW_NUMBER) COMPANY_END };
enum weather     { WEATHER_NONE, WEATHERS(ROW_NUMBER) WEATHER_END };
enum willingness { WILLING_NONE, WILLINGNESSES(ROW_NUMBER) WILLING_END };
enum sensation   { SENSE_NONE, SENSATIONS(ROW_NUMBER) SENSE_END };
enum stance      { STANCE_NONE, STANCES(ROW_NUMBER) STANCE_END };
enum help_kind   { HELP_NONE, HELP_KINDS(ROW_NUMBER) HELP_END };
enum feeling     { FEELING_NONE, FEELINGS(ROW_NUMBER) FEELING_END };

/* Whether offers learn, and how far they go. */
enum learning_choice { LEARNING_ON = 1, LEARNING_OFF };
enum pace { PACE_GENTLE = 1, PACE_STEADY, PACE_CURIOUS };

/* A number that may not have been said, where zero means something. */
struct score {
    bool     said;
    uint32_t is;
};
#define SCORE(n) ((struct score){.said = true, .is = (uint32_t)(n)})

/* A set of vocabulary numbers: bit n stands for number n. */
typedef uint64_t set64;
#define SET_OF(n)          ((set64)1 << (n))
#define SET_HAS(set, n) ((((set) >> (n)) & 1) != 0)

/*
 * The lists whose words a pack has (struct words of pages/frame/words.h), in this order; the words of each stand in
 * content/vocabulary/FILE.md.  Rows of those that are not here: core/lists/lists.c.
 *      list             file             */
#define VOCABULARIES(X)                  \
    X(AREA,             "area")          \
    X(TAG,              "tag")           \
    X(DIMENSION,        "dimension")     \
    X(COMPANY,          "company")       \
    X(WEATHER,          "weather")       \
    X(WILLINGNESS,      "willingness")   \
    X(SENSATION,        "sensation")     \
    X(STANCE,           "stance")        \
    X(HELP_KIND,        "help-kind")     \
    X(FEELING,          "feeling")       \
    X(SPOT,             "spot")          \
    X(ZONE,             "zone")          \
    X(EVENT,            "event")         \
    X(CARD,             "card")          \
    X(NOTE,             "note")          \
    X(MEASURE,          "measure")       \
    X(MEDIA,            "media")         \
    X(EFFECT,           "effect")        \
    X(CLOSED,           "closed")        \
    X(OFFER_REASON,     "offer-reason")  \
    X(CONSENT_INPUT,    "practice-step") \
    X(CONSENT_WHY,      "practice-why")  \
    X(CONSENT_MISS,     "gate-miss")     \
    X(JOURNAL_LABEL,    "journal-label") \
    X(OWN_QUESTION,     "own-question")  \
    X(OWN_ANSWER,       "own-answer")    \
    X(RHYTHM,           "rhythm")        \
    X(THEME,            "theme")         \
    X(TEXT_SIZE,        "text-size")     \
    X(LOCK,             "lock")          \
    X(TITLE,            "window-title")  \
    X(LINE,             "line")          \
    X(PACE,             "pace")          \
    X(LEARNING,         "learning")      \
    X(LEAVE,            "leave")         \
    X(SPELLING,         "spelling")      \
    X(EXPOSURE,         "exposure")
#define VOCABULARY_PLACE(list, file) VOCABULARY_##list,
enum vocabulary_place { VOCABULARY_NONE, VOCABULARIES(VOCABULARY_PLACE) VOCABULARY_END };

/* A vocabulary as the rules see it: numbers and keys, and where its words stand in a pack; VOCABULARY_NONE has none. */
struct key_row {
    unsigned   number;
    struct str key;
};
struct key_list {
    const struct key_row *at;
    size_t                len;
    enum vocabulary_place place;
};

/* A table as a list: what a row X(...) of it becomes depends on where its number and its key stand. */
#define KEY_ROW(name, wire, k) {.number = (wire), .key = S_INIT(k)},
#define KEY_ROW_BESIDE(name, wire, beside, k) KEY_ROW(name, wire, k)
#define KEY_ROW_NAMED(name, k) KEY_ROW(name, name, k)

#define KEY_LIST(list, TABLE, ROW, in_pack)                                                                            \
    static const struct key_row list##_ROWS[] = {TABLE(ROW)};                                                          \
    const struct key_list list##_KEYS = {list##_ROWS, sizeof list##_ROWS / sizeof *list##_ROWS, in_pack};

extern const struct key_list AREA_KEYS, TAG_KEYS, DIMENSION_KEYS, COMPANY_KEYS, WEATHER_KEYS,
    WILLINGNESS_KEYS, SENSATION_KEYS, STANCE_KEYS, FEELING_KEYS, SPOT_KEYS,
    HELP_KIND_KEYS;

/* A word that a page has yet to find: of no list, none. */
struct word_at {
    const struct key_list *list;
    unsigned               number;
};

/* Numbers from 1, which are their keys too; as many as a set holds. */
enum { NUMBERED_MAX = 62 };
struct key_list keys_numbered(unsigned len, struct arena *arena);
/* How many parts there are between '|', as far as a set holds them. */
unsigned parts_between(struct str parted);
/* The row with a number or key; NULL if there is none. */
const struct key_row *row_by_number(struct key_list list, unsigned number);
const struct key_row *row_by_key(struct key_list list, struct str key);
/* The key of a number; the empty text for none. */
struct str key_for(struct key_list list, unsigned number);
/* True for a stance that says no, whatever its conditions: never, or not now. */
bool stance_is_no(unsigned stance);

#endif
