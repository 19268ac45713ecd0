/*
 * attune.mjs - starts the real program on a free port with a fresh place of its own, and ends it
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ended, hasEnded, started } from './processes.mjs';

export const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
export const PROGRAM = resolve(process.env.ATTUNE || join(ROOT, 'build-test/host/native/attune'));

const LATE_MS = 600000; /* so that a failure ends */

/* Wait for the sentence that says where it is; what it said instead is the best reason for a failure. */
export const announced = (child) =>
  new Promise((done, failed) => {
    let said = '';
    const late = setTimeout(() => failed(new Error(`attune did not start: ${said}`)), LATE_MS);
    const listen = (bytes) => {
      said += bytes;
      if (!/attune is at \S+\n/.test(said)) return;
      clearTimeout(late);
      done(said);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const over = (error) => {
      clearTimeout(late);
      failed(error);
    };
    child.once('exit', (code) => over(new Error(`attune ended with ${code}: ${said}`)));
    child.once('error', over);
  });

export const portOf = (said) => Number(said.match(/attune is at \S+:(\d+)\//)[1]);

export const start = (args) => started(PROGRAM, args, { stdio: ['ignore', 'pipe', 'pipe'] });

/* One that does not end when it is asked to is an error, not something to wait for. */
export async function end(child) {
  if (!(await ended(child, LATE_MS))) throw new Error('attune was asked to end and did not');
}

/* { base, end(), fell(), kill(), hold(), goOn() }; fell() is true once the program has ended without being asked to.  With `demo`, the made-up person's vault; otherwise nothing has been made yet. */
export async function startAttune({ demo = false, again = null } = {}) {
  const dir = again ?? await mkdtemp(join(tmpdir(), 'attune-browser-'));
  const words = demo ? ['demo'] : ['open', '--data', join(dir, 'vault')];
  const child = start([...words, '--port', '0', '--no-browser']); /* one that is free, which nobody else can take meanwhile */
  const said = await announced(child);
  const port = portOf(said);
  /* Of a demo, which has a new one each time. */
  const [, passphrase] = said.match(/^Its passphrase is: (.*)$/m) ?? [];
  const fell = () => hasEnded(child);
  const over = async () => {
    goOn(); /* one that is held does not hear */
    await end(child);
    await rm(dir, { recursive: true, force: true });
  };
  /* It answers nothing until it may go on, as on a device that is busy with something else. */
  let held = false;
  const hold = () => { held = child.kill('SIGSTOP'); };
  /* Only where it was held: the leak checker stops a process that ends with a signal which SIGCONT would take back. */
  function goOn() {
    if (held) child.kill('SIGCONT');
    held = false;
  }
  /* As a power cut does it; what it leaves behind is for startAttune({ again: dir }). */
  const kill = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
    return dir;
  };
  return { base: `http://127.0.0.1:${port}`, passphrase, end: over, fell, kill, hold, goOn };
}
