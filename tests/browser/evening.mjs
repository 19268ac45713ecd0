/*
 * evening.mjs - one whole evening, from the first page to locked and opened again
 */
import { startAttune } from './attune.mjs';
import { PASSPHRASE, person } from './person.mjs';

const NEVER_WORDS = 'Nobody stands in the door behind me';
const LIKE_WORDS = 'The blue wool blanket';
const STOP_WORD = 'Harbour lights';
const NOTE_WORDS = 'The kettle sang before the rain came over the roofs.';
const NOTE_AFTER = 'The kettle sang, and I stayed in the kitchen.';
const MOMENT_WORDS = 'A sparrow on the sill';
const CHECKIN_WORDS = 'Rain all afternoon, loud on the skylight.';
const NAME = 'Marlow';
const TYPED = [NEVER_WORDS, LIKE_WORDS, STOP_WORD, NOTE_AFTER, MOMENT_WORDS, CHECKIN_WORDS, NAME];

async function arrive(p, check) {
  check('arrives at a welcome', (await p.heading()) === 'You are welcome here');
  await p.follow('Ground, now');
  const first = p.page.locator('.tools .card h3 a').first();
  check('one tap leads to grounding', (await p.heading()) === 'Here, now' && (await first.count()) === 1);
  await p.enter(first);
  check('a second tap leads into a tool with steps', (await p.page.locator('.tool-steps li').count()) > 0, p.path());
  await p.follow('Help lines');
  await p.enter(p.page.locator('.countries a').first());
  check('help lines are there before any set-up', (await p.page.locator('.help-lines li').count()) > 0);
  check('nothing dials by itself: a number is one more step away', (await p.page.locator('a[href^="tel:"]:visible').count()) === 0);
}

/* The browser's own check holds the form first; without it, the app says it itself. */
async function makeWithSlips(p, check) {
  const unguarded = () => p.page.locator('main form').evaluate((form) => { form.noValidate = true; });
  const slip = async (what, first, again, adult, sentence) => {
    await unguarded();
    await p.page.fill('#passphrase', first);
    await p.page.fill('#again', again);
    await p.page.locator('[name=adult]').setChecked(adult);
    await p.press('Make my place');
    check(`making with ${what} is answered by a kind sentence`, await p.says(sentence), await p.text());
  };
  await p.go('/make');
  await p.page.fill('#passphrase', PASSPHRASE);
  await p.page.fill('#again', PASSPHRASE);
  await p.page.getByRole('button', { name: 'Make my place' }).click();
  check('an unticked age leaves everything typed where it is',
    p.path() === '/make' && (await p.page.inputValue('#passphrase')) === PASSPHRASE);
  await slip('two different passphrases', PASSPHRASE, `${PASSPHRASE}s`, true, 'The two are not the same yet.');
  check('the tick is kept after a slip', await p.page.locator('[name=adult]').isChecked());
  await slip('a short passphrase', 'short', 'short', true, 'That is a little short.');
  await slip('no age', PASSPHRASE, PASSPHRASE, false, 'attune is made for adults. Grounding and the help lines are open to everyone.');
  await p.make();
  check('the vault is made', (await p.heading()) === 'Recovery sheet');
}

async function recoverySheet(p, check) {
  await p.press('Show me a new sheet');
  const groups = await p.page.locator('.phrase li').allInnerTexts();
  const code = groups.map((group) => group.trim()).join('-');
  check('the sheet is shown with its code and its picture', groups.length === 6 && (await p.page.locator('.qr svg').count()) === 1, code);
  await p.follow('Now try it');
  await p.go('/sheet');
  check('the sheet is shown this once', !(await p.text()).includes(groups[3]));
  await p.go('/sheet/try');
  await p.page.fill('#code', `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
  await p.press('Try it');
  check('a slip in the drill gets a kind sentence',
    /Compare that group with the sheet|does not open this vault/.test(await p.text()), await p.text());
  await p.page.fill('#code', code.toLowerCase());
  await p.press('Try it');
  check('the drill succeeds, small letters or not', (await p.heading()) === 'The sheet opens it');
  await p.follow('Continue');
}

async function intake(p, check) {
  await p.go('/intake/spoken-to');
  const question = (id) => p.page.locator(`#q-spoken-to-${id}`);
  await question('name').locator('textarea').fill(NAME);
  await p.press('Save', question('name'));
  await question('tone').locator('input[type=radio]').first().check();
  await p.press('Save', question('tone'));
  check('an answer is shown where it was given', (await question('name').innerText()).includes(NAME));
  await p.press('Later', question('pronouns'));
  check('later is kept as later', (await question('pronouns').innerText()).includes('left this for later'));
  await p.press('Never ask', question('body-words'));
  check('never is kept as never', (await question('body-words').innerText()).includes('This is not asked'));
  check('what was set aside shows no field', (await question('body-words').locator('textarea, input[type=radio]').count()) === 0);
}

async function checkIn(p, check) {
  await p.go('/');
  check('Today greets by the chosen name', (await p.heading()).includes(NAME));
  await p.page.locator('.skies .sky', { hasText: 'Fog' }).click();
  await p.press('Save');
  check('one tap on a sky is a check-in', (await p.says('Saved. Only you can see it.')) && (await p.says('Fog')), await p.text());
  await p.follow('Change it');
  await p.unfold('Say a little more');
  await p.pick('distress', 20);
  await p.pick('presence', 7);
  await p.tapSpot('.spot.a-hands', 0.1, 0.56);
  check('the drawn body and its list are one', await p.page.locator('#area-hands').isChecked());
  await p.page.fill('#words', CHECKIN_WORDS);
  await p.press('Save');
  check('what was said more is shown', (await p.says(CHECKIN_WORDS)) && (await p.says('Fog')));
}

async function limits(p, check) {
  await p.go('/limits/new');
  await p.page.fill('#what', NEVER_WORDS);
  await p.choose('Never');
  await p.unfold('Conditions, where, and with whom');
  await p.tapSpot('.spot.a-neck', 0.5, 0.17);
  await p.press('Save');
  const never = p.page.locator('section', { has: p.page.locator('#never') });
  check('a never stands in its own words', (await never.innerText()).includes(NEVER_WORDS));
  check('the marked area is said in words', /neck/i.test(await never.innerText()));
  await p.go('/limits/new?stance=like');
  check('a like begins as a like', await p.page.locator('input[value=like]').isChecked());
  await p.page.fill('#what', LIKE_WORDS);
  await p.press('Save');
  check('a like stands beside it', await p.says(LIKE_WORDS));
  await p.go('/limits/card');
  const line = p.page.locator('.card-lines > div', { hasText: /stop word|word.*stop/i }).first();
  await p.enter(line.getByRole('link'));
  await p.page.fill('#words', STOP_WORD);
  await p.press('Save this line');
  check('the stop word is on the card', await p.says(STOP_WORD));
  await p.follow('See it as a card');
  check('the printed card carries the word, the never, and no name or date',
    await p.page.locator('.paper').innerText().then((t) => t.includes(STOP_WORD) && t.includes(NEVER_WORDS) && !t.includes(NAME) && !/20\d\d/.test(t)));
  if (!p.page.emulateMedia) return; /* only playwright's browser can be shown as paper */
  await p.page.emulateMedia({ media: 'print' });
  check('on paper there is only the card', (await p.page.locator(':is(header, nav, .button):visible').count()) === 0);
  await p.page.emulateMedia({ media: 'screen' });
}

async function refusedGate(p, check) {
  await p.go('/practice');
  await p.enter(p.page.locator('.offers .card h3 a').first());
  await p.follow('Choose this, for now');
  await p.press('On to the check-in');
  await p.gate({ distress: 60 });
  const words = await p.text();
  check('a high number is answered by what is open', /Not now is a whole answer/.test(words), words);
  for (const open of ['Ground', 'Rest', 'Something smaller'])
    check(`${open} is offered at a closed gate`, (await p.page.locator('main').getByRole('button', { name: open, exact: true }).count()) === 1);
  check('there is no way on anyway', !/anyway/i.test(words) && (await p.page.locator('form[action="/practice/begin"]').count()) === 0);
  const reply = await p.post('/practice/begin', await p.fieldsOf('/practice/now'));
  await p.go('/practice/now');
  check('a begin sent past the page begins nothing', reply.status() < 400 && !(await p.isActive()));
  await p.press('Something smaller');
  check('something smaller leads to the ladder', (await p.heading()) === 'Practice');
}

async function practise(p, check) {
  await p.enter(p.page.locator('.offers .card h3 a').nth(1));
  const chosen = { path: p.path(), name: await p.heading() };
  await p.follow('Choose this, for now');
  await p.press('On to the check-in');
  await p.gate();
  check('an open gate leads to the promise', (await p.heading()) === 'The promise');
  await p.press('Begin');
  check('the practice is under way', await p.isActive());
  check('Stop is large and within reach', await stopWithinReach(p));
  await p.send('form.pause');
  check('a pause is a pause', (await p.heading()) === 'Paused');
  check('nothing goes on without a fresh check-in', (await p.page.locator('form[action="/practice/begin"]').count()) === 0);
  await p.unfold('Check in again');
  await p.gate({ button: 'Check in' });
  check('after a fresh check-in going on is open', await p.says('You can continue, or end here.'), await p.text());
  await p.press('Continue');
  check('it goes on', await p.isActive());
  return chosen;
}

export const stopWithinReach = (p) =>
  p.page.locator('#stop').evaluate((button) => {
    const box = button.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.height >= 60 && box.width >= 140 && box.bottom <= innerHeight && box.top >= 0 && button.contains(hit);
  });

async function stop(p, check, chosen) {
  const fields = await p.fieldsOf('/practice/now');
  await p.send('form.stop');
  await p.at('/ground?stopped=1');
  check('Stop is one tap and leads straight to grounding', (await p.heading()) === 'You stopped. That is the skill.');
  await p.back();
  await p.page.waitForTimeout(300);
  for (const button of ['The same, because I like it', 'Continue', 'Begin', 'Check in']) {
    const there = p.page.getByRole('button', { name: button, exact: true }).first();
    if (await there.isVisible()) await p.enter(there);
  }
  check('going back in the browser brings nothing back to life', !(await stillOpen(p)));
  for (const [path, more] of [['begin', {}], ['still', { answer: 'same' }],
    ['check', { distress: 0, presence: 10, willingness: 'want', sober: 1, 'no-pain': 1, safe: 1, able: 1 }], ['begin', {}]])
    await p.post(`/practice/${path}`, { ...fields, once: '', ...more });
  await p.go('/practice/now');
  check('no form of that practice makes it active again', !(await p.isActive()) && !(await stillOpen(p)), p.path());
  await p.go('/ground?stopped=1');
  await p.follow('Wind down, if you like');
  await p.page.fill('#expected', 'Something loud');
  await p.page.fill('#happened', 'Quiet, mostly');
  await p.page.fill('#remember', 'The window was open');
  await p.press('Save');
  check('the wind-down is kept, and nothing more is asked', await p.says('Saved. Nothing more is asked of you today.'));
  await p.go('/practice');
  check('the rung rests', await p.says('You stopped something today.'));
  await p.go(chosen.path);
  check('what was stopped cannot be chosen again today',
    (await p.heading()) === chosen.name && (await p.page.getByRole('link', { name: 'Choose this, for now' }).count()) === 0);
}

/* Open in the sense that an active or paused page would be shown for it. */
const stillOpen = async (p) =>
  /data-practice="active"/.test(await p.pageOf('/practice/now'));

async function journal(p, check) {
  await p.go('/journal/new');
  await p.page.fill('#words', NOTE_WORDS);
  await p.press('Save');
  await p.go('/moments');
  await p.page.fill('#words', MOMENT_WORDS);
  await p.press('Save');
  check('a noticed moment is kept', await p.says(MOMENT_WORDS));
  const find = async (words) => {
    await p.go('/journal');
    await p.page.fill('#q', words);
    await p.press('Find');
      return p.page.locator('.diary li.entry').count();
  };
  check('the diary finds a word whatever its capitals', (await find('KETTLE')) === 1);
  await p.enter(p.page.locator('.diary .entry a').first());
  await p.follow('Edit');
  check('editing begins with what was written', (await p.page.inputValue('#words')) === NOTE_WORDS);
  await p.page.fill('#words', NOTE_AFTER);
  await p.press('Save');
  if (!p.path().startsWith('/journal/')) {
    await find('kettle');
    await p.enter(p.page.locator('.diary .entry a').first());
  }
  await p.page.locator('main details.more summary').first().click();
  check('the earlier wording is kept', (await p.says(NOTE_WORDS)) && (await p.says(NOTE_AFTER)));
  await p.go('/journal/new');
  await p.page.fill('#words', 'Perishable marmalade thought');
  await p.press('Save');
  check('a second note can be found', (await find('marmalade')) === 1);
  await p.enter(p.page.locator('.diary .entry a').first());
  await p.follow('Delete');
  check('deleting says what it does first', (await p.heading()) === 'Delete this?');
  await p.press('Delete it');
  check('what was deleted is not found again', (await find('marmalade')) === 0 && !(await p.says('Perishable')));
  check('the other note still is', (await find('kettle')) === 1);
  await p.go('/map');
  check('the safety map opens', (await p.heading()) === 'Safety map');
}

async function settings(p, check) {
  const looks = () => p.page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    size: parseFloat(getComputedStyle(document.body).fontSize),
  }));
  await p.go('/settings');
  const before = await looks();
  await p.page.locator('#s-theme input[value=dark]').check();
  await p.press('Save', p.page.locator('#s-theme'));
  const dark = await looks();
  check('the dark theme is visible at once', dark.paper !== before.paper, JSON.stringify([before, dark]));
  await p.page.locator('#s-text input[value=l]').check();
  await p.press('Save', p.page.locator('#s-text'));
  const large = await looks();
  check('larger text is larger', large.size > dark.size, JSON.stringify([dark, large]));
}

const INSIDE = ['/', '/practice', '/limits', '/journal', '/moments', '/map', '/learn', '/settings', '/intake', '/checkin',
  '/limits/card/print', '/practice/now', '/sheet', '/settings/keep', '/unlock', '/ground', '/help'];

async function lockAndReturn(p, check) {
  await p.go('/');
  await p.lock();
  check('after Lock the first page is closed', (await p.heading()) === 'Hello');
  let told = '';
  for (const path of INSIDE) {
    await p.go(path);
    const html = await p.page.content();
    for (const words of TYPED) if (html.includes(words)) told += `${path}: ${words}; `;
    if (['/', '/unlock'].includes(p.path()) && /\d/.test(await p.page.locator('main').innerText())) told += `${path}: a number; `;
    if ((await p.page.title()) !== 'Notes') told += `${path}: title; `;
  }
  check('locked pages tell no words, no numbers and a neutral title', told === '', told);
  await p.go('/unlock');
  await p.unlock('not the passphrase');
  check('a wrong passphrase gets a kind sentence', await p.says('That did not open it. Take your time and try again.'));
  await p.unlock();
  check('the right one opens Today', (await p.heading()).includes(NAME));
  check('the check-in is there', await p.says(CHECKIN_WORDS));
  await p.go('/limits');
  check('the limits are there', (await p.says(NEVER_WORDS)) && (await p.says(LIKE_WORDS)));
  await p.go('/journal');
  check('the diary is there', (await p.says(NOTE_AFTER)) && (await p.says(MOMENT_WORDS)));
  check('the theme is there', (await p.page.locator('html').getAttribute('data-theme')) === 'dark');
}

export async function wholeEvening(browser, check, { start = startAttune, arrived = async () => {}, ...options }) {
  const app = await start();
  const p = await person(browser, app, options);
  try {
    await arrived(p);
    await arrive(p, check);
    await makeWithSlips(p, check);
    await recoverySheet(p, check);
    await intake(p, check);
    await checkIn(p, check);
    await limits(p, check);
    await refusedGate(p, check);
    const chosen = await practise(p, check);
    await stop(p, check, chosen);
    await journal(p, check);
    await settings(p, check);
    await lockAndReturn(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}
