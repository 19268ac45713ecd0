/*
 * merge.mjs - a backup of the same place brought in: united both ways, again without effect, and refused where it does not belong
 */
import { execFile } from 'node:child_process';
import { truncate, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAttune } from '../browser/attune.mjs';
import { PASSPHRASE, person } from '../browser/person.mjs';
import { looks } from './shell.mjs';
import { backupOf, heldUp, holder, keepNote } from './store.mjs';
import { PROGRAM, startWeb } from './web.mjs';

const FORM = 'form[action="/settings/merge"]';

/* The page that says what came, or why nothing did. */
export async function bringIn(p, file) {
  await p.go('/settings/merge');
  await p.page.setInputFiles(`${FORM} input[type=file]`, file);
  await p.enter(p.page.locator(`${FORM} button`).first());
  return (await p.page.locator('main').innerText()).replace(/\s+/g, ' ');
}

/* Everything that is stored of the log, as one text of hex. */
const stored = (page) => page.evaluate(() => new Promise((done) => {
  const asked = indexedDB.open('attune');
  asked.onsuccess = () => {
    const all = asked.result.transaction('log').objectStore('log').getAll();
    all.onsuccess = () => {
      asked.result.close();
      done(all.result.map((bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')).join());
    };
  };
}));

const diaryOf = (p) => p.pageOf('/journal');
const hasAll = async (p, ...words) => {
  const diary = await diaryOf(p);
  return words.every((word) => diary.includes(word));
};

async function openAgain(p) {
  await p.lock();
  await p.go('/unlock');
  await p.unlock();
}

async function restored(browser, app, name, file) {
  const q = await person(browser, app, { name, acceptDownloads: true });
  await q.after(() => q.page.setInputFiles('#backup', file));
  await q.unlock();
  return q;
}

export async function merged(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-merge-'));
  const [first, second, third, other] = ['first', 'second', 'third', 'other'].map((name) => join(dir, name));
  const app = await startWeb();
  const p = await person(browser, app, { name: 'merge, here', acceptDownloads: true });
  let q, r;
  try {
    await p.make();
    await keepNote(p, 'Alder by the water.');
    await keepNote(p, 'Birch behind the shed.');
    await backupOf(p, first);
    await keepNote(p, 'Cherry, written here.');
    let before = await stored(p.page);
    check('a backup of this place brings nothing new, and that is said', /new/i.test(await bringIn(p, first)) && (await stored(p.page)) === before, await p.text());

    q = await restored(browser, app, 'merge, there', first);
    await keepNote(q, 'Dogwood, written there.');
    await backupOf(q, second);
    await p.go('/settings/merge');
    await p.page.setInputFiles(`${FORM} input[type=file]`, second);
    const said = await p.after(async () => {
      const [worker] = p.page.workers();
      const button = p.page.locator(`${FORM} button`).first();
      await heldUp(p.page, 'merge');
      await button.click();
      await p.page.waitForTimeout(6000);
      await button.click();
      await worker.evaluate(() => self.goOn());
    }).then(() => p.heading());
    check('pressed again while it takes long, it is answered as once', said === 'The backup is brought in', said);
    await looks(p, check, 'what came with a backup');
    check('what was written elsewhere is brought in, beside what was written here', await hasAll(p, 'Alder', 'Birch', 'Cherry', 'Dogwood, written there.'), said);
    before = await stored(p.page);
    await bringIn(p, second);
    check('again it has no effect', (await stored(p.page)) === before);
    await openAgain(p);
    check('and it is there when it is opened again', await hasAll(p, 'Alder', 'Birch', 'Cherry', 'Dogwood'));

    await backupOf(p, third);
    await bringIn(q, third);
    check('the other way, too', (await hasAll(q, 'Alder', 'Birch', 'Cherry', 'Dogwood')) && (await diaryOf(p)).replace(/value="[^"]*"/g, '') === (await diaryOf(q)).replace(/value="[^"]*"/g, ''));
    await keepNote(q, 'Elder, written afterwards.');
    await backupOf(q, second);

    /* Deleted here, it is in that file still. */
    const [, id] = (await diaryOf(p)).match(/Alder[^]*?href="\/journal\/([0-9a-f]{20,})"/);
    await p.go(`/journal/${id}/delete`);
    await p.press('Delete it');
    check('one is deleted here', !(await diaryOf(p)).includes('Alder'));
    await bringIn(p, second);
    check('what was deleted here is not brought back', !(await diaryOf(p)).includes('Alder') && (await diaryOf(p)).includes('Elder'));
    await openAgain(p);
    check('nor when it is opened again', !(await diaryOf(p)).includes('Alder') && (await diaryOf(p)).includes('Elder'));

    /* Written there about it before it was known there that it is deleted. */
    await q.go(`/journal/${id}/edit`);
    await q.page.locator('textarea[name=words]').fill('Alder, and the bench beside it.');
    await q.press('Save');
    await backupOf(p, third);
    const asked = await bringIn(q, third);
    check('words about what was deleted elsewhere are shown to who wrote them', asked.includes('Alder, and the bench beside it.'), asked);
    await looks(q, check, 'words about something deleted');
    await q.press('Keep as a note');
    check('kept as a note, they stand in the journal', (await q.path()).endsWith('?kept=note') && (await diaryOf(q)).includes('Alder, and the bench beside it.'), await q.text());
    await bringIn(q, third);
    check('and are not asked about again', !(await q.pageOf('/settings')).includes('Keep as a note'));

    r = await person(browser, app, { name: 'merge, a stranger', acceptDownloads: true });
    await r.make();
    await keepNote(r, 'Nothing of theirs.');
    await backupOf(r, other);
    before = await stored(p.page);
    const refused = await bringIn(p, other);
    check('a backup of another place is refused, in words',
      refused.includes('a backup of another place') && (await stored(p.page)) === before && !(await diaryOf(p)).includes('Nothing of theirs'), refused);

    const good = await readFile(third), flipped = Buffer.from(good), half = good.subarray(0, good.length >> 1);
    flipped[good.length - 200] ^= 1;
    const promising = Buffer.concat([good.subarray(0, 1072), Buffer.alloc(4, 0xff), good.subarray(1076)]);
    const broken = [
      ['nothing', Buffer.alloc(0), 'No file came'],
      ['a text', Buffer.from('not a backup at all'), 'not a backup of attune'],
      ['zeros', Buffer.alloc(1 << 20), 'not a backup of attune'],
      ['half of one', half, 'its end is missing'],
      ['one that promises more', promising, 'its end is missing'],
      ['one with a changed bit', flipped, 'was changed after it was saved'],
    ];
    for (const [what, bytes, why] of broken) {
      await writeFile(join(dir, 'broken'), bytes);
      const words = await bringIn(p, join(dir, 'broken'));
      check(`${what} is refused, in words, and it stays open`, words.includes(why) && (await stored(p.page)) === before && (await p.isOpen()), words);
    }
    await writeFile(join(dir, 'large'), '');
    await truncate(join(dir, 'large'), 100 << 20);
    await bringIn(p, join(dir, 'large'));
    check('100 MB of zeros are refused and it stays open', (await stored(p.page)) === before && (await p.isOpen()), await p.text());
    await truncate(join(dir, 'large'), 200 << 20);
    await p.go('/settings/merge');
    await p.page.setInputFiles(`${FORM} input[type=file]`, join(dir, 'large'));
    await p.page.locator(`${FORM} button`).first().click();
    await p.page.getByText('That file is too large to bring in here', { exact: false }).waitFor();
    check('one that is too large is said so, and it stays open', (await p.isOpen()) && (await stored(p.page)) === before);

    await backupOf(q, second);
    const name = await holder(p.page, 'nobody');
    await keepNote(q, 'Fir, last of all.');
    await backupOf(q, second);
    const unkept = await bringIn(p, second);
    check('where it cannot be written that is said, and nothing has changed', unkept.includes('could not be brought in: the disk did not take it') && (await stored(p.page)) === before && !(await diaryOf(p)).includes('Fir'), unkept);
    await holder(p.page, name);
    await bringIn(p, second);
    check('and then it can', (await diaryOf(p)).includes('Fir, last of all.'));
  } finally {
    await Promise.all([p, q, r].map((one) => one?.context.close()));
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}

const command = (words) => new Promise((good, bad) => {
  const child = execFile(PROGRAM, words, (error, out, err) => (error ? bad(new Error(`${words[0]}: ${out}${err}`)) : good()));
  child.stdin.end(`${PASSPHRASE}\n`);
});

/* The sealed copy without a download, which other engines' drivers do not tell apart when one has the name of one before it. */
const sealedCopy = (p, to) => p.page.evaluate(async () => {
  const [, token] = (await window.attuneHost.get('/settings')).words.match(/name="token" value="([^"]*)"/);
  const { file } = await window.attuneHost.post('/settings/backup', new URLSearchParams({ token }));
  return Array.from(new Uint8Array(await file.arrayBuffer()));
}).then((bytes) => writeFile(to, Uint8Array.from(bytes)));

/* As mergedAcross, for every engine: the program is given its vault, and its backup is taken, from a terminal; its form has no scripts. */
export async function mergedInAnyEngine(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-merge-engines-'));
  const file = join(dir, 'copy');
  const web = await startWeb();
  const w = await person(browser, web, { name: 'merge, engine, web' });
  let native, n;
  try {
    await w.make();
    await keepNote(w, 'Juniper on the desk.');
    await sealedCopy(w, file);
    await command(['restore', file, '--no-drill', '--data', join(dir, 'vault')]);
    native = await startAttune({ again: dir });
    n = await person(browser, native, { name: 'merge, engine, native', scripts: false });
    await n.go('/unlock');
    await n.unlock();
    await keepNote(n, 'Maple on the desk.');
    await keepNote(w, 'Larch on the train.');
    await sealedCopy(w, file);
    const said = await bringIn(n, file);
    check('a file comes into the program by its form, without scripts', said.includes('The backup is brought in'), said);
    await n.go('/journal');
    check('with what was written in the browser', (await n.says('Larch on the train.')) && (await n.says('Maple')), await n.text());
    await native.kill();
    await command(['backup', join(dir, 'other'), '--data', join(dir, 'vault')]);
    await bringIn(w, join(dir, 'other'));
    check('and one of the program into the browser', await hasAll(w, 'Juniper', 'Larch', 'Maple on the desk.'), await w.text());
    check('a text is refused, in words', (await writeFile(file, 'not a backup at all'), await bringIn(w, file)).includes('not a backup of attune'));
  } finally {
    await Promise.all([n, w].map((one) => one?.context.close()));
    await web.end();
    if (native && !native.fell()) await native.kill();
    await rm(dir, { recursive: true, force: true });
  }
}

/* A place on a computer and the same one in a browser, united through files. */
export async function mergedAcross(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-merge-across-'));
  const [native, web] = [await startAttune(), await startWeb()];
  const n = await person(browser, native, { name: 'merge, native', acceptDownloads: true });
  let w;
  try {
    await n.make();
    await keepNote(n, 'Juniper on the desk.');
    await backupOf(n, join(dir, 'native'));
    w = await restored(browser, web, 'merge, web', join(dir, 'native'));
    await keepNote(w, 'Larch on the train.');
    await keepNote(n, 'Maple on the desk.');
    await backupOf(w, join(dir, 'web'));
    await bringIn(n, join(dir, 'web'));
    check('from the browser into the program', await hasAll(n, 'Juniper', 'Larch on the train.', 'Maple'), await n.text());
    await backupOf(n, join(dir, 'native'));
    await bringIn(w, join(dir, 'native'));
    check('from the program into the browser', await hasAll(w, 'Juniper', 'Larch', 'Maple on the desk.'), await w.text());
  } finally {
    await Promise.all([n, w].map((one) => one?.context.close()));
    await Promise.all([native, web].map((one) => one.end()));
    await rm(dir, { recursive: true, force: true });
  }
}
