/*
 * media.mjs - a voice recorded, kept and played; a picture made on the fly; kept for a hard moment, and deleted
 *
 * The browser has a microphone of its own that beeps.
 */
import { startAttune } from './attune.mjs';
import { hold, person } from './person.mjs';

/* How long the browser takes the first recording of a page to be, once it has all of it. */
const decodedSeconds = (p) => p.page.evaluate(async () => {
  const bytes = await (await fetch(document.querySelector('audio').src)).arrayBuffer();
  const context = new AudioContext();
  const sound = await context.decodeAudioData(bytes);
  return sound.duration;
});

const plays = (p) => p.page.evaluate(() => new Promise((done) => {
  const audio = document.querySelector('audio');
  audio.muted = true;
  audio.addEventListener('timeupdate', () => audio.currentTime > 0.1 && done(true));
  audio.addEventListener('error', () => done(false));
  audio.play().catch(() => done(false));
}));

/* What went wrong, if anything. */
const playsFrom = (p, second) => p.page.evaluate((from) => new Promise((done) => {
  const audio = document.querySelector('audio');
  audio.pause();
  const told = (why) => done(`${why} ${audio.currentTime} of ${audio.duration}`);
  audio.addEventListener('seeked', () => (Math.abs(audio.currentTime - from) < 0.3 ? done('') : told('came to')), { once: true });
  audio.addEventListener('error', () => told('error'));
  audio.currentTime = from;
  setTimeout(() => told('late'), 300000);
}), second);

/* What the player makes of it: its length in seconds, and how far one can move in it. */
const reach = (p) => p.page.evaluate(() => {
  const { duration, seekable } = document.querySelector('audio');
  return [Number.isFinite(duration) ? duration : -1, seekable.length ? seekable.end(seekable.length - 1) : -1];
});

async function record(p, ms) {
  await p.page.getByRole('button', { name: 'Record', exact: true }).click();
  await p.page.getByRole('button', { name: 'Stop recording', exact: true }).waitFor();
  await p.page.waitForTimeout(ms);
}

/* In the browser app a picture or a sound has its address a moment after the page is here. */
async function lent(p, what) {
  for (let i = 0; i < 30000 && !(await p.page.evaluate((s) => document.querySelector(s)?.src, what)); i++) await p.page.waitForTimeout(20);
}

/* A picture takes no room before it is here. */
const appears = (p, what) => p.page.locator(what).waitFor().then(() => true, () => false);

/* moves: false where the engine does not move in a recording, see engines.mjs. */
export async function voice(p, check, { moves = true } = {}) {
  await p.go('/voice');
  check('nothing listens before Record is pressed', (await p.page.locator('.recorder-says').innerText()) === '');
  await p.page.fill('#name', 'By the window');
  const begun = Date.now();
  await record(p, 4600);
  const says = await p.page.locator('.recorder-says').innerText();
  check('a room with sound in it is not called quiet, whatever can or cannot be played here', says === 'Recording.', says);
  await p.page.fill('#words', 'Rain, then the tram.');
  await p.press('Stop recording');
  const lasted = (Date.now() - begun) / 1000; /* a busy machine records with gaps, and for longer than it was asked to */
  check('what was said is kept', await p.says('Saved. Only you can see it.'), await p.text());
  check('with its name, and the line that was typed meanwhile', (await p.says('By the window')) && (await p.says('Rain, then the tram.')));
  await p.lock();
  await p.go('/unlock');
  await p.unlock();
  await p.go('/voice');
  await lent(p, 'audio');
  const seconds = await decodedSeconds(p);
  check('after a lock it is still sound', seconds > 3 && seconds < lasted + 1, `${seconds} of ${lasted}`);
  check('and it plays', await plays(p));
  const [length, end] = await reach(p);
  check('its length is known, and all of it can be reached', length >= seconds - 0.1 && length <= lasted + 1 && end >= seconds - 0.1, `${length} ${end} ${seconds} ${lasted}`);
  /* A move that comes while the engine still fetches may be dropped; someone would simply move it again. */
  let trouble = moves ? 'not tried' : '';
  for (let i = 0; i < 4 && trouble; i++) trouble = await playsFrom(p, 3) || await playsFrom(p, 1);
  if (moves) check('from the middle, too', trouble === '', trouble);
  await p.go('/journal');
  check('it stands in the journal with something to press', (await p.page.locator('.entry audio').count()) === 1);
}

/* Leaving in the middle: the microphone goes, what was acknowledged stays. */
async function left(p, check) {
  await p.go('/voice');
  await p.page.fill('#name', 'Cut short');
  const kept = p.page.waitForResponse((reply) => reply.url().includes('/media/at/') && reply.request().redirectedFrom()?.url().includes('/media/chunk/'));
  await record(p, 100);
  await kept;
  /* Leaving stops the tape; where its last piece comes before the keys are wiped, all of it is here and it has ended. */
  const onItsWay = await hold(p.page, '**/media/chunk/**');
  await p.page.locator('form.leave button').click();
  await p.left();
  onItsWay();
  await p.page.unroute('**/media/chunk/**');
  await p.go('/unlock');
  await p.unlock();
  await p.go('/voice');
  const card = p.page.locator('.card', { hasText: 'Cut short' });
  check('a recording left in the middle says so', await card.getByText('This one ended early').isVisible(), await p.text());
  check('and what was kept of it is sound', (await decodedSeconds(p)) > 0.5);
}

export async function picture(p, check) {
  await p.go('/kit');
  await p.page.fill('#name', 'The blue door');
  await p.page.locator('.media-form [name=hard]').check();
  const png = await p.page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1600, height: 900 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#4a6fa5';
    pen.fillRect(0, 0, 1600, 900);
    return canvas.toDataURL('image/png').split(',')[1];
  });
  await Promise.all([
    p.at('/kit?saved=1'),
    p.page.setInputFiles('#picture', { name: 'door.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') }),
  ]);
  check('what is kept for hard moments is folded away', !(await p.page.locator('img.kept').isVisible()));
  await p.unfold('Set aside for hard moments');
  await p.page.locator('img.kept').scrollIntoViewIfNeeded();
  await lent(p, 'img.kept');
  let width = 0;
  for (let i = 0; i < 6000 && !width; i++) {
    await p.page.waitForTimeout(50);
    width = await p.page.locator('img.kept').evaluate((img) => img.naturalWidth);
  }
  check('the picture is there, made smaller', width === 1280, width);
  await p.go('/ground?turn=2');
  check('it is offered at the far end of Ground', await appears(p, 'img.kept'));
  await p.go('/ground');
  check('and not before', (await p.page.locator('img.kept').count()) === 0);
  await p.go('/kit');
  await p.unfold('Set aside for hard moments');
  await p.follow('Delete');
  await p.press('Delete it');
  await p.go('/kit');
  check('deleted, it is gone', !(await p.says('The blue door')));
}

async function withoutScripts(q, check) {
  await q.go('/voice');
  check('without scripts the page says what still works', await q.says('Writing does not need them.'));
  check('and shows no button that cannot work', !(await q.page.locator('.record').isVisible()));
  await q.go('/kit');
  await q.page.fill('#words', 'The grey blanket, called Fog');
  await q.press('Save');
  check('a comfort in words needs no scripts', await q.says('The grey blanket, called Fog'));
}

export async function media(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'media', permissions: ['microphone'] });
  const q = await person(browser, app, { name: 'media, no scripts', scripts: false });
  try {
    await p.make();
    await voice(p, check);
    await left(p, check);
    await picture(p, check);
    await q.context.addCookies(await p.context.cookies());
    await withoutScripts(q, check);
  } finally {
    await p.context.close();
    await q.context.close();
    await app.end();
  }
}

/* What an engine may do in a way of its own: record, play, draw smaller. */
export async function soundAndPicture(browser, check) {
  const app = await startAttune();
  const p = await person(browser, app, { name: 'sound and picture', permissions: ['microphone'] });
  try {
    await p.make();
    await voice(p, check);
    await picture(p, check);
  } finally {
    await p.context.close();
    await app.end();
  }
}

/* Killed in the middle of a recording: every piece that was acknowledged is there, to the byte. */
export async function mediaKilled(browser, check) {
  const first = await startAttune();
  const p = await person(browser, first, { name: 'media, killed' });
  let again = null;
  try {
    await p.make();
    const { token } = await p.fieldsOf('/voice');
    const begun = await p.post('/media/new', { token, once: 'a'.repeat(32), sort: 'voice', type: 'audio/webm' });
    const id = begun.headers().location.split('/').pop();
    const sent = [];
    let going = true;
    const sending = (async () => {
      for (let number = 1; going; number += 1) {
        const data = Buffer.alloc(6000, number % 256);
        const form = { token, once: number.toString(16).padStart(32, '0'), number: String(number), data: data.toString('base64url') };
        const reply = await p.post(`/media/chunk/${id}`, form).catch(() => null);
        if (reply?.status() !== 303) return;
        sent.push(data);
      }
    })();
    while (sent.length < 12) await new Promise((done) => setTimeout(done, 10));
    const dir = await first.kill();
    going = false;
    await sending;
    again = await startAttune({ again: dir });
    const q = await person(browser, again, { name: 'media, after the kill' });
    await q.go('/unlock');
    await q.unlock();
    const whole = await (await q.context.request.get(`${again.base}/media/${id}`)).body();
    const expected = Buffer.concat(sent);
    check('every acknowledged piece is there, to the byte', whole.subarray(0, expected.length).equals(expected), `${whole.length} of ${expected.length}`);
    check('and at most the one that was under way besides', whole.length - expected.length <= 6000, whole.length - expected.length);
    await q.go('/voice');
    check('it says that it ended early, and can be played', (await q.says('This one ended early')) && (await q.page.locator('audio').count()) === 1);
    await q.context.close();
  } finally {
    await p.context.close();
    await again?.end();
  }
}
