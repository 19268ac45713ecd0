# tests/support/bare_wasm.sh - sourced, in the root of the sources: C linked for WebAssembly with nothing beneath it

# Compile all of base/ and the sources for wasm32 without a C library, and link them.  No call is left open: what is
# missing ends the script.
bare_wasm() { # out, names to export with spaces between, sources...
    local out=$1 name source object objects=() exports=()
    for name in $2; do exports+=("--export=$name"); done
    shift 2
    for source in base/*.c "$@"; do
        object=$out.$(tr / - <<<"${source%.c}").o
        clang --target=wasm32 -nostdlib -ffreestanding -std=c2x -O2 -ffp-contract=off -I. -c "$source" -o "$object"
        objects+=("$object")
    done
    wasm-ld --no-entry "${exports[@]}" -o "$out" "${objects[@]}"
}
