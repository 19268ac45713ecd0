/*
 * learn.mjs - a lesson read screen by screen, a line taken from it, a word said another way, and a lesson that waits
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const LINE = 'Standing still was something my body knew how to do.';
const OTHER_LINE = 'It was never a plan.';
const OWN_WORD = 'The width of my day';

async function readThrough(p, check) {
  await p.go('/learn');
  await p.enter(p.page.getByRole('link', { name: 'Your alarm is not a choice' }));
  check('what a lesson touches is said before it begins', await p.says('It names survival responses, freezing among them.'));
  const titles = [];
  for (let i = 0; i < 12; i++) {
    const shown = await p.page.locator('.screen h2').allInnerTexts();
    titles.push(...shown);
    check(`screen ${i + 1} holds one idea`, shown.length === 1, shown.join(' | '));
    const next = p.page.locator('a[rel=next]');
    if ((await next.count()) === 0) break;
    await p.enter(next);
  }
  check('every screen is another one', titles.length >= 4 && new Set(titles).size === titles.length, titles.join(' | '));
  check('sources stand at the end with how strong they are', (await p.page.locator('.sources .strength').count()) >= 2 && (await p.says('No clinician has looked at this lesson yet.')));
  await p.enter(p.page.locator('a[rel=prev]'));
  check('back leads one screen back', (await p.page.locator('.screen h2').innerText()) === titles[titles.length - 2]);
  await p.follow('All on one page');
  check('all of it stands on one page', (await p.page.locator('.screen h2').allInnerTexts()).join() === titles.join());
  await p.page.emulateMedia({ media: 'print' });
  check('on paper there is the lesson and no form', (await p.page.locator(':is(header, nav, form, .button):visible').count()) === 0 && (await p.page.locator('.screen:visible').count()) === titles.length);
  await p.page.emulateMedia({ media: 'screen' });
}

async function take(p, check) {
  await p.page.fill('#words', LINE);
  await p.press('Save');
  check('a line is kept and shown', (await p.says('Saved. Only you can see it.')) && (await p.page.inputValue('#words')) === LINE, p.path());
  await p.go('/learn/L01');
  check('it is shown again in the lesson', await p.says(LINE));
  await p.go('/learn');
  check('and beside its title', await p.says(LINE));
  await p.go('/journal');
  check('it stands in the diary as what it is', (await p.says(LINE)) && (await p.says('What I take from a lesson')));
  await p.enter(p.page.getByRole('link', { name: /What I take from a lesson/ }));
  await p.follow('Go to the lesson');
  check('its entry leads back to the lesson', p.path().startsWith('/learn/L01'), p.path());
  await p.go('/learn/L01/whole');
  await p.page.fill('#words', OTHER_LINE);
  await p.press('Save');
  await p.go('/learn/L01/whole');
  await p.page.fill('#words', '');
  await p.press('Save');
  check('an empty line is answered kindly', await p.says('What was saved before is as it was.'));
  await p.go('/learn/L01/whole');
  check('and the line is as it was', (await p.page.inputValue('#words')) === OTHER_LINE);
  await p.follow('Delete my line');
  await p.page.locator('main form button').first().click();
  await p.page.waitForURL('**/journal**');
  await p.go('/learn/L01');
  check('a deleted line is gone from the lesson', !(await p.says(OTHER_LINE)) && !(await p.says(LINE)));
}

async function ownWord(p, check) {
  await p.go('/learn/words');
  await p.enter(p.page.getByRole('link', { name: 'Window', exact: true }));
  await p.page.fill('#words', OWN_WORD);
  await p.press('Save');
  const card = p.page.locator('.glossary .card', { hasText: OWN_WORD });
  const words = await card.innerText();
  check('own words stand before those of the glossary', words.indexOf(OWN_WORD) < words.indexOf('The range in which'), words);
}

async function waiting(p, check) {
  await p.go('/learn/L04');
  check('a lesson opens by itself as long as nothing is marked', (await p.page.locator('.screen').count()) === 1);
  await p.go('/limits/new?stance=never');
  await p.page.fill('#what', 'Breath');
  await p.page.locator('select[name=tag], input[name=tag][value=breath]').first().evaluate((el) => {
    for (let at = el; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  });
  const select = p.page.locator('select[name=tag]');
  if (await select.count()) await select.selectOption('breath');
  else await p.page.locator('input[name=tag][value=breath]').check({ force: true });
  await p.press('Save');
  for (const path of ['/learn/L04', '/learn/L04/3', '/learn/L04/whole']) {
    await p.go(path);
    check(`${path} says what it touches and waits`, (await p.says('It contains something you asked to avoid')) && (await p.page.locator('.screen').count()) === 0);
  }
  const boxes = await Promise.all(['Not now', 'Open it'].map((name) => p.page.getByRole('link', { name, exact: true }).boundingBox()));
  const looks = await p.page.locator('main .actions a').evaluateAll((all) => all.map((a) => getComputedStyle(a).backgroundColor));
  check('opening and leaving weigh the same', boxes[0].height === boxes[1].height && looks[0] === looks[1], JSON.stringify([boxes, looks]));
  await p.follow('Not now');
  check('leaving leads to the lessons, where it is folded away', p.path() === '/learn' && !(await p.page.getByRole('link', { name: 'Breath, with options' }).isVisible()));
  await p.go('/learn/L04');
  await p.follow('Open it');
  check('asked to, it opens', (await p.page.locator('.screen').count()) === 1);
  await p.enter(p.page.locator('a[rel=next]'));
  check('and does not ask again at each screen', (await p.page.locator('.screen').count()) === 1, p.path());
}

export async function learn(browser, check, { name, scripts = true }) {
  const app = await startAttune();
  const p = await person(browser, app, { name, scripts, width: 360, height: 740 });
  try {
    await p.make();
    await readThrough(p, check);
    await take(p, check);
    await ownWord(p, check);
    await waiting(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}
