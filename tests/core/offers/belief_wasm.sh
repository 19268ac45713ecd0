#!/usr/bin/env bash
# tests/core/offers/belief_wasm.sh NATIVE - the belief as WebAssembly gives the same bits as the native program
#
# Builds base/ and the belief for wasm32 without a C library, plays tests/core/offers/belief_runs.txt under node, and compares
# every mean, deviation, probability and choice with those of NATIVE.  Run in the root of the sources.
set -euo pipefail

native=$1
for tool in clang wasm-ld node; do
    command -v "$tool" >/dev/null || { echo "$tool is not here, so this is not tried"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. tests/support/bare_wasm.sh
bare_wasm "$work/belief.wasm" 'wasm_text wasm_numbers wasm_play' core/offers/belief.c core/offers/pick.c core/offers/number.c \
    core/vocabulary.c tests/core/offers/belief_run.c tests/core/offers/belief_bits.c
cat >"$work/play.mjs" <<'JS'
import { readFileSync } from 'node:fs';
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { memory, wasm_text, wasm_numbers, wasm_play } = instance.exports;
const runs = readFileSync(process.argv[3]);
new Uint8Array(memory.buffer, wasm_text(), runs.length).set(runs);
const begun = performance.now();
const len = wasm_play(runs.length);
process.stderr.write(`played in ${(performance.now() - begun).toFixed(1)} ms\n`);
const bits = new BigUint64Array(memory.buffer, wasm_numbers(), len);
process.stdout.write([...bits].map((b) => b.toString(16).padStart(16, '0') + '\n').join(''));
JS
node "$work/play.mjs" "$work/belief.wasm" tests/core/offers/belief_runs.txt >"$work/wasm"
"$native" tests/core/offers/belief_runs.txt >"$work/native"
lines=$(wc -l <"$work/native")
[ "$lines" -gt 1000 ] || { echo "only $lines numbers came out"; exit 1; }
cmp "$work/native" "$work/wasm"
echo "$lines numbers, every bit the same"
