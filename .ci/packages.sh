# .ci/packages.sh - sourced by ./run and ./test: install what is missing on Debian, and only that

say() {
    printf '%s\n' "$*" >&2
}

# Print those of the named packages that are not installed.
packages_missing() {
    local have
    have=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' || true)
    local name
    for name in "$@"; do
        grep -qx -- "$name" <<<"$have" || printf '%s\n' "$name"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# Make sure that the named packages are there.  On a system without apt the build itself says what it lacks.
packages_ensure() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0
    local missing
    mapfile -t missing < <(packages_missing "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing what is missing: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        say "That needs an administrator. Please run this once as root, then start again:"
        say "    apt-get install ${missing[*]}"
        return 1
    fi
    as_root apt-get update -qq >&2 || say "The package lists could not be renewed; trying with those that are here."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

BUILD_PACKAGES=(gcc libc6-dev meson ninja-build pkg-config libsodium-dev libsqlite3-dev libmicrohttpd-dev libcmark-dev
    libqrencode-dev libutf8proc-dev)
TEST_PACKAGES=(clang lld llvm libclang-rt-14-dev libcmocka-dev libcbor-dev libjansson-dev python3)
# Three engines: Chromium (its engine alone, and the whole browser), Firefox, and WebKitGTK with a window of our own, a screen for it
# and what it plays sound with.
BROWSER_PACKAGES=(chromium chromium-headless-shell firefox-esr webkit2gtk-driver xvfb gir1.2-webkit2-4.1 python3-gi
    gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav)
# The browser app: the compiler for WebAssembly and what makes its module smaller, what libsodium and libqrencode are built with
# from their sources, what makes pictures of the drawings, and what packs files.
WEB_PACKAGES=(clang lld llvm binaryen zopfli wasi-libc libclang-rt-14-dev-wasm32 dpkg-dev autoconf automake libtool make xz-utils librsvg2-bin)
