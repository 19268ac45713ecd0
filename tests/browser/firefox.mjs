/*
 * firefox.mjs - Debian's Firefox behind the face of face.mjs, by WebDriver BiDi (puppeteer-core; no other program is needed)
 *
 * Scripts are switched off for a whole Firefox, so there may be two: one with, one without.  A context is one of its own inside.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { Context, LIMIT_MS, Page, sleep, waitFor } from './face.mjs';

const PROGRAM = '/usr/bin/firefox-esr';

const start = (scripts, place, prefs) => puppeteer.launch({
  browser: 'firefox', executablePath: PROGRAM, headless: true, timeout: LIMIT_MS, protocolTimeout: LIMIT_MS,
  extraPrefsFirefox: {
    'javascript.enabled': scripts,
    'layout.frame_rate': 10, /* drawn by the processor: what moves for two minutes took a third of the suite's time */
    'remote.events.async.enabled': false, /* a press falls on what the page shows, not on what was drawn last */
    'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true, 'media.autoplay.default': 0,
    'browser.download.folderList': 2, 'browser.download.dir': place, 'browser.download.useDownloadDir': true,
    'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream,application/json,text/html,text/calendar',
    'browser.download.always_ask_before_handling_new_types': false, 'browser.download.alwaysOpenPanel': false, ...prefs,
  },
});

class FirefoxPage extends Page {
  expression(source) { return this.inner.evaluate(source); }
  /* One navigation may end another; whoever waits for a page looks at what is there. */
  async load(url) {
    await this.inner.goto(url, { waitUntil: 'load', timeout: LIMIT_MS })
      .catch((error) => { if (!/NS_BINDING_ABORTED|aborted/i.test(error.message)) throw error; });
  }
  again() { return this.inner.reload({ timeout: LIMIT_MS }); }
  async backwards() {
    await this.inner.goBack({ timeout: 4000 }).catch(() => {});
    await sleep(50);
  }
  clickAt(x, y) { return this.inner.mouse.click(x, y); }
  keyDown(key) { return this.inner.keyboard.down(key); }
  keyUp(key) { return this.inner.keyboard.up(key); }
  write(words) { return this.inner.keyboard.type(words); }
  async give(steps, paths) {
    const [{ css }] = steps;
    await waitFor(css, async () => (await this.inner.$(css)) !== null);
    await (await this.inner.$(css)).uploadFile(...paths);
  }
}

class FirefoxContext extends Context {
  async newPage() {
    const page = new FirefoxPage(this);
    page.inner = await this.inner.newPage({ type: 'window' }); /* as a tab it would sleep behind the others */
    await page.inner.setViewport({ ...this.viewport, deviceScaleFactor: 1 });
    page.inner.on('request', (request) => /^https?:/.test(request.url()) && this.events.emit('request', { url: () => request.url() }));
    page.inner.on('console', (line) =>
      this.events.emit('console', { type: () => line.type(), text: () => line.text(), location: () => ({ url: line.location()?.url ?? '' }) }));
    page.inner.on('pageerror', (error) => this.events.emit('weberror', { error: () => error }));
    return this.tell(page);
  }
  cookies() { return this.inner.cookies(); }
  close() { return this.inner.close().catch(() => {}); }
}

export async function firefox({ prefs = {} } = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`there is no ${PROGRAM}`);
  const place = await mkdtemp(join(tmpdir(), 'attune-firefox-'));
  const running = {};
  return {
    async newContext({ javaScriptEnabled = true, viewport } = {}) {
      const browser = await (running[javaScriptEnabled] ??= start(javaScriptEnabled, place, prefs));
      return Object.assign(new FirefoxContext(), { inner: await browser.createBrowserContext(), viewport, place });
    },
    async close() {
      for (const browser of Object.values(running)) await (await browser).close();
      await rm(place, { recursive: true, force: true });
    },
  };
}
