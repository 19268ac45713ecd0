/*
 * weight.mjs - what has to be loaded until Ground of the app stands there, in bytes as they are sent compressed
 *
 * The whole app and its words are held back for good, so that whatever else was asked for is all that Ground needs.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FOLDER, startWeb, until } from './web.mjs';

const MOST_BYTES = 220 * 1024; /* the design's bound: section 11 */
const WHOLE = /\/(attune|en)\.(packed|wasm|words)$/;

export async function weight(browser, check) {
  const app = await startWeb();
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const asked = new Set();
  try {
    await context.route(WHOLE, () => {}); /* no answer, ever */
    context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!WHOLE.test(pathname)) asked.add(pathname.slice(1) || 'index.html');
    });
    await page.goto(`${app.base}/#/ground`);
    await until(page, () => history.state?.to === '/ground' && document.querySelector('main a[href^="/ground/"]'));
    const names = [...asked];
    const sizes = await Promise.all(names.map(async (name) => {
      const bytes = await readFile(join(FOLDER, name));
      return /\.(packed|png)$/.test(name) ? bytes.length : gzipSync(bytes, { level: 9 }).length;
    }));
    const sum = sizes.reduce((all, one) => all + one, 0);
    check(`all that is loaded until Ground is under ${MOST_BYTES} bytes`, sum < MOST_BYTES, names.map((name, i) => `${name} ${sizes[i]}`).join(', '));
    check('and it is there without the whole app', names.includes('door.packed') && names.includes('en-door.packed'), names.join(' '));
    console.log(`until Ground: ${sum} bytes in ${names.length} files`);
  } finally {
    await context.close();
    await app.end();
  }
}
