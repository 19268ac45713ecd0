/* pages/route.c - the table of pages, and finding a row */
#include "pages/route.h"

#include "pages/body/body.h"
#include "pages/frame/files.h"
#include "pages/frame/parts.h"
#include "pages/gate/gate.h"
#include "pages/ground/ground.h"
#include "pages/ground/help.h"
#include "pages/ground/toolkit.h"
#include "pages/health/harm.h"
#include "pages/health/measure_said.h"
#include "pages/health/measures.h"
#include "pages/health/medicines.h"
#include "pages/intake/intake.h"
#include "pages/journal/choose.h"
#include "pages/journal/draft.h"
#include "pages/journal/journal.h"
#include "pages/journal/kind.h"
#include "pages/learn/learn.h"
#include "pages/learn/rehearse.h"
#include "pages/learn/scripts.h"
#include "pages/limits/alone.h"
#include "pages/limits/limits.h"
#include "pages/limits/map.h"
#include "pages/limits/tested.h"
#include "pages/media/media.h"
#include "pages/offers/offers.h"
#include "pages/practice/ladder.h"
#include "pages/practice/practice.h"
#include "pages/settings/merge.h"
#include "pages/settings/settings.h"
#include "pages/settings/stray.h"
#include "pages/settings/ways.h"
#include "pages/today/checkin.h"
#include "pages/today/course.h"
#include "pages/today/remind.h"
#include "pages/today/today.h"
#include "pages/work/worksheet.h"

enum { GET = 0, POST = 1 };

#define ROW(method, path, who, does, function)                                                                         \
    {                                                                                                                  \
        .post = (method), .pattern = S_INIT(path), .access = ACCESS_##who, .action = ACTION_##does, .page = (function) \
    }
#define ROW_UNGUARDED(path, who, does, function)                                                                       \
    {                                                                                                                  \
        .post = true, .pattern = S_INIT(path), .access = ACCESS_##who, .action = ACTION_##does, .page = (function),    \
        .unguarded = true                                                                                              \
    }

/* clang-format off */
/* What anyone may ask for while nothing is open, but for the first page; the door has these and no others. */
#define DOOR_ROWS \
    ROW(GET,  "/about",                          ANYONE, PAGE,       gate_about), \
    ROW(GET,  "/watched",                        ANYONE, PAGE,       gate_watched), \
    ROW(GET,  "/ground",                         ANYONE, PAGE,       ground_get), \
    ROW(GET,  "/ground/all",                     ANYONE, PAGE,       ground_all_get), \
    ROW(GET,  "/ground/*",                       ANYONE, PAGE,       ground_tool_get), \
    ROW(GET,  "/help",                           ANYONE, PAGE,       help_get), \
    ROW(GET,  "/help/groups",                    ANYONE, PAGE,       help_groups_get), \
    ROW(GET,  "/blank",                          ANYONE, PAGE,       gate_blank), \
    ROW(GET,  "/make",                           ANYONE, PAGE,       gate_make_get), \
    ROW(GET,  "/unlock",                         ANYONE, PAGE,       gate_unlock_get), \
    ROW(GET,  "/limits/alone",                   ANYONE, PAGE,       alone_get), \
    ROW(GET,  "/limits/alone/after",             ANYONE, PAGE,       alone_after_get), \
    ROW(GET,  "/measures/support",               ANYONE, PAGE,       measure_support_get)

const struct route DOOR_ROUTES[] = {
    ROW(GET,  "/",                               ANYONE, PAGE,       gate_home),
    DOOR_ROWS,
};
const size_t DOOR_ROUTES_LEN = sizeof DOOR_ROUTES / sizeof *DOOR_ROUTES;

const struct route ROUTES[] = {
/*          method path                          who     what app.c does  page                    */
    ROW(GET,  "/",                               ANYONE, PAGE,       home_get),
    DOOR_ROWS,
    ROW(POST, "/help",                           OPEN,   PAGE,       help_post),
    ROW(GET,  "/style.css",                      ANYONE, PAGE,       file_get),
    ROW(GET,  "/attune.js",                      ANYONE, PAGE,       file_get),
    ROW(GET,  "/record.js",                      ANYONE, PAGE,       file_get),
    ROW(GET,  "/icon.svg",                       ANYONE, PAGE,       file_get),

    ROW(GET,  "/here",                           OPEN,   PAGE,       here_get),

    ROW(POST, "/make",                           ANYONE, MAKE,       NULL),
    ROW(POST, "/unlock",                         ANYONE, UNLOCK,     NULL),
    ROW_UNGUARDED("/lock",                       ANYONE, LOCK,       NULL),
    ROW_UNGUARDED("/leave",                      ANYONE, LEAVE,      NULL),
    ROW(GET,  "/sheet",                          OPEN,   PAGE,       gate_sheet_get),
    ROW(POST, "/sheet",                          OPEN,   SHEET,      NULL),
    ROW(GET,  "/sheet/try",                      OPEN,   PAGE,       gate_try_get),
    ROW(POST, "/sheet/try",                      OPEN,   SHEET_TRY,  NULL),
    ROW(GET,  "/sheet/done",                     OPEN,   PAGE,       gate_done_get),

    ROW(GET,  "/checkin",                        OPEN,   PAGE,       checkin_get),
    ROW(POST, "/checkin",                        OPEN,   PAGE,       checkin_post),
    ROW(GET,  "/checkin/*",                      OPEN,   PAGE,       checkin_get),
    ROW(POST, "/checkin/*",                      OPEN,   PAGE,       checkin_post),

    ROW(GET,  "/intake",                         OPEN,   PAGE,       intake_get),
    ROW(GET,  "/intake/*",                       OPEN,   PAGE,       intake_chapter_get),
    ROW(POST, "/intake/*",                       OPEN,   PAGE,       intake_chapter_post),

    ROW(GET,  "/limits",                         OPEN,   PAGE,       limits_get),
    ROW(GET,  "/limits/look",                    OPEN,   PAGE,       limits_get),
    ROW(POST, "/limits/look",                    OPEN,   PAGE,       limits_look_post),
    ROW(GET,  "/limits/rhythm",                  OPEN,   PAGE,       limits_get),
    ROW(POST, "/limits/rhythm",                  OPEN,   PAGE,       limits_rhythm_post),
    ROW(GET,  "/limits/card",                    OPEN,   PAGE,       card_get),
    ROW(POST, "/limits/card",                    OPEN,   PAGE,       card_post),
    ROW(GET,  "/limits/card/print",              OPEN,   PAGE,       card_print_get),
    ROW(GET,  "/limits/new",                     OPEN,   PAGE,       limit_get),
    ROW(POST, "/limits/new",                     OPEN,   PAGE,       limit_post),
    ROW(GET,  "/limits/tested",                  OPEN,   PAGE,       tested_get),
    ROW(GET,  "/limits/tested/*",                OPEN,   PAGE,       tested_part_get),
    ROW(POST, "/limits/tested/*",                OPEN,   PAGE,       tested_part_post),
    ROW(GET,  "/limits/repair",                  OPEN,   PAGE,       repair_get),
    ROW(GET,  "/limits/repair/*",                OPEN,   PAGE,       repair_part_get),
    ROW(POST, "/limits/repair/*",                OPEN,   PAGE,       repair_part_post),
    ROW(GET,  "/limits/*",                       OPEN,   PAGE,       limit_get),
    ROW(POST, "/limits/*",                       OPEN,   PAGE,       limit_post),
    ROW(GET,  "/limits/*/history",               OPEN,   PAGE,       limit_history_get),

    ROW(GET,  "/practice",                       OPEN,   PAGE,       ladder_get),
    ROW(GET,  "/practice/activity/*",            OPEN,   PAGE,       activity_get),
    ROW(GET,  "/practice/shape/*",               OPEN,   PAGE,       activity_get),
    ROW(POST, "/practice/shape/*",               OPEN,   PAGE,       activity_shape_post),
    ROW(POST, "/practice/pass/*",                OPEN,   PAGE,       activity_pass_post),
    ROW(GET,  "/practice/ceiling",               OPEN,   PAGE,       ceiling_get),
    ROW(POST, "/practice/ceiling",               OPEN,   PAGE,       ceiling_post),
    ROW(GET,  "/practice/own",                   OPEN,   PAGE,       own_get),
    ROW(POST, "/practice/own",                   OPEN,   PAGE,       own_post),
    ROW(GET,  "/practice/own/*",                 OPEN,   PAGE,       own_get),
    ROW(POST, "/practice/own/*",                 OPEN,   PAGE,       own_post),
    ROW(GET,  "/practice/plan/*",                OPEN,   PAGE,       plan_get),
    ROW(POST, "/practice/plan/*",                OPEN,   PAGE,       plan_post),
    ROW(GET,  "/practice/now",                   OPEN,   PAGE,       now_get),
    ROW(GET,  "/practice/check",                 OPEN,   PAGE,       now_get),
    ROW(POST, "/practice/check",                 OPEN,   PAGE,       check_post),
    ROW(GET,  "/practice/begin",                 OPEN,   PAGE,       now_get),
    ROW(POST, "/practice/begin",                 OPEN,   PAGE,       begin_post),
    ROW(GET,  "/practice/still",                 OPEN,   PAGE,       now_get),
    ROW(POST, "/practice/still",                 OPEN,   PAGE,       still_post),
    ROW(POST, "/practice/pause",                 OPEN,   PAGE,       pause_post),
    ROW_UNGUARDED("/practice/stop",              ANYONE, PAGE,       stop_post),
    ROW(POST, "/practice/end",                   OPEN,   PAGE,       end_post),
    ROW(GET,  "/practice/*/wind-down",           OPEN,   PAGE,       winddown_get),
    ROW(POST, "/practice/*/wind-down",           OPEN,   PAGE,       winddown_post),
    ROW(GET,  "/practice/*/next-day",            OPEN,   PAGE,       nextday_get),
    ROW(POST, "/practice/*/next-day",            OPEN,   PAGE,       nextday_post),
    ROW(GET,  "/rest",                           OPEN,   PAGE,       rest_get),
    ROW(GET,  "/offers",                         OPEN,   PAGE,       offers_get),
    ROW(GET,  "/offers/gathered",                OPEN,   PAGE,       gathered_get),
    ROW(POST, "/offers/gathered",                OPEN,   PAGE,       gathered_post),
    ROW(GET,  "/offers/why/*",                   OPEN,   PAGE,       why_get),
    ROW(POST, "/offers/aside/*",                 OPEN,   PAGE,       aside_post),
    ROW(POST, "/rest",                           OPEN,   PAGE,       rest_post),

    ROW(GET,  "/journal",                        OPEN,   PAGE,       journal_get),
    ROW(POST, "/journal",                        OPEN,   PAGE,       journal_search_post),
    ROW(GET,  "/journal/new",                    OPEN,   PAGE,       journal_new_get),
    ROW(POST, "/journal/new",                    OPEN,   PAGE,       journal_new_post),
    ROW(GET,  "/journal/choose",                 OPEN,   PAGE,       choose_get),
    ROW(POST, "/journal/choose",                 OPEN,   PAGE,       choose_post),
    ROW(GET,  "/journal/*",                      OPEN,   PAGE,       journal_entry_get),
    ROW(GET,  "/journal/*/print",                OPEN,   PAGE,       choose_print_get),
    ROW(GET,  "/journal/*/edit",                 OPEN,   PAGE,       journal_edit_get),
    ROW(POST, "/journal/*/edit",                 OPEN,   PAGE,       journal_edit_post),
    ROW(GET,  "/journal/*/delete",               OPEN,   PAGE,       journal_delete_get),
    ROW(POST, "/journal/*/delete",               OPEN,   PAGE,       journal_delete_post),
    ROW(GET,  "/moments",                        OPEN,   PAGE,       moments_get),
    ROW(POST, "/moments",                        OPEN,   PAGE,       moments_post),
    ROW(GET,  "/kind",                           OPEN,   PAGE,       kindness_get),
    ROW(POST, "/kind",                           OPEN,   PAGE,       kindness_post),
    ROW(GET,  "/map",                            OPEN,   PAGE,       map_get),

    ROW(GET,  "/body",                           OPEN,   PAGE,       bodies_get),
    ROW(GET,  "/body/new",                       OPEN,   PAGE,       body_get),
    ROW(POST, "/body/new",                       OPEN,   PAGE,       body_post),
    ROW(GET,  "/body/weeks",                     OPEN,   PAGE,       body_weeks_get),
    ROW(POST, "/body/limit",                     OPEN,   PAGE,       body_limit_post),
    ROW(GET,  "/body/*",                         OPEN,   PAGE,       body_get),
    ROW(POST, "/body/*",                         OPEN,   PAGE,       body_post),

    ROW(GET,  "/work/*",                         OPEN,   PAGE,       worksheets_get),
    ROW(GET,  "/work/*/rhythm",                  OPEN,   PAGE,       worksheets_get),
    ROW(POST, "/work/*/rhythm",                  OPEN,   PAGE,       worksheets_rhythm_post),
    ROW(GET,  "/work/*/*",                       OPEN,   PAGE,       worksheet_get),
    ROW(POST, "/work/*/*",                       OPEN,   PAGE,       worksheet_post),
    ROW(GET,  "/work/*/*/print",                 OPEN,   PAGE,       worksheet_print_get),
    ROW(POST, "/work/*/*/print",                 OPEN,   PAGE,       worksheet_print_post),
    ROW(POST, "/draft",                          OPEN,   PAGE,       draft_post),
    ROW(GET,  "/drafts",                         OPEN,   PAGE,       drafts_get),
    ROW(POST, "/drafts/away",                    OPEN,   PAGE,       drafts_away_post),

    ROW(GET,  "/toolkit",                        OPEN,   PAGE,       toolkit_get),
    ROW(GET,  "/toolkit/print",                  OPEN,   PAGE,       toolkit_print_get),
    ROW(POST, "/toolkit/take",                   OPEN,   PAGE,       toolkit_take_post),

    ROW(GET,  "/reminders",                      OPEN,   PAGE,       reminders_get),
    ROW(POST, "/reminders",                      OPEN,   PAGE,       reminders_post),
    ROW(GET,  "/reminders/notes.ics",            OPEN,   PAGE,       reminders_calendar_get),

    ROW(GET,  "/effects",                        OPEN,   PAGE,       effects_get),
    ROW(POST, "/effects",                        OPEN,   PAGE,       effects_post),
    ROW(GET,  "/effects/weeks",                  OPEN,   PAGE,       effects_weeks_get),
    ROW(GET,  "/medicines",                      OPEN,   PAGE,       medicines_get),
    ROW(POST, "/medicines",                      OPEN,   PAGE,       medicines_post),

    ROW(GET,  "/voice",                          OPEN,   PAGE,       voice_get),
    ROW(GET,  "/kind/spoken",                    OPEN,   PAGE,       spoken_get),
    ROW(GET,  "/kit",                            OPEN,   PAGE,       kit_get),
    ROW(POST, "/kit",                            OPEN,   PAGE,       kit_post),
    ROW(GET,  "/kit/*",                          OPEN,   PAGE,       kit_edit_get),
    ROW(POST, "/kit/*",                          OPEN,   PAGE,       kit_edit_post),
    ROW(POST, "/media/new",                      OPEN,   PAGE,       media_new_post),
    ROW(POST, "/media/chunk/*",                  OPEN,   PAGE,       media_chunk_post),
    ROW(GET,  "/media/at/*",                     OPEN,   PAGE,       media_at_get),
    ROW(GET,  "/media/*",                        OPEN,   PAGE,       media_get),
    ROW(GET,  "/media/*/edit",                   OPEN,   PAGE,       media_edit_get),
    ROW(POST, "/media/*/edit",                   OPEN,   PAGE,       media_edit_post),

    ROW(GET,  "/course",                         OPEN,   PAGE,       course_get),

    ROW(GET,  "/measures",                       OPEN,   PAGE,       measures_get),
    ROW(GET,  "/measures/rhythm",                OPEN,   PAGE,       measures_get),
    ROW(POST, "/measures/rhythm",                OPEN,   PAGE,       measures_rhythm_post),
    ROW(GET,  "/measures/import",                OPEN,   PAGE,       measure_import_get),
    ROW(POST, "/measures/import",                OPEN,   PAGE,       measure_import_post),
    ROW(GET,  "/measures/own",                   OPEN,   PAGE,       measure_own_get),
    ROW(POST, "/measures/own",                   OPEN,   PAGE,       measure_own_post),
    ROW(GET,  "/measures/print",                 OPEN,   PAGE,       measure_print_get),
    ROW(GET,  "/measures/said/*",                OPEN,   PAGE,       measure_said_get),
    ROW(GET,  "/measures/said/*/edit",           OPEN,   PAGE,       measure_edit_get),
    ROW(POST, "/measures/said/*/edit",           OPEN,   PAGE,       measure_edit_post),
    ROW(GET,  "/measures/*",                     OPEN,   PAGE,       measure_fill_get),
    ROW(POST, "/measures/*",                     OPEN,   PAGE,       measure_fill_post),
    ROW(GET,  "/measures/*/name",                OPEN,   PAGE,       measure_name_get),
    ROW(POST, "/measures/*/name",                OPEN,   PAGE,       measure_name_post),

    ROW(GET,  "/learn",                          OPEN,   PAGE,       learn_get),
    ROW(GET,  "/learn/words",                    OPEN,   PAGE,       learn_words_get),
    ROW(GET,  "/learn/words/*",                  OPEN,   PAGE,       learn_word_get),
    ROW(POST, "/learn/words/*",                  OPEN,   PAGE,       learn_word_post),
    ROW(GET,  "/learn/rehearse",                 OPEN,   PAGE,       rehearse_get),
    ROW(GET,  "/learn/rehearse/*",               OPEN,   PAGE,       rehearse_scene_get),
    ROW(GET,  "/learn/rehearse/*/*",             OPEN,   PAGE,       rehearse_scene_get),
    ROW(GET,  "/learn/scripts",                  OPEN,   PAGE,       scripts_get),
    ROW(GET,  "/learn/scripts/print",            OPEN,   PAGE,       scripts_print_get),
    ROW(GET,  "/learn/scripts/own",              OPEN,   PAGE,       own_script_get),
    ROW(POST, "/learn/scripts/own",              OPEN,   PAGE,       own_script_post),
    ROW(GET,  "/learn/scripts/*",                OPEN,   PAGE,       script_get),
    ROW(GET,  "/learn/scripts/*/print",          OPEN,   PAGE,       script_print_get),
    ROW(GET,  "/learn/scripts/*/*",              OPEN,   PAGE,       script_get),
    ROW(POST, "/learn/scripts/*/*",              OPEN,   PAGE,       script_post),
    ROW(GET,  "/learn/plain",                    OPEN,   PAGE,       plain_get),
    ROW(POST, "/learn/plain",                    OPEN,   PAGE,       plain_post),
    ROW(GET,  "/learn/*",                        OPEN,   PAGE,       learn_lesson_get),
    ROW(POST, "/learn/*",                        OPEN,   PAGE,       learn_take_post),
    ROW(GET,  "/learn/*/*",                      OPEN,   PAGE,       learn_lesson_get),

    ROW(GET,  "/settings",                       OPEN,   PAGE,       settings_get),
    ROW(POST, "/settings",                       OPEN,   PAGE,       settings_post),
    ROW(GET,  "/settings/passphrase",            OPEN,   PAGE,       settings_passphrase_get),
    ROW(POST, "/settings/passphrase",            OPEN,   PASSPHRASE, NULL),
    ROW(GET,  "/settings/anew",                  OPEN,   PAGE,       settings_anew_get),
    ROW(POST, "/settings/anew",                  OPEN,   ANEW,       NULL),
    ROW(GET,  "/settings/merge",                 OPEN,   PAGE,       settings_merge_get),
    ROW(POST, "/settings/merge",                 OPEN,   MERGE,      NULL),
    ROW(POST, "/settings/let-go",                OPEN,   LET_GO,     NULL),
    ROW(GET,  "/settings/stray",                 OPEN,   PAGE,       stray_get),
    ROW(POST, "/settings/stray",                 OPEN,   PAGE,       stray_post),
    ROW(POST, "/settings/device",                OPEN,   DEVICE,     NULL),
    ROW(GET,  "/settings/keep",                  OPEN,   PAGE,       settings_export_get),
    ROW(POST, "/settings/export",                OPEN,   EXPORT,     NULL),
    ROW(POST, "/settings/backup",                OPEN,   BACKUP,     NULL),
};
/* clang-format on */
const size_t ROUTES_LEN = sizeof ROUTES / sizeof *ROUTES;

/* True if the path is the pattern, piece by piece; pieces at a * are left in parts. */
static bool matches(struct str pattern, struct str path, struct str parts[PATH_PARTS_MAX])
{
    size_t found = 0;
    while (pattern.len && path.len) {
        struct str wanted, given;
        str_cut(str_after(pattern, 1), '/', &wanted, &pattern);
        str_cut(str_after(path, 1), '/', &given, &path);
        /* str_cut takes the slash away; put the rest back behind one. */
        if (pattern.len)
            pattern = (struct str){pattern.at - 1, pattern.len + 1};
        if (path.len)
            path = (struct str){path.at - 1, path.len + 1};
        if (str_eq(wanted, S("*")) && given.len && found < PATH_PARTS_MAX)
            parts[found++] = given;
        else if (!str_eq(wanted, given))
            return false;
    }
    return pattern.len == 0 && path.len == 0;
}

static const struct route *find(const struct route *rows, size_t len, bool post, struct str path,
                                struct str parts[PATH_PARTS_MAX])
{
    for (size_t i = 0; i < len; i++) {
        struct str found[PATH_PARTS_MAX] = {{0}};
        if (rows[i].post != post || !matches(rows[i].pattern, path, found))
            continue;
        for (size_t k = 0; k < PATH_PARTS_MAX; k++)
            parts[k] = found[k];
        return &rows[i];
    }
    return NULL;
}

const struct route *route_find(bool post, struct str path, struct str parts[PATH_PARTS_MAX])
{
    return find(ROUTES, ROUTES_LEN, post, path, parts);
}

const struct route *route_find_at_the_door(struct str path, struct str parts[PATH_PARTS_MAX])
{
    return find(DOOR_ROUTES, DOOR_ROUTES_LEN, false, path, parts);
}
