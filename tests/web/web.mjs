/*
 * web.mjs - the browser app from its folder, and someone who uses it: the same person, another host
 */
import { join, resolve } from 'node:path';
import { announced, end as endAttune, portOf, PROGRAM, ROOT, start } from '../browser/attune.mjs';
import { LIMIT_MS, Person } from '../browser/person.mjs';
import { hasEnded } from '../browser/processes.mjs';

export { PROGRAM, ROOT };
export const FOLDER = resolve(process.env.ATTUNE_WEB || join(ROOT, 'build/web'));

/* Playwright's own waiting evaluates text as code, which the app's policy forbids. */
export async function until(page, holds, given, ms = LIMIT_MS) {
  const end = Date.now() + ms;
  while (!(await page.evaluate(holds, given).catch(() => false))) {
    if (Date.now() > end) throw new Error(`waited in vain for ${holds} with ${JSON.stringify(given)}`);
    await new Promise((go) => setTimeout(go, 15));
  }
}

/* The app is here.  Words of index.html that have stood for a while stay until one goes on (shell.js), as they may on a busy machine. */
export async function comeIn(page) {
  await until(page, () => document.querySelector('form.leave'));
  await page.evaluate(() => document.querySelector('[data-press=go-on]')?.click());
  await until(page, () => !document.querySelector('[data-press=go-on]'));
}

/* Here a page is not loaded but shown; each showing has a number in the history's state. */
export class WebPerson extends Person {
  at(path) { return until(this.page, (to) => history.state?.to?.split('#')[0] === to, path); }
  /* An address behind a # makes an entry without a turn, which gets one when its page is shown. */
  turn() { return this.page.evaluate(() => (history.state ? history.state.turn ?? -1 : 0)); }
  /* The turn of a page that has come to rest: one that is still followed by another must not be taken for what an act brings. */
  async rested() {
    for (let turn = await this.turn(), i = 0; i < 1000; i++) {
      await this.page.waitForTimeout(60);
      const now = await this.turn();
      if (now === turn && now >= 0) return now;
      turn = now;
    }
    throw new Error('the page does not come to rest');
  }
  async after(act) {
    const before = await this.rested();
    await act();
    await until(this.page, (turn) => history.state?.turn > 0 && history.state.turn !== turn, before);
    this.where = await this.page.evaluate(() => history.state.to);
  }
  path() { return this.where; }
  enter(target) { return this.after(() => target.click()); }
  /* The first page is loaded; every other address is named behind a #, as a home screen's shortcut would. */
  async go(path) {
    if (this.page.url().startsWith(this.base)) {
      await this.after(() => this.page.evaluate((to) => { location.hash = to; }, path));
      return;
    }
    await this.page.goto(`${this.base}/${path === '/' ? '' : `#${path}`}`);
    await until(this.page, () => history.state?.turn > 0);
    if (!path.startsWith('/ground')) await comeIn(this.page);
    this.where = await this.page.evaluate(() => history.state.to);
  }
  async back() {
    await this.after(() => this.page.evaluate(() => history.back())).catch(() => {});
  }
  pageOf(path) { return this.page.evaluate((to) => window.attuneHost.get(to).then((reply) => reply.words), path); }
  async post(path, form) {
    const status = await this.page.evaluate(([to, fields]) =>
      window.attuneHost.post(to, new URLSearchParams(fields)).then((reply) => reply.status), [path, form]);
    return { status: () => status };
  }
  async isOpen() { return this.page.evaluate(() => window.attuneHost.get('/settings').then((reply) => reply.open)); }
}

/* { base, end(), fell(), Person }: a static host for the folder. */
export async function startWeb({ folder = FOLDER, port = 0 } = {}) {
  const child = start(['web', folder, '--port', String(port)]);
  const on = portOf(await announced(child));
  let meant = false;
  const end = async () => {
    meant = true;
    await endAttune(child);
  };
  return { base: `http://localhost:${on}`, port: on, end, fell: () => hasEnded(child) && !meant, Person: WebPerson };
}
