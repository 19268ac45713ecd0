/*
 * report.mjs - one line a check, and the count at the end; scenarios that do not depend on each other run side by side
 */
const counts = { passed: 0, failed: 0 };

/* A check belongs to a scenario; `detail` is only said when it does not hold. */
export const checker = (scenario) => (what, holds, detail = '') => {
  counts[holds ? 'passed' : 'failed'] += 1;
  const more = holds || detail === '' ? '' : `  (${String(detail).slice(0, 1500)})`;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${scenario}: ${what}${more}`);
  return Boolean(holds);
};

/* What it gives, or an error once it has been waited for that long; `why` is asked then. */
export function within(ms, work, why) {
  let late;
  const over = new Promise((done, failed) => { late = setTimeout(() => failed(new Error(why())), ms); });
  return Promise.race([work, over]).finally(() => clearTimeout(late));
}

/*
 * Many times what the longest one takes.  A page that never answers has no time limit of its own (an evaluate() waits for ever),
 * and one scenario that hangs must neither keep the others from running nor the whole from saying what it found.
 */
const LONGEST_MS = 5400000;

async function runLane(browser, scenarios) {
  for (const [, name, scenario] of scenarios) {
    const say = checker(name), begun = Date.now();
    let last = 'nothing yet', over = false;
    const check = (what, ...more) => {
      last = what;
      return over ? false : say(what, ...more);
    };
    try {
      await within(LONGEST_MS, scenario(browser, check), () => `it hangs; last came: ${last}`);
    } catch (error) {
      say('goes through to its end', false, error.cause ? `${error.stack} because of ${error.cause.stack}` : error.stack);
    }
    over = true;
    console.error(`${name}: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  }
}

/* Those with one of the words in their name; all without words.  A word that is in none is a slip of the pen, not a suite that passes. */
export function chosen(scenarios, words, always = () => true) {
  const strange = words.filter((word) => !scenarios.some(([, name]) => name.includes(word)));
  for (const word of strange) checker(word)('is in the name of a scenario', false, `there are: ${scenarios.map(([, name]) => name).join(' ')}`);
  return scenarios.filter(([, name]) => (words.length === 0 ? always(name) : words.some((word) => name.includes(word))));
}

/* Rows are: lane, name, what it does.  A lane is one after the other; lanes are side by side. */
export async function runAll(browser, scenarios) {
  const lanes = new Set(scenarios.map(([lane]) => lane));
  await Promise.all([...lanes].map((lane) => runLane(browser, scenarios.filter((row) => row[0] === lane))));
}

/* Say the count and end, whatever still holds on: a server's idle connection, a browser that does not close. */
export async function finish(...browsers) {
  await within(30000, Promise.allSettled(browsers.map((one) => one.close())), () => 'a browser does not close').catch(() => {});
  await new Promise((done) => process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`, done));
  process.exit(counts.failed ? 1 : 0);
}
