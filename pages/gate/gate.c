/* pages/gate/gate.c - arriving, making and opening the vault, the recovery sheet */
#include "pages/gate/gate.h"

#include "pages/frame/words.h"
#include "pages/gate/views.h"
#include "pages/templates.h"

static struct html text_body(const struct words *words, const char *id)
{
    return fixed_text(words, str_from_c(id))->body;
}

static void text_page(struct visit *visit, const char *id, struct str back, struct str back_words)
{
    const struct fixed_text *text = fixed_text(visit->words, str_from_c(id));
    visit_frame(visit, text->title, S(""));
    page_text(&visit->out, &(struct text_view){
                               .frame = visit->frame,
                               .title = text->title,
                               .body = text->body,
                               .back = back,
                               .back_words = back_words,
                           });
}

void gate_home(struct visit *visit)
{
    visit_frame(visit, S("Welcome"), S(""));
    page_home(&visit->out, &(struct home_view){.frame = visit->frame, .arrive = text_body(visit->words, "arrive")});
}

void gate_about(struct visit *visit)
{
    text_page(visit, "about", S(""), S("Back"));
}

void gate_watched(struct visit *visit)
{
    text_page(visit, "watched", S(""), S("Back"));
}

void gate_blank(struct visit *visit)
{
    page_blank(&visit->out, &(struct blank_view){.frame = visit->frame});
}

/* A character is counted once, however many bytes it takes. */
static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return n;
}

/* Signs that no keyboard shows, and that another one may not be able to give again (RFC 8265: PRECIS forbids controls).
 */
static bool has_controls(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i], next = i + 1 < s.len ? (unsigned char)s.at[i + 1] : 0;
        if (c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0))
            return true;
    }
    return str_find(s, S("\xEF\xBF\xBD")) != SIZE_MAX; /* what a form puts in the place of worse ones */
}

struct str gate_passphrase_check(struct str passphrase, struct str again)
{
    if (characters(passphrase) < PASSPHRASE_MIN_CHARS)
        return S("That is a little short. Twelve characters or more are much harder to guess.");
    if (passphrase.len > 1000)
        return S("That is longer than attune can take. A thousand characters is the most.");
    if (has_controls(passphrase))
        return S("There is a sign in it that cannot be seen, such as a tab. Another keyboard may not have it. "
                 "Please type the words by hand.");
    if (!str_eq(passphrase, again))
        return S("The two are not the same yet. Please type both again.");
    return S("");
}

struct str gate_make_check(const struct form *form, struct str passphrase, struct str again)
{
    if (!form_has(form, S("adult")))
        return S("attune is made for adults. Grounding and the help lines are open to everyone.");
    return gate_passphrase_check(passphrase, again);
}

void gate_make_page(struct visit *visit, struct str problem)
{
    visit_frame(visit, S("Begin"), S(""));
    page_make(&visit->out, &(struct make_view){
                               .frame = visit->frame,
                               .guidance = text_body(visit->words, "passphrase"),
                               .problem = problem,
                               .adult = form_has(&visit->form, S("adult")),
                           });
}

void gate_make_get(struct visit *visit)
{
    if (visit->frame.has_vault) {
        visit_go(visit, S("/unlock"));
        return;
    }
    gate_make_page(visit, S(""));
}

void gate_unlock_get(struct visit *visit)
{
    gate_unlock_page(visit, S(""), false, S(""), S(""));
}

void gate_unlock_page(struct visit *visit, struct str problem, bool wrong, struct str then, struct str held)
{
    visit_frame(visit, S("Open"), S(""));
    page_unlock(&visit->out, &(struct unlock_view){
                                 .frame = visit->frame,
                                 .problem = problem,
                                 .wrong = wrong,
                                 .then = then,
                                 .held = held,
                             });
}

void gate_sheet_get(struct visit *visit)
{
    visit_frame(visit, S("Recovery sheet"), S(""));
    page_sheet(&visit->out, &(struct sheet_view){
                                .frame = visit->frame,
                                .about = text_body(visit->words, "recovery"),
                                .old_copies = text_body(visit->words, "old-copies"),
                                .has_sheet = visit->has_sheet,
                                .made = visit->has_sheet && form_has(&visit->query, S("made")),
                                .anew = form_has(&visit->query, S("anew")),
                            });
}

void gate_sheet_page(struct visit *visit, struct str code, struct html picture, bool anew)
{
    struct str *groups = ARENA_MANY(visit->arena, struct str, 8);
    size_t len = 0;
    struct str rest = code;
    while (rest.len && len < 8)
        str_cut(rest, '-', &groups[len++], &rest);
    visit_frame(visit, S("Recovery sheet"), S(""));
    page_sheet_made(&visit->out, &(struct sheet_made_view){
                                     .frame = visit->frame,
                                     .anew = anew,
                                     .picture = picture,
                                     .code = code,
                                     .made = visit_date(visit, visit->wall_ms, visit->zone_min),
                                     .groups = {groups, len},
                                 });
}

void gate_try_page(struct visit *visit, struct str problem)
{
    visit_frame(visit, S("Try the sheet"), S(""));
    page_sheet_try(&visit->out, &(struct sheet_try_view){
                                    .frame = visit->frame,
                                    .problem = problem,
                                    .code = form_get(&visit->form, S("code")),
                                });
}

void gate_try_get(struct visit *visit)
{
    gate_try_page(visit, S(""));
}

void gate_done_get(struct visit *visit)
{
    visit_frame(visit, S("It works"), S(""));
    page_text(&visit->out, &(struct text_view){
                               .frame = visit->frame,
                               .title = S("The sheet opens it"),
                               .body = text_body(visit->words, "recovery-works"),
                               .back = S("intake"),
                               .back_words = S("Continue"),
                           });
}

void gate_words_page(struct visit *visit, struct str words)
{
    visit_frame(visit, S("Not this way"), S(""));
    page_words(&visit->out, &(struct words_view){.frame = visit->frame, .words = words});
}
