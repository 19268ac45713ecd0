/*
 * app/http.h - one request and one reply as plain data; shared by hosts, still pure
 *
 * A host fills `struct request` from whatever it speaks and writes `struct reply` out again.
 * Everything here borrows: a request from the host, a reply from the request's arena.
 */
#ifndef APP_HTTP_H
#define APP_HTTP_H

#include "base/form.h"

enum {
    /* A form.  20,000 characters are 240,000 bytes at most when percent-encoded; a sheet has several texts, and what is
     * too long for one is shown again with its words, so it must get in. */
    BODY_MAX_BYTES    = 4 * 1024 * 1024,
    TARGET_MAX_BYTES  = 4096,
    HEADER_MAX_BYTES  = 4096, /* each header that is looked at; Cookie has no limit here, most of it may be other pages' */
    ENTROPY_BYTES     = 4096, /* fresh random bytes that come with every request */
};

enum http_method { HTTP_GET, HTTP_POST, HTTP_HEAD, HTTP_OTHER };

struct request {
    enum http_method method;
    struct str       path;  /* decoded, begins with "/" */
    struct form      query;
    struct form      form;  /* of a POST */
    struct form      normal; /* those of its fields that are passphrases, as app/spelling.h has it; may be empty */
    struct str       raw_form;
    struct str       host, origin, cookie;
    struct str       site, mode, dest; /* Sec-Fetch-Site, -Mode and -Dest; empty where a browser sends none */
    struct str       own_name;  /* a name of this vault alone, without the port; may be empty */
    unsigned         port;      /* of this machine that was asked */
    bool             too_large; /* the body was over BODY_MAX_BYTES and was not read */
    int64_t          wall_ms;   /* what the wall clock says; it names dates and decides nothing that takes time */
    int64_t          steady_ms; /* counts from anywhere, never back, also while the device sleeps (base/clock.h) */
    int              zone_min;  /* minutes east of UTC, here and now */
    struct bytes     entropy;  /* ENTROPY_BYTES fresh random bytes; used once */
};

/* What a host hands over; texts as they came. */
struct http_parts {
    struct str   method, target, host, origin, cookie, content_type, site, mode, dest;
    struct str   own_name; /* as in struct request */
    struct bytes body;
    bool         too_large;
    unsigned     port;
};

/*
 * Make a request of its parts.  ERR_MALFORMED: a target that is not an absolute path, or holds bytes
 * that none may.  ERR_TOO_LONG: a target or header over its limit, or too many fields.
 */
enum err http_request(const struct http_parts *parts, struct arena *arena, struct request *out);

/*
 * The part of so many bytes that a Range header asks for: "bytes=FIRST-" or "bytes=FIRST-LAST" (RFC 9110, section 14).
 * False for anything else, and for what is not there: then the whole is the answer.
 */
bool http_range(struct str range, size_t len, size_t *first, size_t *part);

/*
 * The next cookie of this name in *header, which moves on; false if there is none.  Any page of this host, on whatever
 * port, may set cookies of the same name, with longer paths even before ours: so all of them must be looked at.
 */
bool http_cookie_next(struct str *header, struct str name, struct str *value);
/*
 * True if a Host header names this machine's loopback and this port: 127.0.0.1, localhost, [::1], or `own_name` (empty:
 * none).  Anything else may be another site whose name was pointed here (DNS rebinding).
 */
bool http_host_is_ours(struct str host, unsigned port, struct str own_name);
/* True if an Origin header is absent, or is http:// and this very Host: another name of ours is another origin. */
bool http_origin_is_ours(struct str origin, struct str host);
/*
 * True if the browser does not say that another page asks (W3C Fetch Metadata: Sec-Fetch-Site "same-site" or
 * "cross-site"), or if that page only brings the person to "/" with the whole window.
 */
bool http_site_is_ours(const struct request *request);

#endif
