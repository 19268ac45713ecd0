/* pages/settings/ways.c - a new passphrase, and everything sealed anew */
#include "pages/settings/ways.h"

#include "pages/frame/words.h"
#include "pages/settings/views.h"
#include "pages/templates.h"

void settings_passphrase_page(struct visit *visit, struct str problem)
{
    visit_frame(visit, S("Passphrase"), S(""));
    page_passphrase(&visit->out, &(struct passphrase_view){
                                     .frame = visit->frame,
                                     .guidance = fixed_text(visit->words, S("passphrase"))->body,
                                     .old_copies = fixed_text(visit->words, S("old-copies"))->body,
                                     .problem = problem,
                                 });
}

void settings_passphrase_get(struct visit *visit)
{
    settings_passphrase_page(visit, S(""));
}

void settings_anew_page(struct visit *visit, struct str problem)
{
    visit_frame(visit, S("Seal everything anew"), S(""));
    page_anew(&visit->out, &(struct anew_view){
                               .frame = visit->frame,
                               .lead = fixed_text(visit->words, S("anew-lead"))->body,
                               .limits = fixed_text(visit->words, S("anew-limits"))->body,
                               .problem = problem,
                               .unopened = visit->unopened,
                               .leave = form_has(&visit->form, S("leave")),
                           });
}

void settings_anew_get(struct visit *visit)
{
    settings_anew_page(visit, S(""));
}
