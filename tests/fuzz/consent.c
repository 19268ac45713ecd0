/*
 * tests/fuzz/consent.c - any bytes as a sequence of messages to the consent kernel
 *
 * The walk (tests/core/consent/consent_walk.c) goes everywhere with a chosen alphabet; this one says anything at
 * all, with any time, and asserts what can be seen from outside after every message.
 */
#include "core/consent/consent.h"

struct source {
    const uint8_t *at;
    size_t len;
};

static uint8_t byte(struct source *s)
{
    if (s->len == 0)
        return 0;
    s->len--;
    return *s->at++;
}

static uint64_t wide(struct source *s)
{
    uint64_t n = 0;
    for (int i = 0; i < 8; i++)
        n = n << 8 | byte(s);
    return n;
}

/* Mostly a little after `near`, sometimes before, now and then anything at all. */
static int64_t some_time(struct source *s, int64_t near)
{
    uint8_t how = byte(s);
    if (how == 0)
        return (int64_t)wide(s);
    if (near < 0 || near > INT64_MAX / 2)
        near = 0;
    return near + ((int64_t)how - 32) * 1000;
}

static struct consent_checkin some_checkin(struct source *s)
{
    uint8_t flags = byte(s);
    return (struct consent_checkin){
        .distress = {(flags & 1) == 0, byte(s) & 63},
        .presence = {(flags & 2) == 0, byte(s) & 15},
        .willingness = (enum willingness)(flags >> 6 == 0 ? WILLING_WANT : byte(s) & 7),
        .sober = (flags & 4) == 0,
        .no_pain = (flags & 8) == 0,
        .safe = (flags & 16) == 0,
        .able = (flags & 32) == 0,
    };
}

static struct consent_offer some_offer(struct source *s, int64_t now_ms)
{
    return (struct consent_offer){
        .people = byte(s) & 3,
        .level = byte(s) & 7,
        .planned_ms = some_time(s, 600000),
        .ask_every_ms = some_time(s, 60000),
        .midnight_ms = some_time(s, now_ms < INT64_MAX / 2 ? now_ms + 1000000 : now_ms),
        .ceiling = {byte(s) & 15, byte(s) & 15},
        .allowed = {byte(s) != 0, byte(s) != 0},
    };
}

static struct consent_input some_input(struct source *s, int64_t now_ms)
{
    struct consent_input in = {.kind = (enum consent_input_kind)(byte(s) & 15), .who = byte(s) & 3};
    in.now_ms = some_time(s, now_ms);
    in.said_ms = byte(s) & 1 ? some_time(s, in.now_ms) : in.now_ms;
    in.ceiling = byte(s) & 15;
    in.allowed = byte(s) != 0;
    if (in.kind == CONSENT_OFFER)
        in.offer = some_offer(s, in.now_ms);
    if (in.kind == CONSENT_CHECK_IN)
        in.checkin = some_checkin(s);
    return in;
}

static bool over(const struct consent *c)
{
    return c->phase == CONSENT_STOPPED || c->phase == CONSENT_WINDING_DOWN || c->phase == CONSENT_CLOSED;
}

static void assert_state(const struct consent *c)
{
    ASSERT(c->phase < CONSENT_PHASE_END);
    for (unsigned i = 0; i < c->people && consent_is_open(c); i++)
        ASSERT(c->person[i].allowed && c->level <= c->person[i].ceiling);
    if (consent_is_open(c))
        ASSERT(c->now_ms < c->expires_ms && c->expires_ms <= c->offered_ms + 3600000 && consent_next_ms(c) > c->now_ms);
    for (unsigned i = 0; i < c->people && (c->phase == CONSENT_ACTIVE || c->phase == CONSENT_READY); i++) {
        const struct consent_person *p = &c->person[i];
        ASSERT(p->agreed && p->checked && consent_gate(&p->checkin) == 0);
        ASSERT(p->checkin.distress.is <= 30 && p->checkin.presence.is >= 6 && p->checkin.presence.said);
        ASSERT(p->checked_ms >= p->fresh_from_ms && c->now_ms - p->checked_ms < 600000);
    }
    if (c->phase == CONSENT_PAUSED)
        ASSERT(c->now_ms - c->paused_ms < 600000);
    ASSERT(c->active_ms >= 0 && c->active_ms <= 3600000);
}

static void assert_move(const struct consent *before, const struct consent *after, const struct consent_input *in)
{
    if (over(before))
        ASSERT(over(after) && after->phase >= before->phase);
    if (before->phase == CONSENT_NONE)
        return;
    ASSERT(after->now_ms >= before->now_ms && after->expires_ms <= before->expires_ms && after->level == before->level);
    if (in->kind == CONSENT_STOP || in->kind == CONSENT_APP_CLOSED)
        ASSERT(over(after));
    if (in->kind == CONSENT_PAUSE || in->kind == CONSENT_LINK_LOST)
        ASSERT(after->phase != CONSENT_ACTIVE);
    if (before->phase == CONSENT_PAUSED && after->phase == CONSENT_ACTIVE)
        for (unsigned i = 0; i < after->people; i++)
            ASSERT(after->person[i].checked_ms > before->paused_ms);
    if (before->phase != CONSENT_ACTIVE && after->phase == CONSENT_ACTIVE)
        ASSERT(in->kind == CONSENT_BEGIN);
}

/* A practice that is ready to begin, so that random messages get far; half of the runs start so. */
static void make_ready(struct consent *c, struct source *s)
{
    unsigned people = 1 + (byte(s) & 1u);
    int64_t now_ms = 1000000000;
    struct consent_input in = {.kind = CONSENT_OFFER, .now_ms = now_ms, .said_ms = now_ms};
    in.offer = (struct consent_offer){.people = people,
                                      .level = 2,
                                      .planned_ms = 900000,
                                      .ask_every_ms = 60000,
                                      .midnight_ms = now_ms + 7200000,
                                      .ceiling = {3, 2},
                                      .allowed = {true, true}};
    ASSERT(consent_step(c, &in) == CONSENT_DONE);
    for (in.who = 0; in.who < people; in.who++) {
        in.kind = CONSENT_AGREE;
        ASSERT(consent_step(c, &in) == CONSENT_DONE);
        in.kind = CONSENT_CHECK_IN;
        in.checkin = (struct consent_checkin){.distress = SCORE(10),
                                              .presence = SCORE(9),
                                              .willingness = WILLING_OK,
                                              .sober = true,
                                              .no_pain = true,
                                              .safe = true,
                                              .able = true};
        ASSERT(consent_step(c, &in) == CONSENT_DONE);
    }
    ASSERT(c->phase == CONSENT_READY);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct source s = {data, len};
    struct consent c = {.phase = CONSENT_NONE};
    if (byte(&s) & 1)
        make_ready(&c, &s);
    while (s.len > 0) {
        struct consent before = c;
        struct consent_input in = some_input(&s, c.now_ms);
        enum consent_verdict verdict = consent_step(&c, &in);
        ASSERT(key_for(CONSENT_VERDICT_KEYS, verdict).len > 0);
        assert_state(&c);
        assert_move(&before, &c, &in);
    }
    return 0;
}
