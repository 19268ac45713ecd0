/*
 * phone.mjs - what a phone does differently: Safari forgets, home screens have pictures, small letters zoom, a swipe shows the page before
 */
import { person } from '../browser/person.mjs';
import { startWeb, until } from './web.mjs';

const SECRET = 'The lamp by the east window';
const LOOKS = { notes: 'Notes', weather: 'Weather', recipes: 'Recipes' };

/* As Safari says of itself in a tab on a phone. */
const inTab = () => Object.defineProperty(Navigator.prototype, 'standalone', { get: () => false });

export async function safarisTab(browser, check) {
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, a tab of Safari', width: 390, height: 844 });
  const worn = () => p.page.evaluate(() => ['link[rel=apple-touch-icon]', 'link[rel=manifest]', 'meta[name=apple-mobile-web-app-title]']
    .map((css) => document.querySelector(css)).map((el) => el.getAttribute('href') ?? el.content).join());
  try {
    check('where something is gone, it is said what may have happened', await p.says('a private window does so when it closes'));
    await p.go('/make');
    check('before anything is made: a private window forgets', await p.says('goes when the window closes'));
    check('elsewhere nothing is said of Safari', (await p.page.locator('#home-screen').count()) === 0);
    await p.page.addInitScript(inTab);
    await p.page.reload();
    await until(p.page, () => document.querySelector('form.leave'));
    await p.go('/make');
    const order = await p.page.evaluate(() => Boolean(document.querySelector('#home-screen')?.compareDocumentPosition(document.querySelector('#passphrase')) & Node.DOCUMENT_POSITION_FOLLOWING));
    check('in a tab of Safari the home screen comes before the passphrase', order && (await p.says('after seven days')));
    check('as Notes, unless one says otherwise', (await worn()) === 'notes-180.png,notes.webmanifest,Notes', await worn());
    await p.page.locator('#home-screen [value=weather]').check();
    check('the picture and the name are switched together', (await worn()) === 'weather-180.png,weather.webmanifest,Weather', await worn());
    await p.page.reload();
    await until(p.page, () => document.querySelector('form.leave'));
    check('and stay so', (await worn()) === 'weather-180.png,weather.webmanifest,Weather', await worn());
    await p.make();
    await p.go('/');
    await until(p.page, () => document.querySelector('[data-press=persist-later]'));
    check('made in the tab all the same, a copy is asked for', (await p.says('Save a sealed copy today')) && !(await p.says('when the device runs low')), await p.text());
    await p.page.locator('[data-press=persist-later]').click();
    await p.go('/limits');
    await p.go('/');
    await p.page.waitForTimeout(300);
    check('once', !(await p.says('Save a sealed copy today')));
    await p.page.evaluate(() => { document.documentElement.dataset.text = 's'; });
    const small = [];
    for (const path of ['/', '/journal/new', '/limits/new', '/settings', '/checkin', '/reminders', '/help?c=DE', '/measures/import']) {
      await p.go(path);
      small.push(...await p.page.evaluate((where) => {
        document.documentElement.dataset.text = 's';
        return [...document.querySelectorAll('input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea')]
          .filter((el) => parseFloat(getComputedStyle(el).fontSize) < 16).map((el) => `${where} ${el.name} ${getComputedStyle(el).fontSize}`);
      }, path));
    }
    check('no field has letters so small that a phone zooms into it', small.length === 0, small.join(' | '));
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* Width and height of a PNG stand in its first bytes. */
export async function pictures(browser, check) {
  const app = await startWeb();
  const sides = async (file) => {
    const reply = await fetch(`${app.base}/${file}`);
    const bytes = Buffer.from(await reply.arrayBuffer());
    return reply.headers.get('content-type') === 'image/png' && bytes.subarray(1, 4).toString() === 'PNG' ? `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}` : '';
  };
  const kept = await (await fetch(`${app.base}/offline.js`)).text();
  for (const [look, name] of Object.entries(LOOKS)) {
    const manifest = await (await fetch(`${app.base}/${look}.webmanifest`)).json();
    const pixels = manifest.icons.filter(({ type }) => type === 'image/png');
    const sizes = pixels.map((one) => one.sizes).join();
    const drawn = (await Promise.all(pixels.map(({ src }) => sides(src)))).join();
    check(`${name}: pictures of 192 and 512, as large as the list says`, manifest.name === name && sizes === '192x192,512x512' && drawn === sizes, `${sizes} ${drawn}`);
    check(`${name}: there without a network, too`, pixels.every(({ src }) => kept.includes(`"${src}"`)));
    check(`${name}: and one of 180 for Apple's`, (await sides(`${look}-180.png`)) === '180x180' && kept.includes(`"${look}-180.png"`));
  }
  await app.end();
}

/* A phone shows a stored picture of the page before while one swipes: so no such page may be left. */
export async function nothingBehind(browser, check) {
  const app = await startWeb();
  const p = await person(browser, app, { name: 'web, nothing behind', width: 390, height: 844 });
  const length = () => p.page.evaluate(() => history.length);
  try {
    const first = await length();
    await p.make();
    await p.go('/limits/new');
    await p.page.fill('#what', SECRET);
    await p.choose('Never');
    await p.press('Save');
    await p.enter(p.page.locator('.places a[href="/journal"]'));
    await p.enter(p.page.locator('.places a[href="/limits"]'));
    await p.back();
    check('Back works inside, page by page', p.path() === '/journal', p.path());
    await p.enter(p.page.locator('.places a[href="/limits"]'));
    check('there is something behind', (await length()) > first + 2 && (await p.says(SECRET)), await length());
    await p.lock();
    check('after Lock no page before it is left', (await length()) === first + 1 && !(await p.isOpen()), `${first} ${await length()}`);
    await p.back();
    check('Back is the locked page', !(await p.says(SECRET)) && !(await p.isOpen()));
    await p.go('/unlock');
    await p.unlock();
    for (const path of ['/journal', '/limits', '/practice', '/limits']) await p.enter(p.page.locator(`.places a[href="${path}"]`));
    await p.page.locator('form.leave button').click();
    await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
    check('after Leave none is left either', (await length()) <= first + 2, `${first} ${await length()}`);
    await p.page.goBack({ timeout: 5000 }).catch(() => {});
    await until(p.page, () => document.querySelector('form.leave, a.leave'));
    await p.page.waitForTimeout(500);
    check('and Back shows nothing', !(await p.says(SECRET)));
  } finally {
    await p.context.close();
    await app.end();
  }
}
