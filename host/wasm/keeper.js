/*
 * host/wasm/keeper.js - the worker that holds the module and the stored log
 *
 * It does what app/app.h asks of a host: a request goes in; what is to be kept is written in one strict
 * transaction; only then does the reply go out.  It is ended by the page whenever attune locks, and the memory
 * with it.  Messages: { id, does, ... } in, { id, ... } or { id, error } out, one at a time and in order.
 */
"use strict";

const ENTROPY_BYTES = 4096;
const HEADER_BYTES = 1024;
const ENTRY_BYTES = 84; /* n, device, the hash it is bound to, its own, and a length, before an entry's own bytes */
const HASH_AT = 48;
const FORM = 3; /* in which the module that belongs to this file speaks */
const DOOR_BYTES = 8 << 20; /* for one request, while nothing is open */
const BATCH = 64; /* records read at a time: more of them take longer each */
const RUN_ENTRIES = 512, RUN_BYTES = 1 << 18; /* so much at most stands in one record, unless one entry is more */
const TIDY_MS = 3000; /* after opening, out of everyone's way */
const HOPS = 5; /* of a redirect */
const MERGE_BYTES = 128 << 20; /* of a backup that is brought in, at most */
const NO_FILE = 11, UNREADABLE = 13; /* ERR_NOT_FOUND and ERR_STORAGE of base/err.h */
const NO_ROOM = -1;
const LOAD = 1, KEEP = 2, MAKE = 4, BACKUP = 8, OPEN = 16, ANEW = 32, MERGE = 64, WORDS = 128;

let core, db, cookie = "", holds = false, lost = false, ticking = 0;
/* Which tab wrote last: a tab that was taken over from writes nothing more. */
const me = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

/* --- Bytes: doc/browser-host.md --- */

const utf8 = new TextEncoder();
const text = new TextDecoder();

/* An address comes as a number that may be negative: JavaScript takes 32 bits for signed. */
function hand(bytes) {
  const at = core.attune_bytes(bytes.length) >>> 0;
  if (!at && bytes.length) throw Object.assign(new Error("there is no room for that in the module"), { lacks: "room" });
  new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  return bytes.length;
}

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function number(n, bytes) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt(n));
  return new Uint8Array(view.buffer, 8 - bytes);
}

function sized(words) {
  const bytes = typeof words === "string" ? utf8.encode(words) : words;
  return joined([number(bytes.length, 4), bytes]);
}

class Reader {
  constructor(bytes) {
    Object.assign(this, { bytes, at: 0, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) });
  }
  take(len) { return this.bytes.subarray(this.at, (this.at += len)); }
  u32() { this.at += 4; return this.view.getUint32(this.at - 4); }
  u64() { this.at += 8; return Number(this.view.getBigUint64(this.at - 8)); }
  rest() { return this.take(this.bytes.length - this.at); }
  sized() { return this.take(this.u32()); }
  text() { return text.decode(this.sized()); }
  /* One entry, as it is kept here, given to the module and put into backups. */
  entry() {
    const n = Number(this.view.getBigUint64(this.at));
    return { n, line: this.take(ENTRY_BYTES + this.view.getUint32(this.at + ENTRY_BYTES - 4)) };
  }
  many(one) { return Array.from({ length: this.u32() }, one); }
}

/* A copy of what a function of the module says it has left: a length and so many bytes. */
function left(address) {
  const at = address >>> 0, len = new DataView(core.memory.buffer).getUint32(at);
  return new Uint8Array(core.memory.buffer, at + 4, len).slice();
}

function reply(at) {
  const r = new Reader(left(at));
  const status = r.u32(), flags = r.u32();
  const [type, location, setCookie, download, leaveTo] = [r.text(), r.text(), r.text(), r.text(), r.text()];
  const [body, header, own] = [r.sized(), r.sized(), r.sized()];
  const append = r.many(() => r.entry());
  return { status, flags, type, location, setCookie, download, leaveTo, body, header, own, append, husks: r.many(() => r.u64()) };
}

/*
 * Passphrases once more, in the spelling that new slots are made with: the mapping of PRECIS OpaqueString (RFC 8265,
 * section 4.2.2).  The native host has the same in normal.c; tests/vectors/spelling.txt holds both to it.
 */
const spelt = (typed) => typed.replace(/\p{Zs}/gu, " ").normalize("NFC");

function passphrases(body) {
  const typed = new URLSearchParams(body), normal = new URLSearchParams();
  for (const name of ["passphrase", "again", "current"]) if (typed.get(name)) normal.set(name, spelt(typed.get(name)));
  return normal.toString();
}

/*
 * Steady time.  performance.now() may stand still while the device sleeps, and nothing else tells sleep from a clock that
 * was set; so a wall clock that jumps forward counts as time gone by.  That can only pause or lock, which is the safe side.
 * A smaller difference is the two clocks' own, and a wall clock that goes back is not looked at.
 */
const ASLEEP_MS = 2000;
const steady = { ms: 0, wall: Date.now(), own: performance.now() };

function steadyMs() {
  const wall = Date.now(), own = performance.now();
  const passed = own - steady.own, slept = wall - steady.wall - passed;
  steady.ms += passed + (slept > ASLEEP_MS ? slept : 0);
  Object.assign(steady, { wall, own });
  return Math.floor(steady.ms);
}

function request(method, target, body) {
  const now = new Date();
  /* crypto gives at most 64 KiB in one go; this is far below. */
  return joined([number(now.getTime(), 8), number(steadyMs(), 8), number(-now.getTimezoneOffset(), 4),
    crypto.getRandomValues(new Uint8Array(ENTROPY_BYTES)), sized(method), sized(target), sized(cookie), sized(body),
    sized(/\bpassphrase=/.test(body) ? passphrases(body) : "")]);
}

/*
 * --- The store: `meta` has the header and small things of this browser, `log` the entries in their order ---
 *
 * A record of `log` has the number of its first entry for its key, and one entry or many in a row.  A new entry is a record of
 * its own; older ones are put together some time after opening, because reading many small records is slow.  The newest
 * is always alone, so that the highest key is the newest number.
 */

const done = (asked) => new Promise((good, bad) => {
  asked.onsuccess = () => good(asked.result);
  asked.onerror = () => bad(asked.error);
});

/*
 * Copies of the app under several paths of one origin have a store each, named after its path.  Before that there was one
 * store for all of them: a vault in it that was not made at the root since is found from wherever it was used.
 */
const PLACE = new URL("./", location.href).pathname;
const SHARED = "attune";
const OWN = PLACE === "/" ? SHARED : `attune ${PLACE}`;

/* Whether a store holds a vault, and where that was made; looking makes nothing. */
async function vaultIn(name) {
  const asked = indexedDB.open(name); /* of whatever version; one that is not there would be made, as version 1 */
  let none = false;
  asked.onupgradeneeded = () => {
    none = true;
    asked.transaction.abort();
  };
  /* A store that cannot be looked into just now may hold a vault: nothing is begun beside it. */
  const there = await done(asked).catch((error) => {
    if (!none) throw error;
  });
  if (!there) return null;
  const metas = there.transaction("meta").objectStore("meta");
  const [header, place] = await Promise.all([done(metas.get("header")), done(metas.get("place"))]);
  there.close();
  return header ? { place } : null;
}

async function storeName() {
  if (OWN === SHARED || (await vaultIn(OWN))) return OWN;
  const shared = await vaultIn(SHARED);
  return shared && (shared.place ?? PLACE) === PLACE ? SHARED : OWN;
}

let store = OWN, upgraded = false;

/*
 * Version 1 of the store had entries that did not say what they are bound to: it follows from their order (wire/entry.h).
 * They are written anew within the transaction that makes a store version 2, so a browser that ends anywhere in
 * it leaves version 1 as it was.  Anything thrown in here ends that transaction, too.
 */
const STORE_VERSION = 2;
const ENTRY_1_BYTES = 52; /* n, device, hash and length */

/* A record of version 1 as one of version 2.  `order`: where the log has come to, and the newest hash of each device. */
function bound(record, order) {
  const view = new DataView(record.buffer, record.byteOffset, record.length), parts = [];
  let at = 0;
  while (at < record.length) {
    const n = Number(view.getBigUint64(at)), device = view.getBigUint64(at + 8), end = at + ENTRY_1_BYTES + view.getUint32(at + 48);
    const previous = n === order.n + 1 && order.newest.get(device);
    parts.push(record.subarray(at, at + 16), previous || new Uint8Array(32), record.subarray(at + 16, end));
    order.newest.set(device, record.slice(at + 16, at + 48));
    order.n = n;
    at = end;
  }
  if (at !== record.length) throw new Error("a record of the log ends too soon");
  return joined(parts);
}

function upgrade(tx) {
  const metas = tx.objectStore("meta"), log = tx.objectStore("log"), order = { n: 0, newest: new Map() };
  let added = 0;
  const step = () => {
    log.getAll(IDBKeyRange.lowerBound(order.n, true), BATCH).onsuccess = ({ target: { result: records } }) => {
      for (const record of records) {
        const made = bound(record, order);
        added += made.length - record.length;
        log.put(made, entriesOf(made)[0].n);
      }
      if (records.length) return step();
      metas.get("bytes").onsuccess = ({ target: { result: bytes } }) => bytes && metas.put(bytes + added, "bytes");
      return undefined;
    };
  };
  step();
}

/* A tab with the program of before keeps the store from being upgraded, and a long log takes its time: both are said. */
const WAITS_MS = 1500;

async function openStore() {
  const slow = setTimeout(() => postMessage({ waits: true }), WAITS_MS);
  try {
    store = await storeName();
    const asked = indexedDB.open(store, STORE_VERSION);
    asked.onupgradeneeded = ({ oldVersion }) => {
      upgraded = oldVersion === 1;
      if (upgraded) return upgrade(asked.transaction);
      asked.result.createObjectStore("meta");
      asked.result.createObjectStore("log");
      return undefined;
    };
    const opened = await done(asked).catch((error) => {
      const lacks = error?.name === "VersionError" ? "newer" : upgraded && "upgrade";
      throw lacks ? Object.assign(error, { lacks }) : error;
    });
    /* A later program wants to upgrade it in another tab: nothing is written here any more, and that one is not kept waiting. */
    opened.onversionchange = () => {
      opened.close();
      giveUp();
    };
    return opened;
  } finally {
    clearTimeout(slow);
  }
}

/* Another tab has it now.  What the module was in the middle of is wiped with its keys, so nobody may go on with that. */
function giveUp() {
  holds = false;
  lost = true;
  core?.attune_lock?.();
  postMessage({ lost: true });
}

const stillHere = (found) => {
  if (lost) throw new Error("another tab took over in the middle");
  return found;
};

const meta = (name) => done(db.transaction("meta").objectStore("meta").get(name));

/* All or nothing, and on the disk before it answers.  Fails if another tab has taken over. */
function write(change) {
  return new Promise((good, bad) => {
    const tx = db.transaction(["meta", "log"], "readwrite", { durability: "strict" });
    tx.oncomplete = good;
    tx.onabort = () => bad(tx.error ?? new Error("the browser gave up writing"));
    const metas = tx.objectStore("meta"), log = tx.objectStore("log");
    metas.get("holder").onsuccess = ({ target }) => {
      if (target.result !== me) return tx.abort();
      try {
        change(metas, log);
      } catch {
        tx.abort();
      }
      return undefined;
    };
  });
}

function entriesOf(record) {
  const r = new Reader(record), all = [];
  while (record.length - r.at >= ENTRY_BYTES) all.push(r.entry());
  return all;
}

/* Entries in their order as records: [number of the first, bytes]. */
function runs(lines) {
  const all = [];
  let run = null;
  for (const { n, line } of lines.flatMap(entriesOf)) {
    if (!run || run.lines.length === RUN_ENTRIES || run.bytes + line.length > RUN_BYTES) all.push((run = { n, lines: [], bytes: 0 }));
    run.lines.push(line);
    run.bytes += line.length;
  }
  return all.map(({ n, lines: row }) => [n, joined(row)]);
}

/* What is left of a deleted entry: everything but its bytes, for which its hash stands. */
const husk = (line) => joined([line.subarray(0, ENTRY_BYTES - 4), number(32, 4), line.subarray(HASH_AT, HASH_AT + 32)]);

/* Husks in the place of entries, from the last record back to the first; those that stand in one record at once. */
function blank(log, numbers) {
  const ahead = [...new Set(numbers)].sort((a, b) => a - b);
  const step = () => {
    if (!ahead.length) return;
    log.openCursor(IDBKeyRange.upperBound(ahead.at(-1)), "prev").onsuccess = ({ target: { result: at } }) => {
      const all = at ? entriesOf(at.value) : [], gone = new Set();
      while (at && ahead.at(-1) >= at.key) gone.add(ahead.pop());
      if (!at || all.filter(({ n }) => gone.has(n)).length < gone.size) return log.transaction.abort();
      at.update(joined(all.map(({ n, line }) => (gone.has(n) ? husk(line) : line)))).onsuccess = step;
      return undefined;
    };
  };
  step();
}

/* New entries are records of their own; where many come at once, all but the newest stand together from the start. */
function add(metas, log, entries) {
  const alone = entries.length > RUN_ENTRIES ? entries.slice(-1) : entries;
  const together = entries.slice(0, entries.length - alone.length).map(({ line }) => line);
  for (const [n, run] of runs(together)) log.add(run, n);
  for (const { n, line } of alone) log.add(line, n);
  if (together.length) metas.put(alone[0].n, "tidy");
}

const highest = (log) => log.openKeyCursor(null, "prev");

/* How much is stored, so that the next opening knows how much room it takes; what is deleted is not taken off. */
const weigh = (metas, bytes) =>
  (metas.get("bytes").onsuccess = ({ target }) => metas.put((target.result ?? 0) + bytes, "bytes"));
const weight = (lines) => lines.reduce((sum, line) => sum + line.length, 0);

/* `own`: the sealed row of this place alone, which nothing takes along. */
function keep({ flags, header, own, append, husks }) {
  return write((metas, log) => {
    if (own.length) metas.put(own, "here");
    if (append.length) weigh(metas, weight(append.map(({ line }) => line)));
    /* No second vault over the first, no entry over another. */
    if (header.length) flags & MAKE ? metas.add(header, "header") : metas.put(header, "header");
    if (flags & MAKE) metas.put(PLACE, "place");
    highest(log).onsuccess = ({ target: { result: top } }) => top && append.length && top.key >= append[0].n && log.transaction.abort();
    add(metas, log, append);
    blank(log, husks);
  });
}

/* Put the records of single entries together, all but the newest, in one transaction; `tidy` is where they begin. */
async function tidy() {
  const from = (await meta("tidy")) ?? 1;
  await write((metas, log) => {
    log.getAll(IDBKeyRange.lowerBound(from), 4 * RUN_ENTRIES + 1).onsuccess = ({ target: { result: lines } }) => {
      if (lines.length <= RUN_ENTRIES) return;
      const next = entriesOf(lines.pop())[0].n, together = runs(lines);
      if (weight(together.map(([, run]) => run)) !== weight(lines)) return; /* something damaged stays as it is */
      log.delete(IDBKeyRange.bound(from, next, false, true));
      for (const [n, run] of together) log.add(run, n);
      metas.put(next, "tidy");
    };
  });
}

/* What the module answers while everything is sealed anew: its error is thrown, its entries come back. */
function sealed(at) {
  const bytes = left(at), problem = new DataView(bytes.buffer).getUint32(0);
  if (problem) throw Object.assign(new Error("not sealed"), { problem });
  return bytes.subarray(4);
}

const fresh = (times) => crypto.getRandomValues(new Uint8Array(32 * times)); /* of one record 512, so 16 KB */

function anew(record) {
  const { length } = entriesOf(record);
  return sealed(core.attune_anew(hand(joined([number(length, 4), fresh(length), record]))));
}

/*
 * Everything sealed anew, in one transaction: every record is read, sealed by the module, and put in its place.  Whatever ends
 * it before its end, a killed browser too, leaves all as it was.  0, or what attune_anew_settle wants to know.
 */
async function renew(header) {
  let problem = -1;
  const step = (metas, log, from) => {
    log.getAll(IDBKeyRange.lowerBound(from), BATCH).onsuccess = ({ target: { result: lines } }) => {
      try {
        for (const line of lines) log.put(anew(line), entriesOf(line)[0].n);
        if (lines.length) return step(metas, log, entriesOf(lines.at(-1)).at(-1).n + 1);
        const end = new Reader(sealed(core.attune_anew_end(hand(fresh(2))))), { n, line } = end.entry();
        log.add(line.slice(), n);
        metas.put(end.rest().slice(), "here");
        weigh(metas, line.length);
      } catch (error) {
        problem = error.problem ?? -1;
        log.transaction.abort();
      }
      return undefined;
    };
  };
  try {
    await write((metas, log) => {
      metas.put(header, "header");
      metas.delete("passkey"); /* its slot is not in the new header */
      step(metas, log, 1);
    });
    return 0;
  } catch (error) {
    return error?.name === "QuotaExceededError" ? -2 : problem;
  }
}

/* Show every record in order, some at a time. */
async function each(see) {
  for (let from = 1; ;) {
    const lines = await done(db.transaction("log").objectStore("log").getAll(IDBKeyRange.lowerBound(from), BATCH));
    if (lines.length === 0) return;
    see(lines);
    from = Math.max(from, entriesOf(lines.at(-1)).at(-1)?.n ?? 0) + 1;
  }
}

/* A vault that was kept before its weight was. */
async function weighed() {
  let bytes = 0;
  await each((lines) => { bytes += weight(lines); });
  if (holds) await done(db.transaction("meta", "readwrite").objectStore("meta").put(bytes, "bytes"));
  return bytes;
}

/* What a browser refused is told apart from what broke (shell.js, LACKS). */
const without = (lacks) => (error) => { throw Object.assign(new Error(String(error)), { lacks: error?.lacks ?? lacks }); };

/*
 * --- The modules: a small one that shows what anyone may see, the door, and the whole app ---
 *
 * Both come with their words, a pack that only the module made with it takes (doc/browser-host.md).  The whole app is on its way
 * since the door began.  Whatever that does not answer stands aside until it has come, and the door answers meanwhile.
 */
const NEWER = () => Object.assign(new Error("the files that are here are not of one version"), { lacks: "newer" });

const fetched = (name) => fetch(name).then((response) => {
  if (!response.ok) throw new Error(`${name} is not there`);
  return response;
});

/* A packed file (tools/web) is gzip inside, so that it is small whatever a host does; its own sum tells whether it came whole. */
const opened = (packed, type) => new Response(packed.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
const unpacked = async (name, type) => opened((await fetched(name)).body, type);

/* Where a browser cannot open such a file, or a host has changed it on its way, the plain one does. */
const bytesOf = (response) => response.arrayBuffer();
const plain = {
  module: (name) => fetched(`${name}.wasm`).then(bytesOf).then(WebAssembly.compile),
  words: (name) => fetched(`${name}.words`).then(bytesOf),
};
const packed = {
  module: (name) => WebAssembly.compileStreaming(unpacked(`${name}.packed`, "application/wasm")).catch(() => plain.module(name)),
  words: (name) => unpacked(`${name}.packed`, "application/octet-stream").then(bytesOf).catch(() => plain.words(name)),
};
const parts = (from, name, pack) => Promise.all([from.module(name), from.words(pack)]);

/* The door as the page gave it, packed.  Asynchronous, so that a browser that cannot open it only refuses. */
const atTheDoor = async ([module, pack]) => Promise.all([WebAssembly.compileStreaming(opened(new Blob([module]).stream(), "application/wasm")),
  opened(new Blob([pack]).stream(), "application/octet-stream").arrayBuffer()]);

/* The whole app: from where, on its way, come, begun.  One that did not come is asked for again by whoever needs it next. */
let source = packed, coming = null, come = null, isGiven = false, isWhole = false;

async function bring() {
  if (come) return;
  coming ??= parts(source, "attune", "en").then(handOn).finally(() => { coming = null; });
  await coming;
}

/* The page keeps it for the next worker: a lock ends this one, and the line may be down by then. */
function handOn(all) {
  come = all;
  try {
    postMessage({ whole: all });
  } catch {
    /* A browser that does not hand modules on has each worker fetch its own. */
  }
}

/* 0, or why there is no module of this kind now; the one that was there then goes on. */
async function begin([module, pack], vault, state, work) {
  const own = (await WebAssembly.instantiate(module, {})).exports;
  if (own.attune_form?.() !== FORM) throw NEWER();
  const before = core;
  let begun = false;
  core = own;
  try {
    let problem = core.attune_words(hand(new Uint8Array(pack)));
    if (problem > 0) throw NEWER();
    problem ||= core.attune_start(hand(vault), state, work);
    begun = problem === 0;
    return problem;
  } finally {
    if (!begun) core = before;
  }
}

function refused(problem) {
  if (problem) throw Object.assign(new Error(`the module did not begin (${problem})`), problem === NO_ROOM ? { lacks: "room" } : {});
}

const vaultHere = async () => joined([(await meta("header")) ?? new Uint8Array(0), (await meta("here")) ?? new Uint8Array(0)]);

async function start({ steal, door, whole }) {
  [come, isGiven] = [whole ?? null, Boolean(whole)];
  const given = door ? atTheDoor(door) : Promise.reject(new Error("nothing was given"));
  given.catch(() => {}); /* said below */
  db = await openStore().catch(without("storage"));
  await hold(steal).catch(without("storage"));
  const vault = await vaultHere();
  /* A page from before a newer version gives that one's; the file that this is has its own. */
  const first = async (all) => refused(await begin(await all, vault, 0, DOOR_BYTES));
  await first(given).catch(() => first(parts(packed, "door", "en-door"))).catch(() => first(parts(plain, "door", "en-door")));
  bring().catch(() => {}); /* said to whoever needs it */
  return { hasVault: vault.length > 0, holds, upgraded };
}

/*
 * Room for the open state grows with what is stored, words and recordings; pages that are never touched cost nothing.  There is
 * room beyond what is stored, so that a backup can be brought in; where a device has not so much, it is done without.
 */
async function beginWhole() {
  if (isWhole) return;
  if (!come) throw ASIDE;
  try {
    const vault = await vaultHere(), bytes = (await meta("bytes")) ?? (await weighed());
    const entries = (await done(highest(db.transaction("log").objectStore("log"))))?.key ?? 0;
    let problem;
    for (const spare of [MERGE_BYTES, 0]) {
      problem = await begin(come, vault, (96 << 20) + entries * 1536 + bytes + 3 * spare, (48 << 20) + entries * 512 + bytes);
      if (problem !== NO_ROOM) break;
    }
    refused(problem);
  } catch (error) {
    if (error.lacks !== "newer") return without("start")(error);
    /* A page from before a newer version gave that one's. */
    if (isGiven) {
      [come, isGiven] = [null, false];
      throw ASIDE;
    }
    /* The plain ones may fit; or, later, either. */
    [come, source] = [null, source === packed ? plain : packed];
    throw source === plain ? ASIDE : error;
  }
  isWhole = true;
  come = null;
}

/* One tab holds the vault for as long as its worker lives.  The lock goes with the tab however that ends. */
function hold(steal) {
  return new Promise((good, bad) => {
    let begun = false;
    navigator.locks.request(store, steal ? { steal: true } : { ifAvailable: true }, async (lock) => {
      holds = lock !== null;
      begun = true;
      if (holds) await done(db.transaction("meta", "readwrite").objectStore("meta").put(me, "holder"));
      good();
      return holds ? new Promise(() => {}) : undefined;
    }).catch((error) => (begun ? giveUp() : bad(error)));
  });
}

/*
 * A backup that came with a form, after an answer with MERGE: the module says what of it is new, and only that is kept.
 * Nothing: there is no room for a file of that size.  Why there is no file is an enum err of base/err.h.
 */
async function merge(file) {
  clearInterval(ticking); /* nothing may lock in the middle; ask() lets it go on */
  try {
    const bytes = stillHere(await file?.arrayBuffer().catch(() => null));
    const how = bytes === null ? UNREADABLE : bytes?.byteLength ? 0 : NO_FILE;
    const at = core.attune_merge(hand(new Uint8Array(bytes ?? 0)), how);
    return at ? reply(at) : null;
  } catch (error) {
    if (error.lacks === "room") return null;
    throw error;
  }
}

async function answer(method, target, body, file) {
  let r = reply(core.attune_handle(hand(request(method, target, body))));
  if (r.flags & WORDS) {
    core.attune_done(); /* a passphrase may be in it, and it may have to wait */
    await beginWhole();
    r = reply(stillHere(core).attune_handle(hand(request(method, target, body))));
  }
  if (r.flags & MERGE) r = await merge(file);
  if (!r) {
    core.attune_done();
    return { tooLarge: true, flags: OPEN };
  }
  if (r.flags & LOAD) {
    await each((lines) => core.attune_load(hand(joined(stillHere(lines)))));
    r = reply(stillHere(core).attune_loaded(0));
    setTimeout(() => (last = last.then(tidy).catch(() => {})), TIDY_MS);
  }
  let renewed = false;
  if (r.flags & ANEW) {
    clearInterval(ticking); /* nothing may lock in the middle; ask() lets it go on */
    const how = await renew(r.header);
    renewed = how === 0;
    r = reply(stillHere(core).attune_anew_settle(how));
  }
  if (r.flags & KEEP) {
    const kept = await keep(r).then(() => 1, () => 0);
    r = reply(stillHere(core).attune_settle(kept));
  }
  core.attune_done();
  const [, set] = r.setCookie.match(/^([^;]*)/) ?? [];
  if (set) cookie = /Max-Age=0/.test(r.setCookie) ? "" : set;
  return { ...r, renewed };
}

/* Whatever was asked for when another tab took over, that is what there is to say. */
const ask = (asked) => asking(asked).catch((error) => {
  if (!lost) throw error;
  return { elsewhere: true };
});

/* Follows a redirect as a browser does; the page learns where it has come to. */
async function asking({ method, target, body, file }) {
  /* Another tab may have made or changed the vault: without the lock nothing is opened here. */
  if (!holds && /^\/(unlock|make)\b/.test(target)) return { elsewhere: true };
  if (file?.size > MERGE_BYTES) return { tooLarge: true };
  const wasOpen = Boolean(cookie);
  /* At the door nothing is open, so that Leave, Lock and Stop have nothing to wait for. */
  const [, out] = target.match(/^\/(leave|lock|practice\/stop)\b/) ?? [];
  if (!isWhole && method === "POST" && out) [method, target, body] = ["GET", out === "practice/stop" ? "/ground" : "/", ""];
  let r = await answer(method, target, body, file);
  for (let i = 0; r.status === 303 && i < HOPS; i++) {
    target = r.location;
    r = await answer("GET", target.split("#")[0], "");
  }
  /* Nobody is left with nothing on the screen: wherever that was going, Ground has Stop and Leave. */
  if (r.status === 303) r = await answer("GET", (target = "/ground"), "");
  const open = Boolean(r.flags & OPEN);
  if (r.flags & BACKUP) return { target, open, download: r.download, type: r.type, file: await pack() };
  clearInterval(ticking);
  ticking = open ? setInterval(tick, 1000) : 0;
  if (r.tooLarge) return { tooLarge: true };
  const isFile = r.download || !/^text\/(html|plain)/.test(r.type);
  const words = isFile ? null : text.decode(r.body);
  return { target, status: r.status, type: r.type, words, open, locked: wasOpen && !open, leaveTo: r.leaveTo, renewed: r.renewed,
    download: r.download, file: isFile ? new Blob([r.body], { type: r.type }) : null };
}

function tick() {
  if (core.attune_tick(steadyMs())) postMessage({ locked: true });
}

/* --- Backups --- */

async function pack() {
  const header = await meta("header");
  let count = 0;
  await each((lines) => { count += lines.flatMap(entriesOf).length; });
  const parts = [left(core.attune_pack_start(hand(joined([number(count, 8), header]))))];
  await each((lines) => {
    const all = joined(lines);
    core.attune_pack(hand(all));
    parts.push(new Blob([all])); /* which the browser need not keep in memory */
  });
  parts.push(left(core.attune_pack_end()));
  core.attune_done();
  return new Blob(parts, { type: "application/octet-stream" });
}

/* The module looks at the whole file, of any version; then it gives what this store keeps, a record at a time. */
async function unpack({ file }) {
  await beginWhole();
  try {
    const problem = core.attune_unpack(hand(new Uint8Array(await file.arrayBuffer()))) || (holds ? 0 : "held");
    if (!problem) await write(restore);
    return { problem };
  } finally {
    core.attune_done();
  }
}

/* What a vault does not take along, it has no row for: the module makes that when it is first opened here. */
function restore(metas, log) {
  const next = () => left(core.attune_unpack_next(RUN_ENTRIES, RUN_BYTES));
  let bytes = 0;
  metas.add(left(core.attune_unpack_header()), "header");
  metas.put(PLACE, "place");
  metas.delete("here");
  for (let run = next(), after; run.length; run = after) {
    after = next();
    bytes += run.length;
    const all = entriesOf(run), newest = after.length ? null : all.pop();
    if (all.length) log.add(newest ? joined(all.map(({ line }) => line)) : run, all[0].n);
    if (!newest) continue;
    log.add(newest.line.slice(), newest.n);
    metas.put(newest.n, "tidy");
  }
  metas.put(bytes, "bytes");
}

const DOES = {
  start,
  ask,
  unpack,
  meta: ({ name }) => meta(name),
  setMeta: ({ name, value }) => done(db.transaction("meta", "readwrite").objectStore("meta").put(value, name)),
  lock() {
    core?.attune_lock?.();
    cookie = "";
    return {};
  },
};

/* --- One after the other: the app has one request at a time --- */

let last = Promise.resolve();

/* Thrown by what needs the whole app before that has come.  Nothing was done then, so it can be done from its beginning. */
const ASIDE = new Error("this waits for the whole app");
const ASIDE_MS = 1000; /* after which it is said */

async function aside(data) {
  const slow = setTimeout(() => postMessage({ aside: data.id }), ASIDE_MS);
  try {
    await bring().catch(bring).catch(without("rest")); /* once more: a line may have been down for a moment */
    take(data);
  } catch (error) {
    refuse(data, error);
  } finally {
    clearTimeout(slow);
  }
}

const refuse = (data, error) => postMessage({ id: data.id, error: String(error), lacks: error?.lacks });

function take(data) {
  last = last.then(() => DOES[data.does](data)).then(
    (result) => postMessage({ id: data.id, result }),
    (error) => {
      if (error !== ASIDE) return refuse(data, error);
      aside(data); /* whatever comes after it goes first */
      return undefined;
    });
}

onmessage = ({ data }) => take(data);
