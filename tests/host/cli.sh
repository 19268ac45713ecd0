#!/usr/bin/env bash
# tests/host/cli.sh ATTUNE - the command line as a person meets it: what it says, keeps, refuses and leaves behind
#
# Each check is a line of TAP.  Pages are asked through bash's own sockets.
set -uo pipefail

attune=$(readlink -f "$1")
work=$(mktemp -d)
server=
told=0
failed=0
passphrase='lantern tuesday moss violin'
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
export HOME=$work/home TMPDIR=$work/tmp
unset XDG_DATA_HOME DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME" "$TMPDIR"

check() { # what holds, command...
    told=$((told + 1))
    if "${@:2}" >"$work/check.log" 2>&1; then
        printf 'ok %d - %s\n' "$told" "$1"
    else
        failed=$((failed + 1))
        printf 'not ok %d - %s\n# it ended with %s and said:\n' "$told" "$1" "$code"
        sed 's/^/#     /' "$work/out"
    fi
}

# Run attune with the lines of $typed as standard input; $code and $work/out tell how it went.
typed=
code=0
ask() {
    printf '%s' "$typed" | "$attune" "$@" >"$work/out" 2>&1
    code=$?
}

ends_with() { [ "$code" -eq "$1" ]; }
says() { grep -qF -- "$1" "$work/out"; }
says_nothing_of() { ! grep -qF -- "$1" "$work/out"; }
says_in_log() { grep -qF -- "$1" "$work/server.log"; }
ends_in_words() { head -n 1 "$work/out" | grep -qF -- "$1"; }
mode_is() { [ "$(stat -c %a "$2")" = "$1" ]; }

start() { # arguments...; sets $server and $port
    : >"$work/server.log" # here, not when the other process gets to it: what the last one said is not this one's
    "$attune" "$@" --no-browser >"$work/server.log" 2>&1 &
    server=$!
    port=
    for _ in $(seq 6000); do # so that a failure ends
        port=$(sed -n 's|^attune is at http://notes-[a-z2-7]*\.localhost:\([0-9]*\)/$|\1|p' "$work/server.log")
        [ -z "$port" ] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    return 1
}

finish() { # signal
    kill "-$1" "$server"
    wait "$server"
    code=$?
    cp "$work/server.log" "$work/out"
    server=
}

request() { # method path form cookie
    exec 7<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf '%s %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %s\r\n\r\n%s' \
        "$1" "$2" "${host:-127.0.0.1}" "$port" "$4" "${#3}" "$3" >&7
    cat <&7 >"$work/out"
    exec 7<&-
}

# ---- asking for help, and slips ----

ask version
check 'version_is_said' says 'attune 0.'
check 'version_is_fine' ends_with 0
ask --help
check 'help_lists_the_commands' says 'attune restore FILE'
check 'help_is_fine' ends_with 0
ask juggle
check 'unknown_command_is_a_usage_error' ends_with 2
check 'unknown_command_is_named' says 'juggle'
ask open --colour
check 'unknown_option_is_a_usage_error' ends_with 2
ask open --port 70000
check 'impossible_port_is_a_usage_error' ends_with 2
ask backup
check 'missing_file_is_a_usage_error' ends_with 2
ask backup a b
check 'second_file_is_a_usage_error' ends_with 2
ask verify --no-drill
check 'option_of_another_command_is_a_usage_error' ends_with 2
ask export notes.json
check 'export_without_json_is_a_usage_error' ends_with 2

# ---- before there is a vault ----

ask verify
check 'verify_without_a_vault_is_a_problem' ends_with 1
check 'verify_without_a_vault_says_how_to_begin' says 'There is no vault'
check 'verify_makes_nothing' test ! -e "$HOME/.local"
ask backup "$work/early.backup"
check 'backup_without_a_vault_is_a_problem' ends_with 1
check 'backup_without_a_vault_makes_no_file' test ! -e "$work/early.backup"

ln -s "$work/no-stick/vault" "$work/link"
ask open --data "$work/link" --no-browser
check 'a_stick_that_is_not_there_is_a_problem' ends_with 1
check 'a_stick_that_is_not_there_is_said' says "$work/link leads to a place that is not there now"
ask verify --data "$work/link"
check 'verify_says_it_too' says 'leads to a place that is not there now'
printf 'a file' >"$work/in-the-way"
ask open --data "$work/in-the-way/vault" --no-browser
check 'a_place_that_cannot_be_made_is_a_problem' ends_with 1
check 'a_place_that_cannot_be_made_is_not_called_damaged' says_nothing_of 'damaged'
check 'a_place_that_cannot_be_made_is_said' says 'could not make its files'

# ---- open ----

check 'open_says_where_it_is' start open
data=$HOME/.local/share/attune
check 'data_directory_is_private' mode_is 700 "$data"
check 'vault_file_is_private' mode_is 600 "$data/vault.attune"
form="passphrase=${passphrase// /+}"
request POST /make "$form&again=${form#*=}&adult=1" ''
cookie=$(sed -n 's/^Set-Cookie: \([^;]*\);.*/\1/p' "$work/out")
check 'vault_can_be_made' test -n "$cookie"
request GET /checkin '' "$cookie"
token=$(sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' "$work/out" | head -n 1)
request POST /checkin "token=$token&weather=1&words=heather+and+slate" "$cookie"
check 'words_are_kept' says '303'
ask open --no-browser
check 'second_open_is_a_problem' ends_with 1
name=$(sed -n 's|^attune is at http://\(notes-[a-z2-7]*\.localhost\):.*|\1|p' "$work/server.log")
check 'the_numbers_are_named_too' grep -qF "http://127.0.0.1:$port/" "$work/server.log"
host=$name request GET /settings '' "$cookie"
check 'a_name_of_its_own_answers' ends_in_words 'HTTP/1.1 200'
host=notes-aaaaaaaaaa.localhost request GET /settings '' "$cookie"
check 'a_name_of_another_does_not' ends_in_words 'HTTP/1.1 403'
ask open --no-browser
check 'second_open_says_why' says 'attune is open in another window on this machine. Close it there first.'
ask backup "$work/busy.backup"
check 'backup_of_an_open_vault_says_why' says 'open in another window'
"$attune" open --data "$work/other" --port "$port" --no-browser >"$work/out" 2>&1
code=$?
check 'taken_port_that_was_asked_for_is_a_problem' ends_with 1
check 'taken_port_is_named' says "$port"
finish TERM
check 'open_ends_well_when_asked' ends_with 0

start open
check 'the_name_is_the_same_next_time' grep -qF "$name" "$work/server.log"
printf 'what is this\n' >"$data/vault.name"
finish TERM
start open
check 'a_spoilt_name_is_made_anew' says_in_log 'attune is at http://notes-'
check 'and_is_not_the_old_one' bash -c "! grep -qF '$name' '$work/server.log'"
finish TERM
mkfifo "$work/taken"
# Another program may have it already, and give it back at any moment; then it is taken here.
python3 -c 'import socket, sys, threading, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
def take():
    while True:
        try: s.bind(("127.0.0.1", 7417)); s.listen(); break
        except OSError: print("another has it", flush=True); time.sleep(0.1)
    print("held", flush=True)
threading.Thread(target=take, daemon=True).start(); sys.stdin.read()' <"$work/taken" >"$work/taken.log" 2>&1 &
exec 8>"$work/taken"
until [ -s "$work/taken.log" ]; do sleep 0.1; done
start open
if [ "$port" = 7417 ]; then # given back just then
    finish TERM
    until grep -q held "$work/taken.log"; do sleep 0.1; done
    start open
fi
check 'a_taken_port_is_said' says_in_log 'Port 7417, where attune usually is, belongs to another program'
check 'and_another_is_taken' test "$port" -ne 7417
finish TERM
exec 8>&-

XDG_DATA_HOME=$work/xdg start
check 'xdg_data_home_is_used_and_open_is_the_usual_command' test -e "$work/xdg/attune/vault.attune"
finish INT
check 'interrupt_ends_well' ends_with 0

# ---- copies and proofs ----

ask backup "$work/a.backup"
check 'backup_is_made' ends_with 0
check 'backup_is_private' mode_is 600 "$work/a.backup"
cp "$work/a.backup" "$work/before"
ask backup "$work/a.backup"
check 'backup_does_not_write_over_a_file' ends_with 1
check 'backup_leaves_the_older_file_as_it_was' cmp "$work/a.backup" "$work/before"
check 'backup_shows_no_words' bash -c "! grep -qa heather '$work/a.backup'"

typed="$passphrase"$'\n'
ask restore "$work/a.backup" --data "$work/restored"
check 'restored_backup_is_proven' says 'Every entry opens: 1 entry'
check 'restore_is_fine' ends_with 0
ask restore "$work/a.backup" --data "$work/restored"
check 'restore_does_not_write_over_a_vault' ends_with 1
check 'restore_over_a_vault_says_why' says 'There is a vault'
typed=$'wrong\nwrong again\nstill wrong\n'
ask restore "$work/a.backup" --data "$work/unproven"
check 'unproven_restore_is_a_problem' ends_with 1
check 'unproven_restore_says_so' says 'restored but not proven'
typed=
ask restore "$work/a.backup" --data "$work/undrilled" --no-drill
check 'drill_can_be_left_out' ends_with 0
head -c 5000 /dev/urandom >"$work/noise"
ask restore "$work/noise" --data "$work/noisy"
check 'noise_is_not_restored' ends_with 1
check 'noise_is_called_no_backup' says 'is not a backup'
ask restore "$work/nothing" --data "$work/noisy"
check 'absent_backup_is_named' says 'There is no file'

typed="$passphrase"$'\n'
ask merge "$work/a.backup"
check 'what_is_here_already_is_not_new' says 'Nothing here was new'
check 'merge_is_fine' ends_with 0
check 'merge_says_it_without_tags' says_nothing_of '<'
ask merge "$work/noise"
check 'noise_is_not_merged' ends_with 1
check 'noise_is_called_no_backup_of_attune' says 'This file is not a backup of attune.'
typed=$'wrong\n'
ask merge "$work/a.backup"
check 'merge_needs_the_passphrase' ends_with 1
typed=
ask merge "$work/nothing"
check 'absent_file_to_merge_is_named' says 'There is no file'

ask verify
check 'whole_vault_verifies_without_a_secret' ends_with 0
check 'verify_counts_entries' says 'Entries whole:        1'
typed="$passphrase"$'\n'
ask verify --open
check 'verify_opens_every_entry' says 'Every entry opens'
check 'secret_is_not_said_back' says_nothing_of "$passphrase"
typed=
ask verify --open
check 'verify_without_a_secret_is_a_problem' ends_with 1
"$attune" verify --open >"$work/out" 2>&1 < <(printf '%s\r\n' "$passphrase")
code=$?
check 'line_end_of_another_system_is_no_part_of_the_secret' ends_with 0

# The page that holds the entry's bytes, found by what SQLite stored, is overwritten in the middle.
cp -r "$work/undrilled" "$work/hurt"
size=$(stat -c %s "$work/hurt/vault.attune")
dd if=/dev/zero of="$work/hurt/vault.attune" bs=1 seek=8192 count=$((size - 8192)) conv=notrunc status=none
ask verify --data "$work/hurt"
check 'damage_is_a_problem' ends_with 1
printf 'not a vault at all, only words' >"$work/hurt/vault.attune"
ask verify --data "$work/hurt"
check 'foreign_file_is_a_problem' ends_with 1
check 'foreign_file_is_left_alone' grep -q 'only words' "$work/hurt/vault.attune"

# ---- a way out ----

typed="$passphrase"$'\n'
ask export --json "$work/notes.json"
check 'export_is_fine' ends_with 0
check 'export_says_that_anyone_can_read_it' says 'anyone who gets the file can read all of it'
check 'export_is_private' mode_is 600 "$work/notes.json"
check 'export_holds_the_words' grep -q 'heather and slate' "$work/notes.json"
check 'export_is_json' python3 -m json.tool "$work/notes.json"
printf 'mine' >"$work/mine"
ask export --json "$work/mine"
check 'export_does_not_write_over_a_file' ends_with 1
check 'export_leaves_the_older_file_as_it_was' grep -qx mine "$work/mine"
typed=$'wrong\n'
ask export --json "$work/none.json"
check 'export_with_a_wrong_secret_is_a_problem' ends_with 1
check 'export_with_a_wrong_secret_makes_no_file' test ! -e "$work/none.json"

# ---- words that are not its own ----

# As a damaged disk or somebody else would leave it: one word of the pack in the program is another.
LC_ALL=C sed 's/Keep your eyes open, choose/Keep your eyes shut, choose/' "$attune" >"$work/changed"
chmod +x "$work/changed"
whole=$attune
check 'words_were_changed' sh -c "! cmp -s '$attune' '$work/changed'"
attune=$work/changed
ask open --data "$work/never" --no-browser
check 'words_of_another_version_are_refused' ends_with 1
check 'words_of_another_version_are_told' says 'The words in this program are not those it was made with'
check 'words_of_another_version_make_nothing' test ! -e "$work/never/vault.attune"
ask version
check 'words_of_another_version_leave_the_rest' ends_with 0
attune=$whole

# ---- at a terminal ----

if script -qec true /dev/null >/dev/null 2>&1; then
    : >"$work/out"
    # Not before it asks: until then a terminal shows what is typed.
    (for _ in $(seq 6000); do ! grep -q 'Passphrase' "$work/out" || break; sleep 0.1; done; printf '%s\n' "$passphrase") | script -qec "'$attune' verify --open" /dev/null >"$work/out" 2>&1
    code=$?
    check 'terminal_is_asked' says 'Passphrase, or the code from your recovery sheet:'
    check 'terminal_does_not_show_the_secret' says_nothing_of 'lantern'
    check 'terminal_secret_opens' says 'Every entry opens'
else
    echo "not tried: terminal_* (this machine gives no pseudo-terminals)"
fi

# ---- the demo ----

check 'demo_starts' start demo
check 'demo_lives_in_the_temporary_directory' test -e "$TMPDIR"/attune-demo-*/vault.attune
demo=$(sed -n 's/^Its passphrase is: //p' "$work/server.log")
request POST /unlock "passphrase=${demo// /+}" ''
check 'demo_passphrase_opens_it' says 'HTTP/1.1 303'
finish TERM
check 'demo_ends_well' ends_with 0
check 'demo_leaves_nothing_behind' test -z "$(ls -A "$TMPDIR")"
start demo
finish HUP
check 'closed_terminal_leaves_no_demo_behind' test -z "$(ls -A "$TMPDIR")"

printf '1..%d\n' "$told"
[ "$failed" -eq 0 ]
