/* pages/frame/gone.c - what a page asked about is not there, or not any more */
#include "pages/frame/gone.h"

#include "pages/templates.h"

void visit_nothing_here(struct visit *visit)
{
    visit->status = 404;
    visit_frame(visit, S("Nothing here"), S(""));
    page_words(&visit->out, &(struct words_view){
                                .frame = visit->frame,
                                .words = S("There is nothing at this address. It may have been deleted."),
                            });
}

const struct entry *visit_entry(struct visit *visit, enum event_kind kind)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], kind);
    if (!entry)
        visit_nothing_here(visit);
    return entry;
}

bool visit_is_gone(struct visit *visit, const struct entry *entry, void (*as_new)(struct visit *visit))
{
    if (entry || visit_is_new(visit))
        return false;
    if (visit->form.len)
        as_new(visit);
    else
        visit_nothing_here(visit);
    return true;
}
