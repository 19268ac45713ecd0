#!/usr/bin/env bash
# tests/host/versions.sh ATTUNE - what an earlier version kept opens for good: vaults and backups of tests/vectors/v*
#
# Each is a copy: opened with the passphrase and with the recovery sheet, exported, opened once more (a vault of an older
# schema is of the newest by then), and backed up; the backup is restored and exported again.  The export must be, byte for
# byte, the one that the program of its day wrote.  Between the steps a reader that shares no code with attune
# (tests/vectors/read.py) opens what attune made of it.  Each check is a line of TAP.
set -uo pipefail

attune=$(readlink -f "$1")
vectors=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../vectors")
work=$(mktemp -d)
told=0
failed=0
trap 'rm -rf "$work"' EXIT
export HOME=$work

check() { # what holds, command...
    told=$((told + 1))
    if "${@:2}" >"$work/check.log" 2>&1; then
        printf 'ok %d - %s\n' "$told" "$1"
    else
        failed=$((failed + 1))
        printf 'not ok %d - %s\n' "$told" "$1"
        sed 's/^/#     /' "$work/out" "$work/check.log"
    fi
}

secret=
ask() { # arguments...
    printf '%s\n' "$secret" | "$attune" "$@" >"$work/out" 2>&1
}

secret_of() { # way; of $from
    sed -n "s/^$1 //p" "$from/secrets.txt"
}

# What stands in the vault, told by the second reader as in found.txt.
is_found_by_the_reader() { # file
    local secret_is
    secret_is=$(secret_of passphrase)
    python3 "$vectors/read.py" "$1" passphrase "$secret_is" >"$work/found" && diff <(grep -v '^# ' "$from/found.txt") <(grep -v '^# ' "$work/found")
}

opens() { # name, directory, way
    secret=$(secret_of "$3")
    ask verify --open --data "$2"
    check "$1_opens_with_its_$3" grep -qF "Every entry opens: $entries entries, and $husks deleted on purpose." "$work/out"
}

says_what_it_said() { # name, directory
    rm -f "$work/export.json"
    secret=$(secret_of passphrase)
    ask export --json "$work/export.json" --data "$2"
    check "$1_says_what_it_said" cmp "$from/export.json" "$work/export.json"
}

versions=0
for from in "$vectors"/v*; do
    version=${from##*/}
    versions=$((versions + 1))
    husks=$(grep -c ' | husk$' "$from/found.txt")
    entries=$(($(grep -c '^[0-9][0-9]* .*| ' "$from/found.txt") - husks))

    mkdir "$work/$version"
    cp "$from/vault.attune" "$work/$version/"
    opens "vault_of_$version" "$work/$version" passphrase
    check "vault_of_${version}_is_read_by_others_once_opened" is_found_by_the_reader "$work/$version/vault.attune"
    opens "vault_of_${version}_once_opened" "$work/$version" sheet
    says_what_it_said "vault_of_$version" "$work/$version"
    ask backup "$work/$version.backup" --data "$work/$version"
    check "backup_of_a_vault_of_${version}_is_read_by_others" is_found_by_the_reader "$work/$version.backup"

    for backup in "$from/attune.backup" "$work/$version.backup"; do
        name=backup_of_$version
        [ "$backup" = "$from/attune.backup" ] || name=backup_today_of_$version
        rm -rf "$work/restored"
        ask restore "$backup" --no-drill --data "$work/restored"
        opens "$name" "$work/restored" passphrase
        opens "$name" "$work/restored" sheet
        says_what_it_said "$name" "$work/restored"
        check "${name}_is_read_by_others_once_restored" is_found_by_the_reader "$work/restored/vault.attune"
    done
done
check 'there_are_versions' test "$versions" -ge 1

printf '1..%d\n' "$told"
[ "$failed" -eq 0 ]
