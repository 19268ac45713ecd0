/* tests/tools/sample/pages/words/views.h - the views of the sample templates */
#ifndef SAMPLE_PAGES_WORDS_VIEWS_H
#define SAMPLE_PAGES_WORDS_VIEWS_H

#include "pages/frame/words.h"

struct sample_word {
    struct str word;
};
struct sample_row {
    struct str name;
    bool chosen;
    struct {
        const struct sample_word *at;
        size_t len;
    } words;
};
struct sample_frame {
    const struct words *words;
};
struct layout_view {
    struct sample_frame frame;
    struct str title, typed, path;
    struct html built;
    unsigned n;
    int64_t below;
    bool open;
    struct {
        const struct sample_row *at;
        size_t len;
    } rows;
};
struct text_view {
    struct sample_frame frame;
};

#endif
