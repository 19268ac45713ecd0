/*
 * store.mjs - a write that the browser refuses, two tabs, and backups from host to host
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAttune } from '../browser/attune.mjs';
import { PASSPHRASE, person, tab } from '../browser/person.mjs';
import { PROGRAM, startWeb, until } from './web.mjs';

/* The name of the tab that may write, changed from a second connection: the next write is given up.  The old name comes back. */
export const holder = (page, name) => page.evaluate((value) => new Promise((done, failed) => {
  const asked = indexedDB.open('attune');
  asked.onerror = failed;
  asked.onsuccess = () => {
    const tx = asked.result.transaction('meta', 'readwrite', { durability: 'strict' });
    const metas = tx.objectStore('meta');
    let old;
    metas.get('holder').onsuccess = ({ target }) => {
      old = target.result;
      metas.put(value, 'holder');
    };
    tx.oncomplete = () => { asked.result.close(); done(old); };
  };
}), name);

const entries = (page) => page.evaluate(() => new Promise((done) => {
  const asked = indexedDB.open('attune');
  asked.onsuccess = () => {
    const count = asked.result.transaction('log').objectStore('log').count();
    count.onsuccess = () => { asked.result.close(); done(count.result); };
  };
}));

export async function keepNote(p, words) {
  await p.go('/journal/new');
  await p.page.fill('#words', words);
  await p.press('Save');
}

export async function failing(browser, check) {
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, storage fails' });
  try {
    await p.make();
    await keepNote(p, 'The first leaf is down.');
    const before = await entries(p.page);
    await p.go('/journal/new');
    await p.page.fill('#words', 'A word the disk would not take.');
    const old = await holder(p.page, 'nobody');
    await p.press('Save');
    check('a write that fails is said, not shown as kept', !(await p.says('Saved. Only you can see it.')) && /not|could/i.test(await p.page.locator('.notice, [role=alert]').first().innerText().catch(() => '')), await p.text());
    check('what was typed is still in its field', (await p.page.inputValue('#words')) === 'A word the disk would not take.');
    check('nothing of it was written', (await entries(p.page)) === before);
    await holder(p.page, old);
    const diary = await p.pageOf('/journal');
    check('the open state is what is stored', diary.includes('The first leaf is down.') && !/class="entry[^>]*>(?:(?!<\/article>).)*A word the disk/s.test(diary));
    await p.press('Save');
    check('sent again it is kept', (await p.pageOf('/journal')).includes('A word the disk would not take.'));
    check('and written', (await entries(p.page)) > before);
  } finally {
    await p.context.close();
    await app.end();
  }
}

export async function twoTabs(browser, check) {
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, two tabs' });
  try {
    await p.make();
    await keepNote(p, 'The heron stood in the mill pond.');
    const q = await tab(p);
    await q.page.goto(`${app.base}/`);
    await until(q.page, () => history.state?.turn > 0);
    await q.enter(q.page.locator('a[href^="/ground"]').first());
    check('a second tab still has Ground', (await q.heading()) === 'Here, now');
    await q.page.evaluate(() => window.attuneHost.open('/unlock'));
    await q.page.locator('h1', { hasText: /Open|another tab/ }).first().waitFor();
    if (await q.page.locator('#passphrase').count()) {
      await q.page.fill('#passphrase', PASSPHRASE);
      await q.page.getByRole('button', { name: 'Open', exact: true }).click();
    }
    await q.page.getByText('Use it here', { exact: true }).waitFor();
    check('the second tab says where it is open', (await q.heading()) === 'Open in another tab');
    check('and has Ground and Leave in their place', (await q.page.locator('.top a.ground').isVisible()) && (await q.page.locator('.top a.leave').isVisible()));
    check('the first is still open', await p.isOpen());
    await q.page.getByText('Use it here', { exact: true }).click();
    await until(q.page, () => !document.querySelector('[data-press=take-over]'));
    await p.page.getByText('Use it here', { exact: true }).waitFor();
    check('taken over, the first says so', (await p.heading()) === 'Open in another tab');
    check('and shows nothing of what was open', !(await p.says('heron')));
    check('and is locked', !(await p.page.evaluate(() => window.attuneHost.get('/settings').then((r) => r.open, () => false))));
    await q.go('/unlock');
    await q.unlock();
    check('the second opens it', (await q.pageOf('/journal')).includes('The heron stood in the mill pond.'));
    await keepNote(q, 'It flew off at noon.');
    check('and keeps what is written', (await q.pageOf('/journal')).includes('It flew off at noon.'));
    await q.go('/journal/new');
    await q.page.fill('#words', 'Half a sentence about');
    await p.page.getByText('Use it here', { exact: true }).click();
    await q.page.getByText('Use it here', { exact: true }).waitFor();
    check('words not yet sent are not shown where it was taken from', !(await q.page.content()).includes('Half a sentence about'));
    await q.after(() => q.page.getByText('Use it here', { exact: true }).click());
    await q.unlock();
    check('and are back there when it is used there again', (await q.page.locator('#words').inputValue().catch(() => '')) === 'Half a sentence about', await q.text());
    await p.page.locator('.top a.leave').click();
    await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
    await until(q.page, () => window.attuneHost.get('/settings').then(({ open }) => !open));
    await until(q.page, () => history.state?.to === '/' && !document.documentElement.hidden); /* what is hidden counts as text, too */
    check('leaving from a tab where it is not open locks the one where it is', !(await q.says('Half a sentence about')));
    await q.go('/unlock');
    await q.unlock();
    await q.begin('A13', 120);
    const r = await tab(q);
    await r.page.goto(`${app.base}/`);
    await until(r.page, () => history.state?.turn > 0);
    await r.page.locator('form.leave button').click();
    const left = await until(q.page, () => history.state?.to === '/' && !document.documentElement.hidden, null, 30000).then(() => true, () => false);
    check('also in the middle of a practice', left && !(await q.isOpen()), await q.text());
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The next call of a function of the worker's waits, when it is done, until it may go on. */
export const heldUp = (page, name) => page.workers()[0].evaluate((what) => {
  const whole = self[what];
  self[what] = async (...given) => {
    self[what] = whole;
    const got = await whole(...given);
    await new Promise((go) => { self.goOn = go; });
    return got;
  };
}, name);

/* Taken over between two steps of one request, while a log is read and while something is written. */
export async function takenInTheMiddle(browser, check) {
  for (const [name, begins] of [
    ['each', async (p) => { await p.lock(); await p.go('/unlock'); await p.page.fill('#passphrase', PASSPHRASE); }],
    ['keep', async (p) => { await p.go('/journal/new'); await p.page.fill('#words', 'The last words of this tab.'); }],
  ]) {
    const app = await startWeb();
    const p = await person(browser, app, { name: `web, taken over in ${name}`, acceptDownloads: true });
    const files = [];
    try {
      await p.make();
      await keepNote(p, 'The heron stood in the mill pond.');
      await begins(p);
      p.page.on('download', (one) => files.push(one.suggestedFilename()));
      const [worker] = p.page.workers();
      await heldUp(p.page, name);
      await p.page.locator('main form[method=post] button').first().click();
      while (!(await worker.evaluate(() => Boolean(self.goOn)))) await p.page.waitForTimeout(50);
      const q = await tab(p);
      await q.page.goto(`${app.base}/#/unlock`);
      await q.page.getByText('Use it here', { exact: true }).click();
      await p.page.getByText('Use it here', { exact: true }).waitFor();
      await worker.evaluate(() => self.goOn());
      await p.page.evaluate(() => window.attuneHost.get('/ground')); /* it is answered after that */
      await p.page.waitForTimeout(500);
      check(`taken over in ${name}, the tab says where it is open and nothing else`,
        (await p.heading()) === 'Open in another tab' && !(await p.page.locator('#stumbled').count()), await p.text());
      check(`and saves no file of it (${name})`, files.length === 0, files.join(' '));
      await q.go('/unlock');
      await q.unlock();
      check(`and the other opens it (${name})`, (await q.pageOf('/journal')).includes('The heron stood'));
    } finally {
      await p.context.close();
      await app.end();
    }
  }
}

export async function backupOf(p, to) {
  await p.go('/settings');
  const coming = p.page.waitForEvent('download');
  await p.page.getByRole('button', { name: 'Save a sealed copy', exact: true }).click();
  await (await coming).saveAs(to);
}

/* The row of this place alone, and the device that sealed the newest entry. */
const ownRow = (page) => page.evaluate(() => new Promise((done) => {
  const hex = (bytes) => bytes && Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  const asked = indexedDB.open('attune');
  asked.onsuccess = () => {
    const tx = asked.result.transaction(['meta', 'log']);
    const row = tx.objectStore('meta').get('here'), newest = tx.objectStore('log').openCursor(null, 'prev');
    tx.oncomplete = () => {
      asked.result.close();
      done({ row: hex(row.result) ?? '', device: hex(newest.result?.value.subarray(8, 16)) });
    };
  };
}));

/* Each place has a number of its own for what it writes, in a row that goes nowhere. */
export async function ownNumber(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-here-'));
  const app = await startWeb();
  const p = await person(browser, app, { name: 'here', acceptDownloads: true });
  const q = await person(browser, app, { name: 'here, restored', acceptDownloads: true });
  try {
    await p.make();
    await keepNote(p, 'Written in the first place.');
    const first = await ownRow(p.page);
    check('a vault that is made has a sealed row of its own', first.row.length === 2 * 1064, first.row.length);
    await backupOf(p, join(dir, 'backup'));
    check('no backup carries it', !(await readFile(join(dir, 'backup'))).toString('hex').includes(first.row.slice(0, 64)));
    await q.after(() => q.page.setInputFiles('#backup', join(dir, 'backup')));
    check('a restored place has none', (await ownRow(q.page)).row === '');
    await q.unlock();
    await keepNote(q, 'Written in the second.');
    const second = await ownRow(q.page);
    check('opened, it gets its own', second.row.length === first.row.length && second.row !== first.row);
    check('and writes under a number of its own', second.device !== first.device);
    for (const [one, before] of [[p, first], [q, second]]) {
      await one.lock();
      await one.go('/unlock');
      await one.unlock();
      await keepNote(one, 'Written later.');
      check('which it keeps', (await ownRow(one.page)).device === before.device);
    }
  } finally {
    await Promise.all([p, q].map((one) => one.context.close()));
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

export async function backups(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-backup-'));
  const [native, web] = [await startAttune(), await startWeb()];
  const n = await person(browser, native, { name: 'backup, native', acceptDownloads: true });
  const w = await person(browser, web, { name: 'backup, web', acceptDownloads: true });
  let again, r;
  try {
    await n.make();
    await keepNote(n, 'Written on the desk computer.');
    await backupOf(n, join(dir, 'native'));
    await w.page.setInputFiles('#backup', { name: 'native', mimeType: 'application/octet-stream', buffer: Buffer.from('not a backup at all') });
    await w.page.getByText('That file is not a backup', { exact: false }).waitFor();
    check('a file that is none is said so', true);
    await w.after(() => w.page.setInputFiles('#backup', join(dir, 'native')));
    await w.unlock();
    check('a backup made natively opens in the browser', (await w.pageOf('/journal')).includes('Written on the desk computer.'), await w.text());
    await keepNote(w, 'Written on the train.');
    await backupOf(w, join(dir, 'web'));
    const data = join(dir, 'vault');
    const said = await new Promise((done) => execFile(PROGRAM, ['restore', join(dir, 'web'), '--data', data, '--no-drill'],
      (error, out, err) => done(`${error ?? ''} ${out} ${err}`)));
    again = await startAttune({ again: dir });
    r = await person(browser, again, { name: 'backup, native again' });
    await r.go('/unlock');
    await r.unlock();
    const diary = await r.pageOf('/journal');
    check('a backup made in the browser opens natively', diary.includes('Written on the train.') && diary.includes('Written on the desk computer.'), said);
  } finally {
    await Promise.all([n, w, r].map((one) => one?.context.close()));
    await Promise.all([native, web, again].map((one) => one?.end()));
    await rm(dir, { recursive: true, force: true });
  }
}

/* Many notes in a short time, without showing anything; where the 77th is. */
const keepMany = (page, from, to) => page.evaluate(async ([first, last]) => {
  const [, token] = (await window.attuneHost.get('/journal/new')).words.match(/name="token" value="([^"]*)"/);
  let at77 = null;
  for (let i = first; i < last; i++) {
    const once = i.toString(16).padStart(32, '0');
    await window.attuneHost.post('/journal/new', new URLSearchParams({ token, once, words: `Pebble number ${i} is round.` }));
    if (i === 77) at77 = (await window.attuneHost.get('/journal')).words.match(/href="(\/journal\/[0-9a-f]{20,})/)[1];
  }
  return at77;
}, [from, to]);

/* Old entries are put together in the store; nobody sees it, and nothing is lost, opened, deleted or moved by it. */
export async function tidied(browser, check) {
  const app = await startWeb();
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-tidied-'));
  const p = await person(browser, app, { name: 'web, tidied', acceptDownloads: true });
  const everything = () => p.page.evaluate(async () => {
    const [, token] = (await window.attuneHost.get('/settings/keep')).words.match(/name="token" value="([^"]*)"/);
    const { words, file } = await window.attuneHost.post('/settings/export', new URLSearchParams({ token }));
    return words ?? file.text();
  });
  const missing = async (to) => {
    const said = await everything();
    return Array.from({ length: to }, (_, i) => i).filter((i) => !said.includes(`Pebble number ${i} is round.`)).join(' ');
  };
  const openAgain = async () => {
    await p.lock();
    await p.go('/unlock');
    await p.unlock();
  };
  const fewRecords = async () => {
    for (let i = 0; i < 6000 && (await entries(p.page)) >= 20; i++) await p.page.waitForTimeout(100);
    return entries(p.page);
  };
  try {
    await p.make();
    const old = await keepMany(p.page, 0, 1200);
    check('each new entry is a record of its own', (await entries(p.page)) === 1200);
    await openAgain();
    const few = await fewRecords();
    check('some time after opening, old ones are put together', few < 20, few);
    check('nothing is missing, open as it is', (await missing(1200)) === '');
    await p.go(`${old}/edit`);
    await p.page.fill('#words', 'Pebble number 77 is flat, really.');
    await p.press('Save');
    await keepMany(p.page, 1200, 1730);
    await openAgain();
    const gone = await missing(1730);
    check('nor after opening it again, old and new, told and told anew', gone === '' && (await everything()).includes('is flat'), gone);
    const fewer = await fewRecords();
    check('the next ones are put together, too', fewer < 20, fewer);
    /* Told and told anew: one deletion empties an entry in each of two records; the second note's stand in one. */
    await p.go(`${old}/delete`);
    await p.press('Delete it');
    const other = await p.page.evaluate(() => window.attuneHost.get('/journal').then(({ words }) => words.match(/href="(\/journal\/[0-9a-f]{20,})/)[1]));
    await p.go(`${other}/edit`);
    await p.page.fill('#words', 'Pebble number 1729 is flat, too.');
    await p.press('Save');
    await keepMany(p.page, 1730, 2260);
    await openAgain();
    await fewRecords();
    await p.go(`${other}/delete`);
    await p.press('Delete it');
    await openAgain();
    const left = await missing(2260);
    check('what is deleted is gone, with its versions, and nothing else', left === '77 1729' && !(await everything()).includes('is flat'), left);
    const backup = join(dir, 'backup');
    await backupOf(p, backup);
    const native = (...args) => new Promise((done) => execFile(PROGRAM, [...args, '--data', join(dir, 'native')],
      (error, out, err) => done(`${error ?? ''} ${out} ${err}`)));
    const restored = await native('restore', backup, '--no-drill');
    const verified = await native('verify');
    check('a backup of it is whole natively, with its four husks',
      /Deleted on purpose:\s+4\n/.test(verified) && Number(verified.match(/Entries whole:\s+(\d+)/)?.[1]) > 2250 && !/Error/.test(verified),
      `${restored} ${verified}`);
  } finally {
    await p.context.close();
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}
