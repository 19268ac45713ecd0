/*
 * silence.mjs - nobody answers: the ask comes, then the pause, with scripts and by the style sheet alone
 */
import { startAttune } from './attune.mjs';
import { stopWithinReach } from './evening.mjs';
import { person } from './person.mjs';

const ASK_S = 60, PAUSE_S = 105;

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const asks = (p) => p.page.locator('form[action="/practice/still"] button[value=same]').first().isVisible();
const saysPaused = (p) => p.page.getByRole('heading', { name: 'Paused', exact: true }).isVisible();

/* The page's clock is an hour earlier from ten seconds on: timers that are told by it would never come. */
const setBack = () => {
  const now = Date.now.bind(Date), began = performance.now();
  Date.now = () => now() - (performance.now() - began > 10000 ? 3600000 : 0);
};

async function started(browser, { setsBack, ...options }) {
  const app = await startAttune();
  const p = await person(browser, app, options);
  if (setsBack) await p.page.addInitScript(setBack);
  await p.make();
  await p.plan('A13', ASK_S);
  await p.gate();
  const begun = Date.now(); /* before the press: a slow machine makes what is measured longer, never shorter */
  await p.press('Begin');
  return { app, p, begun };
}

/* How many seconds after the beginning it is there; the limit is only there so that a failure ends. */
async function seenAfter(p, begun, shows) {
  while (Date.now() - begun < 900000) {
    if (await shows(p).catch(() => false)) return (Date.now() - begun) / 1000;
    await wait(0.5);
  }
  return Infinity;
}

/* A page that is just being changed for another has none; the next look finds it. */
async function stopStays(p, ends) {
  let always = true;
  for (let over = false; !over; over = await Promise.race([ends.then(() => true), wait(8).then(() => false)])) {
    always &&= await stopWithinReach(p).catch(() => false) || (await wait(3), await stopWithinReach(p).catch(() => false));
  }
  return always;
}

async function noAnswer(browser, check, options) {
  const { app, p, begun } = await started(browser, options);
  try {
    check('the practice is under way', await p.isActive());
    const paused = seenAfter(p, begun, saysPaused);
    const stop = stopStays(p, paused);
    const asked = await seenAfter(p, begun, asks);
    check('before its time nothing is asked', asked >= ASK_S - 1, asked);
    check('after a minute the ask is there', asked < Infinity);
    check('no answer is a pause', (await paused) < Infinity, await p.text());
    check('and not before its time: the ask alone pauses nothing', (await paused) >= PAUSE_S - 1, await paused);
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
  await p.after(() => p.page.locator('form[action="/practice/still"]').evaluate((form) => form.requestSubmit(form.querySelector('[value=same]'))));
  await p.go('/practice/now');
  check('a yes that comes too late starts nothing again', (await p.heading()) === 'Paused' && !(await p.isActive()));
}

/* Where a machine was too slow to answer within the time there is for it, nothing is shown either way, and it begins anew. */
async function answered(browser, check) {
  let app, p, begun;
  const anew = async () => {
    await p?.context.close();
    await app?.end();
    ({ app, p, begun } = await started(browser, { name: 'answered' }));
    await seenAfter(p, begun, asks);
    await p.enter(p.page.locator('form[action="/practice/still"] button[value=same]').first());
    const inTime = Date.now() - begun < PAUSE_S * 1000;
    return { inTime, goesOn: (await p.isActive()) && !(await asks(p)) && !(await saysPaused(p)) };
  };
  try {
    let last = await anew();
    for (let i = 0; i < 10 && !last.inTime && !last.goesOn; i++) last = await anew();
    check('an answer in time lets it go on', last.goesOn);
    await p.page.getByRole('button', { name: 'Not sure' }).waitFor({ timeout: 900000 });
    const answers = await p.page.locator('.answers button').allInnerTexts();
    check('Stop is the first answer', answers[0] === 'Stop' && answers.length === 4, answers.join(' | '));
    await p.enter(p.page.locator('.answers button').first());
    check('and it stops', (await p.heading()) === 'You stopped. That is the skill.', await p.heading());
  } finally {
    await p?.context.close();
    await app?.end();
  }
}

export const silenceWithScripts = (browser, check) => noAnswer(browser, check, { name: 'silence' });
export const silenceWithTheClockSetBack = (browser, check) => noAnswer(browser, check, { name: 'silence, clock set back', setsBack: true });
export const silenceWithoutScripts = (browser, check) =>
  noAnswer(browser, check, { name: 'silence, no scripts', scripts: false, width: 1280, height: 860, reducedMotion: 'reduce' });
export const silenceAnswered = answered;
