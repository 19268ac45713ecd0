/*
 * tools/planner/value.h - a line of JSON, looked into by name
 *
 * A value is the text it is written as, inside a line that was read whole before (value_is_object_line); the empty text
 * is a value that is not there.  Nothing is kept of it: a member is found by reading the object again with base/json.h,
 * which is quick enough for lines of a few hundred activities.
 *
 * Memory: texts borrow from the line, or from the arena where they have escapes.  Failure: false, and outputs are as
 * they were.
 */
#ifndef TOOLS_PLANNER_VALUE_H
#define TOOLS_PLANNER_VALUE_H

#include "base/json.h"

/* True if the line is one JSON object and nothing else.  Only of such lines, and values in them, the rest may be asked.
 */
bool value_is_object_line(struct str line, struct arena scratch);

/* The value behind a key, the last one if there are several; the empty text without one, or in what is no object. */
struct str value_member(struct str object, struct str key, struct arena scratch);

/* Not there, or null. */
bool value_is_absent(struct str value);
bool value_is_kind(struct str value, enum json_kind kind);
bool value_is_word(struct str value, struct str word); /* "true", "false" */
bool value_text(struct str value, struct arena *arena, struct str *out);
/* A number from `least` to `most`. */
bool value_number(struct str value, double least, double most, struct arena scratch, double *out);

/* The items of a list or the members of an object in turn; those of anything else, and of nothing, are none. */
struct values {
    struct json_reader r;
    bool more;
};
struct values values_in(struct str value, enum json_kind kind);
bool values_item(struct values *values, struct arena *arena, struct str *item);
bool values_member(struct values *values, struct arena *arena, struct str *key, struct str *value);

#endif
