/*
 * whole.mjs - the whole app comes behind the door: what works without it, what waits for it, and what is said where it cannot be had
 *
 * Its files are held, refused or changed on their way, so that the order is what is shown.  No service worker is let in where they must stay
 * away, for that would bring them by a way of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { hold, LIMIT_MS, PASSPHRASE } from '../browser/person.mjs';
import { endsInTheMiddle } from './door.mjs';
import { hide, looks } from './shell.mjs';
import { backupOf, keepNote } from './store.mjs';
import { comeIn, startWeb, until, WebPerson } from './web.mjs';

const WHOLE = ['attune.packed', 'attune.wasm', 'en.packed', 'en.words'];
const FILES = `**/{${WHOLE.join()}}`;
const WAITS = 'The rest of this is still on its way here.';
const CANNOT = 'The rest of this could not be loaded just now.';
const NEWER = 'A newer version of this was used in this browser';

/* Someone in a context of their own, which is not watched: that files are missing is meant. */
async function someone(browser, app, more = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: 'block', acceptDownloads: true, ...more });
  context.setDefaultTimeout(LIMIT_MS);
  return new WebPerson(context, await context.newPage(), app);
}

const come = async (p, address = '/') => {
  await p.page.goto(p.base + address);
  await comeIn(p.page);
};
const press = (p, name) => p.page.getByRole('button', { name, exact: true }).first().click();
const said = (p, words) => p.page.locator('#stumbled', { hasText: words }).waitFor();
const isSaid = (p, words) => p.page.locator('#stumbled', { hasText: words }).count().then((n) => n > 0);
const noted = (p) => p.pageOf('/journal').then((html) => html.includes('The heron stood'));

/* A vault asked for; whether it is made is another matter. */
async function asksForPlace(p) {
  await p.go('/make');
  await p.page.fill('#passphrase', PASSPHRASE);
  await p.page.fill('#again', PASSPHRASE);
  await p.tick('adult');
  await press(p, 'Make my place');
}

/* The header and the number of records, as text. */
const stored = (page) => page.evaluate(() => new Promise((done, failed) => {
  const asked = indexedDB.open('attune');
  asked.onerror = failed;
  asked.onsuccess = () => {
    const tx = asked.result.transaction(['meta', 'log']), header = tx.objectStore('meta').get('header'), log = tx.objectStore('log').count();
    tx.oncomplete = () => {
      asked.result.close();
      done(JSON.stringify([[...(header.result ?? [])].join(), log.result]));
    };
  };
}));

/* A vault with a note in it, locked, its page loaded anew. */
async function withVault(browser, app) {
  const p = await someone(browser, app);
  await come(p);
  await p.make();
  await keepNote(p, 'The heron stood by the water.');
  return p;
}

/* What the door has works while nothing behind it does. */
async function doorWorks(p, check, when) {
  await p.page.locator('.top a.ground').click();
  await p.at('/ground');
  check(`${when}: Ground is there, with its tools`, (await p.page.locator('ul.tools > li').count()) === 3, await p.text());
  await p.page.locator('ul.tools a').first().click();
  await p.page.locator('.tool-steps').waitFor();
  check(`${when}: and what it leads to`, (await p.heading()) !== 'Here, now');
  await p.page.evaluate(() => window.attuneHost.open('/help?c=AU'));
  await p.at('/help?c=AU');
  check(`${when}: the help lines are`, (await p.heading()) === 'Help lines' && (await p.page.locator('.help-contact').count()) > 0, await p.text());
}

const leaves = async (p) => {
  await p.page.locator('form.leave button').click();
  await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
};

/* Nothing to make a vault with has come; then it does. */
async function makesLate(browser, check, app) {
  const p = await someone(browser, app);
  const letGo = await hold(p.page, FILES);
  await come(p);
  check('while it comes: the first page is there, and nothing says that it waits', (await p.page.locator('a[href="/make"]').count()) > 0 && !(await isSaid(p, '')), await p.text());
  await doorWorks(p, check, 'while it comes');
  await asksForPlace(p);
  await said(p, WAITS);
  await looks(p, check, 'a form waits for the whole app');
  check('a form that waits for it is still there, with what was typed', (await p.page.inputValue('#passphrase')) === PASSPHRASE && (await p.page.inputValue('#again')) === PASSPHRASE);
  await doorWorks(p, check, 'while a form waits for it');
  check('which says nothing there', !(await isSaid(p, '')));
  await p.page.evaluate(() => history.go(-3));
  await p.at('/make');
  letGo();
  await until(p.page, async () => (await window.attuneHost.get('/settings')).open);
  check('what was sent is done when it has come, though one went elsewhere', await p.isOpen());
  await until(p.page, () => Boolean(document.body.dataset.lockMs));
  check('and what stands there then is a page of what is open, which locks by itself', await p.page.evaluate(() => Number(document.body.dataset.lockMs) > 0));
  await p.context.close();
}

async function opensLate(browser, check, app) {
  const p = await withVault(browser, app);
  const letGo = await hold(p.page, FILES);
  await come(p);
  await p.go('/unlock');
  await p.page.fill('#passphrase', PASSPHRASE);
  await p.page.locator('#passphrase').press('Enter');
  await said(p, WAITS);
  check('a passphrase that waits is said to wait', (await p.page.inputValue('#passphrase')) === PASSPHRASE);
  await looks(p, check, 'a passphrase waits for the whole app');
  check('Ground and Leave stand where they always are', (await p.page.locator('.top a.ground').isVisible()) && (await p.page.locator('form.leave button').isVisible()));
  await p.page.waitForTimeout(6000); /* by then a form can be sent again (attune.js) */
  await p.page.locator('#passphrase').press('Enter');
  letGo();
  await p.at('/');
  check('then it opens by itself, once', (await noted(p)) && !(await isSaid(p, '')), await p.text());

  await p.lock();
  check('a lock leads to the first page, through the door', !(await p.isOpen()) && !(await p.says('heron')));
  const again = await hold(p.page, FILES);
  await come(p);
  await p.go('/unlock');
  await p.page.fill('#passphrase', PASSPHRASE);
  await press(p, 'Open');
  await said(p, WAITS);
  await leaves(p);
  check('Leave leaves while a passphrase waits', true);
  again();
  await come(p);
  check('and nothing is open afterwards', !(await p.isOpen()));
  await p.go('/unlock');
  await p.unlock('not the passphrase');
  check('a wrong one is answered as ever', (await p.page.locator('#passphrase').count()) === 1 && !(await p.isOpen()), await p.text());
  await p.unlock();
  check('and the right one opens', await noted(p));
  await p.context.close();
}

/* What was waited for does not come in the end. */
async function failsLate(browser, check, app) {
  const p = await someone(browser, app);
  let giveUp;
  const given = new Promise((go) => { giveUp = go; });
  await p.page.route(FILES, (route) => given.then(() => route.abort('internetdisconnected')).catch(() => {}));
  await come(p);
  await asksForPlace(p);
  await said(p, WAITS);
  giveUp();
  await said(p, CANNOT);
  check('where it does not come after all, that takes the place of what was said', (await p.page.locator('.notice').count()) === 1 && (await p.page.inputValue('#again')) === PASSPHRASE, await p.text());
  await p.context.close();
}

/* The passphrase was sent, and someone came: the page is out of sight by the time it opens. */
async function opensUnseen(browser, check, app) {
  const p = await withVault(browser, app);
  await p.go('/settings');
  await p.page.locator('[name=hidden-after][value="0"]').evaluate((el) => el.click());
  await p.page.waitForTimeout(300);
  await p.page.goto(`${app.base}/blank.html`);
  const letGo = await hold(p.page, FILES);
  await come(p);
  await p.go('/unlock');
  await p.page.fill('#passphrase', PASSPHRASE);
  await press(p, 'Open');
  await said(p, WAITS);
  await hide(p.page, true);
  await p.page.waitForTimeout(200);
  await p.page.evaluate(() => {
    window.opened = 0;
    document.addEventListener('attune:page', () => { window.opened += Number(Boolean(document.body.dataset.lockMs)); });
  });
  letGo();
  await until(p.page, () => window.opened > 0 && !document.body.dataset.lockMs && !document.documentElement.hidden);
  await hide(p.page, false);
  check('what opens out of sight, where it is to lock at once, locks', !(await p.isOpen()) && !(await p.says('heron')), await p.text());
  await p.context.close();
}

export async function slowWhole(browser, check) {
  const app = await startWeb();
  try {
    await opensUnseen(browser, check, app);
    await failsLate(browser, check, app);
    await makesLate(browser, check, app);
    await opensLate(browser, check, app);
  } finally {
    await app.end();
  }
}

/* A way in which it does not come; gives what lets it come. */
const AWAY = {
  async offline(p) {
    await p.page.route(FILES, (route) => route.abort('internetdisconnected'));
    return () => p.page.unroute(FILES);
  },
  async 'not there'(p) {
    await p.page.route(FILES, (route) => route.fulfill({ status: 404, body: 'not here' }));
    return () => p.page.unroute(FILES);
  },
  async 'cut off'(p) {
    for (const name of WHOLE) p.app.cut.add(name);
    return () => p.app.cut.clear();
  },
};

async function triesAgain(p, check, how) {
  const letCome = await AWAY[how](p);
  await come(p);
  check(`${how}: the first page is there`, (await p.page.locator('a[href="/unlock"]').count()) > 0, await p.text());
  await p.go('/unlock');
  const before = await stored(p.page);
  await p.page.fill('#passphrase', PASSPHRASE);
  await press(p, 'Open');
  await said(p, CANNOT);
  check(`${how}: the sentence says so, and what was typed is still there`, (await p.page.inputValue('#passphrase')) === PASSPHRASE && (await stored(p.page)) === before);
  await looks(p, check, `${how}, said`);
  await p.page.evaluate(() => { window.same = true; });
  await doorWorks(p, check, how);
  check(`${how}: what is said does not follow one there`, !(await isSaid(p, '')));
  await p.page.evaluate(() => window.attuneHost.open('/limits'));
  await said(p, CANNOT);
  check(`${how}: a page that needs it is refused with the same sentence, where one is`, (await p.page.evaluate(() => history.state.to)) === '/help?c=AU');
  await p.go('/unlock');
  await p.page.fill('#passphrase', PASSPHRASE);
  await press(p, 'Open');
  await said(p, CANNOT);
  await letCome();
  await p.page.waitForTimeout(5500); /* the button rests that long after a press (attune.js) */
  await p.after(() => press(p, 'Open'));
  check(`${how}: tried again later it opens, without loading anew`, (await noted(p)) && (await p.page.evaluate(() => window.same)), await p.text());
}

/* Where the very first page needs it: index.html stands, and Ground goes on. */
async function firstPageNeedsIt(p, check) {
  const letCome = await AWAY.offline(p);
  await p.page.goto(`${p.base}/blank.html`);
  await p.page.goto(`${p.base}/#/limits`);
  await said(p, CANNOT);
  check('an address that needs it: said above Ground, with a way to try again', (await p.page.locator('ul.tools > li').count()) === 3 && (await p.page.locator('[data-press=go-on]').count()) === 1, await p.text());
  await letCome();
  await p.after(() => p.page.locator('[data-press=go-on]').click());
  check('which works', ['/unlock', '/'].includes(await p.page.evaluate(() => history.state.to)) && !(await isSaid(p, '')), await p.page.evaluate(() => history.state.to));
}

export async function noWhole(browser, check) {
  const host = await endsInTheMiddle([]);
  try {
    const p = await withVault(browser, host);
    for (const how of Object.keys(AWAY)) await triesAgain(p, check, how);
    await firstPageNeedsIt(p, check);
    await p.context.close();
  } finally {
    host.end();
  }
}

/* It has come, and there is not the memory for it, or it breaks as it begins; later it does not. */
const BREAKS = {
  'no room': ['There is not enough free memory', () => { self.begin = async () => -1; }],
  'broken': ['This did not start just now', () => { self.begin = async () => { throw new Error('broken'); }; }],
};

export async function wholeDoesNotBegin(browser, check) {
  const app = await startWeb();
  try {
    const p = await withVault(browser, app);
    for (const [how, [words, breaks]] of Object.entries(BREAKS)) {
      await p.page.goto(`${app.base}/blank.html`);
      await come(p);
      const [worker] = p.page.workers();
      await worker.evaluate(() => { self.kept = self.begin; });
      await worker.evaluate(breaks);
      await p.go('/unlock');
      await p.page.fill('#passphrase', PASSPHRASE);
      await press(p, 'Open');
      await said(p, words);
      check(`${how}: it is said, and what was typed is still there`, (await p.page.inputValue('#passphrase')) === PASSPHRASE);
      await doorWorks(p, check, how);
      await worker.evaluate(() => { self.begin = self.kept; });
      await p.go('/unlock');
      await p.unlock();
      check(`${how}: later it opens, without loading anew`, await noted(p));
    }
    await p.context.close();
  } finally {
    await app.end();
  }
}

/* One byte of a pack is another: no module takes it, and nothing is opened. */
export async function otherWords(browser, check) {
  const other = (bytes) => {
    const all = Buffer.from(bytes);
    all[all.length >> 1] ^= 1;
    return all;
  };
  const packed = (bytes) => gzipSync(other(gunzipSync(bytes)));
  const app = await startWeb();
  try {
    const p = await withVault(browser, app);
    const change = async (name) => {
      for (const [ending, how] of [['words', other], ['packed', packed]])
        await p.page.route(`**/${name}.${ending}`, async (route) => {
          const reply = await route.fetch();
          await route.fulfill({ response: reply, body: how(await reply.body()), headers: { 'Content-Type': 'application/octet-stream' } });
        });
      return async () => { for (const ending of ['words', 'packed']) await p.page.unroute(`**/${name}.${ending}`); };
    };
    await p.page.goto(`${app.base}/blank.html`);
    let back = await change('en');
    await come(p);
    await p.go('/unlock');
    const before = await stored(p.page);
    await p.page.fill('#passphrase', PASSPHRASE);
    await press(p, 'Open');
    await said(p, NEWER);
    check('words of another version are refused by the whole app, and that is said', (await p.page.inputValue('#passphrase')) === PASSPHRASE, await p.text());
    await doorWorks(p, check, 'beside words of another version');
    check('nothing is open, and what is stored is as it was', (await stored(p.page)) === before);
    await back();
    await p.go('/unlock');
    await p.unlock();
    check('once those that fit are there, it opens', await noted(p));
    await p.page.goto(`${app.base}/blank.html`);
    back = await change('en-door');
    await p.page.goto(`${app.base}/`);
    await said(p, NEWER);
    check('the door refuses them as well, and Ground stands there', (await p.page.locator('ul.tools > li').count()) === 3 && (await p.page.locator('.top a.leave').isVisible()));
    check('with the help lines', (await p.page.locator('a[href="help.html"]').count()) === 1);
    check('and what is stored is as it was, again', (await stored(p.page)) === before);
    await back();
    await p.page.locator('[data-press=reload]').click();
    await comeIn(p.page);
    await p.go('/unlock');
    await p.unlock();
    check('loaded again, it opens', await noted(p));
    await p.context.close();
  } finally {
    await app.end();
  }
}

/* A backup that is chosen on the first page, before the whole app is there to read it. */
export async function restoredAtTheDoor(browser, check) {
  const app = await startWeb();
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-whole-'));
  try {
    const p = await withVault(browser, app);
    await backupOf(p, join(dir, 'backup'));
    await p.context.close();
    const q = await someone(browser, app);
    await q.page.route(FILES, (route) => route.abort('internetdisconnected'));
    await come(q);
    await q.page.setInputFiles('#backup', join(dir, 'backup'));
    await said(q, CANNOT);
    check('a backup that nothing can read yet is not called a wrong one', !(await q.says('not a backup')), await q.text());
    await q.page.unroute(FILES);
    const letGo = await hold(q.page, FILES);
    await q.page.setInputFiles('#backup', join(dir, 'backup'));
    await said(q, WAITS);
    await doorWorks(q, check, 'while a backup waits');
    letGo();
    await until(q.page, () => window.attuneHost.get('/').then(({ words }) => words.includes('/unlock')));
    await q.go('/unlock');
    await q.unlock();
    check('chosen again, it is restored when the whole app has come', await noted(q), await q.text());
    await q.context.close();
  } finally {
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

/* Each lock ends the worker; the next one begins at the door, by what is kept on the device. */
export async function atTheDoorAgain(browser, check) {
  const app = await startWeb();
  const p = await someone(browser, app, { serviceWorkers: 'allow' });
  try {
    await come(p);
    await p.make();
    await keepNote(p, 'The heron stood by the water.');
    await until(p.page, () => Boolean(navigator.serviceWorker.controller));
    for (const where of ['online', 'offline']) {
      if (where === 'offline') await app.end();
      for (let i = 0; i < 2; i++) {
        await p.lock();
        check(`${where}: locked, the door has Ground and nothing of anyone's (${i + 1})`, !(await p.isOpen()) && /Here, now/.test(await p.pageOf('/ground')) && !(await p.says('heron')));
        await p.go('/unlock');
        await p.unlock();
        check(`${where}: and it opens again (${i + 1})`, await noted(p));
      }
    }
    await p.page.reload();
    await come(p);
    await p.go('/unlock');
    await p.unlock();
    check('offline: loaded anew, too', await noted(p));
  } finally {
    await p.context.close();
    await app.end().catch(() => {});
  }
}

/* In any engine: it does not come, which is said; then it does.  The host itself cuts it off, so no service worker gets it either. */
export async function wholeInAnyEngine(browser, check) {
  const host = await endsInTheMiddle(WHOLE);
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const p = new WebPerson(context, await context.newPage(), host);
  try {
    await come(p);
    await asksForPlace(p);
    await until(p.page, (words) => document.querySelector('#stumbled')?.textContent.includes(words), CANNOT);
    check('where the whole app does not come, that is said, and what was typed is still there', (await p.page.inputValue('#passphrase')) === PASSPHRASE, await p.text());
    await p.page.locator('.top a.ground').click();
    await p.at('/ground');
    check('Ground is there', (await p.page.locator('ul.tools > li').count()) === 3);
    host.cut.clear();
    await p.make();
    check('once it comes, a place is made', await p.isOpen());
    await p.lock();
    await p.go('/unlock');
    await p.unlock();
    check('and opens again, from the door', await p.isOpen(), await p.text());
  } finally {
    await context.close();
    host.end();
  }
}
