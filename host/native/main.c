/*
 * host/native/main.c - the command line: what was asked, where the data is, and off to the command
 *
 * Before anything else the process is guarded (process.h).
 */
#define _GNU_SOURCE
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/native/command.h"
#include "host/native/demo.h"
#include "host/native/process.h"
#include "host/native/web.h"

static const char HELP[] = "attune: a private, offline companion for rebuilding safety and closeness\n"
                           "\n"
                           "  attune [open]              open your place in the browser\n"
                           "  attune demo                the same with a made-up person's data, gone afterwards\n"
                           "  attune backup FILE         copy the sealed vault to a new file\n"
                           "  attune salvage FILE        the same of a damaged vault, page by page\n"
                           "  attune restore FILE        make a backup the vault, then prove that it opens\n"
                           "  attune merge FILE          bring in a backup of the same vault from another device\n"
                           "  attune verify [--open]     read everything once and say what it is worth\n"
                           "  attune export --json FILE  write everything as readable text\n"
                           "  attune web DIR             serve the browser app in DIR on this machine\n"
                           "  attune version             which attune this is\n"
                           "\n"
                           "  --data DIR      where the vault is (else ~/.local/share/attune)\n"
                           "  --port N        open, demo, web: listen on this port\n"
                           "  --no-browser    open, demo: do not start a browser\n"
                           "  --no-drill      restore: leave the proof out\n"
                           "  --open          verify: ask for the passphrase and open every entry\n"
                           "\n"
                           "Nothing here needs a network. More in the manual: man attune\n";

static int version(const struct options *options)
{
    (void)options;
    puts("attune " ATTUNE_VERSION);
    return EXIT_FINE;
}

static int help(const struct options *options)
{
    (void)options;
    fputs(HELP, stdout);
    return EXIT_FINE;
}

enum option_bit {
    OPT_DATA = 1 << 0,
    OPT_PORT = 1 << 1,
    OPT_BROWSER = 1 << 2,
    OPT_NO_DRILL = 1 << 3,
    OPT_OPEN = 1 << 4,
    OPT_JSON = 1 << 5, /* the FILE follows this option */
    OPT_FILE = 1 << 6, /* the FILE stands by itself */
};

struct command {
    const char *name;
    int (*run)(const struct options *options);
    unsigned takes, needs; /* of enum option_bit */
};

/* clang-format off */
static const struct command COMMANDS[] = {
/*   name       run              takes                                needs    */
    {"open",    command_open,    OPT_DATA | OPT_PORT | OPT_BROWSER,   0},
    {"backup",  command_backup,  OPT_DATA | OPT_FILE,                 OPT_FILE},
    {"salvage", command_salvage, OPT_DATA | OPT_FILE,                 OPT_FILE},
    {"restore", command_restore, OPT_DATA | OPT_FILE | OPT_NO_DRILL,  OPT_FILE},
    {"merge",   command_merge,   OPT_DATA | OPT_FILE,                 OPT_FILE},
    {"verify",  command_verify,  OPT_DATA | OPT_OPEN,                 0},
    {"export",  command_export,  OPT_DATA | OPT_JSON,                 OPT_JSON},
    {"demo",    command_demo,    OPT_PORT | OPT_BROWSER,              0},
    {"web",     command_web,     OPT_PORT | OPT_FILE,                 OPT_FILE},
    {"version", version,         0,                                   0},
    {"help",    help,            0,                                   0},
};

static const struct flag {
    const char *name;
    unsigned bit;
    bool has_value;
} FLAGS[] = {
/*   name            bit            value */
    {"--data",       OPT_DATA,      true},
    {"--port",       OPT_PORT,      true},
    {"--json",       OPT_JSON,      true},
    {"--no-browser", OPT_BROWSER,   false},
    {"--no-drill",   OPT_NO_DRILL,  false},
    {"--open",       OPT_OPEN,      false},
};
/* clang-format on */

static const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    return NULL;
}

static const struct flag *flag_find(const char *name)
{
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
        if (strcmp(FLAGS[i].name, name) == 0)
            return &FLAGS[i];
    return NULL;
}

static int usage(const char *words, const char *what)
{
    fprintf(stderr, "attune: %s%s\nattune --help lists what it can do.\n", words, what);
    return EXIT_USAGE;
}

static bool take_port(struct options *options, const char *text)
{
    uint64_t port;
    if (!str_to_u64(str_from_c(text), 65535, &port))
        return false;
    options->port = (unsigned)port;
    options->port_chosen = true;
    return true;
}

static bool take(struct options *options, unsigned bit, const char *value)
{
    switch ((enum option_bit)bit) {
    case OPT_DATA:
        options->dir = value;
        return *value != '\0';
    case OPT_PORT:
        return take_port(options, value);
    case OPT_JSON:
    case OPT_FILE:
        options->file = value;
        return *value != '\0';
    case OPT_BROWSER:
        options->no_browser = true;
        return true;
    case OPT_NO_DRILL:
        options->no_drill = true;
        return true;
    case OPT_OPEN:
        options->open = true;
        return true;
    }
    return false;
}

/* Everything after the command's name.  Returns EXIT_FINE, or EXIT_USAGE with the reason said. */
static int read_options(const struct command *command, char **argv, struct options *options)
{
    unsigned seen = 0;
    for (; *argv; argv++) {
        const struct flag *flag = flag_find(*argv);
        const char *name = *argv;
        unsigned bit = flag ? flag->bit : OPT_FILE;
        if (!flag && name[0] == '-' && name[1] != '\0')
            return usage("there is no option ", name);
        if (!(command->takes & bit) || (seen & bit))
            return usage(seen & bit ? "given twice: " : "not wanted here: ", name);
        if (flag && flag->has_value && !*++argv)
            return usage("something must follow ", name);
        if (!take(options, bit, *argv))
            return usage("this cannot be used: ", *argv);
        seen |= bit;
    }
    if (command->needs & ~seen)
        return usage("please name a file: ", command->needs & OPT_JSON ? "attune export --json FILE" : command->name);
    return EXIT_FINE;
}

/* As the XDG Base Directory Specification has it: a path that is not absolute counts as none. */
static bool usual_dir(char *out, size_t size)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    int len = -1;
    if (data && data[0] == '/')
        len = snprintf(out, size, "%s/attune", data);
    else if (home && home[0] == '/')
        len = snprintf(out, size, "%s/.local/share/attune", home);
    return len > 0 && (size_t)len < size;
}

int main(int argc, char **argv)
{
    static char dir[4096];
    struct options options = {0};
    (void)argc;
    if (!argv[0])
        return EXIT_USAGE;
    argv++;
    if (*argv && (strcmp(*argv, "--help") == 0 || strcmp(*argv, "-h") == 0))
        return help(&options);
    if (*argv && strcmp(*argv, "--version") == 0)
        return version(&options);

    const struct command *command = &COMMANDS[0]; /* open, unless a word says otherwise */
    if (*argv && **argv != '-') {
        command = command_find(*argv);
        if (!command)
            return usage("there is no command ", *argv);
        argv++;
    }
    int code = read_options(command, argv, &options);
    if (code)
        return code;
    if ((command->takes & OPT_DATA) && !options.dir) {
        if (!usual_dir(dir, sizeof dir))
            return usage("HOME is not set, so please say where the data is: ", "--data DIR");
        options.dir = dir;
    }
    process_guard();
    if (sodium_init() < 0) {
        fputs("The system gave no random numbers, so nothing can be sealed. Nothing was changed.\n", stderr);
        return EXIT_PROBLEM;
    }
    return command->run(&options);
}
