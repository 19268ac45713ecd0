/*
 * same.mjs - every page that can be reached, asked of the native host and of the module: byte for byte the same
 *
 * Both have the vault of the made-up person.  What is random by design (the token and the once of a form) is
 * set to one value first; what tells milliseconds to the page's own clock likewise.
 */
import { startAttune } from '../browser/attune.mjs';
import { fieldOf, moduleApp } from './module.mjs';

const MOST_PAGES = 500;
/* Files, ways out, and what is made of the moment it is asked for. */
const NOT = /^\/(media\/|leave|lock|blank|quit|settings\/(backup|export)|draft|here)/;

const still = (html) => html
  .replace(/(name="(?:token|once)" value=")[^"]*/g, '$1')
  .replace(/(data-(?:lock|ask|pause|remind)-ms=")[^"]*/g, '$1');

class Native {
  constructor(base) { Object.assign(this, { base, cookie: '' }); }
  async ask(method, path, form) {
    const reply = await fetch(this.base + path, { method, redirect: 'manual', body: form,
      headers: { Cookie: this.cookie, ...(form && { Origin: this.base, 'Content-Type': 'application/x-www-form-urlencoded' }) } });
    const set = reply.headers.get('set-cookie');
    if (set) [this.cookie] = set.split(';');
    return { status: reply.status, location: reply.headers.get('location') ?? '', body: Buffer.from(await reply.arrayBuffer()) };
  }
}

const page = (reply) => `${reply.status} ${reply.location}\n${still(reply.body.toString())}`;

export async function samePages(browser, check) {
  const app = await startAttune({ demo: true });
  try {
    const native = new Native(app.base);
    const unlock = async (host) => {
      const html = (await host.ask('GET', '/unlock')).body.toString();
      return host.ask('POST', '/unlock', new URLSearchParams({ token: fieldOf(html, 'token'), passphrase: app.passphrase }).toString());
    };
    await unlock(native);
    const token = fieldOf((await native.ask('GET', '/settings')).body.toString(), 'token');
    const backup = (await native.ask('POST', '/settings/backup', new URLSearchParams({ token }).toString())).body;
    const module = await moduleApp(backup);
    const opened = await unlock(module);
    check('both open', opened.status === 303, opened.body);
    const seen = new Set(['/']);
    const differ = [];
    const compare = async () => {
      for (const path of seen) {
        if (seen.size > MOST_PAGES + 100) break;
        const [theirs, ours] = [page(await native.ask('GET', path)), page(module.ask('GET', path))];
        if (theirs !== ours) {
          let i = 0;
          while (theirs[i] === ours[i]) i++;
          differ.push(`${path}: ${theirs.slice(Math.max(0, i - 60), i + 80)} / ${ours.slice(Math.max(0, i - 60), i + 80)}`);
        }
        for (const [, to] of theirs.matchAll(/href="(\/[^"#]*)/g)) {
          const link = to.replaceAll('&amp;', '&');
          if (seen.size < MOST_PAGES && !NOT.test(link) && !/\.(css|js|svg|ics|png)$/.test(link)) seen.add(link);
        }
      }
    };
    await compare();
    check(`the two hosts say the same, byte for byte, on ${seen.size} pages`, differ.length === 0 && seen.size > 100, `${differ.length} of ${seen.size}: ${differ.slice(0, 4).join(' | ')}`);
    const [a, b] = [module.ask('GET', '/limits'), module.ask('GET', '/journal')];
    check('and another page would be noticed', page(a) !== page(b));
  } finally {
    await app.end();
  }
}
