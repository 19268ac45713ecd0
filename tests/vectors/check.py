#!/usr/bin/env python3
"""tests/vectors/check.py - every vector beside this file, asked of the second reader (read.py)

    check.py            a line of TAP for each check
    check.py broken     that this finds every change of one bit, and the reader what can be wrong with a log

The form of the vectors: doc/record-format.md, Vectors.
"""
import ctypes
import datetime
import json
import os
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True  # no folder of it among the vectors
from read import (KINDS, SODIUM, STEPS, ZEROS, Entry, Refused, blake2b, found_lines, keys_of, need, number,
                  one_spelling, open_envelope, open_header, open_here, read_backup, read_code, read_file, read_log,
                  read_record, read_row, value_text, write_code)

HERE = os.path.dirname(os.path.abspath(__file__))


class Checks:
    def __init__(self, quiet=False):
        self.told, self.failed, self.quiet = 0, 0, quiet

    def holds(self, what, so):
        self.told += 1
        self.failed += not so
        if not self.quiet:
            print(f"{'ok' if so else 'not ok'} {self.told} - {what}".replace("#", "number"))

    def end(self):
        print(f"1..{self.told}")
        return 1 if self.failed else 0


def lines_of(path):
    """The lines of a file of vectors; those that begin with `# ` are for people only."""
    with open(path, "rb") as f:
        text = f.read().decode("utf-8")
    need(text.endswith("\n"), "the last line does not end")
    return [line for line in text[:-1].split("\n") if line and not line.startswith("# ")]


def from_hex(text):
    need(re.fullmatch(r"([0-9a-f]{2})*", text) is not None, "no hex")
    return bytes.fromhex(text)


def named_lines(path, *names):
    """The lines of a file of names and bytes; it must hold these names, in this order, and no other."""
    found = [line.split(" ", 1) for line in lines_of(path)]
    need([line[0] for line in found] == list(names), "other lines than there should be")
    return {line[0]: from_hex(line[1]) for line in found}


def header_lines(at):
    return named_lines(at("header.txt"), "entropy", "passphrase", "sheet", "header", "root", "records", "log")


def vector_keys(at):
    lines = header_lines(at)
    return open_header(lines["header"], "passphrase", lines["passphrase"].decode())


DEVICE = 0x1122334455667788


def check_header(checks, at):
    lines = header_lines(at)
    entropy, header = lines["entropy"], lines["header"]
    checks.holds("header.txt: its chance is 00, 01, 02 ...", entropy == bytes(range(256)))
    checks.holds("header.txt: the salts and the nonce come from it",
                 header[16:48] == entropy[32:64] and header[64:104] == entropy[64:104])
    checks.holds("header.txt: the sheet's chance is 40, 41, 42 ...",
                 lines["sheet"].decode() == write_code(bytes(range(64, 84))))
    for way in ("passphrase", "sheet"):
        keys = open_header(header, way, lines[way].decode())
        checks.holds(f"header.txt: the {way} gives its keys",
                     (keys.root, keys.records, keys.log) == (lines["root"], lines["records"], lines["log"]))
    checks.holds("header.txt: the root is the first of its chance", lines["root"] == entropy[:32])


CHAIN = [name + str(i) for i in (1, 2, 3) for name in ("record", "envelope", "hash")]


def check_envelopes(checks, at):
    lines, keys, previous = named_lines(at("envelopes.txt"), "device", *CHAIN), vector_keys(at), ZEROS
    checks.holds("envelopes.txt: the device", number(lines["device"]) == DEVICE)
    for i in "123":
        envelope = lines["envelope" + i]
        checks.holds(f"envelopes.txt: envelope {i} holds its record",
                     open_envelope(keys, DEVICE, previous, envelope) == lines["record" + i])
        checks.holds(f"envelopes.txt: envelope {i} has its hash", blake2b(envelope) == lines["hash" + i])
        previous = lines["hash" + i]


def check_husk(checks, at):
    lines, keys = named_lines(at("husk.txt"), "envelope1", "husk2", "envelope3"), vector_keys(at)
    entries = [Entry(1, DEVICE, ZEROS, blake2b(lines["envelope1"]), lines["envelope1"]),
               Entry(2, DEVICE, blake2b(lines["envelope1"]), lines["husk2"], lines["husk2"]),
               Entry(3, DEVICE, lines["husk2"], blake2b(lines["envelope3"]), lines["envelope3"])]
    log = read_log(keys, entries)  # what is sealed in these is text and no record
    checks.holds("husk.txt: what follows a husk opens",
                 (log.husks, sorted(log.unread), log.gaps, log.damaged) == ([2], [1, 3], set(), {}))


def check_backup(name, version):
    def check(checks, at):
        file, keys = read_backup(named_lines(at(name), "backup")["backup"]), vector_keys(at)
        checks.holds(f"{name}: of its version", file.what == f"backup of version {version}")
        checks.holds(f"{name}: the header is that of header.txt", file.header == header_lines(at)["header"])
        log = read_log(keys, file.entries)
        checks.holds(f"{name}: an envelope, a husk, and one that is lost",
                     (sorted(log.unread), log.husks, log.lost, log.damaged) == ([1], [2], [3], {}))
        chain = named_lines(at("envelopes.txt"), "device", *CHAIN)
        checks.holds(f"{name}: each is bound as in envelopes.txt",
                     [entry.previous for entry in file.entries] == [ZEROS, chain["hash1"], chain["hash2"]])

    return check


def check_here(checks, at):
    lines, header = named_lines(at("here.txt"), "row", "here"), header_lines(at)["header"]
    row = open_here(vector_keys(at), header, lines["here"])
    checks.holds("here.txt: the row is sealed in it", row == lines["row"])
    checks.holds("here.txt: it is of the device of envelopes.txt", read_row(row)[1] == DEVICE)
    checks.holds("here.txt: it has a rest", read_row(row)[7] == 2 and set(range(9)) <= set(read_row(row)))


SETTINGS = {"clock": r"[0-9a-f]{16}", "device": r"[0-9a-f]{16}", "zone": r"-?[0-9]+", "wall": r"[0-9]+"}


def check_records(checks, at):
    now, seen = {"wall": 0}, set()
    for line in lines_of(at("records.txt")):
        name, value = line.split(" ", 1)
        if name in SETTINGS:
            need(re.fullmatch(SETTINGS[name], value) is not None, "records.txt: " + line)
            now[name] = int(value, 16 if name in ("clock", "device") else 10)
            continue
        text, hex_ = line.rsplit(" | ", 1)
        record = from_hex(hex_)
        event = read_record(record)
        checks.holds(f"records.txt: {text[:60]}", (event.text(), event.clock, event.device, event.zone, event.wall)
                     == (text, now["clock"], now["device"], now["zone"], now["wall"]))
        cut = [record[:i] for i in range(len(record))]
        checks.holds(f"records.txt: cut or longer, {text[:40]}", all(map(is_refused, cut + [record + b"\0"])))
        if set(event.said) == {name for name, _, _ in KINDS[event.kind].fields.values()}:
            seen.add(event.kind)
    checks.holds("records.txt: every kind with all its fields", seen == set(KINDS))


def is_refused(record):
    try:
        read_record(record)
        return False
    except Refused:
        return True


def check_spelling(checks, at):
    for line in lines_of(at("spelling.txt")):
        typed, normal = (from_hex(part).decode() for part in line.split(" | "))
        checks.holds(f"spelling.txt: {line[:40]}", one_spelling(typed) == normal)


# Questions, the most an answer counts, times, and from which sum on which words (doc/clinical-review.md, section 13).
MEASURES = {
    "who-5": (5, 5, 4, [(0, "further"), (29, "low"), (51, "other")]),
    "phq-9": (9, 3, 1, [(0, "little"), (5, "some"), (10, "talk"), (15, "much"), (20, "most")]),
    "gad-7": (7, 3, 1, [(0, "little"), (5, "some"), (10, "talk"), (15, "much")]),
    "pcl-5": (20, 4, 1, []),
    "pc-ptsd-5": (5, 1, 1, [(0, "few"), (3, "three"), (4, "four")]),
    "itq": (18, 4, 1, []),
}
ONE_BEFORE, ONE_AFTER = {"pc-ptsd-5", "itq"}, {"phq-9", "gad-7"}  # may come with a question that does not count


def adds_up_to(which, answers):
    count, most, times, words = MEASURES.get(which, (0, 0, 0, []))
    before = answers[0] if which in ONE_BEFORE and len(answers) == count + 1 else ""
    counted = answers[len(before):]
    if which in ONE_AFTER and len(counted) == count + 1:
        counted = counted[:count]
    said = [int(c) for c in counted if c != "-"]
    if not count or len(counted) != count or any(n > most for n in said):
        return "does not fit"
    total, high, not_said = sum(said) * times, sum(n >= 2 for n in said), count - len(said)
    parts = [f"{total} of {count * most * times}", f"{high} high"]
    if not_said:
        parts.append(f"{not_said} open")
    if before == "0":
        parts.append(f"measured-{which}-not-asked")
    elif words and not not_said:
        parts.append(f"measured-{which}-" + [word for least, word in words if least <= total][-1])
    if which == "phq-9" and counted[8] not in "0-":
        parts.append("support")
    return ", ".join(parts)


def check_measures(checks, at):
    for line in lines_of(at("measures.txt")):
        need(re.fullmatch(r"[a-z0-9-]+ [0-9-]+ \| [a-z0-9, -]+", line) is not None, "measures.txt: " + line)
        asked, expected = line.split(" | ")
        checks.holds(f"measures.txt: {line}", adds_up_to(*asked.split(" ")) == expected)


def check_vault(version):
    def check(checks, at):
        secrets = [line.split(" ", 1) for line in lines_of(at("secrets.txt"))]
        need([way for way, _ in secrets] == ["passphrase", "sheet", "device"], "other ways in than there should be")
        need(write_code(read_code(secrets[1][1])) == secrets[1][1], "the code is spelt otherwise")
        from_hex(secrets[2][1])
        expected, export = lines_of(at("found.txt")), exported(at("export.json"))
        for name in ("vault.attune", "attune.backup"):
            file, told = read_file(at(name)), f"v{version}/{name}"
            checks.holds(f"{told}: of its version", file.what[-1] == str(version))
            headers = 2 if name == "vault.attune" else 1
            checks.holds(f"{told}: its header is whole wherever it stands", file.headers == headers)
            keys = [open_header(file.header, way, secret) for way, secret in secrets]
            checks.holds(f"{told}: every way in gives the same keys", keys[0] == keys[1] == keys[2])
            log = read_log(keys[0], file.entries)
            checks.holds(f"{told}: every entry is found", list(found_lines(file, log)) == expected)
            checks.holds(f"{told}: nothing is lost or damaged", not (log.lost or log.damaged or log.unread))
            checks.holds(f"{told}: what was removed is gone", not log.kept_though_removed())
            events = {"%016x%016x" % event.stamp: as_json(event) for event in log.in_order()}
            exports = [events.get(event["id"]) for event in export]
            checks.holds(f"{told}: the export is of its events", export == exports != [])
            if version > 1:
                check_row(checks, told, keys[0], file, log)

    return check


def check_row(checks, told, keys, file, log):
    """A vault file has its local row, and a backup none."""
    if file.what.startswith("backup"):
        checks.holds(f"{told}: no local row", not file.here)
        return
    row = read_row(open_here(keys, file.header, file.here))
    mine = [entry.hash for entry in file.entries if entry.device == row[1]]
    checks.holds(f"{told}: the local row is of a device of the log", row.get(5) in mine[-1:])


def as_json(event):
    """An event as in an export."""
    told = {"kind": KINDS[event.kind].name, "id": "%016x%016x" % event.stamp, "when": when(event)}
    for name, type_, _ in KINDS[event.kind].fields.values():
        if name in event.said:
            value = event.said[name]
            told[name] = value_text(type_, value) if type_ in ("name", "item", "bytes") else value
    return told


def when(event):
    """The date to be shown, to the second, with its zone."""
    zone = datetime.timezone(datetime.timedelta(minutes=event.zone))
    ms = event.wall or event.clock >> 16
    return datetime.datetime.fromtimestamp(ms // 1000, zone).isoformat()


def exported(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)["events"]


VECTORS = {"header.txt": check_header, "envelopes.txt": check_envelopes, "husk.txt": check_husk,
           "backup.txt": check_backup("backup.txt", 1), "backup-2.txt": check_backup("backup-2.txt", 2),
           "records.txt": check_records, "spelling.txt": check_spelling, "measures.txt": check_measures,
           "here.txt": check_here}
VERSIONS = sorted(int(name[1:]) for name in os.listdir(HERE) if re.fullmatch(r"v[0-9]+", name))
VECTORS |= {f"v{version}": check_vault(version) for version in VERSIONS}


def run(name, checks, root):
    """One vector; whatever goes wrong with it is one more failure."""
    folder = os.path.join(root, name) if os.path.isdir(os.path.join(root, name)) else root
    try:
        VECTORS[name](checks, lambda file: os.path.join(folder, file))
    except Exception as e:
        checks.holds(f"{name}: {type(e).__name__} {e}", False)


def check_all():
    checks = Checks()
    checks.holds("a vault of every version", VERSIONS == list(range(1, len(VERSIONS) + 1)) != [])
    here = {name for name in os.listdir(HERE) if name.endswith(".txt")}
    checks.holds("every file of vectors is asked of", here == {name for name in VECTORS if name.endswith(".txt")})
    for name in VECTORS:
        run(name, checks, HERE)
    return checks.end()


# ---- that a check can fail ----

FLIPS = 24  # bits of each file, by a chance that is the same each time


def lines_that_count(some, begins=b""):
    """Where the bytes stand that `check` answers for: in a text, not in what is for people only."""
    at = 0
    for line in some.splitlines(keepends=True):
        if not line.startswith(b"# ") and line.startswith(begins):
            yield from range(at, at + len(line.rstrip(b"\n")))
        at += len(line)


def bytes_that_count(path):
    with open(path, "rb") as f:
        some = f.read()
    if path.endswith(".txt"):
        return some, list(lines_that_count(some))
    if path.endswith(".json"):
        return some, list(lines_that_count(some, b'{"kind"'))
    if path.endswith(".attune"):  # a database has room that nobody reads; what is kept counts
        file = read_file(path)
        kept = [file.header] + [entry.bytes for entry in file.entries] + ([file.here] if file.here else [])
        begins = [(some.find(one[:32]), min(len(one), 256)) for one in kept]  # beyond it may go on on another page
        return some, [i for at, length in begins for i in range(at, at + length)]
    return some, list(range(len(some)))


def files_of(name):
    if not os.path.isdir(os.path.join(HERE, name)):
        return [name]
    return [os.path.join(name, file) for file in sorted(os.listdir(os.path.join(HERE, name)))]


def break_all():
    checks, chance = Checks(), random.Random(9)
    for name in VECTORS:
        with tempfile.TemporaryDirectory() as work:
            root = os.path.join(work, "vectors")
            shutil.copytree(HERE, root)
            for file in files_of(name):
                break_file(checks, chance, name, root, file)
    break_log(checks)
    return checks.end()


def break_file(checks, chance, name, root, file):
    some, places = bytes_that_count(os.path.join(HERE, file))
    for place in sorted(chance.sample(places, min(FLIPS, len(places)))):
        broken = bytearray(some)
        broken[place] ^= 1 << chance.randrange(8)
        with open(os.path.join(root, file), "wb") as f:
            f.write(broken)
        found = Checks(quiet=True)
        run(name, found, root)
        checks.holds(f"{file}: a change of byte {place} is found", found.failed)
    with open(os.path.join(root, file), "wb") as f:
        f.write(some)


def seal(keys, n, device, previous, record):
    """An entry for these tests alone: its nonce is its number, which no vault may do."""
    nonce, length = n.to_bytes(24, "big"), min(step for step in STEPS if step > len(record))
    padded = (record + b"\x80").ljust(length, b"\0")
    beside = b"attune1\0" + keys.log + device.to_bytes(8, "big") + previous
    out = ctypes.create_string_buffer(length + 16)
    SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, None, padded, ctypes.c_ulonglong(length), beside, ctypes.c_ulonglong(len(beside)), None, nonce,
        keys.records)
    return Entry(n, device, previous, blake2b(nonce + out.raw), nonce + out.raw)


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    size = next(i for i, most in enumerate((8, 16, 32, 64)) if value < 1 << most)
    return bytes([major << 5 | 24 + size]) + value.to_bytes(1 << size, "big")


def write_record(kind, ms, device, fields):
    """`fields` are numbers, words or bytes by their number."""
    out = head(4, 5) + head(0, kind) + head(0, ms << 16) + head(0, device) + head(0, 0) + head(5, len(fields))
    for key, value in fields.items():
        out += head(0, key)
        if isinstance(value, int):
            out += head(0, value)
        else:
            some = value.encode() if isinstance(value, str) else value
            out += head(3 if isinstance(value, str) else 2, len(some)) + some
    return out


def note(ms, device, words):
    return write_record(17, ms, device, {2: 1, 3: words})


def limit(ms, device, **more):
    return write_record(5, ms, device, {**more.get("of", {}), 2: 4, 4: "Perfume"})


def stamp_bytes(ms, device):
    return (ms << 16).to_bytes(8, "big") + device.to_bytes(8, "big")


def break_log(checks):
    """What can be wrong with a log, or what several devices make of one: three notes, and one thing is changed."""
    keys, chain = keys_of(bytes(range(32)), bytes(1024)), []
    for n in (1, 2, 3):
        chain.append(seal(keys, n, 1, chain[-1].hash if chain else ZEROS, note(n, 1, "A note")))
    first, second, third = chain

    def with_other(n, **what):
        return [Entry(**{**vars(entry), **(what if entry.n == n else {})}) for entry in chain]

    def and_also(device, previous, record):
        return chain + [seal(keys, 9, device, previous, record)]

    def removed(item, **over):
        return write_record(18, 9, 2, {1: item, **{3: one for one in over.values()}})

    limit_removed = seal(keys, 2, 2, ZEROS, removed(stamp_bytes(1, 1)))
    limit_gone = seal(keys, 2, 2, ZEROS, removed(stamp_bytes(1, 1), over=stamp_bytes(11, 1)))
    limit_known = seal(keys, 2, 2, ZEROS, removed(stamp_bytes(1, 1), over=stamp_bytes(11, 3)))
    limit_part = seal(keys, 2, 2, ZEROS, removed(stamp_bytes(1, 1), over=stamp_bytes(1, 1)[:15]))
    told_after = seal(keys, 1, 1, ZEROS, limit(10, 1, of={1: stamp_bytes(1, 1)}))

    # What, its entries; and how many events, which are damaged, which not read, how many gaps, forks, and not gone.
    cases = (
        ("as it is", chain, (3, [], [], 0, 0, 0)),
        ("one is missing", [first, third], (2, [], [], 1, 0, 0)),
        ("a husk is no gap", with_other(2, bytes=second.hash), (2, [], [], 0, 0, 0)),
        ("one that is lost is no gap", with_other(2, bytes=b""), (2, [], [], 0, 0, 0)),
        ("one has another hash", with_other(2, hash=ZEROS), (2, [2], [], 1, 0, 0)),
        ("one is of another device", with_other(2, device=2), (2, [2], [], 0, 0, 0)),
        ("one is bound to another", with_other(3, previous=first.hash), (2, [3], [], 0, 1, 0)),
        ("one says nothing of it", with_other(3, previous=None), (3, [], [], 0, 0, 0)),
        ("a fork", and_also(1, first.hash, note(4, 1, "A note")), (4, [], [], 0, 1, 0)),
        ("a double", and_also(2, ZEROS, note(2, 1, "A note")), (3, [], [], 0, 0, 0)),
        ("the same stamp once more", and_also(2, ZEROS, note(2, 1, "Another note")), (4, [], [], 0, 0, 0)),
        ("a kind of a later version", and_also(2, ZEROS, write_record(200, 4, 2, {})), (3, [], [9], 0, 0, 0)),
        ("a clock that leaps", and_also(2, ZEROS, note(65007360000000, 2, "A note")), (3, [], [9], 0, 0, 0)),
        ("a note that was removed", and_also(2, ZEROS, removed(stamp_bytes(2, 1))), (4, [], [], 0, 0, 1)),
        ("a limit that was removed", [seal(keys, 1, 1, ZEROS, limit(1, 1)), limit_removed], (2, [], [], 0, 0, 1)),
        ("a limit told after it was removed", [told_after, limit_removed], (2, [], [], 0, 0, 0)),
        ("a removal names a later telling of its device", [told_after, limit_gone], (2, [], [], 0, 0, 1)),
        ("a removal knew of another device", [told_after, limit_known], (2, [], [], 0, 0, 0)),
        ("a removal has the name of what is removed", [seal(keys, 1, 9, ZEROS, note(9, 2, "A note")),
                                                       seal(keys, 2, 2, ZEROS, removed(stamp_bytes(1, 1))),
                                                       seal(keys, 3, 3, ZEROS, removed(stamp_bytes(9, 2), over=b"x"))],
         (3, [], [], 0, 0, 1)),
        ("a removal names a part of a name", [seal(keys, 1, 1, ZEROS, limit(1, 1)), limit_part], (2, [], [], 0, 0, 0)),
        ("an envelope twice", chain + chain[:1], (3, [], [], 0, 0, 0)),
    )
    for what, entries, expected in cases:
        log = read_log(keys, [Entry(**vars(entry)) for entry in entries])
        found = (len(log.in_order()), sorted(log.damaged), sorted(log.unread), len(log.gaps), log.forks,
                 len(log.kept_though_removed()))
        checks.holds(f"a log: {what}: {found}", found == expected)


if __name__ == "__main__":
    sys.exit({(): check_all, ("broken",): break_all}[tuple(sys.argv[1:])]())
