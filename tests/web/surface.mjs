/*
 * surface.mjs - the browser app on a host that sends no headers of its own, beside other copies of itself, and held by another page
 */
import { webcrypto as crypto } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import vm from 'node:vm';
import { LIMIT_MS } from '../browser/person.mjs';
import { comeIn, FOLDER, ROOT, startWeb, until } from './web.mjs';

const PASSPHRASE = 'quiet kettle green harbour';
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json' };

/* The same folder under any path, and at /frame?PATH and /opener pages of a stranger. */
function plainHost() {
  const server = createServer(({ url }, reply) => {
    const [path, query] = url.split('?');
    const name = path.split('/').at(-1) || 'index.html';
    const file = join(FOLDER, name);
    if (path === '/frame' || path === '/opener') {
      reply.setHeader('content-type', 'text/html');
      return reply.end(path === '/frame' ? `<iframe src="http://localhost:${server.address().port}${query}" width=800 height=600></iframe>` : '<h1>a stranger</h1>');
    }
    if (!/^[a-z0-9.-]+$/.test(name) || !existsSync(file)) {
      reply.statusCode = 404;
      return reply.end();
    }
    reply.setHeader('content-type', TYPES[name.split('.').at(-1)] ?? 'application/octet-stream');
    return reply.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({ port: server.address().port, end: () => server.close() })));
}

const shown = (page) => until(page, () => history.state?.turn > 0, null, 30000).then(() => comeIn(page));
const hasVault = (page) => page.evaluate(() => document.querySelector('a[href="/make"]') === null);

async function openedAt(context, base, path) {
  const page = await context.newPage();
  await page.goto(`${base}${path}`);
  await shown(page);
  return page;
}

async function make(page) {
  await page.evaluate(() => { attuneHost.open('/make'); });
  await page.fill('#passphrase', PASSPHRASE);
  await page.fill('#again', PASSPHRASE);
  await page.check('[name=adult]');
  await page.click('main form .button');
  await page.waitForSelector('form[action="/sheet"]', { timeout: LIMIT_MS });
}

const stores = (page) => page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name).sort().join()));

/* As it was before stores carried their path: everything in the one store of the origin. */
const asBefore = (page, from) => page.evaluate(async (name) => {
  const done = (asked) => new Promise((good, bad) => Object.assign(asked, { onsuccess: () => good(asked.result), onerror: () => bad(asked.error) }));
  const old = await done(indexedDB.open(name));
  const asked = indexedDB.open('attune', old.version);
  asked.onupgradeneeded = () => ['meta', 'log'].map((one) => asked.result.createObjectStore(one));
  const shared = await done(asked);
  for (const one of ['meta', 'log']) {
    const [keys, values] = await Promise.all(['getAllKeys', 'getAll'].map((get) => done(old.transaction(one).objectStore(one)[get]())));
    const into = shared.transaction(one, 'readwrite').objectStore(one);
    await Promise.all(keys.map((key, i) => key !== 'place' && done(into.put(values[i], key))));
  }
  old.close();
  shared.close();
  await done(indexedDB.deleteDatabase(name));
}, from);

/* The worker's own look into a store: where none is there was none, and what cannot be looked into is no proof of that. */
async function looksInto(check) {
  const source = readFileSync(join(ROOT, 'host/wasm/keeper.js'), 'utf8');
  let isNew = true;
  const indexedDB = { open() {
    const asked = { transaction: { abort() {} }, error: new Error('refused just now') };
    setTimeout(() => {
      if (isNew) asked.onupgradeneeded();
      asked.onerror();
    });
    return asked;
  } };
  const vaultIn = vm.runInNewContext(`${source}; vaultIn`,
    { TextEncoder, TextDecoder, crypto, performance, URL, location: { href: 'http://localhost/a/keeper.js' }, indexedDB });
  check('a store that did not exist holds no vault', (await vaultIn('attune')) === null);
  isNew = false;
  check('one that cannot be looked into is not taken for empty', (await vaultIn('attune').catch(() => 'refused')) === 'refused');
}

export async function paths(browser, check) {
  await looksInto(check);
  const host = await plainHost();
  const context = await browser.newContext();
  const base = `http://localhost:${host.port}`;
  try {
    const a = await openedAt(context, base, '/a/');
    await make(a);
    const b = await openedAt(context, base, '/b/');
    check('a copy of the app under another path has a vault of its own', !(await hasVault(b)), await b.innerText('main'));
    const root = await openedAt(context, base, '/');
    check('and so has the one at the root', !(await hasVault(root)));
    check('stores are named after their paths', (await stores(root)) === 'attune,attune /a/,attune /b/', await stores(root));
    for (const one of [a, b, root]) await one.close();
    const again = await openedAt(context, base, '/a/');
    check('what was made there is found there again', await hasVault(again));
    await again.goto(`${base}/opener`);
    await asBefore(again, 'attune /a/');
    for (const path of ['/a/', '/b/']) {
      const page = await openedAt(context, base, path);
      check(`a vault from before, in the one store of all, is found from ${path}`, await hasVault(page), await stores(page));
      await page.close();
    }
    const names = await again.evaluate(() => caches.keys().then((all) => all.sort().join()));
    check('no copy has thrown away the files of another', ['attune / ', 'attune /a/ ', 'attune /b/ '].every((one) => names.includes(one)), names);
  } finally {
    await context.close();
    host.end();
  }
}

export async function held(browser, check) {
  const host = await plainHost();
  const context = await browser.newContext({ acceptDownloads: true });
  const base = `http://localhost:${host.port}`;
  try {
    const stranger = await context.newPage();
    await stranger.goto(`http://127.0.0.1:${host.port}/opener`);
    const [app] = await Promise.all([context.waitForEvent('page'), stranger.evaluate((to) => { window.app = open(to); }, `${base}/`)]);
    await shown(app);
    await make(app);
    for (const path of ['/settings/export', '/settings/backup', '/style.css']) {
      const coming = app.waitForEvent('download', { timeout: 2500 }).catch(() => null);
      await stranger.evaluate((to) => { window.app.location = to; }, `${base}/#${path}`);
      check(`whoever opened the window saves nothing by ${path} behind a #`, (await coming) === null);
    }
    await stranger.goto(`http://127.0.0.1:${host.port}/frame?/`);
    let framed = '';
    for (let i = 0; i < 12000 && !framed.includes('inside another page'); i++) {
      await stranger.waitForTimeout(50);
      framed = await stranger.frames()[1].evaluate(() => document.body.innerText);
    }
    check('within another page it stays closed and says so', framed.includes('stands inside another page') && !framed.includes('Open it\n'), framed);
  } finally {
    await context.close();
    host.end();
  }
}

/* What _headers tells a static host is what `attune web` sends. */
export async function headers(browser, check) {
  const app = await startWeb();
  const sent = (await fetch(`${app.base}/`)).headers;
  const told = readFileSync(join(FOLDER, '_headers'), 'utf8').split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim().split(/: (.*)/));
  const differ = told.filter(([name, value]) => sent.get(name) !== value);
  check('the file of headers says what attune itself sends', told.length >= 7 && differ.length === 0, JSON.stringify(differ));
  await app.end();
}
