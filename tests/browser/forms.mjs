/*
 * forms.mjs - nothing typed is lost or kept twice: double presses, stale pages, a lock in between, stale Stops
 */
import { startAttune } from './attune.mjs';
import { hold, PASSPHRASE, person, tab } from './person.mjs';

const LONG = Array.from({ length: 250 }, (_, i) => `Line ${i} of a long evening, with "quotes", <angles> & a plus + sign.`).join('\n');

async function opened(browser, options, then) {
  const app = await startAttune();
  const p = await person(browser, app, options);
  try {
    await p.make();
    await then(p);
  } finally {
    await p.context.close();
    await app.end();
  }
}

const entries = async (p) => {
  await p.go('/journal');
  return p.page.locator('.diary li.entry').count();
};

export async function doubleSubmit(browser, check) {
  await opened(browser, { name: 'double' }, async (p) => {
    await p.go('/journal/new');
    await p.page.fill('#words', 'Twice pressed');
    await Promise.all([p.page.waitForNavigation(), p.page.getByRole('button', { name: 'Save', exact: true }).dblclick()]);
    check('two presses keep one note', (await entries(p)) === 1);
    const fields = await p.fieldsOf('/journal/new');
    const replies = await Promise.all([1, 2, 3].map(() => p.post('/journal/new', { ...fields, words: 'Sent thrice' })));
    check('the same form sent three times at once is kept once',
      replies.every((reply) => reply.status() === 303) && (await entries(p)) === 2);
    await p.go('/journal/new');
    await p.page.fill('#words', 'Sent, and sent again after going back');
    await p.press('Save');
    await p.post('/journal/new', { ...fields, words: 'Sent thrice' });
    check('sent again later it is still kept once', (await entries(p)) === 3);
  });
}

async function staleForm(browser, check, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  await opened(browser, { name: `stale ${how}`, scripts }, async (p) => {
    await p.go('/journal/new');
    await p.page.fill('#words', LONG);
    const other = await tab(p);
    await other.go('/');
    await other.lock();
    await p.press('Save');
    check(`${how}: a form sent after a lock says that it is held, unseen`,
      (await p.says('What you typed is held on this page, unseen.')) && !(await p.says('Line 17 of')));
    await p.unlock('not this one');
    check(`${how}: a wrong passphrase in between loses nothing`, await p.says('That did not open it.'));
    await p.unlock();
    check(`${how}: after opening, the words are there to look over`,
      (await p.page.inputValue('#words')) === LONG && (await p.says('What you typed is still here.')));
    await p.press('Save');
    check(`${how}: then they are kept, once`, (await entries(p)) === 1);
    await p.enter(p.page.locator('.diary .entry a').first());
    check(`${how}: to the last line`, (await p.says('Line 249 of a long evening, with "quotes", <angles> & a plus + sign.')));
  });
}

/* Locked and opened again elsewhere: the page's token is old though the session is new. */
async function oldToken(browser, check) {
  await opened(browser, { name: 'old token' }, async (p) => {
    await p.go('/journal/new');
    await p.page.fill('#words', 'From before the lock');
    const other = await tab(p);
    await other.go('/');
    await other.lock();
    await other.go('/unlock');
    await other.unlock(PASSPHRASE);
    await p.press('Save');
    check('a page from before the lock keeps what was typed and says why', (await p.page.inputValue('#words')) === 'From before the lock' &&
      (await p.page.locator('.notice.stale').isVisible()) && (await entries(other)) === 0);
    await p.press('Save');
    check('sent again it is kept', (await entries(other)) === 1);
  });
}

export async function staleFormKeeps(browser, check) {
  await staleForm(browser, check, true);
  await staleForm(browser, check, false);
  await oldToken(browser, check);
}

/* Not only notes: a limit with its marks comes through the lock as well. */
export async function lockedPost(browser, check) {
  await opened(browser, { name: 'locked post' }, async (p) => {
    await p.go('/limits/new');
    await p.page.fill('#what', 'Keys jangling');
    await p.choose('Not now');
    await p.unfold('Conditions, where, and with whom');
    await p.tick('area-hands');
    await p.context.clearCookies();
    await p.press('Save');
    check('the words travel along, and are not shown', !(await p.says('Keys jangling')) &&
      (await p.page.locator('input[name=held]').getAttribute('value')).includes('Keys'));
    await p.unlock();
    check('every mark came through', (await p.page.inputValue('#what')) === 'Keys jangling' &&
      (await p.page.locator('#area-hands').isChecked()) && (await p.page.locator('input[value=not-now]').isChecked()));
    await p.press('Save');
    check('and it can be kept', await p.says('Keys jangling'));
  });
}

async function stopBy(browser, check, how, press) {
  await opened(browser, { name: `stop by ${how}` }, async (p) => {
    await p.begin('A13', 120);
    await press(p);
    await p.page.waitForURL('**/ground?stopped=1');
    check(`Stop by ${how}`, (await p.heading()) === 'You stopped. That is the skill.');
    await p.go('/practice/now');
    check(`Stop by ${how} is final`, !(await p.isActive()));
  });
}

/* Within one turn of the page: a press on Stop, and then its own time to load itself again, or another page. */
const pressAndTime = () => {
  document.querySelector('form.stop button').click();
  document.body.dataset.pauseMs = '1';
  document.dispatchEvent(new Event('visibilitychange'));
};
/* Where it has gone before it could answer, the answer is lost and the press is not. */
const pressAndGo = () => {
  document.querySelector('form.stop button').click();
  location.replace('/practice/now');
};

/* A Stop on its way while the page would load itself again; and one whose going another page takes the place of. */
export async function stopAndReload(browser, check) {
  await opened(browser, { name: 'stop, and the page loads again' }, async (p) => {
    await p.begin('A13', 120);
    await p.page.waitForTimeout(1500); /* it never loads again sooner */
    const onItsWay = await hold(p.page, '**/practice/stop');
    await p.page.evaluate(pressAndTime);
    await p.page.waitForTimeout(500); /* in which it would have loaded again */
    onItsWay();
    await p.page.waitForURL('**/ground?stopped=1').catch(() => {});
    check('a page that would load itself again does not take Stop back', p.path() === '/ground?stopped=1', p.path());
    await p.page.unroute('**/practice/stop');
  });
  await opened(browser, { name: 'stop, and another page comes' }, async (p) => {
    await p.begin('A13', 120);
    await Promise.all([p.page.waitForNavigation(), p.page.evaluate(pressAndGo).catch(() => {})]);
    await p.go('/practice/now');
    check('nor does another page: the press has reached the app', p.path() === '/ground?stopped=1' && !(await p.isActive()), p.path());
  });
}

async function stopFromStale(p) {
  const other = await tab(p);
  await other.go('/practice/now');
  await other.send('form.pause');
  await other.unfold('Check in again');
  await other.gate({ button: 'Check in' });
  await other.press('Continue');
  await p.send('form.stop');
}

/* A Stop needs neither token nor script: an empty post from the session is one. */
async function stopBare(p) {
  await p.context.request.post(`${p.base}/practice/stop`, { headers: { Origin: p.base }, maxRedirects: 0 });
  await p.go('/ground?stopped=1');
}

export async function stopAlways(browser, check) {
  await stopBy(browser, check, 'the key S', (p) => p.page.keyboard.press('s'));
  await stopBy(browser, check, 'the Escape key', (p) => p.page.keyboard.press('Escape'));
  await stopBy(browser, check, 'a tab that has grown stale', stopFromStale);
  await stopBy(browser, check, 'a request without a token', stopBare);
}
