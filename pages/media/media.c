/* pages/media/media.c - voice notes, kind sentences and the comfort kit; chunks in, bytes out */
#include "pages/media/media.h"

#include "base/duration.h"
#include "core/course/media.h"
#include "core/log/questions.h"
#include "pages/frame/gone.h"
#include "pages/frame/parts.h"
#include "pages/frame/words.h"
#include "pages/templates.h"

/* Items */

static struct str length_words(struct arena *arena, uint32_t seconds)
{
    struct buf b = buf_on(arena);
    uint32_t minutes = (seconds + 30) / 60;
    if (!seconds)
        return S("");
    if (seconds < 50)
        return S("Under a minute");
    buf_put(&b, S("About "));
    buf_put_u64(&b, minutes);
    buf_put(&b, minutes == 1 ? S(" minute") : S(" minutes"));
    return buf_str(&b);
}

struct kit_item kit_item_of(struct visit *visit, const struct entry *entry)
{
    const struct media *media = &entry->shown->media;
    struct media_whole whole;
    media_whole(entry, visit->arena, &whole);
    struct str id = visit_stamp(visit, entry->id);
    bool sound = media_is_sound((enum media_sort)media->sort);
    return (struct kit_item){
        .id = id,
        .title = media->name.len ? media->name : words_of(visit->words, MEDIA_KEYS, media->sort),
        .words = media->words,
        .length = length_words(visit->arena, media->seconds),
        .edit = STR_JOIN(visit->arena, S("media/"), id, S("/edit")),
        .sound = sound && whole.len,
        .photo = !sound && whole.ended,
        .short_of = !whole.ended,
    };
}

static struct kit_item note_item(struct visit *visit, const struct entry *entry)
{
    struct str id = visit_stamp(visit, entry->id);
    return (struct kit_item){
        .id = id,
        .words = entry->shown->note.words,
        .edit = STR_JOIN(visit->arena, S("kit/"), id),
    };
}

struct items {
    struct kit_item *at;
    size_t len;
};

static struct items items_on(struct visit *visit, size_t most)
{
    return (struct items){.at = ARENA_MANY(visit->arena, struct kit_item, most + 1)};
}

static void add_media(struct visit *visit, struct items *items, set64 sorts, unsigned hard)
{
    for (size_t i = visit->state->media.len; i-- > 0;) {
        const struct entry *entry = visit->state->media.at[i];
        if (SET_HAS(sorts, entry->shown->media.sort) && entry->shown->media.hard == hard)
            items->at[items->len++] = kit_item_of(visit, entry);
    }
}

static void add_comforts(struct visit *visit, struct items *items, bool hard)
{
    const struct entry *entry;
    size_t i = visit->state->abouts.len;
    while ((entry = state_note_before(visit->state, NOTE_COMFORT, S(""), &i)))
        if (comfort_is_hard(&entry->shown->note) == hard)
            items->at[items->len++] = note_item(visit, entry);
}

static struct kit_items of_sort(struct visit *visit, enum media_sort sort)
{
    struct items items = items_on(visit, visit->state->media.len);
    for (unsigned hard = 0; hard < 2; hard++)
        add_media(visit, &items, SET_OF(sort), hard);
    return (struct kit_items){items.at, items.len};
}

static struct kit_items comforts(struct visit *visit, bool hard)
{
    struct items items = items_on(visit, visit->state->media.len + visit->state->abouts.len);
    add_comforts(visit, &items, hard);
    add_media(visit, &items, SET_OF(MEDIA_SOUND) | SET_OF(MEDIA_PHOTO), hard);
    return (struct kit_items){items.at, items.len};
}

struct kit_items kit_for_now(struct visit *visit)
{
    if (!visit->state)
        return (struct kit_items){0};
    struct items items = items_on(visit, visit->state->media.len + visit->state->abouts.len);
    add_comforts(visit, &items, true);
    add_media(visit, &items, SET_OF(MEDIA_SOUND) | SET_OF(MEDIA_PHOTO) | SET_OF(MEDIA_KINDNESS), 1);
    add_media(visit, &items, SET_OF(MEDIA_KINDNESS), 0);
    return (struct kit_items){items.at, items.len};
}

/* Lists */

void voice_get(struct visit *visit)
{
    visit_frame(visit, S("Voice journal"), S("journal"));
    page_voice(&visit->out, &(struct voice_view){
                                .frame = visit->frame,
                                .lead = fixed_text(visit->words, S("voice-lead"))->body,
                                .microphone = fixed_text(visit->words, S("microphone"))->body,
                                .title = S("Voice journal"),
                                .at = S("voice"),
                                .name = visit_typed(visit, S("name")),
                                .words = visit_typed(visit, S("words")),
                                .notice = visit_saved_words(visit),
                                .label = S("A line of your own beside it"),
                                .hint = S("What it is about, or how you were. It can stay empty."),
                                .recorder = {S("voice"), S("voice?saved=1")},
                                .items = of_sort(visit, MEDIA_VOICE),
                            });
}

/* Written kind sentences that can be spoken. */
static struct kit_items sentences(struct visit *visit)
{
    struct items items = items_on(visit, visit->state->entries.len);
    for (size_t i = visit->state->entries.len; i-- > 0;) {
        const struct entry *entry = visit->state->entries.at[i];
        if (entry->kind == NOTE_WRITTEN && entry->shown->note.sort == NOTE_KINDNESS)
            items.at[items.len++] = note_item(visit, entry);
    }
    return (struct kit_items){items.at, items.len};
}

static struct str sentence_asked(struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, form_get(&visit->query, S("say")), NOTE_WRITTEN);
    return entry && entry->shown->note.sort == NOTE_KINDNESS ? entry->shown->note.words : S("");
}

void spoken_get(struct visit *visit)
{
    visit_frame(visit, S("Kind sentences, spoken"), S("journal"));
    page_voice(&visit->out, &(struct voice_view){
                                .frame = visit->frame,
                                .lead = fixed_text(visit->words, S("kind-voice-lead"))->body,
                                .microphone = fixed_text(visit->words, S("microphone"))->body,
                                .title = S("Kind sentences, spoken"),
                                .at = S("kind/spoken"),
                                .name = visit_typed(visit, S("name")),
                                .notice = visit_saved_words(visit),
                                .label = S("The sentence"),
                                .hint = S("As you would say it to a friend. It stands beside the recording."),
                                .words = visit->typed ? visit_typed(visit, S("words")) : sentence_asked(visit),
                                .recorder = {S("kind/spoken"), S("kind/spoken?saved=1")},
                                .items = of_sort(visit, MEDIA_KINDNESS),
                                .sentences = sentences(visit),
                                .kind = true,
                            });
}

static void show_kit(struct visit *visit, struct str problem)
{
    const struct event *answer = state_answer(visit->state, INTAKE_COMFORTS);
    bool typed = visit->typed || problem.len;
    visit_frame(visit, S("Comfort kit"), S("course"));
    page_kit(&visit->out, &(struct kit_view){
                              .frame = visit->frame,
                              .lead = fixed_text(visit->words, S("kit-lead"))->body,
                              .microphone = fixed_text(visit->words, S("microphone"))->body,
                              .pictures = fixed_text(visit->words, S("pictures"))->body,
                              .notice = visit_saved_words(visit),
                              .problem = problem,
                              .name = typed ? form_get(&visit->form, S("name")) : S(""),
                              .words = typed ? form_get(&visit->form, S("words")) : S(""),
                              .hard_chosen = typed && form_has(&visit->form, S("hard")),
                              .answer = answer ? answer->answer.words : S(""),
                              .recorder = {S("sound"), S("kit?saved=1")},
                              .items = comforts(visit, false),
                              .hard = comforts(visit, true),
                          });
}

void kit_get(struct visit *visit)
{
    show_kit(visit, S(""));
}

void kit_post(struct visit *visit)
{
    struct event event;
    struct str problem = comfort_decide(&visit->form, (struct stamp){0}, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/kit?saved=1")))
        show_kit(visit, problem);
}

/* Changing one */

static const struct entry *comfort_asked(const struct visit *visit)
{
    const struct entry *entry = visit_entry_named(visit, visit->parts[0], NOTE_WRITTEN);
    return entry && entry->shown->note.sort == NOTE_COMFORT ? entry : NULL;
}

static const struct entry *media_asked(const struct visit *visit)
{
    return visit_entry_named(visit, visit->parts[0], MEDIA_BEGUN);
}

static void show_change(struct visit *visit, struct media_view view, struct str problem)
{
    view.problem = problem;
    view.at = str_after(visit->path, 1);
    view.id = visit->parts[0];
    if (visit->typed || problem.len) {
        view.name = form_get(&visit->form, S("name"));
        view.words = form_get(&visit->form, S("words"));
        view.hard = form_has(&visit->form, S("hard"));
    }
    visit_frame(visit, view.title, S("journal"));
    view.frame = visit->frame;
    page_media(&visit->out, &view);
}

static void show_comfort(struct visit *visit, const struct entry *entry, struct str problem)
{
    struct media_view view = {.title = S("A comfort"), .back = S("kit"), .may_be_hard = true};
    view.words = entry->shown->note.words;
    view.hard = comfort_is_hard(&entry->shown->note);
    show_change(visit, view, problem);
}

void kit_edit_get(struct visit *visit)
{
    const struct entry *entry = comfort_asked(visit);
    if (entry)
        show_comfort(visit, entry, S(""));
    else
        visit_nothing_here(visit);
}

void kit_edit_post(struct visit *visit)
{
    const struct entry *entry = comfort_asked(visit);
    struct event event;
    if (!entry) {
        visit_nothing_here(visit);
        return;
    }
    struct str problem = comfort_decide(&visit->form, entry->id, &event);
    if (!visit_keep_unless(visit, problem, &event, S("/kit?saved=1")))
        show_comfort(visit, entry, problem);
}

/* The list that a recording stands in. */
static struct str list_of(const struct entry *entry)
{
    switch ((enum media_sort)entry->shown->media.sort) {
    case MEDIA_VOICE:
        return S("voice");
    case MEDIA_KINDNESS:
        return S("kind/spoken");
    case MEDIA_SOUND:
    case MEDIA_PHOTO:
    case MEDIA_NONE:
    case MEDIA_END:
        break;
    }
    return S("kit");
}

static void show_media(struct visit *visit, const struct entry *entry, struct str problem)
{
    const struct media *media = &entry->shown->media;
    struct kit_item item = kit_item_of(visit, entry);
    struct media_view view = {.title = words_of(visit->words, MEDIA_KEYS, media->sort),
                              .back = list_of(entry),
                              .name = media->name,
                              .words = media->words,
                              .item = item,
                              .is_media = true,
                              .may_be_hard = media->sort != MEDIA_VOICE,
                              .hard = media->hard != 0};
    show_change(visit, view, problem);
}

void media_edit_get(struct visit *visit)
{
    const struct entry *entry = media_asked(visit);
    if (entry)
        show_media(visit, entry, S(""));
    else
        visit_nothing_here(visit);
}

void media_edit_post(struct visit *visit)
{
    const struct entry *entry = media_asked(visit);
    struct event event;
    if (!entry) {
        visit_nothing_here(visit);
        return;
    }
    struct str problem = media_change(&visit->form, entry, &event);
    if (!visit_keep_unless(visit, problem, &event, STR_JOIN(visit->arena, S("/"), list_of(entry), S("?saved=1"))))
        show_media(visit, entry, problem);
}

/* Bytes */

void media_get(struct visit *visit)
{
    const struct entry *entry = media_asked(visit);
    struct media_whole whole = {0};
    if (entry)
        media_whole(entry, visit->arena, &whole);
    /* A type that is not on the list, from whatever log, is never served. */
    if (!whole.len || !media_type_fits((enum media_sort)entry->shown->media.sort, entry->shown->media.type)) {
        visit_nothing_here(visit);
        return;
    }
    visit->type = entry->shown->media.type;
    for (size_t i = 0; i < whole.len; i++)
        buf_put_bytes(&visit->out, whole.at[i]->chunk.data);
    /* The head was written before anyone knew how long it would be. */
    duration_write(visit->out.at, visit->out.len, entry->shown->media.seconds);
}

void media_at_get(struct visit *visit)
{
    const struct entry *entry = visit_entry(visit, MEDIA_BEGUN);
    struct media_whole whole;
    if (!entry)
        return;
    media_whole(entry, visit->arena, &whole);
    visit->type = S("text/plain; charset=utf-8");
    buf_put(&visit->out, visit_stamp(visit, entry->id));
    buf_put_byte(&visit->out, ' ');
    buf_put_u64(&visit->out, whole.len + 1);
}

/* For the script, which shows the sentence beside its buttons. */
static void refuse(struct visit *visit, struct str problem)
{
    visit->status = 409;
    visit->type = S("text/plain; charset=utf-8");
    buf_put(&visit->out, problem);
}

void media_new_post(struct visit *visit)
{
    struct event event;
    struct str problem = media_begin(&visit->form, &event);
    if (problem.len) {
        refuse(visit, problem);
        return;
    }
    visit_keep(visit, event);
    visit_go(visit, S("/media/at/"));
    visit->go_to_made = true;
}

void media_chunk_post(struct visit *visit)
{
    const struct entry *entry = media_asked(visit);
    struct event event = {0};
    struct str problem = entry ? media_add(&visit->form, entry, visit->arena, &event)
                               : S("This recording was deleted, so nothing more can be added to it.");
    if (problem.len) {
        refuse(visit, problem);
        return;
    }
    if (event.kind)
        visit_keep(visit, event);
    visit_go(visit, STR_JOIN(visit->arena, S("/media/at/"), visit->parts[0]));
}
