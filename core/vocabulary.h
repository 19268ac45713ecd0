/*
 * core/vocabulary.h - the fixed lists a person chooses from
 *
 * Each row makes an enum value, a wire number, a key for content files and stories, and the
 * words on the page.  Numbers are never reused.  Sets are bit sets of these numbers, so none
 * goes past 62.
 */
#ifndef CORE_VOCABULARY_H
#define CORE_VOCABULARY_H

#include "base/text.h"

/* Areas of a body without gender; the person may rename any of them.
 *      name             wire  key            in words                      */
#define AREAS(X)                                                            \
    X(AREA_HAIR,            1, "hair",        "Hair and scalp")             \
    X(AREA_FACE,            2, "face",        "Face")                       \
    X(AREA_MOUTH,           3, "mouth",       "Mouth")                      \
    X(AREA_NECK,            4, "neck",        "Neck")                       \
    X(AREA_SHOULDERS,       5, "shoulders",   "Shoulders")                  \
    X(AREA_UPPER_ARMS,      6, "upper-arms",  "Upper arms")                 \
    X(AREA_FOREARMS,        7, "forearms",    "Forearms")                   \
    X(AREA_HANDS,           8, "hands",       "Hands")                      \
    X(AREA_CHEST,           9, "chest",       "Chest")                      \
    X(AREA_BELLY,          10, "belly",       "Belly")                      \
    X(AREA_UPPER_BACK,     11, "upper-back",  "Upper back")                 \
    X(AREA_LOWER_BACK,     12, "lower-back",  "Lower back")                 \
    X(AREA_HIPS,           13, "hips",        "Hips and bottom")            \
    X(AREA_PRIVATE,        14, "private",     "Areas I keep for myself")    \
    X(AREA_THIGHS,         15, "thighs",      "Thighs")                     \
    X(AREA_CALVES,         16, "calves",      "Knees and calves")           \
    X(AREA_FEET,           17, "feet",        "Feet")

/* Things that may be hard for someone, felt or told of.  Content carries them as tags; a person marks them as
 * triggers or limits, and whatever carries a marked one is not shown.
 *      name             wire  key            in words                      */
#define TAGS(X)                                                             \
    X(TAG_BREATH,           1, "breath",      "Paying attention to breath") \
    X(TAG_SCENT,            2, "scent",       "Scents")                     \
    X(TAG_COLD,             3, "cold",        "Cold on the skin")           \
    X(TAG_WARMTH,           4, "warmth",      "Warmth on the skin")         \
    X(TAG_WATER,            5, "water",       "Running water")              \
    X(TAG_SILENCE,          6, "silence",     "Silence")                    \
    X(TAG_VOICE,            7, "voice",       "Someone's voice close by")   \
    X(TAG_MUSIC,            8, "music",       "Music or lyrics")            \
    X(TAG_NOISE,            9, "noise",       "Sudden or repeated noise")   \
    X(TAG_FABRIC,          10, "fabric",      "Certain fabrics")            \
    X(TAG_CREAM,           11, "cream",       "Cream or anything smeared")  \
    X(TAG_WEIGHT,          12, "weight",      "Weight on the body")         \
    X(TAG_GRIP,            13, "grip",        "Being gripped or held")      \
    X(TAG_HUG,             14, "hug",         "Arms around me")             \
    X(TAG_LIGHT_TOUCH,     15, "light-touch", "Light, slow touch")          \
    X(TAG_FIRM_TOUCH,      16, "firm-touch",  "Firm pressure")              \
    X(TAG_BARE_SKIN,       17, "bare-skin",   "Bare skin")                  \
    X(TAG_BEHIND,          18, "behind",      "Someone behind me")          \
    X(TAG_WATCHED,         19, "watched",     "Being looked at")            \
    X(TAG_NEAR,            20, "near",        "Someone sitting close")      \
    X(TAG_LYING,           21, "lying",       "Lying down")                 \
    X(TAG_BED,             22, "bed",         "Beds and sofas")             \
    X(TAG_COVERED,         23, "covered",     "Being covered or wrapped")   \
    X(TAG_TIED,            24, "tied",        "Ropes, ribbons or scarves")  \
    X(TAG_FACE_TOUCH,      25, "face-touch",  "Anything at the face")       \
    X(TAG_KISS,            26, "kiss",        "Kissing")                    \
    X(TAG_TICKLE,          27, "tickle",      "Tickling")                   \
    X(TAG_PUBLIC,          28, "public",      "Being seen outdoors")        \
    X(TAG_GREETING,        29, "greeting",    "Someone coming in")          \
    X(TAG_DIZZY,           30, "dizzy",       "Rocking or swaying")         \
    X(TAG_BODY_WORDS,      31, "body-words",  "Naming parts of the body")   \
    X(TAG_NUMBERS,         32, "numbers",     "Counting or sums")           \
    X(TAG_PICTURES,        33, "pictures",    "Pictures in the mind")       \
    X(TAG_KITCHEN,         34, "kitchen",     "Kitchens and cooking")       \
    X(TAG_PLAY,            35, "play",        "Games and playfulness")      \
    X(TAG_STILLNESS,       36, "stillness",   "Keeping still")              \
    /* 37-40 are for more of the kind above, which offers learn about.  From 41: what words tell of. */ \
    X(TAG_ALCOHOL,         41, "alcohol",     "Alcohol and drugs")          \
    X(TAG_FAITH,           42, "faith",       "Faith and religion")         \
    X(TAG_FAMILY,          43, "family",      "Family and childhood")       \
    X(TAG_DOCTORS,         44, "doctors",     "Doctors, dentists, examinations") \
    X(TAG_INFECTION,       45, "infection",   "Pregnancy and infections")   \
    X(TAG_VIOLENCE,        46, "violence",    "Violence and threats")       \
    X(TAG_POLICE,          47, "police",      "Police and courts")          \
    X(TAG_DARK,            48, "dark",        "The dark")                   \
    X(TAG_LOCKED,          49, "locked",      "Locked or shut doors")       \
    X(TAG_FILMED,          50, "filmed",      "Cameras and being filmed")   \
    X(TAG_SHOUTING,        51, "shouting",    "Raised voices and rows")     \
    X(TAG_FOOD,            52, "food",        "Food and eating")

/*      name                   wire  key            in words               */
#define DIMENSIONS(X)                                                       \
    X(DIMENSION_TOUCH,            1, "touch",       "Touch")                \
    X(DIMENSION_PRESSURE,         2, "pressure",    "Pressure")             \
    X(DIMENSION_TEMPERATURE,      3, "temperature", "Temperature")          \
    X(DIMENSION_TEXTURE,          4, "texture",     "Texture")              \
    X(DIMENSION_CLOSENESS,        5, "closeness",   "Closeness")            \
    X(DIMENSION_SOUND,            6, "sound",       "Sound")                \
    X(DIMENSION_BREATH,           7, "breath",      "Breath")               \
    X(DIMENSION_SCENT,            8, "scent",       "Scent")                \
    X(DIMENSION_OWN,              9, "own",         "My own choosing")

/*      name             wire  key            in words                     */
#define COMPANIES(X)                                                        \
    X(COMPANY_ALONE,        1, "alone",       "On my own")                  \
    X(COMPANY_TOGETHER,     2, "together",    "With someone")               \
    X(COMPANY_EITHER,       3, "either",      "Alone or with someone")

/* What today's inner weather may be called; a sky is drawn for each.
 *      name             wire  key            in words                     */
#define WEATHERS(X)                                                         \
    X(WEATHER_CLEAR,        1, "clear",       "Clear")                      \
    X(WEATHER_BREEZY,       2, "breezy",      "Light and breezy")           \
    X(WEATHER_PATCHY,       3, "patchy",      "Patchy cloud")               \
    X(WEATHER_OVERCAST,     4, "overcast",    "Grey and low")               \
    X(WEATHER_FOG,          5, "fog",         "Fog, far away")              \
    X(WEATHER_RAIN,         6, "rain",        "Steady rain")                \
    X(WEATHER_WIND,         7, "wind",        "Restless wind")              \
    X(WEATHER_STORM,        8, "storm",       "Storm")                      \
    X(WEATHER_STILL,        9, "still",       "Very still")

/*      name                wire  key            in words                  */
#define WILLINGNESSES(X)                                                    \
    X(WILLING_NO,              1, "no",          "No")                      \
    X(WILLING_SHOULD,          2, "should",      "I feel I should")         \
    X(WILLING_OK,              3, "ok",          "OK with it")              \
    X(WILLING_WANT,            4, "want",        "I want to")

/* What a body may be doing, without judgement.
 *      name             wire  key            in words                     */
#define SENSATIONS(X)                                                       \
    X(SENSE_TENSION,        1, "tension",     "Tension")                    \
    X(SENSE_NUMBNESS,       2, "numbness",    "Numbness")                   \
    X(SENSE_FEAR,           3, "fear",        "Fear")                       \
    X(SENSE_WARMTH,         4, "warmth",      "Warmth")                     \
    X(SENSE_EASE,           5, "ease",        "Ease")                       \
    X(SENSE_RESTLESS,       6, "restless",    "Restlessness")               \
    X(SENSE_HEAVY,          7, "heavy",       "Heaviness")                  \
    X(SENSE_PAIN,           8, "pain",        "Pain")                       \
    X(SENSE_SOFT_BREATH,    9, "soft-breath", "Softer breath")              \
    X(SENSE_LOOSE,         10, "loose",       "Looser muscles")             \
    X(SENSE_FAR,           11, "far",         "Far away")                   \
    X(SENSE_CURIOUS,       12, "curious",     "Curiosity")

/* Where a person stands on something.  A limit is data of another kind than a yes:
 * it persists until its author changes it (design, section 2.3).
 *      name             wire  key            in words                     */
#define STANCES(X)                                                          \
    X(STANCE_LIKE,          1, "like",        "I like this")                \
    X(STANCE_MAYBE,         2, "maybe",       "Maybe, with conditions")     \
    X(STANCE_NOT_NOW,       3, "not-now",     "Not now")                    \
    X(STANCE_NEVER,         4, "never",       "Never")

/* What kind of help a line or place of the directory gives, and whom it is for.
 *      name             wire  key            in words                     */
#define HELP_KINDS(X)                                                       \
    X(HELP_DANGER,          1, "danger",      "Danger now")                 \
    X(HELP_CRISIS,          4, "crisis",      "Suicidal thoughts, or any crisis") \
    X(HELP_SEXUAL,          2, "sexual",      "Sexual violence")            \
    X(HELP_HOME,            3, "home",        "Violence by a partner or at home") \
    X(HELP_MIND,            5, "mind",        "Trauma and mental health")   \
    X(HELP_SHELTER,         6, "shelter",     "A shelter or place to stay") \
    X(HELP_PEERS,           7, "peers",       "Peers and groups")           \
    X(HELP_LGBTQ,           8, "lgbtq",       "LGBTQ+ people")              \
    X(HELP_MEN,             9, "men",         "Men")                        \
    X(HELP_WOMEN,          10, "women",       "Women")

/* What a spot of the body may hold on a body map; what one person needs words for, not a scale.
 *      name             wire  key            in words                     */
#define FEELINGS(X)                                                         \
    X(FEELING_COMFORT,      1, "comfort",     "Comfort")                    \
    X(FEELING_TENSION,      2, "tension",     "Tension")                    \
    X(FEELING_NUMBNESS,     3, "numbness",    "Numbness")                   \
    X(FEELING_FEAR,         4, "fear",        "Fear")                       \
    X(FEELING_WARMTH,       5, "warmth",      "Warmth")                     \
    X(FEELING_EASE,         6, "ease",        "Ease")                       \
    X(FEELING_UNSURE,       7, "unsure",      "Unsure")                     \
    X(FEELING_NO_GO,        8, "no-go",       "No-go")

/* Spots of a body map.  A spot at the front has the number of its area; one at the back BACK_FROM more.
 *      number                      key                 in words               */
enum { BACK_FROM = 30, SPOT_MAX = 60 };
#define SPOTS(X)                                                                \
    X(AREA_HAIR,                    "hair",             "Hair and scalp")       \
    X(AREA_FACE,                    "face",             "Face")                 \
    X(AREA_MOUTH,                   "mouth",            "Mouth")                \
    X(AREA_NECK,                    "neck",             "Throat")               \
    X(AREA_SHOULDERS,               "shoulders",        "Shoulders")            \
    X(AREA_UPPER_ARMS,              "upper-arms",       "Upper arms")           \
    X(AREA_FOREARMS,                "forearms",         "Forearms")             \
    X(AREA_HANDS,                   "hands",            "Palms")                \
    X(AREA_CHEST,                   "chest",            "Chest")                \
    X(AREA_BELLY,                   "belly",            "Belly")                \
    X(AREA_HIPS,                    "hips",             "Hips")                 \
    X(AREA_THIGHS,                  "thighs",           "Thighs")               \
    X(AREA_CALVES,                  "calves",           "Knees and shins")      \
    X(AREA_FEET,                    "feet",             "Feet")                 \
    X(BACK_FROM + AREA_HAIR,        "back-hair",        "Back of the head")     \
    X(BACK_FROM + AREA_NECK,        "back-neck",        "Back of the neck")     \
    X(BACK_FROM + AREA_SHOULDERS,   "back-shoulders",   "Shoulders, behind")    \
    X(BACK_FROM + AREA_UPPER_ARMS,  "back-upper-arms",  "Upper arms, behind")   \
    X(BACK_FROM + AREA_FOREARMS,    "back-forearms",    "Forearms, behind")     \
    X(BACK_FROM + AREA_HANDS,       "back-hands",       "Backs of the hands")   \
    X(BACK_FROM + AREA_UPPER_BACK,  "back-upper-back",  "Upper back")           \
    X(BACK_FROM + AREA_LOWER_BACK,  "back-lower-back",  "Lower back")           \
    X(BACK_FROM + AREA_HIPS,        "back-hips",        "Bottom")               \
    X(BACK_FROM + AREA_THIGHS,      "back-thighs",      "Backs of the thighs")  \
    X(BACK_FROM + AREA_CALVES,      "back-calves",      "Calves")               \
    X(BACK_FROM + AREA_FEET,        "back-feet",        "Heels")                \
    X(AREA_PRIVATE,                 "private",          "Areas I keep for myself")

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

/* One row of a vocabulary, for pages and stories that walk it. */
struct word_row {
    unsigned   number;
    struct str key, words;
};
struct word_list SPAN_OF(struct word_row);

/* The rows X(NAME, number, key, words) of a table as a list. */
#define WORD_ROW(name, wire, k, w) {.number = (wire), .key = S_INIT(k), .words = S_INIT(w)},
#define WORD_LIST(list, ROWS)                                         \
    static const struct word_row list##_ROWS[] = {ROWS(WORD_ROW)};    \
    const struct word_list       list##_WORDS = {list##_ROWS, sizeof list##_ROWS / sizeof *list##_ROWS};

extern const struct word_list AREA_WORDS, TAG_WORDS, DIMENSION_WORDS, COMPANY_WORDS, WEATHER_WORDS,
    WILLINGNESS_WORDS, SENSATION_WORDS, STANCE_WORDS, FEELING_WORDS, SPOT_WORDS,
    HELP_KIND_WORDS;

/* Words that are parted by "|", numbered from 1, which is their key too; as many as a set holds. */
enum { PARTED_MAX = 62 };
struct word_list words_parted(struct str parted, struct arena *arena);
/* The same where only their numbers matter: `len` of them, without words. */
struct word_list words_numbered(unsigned len, struct arena *arena);
/* The row with a number or key; NULL if there is none. */
const struct word_row *word_by_number(struct word_list list, unsigned number);
const struct word_row *word_by_key(struct word_list list, struct str key);
/* The words for a number; the empty text for none. */
struct str words_of(struct word_list list, unsigned number);
struct str words_of_key(struct word_list list, struct str key);
/* True for a stance that says no, whatever its conditions: never, or not now. */
bool stance_is_no(unsigned stance);
/* The key of a number; the empty text for none. */
struct str word_key(struct word_list list, unsigned number);

#endif
