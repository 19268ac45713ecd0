/*
 * webkit.mjs - WebKitGTK, the engine that Safari has, behind the face of face.mjs, by WebDriver
 *
 * Debian's WebKitWebDriver opens our own window (webkit-window.py), on a screen that nobody sees (Xvfb).  Each context is a driver,
 * a window and a folder of its own.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Context, LIMIT_MS, Page, waitFor } from './face.mjs';
import { ended, started } from './processes.mjs';

const NEEDED = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];
const PATIENCE_MS = 5000; /* of a driver that was asked to end */
const WINDOW = fileURLToPath(new URL('webkit-window.py', import.meta.url));
/* What WebDriver calls the keys that have no letter. */
const KEYS = { Shift: '\uE008', Escape: '\uE00C', Enter: '\uE007', Tab: '\uE004' };
const keyOf = (key) => KEYS[key] ?? key.replace(/^Key([A-Z])$/, (_, letter) => letter.toLowerCase());

const freePort = () => new Promise((done, failed) => {
  const server = createServer().once('error', failed);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

class WebKitPage extends Page {
  /* The window that is meant comes first; commands of all of a driver's windows wait for each other. */
  ask(method, path, body, ms) { return this.context.ask(method, path, body, ms, this.handle); }
  async expression(source) {
    const told = await this.ask('POST', '/execute/async', {
      args: [],
      script: `const done = arguments[arguments.length - 1];
        try { Promise.resolve(${source}).then((is) => done({ is }), (error) => done({ error: String(error) })); } catch (error) { done({ error: String(error) }); }`,
    });
    if (told?.error || !told) throw new Error(told?.error ?? 'the page went away');
    return told.is;
  }
  load(url) { return this.ask('POST', '/url', { url }); }
  again() { return this.ask('POST', '/refresh', {}); }
  backwards() { return this.ask('POST', '/back', {}).catch(() => {}); }
  actions(list) { return this.ask('POST', '/actions', { actions: list }); }
  clickAt(x, y) {
    return this.actions([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [
      { type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] }]);
  }
  keyDown(key) { return this.actions([{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value: keyOf(key) }] }]); }
  keyUp(key) { return this.actions([{ type: 'key', id: 'keys', actions: [{ type: 'keyUp', value: keyOf(key) }] }]); }
  async write(text) {
    const focused = await this.ask('GET', '/element/active');
    await this.ask('POST', `/element/${Object.values(focused)[0]}/value`, { text });
  }
  async give([{ css }], paths) {
    const input = await waitFor(css, () => this.ask('POST', '/element', { using: 'css selector', value: css }));
    await this.ask('POST', `/element/${Object.values(input)[0]}/value`, { text: paths.join('\n') });
  }
}

class WebKitContext extends Context {
  /* One command after the other, each to its window. */
  ask(method, path, body, ms = LIMIT_MS, handle = null) {
    const send = async (verb, to, what) => {
      const reply = await fetch(`http://127.0.0.1:${this.port}${to}`, { method: verb, body: what === undefined ? undefined : JSON.stringify(what), signal: AbortSignal.timeout(ms) });
      const { value } = await reply.json();
      if (value?.error) throw new Error(`${value.error}: ${value.message}`);
      return value;
    };
    const act = async () => {
      if (handle && this.current !== handle) {
        await send('POST', `${this.session}/window`, { handle });
        this.current = handle;
      }
      return send(method, (this.session ?? '') + path, body);
    };
    const mine = (this.line ?? Promise.resolve()).then(act, act);
    this.line = mine.catch(() => {});
    return mine;
  }
  async begin(display, env, { javaScriptEnabled = true, viewport, permissions = [] }) {
    this.port = await freePort();
    this.place = await mkdtemp(join(tmpdir(), 'attune-webkit-'));
    this.driver = started('WebKitWebDriver', [`--port=${this.port}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1',
        LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', WINDOW_PLACE: this.place, WINDOW_SIZE: `${viewport.width}x${viewport.height}`,
        WINDOW_SCRIPTS: javaScriptEnabled ? 'on' : 'off', WINDOW_MICROPHONE: permissions.includes('microphone') ? 'on' : 'off' },
    });
    let rest = '';
    const hear = (bytes) => {
      const lines = (rest + bytes).split('\n');
      rest = lines.pop();
      for (const line of lines) this.hear(line);
    };
    this.driver.stdout.on('data', hear);
    this.driver.stderr.on('data', hear);
    await waitFor('WebKitWebDriver', () => this.ask('GET', '/status'));
    const { sessionId } = await this.ask('POST', '/session', { capabilities: { alwaysMatch: {
      browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: WINDOW, args: [] } } } });
    this.session = `/session/${sessionId}`;
    await this.ask('POST', '/timeouts', { script: LIMIT_MS, pageLoad: LIMIT_MS, implicit: 0 });
    return this;
  }
  /* This port is built without web manifests; Safari has them (B8 of the findings). */
  hear(line) {
    const [, url] = line.match(/^REQUEST (\S+)/) ?? [];
    if (url && /^https?:/.test(url)) this.events.emit('request', { url: () => url });
    if (/CONSOLE .*ERROR|Refused to|Content Security Policy/.test(line) && !/'manifest-src'/.test(line)) {
      const [from = ''] = line.match(/https?:\/\/[^\s:]+(:\d+)?[^\s:]*/) ?? [];
      this.events.emit('console', { type: () => 'error', text: () => line, location: () => ({ url: from }) });
    }
  }
  async newPage() {
    const handle = this.pages.length === 0 ? await this.ask('GET', '/window') : (await this.ask('POST', '/window/new', { type: 'window' })).handle;
    this.current ??= handle;
    return this.tell(Object.assign(new WebKitPage(this), { handle }));
  }
  cookies() { return this.ask('GET', '/cookie'); }
  async close() {
    await this.ask('DELETE', '', undefined, 10000).catch(() => {});
    await ended(this.driver, PATIENCE_MS);
    await rm(this.place, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }); /* it writes until the end */
  }
}

export async function webkit({ env = {} } = {}) {
  for (const one of NEEDED) if (!existsSync(one)) throw new Error(`there is no ${one}`);
  const screen = started('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((done, failed) => {
    screen.stdio[3].once('data', (bytes) => done(String(bytes).trim()));
    screen.once('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
  return {
    newContext: (options = {}) => new WebKitContext().begin(`:${number}`, env, options),
    close: () => ended(screen, PATIENCE_MS),
  };
}
