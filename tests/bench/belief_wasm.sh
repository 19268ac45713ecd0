#!/usr/bin/env bash
# tests/bench/belief_wasm.sh - the numbers of tests/bench/belief.c as WebAssembly under node
#
# Run in the root of the sources.
set -euo pipefail

for tool in clang wasm-ld node; do
    command -v "$tool" >/dev/null || { echo "$tool is not here, so this is not measured"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/support/bare_wasm.sh
bare_wasm "$work/belief.wasm" 'wasm_begin wasm_learn wasm_pick' core/offers/belief.c core/offers/pick.c core/offers/number.c \
    core/vocabulary.c tests/bench/belief.c
cat >"$work/time.mjs" <<'JS'
import { readFileSync } from 'node:fs';
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { wasm_begin, wasm_learn, wasm_pick } = instance.exports;
const timed = (what) => { const begun = performance.now(); what(); return performance.now() - begun; };
wasm_begin();
console.log('| 2,000 notes over 300 activities, learned |', timed(() => wasm_learn(2000)).toFixed(1), 'ms | |');
const ms = Array.from({ length: 2000 }, () => timed(() => wasm_pick(300))).sort((a, b) => a - b);
const us = (at) => (1000 * ms[at]).toFixed(0) + ' us';
console.log('| three of 300 activities after 2,000 notes |', us(1000), '|', us(1980), '|');
console.log('| 100,000 notes, learned |', timed(() => wasm_learn(100000)).toFixed(0), 'ms | |');
JS
node "$work/time.mjs" "$work/belief.wasm"
