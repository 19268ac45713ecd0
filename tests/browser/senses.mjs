/*
 * senses.mjs - colours of one's own (Windows' high contrast), and a desk enlarged to 400 %
 */
import { startAttune } from './attune.mjs';
import { person } from './person.mjs';

/* Playwright's Chromium alone can be given such colours. */
export async function ownColours(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'own colours', width: 390, height: 844, forcedColors: 'active' });
  try {
    await p.make();
    for (const colorScheme of ['light', 'dark']) {
      await p.page.emulateMedia({ forcedColors: 'active', colorScheme });
      await p.go('/body/new');
      const [line, paper, edge] = await p.page.evaluate(() => [getComputedStyle(document.querySelector('.body-plain .body-skin')).stroke,
        getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.mark.front .edge')).stroke]);
      check(`${colorScheme}: the figure is to be seen`, line !== 'none' && line !== paper && edge !== paper && edge !== 'none', `${line} ${edge} on ${paper}`);
      await p.tapSpot('.mark.front .place', 0.5, 0.4);
      check(`${colorScheme}: and a tap on it opens a panel`, (await p.page.locator('.panel:visible').count()) === 1);
      const chosen = await p.page.evaluate(() => getComputedStyle(document.querySelector('.mark:has(.at:checked) .edge')).stroke);
      check(`${colorScheme}: what was tapped looks otherwise`, chosen !== edge && chosen !== paper, `${chosen} ${edge}`);
    }
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* 1280 × 1024 at 400 %. */
export async function enlarged(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'enlarged', width: 320, height: 256 });
  const bars = () => p.page.evaluate(() => [...document.querySelectorAll('.top, .places, .practice-foot')]
    .filter((el) => getComputedStyle(el).position === 'sticky').reduce((sum, el) => sum + el.getBoundingClientRect().height, 0));
  const within = (selectors) => p.page.evaluate((all) => all.filter((css) => {
    const el = document.querySelector(css), box = el.getBoundingClientRect();
    return !(box.top >= 0 && box.bottom <= innerHeight && box.height >= 44 && el.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)));
  }).join(), selectors);
  try {
    await p.make();
    await p.go('/limits');
    check('at most a quarter of the page is bars', (await bars()) <= 64, await bars());
    await p.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const away = await within(['a.ground', 'form.leave button']);
    check('Ground and Leave stay in their place at the end of a page, too', away === '', away);
    await p.begin('A13');
    check('in a practice, less than half', (await bars()) < 128, await bars());
    const out = await within(['a.ground', 'form.leave button', '#stop', 'form.pause button']);
    check('with Stop, Pause, Ground and Leave within reach', out === '', out);
  } finally {
    await p.context.close();
    await app.end();
  }
}
