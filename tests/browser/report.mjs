/*
 * report.mjs - one line a check, and the count at the end
 */
const counts = { passed: 0, failed: 0 };

/* A check belongs to a scenario; `detail` is only said when it does not hold. */
export const checker = (scenario) => (what, holds, detail = '') => {
  counts[holds ? 'passed' : 'failed'] += 1;
  const more = holds || detail === '' ? '' : `  (${String(detail).slice(0, 1500)})`;
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${scenario}: ${what}${more}`);
  return Boolean(holds);
};

export function finish() {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed ? 1 : 0;
}
