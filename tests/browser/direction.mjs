/*
 * direction.mjs - where words and numbers are drawn when a page, or what stands on it, runs from right to left
 *
 * Groups of a number, and words beside somebody's own, are looked for on the screen, by where each stands; on all pages, whatever the
 * made-up person wrote is looked for, and whether anything keeps it apart.  What templates say, tests/direction.py reads.  No page runs
 * from right to left yet, so a test turns them round itself.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startWeb } from '../web/web.mjs';
import { ROOT, startAttune } from './attune.mjs';
import { person } from './person.mjs';

const turn = (page, dir) => page.evaluate((to) => { document.documentElement.dir = to; }, dir);

/* As if nobody had thought of it: what keeps words apart is taken off the page. */
export const takeOff = (page) => page.evaluate(() => {
  for (const el of document.querySelectorAll('bdi')) el.replaceWith(...el.childNodes);
  for (const el of document.querySelectorAll('[dir=auto]')) el.removeAttribute('dir');
  document.body.normalize();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace(/[\u2066-\u2069]/g, '');
});

/*
 * Where pieces of a text stand, from left to right: their numbers in that order, for the first element with that selector which holds
 * them all.  Pieces are looked for one after the other.
 */
const drawn = (page, selector, pieces) => page.evaluate(([css, words]) => {
  const el = [...document.querySelectorAll(css)].find((one) => {
    let from = 0;
    return words.every((word) => { from = one.textContent.indexOf(word, from) + word.length; return from >= word.length; });
  });
  if (!el) return `nothing says ${words.join(' … ')}`;
  const nodes = [], walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const place = (offset) => {
    let i = 0;
    while (offset >= nodes[i].length) { offset -= nodes[i].length; i += 1; }
    return [nodes[i], offset];
  };
  let from = 0;
  const at = words.map((word, n) => {
    const begin = el.textContent.indexOf(word, from), range = document.createRange();
    from = begin + word.length;
    range.setStart(...place(begin));
    const [node, last] = place(from - 1);
    range.setEnd(node, last + 1);
    return [n, range.getClientRects()[0].left];
  });
  return at.sort((a, b) => a[1] - b[1]).map(([n]) => n).join('');
}, [selector, pieces]);

/* Numbers on the page whose groups, on one line, do not stand from left to right. */
export const scrambled = (page) => page.evaluate(() => {
  const found = [];
  for (const el of document.querySelectorAll('.help-contact')) {
    const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      for (const number of node.data.matchAll(/[\d+*#][\d +*#-]*[\d#]/g)) {
        const groups = [...number[0].matchAll(/[\d+*#]+/g)].map((group) => {
          const range = document.createRange(), from = number.index + group.index;
          range.setStart(node, from);
          range.setEnd(node, from + group[0].length);
          return range.getClientRects()[0];
        });
        if (groups.some((box, i) => i && box && Math.abs(box.top - groups[i - 1].top) < 2 && box.left < groups[i - 1].right - 1)) found.push(number[0]);
      }
    }
  }
  return found;
});

const shownNumbers = (page) => page.evaluate(() => [...document.querySelectorAll('.help-contact')].filter((el) => /\d \d/.test(el.textContent)).length);

/* A page turned round: what is too wide, drawings whose words moved, marks that left their figure.  A sentence for each, none if all is well. */
export async function turned(page, name) {
  const wrong = [], before = await drawings(page);
  await turn(page, 'rtl');
  const after = await drawings(page);
  before.forEach(([words, x, y], i) => {
    if (Math.abs(after[i][1] - x) > 1.5 || Math.abs(after[i][2] - y) > 1.5) wrong.push(`"${words}" is drawn elsewhere: ${x} ${y}, then ${after[i]}`);
  });
  wrong.push(...[await tooWide(page), await marksApart(page), await sentencesInPieces(page)].filter(Boolean));
  for (const number of await scrambled(page)) wrong.push(`${number} is not in its order`);
  await turn(page, 'ltr');
  return wrong.map((words) => `${name}: ${words}`);
}

/* What is outside at either side: beyond the beginning of a line nobody can scroll. */
const tooWide = (page) => page.evaluate(() => {
  const wide = document.documentElement.clientWidth, more = document.scrollingElement.scrollWidth - wide;
  const out = [...document.querySelectorAll('body *')].filter((el) => {
    const box = el.getBoundingClientRect();
    return box.width > 1 && !el.closest('.sr, .skip, svg, .defs, .paused, .stopped-now') && (box.right > wide + 1 || box.left < -1);
  });
  return more > 0 || out.length ? `too wide by ${more} px: ${out.slice(0, 3).map((el) => `${el.tagName}.${el.className}`).join(', ')}` : '';
});

/* The words in drawings, and where each stands in its drawing. */
const drawings = (page) => page.evaluate(() => [...document.querySelectorAll('svg text')].map((text) => {
  const box = text.getBoundingClientRect(), around = text.ownerSVGElement.getBoundingClientRect();
  return [text.textContent, Math.round(box.left - around.left), Math.round(box.top - around.top)];
}));

/* Spots of a body map are drawn over the figure, in drawings of their own. */
const marksApart = (page) => page.evaluate(() => {
  for (const side of ['front', 'behind']) {
    const figure = document.querySelector(`.body-plain.${side}`)?.getBoundingClientRect();
    if (!figure?.width) continue;
    for (const place of document.querySelectorAll(`.${side} > .place`)) {
      const box = place.getBoundingClientRect();
      if (Math.abs(box.left - figure.left) > 1.5 || Math.abs(box.top - figure.top) > 1.5) return `a spot of the ${side} stands beside its figure: ${box.left} for ${figure.left}`;
    }
  }
  return '';
});

/* What lays its children out in a row makes three boxes of a sentence with a <bdi> in its middle. */
const sentencesInPieces = (page) => page.evaluate(() => {
  const bdi = [...document.querySelectorAll('bdi')].find((one) => /flex|grid/.test(getComputedStyle(one.parentElement).display) &&
    [...one.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  return bdi ? `a sentence is laid out in pieces: ${bdi.parentElement.outerHTML.slice(0, 160)}` : '';
});

/* What attune says itself, all of it in one text. */
async function ours() {
  const texts = [];
  for (const dir of ['content', 'core']) {
    for (const name of await readdir(join(ROOT, dir), { recursive: true })) if (/\.(md|h)$/.test(name)) texts.push(await readFile(join(ROOT, dir, name), 'utf8'));
  }
  return texts.join('\n');
}

/* What the made-up person wrote, line by line; not where it is what attune says, too. */
const NOT_WRITTEN = new Set(['question', 'about', 'activity', 'worksheet', 'field', 'key']);
export async function ownLines() {
  const said = await ours();
  const story = await readFile(join(ROOT, 'content/demo.story'), 'utf8');
  const lines = [...story.matchAll(/ ([\w-]+)="((?:[^"\\]|\\.)*)"/g)].filter(([, name]) => !NOT_WRITTEN.has(name))
    .flatMap(([, , words]) => words.replace(/\\"/g, '"').split('\\n')).map((line) => line.trim()).filter((line) => line.length >= 6 && !said.includes(line));
  return [...new Set(lines)];
}

/* Own words on this page that nothing keeps apart from what stands around them; { found, bare }. */
export const ownWords = (page, lines) => page.evaluate((own) => {
  const bare = [];
  let found = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, words = node.data;
    if (words.trim().length < 6 || node.parentElement.closest('script, textarea, option, template')) continue;
    const line = own.find((one) => words.includes(one.slice(0, 60)));
    if (!line) continue;
    found += 1;
    const from = words.indexOf(line.slice(0, 60)), around = node.parentElement.closest('bdi, [dir=auto]');
    const begins = around?.textContent.trim().replace(/^…\s*/, '').slice(0, 12);
    if (words[from - 1] === '\u2068' || (around && own.some((one) => one.includes(begins) || begins.startsWith(one)))) continue;
    bare.push(`${node.parentElement.outerHTML.slice(0, 160)}`);
  }
  return { found, bare };
}, lines);

/* A limit whose name begins with a number, as "20 minutes" does in Hebrew: there the number stands at the right. */
const LIMIT = '20 דקות', CONDITION = '10 בבוקר, לא יותר!', NAME = '7 ורד', ENGLISH = 'Ask me first!';

async function writeDown(p) {
  await p.go('/limits/new');
  await p.page.fill('#what', LIMIT);
  await p.pick('stance', 'never');
  await p.unfold('Conditions, where, and with whom');
  await p.page.fill('#conditions', CONDITION);
  await p.press('Save');
  await p.go('/limits/new');
  await p.page.fill('#what', ENGLISH);
  await p.pick('stance', 'never');
  await p.press('Save');
  await p.go('/intake/spoken-to');
  await p.page.fill('#q-spoken-to-name textarea', NAME);
  await p.press('Save', p.page.locator('#q-spoken-to-name'));
}

/* What is looked at: words in their order of reading, and the order in which they stand from left to right. */
const PLACES = [
  /* page, dir, where, pieces, from left to right */
  ['/limits', 'ltr', 'h3', ['20', 'דקות'], '10'],
  ['/limits', 'ltr', '.said', ['10', 'בבוקר', 'יותר', '!'], '3210'],
  ['/', 'ltr', 'h1', ['How is it in there', '7', 'ורד', '?'], '0213'],
  ['/limits', 'rtl', 'h3', ['Ask', 'first', '!'], '012'],
  ['/limits', 'rtl', 'h3', ['20', 'דקות'], '10', 'also alone'], /* as all around it runs */
  ['/help?c=AU', 'rtl', '.help-contact', ['1800', '737', '732'], '012'],
  ['/help?c=AU', 'rtl', '.help-contact', ['13', '11', '14', '0477', '13', '11', '14'], '0123456'],
  ['/help?c=NL', 'rtl', '.help-contact', ['113', '0800', '-', '0113', '113', '.', 'nl'], '0123456'],
];

export async function drawnInOrder(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'direction', width: 1280, height: 860 });
  try {
    await p.make();
    await writeDown(p);
    const unmoved = [];
    for (const [path, dir, where, pieces, wanted, alone] of PLACES) {
      await p.go(path);
      await turn(p.page, dir);
      const is = await drawn(p.page, where, pieces);
      check(`${path}, ${dir}: ${pieces.join(' ')} is drawn in order`, is === wanted, is);
      await takeOff(p.page);
      const bare = await drawn(p.page, where, pieces);
      if (!alone && bare === wanted) unmoved.push(`${path} ${dir} ${pieces.join(' ')}: ${bare}`);
    }
    check('without what keeps them apart they are not', unmoved.length === 0, unmoved.join(' | '));
    await sentence(p, check);
    await typed(p, check);
    await calls(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* A sentence of ours around own words, on the page of how a limit was worded. */
async function sentence(p, check) {
  await p.go('/limits');
  await p.follow(LIMIT);
  await p.follow('How I worded it before');
  const pieces = ['Your wordings of', '20', 'דקות', ', the newest'];
  const is = await drawn(p.page, '.lead', pieces);
  check('own words inside a sentence stay in one piece', is === '0213', is);
  await takeOff(p.page);
  const bare = await drawn(p.page, '.lead', pieces);
  check('and without <bdi> they do not', bare !== '0213', bare);
}

/* What is typed decides how a field runs. */
async function typed(p, check) {
  const runs = () => p.page.evaluate(() => ['#what', '#conditions'].map((css) => getComputedStyle(document.querySelector(css)).direction).join(' '));
  await p.go('/limits/new');
  await p.unfold('Conditions, where, and with whom');
  check('a field runs as its page where nothing is typed yet', (await runs()) === 'ltr ltr', await runs());
  await turn(p.page, 'rtl');
  check('on a page that begins at the right, too', (await runs()) === 'rtl rtl', await runs());
  await turn(p.page, 'ltr');
  await p.page.fill('#what', LIMIT);
  await p.page.fill('#conditions', CONDITION);
  check('fields run as what is typed', (await runs()) === 'rtl rtl', await runs());
  await p.page.fill('#what', ENGLISH);
  await p.page.fill('#conditions', ENGLISH);
  await turn(p.page, 'rtl');
  check('also on a page that begins at the right', (await runs()) === 'ltr ltr', await runs());
}

/* The link that calls is right, whichever way the page runs, and says the number it calls. */
async function calls(p, check) {
  await p.go('/help?c=AU');
  await turn(p.page, 'rtl');
  await p.page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
  const link = await p.page.evaluate(() => {
    const a = [...document.querySelectorAll('a[href^="tel:"]')].find((one) => one.textContent.includes('1800737732'));
    return [a?.getAttribute('href'), a?.textContent].join(' ');
  });
  check('the link that calls is right', link === 'tel:1800737732 Call 1800737732', link);
  const is = await drawn(p.page, 'a[href="tel:1800737732"]', ['Call', '1800737732']);
  check('and begins with its word at the right', is === '10', is);
}

/* Every list of numbers, turned round; and that a number out of its order would be noticed. */
export async function numbersInOrder(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'direction, numbers' });
  try {
    for (const path of ['/help?kind=crisis', '/help?kind=sexual', '/help?kind=home', '/help?kind=danger']) {
      await p.go(path);
      await turn(p.page, 'rtl');
      const wrong = await scrambled(p.page);
      check(`${path}: every number is drawn in its order`, wrong.length === 0 && (await p.page.locator('.help-contact').count()) > 2, wrong.join(' | '));
      if ((await shownNumbers(p.page)) < 3) continue;
      await takeOff(p.page);
      check(`${path}: one that is not would be noticed`, (await scrambled(p.page)).length > 0);
    }
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The browser app's two pages for where nothing else of it can run. */
export async function plainPagesInOrder(browser, check) {
  const app = await startWeb();
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  try {
    for (const path of ['index.html', 'help.html']) {
      await page.goto(`${app.base}/${path}`);
      await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
      const wrong = await turned(page, path);
      check(`${path} is as right when it begins at the right`, wrong.length === 0, wrong.join(' | '));
    }
    await turn(page, 'rtl');
    check('its numbers were seen', (await shownNumbers(page)) > 20);
    await takeOff(page);
    check('one out of its order would be noticed', (await scrambled(page)).length > 10);
  } finally {
    await context.close();
    await app.end();
  }
}
