/*
 * silence.mjs - nobody answers: the ask comes, then the pause, with scripts and by the style sheet alone
 */
import { startAttune } from './attune.mjs';
import { stopWithinReach } from './evening.mjs';
import { person } from './person.mjs';

const ASK_S = 60, PAUSE_S = 105;

const until = (begun, seconds) => new Promise((done) => setTimeout(done, begun + seconds * 1000 - Date.now()));
const asks = (p) => p.page.getByRole('button', { name: 'The same, because I like it' }).isVisible();
const saysPaused = (p) => p.page.getByRole('heading', { name: 'Paused', exact: true }).isVisible();

async function started(browser, options) {
  const app = await startAttune();
  const p = await person(browser, app, options);
  await p.make();
  await p.begin('A13', ASK_S);
  return { app, p, begun: Date.now() };
}

async function stopStays(p, begun, last) {
  let always = true;
  for (let s = 5; s <= last; s += 10) {
    await until(begun, s);
    always &&= await stopWithinReach(p).catch(() => false);
  }
  return always;
}

async function noAnswer(browser, check, options) {
  const { app, p, begun } = await started(browser, options);
  try {
    check('the practice is under way', await p.isActive());
    const stop = stopStays(p, begun, PAUSE_S + 10);
    await until(begun, ASK_S - 4);
    check('before its time nothing is asked', !(await asks(p)) && !(await saysPaused(p)));
    await until(begun, ASK_S + 3);
    check('after a minute the ask is there', await asks(p));
    check('the ask alone pauses nothing', !(await saysPaused(p)));
    await until(begun, PAUSE_S + 4);
    check('no answer is a pause', await saysPaused(p), await p.text());
    check('what was to be done is out of sight', !(await p.page.locator('.doing .prose').isVisible().catch(() => false)));
    check('Stop is within reach all the while', await stop);
    if (options.scripts === false) await lateAnswer(p, check);
    await p.send('form.stop');
    await p.page.waitForURL('**/ground?stopped=1');
    check('Stop still stops', (await p.heading()) === 'You stopped. That is the skill.');
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* Pressed through the page that was already out of time, as someone with other software might. */
async function lateAnswer(p, check) {
  await Promise.all([p.page.waitForNavigation(),
    p.page.locator('form[action="/practice/still"]').evaluate((form) => form.requestSubmit(form.querySelector('[value=same]')))]);
  await p.go('/practice/now');
  check('a yes that comes too late starts nothing again', (await p.heading()) === 'Paused' && !(await p.isActive()));
}

async function answered(browser, check) {
  const { app, p, begun } = await started(browser, { name: 'answered' });
  try {
    await until(begun, ASK_S + 3);
    await p.press('The same, because I like it');
    check('an answer in time lets it go on', (await p.isActive()) && !(await asks(p)) && !(await saysPaused(p)));
  } finally {
    await p.context.close();
    await app.end();
  }
}

export const silenceWithScripts = (browser, check) => noAnswer(browser, check, { name: 'silence' });
export const silenceWithoutScripts = (browser, check) =>
  noAnswer(browser, check, { name: 'silence, no scripts', scripts: false, width: 1280, height: 860, reducedMotion: 'reduce' });
export const silenceAnswered = answered;
