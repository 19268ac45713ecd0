/*
 * screens.mjs - pictures of the pages, from the made-up person's place, for doc/screens
 *
 *   ATTUNE=path/to/attune node screens.mjs [directory]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAttune } from './attune.mjs';
import { launch, person } from './person.mjs';

const OUT = resolve(process.argv[2] ?? join(fileURLToPath(import.meta.url), '../../../doc/screens'));
const SIZES = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 860 } };
const SCHEMES = ['light', 'dark'];

const shown = []; /* [file stem, title], in the order of an evening */

async function picture(p, stem, title) {
  if (!shown.some(([known]) => known === stem)) shown.push([stem, title]);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await p.page.setViewportSize(viewport);
    for (const scheme of SCHEMES) {
      await p.page.evaluate((theme) => { document.documentElement.dataset.theme = theme; }, scheme);
      await p.page.screenshot({ path: join(OUT, `${stem}-${size}-${scheme}.png`), animations: stem === 'active' ? 'allow' : 'disabled' });
    }
  }
}

async function evening(p) {
  const at = async (path, stem, title) => {
    await p.go(path);
    await picture(p, stem, title);
  };
  await at('/ground', 'ground', 'Ground');
  await p.go('/unlock');
  await p.unlock(demo.passphrase);
  await at('/', 'today', 'Today');
  await at('/checkin', 'checkin', 'A check-in');
  await at('/limits', 'limits', 'Limits');
  await p.go('/limits/new?stance=never');
  await p.unfold('Conditions, where, and with whom');
  await p.tapSpot('.spot.a-neck', 0.5, 0.17);
  await p.page.locator('.body-map').scrollIntoViewIfNeeded();
  await p.page.evaluate(() => scrollBy(0, -90));
  await picture(p, 'limit-form', 'Writing a limit down');
  await at('/practice', 'ladder', 'The ladder');
  await at('/practice/activity/A13', 'activity', 'An activity');
  await p.plan('A13', 120, 3);
  await p.gate();
  await p.press('Begin');
  await picture(p, 'active', 'A practice under way');
  await p.send('form.stop');
  await picture(p, 'stopped', 'Stopped');
  await p.follow('Wind down, if you like');
  await picture(p, 'winddown', 'Wind-down');
  await at('/journal', 'journal', 'The journal');
  await at('/map', 'map', 'The safety map');
  await at('/body', 'body', 'Body maps');
  await at('/toolkit', 'toolkit', 'My toolkit');
  await at('/course', 'course', 'My course');
  await at('/learn', 'learn', 'Learn');
  await at('/learn/L02', 'lesson', 'A lesson');
  await at('/learn/rehearse/P01', 'rehearsal', 'A rehearsal');
  await at('/learn/scripts/S09', 'script', 'Words to say');
  await at('/work/thought/new', 'thought', 'A thought, looked at kindly');
  await at('/kit', 'kit', 'The comfort kit');
  await at('/settings', 'settings', 'Settings');
}

function page() {
  const rows = shown.map(([stem, title]) => {
    const cell = (size, scheme) => `<img src="${stem}-${size}-${scheme}.png" alt="${title}, ${size}, ${scheme}" width="${size === 'phone' ? 180 : 420}">`;
    return `| ${title} | ${cell('phone', 'light')} | ${cell('phone', 'dark')} | ${cell('desk', 'light')} | ${cell('desk', 'dark')} |`;
  });
  return `# What it looks like

Pictures of the demonstration (\`attune demo\`), whose person and words are made up. \`tools/screens\` makes them anew.

| | phone, light | phone, dark | desk, light | desk, dark |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

await mkdir(OUT, { recursive: true });
const browser = await launch();
const fresh = await startAttune();
const demo = await startAttune({ demo: true });
try {
  await picture(await person(browser, fresh), 'arrive', 'Arriving');
  await evening(await person(browser, demo));
  await writeFile(join(OUT, 'README.md'), page());
} finally {
  await browser.close();
  await fresh.end();
  await demo.end();
}
