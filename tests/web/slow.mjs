/*
 * slow.mjs - a slow line drawn by ourselves, and how long a person waits on it for Ground; numbers to read, nothing that can fail
 *
 *   ATTUNE_WEB=path/to/build/web node slow.mjs
 *
 * The line is 50,000 bytes a second for all answers together (400 kbit/s), each gets as much of it as the others; 400 ms go by before each
 * answer, and 1,600 before the first, which stand for finding the address, connecting and encryption.  A real Chromium, at phone size, with
 * nothing of the app in it, goes to /#/ground.  Two hosts: one sends every file as it is, one compresses what it knows by its ending.
 *
 *   words   from the start of navigation to the first paint, which is of words of Ground; and the same without the 1.6 s in which
 *           nothing of ours has a say: that is the number held against "static Ground in under 1 s"
 *   Ground  from the start of navigation to the app's own page of it (its Leave is a form)
 *   bytes   bodies that had been sent by then, as they went over the line
 *   quiet   until nothing has gone over the line for two seconds: the service worker has everything
 *   moved   how far words moved by themselves (layout shift, its usual unit) until the app was there
 *
 * After that, what each file weighs that is asked for until Ground: as it is, with gzip -9, with Brotli 11 and a window of 16 MB.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { launch } from '../browser/person.mjs';
import { FOLDER } from './web.mjs';

const BYTES_A_SECOND = 50000, BEFORE_EACH_MS = 400, BEFORE_FIRST_MS = 1600;
const PIECE = 500, STEP_MS = 5, QUIET_MS = 2000, RUNS = Number(process.env.ATTUNE_BENCH_RUNS ?? 3);
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json' };
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/* Answers that are on their way take turns, a piece each; the clock says how many pieces have fitted by now. */
class Line {
  constructor() { Object.assign(this, { under: [], sent: new Map(), last: 0, first: true, timer: setInterval(() => this.step(), STEP_MS), at: performance.now() }); }
  step() {
    const now = performance.now();
    if (!this.under.length) this.at = now;
    while (this.under.length && this.at < now) {
      const one = this.under.shift(), piece = one.bytes.subarray(one.from, one.from + PIECE);
      one.from += piece.length;
      one.reply.write(piece);
      this.sent.set(one.name, (this.sent.get(one.name) ?? 0) + piece.length);
      this.at += (piece.length / BYTES_A_SECOND) * 1000;
      this.last = now;
      if (one.from < one.bytes.length) this.under.push(one);
      else one.reply.end();
    }
  }
  async carry(name, bytes, reply) {
    await wait(this.first ? BEFORE_FIRST_MS : BEFORE_EACH_MS);
    if (bytes.length) this.under.push({ name, bytes, reply, from: 0 });
    else reply.end();
  }
  total() { return [...this.sent.values()].reduce((sum, n) => sum + n, 0); }
  end() { clearInterval(this.timer); }
}

async function hostOf(folder, compresses) {
  const files = new Map();
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
  const line = new Line();
  const server = createServer((request, reply) => {
    const name = request.url.split('?')[0].slice(1) || 'index.html', ending = name.split('.').at(-1);
    const plain = files.get(name), zip = compresses && plain && TYPES[ending] && ending !== 'png';
    reply.writeHead(plain ? 200 : 404, { 'Content-Type': TYPES[ending] ?? 'application/octet-stream', 'Cache-Control': 'no-cache', ...(zip && { 'Content-Encoding': 'gzip' }) });
    const carried = line.carry(name, plain ? (zip ? files.get(`${name}.gz`) ?? gzipSync(plain, { level: 9 }) : plain) : Buffer.alloc(0), reply);
    line.first = false;
    return carried;
  });
  await new Promise((there) => server.listen(0, '127.0.0.1', there));
  return { line, base: `http://localhost:${server.address().port}`, end: () => { line.end(); server.closeAllConnections(); server.close(); } };
}

const watch = () => {
  window.seen = { moved: 0 };
  const look = () => {
    if (!seen.ground && document.querySelector('form.leave') && history.state?.to === '/ground') seen.ground = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  setInterval(look, 20);
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!seen.ground) seen.moved += entry.value; }).observe({ type: 'layout-shift', buffered: true });
};

async function once(browser, compresses) {
  const host = await hostOf(FOLDER, compresses);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(`${host.base}/#/ground`, { waitUntil: 'commit', timeout: 120000 });
  let seen = {};
  while (!seen.ground) {
    await wait(20);
    seen = await page.evaluate(() => ({ ...window.seen, words: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, from: performance.timeOrigin })).catch(() => ({}));
  }
  const bytes = host.line.total(), sent = new Map(host.line.sent);
  while (performance.now() - host.line.last < QUIET_MS) await wait(50);
  const quiet = host.line.last + performance.timeOrigin - seen.from, all = host.line.total();
  await context.close();
  host.end();
  return { ...seen, bytes, sent, quiet, all };
}

const s = (ms) => `${(ms / 1000).toFixed(2)} s`;
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const median = (all, what) => all.map((one) => one[what]).sort((a, b) => a - b)[all.length >> 1];

/* The bytes of a packed file are gzip already, so it has no other weight. */
async function weigh(names) {
  const sum = [0, 0, 0];
  for (const name of [...names, ...(names.includes('door.packed') ? ['door.wasm', 'en-door.words'] : [])]) {
    const bytes = await readFile(join(FOLDER, name)), isPacked = name.endsWith('.packed');
    const brotli = () => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
    const all = isPacked ? Array(3).fill(bytes.length) : [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli()];
    if (names.includes(name)) all.forEach((n, i) => { sum[i] += n; });
    console.log(`  | ${name} | ${all.map((n) => n.toLocaleString('en')).join(' | ')} |`);
  }
  console.log(`  | all of it but door.wasm and en-door.words, where those are packed | ${sum.map((n) => n.toLocaleString('en')).join(' | ')} |`);
}

const browser = await launch();
for (const compresses of [false, true]) {
  const runs = [];
  for (let i = 0; i < RUNS; i++) runs.push(await once(browser, compresses));
  const of = (what) => median(runs, what);
  console.log(`${compresses ? 'a host with gzip' : 'a host that compresses nothing'}: words ${s(of('words'))}, ${s(of('words') - BEFORE_FIRST_MS)} after the line is up; Ground ${s(of('ground'))} with ${kb(of('bytes'))};`
    + ` quiet ${s(of('quiet'))} with ${kb(of('all'))}; moved ${of('moved').toFixed(3)} (medians of ${RUNS})`);
  console.log(`  until Ground: ${[...runs[0].sent].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${kb(n)}`).join(', ')}`);
  if (compresses) await weigh([...runs[0].sent.keys()]);
}
await browser.close();
