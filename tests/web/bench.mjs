/*
 * bench.mjs - what the browser app weighs and how long it takes; numbers to read, nothing that can fail
 *
 *   ATTUNE=path/to/attune ATTUNE_WEB=path/to/build/web node bench.mjs
 *
 * Weight is gzip -9 of each file, and of a packed one what it is.  Times to Ground are in a real Chromium, from asking for the address to the heading of Ground; unlocking and
 * pages at many records are in the module alone, in node, on vaults that the module itself has filled, and then in Chromium on the same vaults,
 * restored from a backup: there a page is timed from the press to the frame that shows it.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch, PASSPHRASE } from '../browser/person.mjs';
import { fieldOf, madeApp } from './module.mjs';
import { FOLDER, startWeb, until, WebPerson } from './web.mjs';

const SIZES = (process.env.ATTUNE_BENCH_SIZES ?? '1000 10000 100000').split(' ').map(Number);
const PAGES = ['/', '/practice', '/journal', '/limits', '/ground'];
const TIMES = 200;

async function weight() {
  let all = 0;
  const names = await readdir(FOLDER);
  for (const name of names.filter((one) => !one.endsWith('.gz') && !names.includes(one.replace(/\.(css|wasm|words)$/, '.packed')))) {
    const bytes = await readFile(join(FOLDER, name)), size = name.endsWith('.packed') ? bytes.length : gzipSync(bytes, { level: 9 }).length;
    all += size;
    if (size > 5000) console.log(`weight ${name} ${size}`);
  }
  console.log(`weight of all files ${all}`);
}

/* Cold: nothing of the app is in the browser.  Warm: its files are kept, the network is gone. */
async function ground() {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const app = await startWeb();
  const page = await context.newPage();
  const once = async () => {
    const begun = performance.now();
    await page.goto(`${app.base}/#/ground`);
    await until(page, () => history.state?.to === '/ground');
    const took = performance.now() - begun;
    await page.goto('about:blank');
    return took;
  };
  const cold = await once();
  await page.goto(`${app.base}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.goto('about:blank');
  await app.end();
  const warm = [];
  for (let i = 0; i < 5; i++) warm.push(await once());
  console.log(`ground cold ${cold.toFixed(0)} ms, warm without network ${warm.sort((a, b) => a - b)[2].toFixed(0)} ms (median of 5)`);
  await browser.close();
}

async function records(size) {
  const app = await madeApp(PASSPHRASE, Date.now(), [size, size * 400]);
  const token = fieldOf(app.ask('GET', '/journal/new').body.toString(), 'token');
  while (app.count() < size) {
    const once = app.count().toString(16).padStart(32, '0');
    app.ask('POST', '/journal/new', new URLSearchParams({ token, once, words: `A line about the weather, number ${app.count()}, with the kettle on.` }));
  }
  app.ask('POST', '/lock');
  const html = app.ask('GET', '/unlock').body.toString();
  app.ask('POST', '/unlock', new URLSearchParams({ token: fieldOf(html, 'token'), passphrase: PASSPHRASE }));
  console.log(`${app.count()} records: key derivation ${app.timing.derive.toFixed(0)} ms, opening after it ${app.timing.load.toFixed(1)} ms, memory ${(app.memory() / 1048576).toFixed(0)} MiB of address space`);
  for (const path of PAGES) {
    const took = [];
    for (let i = 0; i < TIMES; i++) {
      const begun = performance.now();
      app.ask('GET', path);
      took.push(performance.now() - begun);
    }
    took.sort((a, b) => a - b);
    console.log(`${app.count()} records: GET ${path} median ${(took[TIMES / 2] * 1000).toFixed(0)} us, 99th percentile ${(took[TIMES * 0.99 - 1] * 1000).toFixed(0)} us`);
  }
  await inBrowser(app.pack(), app.count());
}

const ms = (took) => `${took.toFixed(1)} ms`;
const sorted = (took) => took.sort((a, b) => a - b);

/* Resident memory of the process that has the page and its worker. */
async function resident(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) =>
    Number((await readFile(`/proc/${id}/status`, 'utf8')).match(/VmRSS:\s+(\d+)/)[1]) / 1024));
  await session.detach();
  return Math.max(...sizes);
}

/* Most of an unlock is the key derivation, which a vault of one record has too. */
async function inBrowser(backup, count) {
  const browser = await launch();
  const app = await startWeb();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const p = new WebPerson(context, await context.newPage(), app);
  const dir = await mkdtemp(join(tmpdir(), 'attune-bench-')), file = join(dir, 'backup');
  await writeFile(file, backup);
  await p.go('/');
  const begun = performance.now();
  await p.after(() => p.page.setInputFiles('#backup', file));
  const restore = performance.now() - begun;
  /* From the passphrase to the answer: reading what is stored is part of it.  Locked again in between. */
  const unlock = await p.page.evaluate(async (passphrase) => {
    const all = [];
    for (let i = 0; i < 5; i++) {
      const from = performance.now();
      await window.attuneHost.post('/unlock', new URLSearchParams({ passphrase }));
      all.push(performance.now() - from);
      const [, token] = (await window.attuneHost.get('/settings')).words.match(/name="token" value="([^"]*)"/);
      if (i < 4) await window.attuneHost.post('/lock', new URLSearchParams({ token }));
    }
    return all;
  }, PASSPHRASE);
  const lines = [`restore ${ms(restore)}`, `unlock with the key derivation ${ms(sorted(unlock)[2])} (median of 5)`];
  await p.go('/');
  for (const path of PAGES) {
    const took = await p.page.evaluate(async ([to, times]) => {
      const all = [];
      for (let i = 0; i < times; i++) {
        const from = performance.now();
        await window.attuneHost.get(to);
        all.push(performance.now() - from);
      }
      return all;
    }, [path, 100]);
    const seen = await p.page.evaluate(async ([to, times]) => {
      const all = [];
      for (let i = 0; i < times; i++) {
        const from = performance.now();
        await window.attuneHost.open(to);
        await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        all.push(performance.now() - from);
      }
      return all;
    }, [path, 20]);
    lines.push(`GET ${path} answered in ${ms(sorted(took)[50])}, seen after ${ms(sorted(seen)[10])} (medians)`);
  }
  lines.push(`resident memory of page and worker ${(await resident(browser)).toFixed(0)} MiB`);
  for (const line of lines) console.log(`${count} records in Chromium: ${line}`);
  await browser.close();
  await app.end();
  await rm(dir, { recursive: true });
}

await weight();
await ground();
for (const size of [1, ...SIZES]) await records(size);
