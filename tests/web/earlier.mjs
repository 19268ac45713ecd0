/*
 * earlier.mjs - what an earlier version kept opens in the browser for good: the backups of tests/vectors/v*
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { person } from '../browser/person.mjs';
import { backupOf } from './store.mjs';
import { everything } from './ways.mjs';
import { ROOT, startWeb } from './web.mjs';

const VECTORS = join(ROOT, 'tests/vectors');

const linesOf = async (...path) => (await readFile(join(VECTORS, ...path), 'utf8')).split('\n').filter((line) => line && !line.startsWith('# '));

/* What a second reader, which shares no code with attune, finds in a backup. */
const readBy = (backup, passphrase) => new Promise((done) =>
  execFile('python3', [join(VECTORS, 'read.py'), backup, 'passphrase', passphrase], (error, out, err) =>
    done(error ? [err] : out.split('\n').filter((line) => line && !line.startsWith('# ')))));

async function one(browser, check, app, version, dir) {
  const ways = Object.fromEntries((await linesOf(version, 'secrets.txt')).map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  const [found, said] = [await linesOf(version, 'found.txt'), await readFile(join(VECTORS, version, 'export.json'), 'utf8')];
  const p = await person(browser, app, { name: `web, a backup of ${version}`, acceptDownloads: true });
  try {
    await p.go('/');
    await p.after(() => p.page.setInputFiles('#backup', join(VECTORS, version, 'attune.backup')));
    await p.unlock(ways.passphrase);
    check(`a backup of ${version} opens with its passphrase`, await p.isOpen(), await p.text());
    check(`and says what it said (${version})`, (await everything(p)) === said);
    await p.lock();
    await p.go('/unlock');
    await p.unlock(ways.sheet);
    check(`a backup of ${version} opens with its sheet`, await p.isOpen(), await p.text());
    await p.lock();
    await p.go('/unlock');
    await p.post('/unlock', { device: ways.device });
    check(`a backup of ${version} opens with its device`, await p.isOpen());
    const backup = join(dir, version);
    await backupOf(p, backup);
    const read = await readBy(backup, ways.passphrase);
    check(`what the browser makes of it is read by others (${version})`, found.every((line) => read.includes(line)), read.join('\n'));
  } finally {
    await p.context.close();
  }
}

export async function earlierVersions(browser, check) {
  const dir = await mkdtemp(join(tmpdir(), 'attune-web-earlier-'));
  const app = await startWeb();
  try {
    for (const version of (await readdir(VECTORS)).filter((name) => /^v\d+$/.test(name)).sort()) await one(browser, check, app, version, dir);
  } finally {
    await app.end();
    await rm(dir, { recursive: true, force: true });
  }
}
