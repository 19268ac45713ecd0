/*
 * measures.mjs - a questionnaire brought from a file, answered and deleted, the page with support, and the short check
 *
 * The files are those of tests/vectors/questionnaires: placeholders, nobody's questions.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lookAt } from './looks.mjs';
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const pathOf = (name) => fileURLToPath(new URL(`../vectors/questionnaires/${name}.json`, import.meta.url));
const textOf = (name) => readFile(pathOf(name), 'utf8');

async function bring(p, name) {
  await p.go('/measures/import');
  await p.page.fill('#json', await textOf(name));
  await p.press('Bring it here');
}

async function fill(p, name, answers) {
  await p.go('/measures');
  await p.enter(p.page.locator('.card', { hasText: name }).getByRole('link', { name: 'Fill it in' }));
  for (const [n, value] of [...answers].entries()) if (value !== '-') await p.pick(`a-${n}`, value);
  await p.press('Save');
}

/* In the chooser: said beside it, and the box is as it was. */
export async function tooLargeToChoose(p, check) {
  await p.page.fill('#json', 'as it was');
  for (const kilobytes of [600, 1500]) {
    await p.page.setInputFiles('#file', { name: 'large.json', mimeType: 'application/json', buffer: Buffer.alloc(kilobytes << 10, ' ') });
    await p.page.locator('[data-why=large]').waitFor({ state: 'visible' });
    check(`a file of ${kilobytes} KB is said to be too large, and the box is as it was`, (await p.says('larger than attune can read')) &&
      (await p.page.inputValue('#json')) === 'as it was');
  }
}

/* Pasted: under the limit of a request, and over it. */
export async function tooLargeToSend(p, check) {
  for (const kilobytes of [300, 600, 5000]) {
    await p.go('/measures/import');
    await p.page.evaluate(([n]) => { document.querySelector('#json').value = `{${' '.repeat(n << 10)}}`; }, [kilobytes]);
    await p.press('Bring it here');
    check(`${kilobytes} KB are never to be kept in two parts`, (kilobytes < 512 || (await p.says('larger than attune can read'))) &&
      !(await p.says('two parts')));
  }
}

/* Without scripts: pasted, refused with all of it there, then kept and answered. */
export async function measuresWithoutScripts(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'measures, no scripts', scripts: false });
  try {
    await p.make();
    await p.go('/measures');
    check('nothing is asked of someone new', await p.says('Nothing yet, and nothing has to be.'));
    const whole = await textOf('who-5');
    await p.go('/measures/import');
    check('without scripts there is no file chooser that would do nothing', !(await p.page.locator('#file').isVisible()));
    await p.page.fill('#json', whole.slice(0, -40));
    await p.press('Bring it here');
    check('a cut text is told apart, and is still all there', (await p.says('ends too soon')) &&
      (await p.page.inputValue('#json')).trim() === whole.slice(0, -40).trim());
    await tooLargeToSend(p, check);
    await p.go('/measures/import');
    await p.page.fill('#json', whole);
    await p.press('Bring it here');
    check('a questionnaire that was pasted is here to fill in', await p.says('WHO-5 (placeholders)'));
    await fill(p, 'WHO-5 (placeholders)', '2212-');
    check('what is left out is not added up, and that is fine', await p.says('You skipped something, and you may.'));
    await p.follow('All of it');
    await p.follow('Change it');
    await p.pick('a-4', '1');
    await p.press('Save');
    check('a result is words, and no number', (await p.says('You marked few of the good things these five questions ask about.')) &&
      !/\d+ of \d+/.test(await p.page.locator('#said').innerText()));
  } finally {
    await p.context.close();
    await app.end();
  }
}

async function ninthQuestion(p, check) {
  await bring(p, 'phq-9');
  await fill(p, 'PHQ-9 quick depression assessment panel (placeholders)', '000000001');
  check('the ninth question opens support at once', p.path() === '/measures/support?kept=1' &&
    (await p.heading()) === 'You do not have to be alone with this');
  const text = await p.text();
  check('support names a line, someone near, a safer place and grounding, and that nobody reads it',
    ['Talk to someone now', 'Have someone with you', 'Make the place safer', 'Come back to here', 'Nobody is reading this'].every((words) => text.includes(words)));
  await p.follow('Your answers are saved. Open them');
  check('support locks nobody out', (await p.path()).startsWith('/measures') && (await p.says('a page with support')));
}

async function shortCheck(p, check) {
  await p.go('/measures/own');
  await p.pick('a-1', '2');
  await p.unfold('Areas of my own');
  await p.page.fill('#name-0', 'The choir');
  await p.pick('o-0', '3');
  await p.press('Save');
  check('the short check is told in its own words', (await p.says('The choir')) && (await p.says('Most of the time')));
  await p.go('/measures/own');
  check('an area of one’s own is there again', (await p.page.inputValue('#name-0')) === 'The choir');
}

/* By name: what is ticked and nothing else. */
async function onPaper(p, check) {
  await p.go('/measures/print');
  check('nothing is ticked beforehand', (await p.page.locator('input[type=checkbox]:checked').count()) === 0);
  await p.page.locator('.chip', { hasText: 'PHQ-9' }).locator('input').check();
  await p.press('Show only the page');
  const paper = await p.page.locator('.paper').innerText();
  check('on paper stands what was ticked, and nothing else', paper.includes('PHQ-9') && paper.includes('1 of 27') && !paper.includes('choir'));
  await lookAt(p, check, 'the page to take along');
}

async function rhythm(p, check) {
  await p.go('/course');
  check('my course asks nothing by itself', !(await p.says('You asked to be asked')));
  await p.go('/measures');
  await p.choose('The short check, about every four weeks');
  await p.send('#rhythm form');
  await p.go('/course');
  check('it is not asked again so soon after it was said', !(await p.says('You asked to be asked')));
}

async function deleted(p, check) {
  await p.go('/measures');
  await p.enter(p.page.locator('#said .card', { hasText: 'The choir' }).getByRole('link', { name: 'Delete' }));
  await p.press('Delete it');
  await p.go('/measures');
  check('a deleted answer is gone from here', !(await p.says('The choir')));
}

/* With scripts, at the width of a phone. */
export async function measures(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'measures' });
  try {
    await p.make();
    await p.go('/measures/import');
    await tooLargeToChoose(p, check);
    await lookAt(p, check, 'a file too large');
    await p.page.setInputFiles('#file', pathOf('gad-7'));
    await p.page.waitForFunction(() => document.querySelector('#json').value.includes('GAD-7'));
    check('a file is read into the box, and nothing is said against it any more', !(await p.page.locator('[data-why]').first().isVisible()));
    await p.press('Bring it here');
    check('it is here', await p.says('GAD-7 (placeholders)'));
    await p.enter(p.page.getByRole('link', { name: 'Fill it in' }));
    await lookAt(p, check, 'a questionnaire to fill in');
    await ninthQuestion(p, check);
    await shortCheck(p, check);
    await p.go('/measures');
    await p.enter(p.page.locator('#said').getByRole('link', { name: 'All of it' }).last());
    await lookAt(p, check, 'answers in words');
    await onPaper(p, check);
    await rhythm(p, check);
    await deleted(p, check);
    await p.go('/journal');
    check('the diary names it without a result', (await p.says('PHQ-9')) && !(await p.says('of 27')));
  } finally {
    await p.context.close();
    await app.end();
  }
}
