/*
 * engines.mjs - the evenings again, in the other engines: one line a check, then how many passed
 *
 *   ATTUNE=path/to/attune ATTUNE_WEB=path/to/build/web node engines.mjs firefox|webkit [part of a scenario's name]...
 *
 * The scenarios are Chromium's own.  Chromium has all of them (run.mjs, ../web/run.mjs); here stand those in which an engine could differ:
 * a whole evening with and without scripts and without a network, leaving and Back, silence, sound, tabs, backups.
 */
import { groundWhileKept } from '../web/busy.mjs';
import { backups, twoTabs } from '../web/store.mjs';
import { eveningOffline } from '../web/evening.mjs';
import { mergedInAnyEngine } from '../web/merge.mjs';
import { kept, leaving } from '../web/shell.mjs';
import { standsAlone } from '../web/cannot.mjs';
import { packedInAnyEngine } from '../web/door.mjs';
import { nothingBehind } from '../web/phone.mjs';
import { startWeb } from '../web/web.mjs';
import { wholeInAnyEngine } from '../web/whole.mjs';
import { drawnInOrder, numbersInOrder } from './direction.mjs';
import { wholeEvening } from './evening.mjs';
import { firefox } from './firefox.mjs';
import { leave } from './leaving.mjs';
import { turnedRound } from './looks.mjs';
import { soundAndPicture } from './media.mjs';
import { checkQuiet } from './person.mjs';
import { checker, chosen, finish, runAll } from './report.mjs';
import { silenceWithScripts, silenceWithoutScripts } from './silence.mjs';
import { webkit } from './webkit.mjs';

const [engine, ...wanted] = process.argv.slice(2);

/* As with Apple's Lockdown Mode: the engine itself has no WebAssembly. */
const WITHOUT_WASM = {
  firefox: () => firefox({ prefs: { 'javascript.options.wasm': false } }),
  webkit: () => webkit({ env: { JSC_useWasm: '0' } }),
};
async function withoutWasm(_, check) {
  const app = await startWeb();
  const other = await WITHOUT_WASM[engine]();
  const context = await other.newContext({ viewport: { width: 390, height: 844 } });
  try {
    await standsAlone(await context.newPage(), app, check, 'no WebAssembly', 'cannot-wasm');
  } finally {
    await context.close();
    await other.close();
    await app.end();
  }
}

const SCENARIOS = [
  /* lane, name, what it does */
  ['wait', 'silence_pauses_by_itself', silenceWithScripts],
  ['wait2', 'silence_pauses_by_itself_without_scripts', silenceWithoutScripts],
  ['a', 'whole_evening_with_scripts', (b, c) => wholeEvening(b, c, { name: 'evening', width: 390, height: 844 })],
  ['a', 'leave', leave],
  ['a', 'drawn_in_order', drawnInOrder],
  ['a', 'numbers_in_order', numbersInOrder],
  ['a', 'turned_round', turnedRound],
  ['a', 'web_tabs', twoTabs],
  ['a', 'web_leaves', leaving],
  ['a', 'web_nothing_left_behind', nothingBehind],
  ['b', 'whole_evening_without_scripts', (b, c) => wholeEvening(b, c, { name: 'evening, no scripts', scripts: false, width: 1280, height: 860 })],
  ['b', 'voice_and_picture', soundAndPicture],
  ['b', 'web_whole_evening_offline', eveningOffline],
  /* WebKitGTK plays what the service worker hands it, and knows its length, but drops most moves in it (doc/browser-host.md). */
  ['b', 'web_voice_and_picture', (b, c) => kept(b, c, { moves: engine !== 'webkit' })],
  ['b', 'web_backups_move', backups],
  ['b', 'brought_in', mergedInAnyEngine],
  ['b', 'web_ground_while_a_note_is_kept', groundWhileKept],
  ['a', 'web_where_it_cannot_run', withoutWasm],
  ['a', 'web_files_with_gzip_inside', packedInAnyEngine],
  ['a', 'web_whole_app_cannot_be_had', wholeInAnyEngine],
];

const browser = await { firefox, webkit }[engine]();
await runAll(browser, chosen(SCENARIOS, wanted).map(([lane, name, scenario]) => [lane, `${engine}, ${name}`, scenario]));
if (wanted.length === 0) checkQuiet(checker(`${engine}, all_pages`));
await finish(browser);
