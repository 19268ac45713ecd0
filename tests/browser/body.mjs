/*
 * body.mjs - a body map by tap, by key, and without scripts as a plain list; a no-go that is a limit until it is undone
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const COAT = 'like a coat hanger';
const CUP = 'from the cup';

const spot = (p, key) => p.page.locator(`.mark:has(#at-${key})`);
const panelIsOpen = (p, key) => spot(p, key).locator('.panel').isVisible();

async function byTap(p, check) {
  await p.go('/body');
  await p.follow('Mark how it is now');
  check('no panel stands open before a spot is chosen', (await p.page.locator('.panel:visible').count()) === 0);
  await p.tapSpot('.mark:has(#at-shoulders) .place', 0.5, 0.22);
  check('a tap on the drawn shoulders opens their panel', await panelIsOpen(p, 'shoulders'));
  await p.tapSpot('.mark:has(#at-back-hands) .place', 0.92, 0.54);
  check('a tap on the back of a hand opens that one, and closes the other',
    (await panelIsOpen(p, 'back-hands')) && !(await panelIsOpen(p, 'shoulders')));
  await spot(p, 'back-hands').locator('.is-warmth').click();
  await p.page.fill('#words-back-hands', CUP);
  check('the mark is drawn on the figure at once',
    await spot(p, 'back-hands').locator('.f-warmth').evaluate((el) => getComputedStyle(el).display === 'inline'));
  check('and no other is', await spot(p, 'back-hands').locator('.f-fear').evaluate((el) => getComputedStyle(el).display === 'none'));
}

/* Arrows go from spot to spot, Tab into the marks of the one that is chosen, Space marks. */
async function byKey(p, check) {
  const { keyboard } = p.page;
  await p.page.locator('#at-mouth').focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  check('arrows lead from the mouth past the throat to the shoulders', await panelIsOpen(p, 'shoulders'));
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  check('Tab and Space mark tension', await p.page.locator('[name=shoulders-tension]').isChecked());
  for (let i = 0; i < 7; i++) await keyboard.press('Tab');
  await keyboard.type(COAT);
  check('the words of the spot come after its marks', (await p.page.inputValue('#words-shoulders')) === COAT);
}

async function kept(p, check) {
  await p.press('Save');
  check('the map is said in words', (await p.says(`Shoulders: tension ${COAT}`)) && (await p.says(`Backs of the hands: warmth ${CUP}`)), await p.text());
  check('and drawn small', (await p.page.locator('.body-maps .body-small [fill="url(#p-warmth)"]').count()) === 1);
  await p.go('/journal');
  check('one map is one entry of the diary', (await p.page.locator('.entry').count()) === 1 && (await p.says(CUP)));
  check('a map is no number', !/\d+\s*(of|%|spots)/.test(await p.page.locator('main').innerText()));
}

/* Without scripts, and without the figure. */
async function asList(p, check) {
  await p.go('/body/new');
  await p.press('Save');
  check('an empty map comes back with a kind sentence', await p.says('There is nothing on the map yet.'));
  await p.page.locator('.as-list input').check();
  check('the list shows every spot and no figure',
    (await p.page.locator('.panel:visible').count()) === 27 && (await p.page.locator('.place:visible').count()) === 0);
  await p.tick('shoulders-ease');
  await p.tick('hands-no-go');
  await p.page.fill('#words', 'Later the same day');
  await p.press('Save');
  check('what changed stands in words, without a direction', await p.says('tension, then ease'), await p.text());
}

const isClosed = async (p) => {
  await p.go('/practice/activity/A15');
  return (await p.page.getByRole('link', { name: 'Choose this, for now' }).count()) === 0;
};

async function noGo(p, check) {
  check('a no-go mark is a limit at once', await isClosed(p));
  await p.go('/body');
  await p.press('Hands: undo the limit, keep the mark');
  check('one tap undoes it', (await p.says('It is only a mark now.')) && !(await isClosed(p)));
  await p.go('/body');
  await p.press('Hands: make it a limit, “Never”');
  check('one tap makes it a limit', await p.says('It is a limit now.'));
  check('and it is not offered twice', (await p.page.getByRole('button', { name: /make it a limit/ }).count()) === 0);
  check('what touches the hands is closed from then on', await isClosed(p));
  await p.go('/limits');
  check('it stands among the limits', await p.says('Hands'));
}

async function changed(p, check) {
  await p.go('/body');
  await p.enter(p.page.locator('.body-maps h3 a').last());
  check('a map opens with its marks and words', (await p.page.inputValue('#words-shoulders')) === COAT);
  await p.page.locator('#at-shoulders').check();
  await p.tick('shoulders-fear');
  await p.press('Save');
  check('an edit is the same map with another mark', (await p.page.locator('.body-maps > li').count()) === 2 && (await p.says('tension and fear')));
  await p.enter(p.page.locator('.body-maps h3 a').last());
  await p.follow('Delete this map');
  await p.press('Delete it');
  await p.go('/body');
  check('a map is deleted as a whole', (await p.page.locator('.body-maps > li').count()) === 1 && !(await p.says(COAT)));
}

async function weeks(p, check) {
  await p.go('/body/weeks');
  check('nothing of the weeks is shown before it is asked for', !(await p.says('On a body map')));
  await p.follow('Show me');
  check('then it is words', await p.says('shoulders: ease'), await p.text());
}

export async function bodyMap(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'body' });
  const q = await person(browser, app, { name: 'body, no scripts', scripts: false });
  try {
    await p.make();
    await byTap(p, check);
    await byKey(p, check);
    await kept(p, check);
    await q.context.addCookies(await p.context.cookies());
    await asList(q, check);
    await noGo(q, check);
    await changed(q, check);
    await weeks(q, check);
  } finally {
    await p.context.close();
    await q.context.close();
    await app.end();
  }
}
