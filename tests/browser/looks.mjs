/*
 * looks.mjs - every page at two widths and in every theme: axe-core, no sideways scrolling, targets large enough, words
 *
 * A page is loaded once a width; themes and text sizes are attributes, so they are switched in place.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startAttune } from './attune.mjs';
import { ownLines, ownWords, takeOff, turned } from './direction.mjs';
import { person } from './person.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/* The rows of pages/route.c that show a page by themselves; the crawl finds those with an id in them. */
const BEFORE = ['/', '/about', '/watched', '/ground', '/ground/all', '/ground/G16', '/help', '/help?c=GB', '/help?kind=peers', '/help?c=EU&kind=shelter', '/help?c=CA&kind=sexual', '/help/groups', '/make'];
const INSIDE = ['/', '/checkin', '/sheet', '/sheet/try', '/sheet/done', '/intake', '/limits', '/limits/look', '/limits/rhythm', '/limits/new',
  '/limits/card', '/limits/card/print', '/limits/card/print?chosen=1', '/practice', '/practice/ceiling', '/practice/own',
  '/rest', '/course', '/learn', '/learn/words', '/learn/words/window', '/learn/L02', '/learn/L05/whole', '/learn/L06/3', '/learn/L08', '/learn/L09/2',
  '/learn/L17/2', '/learn/R20/5', '/settings', '/settings/passphrase', '/settings/keep', '/journal', '/journal/new', '/drafts',
  '/journal?search=on', '/moments', '/map', '/body', '/body/new', '/body/weeks', '/body/weeks?show=1',
  '/toolkit', '/toolkit/print', '/reminders', '/effects', '/effects/weeks', '/medicines', '/help?kind=men',
  '/kind', '/kind?take=K06', '/learn/rehearse', '/learn/rehearse/P01', '/learn/rehearse/P01/hand-1', '/learn/rehearse/P01/after-1',
  '/learn/scripts', '/learn/scripts/S09', '/learn/scripts/S09/print', '/learn/scripts/print', '/learn/scripts/own', '/learn/plain',
  '/limits/tested', '/limits/tested/say', '/limits/repair', '/limits/repair/afraid', '/limits/repair/saw',
  '/measures', '/measures/import', '/measures/own', '/measures/print', '/measures/support',
  '/voice', '/kind/spoken', '/kit',
  '/journal/choose', '/work/thought', '/work/thought/new', '/work/thought/new?start=2', '/work/writing', '/work/writing-4/new', '/work/signs', '/work/review',
  '/work/memories',
  '/work/memories/new', '/work/fear-or-desire/new', '/work/brakes/new', '/work/doctor/new', '/work/plan', '/work/helpers', '/offers', '/offers/gathered', '/nothing-here'];
const CRAWL_FROM = ['/', '/practice', '/limits', '/journal', '/intake', '/settings', '/learn', '/map', '/body', '/measures'];

/* Pages of one kind are one page with other words: two of each are looked at. */
const PER_KIND = 2;
const kindOf = (path) => path.split('?')[0].replace(/\/[0-9a-f]{12,}[^/]*/g, '/*').replace(/^\/(practice\/activity|practice\/plan|ground|learn|intake|journal|work)\/[^/]+/, '/$1/*');

async function crawl(p) {
  const kinds = new Map();
  for (const from of CRAWL_FROM) {
    await p.go(from);
    const found = await p.page.evaluate(() => [...document.querySelectorAll('main a[href^="/"]')].map((a) => a.getAttribute('href').split('#')[0]));
    for (const path of found) {
      if (INSIDE.includes(path) || /settings\/(export|backup)|notes\.ics/.test(path)) continue;
      const kind = kindOf(path);
      const known = kinds.get(kind) ?? new Set();
      if (known.size < PER_KIND) known.add(path);
      kinds.set(kind, known);
    }
  }
  return [...kinds.values()].flatMap((paths) => [...paths]);
}

const dress = (page, theme, text = 'm') => page.evaluate(([t, s]) => {
  Object.assign(document.documentElement.dataset, { theme: t, text: s });
}, [theme, text]);

async function axe(page, only) {
  if (!(await page.evaluate(() => typeof window.axe === 'object'))) await page.evaluate(AXE);
  /* Sound is not waited for, as it loads only when it is asked to (axe gives each page ten seconds for it): what it looks for there, startsAlone() does. */
  const options = { ...(only ? { runOnly: { type: 'rule', values: only } } : {}), preload: { assets: ['cssom'] }, resultTypes: ['violations'] };
  /* The words in the drawn breath fade in and out, hidden from readers; any single moment of it says nothing. */
  const { violations } = await page.evaluate((o) => window.axe.run({ exclude: ['.breath'] }, o), options);
  return violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).join(', ')}`);
}

/* Sound that begins by itself. */
const startsAlone = (page) => page.evaluate(() => [...document.querySelectorAll('[autoplay]')].map((el) => el.outerHTML.slice(0, 80)));

/* Targets under 44 px high, except links inside a line of text and what only a focus shows. */
const smallTargets = (page) => page.evaluate(() => {
  const small = [];
  const inLine = (el) => {
    if (getComputedStyle(el).display !== 'inline') return false;
    const block = el.closest('p, li, dd, dt, div');
    return block !== null && block.textContent.trim().length > el.textContent.trim().length + 2;
  };
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!el.checkVisibility({ visibilityProperty: true }) || el.matches('.skip') || inLine(el)) continue;
    const whole = el.matches('.card h3 a') ? el.closest('.card') : el.matches('.chip input, .sky input, .scale-steps input') ? el.parentElement : el;
    const box = whole.getBoundingClientRect();
    if (box.height && box.height < 43.9) small.push(`${el.tagName} "${el.textContent.trim().slice(0, 30) || el.name}" ${box.height.toFixed(1)}`);
  }
  return small;
});

const sideways = (page) => page.evaluate(() => {
  const over = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (over <= 0) return '';
  const widest = [...document.querySelectorAll('body *')].filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  return `${over}px by ${widest.slice(0, 3).map((el) => `${el.tagName}.${el.className.baseVal ?? el.className}`).join(', ')}`;
});

const unfoldAll = (page) => page.evaluate(() => {
  for (const details of document.querySelectorAll('details.more')) details.open = true;
  document.querySelector('.ask')?.classList.add('due');
});

/* Everything that can be said of one page as it stands now. */
export async function lookAt(p, check, name) {
  const { page } = p;
  const wrong = [], narrow = [], small = [];
  await unfoldAll(page);
  for (const [width, height] of [[360, 740], [1280, 860]]) {
    await page.setViewportSize({ width, height });
    await dress(page, 'light');
    for (const v of await axe(page)) wrong.push(`${width} light ${v}`);
    for (const el of await startsAlone(page)) wrong.push(`${width} begins by itself: ${el}`);
    for (const t of await smallTargets(page)) small.push(`${width} ${t}`);
    for (const theme of ['dark', 'calm']) {
      await dress(page, theme);
      for (const v of await axe(page, ['color-contrast'])) wrong.push(`${width} ${theme} ${v}`);
    }
  }
  await dress(page, 'light');
  for (const [width, text] of [[320, 'm'], [320, 'xl'], [1280, 'xl']]) {
    await page.setViewportSize({ width, height: 740 });
    await dress(page, 'light', text);
    const over = await sideways(page);
    if (over) narrow.push(`${width} ${text}: ${over}`);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  check(`${name} has no axe violation`, wrong.length === 0, wrong.join(' | '));
  check(`${name} never scrolls sideways`, narrow.length === 0, narrow.join(' | '));
  check(`${name} has targets of 44 px`, small.length === 0, small.join(' | '));
}

/* Words */

const NEVER_SAID = [/\bstreak/i, /\bbadge/i, /\bscore/i, /congratulation/i, /well done/i, /you['’]ve been away/i, /\bvictim/i,
  /\bcure[sd]?\b/i, /\bconsented\b/i, /\bproven\b/i, /\d+\s?%/, /\bday \d+\b/i, /\b\d+ days? (in a row|without|ago|since|left)\b/i,
  /\b\d+ times (this|last) (week|month)/i, /\b(practised|visited|opened|used) \d+ times/i];
/* Names of services in the directory, and a medical sentence, may hold these. */
const SAID_IN_HELP = [/hotline/i, /\bemergency/i];
const MAY_SAY = /^\/help|^\/limits\/alone|^\/work\/doctor|^\/medicines|^\/measures\/support|^\/intake\/health|^\/learn\//;

async function readWords(p, path, found) {
  const text = (await p.page.locator('main').textContent()).replace(/\s+/g, ' ');
  for (const word of MAY_SAY.test(path) ? NEVER_SAID : [...NEVER_SAID, ...SAID_IN_HELP]) {
    const hit = text.match(word);
    if (hit) found.push(`${path}: ${text.slice(Math.max(0, hit.index - 40), hit.index + 40)}`);
  }
}

async function visit(p, check, paths, found) {
  for (const path of paths) {
    await p.go(path);
    await readWords(p, path, found);
    await lookAt(p, check, path);
  }
}

/* Every page of a filled place, at 360 px and turned round, and whether own words are kept apart on it from what stands around them. */
async function turnEach(p, check, paths, least) {
  const lines = await ownLines(), wrong = [], bare = [];
  let found = 0;
  for (const path of paths) {
    await p.go(path);
    await unfoldAll(p.page);
    wrong.push(...await turned(p.page, path));
    const own = await ownWords(p.page, lines);
    found += own.found;
    bare.push(...own.bare.map((where) => `${path}: ${where}`));
  }
  check('every page is as right when it begins at the right', wrong.length === 0, wrong.join(' | '));
  check('own words are found on them', found >= least, found);
  check('and are kept apart everywhere', bare.length === 0, bare.join(' | '));
}

export async function turnedRound(browser, check) {
  const app = await startAttune({ demo: true });
  const p = await person(browser, app, { name: 'turned round' });
  try {
    await turnEach(p, check, BEFORE, 0);
    await p.go('/unlock');
    await p.unlock(app.passphrase);
    await turnEach(p, check, [...INSIDE, ...await crawl(p)], 150);
    await p.go('/limits');
    await takeOff(p.page);
    check('own words that nothing keeps apart would be noticed', (await ownWords(p.page, await ownLines())).bare.length > 3);
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The pages that only a practice shows, met on its way. */
async function practicePages(p, check, found) {
  const look = async (name) => {
    await readWords(p, name, found);
    await lookAt(p, check, name);
    const wrong = await turned(p.page, name);
    check(`${name} is as right when it begins at the right`, wrong.length === 0, wrong.join(' | '));
  };
  await p.plan('A13', 60);
  await look('before a practice');
  await p.gate({ distress: 60 });
  await look('a closed gate');
  await p.press('Something smaller');
  await p.plan('A06', 60);
  await p.gate();
  await look('the promise');
  await p.press('Begin');
  await look('a practice under way');
  await p.send('form.pause');
  await look('a pause');
  await p.send('form.stop');
  await look('stopped');
  await p.follow('Wind down, if you like');
  await look('the wind-down');
}

export async function looksEmpty(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'looks, empty' });
  const found = [];
  try {
    await visit(p, check, BEFORE, found);
    await p.make();
    await p.press('Show me a new sheet');
    await lookAt(p, check, 'the sheet, shown once');
    await visit(p, check, ['/', '/limits', '/limits/card', '/limits/card/print', '/journal', '/map', '/moments'], found);
    await practicePages(p, check, found);
    await p.go('/');
    await p.lock();
    await visit(p, check, ['/', '/unlock'], found);
    check('no_forbidden_words in a new place', found.length === 0, found.join(' | '));
  } finally {
    await p.context.close();
    await app.end();
  }
}

export async function looksFilled(browser, check) {
  const app = await startAttune({ demo: true });
  const p = await person(browser, app, { name: 'looks, filled' });
  const found = [];
  try {
    await p.go('/unlock');
    await p.unlock(app.passphrase);
    const crawled = await crawl(p);
    check('the crawl finds pages', crawled.length > 12, crawled.join(' '));
    await visit(p, check, [...INSIDE, ...crawled], found);
    check('no_forbidden_words in a filled place', found.length === 0, found.join(' | '));
  } finally {
    await p.context.close();
    await app.end();
  }
}
