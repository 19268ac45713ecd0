/* app/door.c - a request to the door */
#include "app/door.h"

#include "app/inside.h"

struct reply door_handle(const struct words *words, bool has_vault, const struct request *request, struct arena *arena)
{
    struct app *app = ARENA_NEW(arena, struct app);
    mem_zero(app, sizeof *app);
    app->words = words;
    app->has_vault = has_vault;
    struct visit visit = visit_begin(app, request, false, arena);
    const struct route *route = request->method == HTTP_GET ? route_find_at_the_door(request->path, visit.parts) : NULL;
    if (!route)
        return (struct reply){.words = true};
    route->page(&visit);
    return visit.go_to.len ? reply_redirect(visit.go_to) : reply_page(&visit);
}
