/* pages/media/views.h - views of recordings, pictures and the comfort kit */
#ifndef PAGES_MEDIA_VIEWS_H
#define PAGES_MEDIA_VIEWS_H

#include "pages/frame/page.h"

/* One recording, picture or comfort in words. */
struct kit_item {
    struct str id, title, words, length;
    struct str edit;             /* where it is changed, without the first slash */
    bool sound, photo, short_of; /* short_of: it ends early */
};
struct kit_items SPAN_OF(struct kit_item);

/* What pages/frame/record.js needs to record one, or to take a picture. */
struct recorder {
    struct str sort; /* key of MEDIA_KEYS */
    struct str next; /* where to go afterwards, without the first slash */
};

struct voice_view {
    struct frame frame;
    struct html lead, microphone;
    struct str title, notice, label, hint, name, words, at;
    struct recorder recorder;
    struct kit_items items, sentences; /* sentences: written ones that can be spoken */
    bool kind;
};

struct kit_view {
    struct frame frame;
    struct html lead, microphone, pictures;
    struct str notice, problem, name, words, answer;
    struct recorder recorder;
    struct kit_items items, hard;
    bool hard_chosen;
};

/* Changing one. */
struct media_view {
    struct frame frame;
    struct str title, problem, at, back, id, name, words;
    struct kit_item item;
    bool is_media, may_be_hard, hard;
};

#endif
