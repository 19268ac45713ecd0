/*
 * busy.mjs - Ground, help lines, Stop, Lock and Leave while something long holds the worker, and what came of that afterwards
 *
 * What is long is held on purpose, so that the order is what is shown: the page stands there while the answer cannot have come.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSPHRASE, person } from '../browser/person.mjs';
import { looks, withPerson } from './shell.mjs';
import { backupOf, heldUp, holder, keepNote } from './store.mjs';
import { startWeb, until } from './web.mjs';

const FORM = 'form[action="/settings/merge"]';
const GROUND = 'Here, now';

const headed = (p, words) => p.page.locator('h1', { hasText: words }).first().waitFor();
const hasOwnAnswer = (p) => p.page.locator('#answered').count().then((n) => n > 0);

/* Presses a button whose request stays in a function of the worker's until it is let go. */
async function heldIn(p, name, press) {
  const [worker] = p.page.workers();
  await heldUp(p.page, name);
  await press();
  while (!(await worker.evaluate(() => Boolean(self.goOn)))) await p.page.waitForTimeout(50);
  return () => worker.evaluate(() => self.goOn());
}

/* A second place of the same vault, which writes what is then brought in. */
async function elsewhere(browser, app, p, dir) {
  await backupOf(p, join(dir, 'first'));
  const q = await person(browser, app, { name: 'busy, elsewhere', acceptDownloads: true });
  await q.after(() => q.page.setInputFiles('#backup', join(dir, 'first')));
  await q.unlock();
  return q;
}

async function broughtInFrom(p, q, words, dir) {
  await keepNote(q, words);
  await backupOf(q, join(dir, 'second'));
  await p.go('/settings/merge');
  await p.page.setInputFiles(`${FORM} input[type=file]`, join(dir, 'second'));
  return heldIn(p, 'merge', () => p.page.locator(`${FORM} button`).first().click());
}

const diaryHas = async (p, words) => (await p.pageOf('/journal')).includes(words);

export async function groundWhileBroughtIn(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-busy-'));
  const app = await startWeb();
  const p = await person(browser, app, { name: 'busy, brought in', acceptDownloads: true });
  let q;
  try {
    await p.make();
    await keepNote(p, 'Alder by the water.');
    q = await elsewhere(browser, app, p, dir);
    let goOn = await broughtInFrom(p, q, 'Dogwood, written there.', dir);
    await p.page.locator('.top a.ground').click();
    await headed(p, GROUND);
    check('Ground stands there while a backup is still being brought in', (await p.page.locator('ul.tools li').count()) === 3, await p.text());
    check('as it is for whoever has it open', (await p.page.locator('nav.places').count()) === 1 && (await p.page.locator('form.leave').isVisible()));
    await looks(p, check, 'Ground ahead of its answer');
    await p.page.locator('ul.tools a').first().click();
    await p.page.locator('.tool-steps').waitFor();
    check('so does what it leads to', (await p.heading()) !== GROUND);
    await p.page.getByRole('link', { name: 'Help lines', exact: true }).last().click();
    await headed(p, 'Help lines');
    check('and the help lines, with their numbers', (await p.page.locator('.help-contact').count()) > 50);
    await looks(p, check, 'the help lines ahead of their answer');
    await p.page.locator('.top a.ground').focus();
    await p.page.keyboard.press('Enter');
    await headed(p, GROUND);
    check('and Ground again, by a key', !(await hasOwnAnswer(p)));
    await goOn();
    await p.page.locator('#answered').waitFor();
    check('what came of it waits there, and calls nobody away', (await p.heading()) === GROUND && (await p.page.locator('main > :last-child').getAttribute('id')) === 'answered');
    await looks(p, check, 'Ground with an answer that waits');
    await p.press('Look at it');
    check('and is there to be seen', (await p.heading()) === 'The backup is brought in', await p.text());
    check('all of it', await diaryHas(p, 'Dogwood, written there.'));
    await p.go('/');
    check('seen, it waits no more', !(await hasOwnAnswer(p)));

    goOn = await broughtInFrom(p, q, 'Elder, written there.', dir);
    await p.page.locator('.top a.ground').click();
    await headed(p, GROUND);
    await goOn();
    await p.page.locator('#answered').waitFor();
    await p.page.locator('.places a[href="/limits"]').first().click();
    await p.at('/limits');
    check('it waits on the next page too, at its top', (await p.page.locator('main > :first-child').getAttribute('id')) === 'answered');
    await p.back();
    await p.at('/ground');
    await p.back();
    await p.at('/settings/merge');
    check('or in the place it was sent from', (await p.heading()) === 'The backup is brought in' && !(await hasOwnAnswer(p)), await p.text());

    goOn = await broughtInFrom(p, q, 'Fir, written there.', dir);
    await p.page.locator('.top a.ground').click();
    await headed(p, GROUND);
    await p.page.locator('form.leave button').click();
    await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
    await p.page.goto(`${app.base}/`);
    await until(p.page, () => history.state?.turn > 0);
    await p.go('/unlock');
    await p.unlock();
    check('Leave leaves from there, and what was under way is whole or not at all',
      (await diaryHas(p, 'Alder')) && (await diaryHas(p, 'Elder')) && !(await diaryHas(p, 'Fir')));
  } finally {
    await Promise.all([p, q].map((one) => one?.context.close()));
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

export async function groundWhileOpening(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-busy-'));
  const app = await startWeb();
  const p = await person(browser, app, { name: 'busy, opening', acceptDownloads: true });
  let q, r;
  try {
    await p.make();
    await keepNote(p, 'Alder by the water.');
    await backupOf(p, join(dir, 'backup'));
    await p.lock();
    await p.go('/unlock');
    await p.page.fill('#passphrase', PASSPHRASE);
    let goOn = await heldIn(p, 'each', () => p.page.getByRole('button', { name: 'Open', exact: true }).click());
    await p.page.locator('.top a.ground').click();
    await headed(p, GROUND);
    check('Ground stands there while it is being opened', (await p.page.locator('nav.places').count()) === 0);
    await p.page.locator('ul.tools a').first().focus();
    await goOn();
    await p.page.locator('nav.places').waitFor();
    check('opened, it is still there, and the places are', (await p.heading()) === GROUND);
    check('and the focus is where it was', await p.page.evaluate(() => document.activeElement.matches('ul.tools a')));
    check('and it is open', await p.isOpen());

    q = await person(browser, app, { name: 'busy, restoring' });
    goOn = await heldIn(q, 'write', () => q.page.setInputFiles('#backup', join(dir, 'backup')));
    await q.page.locator('.top a.ground').click();
    await headed(q, GROUND);
    check('and while a backup is restored', true);
    await goOn();
    await until(q.page, () => window.attuneHost.get('/unlock').then(({ words }) => words.includes('id="passphrase"')));
    await q.rested();
    check('restored, nobody is called away or told of what broke', (await q.heading()) === GROUND && !(await q.page.locator('#stumbled').count()), await q.text());
    await q.go('/unlock');
    await q.unlock();
    check('and it opens', await diaryHas(q, 'Alder'));

    r = await person(browser, app, { name: 'busy, restoring what is none' });
    const [worker] = r.page.workers();
    await worker.evaluate(() => {
      const read = File.prototype.arrayBuffer;
      File.prototype.arrayBuffer = async function later() {
        await new Promise((go) => { self.goOn = go; });
        return read.call(this);
      };
    });
    await r.page.setInputFiles('#backup', { name: 'none', mimeType: 'application/octet-stream', buffer: Buffer.from('not a backup at all') });
    while (!(await worker.evaluate(() => Boolean(self.goOn)))) await r.page.waitForTimeout(50);
    await r.page.locator('.top a.ground').click();
    await headed(r, GROUND);
    await worker.evaluate(() => self.goOn());
    await r.go('/');
    check('why one was not restored is said where it was chosen', await r.says('That file is not a backup that this can read. Nothing was changed.'), await r.text());
    await r.go('/about');
    await r.go('/');
    check('once', !(await r.says('That file is not a backup')));
  } finally {
    await Promise.all([p, q, r].map((one) => one?.context.close()));
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

/* For every engine: the page itself keeps the store, so that what is to be kept waits for it.  Gives what lets go of it. */
async function storeKept(page) {
  await page.evaluate(() => new Promise((kept) => {
    const asked = indexedDB.open('attune');
    asked.onsuccess = () => {
      const log = asked.result.transaction('log', 'readwrite').objectStore('log');
      const more = () => (window.letGo ? asked.result.close() : (log.count().onsuccess = more)); /* a transaction ends where nothing is asked of it */
      more();
      kept();
    };
  }));
  return () => page.evaluate(() => { window.letGo = true; });
}

export const groundWhileKept = (browser, check) => withPerson(browser, { name: 'busy, kept' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await p.page.fill('#words', 'Alder by the water.');
  const letGo = await storeKept(p.page);
  await p.page.locator('main form[method=post] button').first().click();
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  check('Ground stands there while a note waits to be kept', (await p.page.locator('ul.tools li').count()) === 3, await p.text());
  await p.page.locator('ul.tools a').first().click();
  await p.page.locator('.tool-steps').waitFor();
  check('and what it leads to', (await p.heading()) !== GROUND);
  await letGo();
  check('the note is kept', await diaryHas(p, 'Alder by the water.'));
  check('and nobody is called away', (await p.page.locator('.tool-steps').count()) === 1 && !(await hasOwnAnswer(p)), await p.text());
});

/* Some keeping takes longer than a form is held back after a press (attune.js), and whoever sees nothing happen writes on. */
export const moreWordsAreSent = (browser, check) => withPerson(browser, { name: 'busy, more words' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await p.page.fill('#words', 'Alder by the water.');
  const save = p.page.locator('main form[method=post] button').first();
  const goOn = await heldIn(p, 'keep', () => save.click());
  await p.page.fill('#words', 'Alder by the water, and a heron.');
  const before = await p.turn();
  await save.click(); /* once it can be pressed again */
  await goOn();
  await until(p.page, (turn) => history.state?.turn > turn, before);
  check('what was written after a first press goes with the second', await diaryHas(p, 'Alder by the water, and a heron.'));
});

/* A note that the disk does not take, from which somebody went to Ground: the refusal waits there. */
async function refusedAtGround(p) {
  await p.page.fill('#words', 'A word the disk would not take.');
  const old = await holder(p.page, 'nobody');
  const goOn = await heldIn(p, 'answer', () => p.page.locator('main form[method=post] button').first().click());
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  await holder(p.page, old);
  await goOn();
  await p.page.locator('#answered').waitFor();
}

/* What was typed comes back with a refusal, which must not be lost because somebody needed Ground. */
export const refusalWaits = (browser, check) => withPerson(browser, { name: 'busy, refused' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await refusedAtGround(p);
  await p.press('Look at it');
  check('a refusal waits, with what was typed', (await p.says('could not be saved')) && (await p.page.inputValue('#words')) === 'A word the disk would not take.', await p.text());
  await p.press('Save');
  check('and it can be sent again', await diaryHas(p, 'A word the disk would not take.'));
});

/* The worker breaks in the middle: what it then says of the words has to be true, wherever one is. */
export const wordsComeBack = (browser, check) => withPerson(browser, { name: 'busy, broken' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await p.page.fill('#words', 'Alder by the water.');
  await p.page.evaluate(() => { console.error = () => {}; });
  const [worker] = p.page.workers();
  await worker.evaluate(() => { self.keep = () => new Promise((go) => { self.goOn = go; }).then(() => { self.reply = null; }); });
  await p.page.locator('main form[method=post] button').first().click();
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  await worker.evaluate(() => self.goOn());
  await p.page.locator('#stumbled').waitFor();
  check('broken is locked', !(await p.isOpen()));
  await p.rested();
  check('where Ground stands by then, what was typed is there too', (await p.says('What you typed is still here')) && (await p.page.inputValue('#words')) === 'Alder by the water.', await p.text());
});

/* What waits is of before: it has no Stop, so it waits on for as long as a practice is open. */
export const waitsForAPractice = (browser, check) => withPerson(browser, { name: 'busy, a practice' }, async (p) => {
  const stops = () => p.page.locator('form[action="/practice/stop"]').count();
  await p.make();
  await p.go('/journal/new');
  await refusedAtGround(p);
  await p.begin('A13', 120);
  await p.enter(p.page.locator('a.ground'));
  check('while a practice is open, nothing else asks to be looked at', (await stops()) === 1 && !(await hasOwnAnswer(p)), await p.text());
  while (await p.page.evaluate(() => history.state.to !== '/journal/new')) await p.back();
  check('and no page of before it takes the place of one with its Stop', (await stops()) === 1, await p.text());
  await p.press('Stop');
  await p.page.locator('.top a.ground').click();
  await p.page.locator('#answered').waitFor();
  await p.press('Look at it');
  check('afterwards it is there', (await p.page.inputValue('#words')) === 'A word the disk would not take.', await p.text());
});

/* The one page that is shown once. */
export const sheetWaits = (browser, check) => withPerson(browser, { name: 'busy, sealed anew' }, async (p) => {
  await p.make();
  await keepNote(p, 'Alder by the water.');
  await p.go('/settings/anew');
  for (const [name, words] of [['current', PASSPHRASE], ['passphrase', 'nine warm wooden boats'], ['again', 'nine warm wooden boats']]) {
    await p.page.fill(`main [name=${name}]`, words);
  }
  const goOn = await heldIn(p, 'renew', () => p.page.locator('form[action="/settings/anew"] button').first().click());
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  check('Ground stands there while everything is sealed anew', !(await p.says('Recovery code')));
  await goOn();
  await p.page.locator('#answered').waitFor();
  await p.enter(p.page.locator('ul.tools a').first());
  await p.press('Add to my toolkit');
  check('it waits on, whatever else is sent', await hasOwnAnswer(p));
  await p.go('/journal/new');
  await refusedAtGround(p);
  await p.press('Look at it');
  check('the new sheet, which is shown this once, waited to be seen', (await p.says('Everything is sealed anew')) && (await p.page.locator('.phrase li').count()) === 6, await p.text());
  await p.press('Look at it');
  check('and so did what came after it', (await p.page.inputValue('#words')) === 'A word the disk would not take.' && !(await hasOwnAnswer(p)), await p.text());
});

export const stopAndLockDoNotWait = (browser, check) => withPerson(browser, { name: 'busy, stop', acceptDownloads: true }, async (p) => {
  const copy = () => p.page.getByRole('button', { name: 'Save a sealed copy', exact: true }).click();
  await p.make();
  await keepNote(p, 'The lamp by the east window.');
  await p.begin('A13', 120);
  await p.go('/settings');
  let goOn = await heldIn(p, 'pack', copy);
  const shown = await p.page.evaluate(() => new Promise((done) => {
    document.querySelector('form[action="/practice/stop"] button').click();
    requestAnimationFrame(() => {
      const { x, y, width, height } = document.querySelector('.stopped-now').getBoundingClientRect();
      done([width, document.elementFromPoint(x + width / 2, y + height / 2)?.className]);
    });
  }));
  check('Stop on another page is shown in the next frame, whatever is under way', shown[0] >= 360 && shown[1] === 'stopped-now', shown.join());
  check('with Ground and Leave', (await p.page.locator('.top a.ground').isVisible()) && (await p.page.locator('form.leave button').isVisible()));
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  check('and Ground then says of no practice that it is open', !(await p.page.locator('form[action="/practice/stop"]').count()), await p.text());
  await p.page.locator('ul.tools a').first().click();
  await p.page.locator('.tool-steps').waitFor();
  check('nor does what it leads to', !(await p.page.locator('form[action="/practice/stop"]').count()), await p.text());
  await p.page.locator('.top a.ground').click();
  await headed(p, GROUND);
  await goOn();
  await p.page.getByText('Wind down from the practice you left').waitFor();
  check('it has stopped', (await p.heading()) === GROUND && !(await p.page.locator('form[action="/practice/stop"]').count()), await p.text());

  await p.go('/settings');
  await p.go('/journal');
  check('there is something to lock', await p.says('east window'));
  await p.go('/settings');
  goOn = await heldIn(p, 'pack', copy);
  await p.page.evaluate(() => { document.title = document.querySelector('h1').textContent = 'What only I may see'; });
  await p.page.locator('details.menu > summary').click();
  await p.page.getByRole('button', { name: 'Lock', exact: true }).click();
  await headed(p, GROUND);
  check('Lock takes the page away before it is locked', !(await p.says('What only I may see')) && !(await p.says('Settings')), await p.text());
  check('nor does the title tell', (await p.page.title()) === 'Notes', await p.page.title());
  const begins = await p.turn();
  await goOn();
  await until(p.page, (turn) => history.state?.turn !== turn && history.state?.to === '/', begins);
  check('and then it is', !(await p.isOpen()));

  await p.go('/unlock');
  await p.unlock();
  await p.go('/journal/new');
  goOn = await heldIn(p, 'pack', () => p.page.evaluate(() => {
    const token = document.querySelector('input[name=token]').value;
    window.attuneHost.post('/settings/backup', new URLSearchParams({ token }));
  }));
  await p.page.fill('#words', 'Half a sentence about');
  await p.page.evaluate(() => { document.title = document.querySelector('#said').textContent = 'What only I may see'; });
  await p.page.evaluate(() => document.dispatchEvent(new Event('attune:lock')));
  await headed(p, GROUND);
  check('a page that locks by itself is no empty one meanwhile', (await p.page.locator('.top a.leave').isVisible()) && !/Half a sentence|What only I may see/.test(await p.page.content()));
  await goOn();
  await p.page.locator('#passphrase').waitFor();
  await p.rested();
  await p.unlock();
  check('and what was typed is back after it', (await p.page.inputValue('#words')) === 'Half a sentence about', await p.text());
});

/* Lock pressed is locked for whoever looks, before it is: neither a copy of what was open nor an answer of before then comes up. */
export const lockedForTheEye = (browser, check) => withPerson(browser, { name: 'busy, locked', acceptDownloads: true }, async (p) => {
  const watch = () => p.page.evaluate(() => {
    const look = () => { window.seenOpen ||= !document.documentElement.hidden && Boolean(document.querySelector('nav.places')); };
    window.seenOpen = false;
    new MutationObserver(look).observe(document.documentElement, { attributes: true, childList: true, subtree: true });
  });
  const seenOpen = () => p.page.evaluate(() => window.seenOpen);
  await p.make();
  await keepNote(p, 'Alder by the water.');
  await p.go('/settings');
  let goOn = await heldIn(p, 'pack', () => p.page.getByRole('button', { name: 'Save a sealed copy', exact: true }).click());
  await p.page.locator('details.menu > summary').click();
  await p.page.getByRole('button', { name: 'Lock', exact: true }).click();
  await headed(p, GROUND);
  await watch();
  await p.page.getByRole('link', { name: 'Help lines', exact: true }).click();
  await headed(p, 'Help lines');
  check('while it locks, the help lines have nothing of what is open around them', (await p.page.locator('nav.places, input[name=token]').count()) === 0, await p.text());
  await goOn();
  await p.page.locator('form.leave').waitFor();
  check('locked, they are still there', (await p.heading()) === 'Help lines' && !(await p.isOpen()) && !(await seenOpen()));

  await p.go('/unlock');
  await p.unlock();
  for (const veiled of [true, false]) {
    await p.go('/journal/new');
    await p.page.fill('#words', 'Beech at the gate.');
    goOn = await heldIn(p, 'keep', () => p.page.locator('main form[method=post] button').first().click());
    await p.page.evaluate(() => document.dispatchEvent(new Event('attune:lock')));
    if (veiled) await headed(p, GROUND);
    await watch();
    await goOn();
    await until(p.page, () => history.state?.to === '/' && !document.documentElement.hidden && document.querySelector('form.leave'));
    check('an answer of before the lock does not come up after it', !(await seenOpen()) && !(await p.isOpen()), await p.text());
    await p.go('/unlock');
    await p.unlock();
    check('and was kept', await diaryHas(p, 'Beech at the gate.'));
  }
});
