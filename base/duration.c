/* base/duration.c - finding the one field, in WebM and in MP4: both are parts inside parts */
#include "base/duration.h"

/* One part: its name, where it begins, and where what is in it begins and ends. */
struct part {
    uint64_t name;
    size_t head, from, to;
};

/* The part that begins at in->from; false if it is not whole.  It ends after it begins, so a walk ends. */
typedef bool part_read(const uint8_t *at, struct part in, struct part *out);

/* The first part of that name inside another. */
static bool find(part_read *read, const uint8_t *at, struct part in, uint64_t name, struct part *out)
{
    for (struct part next; in.from < in.to && read(at, in, &next); in.from = next.to)
        if (next.name == name) {
            *out = next;
            return true;
        }
    return false;
}

/* WebM */

enum {
    SEGMENT = 0x18538067,
    INFO = 0x1549A966,
    SCALE = 0x2AD7B1,
    DURATION = 0x4489,
    WRITER = 0x5741,
    SCALE_USUAL_NS = 1000000
};

/* A number whose first set bit tells how many bytes it has; `most` of them at most. */
static bool read_vint(const uint8_t *at, size_t end, size_t most, size_t *from, size_t *bytes)
{
    if (*from >= end || at[*from] == 0)
        return false;
    *bytes = 1;
    for (unsigned first = at[*from]; first < 0x80; first <<= 1)
        ++*bytes;
    if (*bytes > most || *bytes > end - *from)
        return false;
    *from += *bytes;
    return true;
}

static bool webm_read(const uint8_t *at, struct part in, struct part *out)
{
    size_t from = in.from, name_bytes, size_bytes;
    if (!read_vint(at, in.to, 4, &from, &name_bytes) || !read_vint(at, in.to, 8, &from, &size_bytes))
        return false;
    uint64_t most = ((uint64_t)1 << 7 * size_bytes) - 1;
    uint64_t size = mem_get_number(at + from - size_bytes, size_bytes) & most;
    /* All bits set: as long as what it is in. */
    if (size == most)
        size = in.to - from;
    if (size > in.to - from)
        return false;
    *out = (struct part){mem_get_number(at + in.from, name_bytes), in.from, from, from + (size_t)size};
    return true;
}

static uint64_t bits_of(double value, size_t bytes)
{
    float small = (float)value;
    uint64_t wide;
    uint32_t narrow;
    mem_copy(&wide, &value, sizeof wide);
    mem_copy(&narrow, &small, sizeof narrow);
    return bytes == 8 ? wide : narrow;
}

/* A length of four bytes in the place of the name of the writing program; what is left over is a part that says
 * nothing. */
static bool replace_writer(uint8_t *at, struct part writer, struct part *duration)
{
    enum { HEAD = 3, BYTES = 4, VOID = 0xEC, VOID_HEAD = 2, VOID_MOST = 126 };
    size_t room = writer.to - writer.head;
    if (room < HEAD + BYTES || room == HEAD + BYTES + 1 || room > HEAD + BYTES + VOID_HEAD + VOID_MOST)
        return false;
    mem_put_number(at + writer.head, room, 0);
    mem_put_number(at + writer.head, HEAD, (uint64_t)DURATION << 8 | 0x80 | BYTES);
    *duration = (struct part){DURATION, writer.head, writer.head + HEAD, writer.head + HEAD + BYTES};
    if (duration->to < writer.to)
        mem_put_number(at + duration->to, VOID_HEAD,
                       (uint64_t)VOID << 8 | 0x80 | (writer.to - duration->to - VOID_HEAD));
    return true;
}

static bool webm_write(uint8_t *at, size_t len, uint32_t seconds)
{
    struct part file = {.to = len}, segment, info, scale, duration, writer;
    part_read *read = webm_read;
    uint64_t scale_ns = SCALE_USUAL_NS;
    if (!find(read, at, file, SEGMENT, &segment) || !find(read, at, segment, INFO, &info))
        return false;
    if (find(read, at, info, SCALE, &scale))
        scale_ns = scale.to - scale.from <= 8 ? mem_get_number(at + scale.from, scale.to - scale.from) : 0;
    if (scale_ns == 0)
        return false;
    if (!find(read, at, info, DURATION, &duration) &&
        !(find(read, at, info, WRITER, &writer) && replace_writer(at, writer, &duration)))
        return false;
    size_t bytes = duration.to - duration.from;
    if ((bytes != 4 && bytes != 8) || mem_get_number(at + duration.from, bytes) != 0)
        return false;
    mem_put_number(at + duration.from, bytes, bits_of(seconds * 1e9 / (double)scale_ns, bytes));
    return true;
}

/* MP4 */

#define NAMED(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static bool mp4_read(const uint8_t *at, struct part in, struct part *out)
{
    size_t room = in.to - in.from, head = 8;
    if (room < head)
        return false;
    uint64_t size = mem_get_number(at + in.from, 4);
    if (size == 1) {
        head = 16;
        if (room < head)
            return false;
        size = mem_get_number(at + in.from + 8, 8);
    } else if (size == 0) {
        size = room; /* to the end of what it is in */
    }
    if (size < head || size > room)
        return false;
    *out = (struct part){mem_get_number(at + in.from + 4, 4), in.from, in.from + head, in.from + (size_t)size};
    return true;
}

static bool mp4_write(uint8_t *at, size_t len, uint32_t seconds)
{
    struct part file = {.to = len}, moov, mvhd, mvex, mehd;
    part_read *read = mp4_read;
    if (!find(read, at, file, NAMED('m', 'o', 'o', 'v'), &moov) ||
        !find(read, at, moov, NAMED('m', 'v', 'h', 'd'), &mvhd) ||
        !find(read, at, moov, NAMED('m', 'v', 'e', 'x'), &mvex) ||
        !find(read, at, mvex, NAMED('m', 'e', 'h', 'd'), &mehd))
        return false;
    /* Both begin with a version and flags; version 1 has times of eight bytes, two of them before the scale. */
    size_t scale_at = mvhd.from < mvhd.to && at[mvhd.from] == 1 ? 20 : 12;
    size_t bytes = mehd.from < mehd.to && at[mehd.from] == 1 ? 8 : 4;
    if (mvhd.to - mvhd.from < scale_at + 4 || mehd.to - mehd.from < 4 + bytes)
        return false;
    uint64_t duration = seconds * mem_get_number(at + mvhd.from + scale_at, 4);
    if (mem_get_number(at + mehd.from + 4, bytes) != 0 || duration == 0 || (bytes == 4 && duration > UINT32_MAX))
        return false;
    mem_put_number(at + mehd.from + 4, bytes, duration);
    return true;
}

bool duration_write(uint8_t *at, size_t len, uint32_t seconds)
{
    static const uint8_t EBML[] = {0x1A, 0x45, 0xDF, 0xA3};
    if (seconds == 0 || len < sizeof EBML)
        return false;
    return mem_compare(at, EBML, sizeof EBML) == 0 ? webm_write(at, len, seconds) : mp4_write(at, len, seconds);
}
