#!/usr/bin/env bash
# tests/tools/planner.sh PLANNER - what the planner answers to a conversation of good and bad lines, and to lines too large
#
# planner/answered.jsonl is what `attune plan`, which read JSON with jansson, answered to planner/said.jsonl; the words of
# reasons are content and may change, so they only have to be there.  Ends with `N passed, N failed`.
set -uo pipefail

planner=$1
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/planner
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() { # what holds, command...
    if "${@:2}" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf -- '--- failed: %s\n' "$1"
        cut -c 1-200 "$work/log" | head -n 20
    fi
}

answers() {
    "$planner" | sed -E 's/"reason":"([^"\\]|\\.)+"/"reason":"words"/g; s/"version":"[^"]+"/"version":"this one"/'
}

activities() { # how many
    seq "$1" | sed 's/.*/{"id":"a&","dim":"touch","zone":"hands","contact":1,"intensity":1,"minutes":1,"together":0}/' | paste -sd,
}

init_of() { # how many
    printf '{"cmd":"init","tolerance":50,"library":[%s]}\n' "$(activities "$1")"
}

answers <"$here/said.jsonl" >"$work/answered"
check 'every_line_is_answered_as_it_always_was' diff "$here/answered.jsonl" "$work/answered"

{
    init_of 512
    init_of 513
    printf '{"cmd":"%s"}\n' "$(head -c 5000000 /dev/zero | tr '\0' x)"
    printf '\n \n{"cmd":"predict","day":0,"ids":["a512"]}'
} | "$planner" | cut -c 1-60 >"$work/large"
cat >"$work/wanted" <<'JSON'
{"name":"attune","version":"
{"error":"a library has 1 to 512 activities","ok":false}
{"error":"a line has at most 4 MiB","ok":false}
{"predictions":[{"id":"a512","mean":
JSON
check 'what_is_too_large_is_refused_and_the_rest_served' diff "$work/wanted" <(sed -E 's/("version":"|"mean":).*/\1/' "$work/large")
check 'the_end_of_the_input_ends_it_well' "$planner" </dev/null

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
