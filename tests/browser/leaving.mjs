/*
 * leaving.mjs - the quick exit hides first, then locks, then is somewhere else; and Back shows nothing
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

const SECRET = 'The lamp by the east window';

async function withSecret(browser, options, then) {
  const app = await startAttune();
  const p = await person(browser, app, options);
  try {
    await p.make();
    await p.go('/limits/new');
    await p.page.fill('#what', SECRET);
    await p.choose('Never');
    await p.press('Save');
    await then(p);
  } finally {
    await p.context.close();
    await app.end();
  }
}

async function backShowsNothing(p, check, how) {
  let shown = '';
  for (let i = 0; i < 3; i++) {
    await p.page.goBack({ timeout: 5000 }).catch(() => {});
    await p.page.waitForTimeout(250);
    if ((await p.text()).includes(SECRET)) shown += `${p.page.url()} `;
  }
  check(`${how}: Back does not show anything`, shown === '', shown);
}

const pressShift = async (page, times) => {
  for (let i = 0; i < times; i++) await page.keyboard.press('Shift');
};

/*
 * The app answers nothing until the page has been seen to hide, in another tab of the same place: what must happen at once does not
 * wait for it, and no clock is asked.
 */
async function hiddenFirst(browser, check, how, leave) {
  await withSecret(browser, { name: `leave by ${how}` }, async (p) => {
    check(`${how}: there was something to hide`, await p.says(SECRET));
    const beside = await p.context.newPage();
    await beside.goto(`${p.base}/blank`);
    await p.page.evaluate(() => {
      new MutationObserver(() => localStorage.setItem('hidden', 'yes')).observe(document.documentElement, { attributeFilter: ['hidden'] });
    });
    p.app.hold();
    await leave(p);
    let hidden = null;
    for (let i = 0; i < 6000 && !hidden; i++) {
      await beside.waitForTimeout(50);
      hidden = await beside.evaluate(() => localStorage.getItem('hidden'));
    }
    check(`${how}: the page is hidden before the app answers`, hidden === 'yes');
    p.app.goOn();
    await p.left();
    check(`${how}: the address is another`, p.path() === '/blank');
  });
}

async function locksToo(browser, check, how, options, leave) {
  await withSecret(browser, { name: `leave by ${how}`, ...options }, async (p) => {
    await leave(p);
    await p.left();
    let open = true;
    for (let i = 0; i < 6000 && open; i++) {
      await p.page.waitForTimeout(100);
      open = await p.isOpen();
    }
    check(`${how}: the vault is locked`, !open);
    check(`${how}: the page left behind says nothing`, (await p.text()).trim() === '');
    await backShowsNothing(p, check, how);
  });
}

async function capitals(browser, check) {
  await withSecret(browser, { name: 'capitals' }, async (p) => {
    await p.go('/limits/new');
    await p.page.focus('#what');
    for (const letter of 'HELLO') {
      await p.page.keyboard.down('Shift');
      await p.page.keyboard.press(`Key${letter}`);
      await p.page.keyboard.up('Shift');
    }
    const told = p.page.locator('#shift-said[role=status]');
    await pressShift(p.page, 1);
    check('capitals, and Shift once, tell nothing', (await told.textContent()) === '');
    await pressShift(p.page, 1);
    check('Shift twice is told to whoever listens, and nothing of it is seen',
      /once more leaves/.test(await told.textContent()) && await told.evaluate((el) => el.getBoundingClientRect().width <= 1));
    await p.page.waitForTimeout(600);
    check('typing capitals, and Shift twice, leave nothing',
      p.path() === '/limits/new' && (await p.page.inputValue('#what')) === 'HELLO' && (await p.isOpen()));
  });
}

/* What an open page held must not come back by Back after Lock, where no script can hide it: words, a sheet's frame, what was typed. */
async function lockedWithoutScripts(browser, check) {
  await withSecret(browser, { name: 'lock, no scripts', scripts: false }, async (p) => {
    await p.go('/sheet');
    await p.go('/journal/new');
    await p.page.fill('#words', SECRET);
    await p.lock();
    await backShowsNothing(p, check, 'Lock without scripts');
    const fields = await p.page.evaluate(() => [...document.querySelectorAll('textarea')].map((area) => area.value).join());
    check('Lock without scripts: nor what was typed', !fields.includes(SECRET), fields);
    const answer = await p.context.request.get(`${p.base}/blank`);
    check('the pages behind a lock tell the browser to drop those before', answer.headers()['clear-site-data'] === '"cache"');
  });
}

const button = (p) => p.page.locator('form.leave button').click();
const shifts = (p) => pressShift(p.page, 3);

export async function leave(browser, check) {
  await Promise.all([
    hiddenFirst(browser, check, 'the button', button),
    hiddenFirst(browser, check, 'Shift three times', shifts),
  ]);
  await Promise.all([
    locksToo(browser, check, 'the button and its answer', {}, button),
    locksToo(browser, check, 'Shift three times and its answer', {}, shifts),
  ]);
  await Promise.all([
    locksToo(browser, check, 'the button without scripts', { scripts: false }, button),
    capitals(browser, check),
    lockedWithoutScripts(browser, check),
  ]);
}
