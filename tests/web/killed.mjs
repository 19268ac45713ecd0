/*
 * killed.mjs - the whole browser killed while notes are being kept, again and again: nothing acknowledged is lost
 *
 * Each round is a browser of its own on the same profile folder.  All its processes get SIGKILL at a random moment
 * while notes go in one after another; the next round opens the vault and looks for every note that the round before
 * showed as kept.  A kill does not show what a power cut does: what the system has taken over it still writes.
 * ATTUNE_KILLS says how many rounds: 50 and more where there is time, ten otherwise. ./test does not run it: see run.mjs.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM, chromium, PASSPHRASE } from '../browser/person.mjs';
import { startWeb, until, WebPerson } from './web.mjs';

const KILLS = Number(process.env.ATTUNE_KILLS ?? 10);

/* { p, end() }: end() is SIGKILL for the browser and all that it started. */
export async function openProfile(app, profile) {
  await rm(join(profile, 'DevToolsActivePort'), { force: true });
  const child = spawn(CHROMIUM, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
  { detached: true, stdio: 'ignore' });
  const gone = new Promise((done) => child.once('exit', done));
  const kill = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      /* It has ended by itself. */
    }
  };
  process.once('exit', kill);
  const end = async () => {
    process.off('exit', kill);
    kill();
    await gone;
  };
  for (let i = 0; i < 30000; i++) {
    const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n');
    if (path) {
      const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${path}`);
      const [context] = browser.contexts();
      const page = context.pages()[0] ?? (await context.newPage());
      return { p: new WebPerson(context, page, app), end };
    }
    await new Promise((go) => setTimeout(go, 20));
  }
  await end();
  throw new Error('the browser did not start');
}

/* Notes one after another; one line on the console for each that the app has shown as kept. */
const writeNotes = (page, round) => page.evaluate(async (n) => {
  const words = (await window.attuneHost.get('/journal/new')).words;
  const token = words.match(/name="token" value="([^"]*)"/)[1];
  for (let i = 0; i < 400; i++) {
    const once = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
    const note = `Pebble ${n}-${i} lay on the sill.`;
    const reply = await window.attuneHost.post('/journal/new', new URLSearchParams({ token, once, words: note }));
    if (reply.status === 200 && reply.words.includes('Saved.')) console.log(`kept:${note}`);
  }
}, round).catch(() => {});

/* What an export of everything says now. */
const everything = (page) => page.evaluate(async () => {
  const [, token] = (await window.attuneHost.get('/settings/keep')).words.match(/name="token" value="([^"]*)"/);
  const { words, file } = await window.attuneHost.post('/settings/export', new URLSearchParams({ token }));
  return words ?? file.text();
});

export async function killed(browser, check) {
  const app = await startWeb();
  const profile = await mkdtemp(join(tmpdir(), 'attune-web-killed-'));
  const kept = [];
  const lost = new Set();
  let rounds = 0, one;
  const look = async () => {
    const all = await everything(one.p.page);
    for (const note of kept) if (!all.includes(note)) lost.add(note);
    return all;
  };
  try {
    one = await openProfile(app, profile);
    await one.p.page.goto(`${app.base}/`);
    await until(one.p.page, () => history.state?.turn > 0);
    await one.p.make();
    for (; rounds < KILLS; rounds++) {
      one.p.page.on('console', (message) => message.text().startsWith('kept:') && kept.push(message.text().slice(5)));
      const before = kept.length;
      const writing = writeNotes(one.p.page, rounds);
      for (let i = 0; kept.length === before && i < 500; i++) await new Promise((go) => setTimeout(go, 5));
      await new Promise((go) => setTimeout(go, Math.random() * 120));
      await one.end();
      await writing;
      one = await openProfile(app, profile);
      await one.p.go('/unlock');
      if (!(await one.p.page.locator('#passphrase').count())) throw new Error(`after kill ${rounds + 1} the browser has no vault at all any more; ${kept.length} notes were kept`);
      await one.p.unlock(PASSPHRASE);
      await look();
      if (process.env.ATTUNE_KILLS) console.log(`round ${rounds + 1}: ${kept.length} shown as kept, ${lost.size} lost`);
    }
    const all = await look();
    check(`${KILLS} times the whole browser was killed while notes were being kept`, rounds === KILLS && kept.length >= KILLS, `${rounds} ${kept.length}`);
    check(`every note that was shown as kept is there (${kept.length} of them)`, lost.size === 0, [...lost].join(' | '));
    check('and this look would notice one that is not', !all.includes('Pebble 0-400 lay'));
  } finally {
    await one?.end();
    await app.end();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
