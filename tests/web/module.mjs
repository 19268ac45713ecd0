/*
 * module.mjs - the browser app's module in node, without a browser: bytes as doc/browser-host.md has them
 */
import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER } from './web.mjs';

const HEADER_BYTES = 1024;
const HEADER_AT = 8 + 4 + 4 + 32, ENTRIES_AT = HEADER_AT + HEADER_BYTES + 4 + 32 + 8; /* of a backup of version 2 */
const SUM_BYTES = 32;
const ENTRY_BYTES = 8 + 8 + 32 + 32 + 4;
const LOAD = 1, KEEP = 2, MERGE = 64, WORDS = 128, NO_FILE = 11;

const number = (n, bytes) => {
  const all = Buffer.alloc(8);
  all.writeBigInt64BE(BigInt(n));
  return all.subarray(8 - bytes);
};
const sized = (words) => Buffer.concat([number(Buffer.byteLength(words), 4), Buffer.from(words)]);

/* The room that keeper.js gives a module for so many entries of so many bytes. */
const roomFor = (entries, bytes) => [(96 << 20) + entries * 1536 + bytes, (48 << 20) + entries * 512 + bytes];

/* The app on the vault of a backup; what it wants kept is counted as kept, and thrown away unless keeping.  room: [entries, bytes]. */
export async function moduleApp(backup, keeping = false, room = [100000, 50 << 20]) {
  const moduleOf = async (name) => (await WebAssembly.instantiate(await readFile(join(FOLDER, name)), {})).instance.exports;
  const whole = await moduleOf('attune.wasm'), door = await moduleOf('door.wasm');
  let core = whole;
  const hand = (bytes) => {
    const at = core.attune_bytes(bytes.length) >>> 0; /* JavaScript takes 32 bits for signed */
    new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };
  const read = (address) => {
    const at = address >>> 0;
    const len = new DataView(core.memory.buffer).getUint32(at);
    const all = Buffer.from(new Uint8Array(core.memory.buffer, at + 4, len));
    let i = 8;
    const next = () => {
      const size = all.readUInt32BE(i);
      i += 4 + size;
      return all.subarray(i - size, i);
    };
    const [type, location, cookie, download, leaveTo] = [1, 2, 3, 4, 5].map(() => next().toString());
    const [body, header] = [next(), next()];
    next(); /* the row of this place, which nothing here keeps */
    const entries = [];
    for (let left = all.readUInt32BE((i += 4) - 4); left; left--) {
      const size = ENTRY_BYTES + all.readUInt32BE(i + ENTRY_BYTES - 4);
      entries.push(Buffer.from(all.subarray(i, i + size)));
      i += size;
    }
    return { status: all.readUInt32BE(0), flags: all.readUInt32BE(4), type, location, cookie, download, leaveTo, body, header, entries };
  };
  const speak = async (pack) => {
    const problem = core.attune_words(hand(await readFile(join(FOLDER, pack))));
    if (problem) throw new Error(`the module did not take ${pack}: ${problem}`);
  };
  await speak('en.words');
  const log = backup.length ? [backup.subarray(ENTRIES_AT, backup.length - SUM_BYTES)] : [];
  const problem = core.attune_start(hand(backup.length ? backup.subarray(HEADER_AT, HEADER_AT + HEADER_BYTES) : backup), ...roomFor(...room));
  if (problem) throw new Error(`the module did not start: ${problem}`);
  core = door;
  await speak('en-door.words');
  core.attune_start(hand(backup.subarray(0, HEADER_BYTES)), 0, 8 << 20); /* it looks only whether there is a vault */
  core = whole;
  let cookie = '', header = null;
  const memory = () => core.memory.buffer.byteLength;
  const timing = { derive: 0, load: 0 };
  /* `now` is the wall clock's; steady time goes with it unless it is given. */
  const ask = (method, target, form = '', now = Date.now(), steady = now, file = Buffer.alloc(0)) => {
    const entropy = randomFillSync(Buffer.alloc(4096));
    /* Passphrases once more in their one spelling, as keeper.js does; those of tests are plain. */
    const spelt = /passphrase=/.test(form) ? form : '';
    const bytes = Buffer.concat([number(now, 8), number(steady, 8), number(-new Date(now).getTimezoneOffset(), 4), entropy,
      ...[method, target, cookie, form, spelt].map(String).map(sized)]);
    const begun = performance.now();
    /* The door first, as keeper.js does while nothing is open. */
    core = cookie ? whole : door;
    let reply = read(core.attune_handle(hand(bytes)));
    if (reply.flags & WORDS) {
      core.attune_done();
      core = whole;
      reply = read(core.attune_handle(hand(bytes)));
    }
    if (reply.flags & MERGE) reply = read(core.attune_merge(hand(file), file.length ? 0 : NO_FILE));
    if (reply.flags & LOAD) {
      timing.derive = performance.now() - begun;
      core.attune_load(hand(Buffer.concat(log)));
      reply = read(core.attune_loaded(0));
      timing.load = performance.now() - begun - timing.derive;
    }
    if (reply.flags & KEEP) {
      if (keeping) log.push(...reply.entries);
      if (reply.header.length) header = Buffer.from(reply.header);
      reply = read(core.attune_settle(1));
    }
    core.attune_done();
    const [, set] = reply.cookie.match(/^([^;]*)/);
    if (set) cookie = set;
    return reply;
  };
  /* The same file that the page makes of what is stored. */
  const pack = () => {
    const left = (at) => Buffer.from(new Uint8Array(core.memory.buffer, (at >>> 0) + 4, new DataView(core.memory.buffer).getUint32(at >>> 0)));
    const parts = [left(core.attune_pack_start(hand(Buffer.concat([number(log.length, 8), header]))))];
    for (let i = 0; i < log.length; i += 2000) {
      parts.push(Buffer.concat(log.slice(i, i + 2000)));
      core.attune_pack(hand(parts.at(-1)));
    }
    parts.push(left(core.attune_pack_end()));
    core.attune_done();
    return Buffer.concat(parts);
  };
  return { ask, memory, timing, pack, count: () => log.length, vault: () => ({ header, log }) };
}

export const fieldOf = (html, name) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';

/* The app with a vault of its own, made now, in memory; husks are not written, so nothing is deleted here. */
export async function madeApp(passphrase, now = Date.now(), room = undefined) {
  const app = await moduleApp(Buffer.alloc(0), true, room);
  const html = app.ask('GET', '/make', '', now).body.toString();
  const form = new URLSearchParams({ token: fieldOf(html, 'token'), passphrase, again: passphrase, adult: '1' });
  const reply = app.ask('POST', '/make', form, now);
  if (reply.status !== 303) throw new Error(`no vault was made: ${reply.body}`);
  return app;
}
