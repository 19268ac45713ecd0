/*
 * pages/frame/record.js - recording a voice and taking in a picture, sealed piece by piece
 *
 * Nothing starts by itself.  Each piece is kept before the next is sent (pages/media/media.h), so what was
 * acknowledged is there whatever happens next.  Leaving, hiding and locking stop the microphone at once.
 */
"use strict";

(() => {
  const PIECE_BYTES = 32000; /* under CHUNK_MAX_BYTES of core/log/event.h */
  const SLICE_MS = 2000;
  const MOST_MS = 5 * 60 * 1000;
  const SOON_MS = 30 * 1000;
  const MOST_BYTES = 1.9 * 1024 * 1024; /* under MEDIA_MAX_BYTES of core/course/media.h */
  const TRIES = 5;
  const SIDE = 1280;
  const TYPES = ["audio/webm", "audio/ogg", "audio/mp4"];

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const onceId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const base64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  /* --- What is sent: one after another, each until it is kept. --- */

  class Refused extends Error {}

  /* Over HTTP, or through the shell of the browser host (host/wasm/shell.js). */
  const host = window.attuneHost;
  const post = async (path, body) => {
    if (host) {
      const { status, words } = await host.post(path, body);
      return { status, ok: status === 200, text: words ?? "" };
    }
    const reply = await fetch(path, { method: "POST", body, credentials: "same-origin" });
    return { status: reply.status, ok: reply.ok, text: await reply.text() };
  };
  const goOn = (path) => (host ? host.open(path) : location.assign(path));

  /* The same `once` on every try, so that a reply that was lost doubles nothing. */
  const send = async (form, path, fields, say) => {
    const body = new URLSearchParams({ token: form.elements.token.value, once: onceId(), ...fields });
    for (let left = TRIES; left > 0; left -= 1) {
      try {
        const { status, ok, text } = await post(path, body);
        if (status === 409) throw new Refused(text);
        if (ok) return text;
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      say("The newest part could not be saved yet. Trying again.");
      await wait(1500);
    }
    throw new Refused("The newest part could not be saved. What was saved before it is safe.");
  };

  const typed = (form) => {
    const fields = {};
    for (const name of ["name", "words"]) if (form.elements[name]) fields[name] = form.elements[name].value;
    if (form.elements.hard?.checked) fields.hard = "1";
    for (const name of ["draft", "draft-from"]) if (form.elements[name]) fields[name] = form.elements[name].value;
    return fields;
  };

  /* One recording or picture on its way: begun with its first piece. */
  class Item {
    constructor(form, sort, type, say) {
      Object.assign(this, { form, sort, type, say, id: "", number: 0, bytes: 0, line: Promise.resolve() });
    }
    async begin() {
      const text = await send(this.form, "/media/new", { ...typed(this.form), sort: this.sort, type: this.type }, this.say);
      this.id = text.match(/^(\S+) 1$/)?.[1] ?? "";
      if (!this.id) throw new Refused("attune was locked meanwhile. What was saved before is safe.");
    }
    async piece(bytes, last) {
      if (!this.id) await this.begin();
      this.number += 1;
      const fields = { number: String(this.number), data: base64(bytes) };
      if (last) fields.last = "1";
      const text = await send(this.form, `/media/chunk/${this.id}`, fields, this.say);
      if (text !== `${this.id} ${this.number + 1}`) throw new Refused("attune was locked meanwhile. What was saved before is safe.");
      dispatchEvent(new Event("attune-alive"));
    }
    /* Pieces wait their turn. */
    add(blob, last) {
      this.bytes += blob.size;
      this.line = this.line.then(async () => {
        const bytes = new Uint8Array(await blob.arrayBuffer());
        for (let at = 0; at === 0 || at < bytes.length; at += PIECE_BYTES)
          if (bytes.length || (last && this.id)) await this.piece(bytes.subarray(at, at + PIECE_BYTES), last && at + PIECE_BYTES >= bytes.length);
      });
      return this.line;
    }
    /* Whatever was typed meanwhile goes with it. */
    async end(seconds) {
      if (this.id) await send(this.form, `/media/${this.id}/edit`, { ...typed(this.form), seconds: String(seconds) }, this.say);
    }
  }

  /* --- Leaving, hiding, locking: the microphone first.  What is finished later is kept, and leads nobody back here. --- */

  let stopNow = () => {};
  let gone = 0; /* how often that was */
  const away = () => {
    gone += 1;
    stopNow();
  };
  for (const type of ["attune-hidden", "pagehide"]) addEventListener(type, away);

  /* --- The microphone --- */

  const close = (stream) => stream?.getTracks().forEach((track) => track.stop());

  const watchLevel = (stream, box, say) => {
    const context = new AudioContext();
    const ear = context.createAnalyser();
    const wave = new Uint8Array(ear.fftSize);
    context.createMediaStreamSource(stream).connect(ear);
    context.resume().catch(() => {}); /* it begins once it can */
    let quietSince = Date.now();
    const timer = setInterval(() => {
      /* Without anything to play through, an engine may not let the ear listen.  Then nobody knows how loud it is. */
      box.hidden = context.state !== "running";
      if (box.hidden) {
        quietSince = Date.now();
        return;
      }
      ear.getByteTimeDomainData(wave);
      const loud = Math.max(...wave) - 128;
      if (loud > 3) quietSince = Date.now();
      box.firstElementChild.style.inlineSize = `${Math.min(100, loud)}%`;
      if (Date.now() - quietSince > 4000) {
        quietSince = Date.now() + 60000;
        say("Recording. It is very quiet; that is fine, if you mean it to be.");
      }
    }, 150);
    return () => {
      clearInterval(timer);
      box.hidden = true;
      context.close();
    };
  };

  const recorder = (place) => {
    const form = place.closest("form");
    const [record, stop] = [place.querySelector(".record"), place.querySelector(".stop-recording")];
    const says = place.querySelector(".recorder-says");
    const say = (words) => { if (says.textContent !== words) says.textContent = words; };
    const show = (going) => {
      record.hidden = going;
      stop.hidden = !going;
      place.classList.toggle("going", going);
    };

    const take = async (stream) => {
      const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
      const tape = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
      const item = new Item(form, place.dataset.sort, type, say);
      const begun = Date.now();
      const endLevel = watchLevel(stream, place.querySelector(".level"), say);
      const over = new Promise((done) => { tape.onstop = done; });
      const halt = () => { if (tape.state !== "inactive") tape.stop(); };
      const timers = [
        setTimeout(() => say("Recording. It ends by itself in half a minute, and all of it is saved. You can start another."), MOST_MS - SOON_MS),
        setTimeout(halt, MOST_MS),
      ];
      let problem = null;
      tape.ondataavailable = ({ data }) => {
        item.add(data, tape.state === "inactive").catch((error) => {
          problem ??= error;
          halt();
        });
        if (item.bytes > MOST_BYTES) halt();
      };
      stopNow = () => {
        halt();
        close(stream);
      };
      stop.onclick = halt;
      tape.start(SLICE_MS);
      show(true);
      say("Recording.");
      stop.focus();
      await over;
      const seconds = Math.ceil((Date.now() - begun) / 1000); /* never less than there is: a player stops there (base/duration.h) */
      stopNow();
      timers.forEach(clearTimeout);
      endLevel();
      stopNow = () => {};
      show(false);
      say("Saving the end of it.");
      await item.line.catch(() => {});
      await item.end(seconds);
      if (problem) throw problem;
    };

    record.addEventListener("click", async () => {
      record.disabled = true;
      say("Your browser may ask whether this page may use the microphone.");
      const before = gone;
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
      try {
        /* Whoever asked may be gone by the time the answer comes. */
        if (!stream || gone !== before) {
          say("The microphone was not opened. Nothing was recorded. Writing works without it.");
          return;
        }
        await take(stream);
        if (gone === before) goOn(place.dataset.next);
        else say("It is saved.");
      } catch (error) {
        say(error instanceof Refused ? error.message : "This browser could not record. What was saved is safe.");
      } finally {
        close(stream);
        record.disabled = false;
      }
    });
    place.hidden = false;
  };

  /* --- A picture: drawn smaller, so that where and with what it was taken is left out. --- */

  const smaller = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    /* Where the picture is see-through, JPEG would be black. */
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  };

  const picture = (place) => {
    const form = place.closest("form");
    const input = place.querySelector("input");
    const says = place.querySelector(".picture-says");
    const say = (words) => { says.textContent = words; };
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      input.disabled = true;
      const before = gone;
      say("Making it smaller, then saving it.");
      let blob = null;
      try {
        blob = await smaller(file);
      } catch {
        blob = null;
      }
      try {
        if (!blob) throw new Refused("This browser cannot read that kind of picture. Another kind may work: JPEG or PNG.");
        await new Item(form, "photo", "image/jpeg", say).add(blob, true);
        if (gone === before) {
          goOn(place.dataset.next);
          return;
        }
        say("It is saved.");
      } catch (error) {
        say(error instanceof Refused ? error.message : "The picture could not be saved.");
      }
      input.disabled = false;
      input.value = "";
    });
    place.hidden = false;
  };

  /* Once here, and again whenever a shell has put another page in this one's place. */
  const begin = () => {
    away();
    for (const form of document.querySelectorAll("form.media-form")) {
      form.addEventListener("submit", (event) => event.preventDefault());
      form.hidden = false;
    }
    for (const place of document.querySelectorAll(".recorder")) {
      if (navigator.mediaDevices?.getUserMedia && "MediaRecorder" in window) recorder(place);
      else place.replaceWith("This browser cannot record. Writing works without it.");
    }
    for (const place of document.querySelectorAll(".picture")) picture(place);
  };
  begin();
  document.addEventListener("attune:page", begin);
})();
