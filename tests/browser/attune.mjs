/*
 * attune.mjs - starts the real program on a free port with a fresh place of its own, and ends it
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const PROGRAM = resolve(process.env.ATTUNE || join(ROOT, 'build-test/host/native/attune'));

const freePort = () =>
  new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/* Wait for the sentence that says where it is; what it said instead is the best reason for a failure. */
const announced = (child) =>
  new Promise((done, failed) => {
    let said = '';
    const late = setTimeout(() => failed(new Error(`attune did not start: ${said}`)), 20000);
    const listen = (bytes) => {
      said += bytes;
      if (!said.includes('attune is at')) return;
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

/* { base, end(), fell(), kill(), hold(), goOn() }; fell() is true once the program has ended without being asked to.  With `demo`, the made-up person's vault; otherwise nothing has been made yet. */
export async function startAttune({ demo = false, again = null } = {}) {
  const dir = again ?? await mkdtemp(join(tmpdir(), 'attune-browser-'));
  const port = await freePort();
  const words = demo ? ['demo'] : ['open', '--data', join(dir, 'vault')];
  const child = spawn(PROGRAM, [...words, '--port', String(port), '--no-browser'], { stdio: ['ignore', 'pipe', 'pipe'] });
  /* Of a demo, which has a new one each time. */
  const [, passphrase] = (await announced(child)).match(/^Its passphrase is: (.*)$/m) ?? [];
  const fell = () => child.exitCode !== null || child.signalCode !== null;
  const end = async () => {
    if (!fell()) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    }
    await rm(dir, { recursive: true, force: true });
  };
  /* It answers nothing until it may go on, as on a device that is busy with something else. */
  const hold = () => child.kill('SIGSTOP');
  const goOn = () => child.kill('SIGCONT');
  /* As a power cut does it; what it leaves behind is for startAttune({ again: dir }). */
  const kill = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
    return dir;
  };
  return { base: `http://127.0.0.1:${port}`, passphrase, end, fell, kill, hold, goOn };
}
