/* base/calendar.c - escaping and folding, and the lines of one entry */
#include "base/calendar.h"

static void put_escaped_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n')
            buf_put(out, S("\\n"));
        else if (c == '\\' || c == ';' || c == ',')
            buf_put_byte(out, '\\');
        if (c >= ' ' && c != 0x7f)
            buf_put_byte(out, c);
    }
}

/* The blank that begins a continued line counts among its octets. */
static void put_folded(struct buf *out, struct str line)
{
    size_t room = CALENDAR_LINE_OCTETS;
    for (;;) {
        struct str piece = str_first_whole(line, room);
        buf_put(out, piece);
        buf_put(out, S("\r\n"));
        line = str_after(line, piece.len);
        if (line.len == 0 || piece.len == 0)
            return;
        buf_put_byte(out, ' ');
        room = CALENDAR_LINE_OCTETS - 1;
    }
}

static void put_line(struct buf *out, struct str name, struct str value)
{
    put_folded(out, STR_JOIN(out->arena, name, S(":"), value));
}

static void put_text_line(struct buf *out, struct str name, struct str text)
{
    struct buf escaped = buf_on(out->arena);
    put_escaped_text(&escaped, text);
    put_line(out, name, buf_str(&escaped));
}

static struct str time_text(struct arena *arena, struct moment m)
{
    struct buf b = buf_on(arena);
    buf_put_u64_padded(&b, (uint64_t)m.year, 4);
    buf_put_u64_padded(&b, (uint64_t)m.month, 2);
    buf_put_u64_padded(&b, (uint64_t)m.day_of_month, 2);
    buf_put_byte(&b, 'T');
    buf_put_u64_padded(&b, (uint64_t)m.hour, 2);
    buf_put_u64_padded(&b, (uint64_t)m.minute, 2);
    buf_put(&b, S("00"));
    return buf_str(&b);
}

static struct str rule_text(struct arena *arena, unsigned every_days)
{
    struct buf b = buf_on(arena);
    buf_put(&b, S("FREQ=DAILY;INTERVAL="));
    buf_put_u64(&b, every_days ? every_days : 1);
    return buf_str(&b);
}

void calendar_put(struct buf *out, const struct calendar_entry *entry)
{
    struct arena *arena = out->arena;
    struct str begins = time_text(arena, entry->begins);
    put_line(out, S("BEGIN"), S("VCALENDAR"));
    put_line(out, S("VERSION"), S("2.0"));
    put_line(out, S("PRODID"), S("-//Notes//EN"));
    put_line(out, S("BEGIN"), S("VEVENT"));
    put_line(out, S("UID"), STR_JOIN(arena, begins, S("-notes")));
    put_line(out, S("DTSTAMP"), STR_JOIN(arena, time_text(arena, moment_at(entry->made_ms, 0)), S("Z")));
    put_line(out, S("DTSTART"), begins);
    put_line(out, S("DURATION"), S("PT5M"));
    put_line(out, S("RRULE"), rule_text(arena, entry->every_days));
    put_text_line(out, S("SUMMARY"), entry->title);
    put_line(out, S("CLASS"), S("PRIVATE"));
    put_line(out, S("TRANSP"), S("TRANSPARENT"));
    put_line(out, S("BEGIN"), S("VALARM"));
    put_line(out, S("ACTION"), S("DISPLAY"));
    put_text_line(out, S("DESCRIPTION"), entry->title);
    put_line(out, S("TRIGGER"), S("PT0M"));
    put_line(out, S("END"), S("VALARM"));
    put_line(out, S("END"), S("VEVENT"));
    put_line(out, S("END"), S("VCALENDAR"));
}
