/*
 * keyboard.mjs - the core of an evening with nothing but keys; the focus is always to be seen, and never caught
 */
import { startAttune } from './attune.mjs';
import { PASSPHRASE, person } from './person.mjs';

/* What marks the focus may stand on the element, on what is drawn in its stead, or on the whole card. */
const focusShows = (page) => page.evaluate(() => {
  const el = document.activeElement;
  if (!el || el === document.body || el.id === 'main') return '';
  const ring = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const marks = [getComputedStyle(el), getComputedStyle(el, '::after')];
  if (el.nextElementSibling) marks.push(getComputedStyle(el.nextElementSibling));
  const box = (el.matches('input[type=radio], input[type=checkbox]') ? el.parentElement : el).getBoundingClientRect();
  const onScreen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  if (marks.some(ring) && onScreen) return '';
  return `${el.tagName} ${el.name ?? ''} ${el.textContent.trim().slice(0, 30)} ${onScreen ? 'no ring' : 'off screen'}`;
});

class Keys {
  constructor(p) {
    Object.assign(this, { p, page: p.page, unseen: [] });
  }
  async tab(key = 'Tab') {
    await this.page.keyboard.press(key);
    const problem = await focusShows(this.page);
    if (problem) this.unseen.push(`${this.p.path()}: ${problem}`);
  }
  /* Tab until the focus is on what is meant; giving up is a failure of the page. */
  async to(selector) {
    const there = () => this.page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector);
    for (let i = 0; i < 120; i++) {
      if (await there()) return;
      await this.tab();
    }
    throw new Error(`no way by Tab to ${selector} on ${this.p.path()}`);
  }
  async leads(key) {
    await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press(key)]);
  }
  async follow(selector) {
    await this.to(selector);
    await this.leads('Enter');
  }
  /* Into a group of radios by Tab, along it by arrows. */
  async pick(name, value) {
    await this.to(`input[name="${name}"]`);
    await this.page.keyboard.press('Space');
    for (let i = 0; i < 20; i++) {
      if (await this.page.evaluate((v) => document.activeElement.value === v && document.activeElement.checked, String(value))) return;
      await this.tab('ArrowRight');
    }
    throw new Error(`no way by arrows to ${name}=${value}`);
  }
  async tick(name) {
    await this.to(`input[name="${name}"]`);
    await this.page.keyboard.press('Space');
  }
  async write(selector, words) {
    await this.to(selector);
    await this.page.keyboard.type(words);
  }
}

async function skipLink(keys, check) {
  await keys.p.go('/limits');
  await keys.tab();
  const { page } = keys;
  check('the first Tab shows the skip link', await page.evaluate(() =>
    document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0));
  await page.keyboard.press('Enter');
  await keys.tab();
  check('it leads past the places', await page.evaluate(() => document.activeElement.closest('main') !== null));
}

/* Tab must come round to the skip link again, and go backwards too. */
async function noTrap(keys, check, path) {
  await keys.p.go(path);
  const { page } = keys;
  const first = () => page.evaluate(() => document.activeElement?.matches('.skip') ?? false);
  let round = false, steps = 0;
  await keys.tab();
  for (; steps < 250 && !round; steps++) {
    await keys.tab();
    round = await first();
  }
  check(`Tab goes all round ${path}`, round && steps > 5, steps);
  await keys.tab();
  await keys.tab();
  await keys.tab('Shift+Tab');
  await keys.tab('Shift+Tab');
  check(`and back on ${path}`, await first());
}

async function evening(keys, check) {
  const { p, page } = keys;
  await keys.follow('a[href="/make"]');
  await keys.write('#passphrase', PASSPHRASE);
  await keys.write('#again', PASSPHRASE);
  await keys.tick('adult');
  await keys.follow('form[action="/make"] button');
  check('a vault is made by keys', p.path() === '/sheet');
  await keys.follow('.places a[href="/"]');
  await keys.pick('weather', 'fog');
  await keys.follow('form[action="/checkin"] button');
  check('a check-in is kept by keys', await p.says('Saved. Only you can see it.'));
  await keys.follow('.places a[href="/practice"]');
  await keys.follow('.offers .card h3 a');
  await keys.follow('a[href^="/practice/plan/"]');
  await keys.follow('form[action^="/practice/plan/"] button');
  await keys.pick('presence', 8);
  await keys.pick('distress', 10);
  await keys.pick('willingness', 'want');
  for (const name of ['safe', 'sober', 'no-pain', 'able']) await keys.tick(name);
  await keys.follow('form[action="/practice/check"] button');
  check('the gate is passed by keys', (await p.heading()) === 'The promise');
  await keys.follow('form[action="/practice/begin"] button');
  check('a practice is begun by keys', await p.isActive());
  await keys.tab();
  check('its first Tab is the way to Stop', await page.evaluate(() => document.activeElement.matches('.skip[href="#stop"]')));
}

async function alone(browser, check, scripts) {
  const how = scripts ? 'with scripts' : 'without scripts';
  const app = await startAttune();
  const p = await person(browser, app, { name: `keyboard ${how}`, scripts, width: 1280, height: 860 });
  const say = (what, holds, detail) => check(`${how}: ${what}`, holds, detail);
  const keys = new Keys(p);
  try {
    await evening(keys, say);
    if (scripts) {
      await keys.leads('s');
    } else {
      await p.page.keyboard.press('Enter');
      await keys.to('#stop');
      await keys.leads('Enter');
    }
    say('Stop is a key', p.path() === '/ground?stopped=1');
    await skipLink(keys, say);
    for (const path of ['/', '/checkin', '/limits/new', '/settings', '/journal']) await noTrap(keys, say, path);
    say('the focus is always to be seen', keys.unseen.length === 0, [...new Set(keys.unseen)].join(' | '));
  } finally {
    await p.context.close();
    await app.end();
  }
}

export async function keyboardAlone(browser, check) {
  await alone(browser, check, true);
  await alone(browser, check, false);
}
