/*
 * worksheets.mjs - guided writing on a phone: a thought looked at, one plan with its reasons, drafts that outlive a closed page, paper
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const kept = (p) => p.says('Saved. Only you can see it.');

async function thought(p, check) {
  await p.go('/journal');
  await p.unfold('More ways to write');
  await p.follow('A thought, looked at kindly');
  check('danger comes before thinking', await p.says('Not for danger that is real now.'));
  await p.follow('Begin');
  await p.unfold('Places to start from');
  await p.follow('If I say no, they will leave.');
  check('a starting place fills the field', (await p.page.inputValue('#f-thought')) === 'If I say no, they will leave.');
  check('and brings the question that opens it', await p.says('the last few times you said a small no'));
  await p.page.fill('#f-situation', 'He asked whether I was coming to bed');
  await p.pick('belief-before', 80);
  await p.page.fill('#f-for', 'one\ntwo\nthree\nfour');
  await p.press('Save');
  check('a fourth line is gently refused beside its field', await p.says('Three lines are enough here.'));
  check('with everything still there', (await p.page.inputValue('#f-for')).endsWith('four') &&
    (await p.page.inputValue('#f-situation')).startsWith('He asked') && (await p.page.locator('[name=belief-before][value="80"]').isChecked()));
  await p.page.fill('#f-for', '');
  await p.press('Save');
  check('one press keeps the sheet', await kept(p), await p.text());
  await p.pick('belief-after', 50);
  await p.press('Save');
  check('a lower number is met without applause', !/success|well done|great|lower|better/i.test(await p.page.locator('.notice').first().innerText()));
}

async function paper(p, check) {
  await p.follow('To print');
  check('nothing is ticked at first', (await p.page.locator('main input:checked').count()) === 0);
  await p.tick('thought');
  await p.press('Show the paper');
  const sheet = await p.page.locator('article.paper').innerText();
  check('only what is ticked is on the paper', sheet.includes('If I say no') && !sheet.includes('He asked'), sheet);
}

async function plan(p, check) {
  await p.go('/work/plan/new');
  await p.page.fill('#f-next', 'Hand cream after lunch');
  await p.press('Save');
  await p.page.fill('#f-next', 'Only the warm cup');
  await p.page.fill('#f-why', 'The scent was too much');
  await p.press('Save');
  await p.follow('How it was before');
  check('the plan keeps its earlier wording and the reason', await (async () => {
    await p.unfold('How it was before');
    return (await p.says('Hand cream after lunch')) && (await p.says('The scent was too much'));
  })());
}

async function drafts(p, check) {
  await p.go('/journal/new');
  const sent = p.page.waitForResponse((r) => r.url().endsWith('/draft'));
  await p.page.locator('#words').pressSequentially('The harbour at six');
  check('what is typed is kept as a draft', (await sent).status() === 204);
  await p.go('/journal');
  check('a draft is no entry', !(await p.says('The harbour at six')));
  await p.go('/journal/new');
  check('no field is filled by itself', (await p.page.inputValue('#words')) === '');
  await p.follow('Look at it');
  check('the words are there again', (await p.page.inputValue('#words')) === 'The harbour at six');
  await p.press('Save');
  await p.go('/journal/new');
  check('and gone from the page once kept', !(await p.says('was not saved')));
  await p.go('/work/needs/new');
  const again = p.page.waitForResponse((r) => r.url().endsWith('/draft'));
  await p.page.locator('#f-did').pressSequentially('small');
  await again;
  await p.go('/work/needs/new');
  await p.follow('Look at it');
  check('a line of a sheet is kept as a draft too', (await p.page.inputValue('#f-did')) === 'small');
  await p.go('/drafts');
  await p.press('Throw it away');
  await p.go('/work/needs/new');
  check('and can be thrown away', !(await p.says('was not saved')));
}

async function helpInPrivate(p, check) {
  await p.go('/work/fear-or-desire/new');
  await p.pick('risk', 3);
  await p.press('Save');
  check('an answer about danger leads to help', (await p.heading()) === 'Help lines' && !(await p.says('I am afraid of someone')));
  await p.go('/journal');
  check('and leaves no trace', !(await p.page.locator('.diary').innerText()).includes('Fear or desire'));
}

async function card(p, check) {
  await p.go('/journal/choose');
  await p.page.locator('main label.chip', { hasText: 'The harbour at six' }).click();
  await p.press('Add what is ticked');
  check('a ticked sentence moves onto the card', (await p.page.inputValue('#words')).includes('The harbour at six'));
  await p.press('Save the card');
  check('the card is in the diary', await p.says('Sentences I chose'));
}

export async function worksheets(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'worksheets', width: 360, height: 740 });
  try {
    await p.make();
    await thought(p, check);
    await paper(p, check);
    await plan(p, check);
    await drafts(p, check);
    await helpInPrivate(p, check);
    await card(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* The same forms without scripts: nothing is promised about drafts, and everything else works. */
export async function worksheetsPlain(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'worksheets, no scripts', scripts: false, width: 360, height: 740 });
  try {
    await p.make();
    await thought(p, check);
    await paper(p, check);
    await plan(p, check);
    await helpInPrivate(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}
