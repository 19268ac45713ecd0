/*
 * ways.mjs - the ways in: one spelling in both hosts, and everything sealed anew, whole or not at all
 */
import { execFile } from 'node:child_process';
import { webcrypto as crypto } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { startAttune } from '../browser/attune.mjs';
import { PASSPHRASE, person, tab } from '../browser/person.mjs';
import { backupOf, keepNote } from './store.mjs';
import { PROGRAM, ROOT, startWeb, until } from './web.mjs';

const NFC = 'gr\u00f6\u00dfe vier stille Steine \u00e9', NFD = NFC.normalize('NFD');
const NEW = 'a kettle under snow';

/* The worker's own function, on the examples that the native host is held to as well. */
async function vectors(check) {
  const source = await readFile(join(ROOT, 'host/wasm/keeper.js'), 'utf8');
  const spelt = vm.runInNewContext(`${source}; spelt`, { TextEncoder, TextDecoder, crypto, URLSearchParams, DataView, performance, URL, location: { href: 'http://localhost/' } });
  const lines = (await readFile(join(ROOT, 'tests/vectors/spelling.txt'), 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'));
  const wrong = lines.filter((line) => {
    const [typed, normal] = line.split(' | ').map((hex) => Buffer.from(hex, 'hex').toString());
    return spelt(typed) !== normal;
  });
  check(`the browser spells ${lines.length} examples as published`, lines.length > 20 && wrong.length === 0, wrong.join(' '));
}

async function makeWith(p, passphrase) {
  await p.go('/make');
  await p.page.fill('#passphrase', passphrase);
  await p.page.fill('#again', passphrase);
  await p.tick('adult');
  await p.press('Make my place');
  await p.at('/sheet');
}

export async function spelling(browser, check) {
  await vectors(check);
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-spelling-'));
  const [native, web] = [await startAttune(), await startWeb()];
  const n = await person(browser, native, { name: 'spelling, native', acceptDownloads: true });
  const w = await person(browser, web, { name: 'spelling, web', acceptDownloads: true });
  let again, r;
  try {
    await makeWith(n, NFD);
    await keepNote(n, 'Written with dots apart.');
    await backupOf(n, join(dir, 'native'));
    await w.after(() => w.page.setInputFiles('#backup', join(dir, 'native')));
    await w.unlock(`${NFC} `);
    check('a space too many does not open it, and that is said', await w.says('so do spaces, also one at the end'), await w.text());
    await w.unlock(NFC);
    check('made natively with two characters, it opens in the browser with one', (await w.pageOf('/journal')).includes('Written with dots apart.'), await w.text());
    await w.lock();
    await w.go('/unlock');
    await w.unlock(NFD);
    check('and with two', await w.isOpen());

    const fresh = await person(browser, web, { name: 'spelling, web made', acceptDownloads: true });
    await makeWith(fresh, NFD);
    await keepNote(fresh, 'Made in the browser.');
    await backupOf(fresh, join(dir, 'web'));
    await fresh.context.close();
    const data = join(dir, 'vault');
    await new Promise((done) => execFile(PROGRAM, ['restore', join(dir, 'web'), '--data', data, '--no-drill'], done));
    const said = await new Promise((done) => {
      const child = execFile(PROGRAM, ['verify', '--open', '--data', data], (error, out, err) => done(`${error?.code ?? 0} ${out} ${err}`));
      child.stdin.end(`${NFC}\n`);
    });
    check('made in the browser with two, the command line proves it with one', said.startsWith('0 ') && said.includes('Every entry opens'), said);
    again = await startAttune({ again: dir });
    r = await person(browser, again, { name: 'spelling, native again' });
    await r.go('/unlock');
    await r.unlock(NFC.replace(' ', '\u3000'));
    check('and the native page, with an ideographic space', (await r.pageOf('/journal')).includes('Made in the browser.'), await r.text());
  } finally {
    await Promise.all([n, w, r].map((one) => one?.context.close()));
    await Promise.all([native, web, again].map((one) => one?.end()));
    await rm(dir, { recursive: true, force: true });
  }
}

/* So many notes, without showing anything. */
const keepMany = (page, count) => page.evaluate(async (many) => {
  const [, token] = (await window.attuneHost.get('/journal/new')).words.match(/name="token" value="([^"]*)"/);
  for (let i = 0; i < many; i++) {
    const once = i.toString(16).padStart(32, '0');
    await window.attuneHost.post('/journal/new', new URLSearchParams({ token, once, words: `Pebble number ${i} is round.` }));
  }
}, count);

export const everything = (p) => p.page.evaluate(async () => {
  const [, token] = (await window.attuneHost.get('/settings/keep')).words.match(/name="token" value="([^"]*)"/);
  const { words, file } = await window.attuneHost.post('/settings/export', new URLSearchParams({ token }));
  return words ?? file.text();
});

async function readsAll(p, count) {
  const said = await everything(p);
  return Array.from({ length: count }, (_, i) => i).every((i) => said.includes(`Pebble number ${i} is round.`));
}

async function openWith(p, passphrase) {
  await p.go('/unlock');
  await p.unlock(passphrase);
  return p.isOpen();
}

async function sealAnew(p, current, passphrase) {
  await p.go('/settings/anew');
  await p.page.fill('#current', current);
  await p.page.fill('#passphrase', passphrase);
  await p.page.fill('#again', passphrase);
  await p.press('Seal everything anew');
}

/* What IndexedDB holds of the log, as one text of hex. */
const stored = (page) => page.evaluate(() => new Promise((done) => {
  const asked = indexedDB.open('attune');
  asked.onsuccess = () => {
    const all = asked.result.transaction('log').objectStore('log').getAll();
    all.onsuccess = () => {
      asked.result.close();
      done(all.result.map((bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')));
    };
  };
}));

export async function anew(browser, check) {
  const COUNT = 700;
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, sealed anew' });
  const device = await p.context.newCDPSession(p.page);
  try {
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', { options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, hasPrf: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    } });
    await p.make();
    await keepMany(p.page, COUNT);
    await p.go('/settings');
    await p.after(() => p.page.getByRole('button', { name: 'Let this device’s lock open it' }).click());
    const before = await stored(p.page);
    await sealAnew(p, 'not this one at all', NEW);
    check('a wrong passphrase changes nothing, and that is said', await p.says('did not open the vault, so nothing was changed') && (await stored(p.page)).join() === before.join());
    await sealAnew(p, PASSPHRASE, NEW);
    check('the new sheet is shown', await p.says('Everything is sealed anew') && (await p.page.locator('.phrase li').count()) === 6, await p.text());
    const code = (await p.page.locator('.phrase li').allInnerTexts()).join(' \u2212 ');
    check('every entry is there, open as it is', await readsAll(p, COUNT));
    await keepNote(p, 'Written afterwards.');
    const after = await stored(p.page);
    const hashes = before.flatMap((run) => run.match(/.{64}/g).slice(1, 3)); /* hashes and sealed bytes near the front of each record */
    check('nothing of what was stored is stored any more', hashes.length > 100 && !hashes.some((piece) => after.some((run) => run.includes(piece))));
    await p.lock();
    await p.go('/unlock');
    check('the device’s lock is not offered any more', (await p.page.locator('[data-press=passkey-open]').count()) === 0);
    check('the old passphrase opens nothing', !(await openWith(p, PASSPHRASE)));
    check('the new one does', (await openWith(p, NEW)) && (await readsAll(p, COUNT)) && (await everything(p)).includes('Written afterwards.'));
    await p.lock();
    check('and so does the code, with the minus signs of a phone', await openWith(p, code), await p.text());
    const again = await tab(p);
    await p.page.close();
    await again.go('/');
    check('after a start from nothing too', (await openWith(again, NEW)) && (await readsAll(again, COUNT)));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The page goes while it is being done, sooner or later each time; its worker goes with it. */
export async function anewCutShort(browser, check) {
  /* Parts of the time that it takes when nothing ends it; most of that is the keys, so the end is looked at more closely. */
  const COUNT = 600, PARTS = [0, 0.6, 0.75, 0.85, 0.9, 0.95, 1];
  const app = await startWeb();
  let p = await person(browser, app, { name: 'web, sealing cut short' });
  const context = p.context;
  let [known, other] = [PASSPHRASE, NEW];
  const outcomes = [];
  const begin = (whole) => p.page.evaluate(async ([current, passphrase, wait]) => {
    const [, token] = (await window.attuneHost.get('/settings/anew')).words.match(/name="token" value="([^"]*)"/);
    const begun = performance.now();
    const done = window.attuneHost.post('/settings/anew', new URLSearchParams({ token, current, passphrase, again: passphrase })).catch(() => {});
    if (wait) await done;
    return performance.now() - begun;
  }, [known, other, whole]);
  try {
    await p.make();
    await keepMany(p.page, COUNT);
    const took = await begin(true);
    [known, other] = [other, known];
    for (const part of PARTS) {
      await begin(part === 1);
      if (part < 1) await p.page.waitForTimeout(part * took);
      await p.page.close();
      p = await tab(p);
      /* A worker that is in the middle of something goes only after it; until then the vault is that tab's. */
      await p.page.goto(`${app.base}/blank.html`);
      await until(p.page, () => navigator.locks.query().then(({ held }) => held.length === 0));
      await p.page.goto(`${app.base}/`);
      await until(p.page, () => history.state?.turn > 0);
      const old = await openWith(p, known);
      const whole = old && (await readsAll(p, COUNT));
      if (old) await p.lock();
      const renewed = await openWith(p, other);
      const wholeAnew = renewed && (await readsAll(p, COUNT));
      outcomes.push(`${part}: ${old ? 'old' : ''}${renewed ? 'new' : ''}${whole || wholeAnew ? ', whole' : ', NOT WHOLE'}`);
      if (old === renewed || !(whole || wholeAnew)) break;
      if (renewed) [known, other] = [other, known];
      else await openWith(p, known);
    }
    const fine = outcomes.filter((one) => /: (old|new), whole$/.test(one)).length;
    check(`cut short at ${PARTS.length} parts of ${took.toFixed(0)} ms it opens whole, with exactly one passphrase (${outcomes.join('; ')})`, fine === PARTS.length);
    check('some were cut short and some were not', outcomes.some((one) => one.includes('old,')) && outcomes.some((one) => one.includes('new,')));
  } finally {
    await context.close();
    await app.end();
  }
}
