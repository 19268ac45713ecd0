/*
 * door.mjs - the first moments: words of Ground before anything runs, what becomes of them when the app is there, and the files with
 * gzip inside that bring it
 *
 * What comes late is held on purpose, so that the order is what is shown.  Whether words have stood long enough to be read is told by the
 * browser's own note of its first paint, which is set here.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { hold, person } from '../browser/person.mjs';
import { looks } from './shell.mjs';
import { FOLDER, startWeb, until } from './web.mjs';

const paintedLongAgo = () => { performance.getEntriesByName = () => [{ startTime: -Infinity }]; };
const paintedJustNow = () => { performance.getEntriesByName = () => [{ startTime: Infinity }]; };

const isHere = (page) => until(page, () => document.querySelector('form.leave'));

/* A page of its own, with what is held of it; `seen` stands for how long its words have been there. */
async function opened(browser, app, { seen = paintedJustNow, held = [], address = '/', ...more } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...more });
  const page = await context.newPage();
  if (more.javaScriptEnabled !== false) await page.addInitScript(seen);
  const letGo = {};
  for (const one of held) letGo[one] = await hold(page, `**/${one}`);
  await page.goto(app.base + address, { waitUntil: 'commit' });
  return { context, page, letGo };
}

/* Where everything stands that is there before and after; what the app has instead of it (a form for Leave) is left out. */
const places = (page) => page.evaluate(() => [...document.querySelectorAll('.top, .always, .ground, main, main *')].map((el) => {
  const { x, y, width, height } = el.getBoundingClientRect();
  return `${el.tagName} ${el.closest('.top') ? '' : el.textContent.trim().slice(0, 20)}: ${[x, y, width, height]}`;
}));
const moved = (before, after) => before.filter((one, i) => one !== after[i]).map((one) => `${one} became ${after[before.indexOf(one)]}`);

async function wordsFirst(browser, check, app) {
  for (const [width, height] of [[360, 740], [1280, 860]]) {
    const { context, page, letGo } = await opened(browser, app, { seen: paintedLongAgo, held: ['style.{css,packed}', 'keeper.js'], viewport: { width, height } });
    const at = `at ${width} px`;
    await until(page, () => performance.getEntriesByType('paint').length > 0 && document.readyState !== 'loading');
    const words = await page.locator('main').innerText();
    check(`${at}: three tools of Ground stand there while the style sheet and the app are on their way`, (await page.locator('ul.tools > li').count()) === 3 && words.includes('Let your eyes move around the room'), words);
    await looks({ page }, check, `${at}, words alone`);
    const before = await places(page);
    letGo['keeper.js']();
    await isHere(page);
    const joined = moved(before, await places(page));
    check(`${at}: none of them moves when the app comes, which waits for no style sheet`, before.length > 40 && joined.length === 0 && (await page.evaluate(() => document.adoptedStyleSheets.length)) === 0, joined);
    letGo['style.{css,packed}']();
    await until(page, () => document.adoptedStyleSheets.length === 1);
    const dressed = moved(before, await places(page));
    check(`${at}: nor when the whole style sheet does`, dressed.length === 0, dressed);
    await looks({ page }, check, `${at}, words with the app around them`);
    await context.close();
  }
}

/* The build takes them from content/ by itself (tools/content/ground.c), the app by its rules (pages/ground/ground.c). */
async function sameWords(browser, check, app) {
  const { context, page } = await opened(browser, app, { seen: paintedLongAgo });
  await isHere(page);
  const told = (from) => page.evaluate(async (path) => {
    const main = (path ? new DOMParser().parseFromString((await window.attuneHost.get(path)).words, 'text/html') : document).querySelector('main');
    return JSON.stringify([...main.querySelectorAll('h1, .lead > p, ul.tools h3, ul.tools .meta, ul.tools li > p')].map((el) => el.textContent));
  }, from);
  const [own, apps] = [await told(null), await told('/ground')];
  check('what stands there first says what Ground of the app says', own === apps && own.length > 300, `${own} / ${apps}`);
  await context.close();
}

async function untouched(browser, check, app) {
  const { context, page } = await opened(browser, app);
  await isHere(page);
  check('words that nobody can have read yet make room for the first page', (await page.evaluate(() => history.state.to)) === '/' && (await page.locator('a[href="/make"]').count()) > 0);
  check('and for any other that is asked for', await page.evaluate(() => { location.hash = '/help'; return true; }));
  await until(page, () => history.state.to === '/help');
  await context.close();
}

/* By the keyboard: a tool is opened before anything has begun, and the app comes while it is read. */
async function beingRead(browser, check, app) {
  const { context, page, letGo } = await opened(browser, app, { held: ['keeper.js'], address: '/#/limits' });
  await page.waitForLoadState();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  check('a tool opens by a key before anything has begun', await page.locator('details.more[open] li').first().isVisible());
  const before = await places(page);
  letGo['keeper.js']();
  await isHere(page);
  check('whoever reads it keeps it when the app comes', (await page.locator('details.more[open]').count()) === 1 && moved(before, await places(page)).length === 0);
  check('with the focus where it was', await page.evaluate(() => document.activeElement?.matches('details[open] > summary')));
  check('that the rest is there is said', (await page.locator('#said').textContent()) === 'Everything is ready.');
  check('Leave, Ground and a way on are there', (await page.locator('form.leave button, a.ground, [data-press=go-on]').count()) === 3);
  await page.getByRole('button', { name: 'Go on', exact: true }).focus();
  await page.keyboard.press('Enter');
  await until(page, () => history.state.to !== '/ground');
  check('it leads where the address led, or where that has to wait', ['/limits', '/unlock', '/'].includes(await page.evaluate(() => history.state.to)), await page.evaluate(() => history.state.to));
  await page.goBack();
  await until(page, () => history.state.to === '/ground');
  check('and Back to Ground', (await page.locator('h1').innerText()) === 'Here, now');
  await context.close();
}

/* Another site that opens this window can choose the address, and a press on Go on must save nothing for it. */
async function savesNothing(browser, check, app) {
  const { context, page } = await opened(browser, app, { seen: paintedLongAgo, address: '/#/style.css', acceptDownloads: true });
  await isHere(page);
  const coming = page.waitForEvent('download', { timeout: 2500 }).catch(() => null);
  await page.locator('[data-press=go-on]').click();
  check('a file behind # is not saved by going on', (await coming) === null);
  await context.close();
}

/* Pressed as soon as it is there, Go on leads to a page that has its looks. */
async function dressedFirst(browser, check, app) {
  const { context, page, letGo } = await opened(browser, app, { seen: paintedLongAgo, held: ['style.{css,packed}'] });
  await isHere(page);
  await page.locator('[data-press=go-on]').click();
  await page.waitForTimeout(300);
  check('no other page is shown without its looks', (await page.evaluate(() => history.state.to)) === '/ground');
  letGo['style.{css,packed}']();
  await until(page, () => history.state.to === '/');
  check('and then it is', (await page.evaluate(() => document.adoptedStyleSheets.length)) === 1);
  await context.close();
}

async function helpLinesAfter(browser, check, app) {
  const { context, page } = await opened(browser, app, { seen: paintedLongAgo });
  await isHere(page);
  await page.locator('main a.button', { hasText: 'Help lines' }).click();
  await until(page, () => history.state.to === '/help');
  check('the help lines are those of the app once it is there', (await page.locator('h1').innerText()) === 'Help lines');
  await context.close();
}

async function withoutScripts(browser, check, app) {
  const { context, page } = await opened(browser, app, { javaScriptEnabled: false });
  await page.waitForLoadState();
  check('without scripts nothing says that more is coming', !(await page.locator('#rest').isVisible()));
  await page.locator('summary').first().click();
  check('and a tool opens', await page.locator('details.more[open] li').first().isVisible());
  await context.close();
}

export async function firstWords(browser, check) {
  const app = await startWeb();
  try {
    for (const one of [wordsFirst, sameWords, untouched, beingRead, savesNothing, dressedFirst, helpLinesAfter, withoutScripts]) await one(browser, check, app);
  } finally {
    await app.end();
  }
}

/* --- Files with gzip inside --- */

const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');

/* The folder with some of its files as they should not be. */
async function spoilt(change, does) {
  const folder = await mkdtemp(join(tmpdir(), 'attune-web-door-'));
  await cp(FOLDER, folder, { recursive: true, preserveTimestamps: true });
  await change({
    read: (name) => readFile(join(folder, name)),
    write: (name, bytes) => writeFile(join(folder, name), bytes),
  });
  const app = await startWeb({ folder });
  try {
    return await does(app);
  } finally {
    await app.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/* What goes packed, and the plain file that does where that cannot be had (tools/web). */
const PAIRS = [['attune.packed', 'attune.wasm'], ['door.packed', 'door.wasm'], ['en-door.packed', 'en-door.words'], ['en.packed', 'en.words'], ['style.packed', 'style.css']];
const PACKED = PAIRS.map(([packed]) => packed), PLAIN = PAIRS.map(([, plain]) => plain);
const OF_THE_DOOR = ['door.packed', 'en-door.packed'];

/* Of these, what a service worker has kept once it is ready, or its refusal to be. */
const keptBy = (page) => page.evaluate(async (wanted) => {
  let one = null;
  while (!one) {
    const own = await navigator.serviceWorker.getRegistration() ?? await navigator.serviceWorker.register('offline.js');
    one = own.installing ?? own.waiting ?? own.active;
    await new Promise((go) => setTimeout(go, 20));
  }
  while (!['activated', 'redundant'].includes(one.state)) await new Promise((go) => one.addEventListener('statechange', go, { once: true }));
  if (one.state === 'redundant') return 'refused';
  const [name] = await caches.keys();
  return (await (await caches.open(name)).keys()).map(({ url }) => url.split('/').at(-1)).filter((file) => wanted.includes(file)).sort().join();
}, PAIRS.flat());

const sumsOf = (page, names) => page.evaluate((all) => Promise.all(all.map(async (name) => {
  const sum = await crypto.subtle.digest('SHA-256', await (await fetch(name)).arrayBuffer());
  return Array.from(new Uint8Array(sum), (b) => b.toString(16).padStart(2, '0')).join('');
})), names);

const broken = (bytes) => {
  const other = Buffer.from(bytes);
  other[other.length >> 1] ^= 255;
  return other;
};

async function runs(browser, app, init) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } }); /* not one that is watched: errors are meant to be */
  const page = await context.newPage();
  if (init) await page.addInitScript(init);
  const asked = [];
  context.on('request', (request) => asked.push(request.url().split('/').at(-1)));
  await page.goto(`${app.base}/`);
  await until(page, () => document.querySelector('form.leave, #stumbled'));
  return { context, page, asked, began: (await page.locator('#stumbled').count()) === 0 };
}

export async function filesWithGzipInside(browser, check) {
  await spoilt(() => {}, async (app) => {
    const { context, page, asked, began } = await runs(browser, app);
    const kept = await keptBy(page);
    check('it begins on packed files alone', began && PACKED.every((name) => asked.includes(name)) && !asked.some((name) => PLAIN.includes(name)), asked.join());
    check('which are what the service worker keeps', kept === PACKED.join(), kept);
    const order = [...OF_THE_DOOR, 'attune.packed', 'en.packed'].map((name) => asked.indexOf(name));
    check('the whole app is asked for after the door', Math.max(order[0], order[1]) < Math.min(order[2], order[3]), asked.join());
    await page.reload();
    await isHere(page);
    const sums = await sumsOf(page, PLAIN);
    const plain = await Promise.all(PLAIN.map((name) => readFile(join(FOLDER, name)).then(sha)));
    check('it opens them for whoever asks for the plain ones', sums.join() === plain.join(), `${sums} ${plain}`);
    const types = await page.evaluate((all) => Promise.all(all.map((name) => fetch(name).then((reply) => reply.headers.get('content-type')))), ['style.css', 'attune.wasm', 'en.words']);
    check('and says what they are', types.join() === 'text/css; charset=utf-8,application/wasm,application/octet-stream', types.join());
    await context.close();
  });
  await spoilt(async ({ read, write }) => {
    for (const name of ['offline.js', 'keeper.js']) await write(name, `delete self.DecompressionStream;\n${await read(name)}`);
    await write('offline.js', (await read('offline.js')).toString().replace(/(\["keeper\.js", ")\w+/, `$1${sha(await read('keeper.js'))}`));
  }, async (app) => {
    const { context, page, asked, began } = await runs(browser, app, () => { delete window.DecompressionStream; });
    const kept = await keptBy(page);
    check('a browser that cannot open them begins on the plain ones', began && PLAIN.every((name) => asked.includes(name)), `${asked} ${await page.locator('main').innerText()}`);
    check('and keeps those', kept === PLAIN.join(), kept);
    await app.end();
    await page.reload();
    await isHere(page);
    check('with which it begins without a network', (await page.locator('#stumbled').count()) === 0);
    await context.close();
  });
  const WRONG = {
    'a bit turned': broken,
    'cut off': (bytes) => bytes.subarray(0, bytes.length >> 1),
    'nothing': () => Buffer.alloc(0),
    'opened by the host on its way': gunzipSync,
    'whole, but of something else': () => gzipSync(Buffer.from('something else')),
  };
  for (const [how, change] of Object.entries(WRONG))
    await spoilt(async ({ read, write }) => {
      for (const name of PACKED) await write(name, change(await read(name)));
    }, async (app) => {
      const { context, page, began } = await runs(browser, app);
      check(`packed files that are not as they should be (${how}) are not needed`, began, await page.locator('body').innerText());
      check(`nor by the whole app (${how})`, await page.evaluate(() => window.attuneHost.get('/limits').then(({ status }) => status === 200)));
      const kept = await keptBy(page);
      check(`nor kept (${how})`, kept === PLAIN.join(), kept);
      await context.close();
    });
  /* The list vouches for the packed bytes, and they open, but what comes out is not what the list names. */
  await spoilt(async ({ read, write }) => {
    const old = await read('style.packed'), other = gzipSync(Buffer.from('main { color: red }'));
    await write('style.packed', other);
    await write('offline.js', (await read('offline.js')).toString().replace(sha(old), sha(other)));
  }, async (app) => {
    const { context, page } = await runs(browser, app);
    const kept = await keptBy(page);
    check('what comes out of a packed file is held against its own hash', kept === [...PACKED.slice(0, -1), 'style.css'].join(), kept);
    await context.close();
  });
  await spoilt(async ({ read, write }) => {
    await write('door.packed', broken(await read('door.packed')));
    await write('door.wasm', (await read('door.wasm')).subarray(0, 50000)); /* no sum of its own tells of a turned bit */
  }, async (app) => {
    const { context, page } = await runs(browser, app);
    check('where neither is whole, nothing is kept as if it were a version', (await keptBy(page)) === 'refused');
    check('and Ground, Leave and help lines are there', (await page.locator('ul.tools > li').count()) === 3 && (await page.locator('.top a.leave, .top form.leave').count()) === 1);
    await context.close();
  });
}

/* A host whose answers for one name end in the middle, until it is told to be whole again. */
export function endsInTheMiddle(names) {
  const cut = new Set(names), asked = [];
  const server = createServer(async ({ url }, reply) => {
    const name = url.split('?')[0].slice(1) || 'index.html';
    const bytes = await readFile(join(FOLDER, name)).catch(() => null);
    asked.push(name);
    if (!bytes) return reply.writeHead(404).end();
    const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png' };
    reply.writeHead(200, { 'Content-Type': types[name.split('.').at(-1)] ?? 'application/octet-stream', 'Content-Length': bytes.length, 'Cache-Control': 'no-cache' });
    if (!cut.has(name)) return reply.end(bytes);
    return reply.write(bytes.subarray(0, bytes.length >> 1), () => reply.destroy());
  });
  return new Promise((there) => server.listen(0, '127.0.0.1', () => there({ base: `http://localhost:${server.address().port}`, cut, asked, end: () => { server.closeAllConnections(); server.close(); } })));
}

export async function cutOffOnTheWay(browser, check) {
  const host = await endsInTheMiddle(PACKED);
  const { context, page, began } = await runs(browser, host);
  check('a download that ends in the middle is made up for by the plain file', began, await page.locator('body').innerText());
  check('so is one of the whole app', await page.evaluate(() => window.attuneHost.get('/limits').then(({ status }) => status === 200)));
  await context.close();
  for (const name of [...PACKED, ...PLAIN, 'keeper.js']) host.cut.add(name);
  const next = await runs(browser, host);
  check('where all of it ends in the middle, that is said', !next.began && (await next.page.locator('main > :first-child').getAttribute('id')) === 'stumbled');
  check('above Ground, which is as it was', (await next.page.locator('ul.tools > li').count()) === 3 && !(await next.page.locator('#rest').count()));
  await looks(next, check, 'where it did not start');
  check('half a version is not kept', (await keptBy(next.page)) === 'refused');
  host.cut.clear();
  await next.page.reload();
  await isHere(next.page);
  const kept = await keptBy(next.page);
  check('tried again it is whole', kept === PACKED.join(), kept);
  await next.context.close();
  /* This host gives no ETag by which a browser could ask whether it has the newest. */
  host.asked.length = 0;
  const last = await runs(browser, host);
  await keptBy(last.page);
  const twice = [...PACKED, 'shell.js', 'door.css'].filter((name) => host.asked.filter((one) => one === name).length !== 1);
  check('what the page has loaded the service worker does not load again', twice.length === 0, host.asked.join(' '));
  await last.context.close();
  host.end();
}

/* --- What `attune web` sends --- */

const asked = (base, name, headers) => new Promise((done, failed) => get(`${base}/${name}`, { headers }, (reply) => {
  const parts = [];
  reply.on('data', (part) => parts.push(part)).on('end', () => done({ status: reply.statusCode, ...reply.headers, bytes: Buffer.concat(parts) }));
}).on('error', failed));

export async function sentCompressed(browser, check) {
  await spoilt(() => {}, async (app) => {
    const of = (name, encoding, more) => asked(app.base, name, { ...(encoding !== null && { 'Accept-Encoding': encoding }), ...more });
    for (const name of ['', 'shell.js', 'style.css', 'attune.wasm', 'en-door.words', 'icon.svg', 'notes.webmanifest']) {
      const plain = await readFile(join(FOLDER, name || 'index.html'));
      const [zip, whole] = [await of(name, 'br, gzip;q=0.8'), await of(name, null)];
      check(`/${name} is sent as gzip to whoever takes it`, zip['content-encoding'] === 'gzip' && gunzipSync(zip.bytes).equals(plain) && zip.bytes.length < plain.length);
      check(`/${name} is sent as it is to others`, !whole['content-encoding'] && whole.bytes.equals(plain));
      check(`/${name} has one type, and a tag for each`, zip['content-type'] === whole['content-type'] && zip.etag && whole.etag && zip.etag !== whole.etag && zip.vary === 'Accept-Encoding' && whole.vary === 'Accept-Encoding');
      const again = await of(name, 'gzip', { 'If-None-Match': `"other", ${zip.etag}` });
      check(`/${name} is not sent twice`, again.status === 304 && again.bytes.length === 0 && again.etag === zip.etag && again.vary === 'Accept-Encoding' && Boolean(again['content-security-policy']));
      check(`/${name} of the other form is`, (await of(name, null, { 'If-None-Match': zip.etag })).bytes.equals(plain));
    }
    const odd = { 'gzip;q=0': 0, 'gzip; q=0.000': 0, 'identity': 0, 'gzippy': 0, 'deflate,br': 0, '': 0, 'x-gzip': 1, 'GZIP': 1, '*': 1, 'br;q=1, gzip;q=0.01': 1, 'gzip ; q=1': 1, ',, gzip': 1 };
    for (const [encoding, takes] of Object.entries(odd)) {
      const reply = await of('style.css', encoding);
      check(`Accept-Encoding: ${encoding || '(nothing)'}`, Boolean(takes) === (reply['content-encoding'] === 'gzip'), JSON.stringify(reply.vary));
    }
    const packed = await of('attune.packed', 'gzip');
    check('what is packed is sent as it is, and named as nothing else', !packed['content-encoding'] && packed['content-type'] === 'application/octet-stream' && packed.bytes.equals(await readFile(join(FOLDER, 'attune.packed'))));
    const picture = await of('notes-192.png', 'gzip');
    check('a picture is, too', !picture['content-encoding'] && picture['content-type'] === 'image/png');
    check('nothing is at an address of what stands beside', (await of('style.css.gz', 'gzip')).status === 404);
  });
  await spoilt(({ read, write }) => read('style.css').then((bytes) => new Promise((later) => setTimeout(later, 20)).then(() => write('style.css', `${bytes}\n/* changed by hand */`))), async (app) => {
    const reply = await asked(app.base, 'style.css', { 'Accept-Encoding': 'gzip' });
    check('gzip of an older text is not sent for a newer one', !reply['content-encoding'] && reply.bytes.toString().includes('changed by hand'));
  });
}

/* In any engine: what came was packed, and the whole style sheet is on. */
export async function packedInAnyEngine(browser, check) {
  const app = await startWeb();
  const p = await person(browser, app, { name: 'packed', width: 390, height: 844 });
  try {
    await p.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    const kept = await p.page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => url).join());
    check('packed files are what is kept', PACKED.every((name) => kept.includes(`/${name}`)) && !PLAIN.some((name) => kept.includes(`/${name}`)), kept);
    check('and the whole style sheet is on', (await p.page.evaluate(() => document.adoptedStyleSheets.length)) === 1);
  } finally {
    await p.context.close();
    await app.end();
  }
}
