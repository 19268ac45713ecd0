/* pages/frame/files.c - each file of the binary at its own address */
#include "pages/frame/files.h"

void file_get(struct visit *visit)
{
    static const struct {
        struct str path, type;
        const struct str *file;
    } FILES[] = {
        {S_INIT("/style.css"), S_INIT("text/css; charset=utf-8"), &FILE_STYLE},
        {S_INIT("/attune.js"), S_INIT("text/javascript; charset=utf-8"), &FILE_SCRIPT},
        {S_INIT("/record.js"), S_INIT("text/javascript; charset=utf-8"), &FILE_RECORD},
        {S_INIT("/icon.svg"), S_INIT("image/svg+xml"), &FILE_ICON},
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        if (!str_eq(visit->path, FILES[i].path))
            continue;
        visit->type = FILES[i].type;
        visit->cacheable = true;
        buf_put(&visit->out, *FILES[i].file);
    }
}
