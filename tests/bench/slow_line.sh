#!/usr/bin/env bash
# tests/bench/slow_line.sh BUILD - tests/web/slow.mjs on the browser app of this build, and what its files weigh
#
# Run in the root of the sources; ATTUNE_WEB=DIR measures another folder of the app instead.
set -euo pipefail

for tool in node wasm-ld wasm-opt; do
    command -v "$tool" >/dev/null || { echo "$tool is not here, so this is not measured"; exit 77; }
done
if [ -z "${ATTUNE_WEB:-}" ]; then
    export ATTUNE_WEB=$1/web
    tools/web "$1" "$ATTUNE_WEB" >"$1/web.log" 2>&1 || { cat "$1/web.log"; exit 1; }
fi
[ -d tests/browser/node_modules ] || npm --prefix tests/browser ci --no-audit --no-fund >/dev/null
node tests/web/slow.mjs
