/*
 * person.mjs - someone in front of a browser: what they press and read, and what the browser did meanwhile
 *
 * The browser is Chromium by playwright, or Firefox or WebKit behind the same face (face.mjs).
 *
 * Every request, console error and window title of every page is noted; check_quiet() judges them.
 */
import { chromium } from 'playwright-core';
import { within } from './report.mjs';

export { chromium };

/* No machine is so slow that a page takes longer; where something never comes, this is how long it is waited for. */
export const LIMIT_MS = 600000; /* so that a failure ends: a loaded machine was seen to take a minute */

export const PASSPHRASE = 'four quiet green stones';

/* The whole browser, for what it does to its own disk (left.mjs, words.mjs, ../web/killed.mjs). */
export const CHROMIUM = '/usr/bin/chromium';

/*
 * The same engine without the browser's own windows around each page, which nobody sees here: they took nearly half of the time.
 * With the memory of pages that Back uses, as people have it: Playwright would switch it off.
 */
export const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });

/* What was seen by all contexts together. */
const seen = { elsewhere: [], errors: [], titles: new Map(), requests: 0 };

/* The page that is asked for on purpose, the picture a browser asks for by itself on /blank, and a recording after a lock. */
const EXPECTED_404 = /\/(nothing-here|favicon\.ico|media\/[^/]+)$/;

/* A text over the limit of a request, sent on purpose. */
const isExpected = (message) => EXPECTED_404.test(message.location().url) ||
  (message.text().includes('413') && message.location().url.endsWith('/measures/import'));

/* Playwright waits for what a page's own function promises without any limit; the longest one here takes seconds. */
const ANSWERS_MS = 1200000;

function limit(page) {
  const evaluate = page.evaluate.bind(page);
  page.evaluate = (what, ...given) =>
    within(ANSWERS_MS, evaluate(what, ...given), () => `the page did not answer ${String(what).slice(0, 300)}`);
}

/* Keeps what is asked at an address on its way, however slow the machine, until the function that is given back is called. */
export async function hold(page, address) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(address, (route) => released.then(() => route.continue()).catch(() => {}));
  return release;
}

function watch(context, app, name) {
  context.on('request', (request) => {
    seen.requests += 1;
    const url = request.url();
    if (new URL(url).origin !== app.base) seen.elsewhere.push(`${name}: ${url}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) seen.errors.push(`${name}: ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => seen.errors.push(`${name}: ${error.error()}`));
  context.on('page', (page) => {
    limit(page);
    page.on('load', async () => {
      /* Both at once, and of a whole page: the next one may have begun meanwhile, and one that was cut short is complete and empty. */
      const [title, url] = await page.evaluate(() =>
        (document.readyState === 'complete' && document.querySelector('body *') ? [document.title, location.href] : [])).catch(() => []);
      if (url?.startsWith(app.base)) seen.titles.set(title, url);
    });
  });
}

export function checkQuiet(check, least = 100) {
  check('requests were seen at all', seen.requests > least, seen.requests);
  check('nothing is asked of any other address', seen.elsewhere.length === 0, seen.elsewhere.join(' | '));
  check('no console error and no policy violation', seen.errors.length === 0, seen.errors.join(' | '));
  const loud = [...seen.titles].filter(([title, url]) => title !== 'Notes' && !(title === 'New page' && /\/blank(\.html)?$/.test(url)));
  check('title_is_neutral_everywhere', seen.titles.has('Notes') && loud.length === 0, JSON.stringify(loud));
}

export class Person {
  constructor(context, page, app) {
    Object.assign(this, { context, page, app, base: app.base });
  }

  go(path) { return this.page.goto(this.base + path); }
  /* Leaving: one navigation ends another there, which waiting for either would take for an error. */
  async left() {
    for (let i = 0; i < 12000 && this.path() !== '/blank'; i++) await this.page.waitForTimeout(50);
    await this.page.waitForLoadState();
  }
  path() { const url = new URL(this.page.url()); return url.pathname + url.search; }
  /* Wait until one has come to a path. */
  at(path) { return this.page.waitForURL(`**${path}`); }
  back() { return this.page.goBack({ timeout: 5000 }).catch(() => {}); }
  async pageOf(path) { return (await this.context.request.get(this.base + path)).text(); }
  text() { return this.page.locator('body').innerText(); }
  async says(words) { return (await this.text()).replace(/\s+/g, ' ').includes(words); }
  heading() { return this.page.locator('h1').first().innerText(); }
  /* Do something that leads on, and wait until one is there. */
  async after(act) {
    await Promise.all([this.page.waitForNavigation(), act()]);
  }
  async enter(target) {
    await this.after(() => target.click());
    if (this.app.fell()) throw new Error(`attune fell over after ${this.path()}`);
  }
  press(name, place = this.page) { return this.enter(place.getByRole('button', { name, exact: true }).first()); }
  follow(name, place = this.page) { return this.enter(place.getByRole('link', { name, exact: true }).first()); }
  async choose(label, place = this.page) { await place.getByLabel(label, { exact: true }).first().check(); }
  async pick(name, value) { await this.page.locator(`input[name="${name}"][value="${value}"]`).first().check(); }
  async tick(name) { await this.page.locator(`input[name="${name}"]`).first().check(); }
  /* A finger on a drawn body, at a part of the figure's width and height. */
  async tapSpot(spot, x, y) {
    const label = this.page.locator(spot).first();
    await label.scrollIntoViewIfNeeded();
    const box = await label.boundingBox();
    const at = [box.x + box.width * x, box.y + box.height * y];
    /* Tall figures: bring the point itself into sight. */
    await this.page.evaluate((top) => scrollBy({ top, behavior: 'instant' }), at[1] - 300);
    const moved = await label.boundingBox();
    await this.page.mouse.click(moved.x + moved.width * x, moved.y + moved.height * y);
  }
  async unfold(words) {
    const details = this.page.locator('details', { has: this.page.locator('summary', { hasText: words }) }).first();
    if (!(await details.evaluate((el) => el.open))) await details.locator('summary').click();
    for (let i = 0; i < 12000 && !(await details.evaluate((el) => el.open)); i++) await this.page.waitForTimeout(50);
  }
  send(form) { return this.enter(this.page.locator(form).locator('button').first()); }
  async isOpen() {
    const page = await this.context.request.get(this.base + '/settings', { maxRedirects: 0 });
    return page.status() === 200;
  }

  /* The hidden fields of a page as a script of someone else's might use them again. */
  async fieldsOf(path) {
    const html = await this.pageOf(path);
    const field = (name) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
    return { token: field('token'), once: field('once') };
  }
  post(path, form) {
    return this.context.request.post(this.base + path, { form, maxRedirects: 0, headers: { Origin: this.base } });
  }

  /* Ways often gone */

  async make() {
    await this.go('/make');
    await this.page.fill('#passphrase', PASSPHRASE);
    await this.page.fill('#again', PASSPHRASE);
    await this.tick('adult');
    await this.press('Make my place');
    await this.at('/sheet');
  }
  async unlock(passphrase = PASSPHRASE) {
    await this.page.fill('#passphrase', passphrase);
    await this.press('Open');
  }
  async lock() {
    await this.page.locator('details.menu > summary').click();
    await this.press('Lock');
  }
  async plan(activity, rhythm = 120, minutes = 5) {
    await this.go(`/practice/activity/${activity}`);
    await this.follow('Choose this, for now');
    await this.pick('minutes', minutes);
    await this.pick('rhythm', rhythm);
    await this.press('On to the check-in');
    await this.at('/practice/now');
  }
  async gate({ distress = 10, presence = 8, button = 'Continue' } = {}) {
    await this.pick('presence', presence);
    await this.pick('distress', distress);
    await this.pick('willingness', 'want');
    for (const name of ['safe', 'sober', 'no-pain', 'able']) await this.tick(name);
    await this.press(button);
  }
  async begin(activity, rhythm) {
    await this.plan(activity, rhythm);
    await this.gate();
    await this.press('Begin');
  }
  isActive() {
    return this.page.locator('body.in-practice:has(main .doing)').count().then((n) => n > 0);
  }
}

/* A new context, so nothing is shared with others; its page begins where the app does. */
export async function person(browser, app, { name = '', scripts = true, width = 360, height = 740, ...more } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width, height }, ...more });
  context.setDefaultTimeout(LIMIT_MS);
  watch(context, app, name);
  const page = await context.newPage();
  const someone = new (app.Person ?? Person)(context, page, app);
  await someone.go('/');
  return someone;
}

/* The same person in another tab. */
export async function tab(someone) {
  return new someone.constructor(someone.context, await someone.context.newPage(), someone.app);
}
