#!/usr/bin/env bash
# tests/rooms.sh [BUILD] - each room includes only what it may, no file comes back to itself, a page's address leads to
# its code, and each room calls only what it may
#
# BUILD is a build directory with the generated sources and the rooms' libraries.  Ends with `N passed, N failed`.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${1:-build-test}
cd "$root" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

ok() {
    passed=$((passed + 1))
}

bad() { # words [log]
    failed=$((failed + 1))
    printf -- '--- failed: %s\n' "$1"
    [ $# -lt 2 ] || head -n 20 "$2" | sed 's/^/    /'
}

# Included names that are not allowed: `"a/b.h"` and `<c.h>` against one regular expression.
includes_foreign() { # allowed files...
    local allowed=$1
    shift
    grep -nE '^[[:space:]]*#[[:space:]]*include' -- "$@" /dev/null | grep -vE "include[[:space:]]+($allowed)"
}

PLAIN='<(stddef|stdint|stdbool|limits)\.h>'

room() { # name allowed files...
    local name=$1 allowed=$2
    shift 2
    if [ $# -eq 0 ] || [ ! -e "$1" ]; then
        bad "room $name has no files"
    elif includes_foreign "$allowed" "$@" >"$work/includes"; then
        bad "room $name includes what it may not" "$work/includes"
    else
        ok
    fi
}

# What is generated counts to the room that links it.
CORE_MADE=("$build/content/library.c")
PAGES_MADE=("$build/pages/compiled.c" "$build"/pages/templates*.[ch] "$build/pages/files.c")
GENERATED='"templates\.h"'

# The wings of pages/, and whom each may name beside itself and the frame.  A wing names only wings that stand above it
# here, so no two can come to need each other.
WINGS='frame
gate
body
health
intake
media
offers
settings
work
ground      media work
limits      ground
practice    media offers work
journal     limits media work
learn
today       gate health offers practice'

wing_may() { # wing others...
    local IFS='|'
    echo "\"(base|core)/|\"pages/(frame|$*)/|\"pages/templates(_shared)?\.h\"|$PLAIN"
}

wings_hold() {
    local wing others other above=' '
    while read -r wing others; do
        # shellcheck disable=SC2086 # a row is a list of words
        room "pages/$wing" "$(wing_may "$wing" $others)" "pages/$wing"/*.[ch] "$build/pages/templates_$wing.c"
        for other in $others; do
            [[ $above == *" $other "* ]] || bad "pages/$wing may name pages/$other, which does not stand above it"
            grep -q "\"pages/$other/" "pages/$wing"/*.[ch] || bad "pages/$wing names nothing of pages/$other any more"
        done
        [ -z "$others" ] || grep -qE "\b$wing: $others(  |$)" ARCHITECTURE.md || bad "ARCHITECTURE.md does not draw pages/$wing: $others"
        above+="$wing "
    done <<<"$WINGS"
    if [ "$(cut -d' ' -f1 <<<"$WINGS" | sort)" = "$(cd pages && printf '%s\n' */ | tr -d / | sort)" ]; then
        ok
    else
        bad 'the table of wings does not name the folders of pages/'
    fi
}

includes_hold() {
    room base "\"base/|$PLAIN" base/*.[ch]
    # Inside core calls go one way as well: vocabulary, library and own words, consent, log, then practice, course and
    # offers, then fold.  The rows of all their lists stand above, and call nothing.
    local words='core/(vocabulary|library|own_words)\.h"'
    room core "\"(base/|$words)|$PLAIN" core/*.[ch]
    room core/consent "\"(base/|$words|core/consent/)|$PLAIN" core/consent/*.[ch]
    room core/log "\"(base/|$words|core/(consent|log)/)|$PLAIN" core/log/*.[ch]
    room core/practice "\"(base/|$words|core/(log|practice)/)|$PLAIN" core/practice/*.[ch]
    room core/course "\"(base/|$words|core/(log|course)/)|$PLAIN" core/course/*.[ch] "${CORE_MADE[@]}"
    room core/offers "\"(base/|$words|core/(log|practice|offers)/)|$PLAIN" core/offers/*.[ch]
    room core/lists "\"(base/|core/)|$PLAIN" core/lists/*.[ch]
    room core/fold "\"(base/|$words|core/(consent|log|practice|offers|fold)/)|$PLAIN" core/fold/*.[ch]
    room wire "\"(base|wire)/|$PLAIN" wire/*.[ch]
    room pages "\"(base|core|pages)/|$GENERATED|$PLAIN" pages/*.[ch] "${PAGES_MADE[@]}"
    wings_hold
    room seal "\"(base|wire|seal)/|<sodium\.h>|$PLAIN" seal/*.[ch]
    room app/http "\"(base/|app/http\.h\")|$PLAIN" app/http.[ch]
    room app "\"(base|core|wire|pages|seal|app)/|$PLAIN" $(ls app/*.[ch] | grep -vE '/(http\.[ch]|qr\.c)$')
}

# What compilers call by themselves: memory moved and cleared, and the sanitizers.
COMPILERS='mem(cpy|move|set|cmp)|strlen|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(asan|ubsan)_[a-z0-9_]+'
CIPHERS='crypto_aead_xchacha20poly1305_ietf_(en|de)crypt_detached|crypto_generichash(_init|_update|_final)?|crypto_pwhash|sodium_mem(cmp|zero)'

# What the first of these libraries calls and none of them holds, less what is allowed.
calls_outside() { # allowed libraries...
    local allowed=$1
    shift
    if ! nm --format=posix --undefined-only "$1" >"$work/called" || ! nm --format=posix --defined-only "$@" >"$work/held"; then
        echo "nm could not read all of $*"
        return
    fi
    awk 'NR == FNR { if ($2 ~ /^[A-Z]$/) held[$1] = 1; next } $2 ~ /^[Uwv]$/ && !($1 in held) && !said[$1]++ { print $1 }' \
        "$work/held" "$work/called" | grep -vxE "$allowed"
}

libraries() { # rooms...
    local name
    for name in "$@"; do echo "$build/$(dirname "$name")/lib$(basename "$name").a"; done
}

# Hold a room to those that it may call.
calls() { # allowed room rooms...
    local allowed=$1
    shift
    if calls_outside "$allowed" $(libraries "$@") >"$work/calls"; then
        bad "room $1 calls what it may not" "$work/calls"
    else
        ok
    fi
}

calls_hold() {
    calls "$COMPILERS" base/base
    calls "$COMPILERS" core/core base/base
    calls "$COMPILERS" wire/wire base/base
    calls "$COMPILERS" pages/pages core/core base/base
    calls "$COMPILERS|$CIPHERS" seal/seal wire/wire base/base
    calls "$COMPILERS" app/http base/base
    calls "$COMPILERS|QRcode_(encodeString8bit|free)" app/app app/http seal/seal pages/pages core/core wire/wire base/base
}

# A test that cannot fail proves nothing: one stray call must be noticed, and nothing else in the same file.
stray_call_is_noticed() {
    printf '#include <time.h>\n#include "base/text.h"\nlong stray(void);\nlong stray(void)\n{\n    return time((long *)0) + str_eq(S(""), S(""));\n}\n' >"$work/stray.c"
    if cc -I. -c "$work/stray.c" -o "$work/stray.o" >"$work/log" 2>&1 &&
        calls_outside "$COMPILERS" "$work/stray.o" $(libraries base/base) >"$work/log" && [ "$(cat "$work/log")" = time ]; then
        ok
    else
        bad 'a call to time() is not noticed' "$work/log"
    fi
}

# The same for the includes.
stray_include_is_noticed() {
    printf '#include "base/text.h"\n#include <time.h>\n' >"$work/room.c"
    if includes_foreign "\"base/|$PLAIN" "$work/room.c" >"$work/log" && [ "$(wc -l <"$work/log")" -eq 1 ]; then
        ok
    else
        bad 'an include of <time.h> is not noticed' "$work/log"
    fi
}

# A wing that names one below it.
stray_wing_is_noticed() {
    printf '#include "pages/frame/page.h"\n#include "pages/journal/views.h"\n' >"$work/wing.c"
    if includes_foreign "$(wing_may ground media work)" "$work/wing.c" >"$work/log" && grep -q journal "$work/log" &&
        [ "$(wc -l <"$work/log")" -eq 1 ]; then
        ok
    else
        bad 'a wing that names one below it is not noticed' "$work/log"
    fi
}

no_circle() { # how where...
    if python3 tests/circles.py "$@" >"$work/log" 2>&1; then ok; else bad "a circle by $1" "$work/log"; fi
}

no_file_comes_back() {
    no_circle includes . base core wire pages seal app host tools tests
    no_circle calls "$build"/{base,core,wire,pages,seal,app,host/native}/lib*.a
}

circle_is_seen() { # words how where...
    local words=$1
    shift
    python3 tests/circles.py "$@" >"$work/log" 2>&1
    if grep -q "$words" "$work/log"; then ok; else bad "a circle by $1 is not noticed" "$work/log"; fi
}

# Two files of which each includes the other's header, and two that call each other through a header of neither.
circle_is_noticed() {
    local name other=two round=$work/round
    mkdir -p "$round/a"
    for name in one two; do
        printf 'void %s(void);\n' "$name" >"$round/a/$name.h"
        printf '#include "a/%s.h"\n' "$other" >"$round/a/$name.c"
        printf 'void one(void), two(void);\nvoid %s(void)\n{\n    %s();\n}\n' "$name" "$other" >"$work/$name.c"
        cc -w -c "$work/$name.c" -o "$work/$name.o"
        other=$name
    done
    ar rc "$round/libround.a" "$work/one.o" "$work/two.o"
    circle_is_seen 'a/two -> a/one: a/one.h' includes "$round" a
    circle_is_seen 'one.o -> .*two.o: two' calls "$round/libround.a"
}

# The questions that rules know are spelt in one header: a rule that spells one by hand may miss it, and still compile.
spelt_by_hand() { # folders...
    sed -n 's/^ *X(INTAKE_[A-Z_]*, *\("[a-z-]*"\)).*/\1/p' core/log/questions.h >"$work/questions"
    [ -s "$work/questions" ] && grep -rnFf "$work/questions" --include='*.[ch]' "$@" | grep -v '^core/log/questions\.h:'
}

questions_are_spelt_once() {
    if spelt_by_hand core pages app host >"$work/log" || [ ! -s "$work/questions" ]; then
        bad 'a question that rules know is spelt by hand' "$work/log"
    else
        ok
    fi
    printf 'struct str by_hand(void)\n{\n    return S("health-pause");\n}\n' >"$work/by_hand.c"
    if spelt_by_hand "$work/by_hand.c" >"$work/log"; then ok; else bad 'a question spelt by hand is not noticed'; fi
}

named_files_are_there() {
    if python3 tests/paths.py >"$work/log" 2>&1; then ok; else bad 'what is named is not there' "$work/log"; fi
    mkdir -p "$work/named/doc"
    printf 'As `core/log/none.c` says.\nIn `b.md: here`, not in `b.md: there`.\n' >"$work/named/doc/a.md"
    printf 'It is here.\n' >"$work/named/doc/b.md"
    python3 tests/paths.py "$work/named" >"$work/log" 2>&1
    if grep -q 'doc/a.md:1 names core/log/none.c' "$work/log" &&
        grep -q 'doc/a.md:2 names there, which is not in b.md' "$work/log" && grep -q '^1 passed, 2 failed' "$work/log"; then
        ok
    else
        bad 'a named file that is not there, or does not hold what is named, is not noticed' "$work/log"
    fi
}

addresses_lead_to_code() {
    if python3 tests/addresses.py >"$work/log" 2>&1; then ok; else bad 'an address leads to no code' "$work/log"; fi
}

# A page that moves out of the folder that its address names.
lying_address_is_noticed() {
    mkdir "$work/moved"
    cp -r pages "$work/moved/"
    mv "$work/moved/pages/learn/rehearse.c" "$work/moved/pages/today/"
    python3 tests/addresses.py "$work/moved" >"$work/log" 2>&1
    if grep -q '/learn/rehearse is answered by rehearse_get in pages/today/' "$work/log"; then
        ok
    else
        bad 'a page that stands elsewhere than its address says is not noticed' "$work/log"
    fi
}

includes_hold
stray_include_is_noticed
stray_wing_is_noticed
no_file_comes_back
circle_is_noticed
questions_are_spelt_once
named_files_are_there
addresses_lead_to_code
lying_address_is_noticed
calls_hold
stray_call_is_noticed
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
