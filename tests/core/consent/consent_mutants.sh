#!/bin/sh
# tests/core/consent/consent_mutants.sh - the walk over the consent kernel can fail
#
# Breaks one rule at a time in a copy of the kernel and expects the walk to notice each.  A change that
# no longer applies (the line was rewritten) fails too, so this list stays true to the code.
#
#   consent_mutants.sh SOURCE_ROOT [COMPILER]
set -eu
root=$1
cc=${2:-cc}
flags="-std=c2x -O1 -w"
work=$(mktemp -d)
# A broken kernel may also never come to an end; that is not a rule noticing.
ulimit -t 60
trap 'rm -rf "$work"' EXIT
survivors=0
mutants=0

mkdir -p "$work/core/consent"
# What no mutant changes: the walk, and the lists that it names things by.
for unchanged in tests/core/consent/consent_walk core/lists/lists core/vocabulary base/arena base/mem base/text; do
    $cc $flags -I"$root" -c "$root/$unchanged.c" -o "$work/$(basename "$unchanged").o"
done

# mutant FILE 's/what it says/what it says wrongly/' : the rule that is broken, in words
mutant() {
    mutants=$((mutants + 1))
    cp "$root/core/consent/consent.c" "$root/core/consent/consent.h" "$work/core/consent/"
    sed -e "$2" "$root/core/consent/$1" >"$work/core/consent/$1"
    if cmp -s "$root/core/consent/$1" "$work/core/consent/$1"; then
        echo "does not apply any more: $3"
        survivors=$((survivors + 1))
        return
    fi
    $cc $flags -I"$work" -I"$root" "$work/core/consent/consent.c" "$work"/*.o -o "$work/walk"
    if "$work/walk" >"$work/told"; then
        echo "NOT NOTICED: $3"
        survivors=$((survivors + 1))
    elif rule=$(grep -o '^[a-z_]* does not hold' "$work/told"); then
        echo "$3: ${rule% does not hold}"
    else
        echo "NOT NOTICED BY A RULE: $3"
        survivors=$((survivors + 1))
    fi
}

mutant consent.h 's/GATE_PRESENCE_MIN = 6/GATE_PRESENCE_MIN = 5/' 'the gate lets a lower presence in'
mutant consent.h 's/GATE_DISTRESS_MAX = 30/GATE_DISTRESS_MAX = 31/' 'the gate lets a higher distress in'
mutant consent.h 's/STOP_DISTRESS = 40/STOP_DISTRESS = 41/' 'high distress does not stop'
mutant consent.h 's/STOP_RISE = 20/STOP_RISE = 21/' 'a climb does not stop'
mutant consent.h 's/STOP_PRESENCE = 4/STOP_PRESENCE = 3/' 'being far away does not stop'
mutant consent.h 's/CONSENT_PAUSE_RISE = 10/CONSENT_PAUSE_RISE = 11/' 'a rise does not pause'
mutant consent.h 's/PRESENCE_DROP = 2/PRESENCE_DROP = 3/' 'less presence does not pause'
mutant consent.h 's/MAX_PRACTICE_MS = 60/MAX_PRACTICE_MS = 61/' 'a plan lives longer than an hour'
mutant consent.c 's/missed |= SET_OF(MISS_NOT_SAID)/missed |= 0/' 'what was not said passes the gate'
mutant consent.c 's/willingness == WILLING_OK ||/willingness >= WILLING_SHOULD ||/' 'feeling one has to passes the gate'
mutant consent.c 's/if (!checkin->able)/if (false)/' 'silence about freezing and numbness passes'
mutant consent.c 's/if (consent_why_pauses(why) &&/if (false \&\&/' 'the pausing rules do not pause'
mutant consent.c 's/if (consent_why_stops(why))/if (why == WHY_NO)/' 'the stopping rules do not stop'
mutant consent.c 's/if (!person->agreed)/if (false)/' 'begins without a yes'
mutant consent.c 's/if (person_check(c, &c->person\[i\]) != CONSENT_DONE)/if (false)/' 'begins without the other'
mutant consent.c 's/checkin_is_fresh(person) && c->now_ms < live_until(person)/checkin_is_fresh(person)/' 'check-ins live for ever'
mutant consent.c 's/bool changed = want_all_fresh(c);/bool changed = false;/' 'a pause keeps old check-ins good'
mutant consent.c 's/return pause_now(c, WHY_LINK_LOST)/return CONSENT_NO_CHANGE/' 'a lost link goes on'
mutant consent.c 's/if (c->phase == CONSENT_ACTIVE && silence_ms/if (false \&\& silence_ms/' 'silence goes on'
mutant consent.c 's/if (c->phase == CONSENT_PAUSED && c->paused_ms/if (false \&\& c->paused_ms/' 'a pause waits for ever'
mutant consent.c 's/return step_over(c, in);/return in->kind == CONSENT_BEGIN ? begin(c, in->who, in->now_ms) : step_over(c, in);/' 'a stop can be taken back'
mutant consent.c 's/bool first = c->begun_ms == 0/bool first = true/' 'going on starts the count afresh'
mutant consent.c 's/c->expires_ms = earlier(c->expires_ms, c->begun_ms + c->planned_ms)/c->expires_ms = c->begun_ms + c->planned_ms/' 'the timer runs past the plan'
mutant consent.c 's/if (!fits(c, person))$/if (false)/' 'a tightened limit waits'
mutant consent.c 's/bool lower = in->ceiling < person->ceiling/bool lower = in->ceiling != person->ceiling/' 'a ceiling can be raised'
mutant consent.c 's/offer->level > offer->ceiling\[i\]/offer->level > offer->ceiling[0]/' 'one ceiling counts for both'
mutant consent.c 's/    ask_later(c, person, said_ms);$/    ask_later(c, person, c->now_ms);/' 'a late answer counts as a new one'
mutant consent.c 's/if (said_ms < c->person\[i\].checked_ms)/if (false)/' 'an old begin begins'
mutant consent.c 's/int64_t said_ms = earlier(sane_time(in->said_ms), c->now_ms)/int64_t said_ms = sane_time(in->said_ms)/' 'a clock that runs ahead lengthens'
mutant consent.c 's/^    consent_at(c, in->now_ms);/    c->now_ms += in->now_ms > c->now_ms ? in->now_ms - c->now_ms : 0;/' 'time is not applied first'
mutant consent.c 's/^        distrust_clock(c);/        {}/' 'a clock gone back is believed'
mutant consent.c 's/if (now_ms > c->now_ms)$/if (true)/' 'time goes back with the clock'
mutant consent.c 's/return stop(c, c->now_ms, WHY_APP_CLOSED)/return pause_now(c, WHY_PAUSE_ASKED)/' 'closing the app does not stop'

echo "$mutants broken kernels, $survivors not noticed"
[ "$survivors" -eq 0 ]
