/*
 * words.mjs - words are not lost: whatever ends the page, at most three seconds of typing; too long is refused before it is sent
 *
 * Every scenario here is for both hosts: `start` begins one.  Words are typed one after another without a pause, until some were
 * told to be kept and a few more; after the end they are looked for.  Three seconds are the page's own: what is typed is sent before a
 * timer of three seconds that began with the first key, and what was told to be kept is found.  No machine is too slow for either.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAttune } from './attune.mjs';
import { lookAt } from './looks.mjs';
import { CHROMIUM, chromium, LIMIT_MS, Person, person, tab } from './person.mjs';

const MAY_BE_LOST_MS = 3000;

/* In the page: `told`, the words that it was last told are kept; `sent`, of each time whether it was late, and how long the words were. */
const listen = (p) => p.page.evaluate((most) => {
  clearTimeout(window.heard?.timer);
  const anew = { told: '', sent: [], over: false, timer: 0 };
  if (window.heard) return void Object.assign(window.heard, anew); /* a page of the shell's, in the same document */
  const heard = window.heard = anew;
  /* Of two things in one page's time, the one that is due first comes first. */
  addEventListener('input', () => { heard.timer ||= setTimeout(() => { heard.over = true; }, most); }, true);
  const post = window.attuneHost?.post, ask = window.fetch;
  const note = (path, form, sent) => {
    if (path !== '/draft') return sent;
    const words = new URLSearchParams(form).get('words');
    heard.sent.push([heard.over, words.length]);
    sent.then(({ status }) => { if ([0, 204, 303].includes(status)) heard.told = words; }, () => {});
    return sent;
  };
  if (post) window.attuneHost.post = (path, form) => note(path, form, post(path, form));
  else window.fetch = (path, more) => note(path, more?.body, ask(path, more));
}, MAY_BE_LOST_MS);

/* Words in a row, until some are kept and a dozen more; { typed, told, late }: all, those that were kept before the end, and whether they were sent too late. */
async function typeOn(p, name, times = 1) {
  const typed = [];
  const type = async () => {
    typed.push(`${name}${typed.length}`);
    await p.page.keyboard.type(`${typed.at(-1)} `, { delay: 12 });
  };
  await listen(p);
  await p.page.locator('#words').focus();
  while (typed.length < 5000 && !(await p.page.evaluate((least) => window.heard.told && window.heard.sent.length >= least, times))) await type();
  for (let i = 0; i < 12; i++) await type();
  const { told, sent } = await p.page.evaluate(() => window.heard);
  return { typed, told: told.trim().split(/\s+/).filter((word) => typed.includes(word)), late: sent[0]?.[0] !== false, sent };
}

async function openAgain(p) {
  await p.go('/');
  if (await p.isOpen()) return;
  await p.go('/unlock');
  await p.unlock();
}

const lostOf = (text, words) => words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text));

/* Before a lock words are waited for, a second and a half at most: here for as long as it takes. */
const patiently = (p) => p.page.evaluate(() => {
  const later = window.setTimeout;
  window.goesOn = () => { window.setTimeout = later; };
  window.setTimeout = (act, ms, ...more) => (ms === 1500 ? 0 : later(act, ms, ...more));
});

const LOCK = (p) => p.lock();
const LINK = (p) => p.enter(p.page.locator('a.ground'));
const REOPEN = async (p) => {
  await p.page.close();
  p.page = await p.context.newPage();
  await p.go('/');
};
const IDLE = async (p) => {
  const gone = p.page.waitForSelector('#passphrase', { timeout: LIMIT_MS });
  await p.page.evaluate(() => { document.dispatchEvent(new Event('attune:lock')); });
  await gone;
};
const LEAVE = async (p) => {
  await p.page.locator('form.leave button').click({ noWaitAfter: true });
  await p.page.waitForURL(/blank/);
  await p.page.goto('about:blank');
};
const RELOAD = (p) => p.page.reload();
const BACK = (p) => p.back();
/* As a phone does it with a tab out of sight: told that it is hidden, then gone without another word. */
const THROWN_AWAY = async (p) => {
  await p.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await p.page.waitForTimeout(300);
  const session = await p.context.newCDPSession(p.page);
  session.send('Page.crash').catch(() => {});
  await p.page.waitForEvent('crash', { timeout: 5000 }).catch(() => {});
  await REOPEN(p);
};

/* How it ends, and whether nothing may be lost: where the page can wait for its words to be kept. */
const ENDINGS = [
  ['lock', LOCK, true], ['idle', IDLE, true], ['link', LINK], ['back', BACK], ['reload', RELOAD], ['closed', REOPEN], ['thrown', THROWN_AWAY], ['leave', LEAVE],
];

export async function wordsOutliveThePage(browser, check, start = startAttune) {
  const app = await start();
  const p = await person(browser, app, { name: 'words' });
  try {
    await p.make();
    const pull = await p.page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorY);
    check('a pull at the top does not load the page anew', pull === 'contain', pull);
    for (const [name, end, nothing] of ENDINGS) {
      await p.go('/journal');
      await p.go('/journal/new');
      const { typed, told, late } = await typeOn(p, name);
      if (nothing) await patiently(p);
      await end(p);
      await p.page.evaluate(() => window.goesOn?.()).catch(() => {}); /* most often it is another page by now */
      await openAgain(p);
      await p.go('/drafts');
      const lost = lostOf(await p.text(), nothing ? typed : told);
      check(`${name}: ${nothing ? 'nothing is lost' : 'at most three seconds of typing are lost'}`, told.length > 0 && !late && lost.length === 0, `late: ${late}; of ${typed.length} words ${told.length} were kept; lost: ${lost}`);
    }
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The request itself, not the machine's speed: it is sent while one goes on typing, and says what was typed till then. */
export async function draftsDoNotWaitForAPause(browser, check, start = startAttune) {
  const app = await start();
  const p = await person(browser, app, { name: 'drafts' });
  try {
    await p.make();
    await p.go('/journal/new');
    const { sent } = await typeOn(p, 'on', 2);
    check('words are sent to be kept while one types on', sent.length >= 2 && sent[0][0] === false, JSON.stringify(sent));
    check('each time more of them', sent.length >= 2 && sent.at(-1)[1] > sent[0][1], JSON.stringify(sent));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* One round: what was kept before it and is lost, or null if the browser has nothing of the site any more. */
async function lostByKilling(app) {
  const profile = await mkdtemp(join(tmpdir(), 'attune-profile-'));
  const SomeoneElse = app.Person ?? Person;
  const opened = [];
  const open = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM, headless: false, args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
    });
    opened.push(context);
    const p = new SomeoneElse(context, context.pages()[0] ?? (await context.newPage()), app);
    await p.go('/');
    return p;
  };
  try {
    let p = await open();
    if (await p.page.locator('a[href="/make"]').count()) await p.make();
    else await openAgain(p); /* a round before has made it, on the host's own disk */
    await p.go('/journal/new');
    const { told, late } = await typeOn(p, 'killed', 2);
    await killAll(profile);
    await p.context.close().catch(() => {});
    p = await open();
    if (await p.page.locator('a[href="/make"]').count()) return null;
    await openAgain(p);
    await p.go('/drafts');
    return { lost: lostOf(await p.text(), told), told: told.length, late };
  } finally {
    await Promise.all(opened.map((context) => context.close().catch(() => {})));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/*
 * The whole browser killed in the middle of typing; its next start finds the words.  A killed Chromium has once
 * dropped all that a site kept (doc/benchmarks.md); nothing in a page can prevent that, and it says nothing about drafts.
 */
export async function wordsOutliveTheBrowser(browser, check, start = startAttune) {
  const app = await start();
  try {
    let round = null;
    for (let i = 0; i < 3 && !round; i++) round = await lostByKilling(app);
    check('killed: the browser has what it kept', round !== null);
    check('killed: at most three seconds of typing are lost', round?.told > 0 && !round.late && round.lost.length === 0, JSON.stringify(round));
  } finally {
    await app.end();
  }
}

/* SIGKILL for the browser of a profile, and all that it started: those whose command line names the folder. */
async function killAll(profile) {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(profile)) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        /* It has ended meanwhile. */
      }
    }
  }
}

/* Two pages open at once: each has its own words, and both are found. */
export async function pagesKeepApart(browser, check, start = startAttune) {
  const app = await start();
  const p = await person(browser, app, { name: 'apart' });
  const kept = (page) => page.waitForResponse((r) => r.url().endsWith('/draft'));
  try {
    await p.make();
    const other = await p.context.newPage();
    await p.go('/journal/new');
    await other.goto(`${p.base}/journal/new`);
    let answered = kept(p.page);
    await p.page.locator('#words').fill('The kettle sang.');
    await answered;
    answered = kept(other);
    await other.locator('#words').fill('The gate was open.');
    await answered;
    await p.go('/drafts');
    check('the words of both pages are found', (await p.says('The kettle sang.')) && (await p.says('The gate was open.')), await p.text());
    await p.follow('Open it', p.page.locator('li', { hasText: 'kettle' }));
    check('one is brought back into its field', (await p.page.inputValue('#words')) === 'The kettle sang.', p.path());
    await p.page.locator('#words').evaluate((area) => area.setSelectionRange(area.value.length, area.value.length));
    await p.page.locator('#words').pressSequentially(' Twice.'); /* and sent before the page has kept anything itself */
    await p.press('Save');
    await p.go('/drafts');
    check('once kept it waits no more, and the other still does', !(await p.says('kettle')) && (await p.says('The gate was open.')));
    await p.press('Throw it away');
    check('and can be thrown away', await p.says('Nothing is waiting here'));
  } finally {
    await p.context.close();
    await app.end();
  }
}

const CYRILLIC = 'ж';
const fill = (p, n) => p.page.locator('#words').evaluate((area, [letter, many]) => {
  area.value = letter.repeat(many);
  area.dispatchEvent(new Event('input', { bubbles: true }));
}, [CYRILLIC, n]);

export async function tooLongIsRefusedBefore(browser, check, start = startAttune) {
  const app = await start();
  const p = await person(browser, app, { name: 'too long' });
  const length = () => p.page.locator('#words').evaluate((area) => area.value.length);
  try {
    await p.make();
    await p.go('/journal/new');
    for (const many of [60000, 300000]) {
      await fill(p, many);
      await p.page.locator('main form button', { hasText: 'Save' }).click();
      await p.page.getByText(`This is ${(many - 20000).toLocaleString('en')} characters longer than fits here.`).waitFor();
      check(`${many} letters are refused where they are, all of them there`, (await length()) === many, await p.heading());
      check(`${many}: the field is the one in focus`, await p.page.evaluate(() => document.activeElement?.id === 'words'));
      const described = await p.page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-describedby')?.split(' ').at(-1))?.textContent);
      check(`${many}: and is described by the reason`, /characters longer than fits here/.test(described ?? ''), described);
      await p.page.evaluate(() => document.dispatchEvent(new Event('attune:go'))); /* the draft is tried now, which is too long as well */
      check(`${many}: and stays so when the draft cannot be kept`, await p.says(`This is ${(many - 20000).toLocaleString('en')} characters longer than fits here.`));
    }
    await fill(p, 19500);
    check('how much more fits is said when it comes near', await p.says('500 more characters fit here.'));
    await fill(p, 400);
    check('and not before', !(await p.says('fit here')));
    await fill(p, 20000);
    await p.press('Save');
    check('twenty thousand letters are kept', await p.says('Saved'), await p.heading());
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* Natively without scripts: what is too long is sent, and comes back whole. */
export async function tooLongWithoutScripts(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'too long, no scripts', scripts: false });
  try {
    await p.make();
    await p.go('/journal/new');
    await p.page.fill('#words', CYRILLIC.repeat(60000));
    await p.press('Save');
    check('it is said, and every letter stands there again',
      (await p.says('longer than one entry can be')) && (await p.page.inputValue('#words')).length === 60000, await p.heading());
    check('that nothing is kept while one types is said', await p.says('Scripts are switched off'));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* A form of a page that the browser kept in memory, changed and sent again: the other words are kept too. */
export async function backAndChanged(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'back, no scripts', scripts: false });
  try {
    await p.make();
    await p.go('/journal/new');
    await p.page.fill('#words', 'The first wording.');
    await p.press('Save');
    await p.back();
    for (let i = 0; i < 12000 && p.path() !== '/journal/new'; i++) await p.page.waitForTimeout(50);
    if (p.path() !== '/journal/new') throw new Error(`Back led to ${p.path()}`);
    await p.page.fill('#words', 'The second wording.');
    await p.press('Save');
    check('words sent again after Back are kept', await p.says('The second wording.'), await p.text());
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* What was typed to change an entry that is deleted in another window meanwhile: kept as a note, or let go. */
async function goneMeanwhile(browser, check, scripts) {
  const app = await startAttune();
  const p = await person(browser, app, { name: `gone, ${scripts ? 'scripts' : 'no scripts'}`, scripts });
  const atEdit = async (words) => {
    await p.go('/journal/new');
    await p.page.fill('#words', 'A note that goes.');
    await p.press('Save');
    await p.enter(p.page.locator('.diary .entry a').first());
    await p.go(`${p.path()}/edit`);
    const other = await tab(p);
    await other.go(p.path().replace(/edit$/, 'delete'));
    await other.press('Delete it');
    await other.page.close();
    await p.page.fill('#words', words);
    await p.press('Save');
  };
  try {
    await p.make();
    await atEdit('Dusk on the river.\nIt was quiet.');
    check('it is said that the words are still here', (await p.heading()) === 'Your words are still here', await p.heading());
    check('and they are', (await p.page.inputValue('#words')) === 'Dusk on the river.\nIt was quiet.');
    if (scripts) await lookAt(p, check, 'the page that holds them');
    await p.page.fill('#words', 'Dusk on the river. It was very quiet.');
    await p.press('Keep as a note');
    check('kept, they stand in the journal as they were changed', await p.says('It was very quiet.'), await p.text());
    await atEdit('This can go.');
    if (scripts) {
      await p.page.locator('#words').pressSequentially(' All of it.');
      await p.page.waitForTimeout(2500); /* it is a draft by now */
      await fill(p, 60000);
    }
    await p.press('Let go');
    check('let go, however long, they lead to the first page', p.path() === '/', p.path());
    await p.go('/drafts');
    check('and wait nowhere', await p.says('Nothing is waiting here'), await p.text());
    await p.go('/journal');
    check('nor stand in the journal', !(await p.says('This can go')));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* A limit that is deleted in another window goes on as a new one: what was typed is saved with that, and waits nowhere any more. */
export async function limitGoesOnAsNew(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'a limit that is gone' });
  try {
    await p.make();
    await p.go('/limits/new?stance=never');
    await p.page.fill('#what', 'Being hurried.');
    await p.press('Save');
    await p.enter(p.page.locator('main a[href^="/limits/0"]').first());
    const other = await tab(p);
    await other.go(p.path().replace('/limits/', '/journal/') + '/delete');
    await other.press('Delete it');
    await other.page.close();
    const kept = p.page.waitForResponse((r) => r.url().endsWith('/draft'));
    await p.page.locator('#what').pressSequentially(' At night.');
    await kept;
    await p.press('Save');
    check('it is said that it was deleted, and the words are there', (await p.says('was deleted')) && (await p.page.inputValue('#what')).includes('At night.'), await p.text());
    await p.press('Save');
    check('it is saved as a new one', await p.says('At night.'), await p.text());
    await p.go('/drafts');
    check('and nothing of it waits any more', await p.says('Nothing is waiting here'), await p.text());
  } finally {
    await p.context.close();
    await app.end();
  }
}

export const wordsAboutSomethingGone = (browser, check) => goneMeanwhile(browser, check, true);
export const wordsAboutSomethingGoneWithoutScripts = (browser, check) => goneMeanwhile(browser, check, false);

/* Answers that are saved nowhere (worksheet_field.leads) wait at the lock as little as in a draft. */
export async function leadingAnswersWaitNowhere(browser, check, start = startAttune) {
  const app = await start();
  const p = await person(browser, app, { name: 'leading answers' });
  try {
    await p.make();
    await p.go('/work/fear-or-desire/new');
    await p.pick('risk', 2);
    await p.page.locator('#f-about').pressSequentially('The kettle');
    await IDLE(p);
    const held = new URLSearchParams(await p.page.locator('[name=held]').inputValue());
    check('what was typed waits at the lock', held.get('about') === 'The kettle', String(held));
    check('what only shows the way does not', !held.has('risk'), String(held));
    await p.unlock();
    check('nor does it stand there again', (await p.page.inputValue('#f-about')) === 'The kettle' && !(await p.page.locator('[name=risk]:checked').count()), await p.heading());
  } finally {
    await p.context.close();
    await app.end();
  }
}
