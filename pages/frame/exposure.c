/* pages/frame/exposure.c - the page that waits before something a person keeps away from */
#include "pages/frame/exposure.h"

#include "pages/frame/views.h"
#include "pages/templates.h"

struct str exposed_html(struct html words)
{
    return (struct str){words.at, words.len};
}

/* In the words of the two lists, parted by commas. */
static struct str holds_in_words(const struct visit *visit, const struct held_words *holds)
{
    struct str tags = set_in_words(visit->arena, words_in(visit->words, TAG_KEYS), holds->tags);
    return STR_JOIN(visit->arena, tags, tags.len && holds->own.len ? S(", ") : S(""), holds->own);
}

bool exposure_waits(struct visit *visit, const struct exposed *item, struct way_back back)
{
    struct exposure exposure = exposure_of(visit->state, visit->words->lang);
    enum shown shown = exposure_shown(&exposure, item);
    if (shown == SHOWN_PLAINLY || form_has(&visit->query, S("open")))
        return false;
    struct held_words held = exposure_holds(&exposure, item, visit->arena);
    struct str holds = holds_in_words(visit, &held);
    if (shown == SHOWN_MARKED) {
        visit->frame.holds = holds;
        return false;
    }
    visit_frame(visit, S("Hidden"), back.place);
    page_exposure(&visit->out, &(struct exposure_view){
                                   .frame = visit->frame,
                                   .holds = holds,
                                   .at = str_after(visit->path, 1),
                                   .also = back.also,
                                   .back = back.path,
                                   .back_words = back.words,
                               });
    return true;
}
