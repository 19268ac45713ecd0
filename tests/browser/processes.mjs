/*
 * processes.mjs - the programs that a suite starts: they end with it, however that ends
 */
import { spawn } from 'node:child_process';

/* What is left behind would hold a port, a screen or a vault for ever. */
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));

export function started(program, args, options) {
  const child = spawn(program, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/* Asks it to end.  True once it has; false if it did not for so long and was killed. */
export function ended(child, patienceMs) {
  if (hasEnded(child)) return Promise.resolve(true);
  return new Promise((done) => {
    let asked = true;
    const late = setTimeout(() => {
      asked = false;
      child.kill('SIGKILL');
    }, patienceMs);
    child.once('exit', () => {
      clearTimeout(late);
      done(asked);
    });
    child.kill('SIGTERM');
  });
}
