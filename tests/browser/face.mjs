/*
 * face.mjs - the part of playwright's face that our scenarios use, for engines that playwright cannot drive here
 *
 * A Page stands on a few things that its engine gives (firefox.mjs, webkit.mjs): run(source), load(url), again(), backwards(),
 * clickAt(x, y), keyDown(key), keyUp(key), write(words), give(steps, paths).  All else is said with these, so that a scenario reads and
 * acts alike everywhere.  Waits are for a state of the page, with one generous limit: no machine is too slow for them.
 *
 * page.url() cannot ask (it does not wait), so it tells where the page was when anything was last asked of it.
 */
import { EventEmitter } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const LIMIT_MS = 600000;
export const sleep = (ms) => new Promise((go) => setTimeout(go, ms));

/* Ask until the answer is neither false nor nothing.  What fails meanwhile is asked again: a page may just be going. */
export async function waitFor(what, asks, limit = LIMIT_MS) {
  const end = Date.now() + limit;
  for (let last = ''; ;) {
    const found = await asks().catch((error) => { last = ` (${error.message})`; });
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last}`);
    await sleep(30);
  }
}

/* --- In the page: finding what a person means by a name --- */

/* Runs there, so it uses nothing from here.  A step narrows what the steps before it found. */
function finder(steps) {
  const plain = (words) => (words ?? '').replace(/\s+/g, ' ').trim();
  const seen = (el) => el.getClientRects().length > 0 && el.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true });
  const spoken = (el) => {
    if (el.ariaLabel) return el.ariaLabel;
    const copy = el.cloneNode(true);
    for (const one of copy.querySelectorAll('[aria-hidden=true]')) one.remove();
    return copy.textContent;
  };
  const fits = (words, { text, pattern, flags, exact }) => {
    if (pattern !== undefined) return new RegExp(pattern, flags).test(words);
    return exact ? plain(words) === plain(text) : plain(words).toLowerCase().includes(plain(text).toLowerCase());
  };
  const ROLES = {
    button: 'button, [role=button], input[type=submit]', link: 'a[href]', heading: 'h1, h2, h3, h4, h5, h6',
    radio: 'input[type=radio]', checkbox: 'input[type=checkbox]',
  };
  const inside = (roots, css) => [...new Set(roots.flatMap((root) => [...root.querySelectorAll(css)]))];
  const DOES = {
    css: (roots, { css }) => {
      const shown = css.endsWith(':visible');
      return inside(roots, shown ? css.slice(0, -':visible'.length) : css).filter((el) => !shown || seen(el));
    },
    role: (roots, { role, name }) => inside(roots, ROLES[role]).filter((el) => seen(el) && (!name || fits(spoken(el), name))),
    label: (roots, { name }) => inside(roots, 'input, select, textarea').filter((el) => [...(el.labels ?? [])].some((one) => fits(spoken(one), name)) || (el.ariaLabel && fits(el.ariaLabel, name))),
    text: (roots, { name }) => {
      const all = inside(roots, 'body *').filter((el) => !el.matches('script, style, template') && fits(el.textContent, name));
      return all.filter((el) => ![...el.children].some((child) => all.includes(child)));
    },
    hasText: (found, { name }) => found.filter((el) => fits(el.textContent, name)),
    has: (found, { steps: more }) => found.filter((el) => go([el], more).length > 0),
    nth: (found, { nth }) => found.slice(nth, nth + 1),
  };
  const go = (roots, list) => list.reduce((found, step) => DOES[step.by](found, step), roots);
  return go([document], steps);
}

/* Where a finger would press it: seen, on, not covered, and brought to the middle if a bar might lie over it. */
function aim(all, { label, force }) {
  const seen = (el) => el.getClientRects().length > 0 && el.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true });
  const label_of = (el) => el.closest('label') ?? [...(el.labels ?? [])][0] ?? el;
  const el = all.map((one) => (label ? label_of(one) : one)).find(seen);
  if (!el || el.disabled || document.readyState === 'loading') return null;
  const away = (box) => box.top < 90 || box.bottom > innerHeight - 110;
  const middle = ({ top, bottom }) => scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: 'instant' });
  if (away(el.getClientRects()[0])) middle(el.getClientRects()[0]);
  const box = el.getClientRects()[0];
  const at = [box.x + box.width / 2, box.y + box.height / 2];
  const hit = document.elementFromPoint(...at);
  return force || (hit && (el.contains(hit) || hit.contains(el))) ? at : null;
}

const worded = (words, exact = false) =>
  (words instanceof RegExp ? { pattern: words.source, flags: words.flags } : { text: words, exact });

/* --- Locators --- */

class Finds {
  locator(css, { hasText, has } = {}) {
    let found = this.step({ by: 'css', css });
    if (hasText !== undefined) found = found.step({ by: 'hasText', name: worded(hasText) });
    return has ? found.step({ by: 'has', steps: has.steps }) : found;
  }
  getByRole(role, { name, exact } = {}) { return this.step({ by: 'role', role, name: name === undefined ? null : worded(name, exact) }); }
  getByLabel(name, { exact } = {}) { return this.step({ by: 'label', name: worded(name, exact) }); }
  getByText(name, { exact } = {}) { return this.step({ by: 'text', name: worded(name, exact) }); }
}

class Locator extends Finds {
  constructor(page, steps) {
    super();
    Object.assign(this, { page, steps });
  }
  step(one) { return new Locator(this.page, [...this.steps, one]); }
  first() { return this.step({ by: 'nth', nth: 0 }); }
  nth(nth) { return this.step({ by: 'nth', nth }); }
  named() { return JSON.stringify(this.steps); }

  /* fn(all that is found, given), there. */
  all(fn, given = null) {
    return this.page.run(`((steps, given) => (${fn})((${finder})(steps), given))(${JSON.stringify(this.steps)}, ${JSON.stringify(given)})`);
  }
  /* The same, asked again while the page is on its way to another. */
  look(fn, given) { return waitFor(this.named(), async () => ({ is: await this.all(fn, given) })).then(({ is }) => is); }
  /* fn(the first, given), once there is one. */
  one(fn, given) {
    return waitFor(this.named(), () => this.all(`(all, given) => all.length > 0 && { is: (${fn})(all[0], given) }`, given)).then(({ is }) => is);
  }
  count() { return this.look((all) => all.length); }
  allInnerTexts() { return this.look((all) => all.map((el) => el.innerText)); }
  isVisible() {
    return this.look(([el]) => Boolean(el) && el.getClientRects().length > 0 && el.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
  }
  innerText() { return this.one((el) => el.innerText); }
  textContent() { return this.one((el) => el.textContent); }
  inputValue() { return this.one((el) => el.value); }
  isChecked() { return this.one((el) => el.checked); }
  getAttribute(name) { return this.one((el, which) => el.getAttribute(which), name); }
  boundingBox() { return this.one((el) => { const { x, y, width, height } = el.getBoundingClientRect(); return { x, y, width, height }; }); }
  /* Not by scrollIntoView(): Firefox repeats that after its next layout, when the page may have been scrolled on. */
  scrollIntoViewIfNeeded() {
    return this.one((el) => {
      const { top, bottom } = el.getBoundingClientRect();
      scrollBy({ top: (top + bottom - innerHeight) / 2, behavior: 'instant' });
    });
  }
  waitFor() { return waitFor(this.named(), () => this.isVisible()); }
  async evaluate(fn, given) {
    await waitFor(this.named(), () => this.count());
    return this.all(`(all, given) => (${fn})(all[0], given)`, given);
  }
  /*
   * In the same place before and after a frame was drawn: it does not move any more.  What is typed or given the focus is scrolled to
   * with the next frame, however much later a busy machine draws it; until then two looks agree on a place that is about to be left.
   */
  aimed(how) {
    return waitFor(`a place to press on ${this.named()}`, async () => {
      const at = await this.all(aim, how);
      if (!at) return null;
      await this.page.drawn();
      const then = await this.all(aim, how);
      return then && at[0] === then[0] && at[1] === then[1] ? then : null;
    });
  }
  async click() { await this.page.clickAt(...(await this.aimed({}))); }
  async setChecked(on) {
    if ((await this.isChecked()) !== on) await this.page.clickAt(...(await this.aimed({ label: true })));
    await waitFor(`${this.named()} to be ${on}`, async () => (await this.isChecked()) === on);
  }
  check() { return this.setChecked(true); }
  async focus() { await this.one((el) => { el.focus(); }); }
  async fill(words) {
    await this.one((el) => {
      el.focus();
      el.value = '';
      el.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await this.page.write(words);
    await waitFor(`${this.named()} to hold what was typed`, async () => (await this.inputValue()) === words);
  }
  async setInputFiles(files) {
    const dir = await mkdtemp(join(tmpdir(), 'attune-given-'));
    const path = async ({ name, buffer }) => {
      await writeFile(join(dir, name), buffer);
      return join(dir, name);
    };
    await this.page.give(this.steps, [typeof files === 'string' ? files : await path(files)]);
  }
}

/* --- Pages --- */

const leadsTo = (pattern) => (href) => (pattern.startsWith('**') ? href.endsWith(pattern.slice(2)) : href === pattern);

export class Page extends Finds {
  constructor(context) {
    super();
    Object.assign(this, { context, events: new EventEmitter(), at: 'about:blank' });
    const press = async (key) => {
      await this.keyDown(key);
      await this.keyUp(key);
    };
    this.keyboard = { press, down: (key) => this.keyDown(key), up: (key) => this.keyUp(key), type: (words) => this.write(words) };
    this.mouse = { click: (x, y) => this.clickAt(x, y) };
  }
  on(name, hears) { this.events.on(name, hears); }
  step(one) { return new Locator(this, [one]); }
  url() { return this.at; }

  /* An expression there; its value comes back as JSON, and with it where the page is. */
  async run(source) {
    const told = await this.expression(`(() => {
      const tell = (is) => JSON.stringify({ is: is === undefined ? null : is, at: location.href });
      const is = ${source};
      return is && typeof is.then === 'function' ? is.then(tell) : tell(is);
    })()`);
    const { is, at } = JSON.parse(told);
    this.at = at;
    return is;
  }
  evaluate(fn, given) {
    return this.run(typeof fn === 'string' ? `eval(${JSON.stringify(fn)})` : `(${fn})(${given === undefined ? '' : JSON.stringify(given)})`);
  }
  /* An animation begins with one frame and has ended with another; that can be looked at also where no script is called. */
  async drawn() {
    await this.run('void (window.attuneFrames = document.documentElement.animate({ order: [0, 0] }, 1))');
    await waitFor('a frame', () => this.run('!window.attuneFrames || window.attuneFrames.playState === "finished"'));
  }
  /* Whether a page is here and whole; its loading is told once. */
  whole() { return this.run('document.readyState === "complete"'); }
  waitForLoadState() { return waitFor('a whole page', () => this.whole()); }
  waitForTimeout(ms) { return sleep(ms).then(() => this.whole()).catch(() => {}); }
  async loaded() {
    await this.waitForLoadState();
    this.events.emit('load');
  }
  async goto(url) {
    await this.load(url);
    await this.loaded();
  }
  async reload() {
    await this.again();
    await this.loaded();
  }
  async goBack() { await this.backwards(); }
  async waitForURL(pattern) {
    await waitFor(`${pattern} (at ${this.at})`, async () => (await this.whole()) && leadsTo(pattern)(this.at));
    this.events.emit('load');
  }
  /* Asked for before the press that leads on, as playwright wants it: the commands of a page are carried out in order. */
  async waitForNavigation() {
    const mark = `m${Math.random()}`;
    await this.run(`(window.attuneMark = ${JSON.stringify(mark)})`);
    await waitFor(`another page than ${this.at}`, () => this.run(`document.readyState === "complete" && window.attuneMark !== ${JSON.stringify(mark)}`));
    this.events.emit('load');
  }
  async waitForEvent(name) {
    if (name !== 'download') throw new Error(`nobody tells of a ${name} here`);
    const files = () => readdirSync(this.context.place).filter((one) => statSync(join(this.context.place, one)).isFile());
    const before = new Set(files());
    let size = -1;
    const name_of = await waitFor('a download', async () => {
      const now = files().filter((one) => !before.has(one));
      const ready = now.length === 1 && !now[0].endsWith('.part') && statSync(join(this.context.place, now[0])).size;
      const same = ready && ready === size;
      size = ready;
      return same ? now[0] : null;
    });
    return { saveAs: (to) => copyFile(join(this.context.place, name_of), to) };
  }
  content() { return this.locator('html').one((el) => el.outerHTML); }
  title() { return this.locator('html').one(() => document.title); }
  fill(css, words) { return this.locator(css).fill(words); }
  focus(css) { return this.locator(css).focus(); }
  inputValue(css) { return this.locator(css).inputValue(); }
  setInputFiles(css, files) { return this.locator(css).setInputFiles(files); }
}

/* --- Contexts: cookies and storage of their own --- */

/* Asked for beside the pages, with their cookies; `localhost` and its children are this machine whatever a resolver says. */
function fetchOnce(url, { method = 'GET', form, headers = {}, cookies }) {
  const body = form && new URLSearchParams(form).toString();
  const { hostname, port, pathname, search, host } = new URL(url);
  return new Promise((done, failed) => {
    const asked = request({
      host: /(^|\.)localhost$/.test(hostname) ? '127.0.0.1' : hostname, port, path: pathname + search, method,
      headers: { Host: host, Cookie: cookies, ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) } : {}), ...headers },
    }, async (reply) => {
      const parts = [];
      for await (const part of reply) parts.push(part);
      const bytes = Buffer.concat(parts);
      done({ status: () => reply.statusCode, headers: () => reply.headers, text: async () => bytes.toString(), body: async () => bytes });
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

export class Context {
  constructor() {
    this.events = new EventEmitter();
    this.pages = [];
    const asks = (method) => async (url, options = {}) => {
      for (let left = options.maxRedirects ?? 5, at = url; ; left -= 1) {
        const cookies = (await this.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
        const reply = await fetchOnce(at, { method, ...options, cookies });
        if (left <= 0 || !reply.headers().location) return reply;
        at = new URL(reply.headers().location, at).href;
      }
    };
    this.request = { get: asks('GET'), post: asks('POST') };
  }
  on(name, hears) { this.events.on(name, hears); }
  setDefaultTimeout() {}
  /* To be told of as playwright does: each page when it is there, before it goes anywhere. */
  tell(page) {
    this.pages.push(page);
    this.events.emit('page', page);
    return page;
  }
}
