/*
 * clocks.mjs - the module through every state of a practice and every jump of the wall clock: Stop and Leave stand there, a stop rests
 *
 * The same walk as tests/app/time.c, over the bytes that keeper.js writes.  Steady time goes on by itself: what keeper.js makes
 * of a clock that is set forward is tried in the browser, below.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { person } from '../browser/person.mjs';
import { fieldOf, madeApp } from './module.mjs';
import { FOLDER, startWeb, until } from './web.mjs';

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365 * DAY;
const START = 1800000000000;
const AHEAD = [0, 5 * SECOND, MINUTE, HOUR, DAY, 73 * YEAR];
const JUMPS = [-10 * YEAR, -DAY, -HOUR, -MINUTE, -2 * SECOND, 0, 2 * SECOND, MINUTE, HOUR, DAY, 10 * YEAR];
const PATHS = ['/', '/practice', '/practice/now', '/practice/activity/A13', '/practice/plan/A13', '/ground', '/journal', '/nothing/is/here'];
const GOOD = { distress: 10, presence: 8, willingness: 'want', sober: 1, 'no-pain': 1, safe: 1, able: 1 };
const KEEP = 2;

/* One app for all of it; each case begins on a day of its own, when nothing rests any more. */
class Walk {
  static async made() {
    const walk = new Walk();
    Object.assign(walk, { app: await madeApp('quiet kettle green harbour', START), now: START, off: 0 });
    return walk;
  }
  ask(method, target, form) {
    const reply = this.app.ask(method, target, form && new URLSearchParams(form), this.now + this.off, this.now);
    this.token = fieldOf(reply.body.toString(), 'token') || this.token;
    return reply;
  }
  post(target, form = {}) { return this.ask('POST', target, { token: this.token, ...form }); }
  /* As keeper.js follows; it may not come back to where it was, and nothing is to be kept. */
  follow(target) {
    const seen = new Set();
    for (let to = target; ; ) {
      const kept = this.app.count(), reply = this.ask('GET', to);
      if (this.app.count() !== kept) return { wrong: `${to} kept something` };
      if (reply.status !== 303) return { reply, html: reply.body.toString() };
      seen.add(to);
      to = reply.location;
      if (seen.has(to) || seen.size > 5) return { wrong: `${target} leads round and round` };
    }
  }
  begin() {
    this.post('/practice/plan/A13', { minutes: 5, rhythm: 60 });
    this.post('/practice/check', GOOD);
    this.post('/practice/begin');
  }
}

const PLACES = {
  checking: { reach: (w) => w.post('/practice/plan/A13', { minutes: 5, rhythm: 60 }), says: 'Before you begin' },
  active: { reach: (w) => w.begin(), begun: true, stop: true, says: 'data-ask-ms' },
  'at the ask': { reach: (w) => { w.begin(); w.now += 61 * SECOND; }, begun: true, stop: true, says: 'data-ask-ms' },
  paused: { reach: (w) => { w.begin(); w.post('/practice/pause'); }, begun: true, stop: true, says: '<h1>Paused</h1>' },
  'winding down': { reach: (w) => { w.begin(); w.post('/practice/end'); }, begun: true, says: '<h1>Wind-down</h1>' },
  stopped: { reach: (w) => { w.begin(); w.post('/practice/stop'); }, begun: true, says: 'That is the skill' },
};

const waysOut = (html) => html.includes('class="leave"') && html.includes('href="/ground"');
const hasStop = (html) => html.includes('action="/practice/stop"');
const rests = (w) => w.follow('/practice/activity/A14').html?.includes('rests until');

/* The next case: whatever was open is over, the clock is right, and three quiet days have gone by. */
function begone(w) {
  w.post('/practice/stop');
  w.off = 0;
  w.post('/practice/end');
  const { html } = w.follow('/practice/now');
  const wind = html?.match(/action="(\/practice\/[0-9a-f]+\/wind-down)"/)?.[1];
  if (wind) w.post(wind);
  w.post('/checkin', { weather: 'fog' });
  w.now += 3 * DAY;
}

function* wrongs(w, name, { reach, begun, stop, says }, ahead, jump) {
  w.off = ahead;
  w.post('/checkin', { weather: 'clear' });
  w.off = 0;
  w.ask('GET', '/');
  reach(w);
  w.off = jump;
  const { html = '', wrong } = w.follow('/practice/now');
  if (wrong || !html.includes(says)) yield wrong ?? `/practice/now lacks ${says}`;
  for (const path of PATHS) {
    const page = w.follow(path);
    if (page.wrong || !waysOut(page.html)) yield page.wrong ?? `${path} has no way out`;
    else if (stop && !hasStop(page.html)) yield `${path} has no Stop`;
  }
  const kept = w.app.count(), stopped = w.post('/practice/stop');
  if (stopped.status !== 303 || w.app.count() > kept + 1) yield 'Stop';
  if (Boolean(rests(w)) !== Boolean(begun)) yield 'what rests after Stop';
  begone(w);
  if (rests(w)) yield 'it rests three days after';
}

export async function clocksInTheModule(browser, check) {
  const told = [];
  let cases = 0;
  for (const ahead of AHEAD) {
    const w = await Walk.made();
    w.ask('GET', '/checkin');
    for (const [name, place] of Object.entries(PLACES))
      for (const jump of JUMPS) {
        cases += 1;
        for (const wrong of wrongs(w, name, place, ahead, jump)) told.push(`${name}, ahead ${ahead / 1000} s, jump ${jump / 1000} s: ${wrong}`);
      }
  }
  check(`Stop and Leave stand in all of ${cases} cases, nothing sends round and round, and a stop rests`, told.length === 0, told.slice(0, 5).join('\n'));
  const w = await Walk.made();
  const unread = w.ask('GET', `/${'x'.repeat(5000)}`);
  check('what cannot be read is no empty page', waysOut(unread.body.toString()), unread.status);
}

/* The worker's clock is moved from outside, and its own steady time stays what the browser says. */
const SKEW = `let skew = 0;
{ const Real = Date;
  Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + skew); }
    static now() { return Real.now() + skew; }
  };
  const channel = new BroadcastChannel("skew");
  channel.onmessage = ({ data }) => { skew = data; channel.postMessage("set"); }; }
`;

async function withSkew(use) {
  const folder = await mkdtemp(join(tmpdir(), 'attune-skew-'));
  await cp(FOLDER, folder, { recursive: true });
  await writeFile(join(folder, 'keeper.js'), SKEW + (await readFile(join(FOLDER, 'keeper.js'), 'utf8')));
  const app = await startWeb({ folder });
  try {
    await use(app);
  } finally {
    await app.end();
    await rm(folder, { recursive: true });
  }
}

const FAR_BACK_S = -10 * 365 * 86400;

export const clocksInTheBrowser = (browser, check) => withSkew(async (app) => {
  const p = await person(browser, app, { name: 'clocks' });
  const skew = (ms) => p.page.evaluate((by) => new Promise((set) => {
    const channel = new BroadcastChannel('skew');
    channel.onmessage = () => { channel.close(); set(); };
    channel.postMessage(by);
  }), ms);
  const ways = async () => (await p.page.locator('form.leave').count()) === 1 && (await p.page.locator('a.ground').count()) === 1;
  const stop = () => p.page.locator('form[action="/practice/stop"]').count();
  try {
    await p.make();
    await p.begin('A13', 180); /* nearly four minutes of silence are borne, so that a slow machine can look at it meanwhile */
    check('the practice is under way', await p.isActive());
    for (const back of [-2, -60, -3600, -86400, FAR_BACK_S]) {
      await skew(back * 1000);
      await p.go('/practice/now');
      check(`a clock put back by ${-back} s leaves it under way, with Stop and Leave`, (await p.isActive()) && (await stop()) > 0 && (await ways()));
      await p.go('/');
      check(`and Today has both, ${back} s`, (await stop()) > 0 && (await ways()));
    }
    /* Forward is as a sleep: it was silent for so long, longer than a practice bears and not so long that it locks. */
    await skew(FAR_BACK_S * 1000 + 300000);
    await p.go('/practice/now');
    check('a clock put forward counts as time asleep', !(await p.isActive()) && (await ways()));
    await p.post('/practice/stop', {});
    await p.go('/practice/activity/A14');
    check('a stop said then rests the rung', (await p.text()).includes('rests until'), await p.text());
  } finally {
    await p.context.close();
  }
});
