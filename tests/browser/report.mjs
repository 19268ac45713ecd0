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

async function runLane(browser, scenarios) {
  for (const [, name, scenario] of scenarios) {
    const check = checker(name), begun = Date.now();
    try {
      await scenario(browser, check);
    } catch (error) {
      check('goes through to its end', false, error.stack);
    }
    console.error(`${name}: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  }
}

/* Rows are: lane, name, what it does.  A lane is one after the other; lanes are side by side. */
export async function runAll(browser, scenarios) {
  const lanes = new Set(scenarios.map(([lane]) => lane));
  await Promise.all([...lanes].map((lane) => runLane(browser, scenarios.filter((row) => row[0] === lane))));
}

export function finish() {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed ? 1 : 0;
}
