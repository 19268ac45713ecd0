/*
 * shell.mjs - what only this host does: the device's own lock, locking, leaving, newer versions, its own parts, sound
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tooLargeToChoose, tooLargeToSend } from '../browser/measures.mjs';
import { picture, voice } from '../browser/media.mjs';
import { PASSPHRASE, person, tab } from '../browser/person.mjs';
import { comeIn, FOLDER, startWeb, until } from './web.mjs';

const AXE = await readFile(createRequire(new URL('../browser/', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');

/* The history's state outlives a reload, so it tells nothing: the shell has begun when its first page is here. */
const begun = (page, before = 0) =>
  until(page, (then) => performance.timeOrigin !== then && document.querySelector('form.leave'), before).then(() => comeIn(page));

export async function withPerson(browser, options, does) {
  const app = await startWeb();
  const p = await person(browser, app, options);
  try {
    await does(p, app);
  } finally {
    await p.context.close();
    await app.end();
  }
}

export const passkey = (browser, check) => withPerson(browser, { name: 'web, passkey' }, async (p) => {
  const device = await p.context.newCDPSession(p.page);
  await device.send('WebAuthn.enable');
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, hasPrf: true,
    isUserVerified: true, automaticPresenceSimulation: true,
  } });
  await p.make();
  const q = await tab(p); /* it began before there was a key */
  await q.page.goto(`${p.base}/`);
  await begun(q.page);
  await p.page.bringToFront(); /* a device asks only for the page one sees */
  await p.go('/settings');
  check('before it is asked for, who else can unlock the device is said', await p.says('Think first about who else can unlock this device.'));
  await p.after(() => p.page.getByRole('button', { name: 'Let this device’s lock open it' }).click());
  check('the device’s lock is one more way in', await p.says('This device’s lock opens this, and so does your passphrase.'), await p.text());
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId });
  check('one key was made on the device', credentials.length === 1, credentials.length);
  await q.page.evaluate(() => { window.attuneHost.open('/unlock'); });
  await q.after(() => q.page.getByText('Use it here', { exact: true }).click());
  await q.go('/unlock');
  check('a tab that takes over knows of it', (await q.page.locator('[data-press=passkey-open]').count()) === 1, await q.text());
  await q.page.close();
  await p.after(() => p.page.getByText('Use it here', { exact: true }).click());
  await p.go('/unlock');
  await p.page.waitForTimeout(50);
  await p.after(() => p.page.getByRole('button', { name: 'Open with this device’s lock' }).click());
  check('it opens', await p.isOpen(), await p.text());
  await p.lock();
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await p.go('/unlock');
  await p.page.getByRole('button', { name: 'Open with this device’s lock' }).click();
  await p.page.getByText('That did not open it. The passphrase always does.').waitFor();
  check('someone the device does not know is not let in', !(await p.isOpen()));
  await p.unlock();
  check('the passphrase still opens it', await p.isOpen());
  await p.go('/settings');
  await p.after(() => p.page.getByRole('button', { name: 'Only the passphrase again' }).click());
  check('it can be taken away again', await p.says('Think first about who else can unlock this device.'));
  await p.lock();
  await p.go('/unlock');
  check('then it is not offered', (await p.page.locator('[data-press=passkey-open]').count()) === 0);
  await p.unlock();
  check('and the passphrase opens it as before', await p.isOpen());
});

/* What the page is told when it goes out of sight; a headless browser has nothing to hide it behind. */
export const hide = (page, hidden) => page.evaluate((is) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (is ? 'hidden' : 'visible') });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

export const locking = (browser, check) => withPerson(browser, { name: 'web, locking' }, async (p) => {
  await p.make();
  await p.go('/limits/new');
  await p.page.fill('#what', 'The lamp by the east window');
  await p.choose('Never');
  await p.press('Save');
  await p.page.reload();
  await begun(p.page);
  check('a reload is locked', !(await p.isOpen()) && !(await p.says('east window')));
  await p.go('/unlock');
  await p.unlock();
  await p.go('/settings');
  check('five minutes out of sight unless one says otherwise', await p.page.locator('[name=hidden-after][value="300"]').isChecked());
  await hide(p.page, true);
  await p.page.waitForTimeout(300);
  await hide(p.page, false);
  check('a moment out of sight locks nothing then', await p.isOpen());
  await p.go('/settings');
  await p.page.locator('[name=hidden-after][value="0"]').evaluate((el) => el.click());
  await p.go('/limits');
  check('there is something to lock', await p.says('east window'));
  await hide(p.page, true);
  await until(p.page, () => history.state?.to === '/');
  await hide(p.page, false);
  check('no time at all: out of sight it locks', !(await p.isOpen()) && !(await p.says('east window')), await p.text());
  await p.go('/unlock');
  await p.unlock();
  await p.go('/settings');
  check('the choice stays in this browser', await p.page.locator('[name=hidden-after][value="0"]').isChecked());
  await p.page.locator('[name=hidden-after][value="300"]').evaluate((el) => el.click());
  await p.page.evaluate(() => { const now = Date.now; Date.now = () => now() + 3600000; });
  await until(p.page, () => history.state?.to === '/' && !document.documentElement.hidden);
  check('left alone for longer than it may be, it locks', !(await p.isOpen()));
});

/* After a lock a new worker begins; here none can, as on a device that has run out of memory or lost its files. */
export const lockingForGood = (browser, check) => withPerson(browser, { name: 'web, locking for good' }, async (p) => {
  const workers = (some) => p.page.evaluate((may) => {
    window.kept ??= window.Worker;
    console.error = () => {}; /* what broke is told there, and here it is meant to */
    window.Worker = may ? window.kept : class { constructor() { throw new Error('no worker today'); } };
  }, some);
  const seen = () => p.page.evaluate(() => !document.documentElement.hidden && document.body.innerText);
  await p.make();
  await p.go('/journal/new');
  await p.page.fill('#words', 'The lamp by the east window');
  await p.press('Save');
  await workers(false);
  await p.lock();
  check('Lock shows nothing that was open, though nothing can start again', (await seen()).length > 0 && !(await seen()).includes('east window'), await seen());
  await workers(true);
  await p.page.reload();
  await begun(p.page);
  await p.go('/unlock');
  await p.unlock();
  await p.go('/journal');
  check('there is something to lock', (await seen()).includes('east window'));
  await workers(false);
  await p.page.evaluate(() => { document.dispatchEvent(new Event('attune:lock')); });
  await until(p.page, () => document.querySelector('#stumbled') && !document.documentElement.hidden);
  check('nor does a lock that comes by itself', !(await seen()).includes('east window'), await seen());
  check('Ground and Leave are there', (await p.page.locator('a.ground, a.leave').count()) === 2);
});

/* A module that trapped is not asked again, also where no page waits for the answer. */
export const trapped = (browser, check) => withPerson(browser, { name: 'web, trapped' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await p.page.evaluate(() => {
    const send = Worker.prototype.postMessage;
    console.error = () => {};
    Worker.prototype.postMessage = function (message) {
      send.call(this, message.target === '/draft' ? { ...message, body: null } : message); /* no form at all: the worker throws */
    };
  });
  await p.page.locator('#words').pressSequentially('The lamp by the east window');
  await until(p.page, () => document.querySelector('#stumbled'));
  check('it is said, and what was typed is still there', (await p.page.inputValue('#words')) === 'The lamp by the east window', await p.text());
  check('and it is locked', !(await p.isOpen()));
});

/* Typed and at once left by a link: the next page knows of it. */
export const unsaidInTime = (browser, check) => withPerson(browser, { name: 'web, in time' }, async (p) => {
  await p.make();
  await p.go('/journal/new');
  await p.page.locator('#words').pressSequentially('Quartz and mica');
  await p.enter(p.page.locator('nav a[href="/journal"]').first());
  check('the page after a draft says that there is one', await p.says('was not saved'), await p.text());
});

export const leaving = (browser, check) => withPerson(browser, { name: 'web, leaving' }, async (p) => {
  await p.make();
  await p.go('/limits/new');
  await p.page.fill('#what', 'The lamp by the east window');
  await p.choose('Never');
  await p.press('Save');
  await p.go('/limits');
  const first = await p.page.evaluate(() => {
    /* In the very task of the press: what has been drawn next is this. */
    document.querySelector('form.leave button').click();
    return document.documentElement.hidden && document.title === '';
  });
  check('Leave hides in the very frame it is pressed', first);
  await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
  check('and lands on a blank page', (await p.text()).trim() === '' && !(await p.says('east window')), await p.text());
  for (let i = 0; i < 2; i++) await p.page.goBack({ timeout: 3000 }).catch(() => {});
  await p.page.waitForTimeout(500);
  check('Back shows nothing of it', !(await p.page.evaluate(() => document.body.innerText)).includes('east window'));
});

/* The folder with another word in it, as a newer version is: file, its hash in the list, and the version's name. */
async function newer(folder, file = 'record.js', change = (old) => `${old}\n/* newer */\n`) {
  const old = await readFile(join(folder, file), 'utf8');
  const changed = change(old);
  await writeFile(join(folder, file), changed);
  const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const script = await readFile(join(folder, 'offline.js'), 'utf8');
  const next = script.replace(hash(old), hash(changed)).replace(/VERSION = "[^"]*"/, `VERSION = "newer ${file}"`);
  await writeFile(join(folder, 'offline.js'), next);
}

/* A store that a later version has upgraded, and a service worker that still gives this one: its button leads to the later one. */
export async function newerStore(browser, check) {
  const folder = await mkdtemp(join(tmpdir(), 'attune-web-folder-'));
  await cp(FOLDER, folder, { recursive: true });
  const app = await startWeb({ folder });
  const p = await person(browser, app, { name: 'web, a newer store' });
  try {
    await p.page.evaluate(() => navigator.serviceWorker.ready);
    await p.make();
    await newer(folder, 'keeper.js', (old) => old.replace('STORE_VERSION = 2', 'STORE_VERSION = 3'));
    await p.page.goto(`${app.base}/blank.html`);
    await p.page.evaluate(() => new Promise((done, failed) => {
      const asked = indexedDB.open('attune', 3);
      asked.onerror = failed;
      asked.onsuccess = () => { asked.result.close(); done(); };
    }));
    await p.page.goto(`${app.base}/`);
    await p.page.getByText('A newer version of this was used', { exact: false }).waitFor();
    check('a store of a later version is not opened, and that is said', (await p.heading()) === 'Here, now');
    const old = await p.page.evaluate(() => performance.timeOrigin);
    await p.page.getByRole('button', { name: 'Load again' }).click();
    await until(p.page, (then) => performance.timeOrigin !== then && document.querySelector('form.leave, #stumbled'), old);
    check('loaded again it is that version', !(await p.page.locator('#stumbled').count()), await p.text());
    await p.go('/unlock');
    await p.unlock();
    check('which opens what was saved', await p.isOpen());
  } finally {
    await p.context.close();
    await app.end();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function versions(browser, check) {
  const folder = await mkdtemp(join(tmpdir(), 'attune-web-folder-'));
  await cp(FOLDER, folder, { recursive: true });
  let app = await startWeb({ folder });
  const p = await person(browser, app, { name: 'web, versions' });
  const caches = () => p.page.evaluate(async () => (await window.caches.keys()).join());
  try {
    await p.page.evaluate(() => navigator.serviceWorker.ready);
    await p.make();
    await p.go('/journal/new');
    await p.page.fill('#words', 'Kept by the older one.');
    await p.press('Save');
    await app.end();
    await p.page.reload();
    await begun(p.page);
    await p.go('/ground');
    check('without any network it starts again, with Ground', (await p.heading()) === 'Here, now');
    const before = await caches();
    await newer(folder);
    app = await startWeb({ folder, port: app.port });
    await p.page.evaluate(async () => {
      const kept = await navigator.serviceWorker.getRegistration();
      await kept.update();
      for (let i = 0; !kept.waiting && i < 24000; i++) await new Promise((go) => setTimeout(go, 25));
    });
    await p.page.reload();
    await begun(p.page);
    const isNewer = () => p.page.evaluate(async () => (await (await fetch('record.js')).text()).includes('newer'));
    check('a newer version waits: a reload brings the old one', !(await isNewer()) && (await caches()).includes(before));
    for (let i = 0; i < 1000 && !(await p.says('A newer version is here')); i++) await p.go('/ground');
    check('and it is said, quietly', await p.says('A newer version is here'), await p.text());
    const old = await p.page.evaluate(() => performance.timeOrigin);
    await p.page.getByRole('button', { name: 'Take it now' }).click();
    await begun(p.page, old);
    check('agreed to, it is the new one', await isNewer());
    await p.go('/unlock');
    await p.unlock();
    check('and opens what the older one kept', (await p.pageOf('/journal')).includes('Kept by the older one.'));
  } finally {
    await p.context.close();
    await app.end();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function looks(p, check, name) {
  if (!(await p.page.evaluate(() => typeof window.axe === 'object'))) await p.page.evaluate(AXE);
  const { violations } = await p.page.evaluate(() => window.axe.run({ exclude: ['.breath'] }));
  check(`${name}: axe finds nothing`, violations.length === 0, JSON.stringify(violations.map((v) => [v.id, v.nodes.map((n) => n.html.slice(0, 120))])));
  const { wide, small, tall } = await p.page.evaluate(() => ({
    tall: [...document.querySelectorAll('button, a.button')].filter((el) => el.offsetParent && el.clientHeight > 3 * parseFloat(getComputedStyle(el).lineHeight) + 32).map((el) => el.textContent),
    wide: document.documentElement.scrollWidth > innerWidth,
    small: [...document.querySelectorAll('[data-press]')].filter((el) => el.offsetParent && el.getBoundingClientRect().height < 43.5).map((el) => el.textContent),
  }));
  check(`${name}: nothing sideways, and large enough to press`, !wide && small.length === 0, `${wide} ${small}`);
  check(`${name}: no button is higher than three lines`, tall.length === 0, tall);
}

/* With the service worker's news faked by nobody: the parts are put here as the shell itself would. */
export const parts = (browser, check) => withPerson(browser, { name: 'web, its own parts', reducedMotion: 'reduce' }, async (p) => {
  await looks(p, check, 'the first page with restore');
  await p.make();
  await p.go('/');
  await p.page.getByText('So that it stays').waitFor();
  await looks(p, check, 'Today with the question about storage');
  const asked = p.page.getByRole('button', { name: 'Ask the browser to keep it' });
  const answers = [await asked.getAttribute('data-yes'), await asked.getAttribute('data-no')];
  await asked.click();
  await until(p.page, () => document.querySelector('section [role=status]')?.textContent);
  const said = await p.page.evaluate(() => [...document.querySelectorAll('section [role=status]')].map((el) => el.textContent).join(''));
  check('the browser’s answer is said in words', answers.includes(said), said);
  await p.go('/settings');
  await looks(p, check, 'Settings with this browser’s part');
  for (const name of ['stumbled', 'update', 'passkey-open']) {
    await p.go('/ground');
    await p.page.evaluate((id) => document.querySelector('main').append(document.querySelector(`#part-${id}`).content.cloneNode(true)), name);
    await looks(p, check, `the part ${name}`);
  }
  const moves = () => p.page.evaluate(() => getComputedStyle(document.querySelector('main')).animationName);
  await p.go('/limits');
  check('nothing moves where less motion is wanted', (await moves()) === 'none');
  await p.page.emulateMedia({ reducedMotion: 'no-preference' });
  await p.go('/settings');
  check('and where it is welcome it may', (await moves()) === 'appear');
  /* Looked at in the very task in which the page is put there, when its motion has only begun. */
  const pressed = await p.page.evaluate(() => new Promise((done) => {
    document.addEventListener('attune:page', () => {
      const within = (selector) => {
        const el = document.querySelector(selector), box = el.getBoundingClientRect();
        return el.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
      };
      const look = () => done([within('a.ground'), within('form.leave button')]);
      requestAnimationFrame(() => setTimeout(look, 20));
    }, { once: true });
    location.hash = '/limits';
  }));
  check('Ground and Leave can be pressed while a page still comes', pressed.every(Boolean), pressed);
});

export const questionnaires = (browser, check) => withPerson(browser, { name: 'web, questionnaires too large' }, async (p) => {
  await p.make();
  await p.go('/measures/import');
  await tooLargeToChoose(p, check);
  await tooLargeToSend(p, check);
});

export const keyboard = (browser, check) => withPerson(browser, { name: 'web, keys alone' }, async (p) => {
  const to = async (selector) => {
    for (let i = 0; i < 150; i++) {
      if (await p.page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
      await p.page.keyboard.press('Tab');
    }
    throw new Error(`no way by Tab to ${selector} on ${await p.path()}`);
  };
  await p.make();
  await p.page.reload();
  await begun(p.page);
  await to('a[href="/unlock"]');
  await p.after(() => p.page.keyboard.press('Enter'));
  await to('#passphrase');
  await p.page.keyboard.type(PASSPHRASE);
  await p.after(() => p.page.keyboard.press('Enter'));
  check('keys alone open it', await p.isOpen());
  await to('a[href^="/ground"]');
  await p.after(() => p.page.keyboard.press('Enter'));
  check('and lead to Ground', (await p.heading()) === 'Here, now');
  check('where one is, is said to a screen reader', (await p.page.locator('#said').textContent()) === 'Here, now');
  await to('form.leave button');
  await p.page.keyboard.press('Enter');
  await until(p.page, () => /blank\.html$/.test(location.pathname) && document.readyState === 'complete');
  check('and away', (await p.text()).trim() === '');
});

/* Nothing but this origin and the module's own bytes, in the page as in what the server says of it. */
export async function policy(browser, check) {
  const app = await startWeb();
  const context = await browser.newContext(); /* not one that is watched: what is refused here is meant to be */
  const page = await context.newPage();
  await page.goto(`${app.base}/`);
  const said = await page.evaluate(async () => ({
    page: document.querySelector('meta[http-equiv=Content-Security-Policy]').content,
    server: (await fetch('index.html', { cache: 'no-store' })).headers.get('content-security-policy'),
  }));
  for (const [where, words] of Object.entries(said)) {
    const sources = new Set((words ?? '').split(';').flatMap((one) => one.trim().split(' ').slice(1)));
    const others = [...sources].filter((one) => !["'self'", "'none'", "'wasm-unsafe-eval'"].includes(one));
    check(`the policy of the ${where} names nothing else`, sources.has("'wasm-unsafe-eval'") && others.length === 0, words);
  }
  const refused = await page.evaluate(() => Promise.all([
    new Promise((done) => Object.assign(new Image(), { onload: () => done(false), onerror: () => done(true), src: URL.createObjectURL(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' })) })),
    fetch('data:text/plain,a').then(() => false, () => true),
  ]));
  check('and holds: no blob, no data', refused.every(Boolean), refused);
  await context.close();
  await app.end();
}

/* The browser's own question may be answered when the page that asked is long gone from the screen. */
export const openedTooLate = (browser, check) => withPerson(browser, { name: 'web, opened too late' }, async (p) => {
  await p.make();
  const answeredAfter = async (does) => {
    await p.go('/voice');
    await p.page.evaluate(() => {
      const { stream } = new AudioContext().createMediaStreamDestination();
      navigator.mediaDevices.getUserMedia = () => new Promise((opened) => {
        window.answer = async () => {
          opened(stream);
          await new Promise((later) => setTimeout(later)); /* whoever asked has gone on by then */
          return stream.getTracks().map(({ readyState }) => readyState).join();
        };
      });
    });
    await p.page.getByRole('button', { name: 'Record', exact: true }).click();
    await until(p.page, () => Boolean(window.answer));
    await does();
    return p.page.evaluate(() => window.answer());
  };
  const inTime = await answeredAfter(() => {});
  check('answered at once, it listens', inTime === 'live', inTime);
  const gone = await answeredAfter(() => p.follow('Journal'));
  check('answered on another page, it does not', gone === 'ended', gone);
  const hidden = await answeredAfter(() => p.page.evaluate(() => dispatchEvent(new Event('attune-hidden'))));
  check('nor on one that was hidden', hidden === 'ended', hidden);
  check('which says so', await p.says('Nothing was recorded.'));
});

/* What is finished after someone went to Ground is kept, and does not lead them away from there. */
export const keptBehind = (browser, check) => withPerson(browser, { name: 'web, kept behind', permissions: ['microphone'] }, async (p) => {
  await p.make();
  /* Pages of the media that were posted to, and answered, from here on. */
  const listen = () => p.page.evaluate(() => {
    const { post } = window.attuneHost;
    window.answered = '';
    window.attuneHost.post = (to, form) => post(to, form).finally(() => { window.answered += `${to} `; });
  });
  const answered = (what) => until(p.page, (part) => new RegExp(part).test(window.answered), what);
  const staysAtGround = async (name) => {
    await p.page.evaluate(() => new Promise((later) => setTimeout(later))); /* whoever waited for the answer has gone on by then */
    await p.page.evaluate(() => window.attuneHost.get('/style.css').catch(() => {})); /* and what they asked for was answered before this */
    const at = await p.page.evaluate(() => history.state.to);
    check(name, at === '/ground', at);
  };
  const toGround = async () => {
    await p.page.locator('a[href="/ground"]').first().click();
    await until(p.page, () => history.state.to === '/ground');
  };
  await p.go('/voice');
  await listen();
  await p.page.fill('#name', 'Half a sentence');
  await p.page.getByRole('button', { name: 'Record', exact: true }).click();
  await p.page.getByRole('button', { name: 'Stop recording', exact: true }).waitFor();
  await answered('/media/chunk/');
  await toGround();
  await answered('/media/\\S+/edit');
  await staysAtGround('a recording that ends behind Ground leads nobody away');
  await p.go('/voice');
  check('and is kept', await p.says('Half a sentence'));

  await p.go('/kit');
  await listen();
  await p.page.evaluate(() => {
    const make = window.createImageBitmap;
    window.createImageBitmap = async (file) => {
      await new Promise((go) => { window.draw = go; });
      return make(file);
    };
  });
  await p.page.fill('#name', 'The blue door');
  await p.page.setInputFiles('#picture', { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') });
  await until(p.page, () => Boolean(window.draw));
  await toGround();
  await p.page.evaluate(() => window.draw());
  await answered('/media/chunk/');
  await staysAtGround('nor a picture');
  await p.go('/kit');
  check('which is kept, too', await p.says('The blue door'));
});

/* Sound and pictures come out of the module by way of the service worker; no server has them. */
export const kept = (browser, check, { moves = true } = {}) => withPerson(browser, { name: 'web, voice and picture', permissions: ['microphone'] }, async (p) => {
  await p.make();
  await voice(p, check, { moves });
  await picture(p, check);
  await p.go('/voice');
  await until(p.page, () => document.querySelector('audio').src);
  const src = await p.page.evaluate(() => document.querySelector('audio').src);
  const status = () => p.page.evaluate((from) => fetch(from).then((reply) => reply.status), src);
  const before = await status();
  await p.lock();
  const after = await status();
  check('after a lock the same address has nothing', before === 200 && after === 404, `${before} ${after}`);
});
