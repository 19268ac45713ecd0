/*
 * older.mjs - a store that the program of before has written: upgraded whole or not at all, beside older and newer tabs, and killed in the middle
 *
 * The older store is written by the test, from a vault that the module itself has made: entries without what they are bound to, some
 * together in a record and some alone, one of them deleted.  That each opens afterwards shows that its `previous` was found again:
 * it stands in what an envelope is sealed with.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PASSPHRASE, person, tab } from '../browser/person.mjs';
import { openProfile } from './killed.mjs';
import { fieldOf, madeApp } from './module.mjs';
import { backupOf } from './store.mjs';
import { PROGRAM, startWeb, until, WebPerson } from './web.mjs';

const RUN = 512, ALONE = 30, DELETED = 3;
const PREVIOUS_AT = 16, HASH_AT = 48, LENGTH_AT = 80;

const note = (i) => `Pebble number ${i} is round.`;

/* { header, rows, upgraded, bytes }: what version 1 kept of so many notes, and what version 2 is to keep: [key, bytes] each. */
async function olderVault(notes) {
  const app = await madeApp(PASSPHRASE);
  const token = fieldOf(app.ask('GET', '/journal/new').body.toString(), 'token');
  for (let i = 0; i < notes; i++) app.ask('POST', '/journal/new', new URLSearchParams({ token, once: i.toString(16).padStart(32, '0'), words: note(i) }));
  const { header, log } = app.vault();
  const husk = (line) => Buffer.concat([line.subarray(0, LENGTH_AT), Buffer.from([0, 0, 0, 32]), line.subarray(HASH_AT, LENGTH_AT)]);
  const deleted = log.findIndex((line, i) => i >= log.length - notes + DELETED);
  /* All of one device, so each is bound to the one before it, a husk's hash too. */
  const hashOf = (line) => line.subarray(HASH_AT, LENGTH_AT);
  const lines = log.map((line, i) => (i === deleted ? husk(line) : line))
    .map((line, i, all) => Buffer.concat([line.subarray(0, PREVIOUS_AT), i ? hashOf(all[i - 1]) : Buffer.alloc(32), line.subarray(HASH_AT)]));
  const rowsOf = (all) => {
    const rows = [], together = Math.max(0, all.length - ALONE);
    for (let i = 0; i < together; i += RUN) rows.push([i + 1, Buffer.concat(all.slice(i, Math.min(i + RUN, together)))]);
    return [...rows, ...all.slice(together).map((line, i) => [together + i + 1, line])];
  };
  const older = lines.map((line) => Buffer.concat([line.subarray(0, PREVIOUS_AT), line.subarray(HASH_AT)]));
  const weight = (rows) => rows.reduce((sum, [, line]) => sum + line.length, 0);
  const [rows, upgraded] = [rowsOf(older), rowsOf(lines)];
  return { header, rows, upgraded, tidy: Math.max(1, lines.length - ALONE + 1), bytes: [weight(rows), weight(upgraded)] };
}

/* The page has nothing of the app; it lies on the same origin. */
async function writeOlder(page, base, vault) {
  await page.goto(`${base}/blank.html`);
  const metas = { header: vault.header.toString('base64'), tidy: vault.tidy, bytes: vault.bytes[0], place: '/', hiddenAfter: 60 };
  const rows = vault.rows.map(([n, line]) => [n, line.toString('base64')]);
  await page.evaluate(([small, all]) => new Promise((done, failed) => {
    const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    indexedDB.deleteDatabase('attune'); /* what the app has made by being opened; requests wait for one another */
    const asked = indexedDB.open('attune', 1);
    asked.onerror = failed;
    asked.onupgradeneeded = () => ['meta', 'log'].map((one) => asked.result.createObjectStore(one));
    asked.onsuccess = () => {
      const tx = asked.result.transaction(['meta', 'log'], 'readwrite', { durability: 'strict' });
      const [meta, log] = [tx.objectStore('meta'), tx.objectStore('log')];
      for (const [name, value] of Object.entries(small)) meta.put(name === 'header' ? bytes(value) : value, name);
      for (const [n, line] of all) log.put(bytes(line), n);
      tx.oncomplete = () => { asked.result.close(); done(); };
    };
  }), [metas, rows]);
}

const sumOf = (rows) => {
  const sum = createHash('sha256');
  for (const [n, line] of rows) sum.update(`${n}:`).update(line);
  return sum.digest('hex');
};

/* { version, sum, bytes } of what is stored now, seen from a page without the app. */
async function stored(page) {
  const found = await page.evaluate(() => new Promise((done, failed) => {
    const asked = indexedDB.open('attune');
    asked.onerror = failed;
    asked.onsuccess = async () => {
      const of = (one) => new Promise((good) => { one.onsuccess = () => good(one.result); });
      const tx = asked.result.transaction(['meta', 'log']);
      const [log, meta] = [tx.objectStore('log'), tx.objectStore('meta')];
      const [keys, all, bytes, header] = await Promise.all([log.getAllKeys(), log.getAll(), meta.get('bytes'), meta.get('header')].map(of));
      const { version } = asked.result;
      asked.result.close();
      const pieces = all.flatMap((line, i) => [new TextEncoder().encode(`${keys[i]}:`), line]);
      const sum = await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer());
      done({ version, bytes, header: Boolean(header), sum: Array.from(new Uint8Array(sum), (b) => b.toString(16).padStart(2, '0')).join('') });
    };
  }));
  return found;
}

const whole = (found, vault) => found.header && found.bytes === vault.bytes[found.version - 1] &&
  found.sum === sumOf(found.version === 1 ? vault.rows : vault.upgraded);

const missing = async (page, notes) => {
  const said = await page.evaluate(async () => {
    const [, token] = (await window.attuneHost.get('/settings/keep')).words.match(/name="token" value="([^"]*)"/);
    const { words, file } = await window.attuneHost.post('/settings/export', new URLSearchParams({ token }));
    return words ?? file.text();
  });
  return Array.from({ length: notes }, (_, i) => i).filter((i) => !said.includes(note(i))).join(' ');
};

export async function upgraded(browser, check) {
  const NOTES = 1300;
  const app = await startWeb();
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-older-'));
  const p = await person(browser, app, { name: 'web, an older store', acceptDownloads: true });
  try {
    const vault = await olderVault(NOTES);
    await writeOlder(p.page, app.base, vault);
    const before = await stored(p.page);
    check('the older store stands as the program of before left it', before.version === 1 && whole(before, vault), JSON.stringify(before));
    await p.page.goto(`${app.base}/`);
    await until(p.page, () => history.state?.turn > 0);
    const after = await stored(p.page);
    check('opened by this program it is of version 2, byte for byte as it is to be', after.version === 2 && whole(after, vault), JSON.stringify(after));
    await p.go('/unlock');
    await p.unlock();
    const gone = await missing(p.page, NOTES);
    check('every entry opens under what it was bound to, but the deleted one', gone === String(DELETED), gone);
    check('nothing is said to be damaged', !/damaged|could not be/i.test(await p.pageOf('/')), await p.text());
    await p.go('/journal/new');
    await p.page.fill('#words', 'Written after the upgrade.');
    await p.press('Save');
    await p.lock();
    await p.go('/unlock');
    await p.unlock();
    check('what is written then is bound to what was there', (await p.pageOf('/journal')).includes('Written after the upgrade.'));
    await backupOf(p, join(dir, 'backup'));
    const native = (...args) => new Promise((done) => {
      const child = execFile(PROGRAM, [...args, '--data', join(dir, 'native')], (error, out, err) => done(`${error?.code ?? 0} ${out} ${err}`));
      child.stdin.end(`${PASSPHRASE}\n`);
    });
    const restored = await native('restore', join(dir, 'backup'), '--no-drill');
    const proved = await native('verify', '--open');
    check('a backup of it opens natively, entry by entry', proved.startsWith('0 ') && proved.includes('Every entry opens'), `${restored} ${proved}`);
  } finally {
    await p.context.close();
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

/* A tab of the program of before holds its store open and knows nothing of versions; one of a later program wants it upgraded again. */
export async function besideOthers(browser, check) {
  const NOTES = 20;
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, beside an older tab' });
  try {
    const vault = await olderVault(NOTES);
    await writeOlder(p.page, app.base, vault);
    await p.page.evaluate(() => new Promise((done) => {
      const asked = indexedDB.open('attune', 1);
      asked.onsuccess = () => { window.older = asked.result; done(); };
    }));
    const q = await tab(p);
    await q.page.goto(`${app.base}/`);
    await q.page.getByText('If it is also open in another tab', { exact: false }).waitFor();
    check('beside an older tab the new one says what it waits for', (await q.heading()) === 'Here, now');
    check('with Ground and Leave in their place', (await q.page.locator('.top a.ground').isVisible()) && (await q.page.locator('.top a.leave').isVisible()));
    check('the older tab is not broken', await p.page.evaluate(() => new Promise((done) => {
      const got = window.older.transaction('meta').objectStore('meta').get('header');
      got.onsuccess = () => done(got.result.length === 1024);
    })));
    await p.page.evaluate(() => window.older.close());
    await until(q.page, () => history.state?.turn > 0);
    check('once that is closed it goes on by itself', !(await q.says('also open in another tab')));
    await q.go('/unlock');
    await q.unlock();
    check('with everything there', (await missing(q.page, NOTES)) === String(DELETED));

    await q.go('/journal/new');
    await q.page.fill('#words', 'Half a sentence about');
    await p.page.evaluate(() => new Promise((done, failed) => {
      const asked = indexedDB.open('attune', 3);
      asked.onerror = failed;
      asked.onsuccess = () => { asked.result.close(); done(); };
    }));
    await q.page.getByText('Use it here', { exact: true }).waitFor();
    check('a later program gets the store at once, and nothing of what was open is shown', !(await q.says('Half a sentence')));
    await q.page.getByText('Use it here', { exact: true }).click();
    await q.page.getByText('A newer version of this was used', { exact: false }).waitFor();
    check('and this one says why it cannot use it any more', (await q.page.locator('[data-press=reload]').count()) === 1);
    /* What was typed before was to be kept as a draft about now; nobody is told of a second misfortune. */
    await q.page.evaluate(() => window.attuneHost.post('/draft', 'draft=a1.&draft-at=journal/new&words=Half').catch(() => {}));
    check('and goes on saying that', (await q.says('A newer version of this was used')) && !(await q.says('Something went wrong')));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* A page from before a newer version was taken gives its worker the door of before; that worker is the newer one. */
export async function olderModule(browser, check) {
  const app = await startWeb();
  const context = await browser.newContext();
  const p = new WebPerson(context, await context.newPage(), app);
  const asked = [];
  try {
    await context.route('**/door.{packed,wasm}', (route) => {
      asked.push(route.request().url());
      const none = gzipSync(Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])); /* a module, with nothing in it */
      return asked.length === 1 ? route.fulfill({ body: none, contentType: 'application/octet-stream' }) : route.continue();
    });
    await p.page.goto(`${app.base}/`);
    await until(p.page, () => history.state?.turn > 0);
    check('a worker that is given another version’s door fetches its own', asked.length === 2, asked.join(' '));
    await p.make();
    check('and works with it', await p.isOpen());
  } finally {
    await context.close();
    await app.end();
  }
}

/* A browser that has no room for the upgrade: what is stored stays as it was, and that is said; then there is room. */
export async function upgradeRefused(browser, check) {
  const NOTES = 20;
  const app = await startWeb();
  const context = await browser.newContext(); /* not one that is watched: an error is meant to be */
  const p = new WebPerson(context, await context.newPage(), app);
  try {
    const vault = await olderVault(NOTES);
    await writeOlder(p.page, app.base, vault);
    await context.route('**/keeper.js', async (route) => {
      const full = 'IDBObjectStore.prototype.put = function (value, key) { return this.add(value, key); };'; /* what is there already is refused, as a full disk refuses: later */
      await route.fulfill({ body: `${full}${await (await route.fetch()).text()}`, contentType: 'text/javascript' });
    });
    await p.page.goto(`${app.base}/`);
    await p.page.getByText('could not be made ready for this version', { exact: false }).waitFor();
    check('an upgrade that is refused is said, with Ground and Leave in their place', (await p.heading()) === 'Here, now' && (await p.page.locator('.top a.leave').isVisible()));
    await context.unroute('**/keeper.js');
    await p.page.goto(`${app.base}/blank.html`);
    const after = await stored(p.page);
    check('and everything is as it was', after.version === 1 && whole(after, vault), JSON.stringify(after));
    await load(p.page, app);
    await p.go('/unlock');
    await p.unlock(PASSPHRASE);
    check('then it opens with everything', (await missing(p.page, NOTES)) === String(DELETED));
  } finally {
    await context.close();
    await app.end();
  }
}

const load = (page, app) => page.goto(`${app.base}/`).then(() => until(page, () => history.state?.turn > 0));

/* { round(end), found, broken }: the upgrade is ended again and again, at a random moment; end() gives the page to look from. */
async function cutShort(page, app, vault) {
  const found = { 1: 0, 2: 0 }, broken = [];
  await writeOlder(page, app.base, vault);
  const begun = performance.now();
  await load(page, app);
  const took = performance.now() - begun;
  await page.goto(`${app.base}/blank.html`);
  /* The wait follows what was found, so that most kills come near the end of the upgrade, however fast the machine is just now. */
  let version = 2, wait = took;
  const round = async (at, end) => {
    if (version === 2) await writeOlder(at, app.base, vault);
    const loading = at.goto(`${app.base}/`).catch(() => {});
    /* The first is ended before anything can have begun: on any machine one is found as it was. */
    await new Promise((go) => setTimeout(go, found[1] + found[2] ? (0.5 + Math.random()) * wait : 0));
    const next = await end();
    await loading;
    await next.goto(`${app.base}/blank.html`);
    const after = await stored(next);
    version = after.version;
    found[version] += 1;
    wait *= version === 1 ? 1.25 : 0.8;
    if (!whole(after, vault)) broken.push(JSON.stringify(after));
    return next;
  };
  return { round, found, broken };
}

/* The process of the page and its worker ends, as a tab does that a phone has no memory for. */
export async function upgradeCutShort(browser, check) {
  const NOTES = 6000, ROUNDS = Number(process.env.ATTUNE_KILLS ?? 20);
  const app = await startWeb();
  const context = await browser.newContext();
  let page = await context.newPage();
  try {
    const vault = await olderVault(NOTES);
    const { round, found, broken } = await cutShort(page, app, vault);
    for (let i = 0; i < ROUNDS; i++) {
      page = await round(page, async () => {
        const session = await context.newCDPSession(page);
        const gone = page.waitForEvent('crash', { timeout: 3000 }).catch(() => {}); /* between two pages it may not be told */
        session.send('Page.crash').catch(() => {});
        await gone;
        await page.close();
        return context.newPage();
      });
    }
    check(`its tab killed ${ROUNDS} times while it upgraded, it was whole each time: ${found[1]} times as version 1, ${found[2]} as version 2`,
      broken.length === 0 && found[1] + found[2] === ROUNDS && found[1] > 0, broken.join(' | '));
    const p = new WebPerson(context, page, app);
    await load(page, app);
    await p.go('/unlock');
    await p.unlock(PASSPHRASE);
    check('then it opens with everything', (await missing(page, NOTES)) === String(DELETED));
  } finally {
    await context.close();
    await app.end();
  }
}

/* The whole browser is killed; only on asking, as in killed.mjs. */
export async function upgradeKilled(browser, check) {
  const NOTES = 10000, ROUNDS = Number(process.env.ATTUNE_KILLS ?? 10);
  const app = await startWeb();
  const profile = await mkdtemp(join(tmpdir(), 'attune-web-upgrade-'));
  let one = await openProfile(app, profile);
  try {
    const vault = await olderVault(NOTES);
    const { round, found, broken } = await cutShort(one.p.page, app, vault);
    for (let i = 0; i < ROUNDS; i++) {
      await round(one.p.page, async () => {
        await one.end();
        one = await openProfile(app, profile);
        return one.p.page;
      });
      console.log(`kill ${i + 1}: ${found[1]} times version 1, ${found[2]} times version 2, ${broken.length} not whole`);
    }
    check(`killed ${ROUNDS} times while it upgraded, it was whole each time: ${found[1]} times as version 1, ${found[2]} as version 2`,
      broken.length === 0 && found[1] + found[2] === ROUNDS, broken.join(' | '));
    await load(one.p.page, app);
    await one.p.go('/unlock');
    await one.p.unlock(PASSPHRASE);
    check('then it opens with everything', (await missing(one.p.page, NOTES)) === String(DELETED));
  } finally {
    await one.end();
    await app.end();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
