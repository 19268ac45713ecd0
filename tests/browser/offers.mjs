/*
 * offers.mjs - offers say why without a number, what was gathered can be set right, and learning can be switched off
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const gathered = (p) => p.page.locator('main ul.cards li').allInnerTexts();

async function told(p, check) {
  await p.go('/practice');
  const offers = await p.page.locator('.offers .card:not(.rest)').allInnerTexts();
  check('a few things are offered, and rest beside them', offers.length > 0 && offers.length <= 4 && (await p.page.locator('.offers .rest').count()) === 1, offers.join(' | '));
  const whys = await p.page.locator('.offers .why').allInnerTexts();
  check('each says why', whys.length === offers.length && whys.every((w) => w.length > 15), whys.join(' | '));
  check('no reason has a number, a score or praise', !whys.some((w) => /\d|%|score|well done|great|proud/i.test(w)), whys.join(' | '));
  check('no two say it the same way', new Set(whys).size === whys.length, whys.join(' | '));
  await p.go('/practice');
  check('and asking twice says the same', (await p.page.locator('.offers .why').allInnerTexts()).join() === whys.join());
}

async function whyNot(p, check) {
  await p.go('/practice/activity/A13');
  await p.follow('Why is it offered, or not?');
  check('why not the other one is answered', (await p.page.locator('.lead').innerText()).length > 15 && (await p.says('An offer is only an offer')));
}

async function setRight(p, check) {
  await p.follow('How offers are made');
  check('it says what it was tried on', await p.says('simulated people only'));
  await p.follow('What attune has gathered');
  const before = await gathered(p);
  check('something was gathered from the made-up life', before.length > 0, before.join(' | '));
  await p.enter(p.page.getByRole('button', { name: /That’s not so/ }).first());
  check('“that’s not so” is kept and shown as set right', (await p.says('Saved.')) && (await p.says('What you set right')));
  await p.enter(p.page.getByRole('button', { name: /Let it all count again/ }).last());
  check('and can be taken back', (await gathered(p)).join() === before.join(), (await gathered(p)).join(' | '));
}

async function switchedOff(p, check) {
  await p.go('/settings');
  const form = p.page.locator('#s-learning');
  await form.getByLabel('Do not learn; use plain rules').check();
  await p.press('Save', form);
  check('learning can be switched off', await p.page.locator('#s-learning').getByLabel('Do not learn; use plain rules').isChecked());
  await p.go('/offers/gathered');
  check('then nothing is gathered', (await p.says('Learning is off')) && (await gathered(p)).length === 0);
  await p.go('/practice');
  check('and the plain rules offer', (await p.page.locator('.offers .card:not(.rest)').count()) > 0);
}

export async function offersAreTold(browser, check) {
  const app = await startAttune({ demo: true });
  const p = await person(browser, app, { name: 'offers', scripts: false, width: 360, height: 740 });
  try {
    await p.go('/unlock');
    await p.unlock(app.passphrase);
    await told(p, check);
    await whyNot(p, check);
    await setRight(p, check);
    await switchedOff(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}
