/*
 * tools/embedc.c - files as C text, so that one binary holds all it shows
 *
 * embedc OUT.c NAME=FILE...   each becomes `const struct str NAME`, declared in pages/frame/files.h
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int embed(FILE *out, const char *name, size_t name_len, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return 1;
    }
    fprintf(out, "static const unsigned char bytes_%.*s[] = {", (int)name_len, name);
    size_t len = 0;
    for (int c; (c = getc(in)) != EOF; len++)
        fprintf(out, "%s%d,", len % 24 ? "" : "\n", c);
    fprintf(out, "0};\nconst struct str %.*s = {.at = (const char *)bytes_%.*s, .len = %zu};\n\n", (int)name_len, name,
            (int)name_len, name, len);
    fclose(in);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("embedc OUT.c NAME=FILE...\n", stderr);
        return 2;
    }
    FILE *out = fopen(argv[1], "wb");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    fputs("/* made by tools/embedc */\n#include \"pages/frame/files.h\"\n\n", out);
    for (int i = 2; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        if (!equals || embed(out, argv[i], (size_t)(equals - argv[i]), equals + 1))
            return 1;
    }
    return fclose(out) ? 1 : 0;
}
