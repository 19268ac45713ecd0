/* core/course/choice.c - walking options, codings, value sets and code systems; what a choice counts, wherever it
 * stands */
#include "core/course/choice.h"

static struct str one_line(struct arena *arena, struct str s)
{
    struct buf b = buf_on(arena);
    s = str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        bool space = (unsigned char)s.at[i] <= ' ' || s.at[i] == 0x7f;
        if (!space)
            buf_put_byte(&b, (uint8_t)s.at[i]);
        else if (b.len && b.at[b.len - 1] != ' ')
            buf_put_byte(&b, ' ');
    }
    return str_trim(buf_str(&b));
}

enum err choice_text(struct json_reader *r, struct arena *arena, struct str *out)
{
    enum json_kind kind;
    struct str text = S("");
    enum err e = json_peek(r, &kind);
    if (e)
        return e;
    if (kind != JSON_TEXT)
        return json_skip(r, *arena);
    e = json_get_text(r, arena, &text);
    if (!e)
        *out = one_line(arena, text);
    return e;
}

/* What it counts */

/* "3", "3.0" and "3.00" are 3; anything else is no digit. */
static bool digit_of(struct str number, unsigned *out)
{
    struct str whole, rest;
    uint64_t n, zero = 0;
    str_cut(number, '.', &whole, &rest);
    if (!str_to_u64(whole, 9, &n) || (rest.len && !str_to_u64(rest, 0, &zero)))
        return false;
    *out = (unsigned)n;
    return true;
}

static void put_value(struct choice *choice, unsigned value)
{
    choice->torn |= choice->valued && choice->value != value;
    choice->valued = true;
    choice->value = value;
}

/* The number that a reader stands before; anything else there is odd. */
static enum err take_value(struct json_reader *r, struct arena scratch, struct choice *choice)
{
    struct str number;
    unsigned value;
    enum json_kind kind;
    enum err e = json_peek(r, &kind);
    if (!e && kind != JSON_NUMBER) {
        choice->odd = true;
        return json_skip(r, scratch);
    }
    if (!e)
        e = json_get_number(r, &number);
    if (!e && digit_of(number, &value))
        put_value(choice, value);
    else if (!e)
        choice->odd = true;
    return e;
}

static bool is_worth(struct str url)
{
    static const struct str BASE = S_INIT("http://hl7.org/fhir/StructureDefinition/");
    static const struct str NAMES[] = {
        S_INIT("ordinalValue"),          S_INIT("itemWeight"),
        S_INIT("iso21090-CO-value"),     S_INIT("questionnaire-ordinalValue"),
        S_INIT("valueset-ordinalValue"), S_INIT("codesystem-ordinalValue"),
    };
    for (size_t i = 0; str_starts(url, BASE) && i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_eq(str_after(url, BASE.len), NAMES[i]))
            return true;
    return false;
}

/*
 * An extension or a property: `name` is the key that says which it is.  A value is looked at only when the name is
 * known, and the name may come last.
 */
struct worth {
    struct str name;
    struct json_reader value;
    bool has_value;
};

static enum err read_worth(struct json_reader *r, struct arena *arena, struct str name_key, struct worth *out)
{
    struct str key;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        if (str_starts(key, S("value"))) {
            out->value = *r;
            out->has_value = true;
        }
        e = str_eq(key, name_key) ? choice_text(r, arena, &out->name) : json_skip(r, *arena);
    }
    return e;
}

static enum err read_extensions(struct json_reader *r, struct arena *arena, struct choice *choice)
{
    bool more = false;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more) {
        struct worth worth = {.name = S("")};
        e = read_worth(r, arena, S("url"), &worth);
        if (!e && is_worth(worth.name))
            e = worth.has_value ? take_value(&worth.value, *arena, choice) : ERR_MALFORMED;
    }
    return e;
}

/* Of the properties of a concept one is its weight; a list may give it a name of its own. */
static enum err read_properties(struct json_reader *r, struct arena *arena, struct str weight, struct choice *choice)
{
    bool more = false;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more) {
        struct worth worth = {.name = S("")};
        e = read_worth(r, arena, S("code"), &worth);
        if (!e && weight.len && str_eq(worth.name, weight) && worth.has_value)
            e = take_value(&worth.value, *arena, choice);
    }
    return e;
}

/* Options */

static enum err read_coding(struct json_reader *r, struct arena *arena, struct choice *out)
{
    struct str key;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more)
        e = str_eq(key, S("display"))     ? choice_text(r, arena, &out->words)
            : str_eq(key, S("code"))      ? choice_text(r, arena, &out->code)
            : str_eq(key, S("system"))    ? choice_text(r, arena, &out->system)
            : str_eq(key, S("extension")) ? read_extensions(r, arena, out)
                                          : json_skip(r, *arena);
    return e;
}

static enum err read_integer(struct json_reader *r, struct arena *arena, struct choice *out)
{
    struct choice number = {0};
    enum err e = take_value(r, *arena, &number);
    out->odd |= number.odd;
    if (e || number.odd)
        return e;
    struct buf b = buf_on(arena);
    put_value(out, number.value);
    buf_put_u64(&b, number.value);
    out->words = buf_str(&b);
    return ERR_OK;
}

enum err choice_read(struct json_reader *r, struct arena *arena, struct choice *out)
{
    struct str key;
    unsigned values = 0;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        values += str_starts(key, S("value"));
        e = str_eq(key, S("valueCoding"))    ? read_coding(r, arena, out)
            : str_eq(key, S("valueString"))  ? choice_text(r, arena, &out->words)
            : str_eq(key, S("valueInteger")) ? read_integer(r, arena, out)
            : str_eq(key, S("extension"))    ? read_extensions(r, arena, out)
                                             : json_skip(r, *arena);
    }
    out->mixed = values > 1;
    return e;
}

/* Lists inside the file */

/* One include of a value set. */
struct include {
    struct str system;
    struct choice *choices;
    bool listed, by_rule;
    struct include *next;
};

struct listing {
    struct str type, id, url, weight;
    struct choice *expansion, *concepts;
    struct include *includes;
    bool by_rule;
    struct listing *next;
};

/* Where the next choice is put, and what holds for all of them. */
struct into {
    struct arena *arena;
    struct choice **end;
    struct str system, weight;
};

static enum err read_concepts(struct json_reader *r, struct into *into);

static enum err read_flag(struct json_reader *r, struct arena scratch, bool *out)
{
    enum json_kind kind;
    enum err e = json_peek(r, &kind);
    if (e)
        return e;
    return kind == JSON_BOOL ? json_get_bool(r, out) : json_skip(r, scratch);
}

/* A concept, and those below it after it.  One that is only a heading is no choice. */
static enum err read_concept(struct json_reader *r, struct into *into)
{
    struct choice *choice = ARENA_NEW(into->arena, struct choice);
    struct json_reader below = {0};
    struct str key;
    bool more = false, has_below = false, heading = false;
    choice->system = into->system;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, into->arena, &key, &more)) && more) {
        if (str_eq(key, S("contains")) || str_eq(key, S("concept"))) {
            below = *r;
            has_below = true;
        }
        e = str_eq(key, S("display"))     ? choice_text(r, into->arena, &choice->words)
            : str_eq(key, S("code"))      ? choice_text(r, into->arena, &choice->code)
            : str_eq(key, S("system"))    ? choice_text(r, into->arena, &choice->system)
            : str_eq(key, S("abstract"))  ? read_flag(r, *into->arena, &heading)
            : str_eq(key, S("extension")) ? read_extensions(r, into->arena, choice)
            : str_eq(key, S("property"))  ? read_properties(r, into->arena, into->weight, choice)
                                          : json_skip(r, *into->arena);
    }
    if (!e && !heading) {
        *into->end = choice;
        into->end = &choice->next;
    }
    return e || !has_below ? e : read_concepts(&below, into);
}

static enum err read_concepts(struct json_reader *r, struct into *into)
{
    bool more = false;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more)
        e = read_concept(r, into);
    return e;
}

static enum err read_include(struct json_reader *r, struct arena *arena, struct include *out)
{
    struct into into = {arena, &out->choices, S(""), S("itemWeight")};
    struct str key;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        out->listed |= str_eq(key, S("concept"));
        out->by_rule |= str_eq(key, S("filter")) || str_eq(key, S("valueSet"));
        e = str_eq(key, S("system"))    ? choice_text(r, arena, &out->system)
            : str_eq(key, S("concept")) ? read_concepts(r, &into)
                                        : json_skip(r, *arena);
    }
    for (struct choice *choice = out->choices; choice; choice = choice->next)
        choice->system = out->system;
    return e;
}

static enum err read_includes(struct json_reader *r, struct arena *arena, struct include **end)
{
    bool more = false;
    size_t len = 0;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more) {
        if (len++ == INCLUDES_MAX)
            return ERR_TOO_LONG;
        *end = ARENA_NEW(arena, struct include);
        e = read_include(r, arena, *end);
        end = &(*end)->next;
    }
    return e;
}

static enum err read_compose(struct json_reader *r, struct arena *arena, struct listing *out)
{
    struct str key;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        out->by_rule |= str_eq(key, S("exclude"));
        e = str_eq(key, S("include")) ? read_includes(r, arena, &out->includes) : json_skip(r, *arena);
    }
    return e;
}

/* The name under which concepts of this list say their weight. */
static enum err read_declared(struct json_reader *r, struct arena *arena, struct str *weight)
{
    struct str key;
    bool more = false, another = false;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more) {
        struct str code = S(""), uri = S("");
        e = json_enter(r, JSON_OBJECT);
        while (!e && !(e = json_key(r, arena, &key, &another)) && another)
            e = str_eq(key, S("code"))  ? choice_text(r, arena, &code)
                : str_eq(key, S("uri")) ? choice_text(r, arena, &uri)
                                        : json_skip(r, *arena);
        if (str_eq(uri, S("http://hl7.org/fhir/concept-properties#itemWeight")))
            *weight = code;
    }
    return e;
}

/* An expansion, or a whole code system: declared properties first, wherever they stand, then the concepts. */
static enum err read_list(struct json_reader *r, struct arena *arena, struct str list_key, struct into *into)
{
    struct json_reader list = {0}, declared = {0};
    struct str key;
    bool more = false, has_list = false, has_declared = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        if (str_eq(key, list_key)) {
            list = *r;
            has_list = true;
        }
        if (str_eq(key, S("property"))) {
            declared = *r;
            has_declared = true;
        }
        e = json_skip(r, *arena);
    }
    if (!e && has_declared)
        e = read_declared(&declared, arena, &into->weight);
    return e || !has_list ? e : read_concepts(&list, into);
}

static enum err read_listing(struct json_reader *r, struct arena *arena, struct listing *out)
{
    struct json_reader whole = *r;
    struct str key;
    bool more = false;
    enum err e = json_enter(r, JSON_OBJECT);
    while (!e && !(e = json_key(r, arena, &key, &more)) && more) {
        struct into into = {arena, &out->expansion, S(""), S("itemWeight")};
        e = str_eq(key, S("resourceType")) ? choice_text(r, arena, &out->type)
            : str_eq(key, S("id"))         ? choice_text(r, arena, &out->id)
            : str_eq(key, S("url"))        ? choice_text(r, arena, &out->url)
            : str_eq(key, S("compose"))    ? read_compose(r, arena, out)
            : str_eq(key, S("expansion"))  ? read_list(r, arena, S("contains"), &into)
                                           : json_skip(r, *arena);
    }
    if (e || !str_eq(out->type, S("CodeSystem")))
        return e;
    struct into into = {arena, &out->concepts, out->url, S("itemWeight")};
    return read_list(&whole, arena, S("concept"), &into);
}

/* Only value sets and code systems are looked into: what another resource calls "compose" is its own business. */
static enum err read_type(struct json_reader r, struct arena *arena, struct str *out)
{
    struct str key;
    bool more = false;
    enum err e = json_enter(&r, JSON_OBJECT);
    while (!e && !(e = json_key(&r, arena, &key, &more)) && more)
        e = str_eq(key, S("resourceType")) ? choice_text(&r, arena, out) : json_skip(&r, *arena);
    return e;
}

enum err contained_read(struct json_reader *r, struct arena *arena, struct contained *out)
{
    struct listing **end = &out->first;
    size_t len = 0;
    bool more = false;
    enum err e = json_enter(r, JSON_ARRAY);
    while (!e && !(e = json_item(r, &more)) && more) {
        struct str type = S("");
        e = read_type(*r, arena, &type);
        if (e)
            return e;
        if (!str_eq(type, S("ValueSet")) && !str_eq(type, S("CodeSystem"))) {
            e = json_skip(r, *arena);
            continue;
        }
        if (len++ == LISTINGS_MAX)
            return ERR_TOO_LONG;
        *end = ARENA_NEW(arena, struct listing);
        e = read_listing(r, arena, *end);
        end = &(*end)->next;
    }
    return e;
}

/* Looking up */

/* What another place says of the same choice. */
static void add(struct choice *choice, const struct choice *other)
{
    if (!choice->words.len)
        choice->words = other->words;
    choice->odd |= other->odd;
    choice->torn |= other->torn;
    if (other->valued)
        put_value(choice, other->value);
}

static void add_same(struct choice *choice, const struct choice *list)
{
    for (; list; list = list->next)
        if (str_eq(list->code, choice->code) && str_eq(list->system, choice->system))
            add(choice, list);
}

void contained_add(const struct contained *contained, struct choice *choice)
{
    for (const struct listing *at = contained->first; at && choice->code.len; at = at->next)
        if (choice->system.len && str_eq(at->url, choice->system))
            add_same(choice, at->concepts);
}

static const struct listing *listing_find(const struct contained *contained, const char *type, struct str ref)
{
    struct str address, version;
    bool inside = str_starts(ref, S("#"));
    str_cut(inside ? str_after(ref, 1) : ref, '|', &address, &version);
    for (const struct listing *at = contained->first; at && address.len; at = at->next)
        if (str_eq(at->type, str_from_c(type)) && str_eq(inside ? at->id : at->url, address))
            return at;
    return NULL;
}

struct taken {
    const struct contained *contained;
    struct choice *at;
    size_t max, len;
};

static bool take_list(struct taken *taken, const struct choice *list, const struct include *also)
{
    for (; list; list = list->next) {
        if (taken->len == taken->max)
            return false;
        struct choice *choice = &taken->at[taken->len++];
        *choice = *list;
        contained_add(taken->contained, choice);
        for (const struct include *at = also; at; at = at->next)
            add_same(choice, at->choices);
    }
    return true;
}

static enum choices_say take_included(struct taken *taken, const struct include *include)
{
    const struct listing *system = listing_find(taken->contained, "CodeSystem", include->system);
    if (include->by_rule)
        return CHOICES_BY_RULE;
    if (!include->listed && !system)
        return CHOICES_SYSTEM;
    return take_list(taken, include->listed ? include->choices : system->concepts, NULL) ? CHOICES_LISTED
                                                                                         : CHOICES_TOO_MANY;
}

enum choices_say contained_choices(const struct contained *contained, struct str ref, struct choice *at, size_t max,
                                   size_t *len)
{
    struct taken taken = {contained, at, max, 0};
    const struct listing *set = listing_find(contained, "ValueSet", ref);
    enum choices_say say = CHOICES_LISTED;
    *len = 0;
    if (!set)
        return str_starts(ref, S("#")) ? CHOICES_MISSING : CHOICES_ELSEWHERE;
    if (set->expansion)
        say = take_list(&taken, set->expansion, set->includes) ? CHOICES_LISTED : CHOICES_TOO_MANY;
    else if (set->by_rule)
        return CHOICES_BY_RULE;
    else
        for (const struct include *include = set->includes; include && say == CHOICES_LISTED; include = include->next)
            say = take_included(&taken, include);
    *len = taken.len;
    return say;
}
