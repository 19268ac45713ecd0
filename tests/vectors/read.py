#!/usr/bin/env python3
"""tests/vectors/read.py - a second reader of what attune keeps, written from doc/record-format.md alone

    read.py FILE passphrase|sheet|device SECRET     a vault file or a backup, entry by entry, as in v1/found.txt

It shares no code with attune, so that it is shown, and not only said, that the page is enough; check.py beside it asks
it of every vector.  The tables of events and the schemas of the vault file are read from the page itself.  Needs Python
and libsodium, which is called through ctypes; BLAKE2b is Python's own.  Whatever is not as the page says is Refused.
"""
import base64
import ctypes
import ctypes.util
import hashlib
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "..", "doc", "record-format.md")

ZEROS = bytes(32)
STEPS = (256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65280, 131072, 262144)  # that records are padded to
ENVELOPE_LENGTHS = {24 + step + 16 for step in STEPS}
N_MOST = 2**53 - 1


class Refused(Exception):
    """These bytes are not what the page says."""


def need(so, why):
    if not so:
        raise Refused(why)


def number(some):
    return int.from_bytes(some, "big")


def name16(text):
    """A name in quotes, followed by zero bytes up to 16."""
    return text.encode().ljust(16, b"\0")


# ---- what libsodium does ----


def load_sodium():
    for name in (ctypes.util.find_library("sodium"), "libsodium.so.23", "libsodium.so", "libsodium.dylib"):
        try:
            if name:
                lib = ctypes.CDLL(name)
                break
        except OSError:
            continue
    else:
        sys.exit("read.py: libsodium is not here")
    need(lib.sodium_init() >= 0, "libsodium does not start")
    return lib


SODIUM = load_sodium()


def blake2b(message, key=b""):
    return hashlib.blake2b(message, key=key, digest_size=32).digest()


def argon2id(passphrase, salt, passes, memory):
    out = ctypes.create_string_buffer(32)
    how = SODIUM.crypto_pwhash(
        out, ctypes.c_ulonglong(32), passphrase, ctypes.c_ulonglong(len(passphrase)), salt,
        ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), ctypes.c_int(2))  # 2: Argon2id, version 0x13
    need(how == 0, "no memory for Argon2id")
    return out.raw


def aead_open(key, nonce, sealed, beside):
    """XChaCha20-Poly1305; the tag stands after the sealed bytes."""
    need(len(sealed) >= 16 and len(nonce) == 24 and len(key) == 32, "too short to open")
    out = ctypes.create_string_buffer(max(len(sealed) - 16, 1))
    out_len = ctypes.c_ulonglong()
    how = SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, ctypes.byref(out_len), None, sealed, ctypes.c_ulonglong(len(sealed)), beside,
        ctypes.c_ulonglong(len(beside)), nonce, key)
    need(how == 0, "does not open")
    return out.raw[: out_len.value]


# ---- the page: its tables of events, and the schemas ----


@dataclass
class Kind:
    name: str
    fields: dict = field(default_factory=dict)  # number: (name, type, most)


def read_page():
    with open(PAGE, encoding="utf-8") as f:
        text = f.read()
    kinds, kind = {}, None
    table = text.split("### Events and their fields", 1)[1]
    for line in table.split("\n\n")[1].splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        begins = re.fullmatch(r"\*\*(\d+)\*\* `(\w+)`", cells[0])
        if begins:
            kind = kinds[int(begins[1])] = Kind(begins[2])
            continue
        kind.fields[int(cells[1])] = (cells[2].strip("`"), cells[3], int(cells[4] or 0))
    row = text.split("### The local row\n", 1)[1].split("| field | type | what |\n", 1)[1].split("\n\n", 1)[0]
    row = {int(key): type_ for key, type_ in re.findall(r"^\| (\d+) \| ([^|]*) \|", row, re.M)}
    schemas = {}
    for version in (1, 2):
        part = text.split(f"### Schema {version}\n", 1)[1]
        schemas[version] = set(part.split("```sql\n", 1)[1].split("\n```", 1)[0].splitlines())
    schemas[1] |= {line for line in schemas[2] if re.match(r"CREATE TABLE header", line)}
    return kinds, row, schemas


KINDS, ROW, SCHEMAS = read_page()
LOCAL_ROW = {line for line in SCHEMAS[2] if line.startswith("CREATE TABLE here(")}


# ---- the record: deterministic CBOR ----


class Cbor:
    """One value after another off the front; every other spelling is refused."""

    def __init__(self, some):
        self.left = some

    def take(self, count):
        need(len(self.left) >= count, "truncated")
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def head(self):
        first = self.take(1)[0]
        major, short = first >> 5, first & 31
        if short < 24:
            return major, short
        need(short < 28, "not in its one form: no definite length")
        value = number(self.take(1 << (short - 24)))
        need(value >= (24, 2**8, 2**16, 2**32)[short - 24], "not in its one form: a longer head than needed")
        return major, value

    def of(self, major):
        found, value = self.head()
        need(found == major, "malformed: another type")
        return value

    def unsigned(self):
        return self.of(0)

    def integer(self):
        major, value = self.head()
        need(major in (0, 1), "malformed: not a whole number")
        return value if major == 0 else -1 - value

    def bytes(self):
        return self.take(self.of(2))

    def text(self):
        some = self.take(self.of(3))
        try:
            return some.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("malformed: not UTF-8") from None


def name_of_bytes(some):
    need(len(some) == 16 and some != bytes(16), "malformed: no name")
    return number(some[:8]), number(some[8:])


def read_number(cbor, most):
    value = cbor.unsigned()
    need(1 <= value, "not in its one form: says nothing")
    need(value <= most, "too long")
    return value


def read_score(cbor, most):
    value = cbor.unsigned()
    need(value <= most, "too long")
    return value


def read_set(cbor, most):
    bits = cbor.unsigned()
    members = [n for n in range(64) if bits >> n & 1]
    need(members, "not in its one form: says nothing")
    need(members[0] >= 1 and members[-1] <= most, "too long")
    return members


def read_text(cbor, most):
    text = cbor.text()
    need(text, "not in its one form: says nothing")
    need(len(text.encode()) <= most, "too long")
    return text


def read_bytes(cbor, most):
    some = cbor.bytes()
    need(some, "not in its one form: says nothing")
    need(len(some) <= most, "too long")
    return some


def read_name(cbor, most):
    return name_of_bytes(cbor.bytes())


READ = {"number": read_number, "score": read_score, "set": read_set, "text": read_text, "bytes": read_bytes,
        "name": read_name, "item": read_name}


@dataclass
class Event:
    kind: int
    clock: int
    device: int
    zone: int
    wall: int  # 0: the clock's own milliseconds
    said: dict  # name: value
    record: bytes

    @property
    def stamp(self):
        return self.clock, self.device

    @property
    def item(self):
        """The stamp of the item it belongs to."""
        for name, type_, _ in KINDS[self.kind].fields.values():
            if type_ == "item" and name in self.said:
                return self.said[name]
        return self.stamp

    def text(self):
        parts = [KINDS[self.kind].name]
        for name, type_, _ in KINDS[self.kind].fields.values():
            if name in self.said:
                parts.append(f"{name}={value_text(type_, self.said[name])}")
        return " ".join(parts)


def value_text(type_, value):
    if type_ == "text":
        return json_text(value)
    if type_ == "set":
        return ",".join(map(str, value))
    if type_ in ("name", "item"):
        return "%016x%016x" % value
    if type_ == "bytes":
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
    return str(value)


def json_text(text):
    """A JSON string in the way of these files: `\\n`, and `\\u0009` for other control characters."""
    named = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
    return '"' + "".join(named.get(c, c if c >= " " else "\\u%04x" % ord(c)) for c in text) + '"'


def read_record(record):
    cbor = Cbor(record)
    need(cbor.of(4) == 5, "malformed: not five items")
    kind, clock, device, zone = cbor.unsigned(), cbor.unsigned(), cbor.unsigned(), cbor.integer()
    need(clock < 2**62 and (clock or device) and -1440 <= zone <= 1440, "malformed: out of bounds")
    need(kind in KINDS, "of a later version")
    event = Event(kind, clock, device, zone, 0, {}, record)
    last = -1
    for _ in range(cbor.of(5)):
        key = cbor.unsigned()
        need(key > last, "not in its one form: fields out of order")
        last = key
        if key == 0:
            event.wall = cbor.unsigned()
            need(event.wall, "not in its one form: says nothing")
            need(event.wall < 32503680000000, "malformed: a wall clock out of bounds")
            continue
        need(key in KINDS[kind].fields, "of a later version")
        name, type_, most = KINDS[kind].fields[key]
        event.said[name] = READ[type_](cbor, most)
    need(not cbor.left, "malformed: bytes left over")
    return event


# ---- padding, envelope, header, keys ----


def unpad(padded):
    stripped = padded.rstrip(b"\0")
    need(stripped.endswith(b"\x80"), "malformed: no mark after what was padded")
    return stripped[:-1]


@dataclass
class Keys:
    root: bytes
    records: bytes
    log: bytes
    local: bytes


def keys_of(root, header):
    salt = header[16:48]
    derived = [blake2b(name16(what) + salt, root) for what in ("attune records1", "attune log id 1", "attune here 1")]
    return Keys(root, *derived)


def header_check(header):
    need(len(header) == 1024 and header[:8] == b"\x89attune\n", "no vault header")
    need(number(header[8:12]) <= 1, "made by a later version")
    need(number(header[8:12]) == 1 and not any(header[12:16]) and not any(header[880:]), "malformed header")
    kinds = Counter()
    for i in range(8):
        slot = header[48 + 104 * i : 152 + 104 * i]
        kind, passes, memory = slot[0], number(slot[4:8]), number(slot[8:12])
        kinds[kind] += 1
        need(kind <= 3 and not any(slot[1:4]) and not any(slot[12:16]), "malformed slot")
        if kind == 0:
            need(not any(slot), "malformed slot")
        elif kind == 1:
            need(1 <= passes <= 10 and 8192 <= memory <= 1073741824 and passes * memory <= 2560 << 20, "malformed cost")
        else:
            need(not passes and not memory, "malformed slot")
    need(kinds[1] <= 1, "a second passphrase")


def one_spelling(passphrase):
    return unicodedata.normalize("NFC", "".join(" " if unicodedata.category(c) == "Zs" else c for c in passphrase))


DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def read_code(code):
    """The secret that a recovery code spells."""
    code = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in code).upper()
    code = code.translate(str.maketrans("OIL", "011"))
    digits = [DIGITS.find(c) for c in code if c.isalnum()]
    need(len(digits) == 36 and -1 not in digits, "no recovery code")
    bits = "".join(f"{digit:05b}" for digit in digits)
    secret = int(bits[:160], 2).to_bytes(20, "big")
    check = f"{number(blake2b(name16('attune check v1') + secret)):0256b}"[:20]
    need(bits[160:] == check, "a slip in the recovery code")
    return secret


def write_code(secret):
    bits = f"{number(secret):0160b}" + f"{number(blake2b(name16('attune check v1') + secret)):0256b}"[:20]
    digits = [DIGITS[int(bits[i : i + 5], 2)] for i in range(0, 180, 5)]
    return "-".join("".join(digits[i : i + 6]) for i in range(0, 36, 6))


def wrap_keys(kind, slot, secret):
    """The keys to try for one slot."""
    salt = slot[16:32]
    if kind == 1:
        cost = number(slot[4:8]), number(slot[8:12])
        for spelling in dict.fromkeys((one_spelling(secret), secret)):
            yield argon2id(spelling.encode(), salt, *cost)
    elif kind == 2:
        yield blake2b(name16("attune recover1") + salt, read_code(secret))
    else:
        yield blake2b(name16("attune device 1") + salt, bytes.fromhex(secret))


WAYS = {"passphrase": 1, "sheet": 2, "device": 3}


def open_header(header, way, secret):
    header_check(header)
    wanted = WAYS[way]
    for i in range(8):
        slot = header[48 + 104 * i : 152 + 104 * i]
        if slot[0] != wanted:
            continue
        for key in wrap_keys(wanted, slot, secret):
            try:
                beside = header[:48] + bytes([i]) + slot[:32]
                return keys_of(aead_open(key, slot[32:56], slot[56:104], beside), header)
            except Refused:
                continue
    raise Refused(f"no slot opens with this {way}")


def open_here(keys, header, sealed):
    """The local row, as it was before it was sealed."""
    need(len(sealed) == 1064, "no local row")
    return unpad(aead_open(keys.local, sealed[:24], sealed[24:], b"attuneh1" + header[16:48]))


def read_row(row):
    """The map of a local row: its values by their field."""
    cbor, told, last = Cbor(row), {}, -1
    for _ in range(cbor.of(5)):
        key = cbor.unsigned()
        need(key > last, "not in its one form: fields out of order")
        need(key in ROW, "of a later version")
        last, type_ = key, ROW[key]
        told[key] = cbor.bytes() if type_ == "32 bytes" else cbor.unsigned()
        need(type_ != "32 bytes" or len(told[key]) == 32, "malformed: no hash")
        need(type_ != "unsigned, not 0" or told[key], "malformed: a zero")
        need(type_ != "unsigned, to 7" or told[key] <= 7, "too long")
    need(not cbor.left, "malformed: bytes left over")
    need(told.get(0) == 1, "of a later version")
    need(all(key in told for key in (0, 1, 2, 4, 6)), "malformed: a field is missing")
    return told


def open_envelope(keys, device, previous, envelope):
    need(len(envelope) in ENVELOPE_LENGTHS, "no envelope")
    beside = b"attune1\0" + keys.log + device.to_bytes(8, "big") + previous
    return unpad(aead_open(keys.records, envelope[:24], envelope[24:], beside))


# ---- files: a vault of schema 1 or 2, a backup of version 1 or 2 ----


@dataclass
class Entry:
    n: int
    device: int
    previous: bytes  # None: version 1, and not known
    hash: bytes
    bytes: bytes


@dataclass
class File:
    what: str
    header: bytes
    entries: list  # of the vault's own log, in the order of n
    headers: int = 1  # whole ones
    here: bytes = b""


def previous_by_order(entries):
    """What each entry of a log of version 1 is bound to, as far as its order tells."""
    newest, last = {}, 0
    for entry in entries:
        entry.previous = newest.get(entry.device, ZEROS) if entry.n == last + 1 else None
        newest[entry.device], last = entry.hash, entry.n


def entry_check(entry):
    need(1 <= entry.n <= N_MOST and len(entry.hash) == 32, "malformed entry")
    need(len(entry.bytes) in ENVELOPE_LENGTHS | {0, 32}, "neither envelope nor husk")
    need(len(entry.bytes) != 32 or entry.bytes == entry.hash, "a husk of another hash")


def read_vault(path):
    """`path` and what may stand beside it are only read: SQLite is given a copy."""
    with tempfile.TemporaryDirectory() as work:
        copy = os.path.join(work, "vault.attune")
        for end in ("", "-wal"):
            if os.path.exists(path + end):
                shutil.copyfile(path + end, copy + end)
        db = sqlite3.connect(copy)
        try:
            return read_database(db)
        except sqlite3.Error as e:
            raise Refused(f"no vault file, or a damaged one: {e}") from None
        finally:
            db.close()


def read_database(db):
    def ask(query):
        return db.execute(query).fetchall()

    need(ask("PRAGMA integrity_check") == [("ok",)], "a damaged file")
    need(ask("PRAGMA application_id") == [(1635021934,)], "no vault file")
    version = ask("PRAGMA user_version")[0][0]
    need(version <= 2, "made by a later version")
    need(version in SCHEMAS, "no schema that was ever written")
    made = {sql for (sql,) in ask("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    may_have = [SCHEMAS[version], SCHEMAS[version] | LOCAL_ROW]  # of version 1 one that had to stay so
    need(made in may_have, f"not schema {version}")
    headers = ask("SELECT hash, bytes FROM header UNION ALL SELECT hash, bytes FROM header_copy")
    whole = [header for hash_, header in headers if hash_ == blake2b(header)]
    need(len(set(whole)) == 1, "no whole header, or two that differ")
    if version == 1:
        rows = ask("SELECT n, device, NULL, hash, bytes FROM entry ORDER BY n")
    else:
        need(ask("SELECT id FROM log WHERE k = 1") == [(ZEROS,)], "no own log")
        rows = ask("SELECT n, device, previous, hash, bytes FROM entry WHERE log = 1 ORDER BY n")
    numbers = [n for (n,) in ask("SELECT n FROM entry ORDER BY n")]
    need(numbers == list(range(1, len(numbers) + 1)), "entries are not numbered from 1 without gaps")
    entries = [Entry(n, device % 2**64, previous, hash_, some) for n, device, previous, hash_, some in rows]
    for entry in entries:
        entry_check(entry)
    if version == 1:
        previous_by_order(entries)
    here = ask("SELECT bytes FROM here") if LOCAL_ROW <= made else []
    return File(f"vault of schema {version}", whole[0], entries, len(whole), here[0][0] if here else b"")


def read_backup(some):
    left = some[:-32]

    def take(count):
        nonlocal left
        need(len(left) >= count, "truncated")
        taken, left = left[:count], left[count:]
        return taken

    def entry():
        n, device = number(take(8)), number(take(8))
        previous = take(32) if version == 2 else None
        hash_ = take(32)
        one = Entry(n, device, previous, hash_, take(number(take(4))))
        entry_check(one)
        return one

    def entries(count):
        found = [entry() for _ in range(count)]
        need(all(a.n < b.n for a, b in zip(found, found[1:])), "entries out of order")
        return found

    need(take(8) == b"\x89attbak\n", "no backup")
    version = number(take(4))
    need(version <= 2, "made by a later version")
    need(version >= 1 and take(4) == bytes(4), "malformed backup")
    need(some[-32:] == blake2b(some[:-32]), "the sum is not right")
    count = number(take(8)) if version == 1 else None
    header_hash, header = take(32), take(1024)
    need(header_hash == blake2b(header), "a damaged header")
    if version == 1:
        own = entries(count)
        previous_by_order(own)
    else:
        logs = [(take(32), entries(number(take(8)))) for _ in range(number(take(4)))]
        ids = [id_ for id_, _ in logs]
        need(ids and ids[0] == ZEROS and ids == sorted(set(ids)), "logs out of order")
        need(all(found for _, found in logs[1:]), "a log without entries")
        own = logs[0][1]
    need(not left, "bytes left over")
    return File(f"backup of version {version}", header, own)


def read_file(path):
    with open(path, "rb") as f:
        some = f.read()
    return read_vault(path) if some.startswith(b"SQLite format 3\0") else read_backup(some)


# ---- the log ----


@dataclass
class Log:
    events: dict = field(default_factory=dict)  # n: Event
    husks: list = field(default_factory=list)
    again: list = field(default_factory=list)  # of an envelope that is there already
    lost: list = field(default_factory=list)
    damaged: dict = field(default_factory=dict)  # n: why
    unread: dict = field(default_factory=dict)  # n: why; it opens, but its record is refused
    gaps: set = field(default_factory=set)
    forks: int = 0

    def of_several_devices(self):
        """What only a log of several devices has, in words; empty where there is none of it."""
        doubles = len(self.events) - len(self.in_order()) + len(self.again)
        counts = {"gaps": len(self.gaps), "forks": self.forks, "doubles": doubles}
        return ", ".join(f"{what} {count}" for what, count in counts.items()) if any(counts.values()) else ""

    def in_order(self):
        """Every event once, as it is folded."""
        once = {event.record: event for event in self.events.values()}
        return sorted(once.values(), key=lambda event: (event.clock, event.device, event.record))

    def kept_though_removed(self):
        """The events that a removal took away and that are no husks."""
        removals = [event for event in self.events.values() if KINDS[event.kind].name == "ITEM_REMOVED"]
        return [event for event in self.events.values() if any(takes_away(removal, event) for removal in removals)]


def takes_away(removal, event):
    if removal.said["item"] != event.item or KINDS[event.kind].name == "ITEM_REMOVED":
        return False
    if KINDS[event.kind].name != "LIMIT_SET":
        return True
    if "over" not in removal.said:
        return event.stamp < removal.stamp
    return any(device == event.device and event.clock <= clock for clock, device in names_of(removal.said["over"]))


def names_of(over):
    """The stamps in a field `over`."""
    return [name_of_bytes(over[i : i + 16]) for i in range(0, len(over) - 15, 16)]


def open_entry(keys, entry, hashes):
    """The record of an entry; a log of version 1 with a gap does not say what it is bound to, so each hash is tried."""
    need(blake2b(entry.bytes) == entry.hash, "its hash is another")
    tried = [entry.previous] if entry.previous is not None else [ZEROS, *hashes[entry.device]]
    for previous in tried:
        try:
            record = open_envelope(keys, entry.device, previous, entry.bytes)
            entry.previous = previous
            return record
        except Refused as e:
            why = e
    raise why


def read_log(keys, entries):
    log, hashes, known, met = Log(), {}, {entry.hash for entry in entries}, set()
    for entry in entries:
        hashes.setdefault(entry.device, set()).add(entry.hash)
    for entry in entries:
        if entry.hash in met:
            log.again.append(entry.n)
            continue
        met.add(entry.hash)
        if len(entry.bytes) == 32:
            log.husks.append(entry.n)
        elif not entry.bytes:
            log.lost.append(entry.n)
        else:
            read_entry(log, keys, entry, hashes)
    once = {entry.hash: entry for entry in entries}.values()
    bound = Counter((entry.device, entry.previous) for entry in once if entry.previous is not None)
    log.gaps = {previous for _, previous in bound} - known - {ZEROS}
    log.forks = sum(times - 1 for times in bound.values())
    refuse_leaps(log)
    return log


def read_entry(log, keys, entry, hashes):
    try:
        record = open_entry(keys, entry, hashes)
    except Refused as e:
        log.damaged[entry.n] = str(e)
        return
    try:
        log.events[entry.n] = read_record(record)
    except Refused as e:
        log.unread[entry.n] = str(e)


def refuse_leaps(log):
    """A clock of the year 3000 or later that no program could have come to."""
    before = None
    for n, event in sorted(log.events.items(), key=lambda item: item[1].stamp):
        ms = event.clock >> 16
        far = before is None or ms - before > 36500 * 86400000
        if ms >= 65007360000000 or (ms >= 32503680000000 and far):
            log.unread[n] = "malformed: a clock that leaps"
            del log.events[n]
        else:
            before = ms


def found_lines(file, log):
    for entry in file.entries:
        if entry.n in log.events:
            event = log.events[entry.n]
            yield f"{entry.n} {event.clock:016x} {event.device:016x} {event.zone} {event.wall} | {event.text()}"
        elif entry.n in log.husks:
            yield f"{entry.n} | husk"
        elif entry.n in log.lost:
            yield f"{entry.n} | lost"
        elif entry.n in log.again:
            yield f"{entry.n} | again"
        else:
            yield f"{entry.n} | refused: {log.damaged.get(entry.n) or log.unread[entry.n]}"
    if log.of_several_devices():
        yield log.of_several_devices()


def show(path, way, secret):
    file = read_file(path)
    keys = open_header(file.header, way, secret)
    log = read_log(keys, file.entries)
    for line in found_lines(file, log):
        print(line)
    print(f"# {file.what}: {len(log.in_order())} events, {len(log.husks)} husks, {len(log.lost)} lost, "
          f"{len(log.damaged)} damaged, {len(log.unread)} not read")
    return 1 if log.damaged else 0


def main(arguments):
    if len(arguments) != 3 or arguments[1] not in WAYS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return show(*arguments)
    except (Refused, OSError) as e:
        print(f"read.py: {e}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
