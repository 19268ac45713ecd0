/* core/course/media.c - deciding recordings, pictures and comforts, and chunks in their order */
#include "core/course/media.h"

#include "core/log/fields.h"

static const struct str SOUNDS[] = {S_INIT("audio/webm"), S_INIT("audio/ogg"), S_INIT("audio/mp4")};
static const struct str PICTURES[] = {S_INIT("image/jpeg"), S_INIT("image/webp")};

bool media_is_sound(enum media_sort sort)
{
    return sort == MEDIA_VOICE || sort == MEDIA_KINDNESS || sort == MEDIA_SOUND;
}

bool media_type_fits(enum media_sort sort, struct str type)
{
    bool sound = media_is_sound(sort);
    const struct str *list = sound ? SOUNDS : PICTURES;
    size_t len = sound ? sizeof SOUNDS / sizeof *SOUNDS : sizeof PICTURES / sizeof *PICTURES;
    if (!sound && sort != MEDIA_PHOTO)
        return false;
    for (size_t i = 0; i < len; i++)
        if (str_eq(list[i], type))
            return true;
    return false;
}

/* Chunks in order */

void media_whole(const struct entry *entry, struct arena *arena, struct media_whole *out)
{
    uint32_t highest = 0;
    *out = (struct media_whole){0};
    for (const struct version *v = entry->chunks; v; v = v->before)
        highest = v->event->chunk.number > highest ? v->event->chunk.number : highest;
    out->at = ARENA_MANY(arena, const struct event *, (size_t)highest + 1);
    /* The list begins with the newest, so the first that came stands in the end. */
    for (const struct version *v = entry->chunks; v; v = v->before)
        if (v->event->chunk.number && (v->event->chunk.data.len || v->event->chunk.last))
            out->at[v->event->chunk.number - 1] = v->event;
    while (out->len < highest && out->at[out->len] &&
           out->bytes + out->at[out->len]->chunk.data.len <= MEDIA_MAX_BYTES) {
        const struct chunk *chunk = &out->at[out->len++]->chunk;
        out->bytes += chunk->data.len;
        if (chunk->last) {
            out->ended = true;
            return;
        }
    }
    out->broken = out->len < highest;
}

struct bytes media_bytes(const struct media_whole *whole, struct arena *arena)
{
    uint8_t *at = ARENA_MANY(arena, uint8_t, whole->bytes + 1);
    size_t len = 0;
    for (size_t i = 0; i < whole->len; i++) {
        struct bytes data = whole->at[i]->chunk.data;
        mem_copy(at + len, data.at, data.len);
        len += data.len;
    }
    return (struct bytes){at, len};
}

/* Deciding */

static void read_words(const struct form *form, struct media *media)
{
    media->name = str_trim(form_get(form, S("name")));
    media->words = str_trim(form_get(form, S("words")));
    media->hard = form_has(form, S("hard"));
}

static struct str check_words(const struct media *media)
{
    struct str problem = words_check(media->name, TEXT_LINE_MAX);
    return problem.len ? problem : words_check(media->words, TEXT_MAX);
}

struct str media_begin(const struct form *form, struct event *out)
{
    struct media media = {.sort = form_one(form, MEDIA_KEYS, S("sort")), .type = form_get(form, S("type"))};
    read_words(form, &media);
    if (!media_type_fits((enum media_sort)media.sort, media.type))
        return S("This browser gave a kind of file that attune cannot save. Nothing was saved.");
    struct str problem = check_words(&media);
    if (!problem.len)
        *out = (struct event){.kind = MEDIA_BEGUN, .media = media};
    return problem;
}

struct str media_change(const struct form *form, const struct entry *before, struct event *out)
{
    uint64_t seconds;
    struct media media = before->shown->media;
    media.of = before->id;
    read_words(form, &media);
    if (form_number(form, S("seconds"), 3600, &seconds) && seconds)
        media.seconds = (uint32_t)seconds;
    struct str problem = check_words(&media);
    if (!problem.len)
        *out = (struct event){.kind = MEDIA_BEGUN, .media = media};
    return problem;
}

struct str media_add(const struct form *form, const struct entry *entry, struct arena *arena, struct event *out)
{
    struct media_whole whole;
    struct bytes data = {0};
    uint64_t number = 0;
    media_whole(entry, arena, &whole);
    *out = (struct event){0};
    if (!form_number(form, S("number"), CHUNKS_MAX, &number) || number == 0 || number > whole.len + 1)
        return S("A piece before this one is missing. What was saved before it is safe.");
    if (number <= whole.len)
        return S("");
    if (whole.ended)
        return S("This one is finished. What was saved is safe.");
    if (!bytes_from_base64(form_get(form, S("data")), arena, &data) || (data.len == 0 && !form_has(form, S("last"))) ||
        data.len > CHUNK_MAX_BYTES)
        return S("This piece did not arrive whole. What was saved before it is safe.");
    if (whole.bytes + data.len > MEDIA_MAX_BYTES)
        return S("This is as long as one can be. What was saved is safe, and another can go on from here.");
    *out = (struct event){
        .kind = MEDIA_CHUNK,
        .chunk =
            {
                .item = entry->id,
                .number = (uint32_t)number,
                .last = form_has(form, S("last")),
                .data = data,
            },
    };
    return S("");
}

/* Comforts in words */

bool comfort_is_hard(const struct note *note)
{
    return note->sort == NOTE_COMFORT && str_eq(note->about, S("kit/hard"));
}

struct str comfort_decide(const struct form *form, struct stamp of, struct event *out)
{
    struct str words = str_trim(form_get(form, S("words")));
    struct str problem = words_check(words, TEXT_MAX);
    if (words.len == 0)
        problem = stamp_is(of) ? S("There are no words here to save. What was saved before is as it was.")
                               : S("There is nothing to save yet. One thing is enough: a name, a smell, a song.");
    if (!problem.len)
        *out = (struct event){
            .kind = NOTE_WRITTEN,
            .note =
                {
                    .of = of,
                    .sort = NOTE_COMFORT,
                    .words = words,
                    .about = form_has(form, S("hard")) ? S("kit/hard") : S("kit/words"),
                },
        };
    return problem;
}
