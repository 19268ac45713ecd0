/*
 * speak.mjs - speaking, at the width of a phone: a rehearsal, a script, no sorry, a tested limit, kind words, questions alone
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const OWN = 'Harbour lights means everything stops.';

async function rehearses(p, check) {
  await p.go('/learn');
  await p.enter(p.page.getByRole('link', { name: 'Rehearsal' }).first());
  await p.follow('“It’s fine”, said fast');
  await p.follow('Keep holding. Kit said it was fine.');
  check('a reply is answered with a principle', (await p.page.getByRole('heading', { name: 'What that may do' }).count()) === 1);
  check('a reply that presses on leads back, not on', (await p.page.getByRole('link', { name: /^Continue/ }).count()) === 0);
  await p.follow('Try another reply');
  await p.enter(p.page.locator('.replies a').nth(1));
  await p.enter(p.page.getByRole('link', { name: /^Continue/ }));
  check('the next scene follows', await p.says('Kit lets go and tucks both hands'));
  await p.follow('Not now');
  check('it can be left in any scene', p.path() === '/learn/rehearse');
}

async function speaks(p, check) {
  await p.go('/limits/card?part=stop-word');
  await p.page.fill('#words', 'Harbour lights');
  await p.press('Save this line');
  await p.go('/learn/scripts/S09');
  check('a script is filled with the own stop word', (await p.page.inputValue('#words-short')).includes('“Harbour lights”'));
  await p.page.fill('#words-short', OWN);
  await p.enter(p.page.locator('#short button'));
  check('the own wording is kept', (await p.page.inputValue('#words-short')) === OWN);
  await p.go('/learn/scripts/S09/print?form=short');
  check('and stands on paper', await p.says(OWN));
  await p.go('/learn/plain');
  await p.page.fill('#words-request', 'Sorry, could we have the window open?');
  await p.enter(p.page.locator('#request form button').last());
  check('sorry is said kindly, with the same words without it', await p.says('You wrote “Sorry”') && await p.says('Could we have the window open?'));
  await p.press('Save this one instead');
  check('the other wording is kept when asked', (await p.page.inputValue('#words-request')) === 'Could we have the window open?' && !(await p.says('You wrote')));
}

async function keeps(p, check) {
  await p.go('/limits/tested');
  check('help stands before anything to write', (await p.page.locator('textarea').count()) === 0 && (await p.page.locator('main').getByRole('link', { name: 'Help lines', exact: true }).count()) > 0);
  await p.follow('What I need now');
  await p.page.fill('#words', 'Soup, and nobody near me.');
  await p.press('Save');
  check('a part is kept by itself', p.path() === '/limits/tested?kept=1');
  await p.go('/kind?take=K11');
  await p.page.fill('#words', 'My no is enough.');
  await p.press('Save');
  check('a kind sentence of one’s own stands first', (await p.page.locator('.kind-words').first().innerText()) === 'My no is enough.');
  await p.go('/journal');
  check('all of it stands in the journal', (await p.says('Soup, and nobody near me.')) && (await p.says('My no is enough.')) && (await p.says(OWN)));
}

async function alone(p, check) {
  const seen = [];
  const sent = [];
  p.page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')));
  for (const ticked of [false, true]) {
    await p.go('/limits/alone');
    if (ticked) for (const box of await p.page.locator('.alone input').all()) await box.check({ force: true });
    await p.follow('Continue');
    seen.push(p.path() + (await p.page.content()).replace(/(name="(token|once)" value=")[^"]*/g, '$1'));
  }
  check('whatever is ticked, address and page are the same', seen[0] === seen[1]);
  check('nothing of it is in any request', sent.every((url) => !url.includes('=') && !url.includes('?')), sent.join(' '));
  await p.go('/limits/alone');
  await p.page.locator('.alone input').first().check({ force: true });
  await p.page.getByRole('button', { name: 'Clear the ticks' }).click();
  check('ticks can be cleared', (await p.page.locator('.alone input:checked').count()) === 0);
}

async function keepsAway(p, check) {
  await p.go('/intake/keep-away');
  const box = p.page.locator('form', { has: p.page.locator('input[value="keep-away-own"]') });
  await box.locator('textarea, input[name=words]').first().fill('dentist');
  await p.enter(box.locator('button').first());
  await p.go('/learn/scripts/S15');
  check('what holds an own word waits', (await p.heading()) === 'This one is closed');
  await p.follow('Open it');
  check('and opens when asked', (await p.heading()) === 'Before an examination');
  await p.go('/settings');
  await p.page.locator('#s-exposure').getByLabel('Do not show it').check({ force: true });
  await p.enter(p.page.locator('#s-exposure button'));
  await p.go('/learn/scripts');
  check('or it is left out of the list', !(await p.says('Before an examination')) && (await p.says('Some are left out')));
}

async function speakWith(browser, check, scripts) {
  const app = await startAttune();
  const p = await person(browser, app, { name: `speak ${scripts}`, scripts, width: 360, height: 740 });
  try {
    await alone(p, check); /* before any vault: anyone may */
    await p.make();
    await rehearses(p, check);
    await speaks(p, check);
    await keeps(p, check);
    await alone(p, check);
    await keepsAway(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}

export const speakPhone = (browser, check) => speakWith(browser, check, true);
export const speakWithoutScripts = (browser, check) => speakWith(browser, check, false);
