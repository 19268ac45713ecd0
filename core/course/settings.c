/* core/course/settings.c - the lists to choose from, and what may be kept of a choice */
#include "core/course/settings.h"

#include "core/log/fields.h"
#include "core/course/exposure.h"

struct key_list setting_choices(enum setting_name name)
{
    switch (name) {
    case SETTING_THEME:
        return THEME_KEYS;
    case SETTING_TEXT:
        return TEXT_SIZE_KEYS;
    case SETTING_LOCK:
        return LOCK_KEYS;
    case SETTING_TITLE:
        return TITLE_KEYS;
    case SETTING_LEAVE:
        return LEAVE_KEYS;
    case SETTING_EXPOSURE:
        return EXPOSURE_KEYS;
    case SETTING_LINE:
        return LINE_KEYS;
    case SETTING_PACE:
        return PACE_KEYS;
    case SETTING_LEARNING:
        return LEARNING_KEYS;
    case SETTING_SPELLING:
        return SPELLING_KEYS;
    case SETTING_REASK:  /* it is chosen beside the limits: core/practice/limits.c */
    case SETTING_REMIND: /* and these together: core/course/remind.c */
    case SETTING_REMIND_AT:
    case SETTING_QUIET_FROM:
    case SETTING_QUIET_TO:
    case SETTING_MEASURES: /* and this beside what was measured: core/course/measure.c */
    case SETTING_REVIEW:   /* beside the review itself: core/course/worksheet.c */
    case SETTING_NONE:
    case SETTING_END:
        break;
    }
    return (struct key_list){0};
}

static struct str kept_words(const struct state *state, enum setting_name name)
{
    const struct event *event = state->settings[name];
    return event ? event->setting.words : S("");
}

static unsigned chosen_by_key(const struct state *state, enum setting_name name, unsigned otherwise)
{
    const struct key_row *row = row_by_key(setting_choices(name), kept_words(state, name));
    return row ? row->number : otherwise;
}

unsigned setting_chosen(const struct state *state, enum setting_name name)
{
    struct str words = kept_words(state, name);
    switch (name) {
    case SETTING_THEME:
        return chosen_by_key(state, name, THEME_AUTO);
    case SETTING_TEXT:
        return chosen_by_key(state, name, TEXT_MIDDLE);
    case SETTING_LOCK:
        return state_setting(state, name, LOCK_FIRST_MIN);
    case SETTING_TITLE:
        if (str_eq(words, S("=")))
            return TITLE_PAGES;
        return words.len ? TITLE_OWN : TITLE_NEUTRAL;
    case SETTING_LEAVE:
        return words.len ? LEAVE_OWN : LEAVE_BLANK;
    case SETTING_EXPOSURE:
        return state_setting(state, name, EXPOSURE_ASK);
    case SETTING_LINE:
        return line_of(state);
    case SETTING_PACE:
        return pace_of(state);
    case SETTING_LEARNING:
        return learning_is_on(state) ? LEARNING_ON : LEARNING_OFF;
    case SETTING_SPELLING:
        return state_setting(state, name, SPELLING_OFF);
    case SETTING_REASK:
    case SETTING_REMIND:
    case SETTING_REMIND_AT:
    case SETTING_QUIET_FROM:
    case SETTING_QUIET_TO:
    case SETTING_MEASURES:
    case SETTING_REVIEW:
    case SETTING_NONE:
    case SETTING_END:
        break;
    }
    return 0;
}

struct str setting_own_words(const struct state *state, enum setting_name name)
{
    unsigned chosen = setting_chosen(state, name);
    bool own = (name == SETTING_TITLE && chosen == TITLE_OWN) || (name == SETTING_LEAVE && chosen == LEAVE_OWN);
    return own ? kept_words(state, name) : S("");
}

enum setting_name settings_named(const struct form *form)
{
    return (enum setting_name)form_one(form, SETTING_KEYS, S("setting"));
}

static struct str title_check(struct str words)
{
    if (words.len == 0)
        return S("The words for the title are still empty. “Notes” is there if none come to mind.");
    if (words.len > TITLE_BYTES_MAX)
        return S("That is longer than a window can show. A few words are enough.");
    if (str_eq(words, S("=")))
        return S("A lone = has a meaning of its own here. Any other words will do.");
    for (size_t i = 0; i < words.len; i++)
        if ((unsigned char)words.at[i] < ' ')
            return S("A title is one line.");
    return S("");
}

/* It becomes a header line and an address in a page: plain characters only, and nothing that could end either. */
static bool is_plain_in_address(char c)
{
    return c > ' ' && c < 0x7f && c != '"' && c != '\'' && c != '`' && c != '<' && c != '>' && c != '\\';
}

static bool begins_a_host(struct str host)
{
    char c = host.len ? host.at[0] : '/';
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* A name and a port go into the page's policy, where ; and , begin the next rule. */
static bool is_plain_in_host(char c)
{
    return begins_a_host((struct str){&c, 1}) || c == '.' || c == '-' || c == ':';
}

static struct str host_in(struct str address)
{
    struct str host = str_after(address, 8);
    size_t end = 0;
    while (end < host.len && host.at[end] != '/' && host.at[end] != '?' && host.at[end] != '#')
        end++;
    return str_first(host, end);
}

static struct str leave_check(struct str words)
{
    if (!str_starts(words, S("https://")) || !begins_a_host(str_after(words, 8)))
        return S("An address begins with https:// and a name, like https://example.org");
    struct str host = host_in(words);
    for (size_t i = 0; i < host.len; i++)
        if (!is_plain_in_host(host.at[i]))
            return S("The name of a site has letters, digits, dots and hyphens, like https://example.org");
    if (words.len > LEAVE_BYTES_MAX)
        return S("That address is longer than attune can save. The front page of a site is enough.");
    for (size_t i = 0; i < words.len; i++)
        if (!is_plain_in_address(words.at[i]))
            return S("An address has plain letters, and no spaces or quotes. Copying it from a browser can help.");
    return S("");
}

struct str settings_leave_host(struct str address)
{
    return leave_check(address).len ? S("") : host_in(address);
}

static struct str own_words_decide(enum setting_name name, unsigned number, struct str words, struct setting *out)
{
    struct str problem = S("");
    if (name == SETTING_TITLE && number == TITLE_PAGES)
        out->words = S("=");
    if (name == SETTING_TITLE && number == TITLE_OWN)
        problem = title_check(out->words = words);
    if (name == SETTING_LEAVE && number == LEAVE_OWN)
        problem = leave_check(out->words = words);
    return problem;
}

struct str settings_decide(const struct form *form, struct event *out)
{
    enum setting_name name = settings_named(form);
    const struct key_row *row = row_by_key(setting_choices(name), form_get(form, S("choice")));
    if (!row)
        return S("Nothing was chosen yet, so nothing has changed.");

    struct setting setting = {.setting = name};
    struct str problem = S("");
    if (name == SETTING_THEME || name == SETTING_TEXT)
        setting.words = row->key;
    else if (name == SETTING_LOCK || name == SETTING_EXPOSURE || name == SETTING_LINE || name == SETTING_PACE ||
             name == SETTING_LEARNING || name == SETTING_SPELLING)
        setting.value = row->number;
    else
        problem = own_words_decide(name, row->number, str_trim(form_get(form, S("words"))), &setting);
    if (!problem.len)
        *out = (struct event){.kind = SETTING_CHOSEN, .setting = setting};
    return problem;
}
