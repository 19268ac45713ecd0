/*
 * cannot.mjs - where the browser app cannot run: one true sentence, and Ground, Leave and help lines that need nothing of it
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { looks } from './shell.mjs';
import { ROOT, startWeb, until } from './web.mjs';

/* What a browser may lack, put before the page's own scripts; `vault` before the worker's. */
const LACKING = {
  'cannot-wasm': { page: () => { delete window.WebAssembly; } },
  'cannot-lockdown': { part: 'cannot-wasm', page: () => { delete window.WebAssembly; delete Navigator.prototype.locks; Object.defineProperty(window, 'indexedDB', { value: undefined }); } },
  'cannot-http': { page: () => { Object.defineProperty(window, 'isSecureContext', { value: false }); delete Crypto.prototype.randomUUID; delete Navigator.prototype.locks; } },
  'cannot-old': { page: () => { delete Navigator.prototype.locks; } },
  'cannot-storage': { vault: 'indexedDB.__proto__.open = () => { throw new DOMException("blocked", "SecurityError"); };' },
  'cannot-storage, told by the page': { part: 'cannot-storage', page: () => { Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('blocked', 'SecurityError'); } }); } },
  'cannot-storage, no lock given': { part: 'cannot-storage', vault: 'navigator.locks.__proto__.request = () => Promise.reject(new DOMException("blocked", "SecurityError"));' },
  'unstarted, no module': { part: 'unstarted', without: '**/door.{packed,wasm}' },
  'unstarted, no words for it': { part: 'unstarted', without: '**/en-door.*' },
  'unstarted, no worker': { part: 'unstarted', vault: 'throw new Error("broken");' },
  'unstarted, no worker, which is known before the module is here': { part: 'unstarted', vault: 'throw new Error("broken");', slow: '**/door.{packed,wasm}' },
};

/* How many lines content/help has: none may be lost on the way here. */
async function linesInContent() {
  const folder = join(ROOT, 'content/help');
  const all = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return all.reduce((sum, text) => sum + (text.match(/^name:/gm) ?? []).length, 0);
}

/* Ground, Leave and help lines, as someone finds them there; `part` is the sentence, if there can be one. */
export async function standsAlone(page, app, check, how, part) {
  const within = (selector) => page.evaluate((css) => {
    const box = document.querySelector(css)?.getBoundingClientRect();
    return Boolean(box) && box.height >= 44 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  }, selector);
  await page.goto(`${app.base}/`);
  if (part) {
    await until(page, () => document.querySelector('#stumbled'));
    const said = await page.evaluate((id) => document.querySelector('#stumbled').textContent === document.querySelector(`#part-${id}`).content.textContent, part);
    check(`${how}: the sentence is the true one`, said, await page.evaluate(() => document.querySelector('#stumbled').textContent));
  }
  const words = await page.locator('body').innerText();
  check(`${how}: grounding is there`, words.includes('Let your eyes move around the room'), words);
  check(`${how}: Ground and Leave are in their place`, (await within('a.ground')) && (await within('a.leave')));
  const tall = await page.evaluate(() => [...document.querySelectorAll('button, a.button')].filter((el) => el.getClientRects().length && el.clientHeight > 3 * parseFloat(getComputedStyle(el).lineHeight) + 32).length);
  check(`${how}: no button is higher than three lines`, tall === 0, tall);
  await page.locator('a[href="help.html"]').click();
  await page.waitForURL('**/help.html');
  check(`${how}: every help line is there`, (await page.locator('.help-lines li').count()) === (await linesInContent()));
  await page.locator('summary').first().click();
  check(`${how}: and can be read, with Leave beside it`, (await page.locator('.help-contact').first().isVisible()) && (await within('a.leave')));
  await page.locator('a.leave').click();
  await page.waitForURL('**/blank.html');
  check(`${how}: Leave leads to a blank page`, (await page.locator('body').innerText()).trim() === '');
}

export async function cannotRun(browser, check) {
  const app = await startWeb();
  for (const [how, { part = how, page: before, vault, without, slow }] of Object.entries(LACKING)) {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } }); /* not one that is watched: errors are meant to be */
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    if (vault) await page.route('**/keeper.js', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, body: `${vault}\n${await reply.text()}` });
    });
    if (without) await page.route(without, (route) => route.abort());
    if (slow) await page.route(slow, (route) => setTimeout(() => route.continue().catch(() => {}), 1000));
    await standsAlone(page, app, check, how, part);
    await page.goto(`${app.base}/`);
    await until(page, () => document.querySelector('#stumbled'));
    await looks({ page }, check, how);
    await context.close();
  }
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 860 } });
  await standsAlone(await context.newPage(), app, check, 'no scripts');
  await context.close();
  await app.end();
}

/* Three presses of Shift, where nothing of the app has begun. */
export async function shiftAlone(browser, check) {
  const app = await startWeb();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(`${app.base}/help.html`);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift');
  await page.waitForURL('**/blank.html');
  check('Shift three times leaves the plain help lines, too', true);
  await context.close();
  await app.end();
}
