/*
 * tools/loose.h - any file of content/, read without the rules of its folder
 *
 * contentc knows what each folder may hold.  The checker of reading levels and the reading pack want every
 * text that is there, folders of tomorrow too, so they read loosely: front matter as keys and values, and
 * below it a body of Markdown.  What contentc would refuse is not judged here.
 */
#ifndef TOOLS_LOOSE_H
#define TOOLS_LOOSE_H

#include "tools/tool.h"

enum { LOOSE_KEYS_MAX = 16 };

struct loose_key {
    struct str name, value;
};
struct loose_file {
    const char *path;        /* with the content directory in front */
    struct str folder, name; /* "lessons", "l01-alarm.md" */
    struct loose_key keys[LOOSE_KEYS_MAX];
    size_t keys_len;
    struct str body;
    unsigned body_line;
};
struct loose_files {
    struct loose_file *at;
    size_t len;
};

/* One file; complains if it has no front matter. */
struct loose_file loose_read(struct arena *arena, const char *path);
/* Every .md file of every folder in dir, by folder and name. */
struct loose_files loose_all(struct arena *arena, const char *dir);

/* The value of a key; the empty text if it is not there. */
struct str loose_value(const struct loose_file *file, struct str name);

/*
 * The sentences a person would read in a file, one paragraph, item or longer value a piece, given to `take` with `with`.
 * Headings are no sentences and are left out, which makes the grade no lower than it is.
 */
void loose_pieces(struct arena *arena, const struct loose_file *file, void (*take)(void *with, struct str piece),
                  void *with);

/* The words of a template: what stands between tags, and in the attributes that are read aloud. */
struct str template_words(struct arena *arena, struct str template);

#endif
