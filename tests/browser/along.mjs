/*
 * along.mjs - taking things along, the card to fold, the directory, reminders and harm, at a phone's width
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

async function takingAlong(p, check) {
  await p.go('/ground/G05');
  await p.press('Add to my toolkit');
  check('a tool is taken along where it stands', p.path() === '/ground/G05' && (await p.says('In your toolkit')), p.path());
  await p.go('/help?c=AU&kind=peers');
  await p.press('Add to my toolkit');
  await p.go('/toolkit');
  check('the toolkit holds the steps and the number at once', (await p.says('Swap hands.')) && (await p.says('1800 184 527')), await p.text());
  await p.follow('A card to fold');
  check('the card has eight fields', (await p.page.locator('.folded > section').count()) === 8);
  await p.page.emulateMedia({ media: 'print' });
  const across = await p.page.locator('.folded').evaluate((el) => getComputedStyle(el).gridTemplateColumns.split(' ').length);
  check('printed, they stand in rows of four, and nothing else is on the paper',
    across === 4 && !(await p.page.locator('.top').isVisible()) && !(await p.page.locator('.no-print').first().isVisible()), across);
  await p.page.emulateMedia({ media: 'screen' });
  await p.go('/toolkit');
  await p.page.locator('.carried .take button').first().click();
  await p.page.waitForURL('**/toolkit');
  check('what is taken out is gone from the page', !(await p.says('Swap hands.')));
}

async function directory(p, check) {
  await p.go('/help');
  await p.page.fill('#find', 'Zealand sexual');
  await p.press('Find');
  check('a word finds lines and stands in no address', p.path() === '/help' && (await p.says('Safe to Talk')) && !(await p.says('Galop')));
  check('a line says its kind, its hours, its country and when it was checked',
    (await p.says('Kind of help')) && (await p.says('day and night')) && (await p.says('November 2026, read, not phoned')));
  await p.go('/help');
  await p.follow('Peers and groups');
  await p.page.locator('details.more').first().locator('summary').click();
  await p.follow('Groups, and what to look for in one');
  check('what to look for in a group is said, and consent there', await p.says('A no needs no reason'));
}

async function reminders(p, check) {
  await p.go('/reminders');
  check('reminders are off', (await p.page.locator('[name=days][value="0"]').isChecked()) && !(await p.says('Save the calendar file')));
  await p.pick('days', 1);
  await p.page.fill('#at', '22:30');
  await p.press('Save');
  check('a time in the quiet hours is answered kindly, and stands there again',
    (await p.says('nothing would ever come')) && (await p.page.inputValue('#at')) === '22:30');
  await p.page.fill('#at', '19:30');
  await p.press('Save');
  check('it says plainly when it works', await p.says('only while a page of attune is open and unlocked'));
  const [file] = await Promise.all([p.page.waitForEvent('download'), p.page.getByRole('link', { name: 'Save the calendar file' }).click()]);
  check('the calendar file has a name that says nothing', file.suggestedFilename() === 'notes.ics', file.suggestedFilename());
}

/* The page is told that a reminder is due in a moment, as attune would tell it. */
async function notified(p, check) {
  const shown = async (granted) => {
    await p.page.addInitScript((permission) => {
      window.shown = [];
      window.Notification = class {
        static permission = permission;
        constructor(title, more) { window.shown.push([title, more?.body]); }
      };
    }, granted ? 'granted' : 'default');
    await p.page.route('**/course', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, body: (await reply.text()).replace(/data-remind-ms="\d+"/, 'data-remind-ms="50"') });
    });
    await p.go('/course');
    const told = () => p.page.evaluate(() => window.shown);
    await p.page.waitForTimeout(300);
    for (let i = 0; granted && i < 12000 && (await told()).length === 0; i++) await p.page.waitForTimeout(50);
    return told();
  };
  check('without permission nothing is shown', (await shown(false)).length === 0);
  const told = await shown(true);
  check('with it, the one neutral word and nothing else', told.length === 1 && told[0][0] === 'Notes' && told[0][1] === undefined, JSON.stringify(told));
  await p.page.unroute('**/course');
}

async function harm(p, check) {
  await p.page.locator('details.menu > summary').click();
  await p.follow('When something made things worse');
  await p.press('Slept badly');
  check('one tap from the menu notes it', await p.says('Noted: Slept badly.'));
  await p.follow('The last weeks, in words');
  check('the weeks are words', (await p.says('Slept badly')) && (await p.says('When to speak with someone')));
  await p.go('/effects?saved=1');
  await p.follow('delete it');
  await p.press('Delete it');
  await p.go('/effects/weeks');
  check('what was noted can be deleted', !(await p.page.locator('.weeks').count()));
}

async function medicines(p, check) {
  await p.go('/medicines');
  check('the standing message is the first thing said', (await p.page.locator('main .notice').first().innerText()).includes('do not stop, skip or change'));
  check('what is known is folded', (await p.page.locator('.folded-list .prose:visible').count()) === 0);
  await p.page.fill('#words', 'The white one, at night');
  await p.press('Save');
  check('a medicine is kept in own words', await p.says('The white one, at night'));
}

export async function along(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'along' });
  const q = await person(browser, app, { name: 'along, no scripts', scripts: false });
  try {
    await p.make();
    await takingAlong(p, check);
    await q.context.addCookies(await p.context.cookies());
    await directory(q, check);
    await reminders(q, check);
    await harm(q, check);
    await medicines(q, check);
    const r = await person(browser, app, { name: 'along, told' });
    await r.context.addCookies(await p.context.cookies());
    await notified(r, check);
    await r.context.close();
  } finally {
    await p.context.close();
    await q.context.close();
    await app.end();
  }
}
