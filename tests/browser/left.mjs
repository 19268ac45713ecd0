/*
 * left.mjs - what stays behind in the browser: nothing typed in its files, no page with words behind a lock
 *
 * A browser writes the fields of open pages to its disk, for coming back after a crash.  This looks for what was typed in all
 * files of a profile of its own, as UTF-8 and UTF-16, while it runs and after it was closed.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAttune } from './attune.mjs';
import { CHROMIUM, chromium, Person } from './person.mjs';

const WRITTEN_AFTER_MS = 4000; /* Chromium writes its session file 2.5 s after a change */

/* Files only: a profile has sockets and links as well, and Node 18's own recursion trips over them. */
async function filesIn(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesIn(path).catch(() => [])));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

async function filesWith(folder, word) {
  const found = [], forms = [Buffer.from(word), Buffer.from(word, 'utf16le')];
  for (const path of await filesIn(folder)) {
    const bytes = await readFile(path).catch(() => null);
    if (bytes && forms.some((form) => bytes.includes(form))) found.push(path);
  }
  return found;
}

export async function nothingTypedIsOnTheDisk(browser, check, start = startAttune) {
  const app = await start();
  const profile = await mkdtemp(join(tmpdir(), 'attune-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM, headless: false, ignoreDefaultArgs: ['--disable-back-forward-cache'], args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
  const p = new (app.Person ?? Person)(context, context.pages()[0] ?? (await context.newPage()), app);
  const type = async (path, field, word) => {
    await p.go(path);
    await p.page.locator(field).pressSequentially(word);
    await p.page.waitForTimeout(WRITTEN_AFTER_MS);
  };
  const openAgain = async () => {
    await p.go('/unlock');
    await p.unlock();
  };
  const words = { kept: 'zebraquartz', locked: 'okapifeldspar', left: 'tapirbasalt', closed: 'ocelotmica' };
  try {
    await p.go('/');
    await p.make();
    await type('/journal/new', '#words', words.kept);
    await p.press('Save');
    await type('/limits/new', '#what', words.locked);
    await p.lock();
    await openAgain();
    await type('/work/thought/new', '#f-situation', words.left);
    await p.page.locator('form.leave button').click({ noWaitAfter: true });
    await p.page.waitForURL(/blank/);
    await p.page.waitForTimeout(WRITTEN_AFTER_MS);
    await p.page.goto('about:blank');
    await p.go('/');
    await openAgain();
    await type('/kind', '#words', words.closed);
    const session = await filesWith(join(profile, 'Default', 'Sessions'), app.base);
    check('the browser has written what it was showing', session.length > 0, JSON.stringify(await readdir(profile)));
    for (const [how, word] of Object.entries(words)) {
      const found = await filesWith(profile, word);
      check(`${how}: what was typed is in no file of the browser`, found.length === 0, found.join(' '));
    }
    await context.close();
    for (const [how, word] of Object.entries(words)) {
      const found = await filesWith(profile, word);
      check(`${how}: nor after it was closed`, found.length === 0, found.join(' '));
    }
  } finally {
    await context.close().catch(() => {});
    await app.end();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
