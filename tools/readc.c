/*
 * tools/readc.c - is content/ plain enough to read, and do it and the pages keep away from the words that attune
 * avoids?
 *
 *     readc check CONTENT-DIR [PAGES-DIR]    as the test run asks it; status 1 and what is wrong, file by file
 *     readc grade FILE...                    the grade of each file and its hardest piece, for writers
 *     readc pack  OUT.html CONTENT-DIR       the clinician's reading pack: tools/pack.c
 *
 * Every folder of CONTENT-DIR counts, whatever it is called, so a new one is checked from its first file on.
 * By hand, in a build directory:  ninja reading  (or  ./tools/readc grade ../content/lessons/l01-alarm.md).
 *
 * The formula is in reading.h; what counts as a text's sentences is in loose.h.  The bounds are the project's:
 * at most grade 7 on average over all files, and 9 for any one of them.
 */
#define _POSIX_C_SOURCE 200809L
#include "tools/article.h"
#include "tools/loose.h"
#include "tools/pack.h"
#include "tools/reading.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double AVERAGE_MAX = 7, WORST_MAX = 9;

static void add_piece(void *with, struct str piece)
{
    reading_add(with, piece);
}

static struct reading reading_of(struct arena *arena, const struct loose_file *file)
{
    struct reading reading = {0};
    loose_pieces(arena, file, add_piece, &reading);
    return reading;
}

/* ---- check ---- */

struct words_of {
    struct place at;
};

static void words_of_piece(void *with, struct str piece)
{
    words_check(((struct words_of *)with)->at, piece);
}

/* Every template of the folder; how many there were. */
static size_t templates_check(struct arena *arena, const char *dir)
{
    size_t len = 0;
    struct dirent *entry = NULL;
    DIR *open = opendir(dir);
    if (!open)
        complain((struct place){.file = dir}, "cannot be opened: %s", strerror(errno));
    while ((entry = readdir(open))) {
        if (entry->d_name[0] == '.' || !str_ends(str_from_c(entry->d_name), S(".html")))
            continue;
        struct str path = STR_JOIN(arena, str_from_c(dir), S("/"), str_from_c(entry->d_name));
        const char *file = c_text(arena, path);
        words_check((struct place){.file = file}, template_words(arena, read_whole(arena, file)));
        len++;
    }
    closedir(open);
    return len;
}

static int check(struct arena *arena, const char *dir, const char *pages)
{
    struct loose_files all = loose_all(arena, dir);
    double sum = 0, worst = 0;
    size_t read = 0;
    bool well = true;
    const char *worst_path = "";
    for (size_t i = 0; i < all.len; i++) {
        struct reading reading = reading_of(arena, &all.at[i]);
        double grade = reading_grade(&reading);
        struct words_of words = {.at = {.file = all.at[i].path}};
        loose_pieces(arena, &all.at[i], words_of_piece, &words);
        if (reading.words == 0)
            continue;
        read++;
        sum += grade;
        if (grade > worst) {
            worst = grade;
            worst_path = all.at[i].path;
        }
        if (grade > WORST_MAX) {
            fprintf(stderr, "%s: grade %.1f; a text of attune has at most %.0f (shorter sentences, plainer words)\n",
                    all.at[i].path, grade, WORST_MAX);
            well = false;
        }
    }
    size_t templates_len = pages ? templates_check(arena, pages) : 0;
    if (read > 0 && sum / (double)read > AVERAGE_MAX) {
        fprintf(stderr, "%s: grade %.2f on average; at most %.0f\n", dir, sum / (double)read, AVERAGE_MAX);
        well = false;
    }
    printf("%zu texts, grade %.2f on average, %.2f at worst (%s); %zu templates\n", read, read ? sum / (double)read : 0,
           worst, worst_path, templates_len);
    return well ? 0 : 1;
}

/* ---- grade ---- */

struct longest {
    struct str piece;
    double grade;
};

static void keep_hardest(void *with, struct str piece)
{
    struct longest *longest = with;
    struct reading reading = {0};
    reading_add(&reading, piece);
    double grade = reading_grade(&reading);
    if (reading.words >= 6 && grade > longest->grade)
        *longest = (struct longest){.piece = piece, .grade = grade};
}

static int grade(struct arena *arena, char **paths, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct loose_file file = loose_read(arena, paths[i]);
        struct reading reading = reading_of(arena, &file);
        struct longest hardest = {0};
        loose_pieces(arena, &file, keep_hardest, &hardest);
        printf("%5.1f  %4u words  %s\n", reading_grade(&reading), reading.words, paths[i]);
        if (hardest.piece.len)
            printf("       hardest (%.1f): %.*s\n", hardest.grade, (int)hardest.piece.len, hardest.piece.at);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct arena arena = tool_arena();
    if ((argc == 3 || argc == 4) && strcmp(argv[1], "check") == 0)
        return check(&arena, argv[2], argv[3]);
    if (argc >= 3 && strcmp(argv[1], "grade") == 0)
        return grade(&arena, argv + 2, (size_t)argc - 2);
    if (argc == 4 && strcmp(argv[1], "pack") == 0) {
        struct buf out = buf_on(&arena);
        pack_put(&out, &arena, argv[3]);
        write_whole(argv[2], buf_str(&out));
        return 0;
    }
    complain((struct place){.file = "readc"}, "usage: readc check|grade|pack ... (see tools/readc.c)");
}
