/*
 * pages/frame/attune.js - what a page does better when scripts may run
 *
 * Nothing here is needed: every form works without it.  It makes Leave instant, gives a practice its
 * keys and its clock, keeps words not sent yet, and keeps a page from the browser's memory from showing after a lock.
 * In the browser host the same file serves every page that the shell (host/wasm/shell.js) puts into this document.
 */
"use strict";

(() => {
  const root = document.documentElement;
  const body = document.body;
  let left = false;

  /* Time that goes on whoever sets the clock.  performance.now() may stand still while the device sleeps, so a wall clock
   * that jumps forward counts too: that can only pause or lock (host/wasm/keeper.js does the same). */
  const asleepMs = 2000;
  let [steadyMs, wallThen, ownThen] = [0, Date.now(), performance.now()];
  const steady = () => {
    const wall = Date.now(), own = performance.now();
    const passed = own - ownThen, slept = wall - wallThen - passed;
    steadyMs += passed + (slept > asleepMs ? slept : 0);
    [wallThen, ownThen] = [wall, own];
    return steadyMs;
  };
  let loadedAt = steady();

  /* How a page reaches the app: over HTTP, unless a shell stands between them. */
  const tell = (method) => (path, form) => {
    /* What is to outlive its page may have 64 KiB, all such requests together; longer words go as they can. */
    const keepalive = method === "POST" && String(form).length < 60000;
    return fetch(path, { method, body: form, credentials: "same-origin", redirect: "manual", keepalive });
  };
  const host = window.attuneHost ?? {
    get: tell("GET"),
    post: tell("POST"),
    again: () => location.replace(location.pathname + location.search),
    home: () => location.replace("/"),
    away: (to) => location.replace(to),
    carry: (form) => form.submit(),
    revive: () => location.replace(location.pathname + location.search),
  };

  const inPractice = () => body.dataset.practice === "active";
  const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const isTyping = (el) => el instanceof Element && el.closest(TYPING) !== null;

  /* --- Leave: hide, then tell the app to lock, then go.  Never shows again, whatever fails. --- */

  const hide = () => {
    root.hidden = true;
    root.classList.add("left");
    dispatchEvent(new Event("attune-hidden")); /* pages/frame/record.js lets go of the microphone */
    document.title = "";
  };

  const leave = () => {
    if (left) return;
    left = true;
    hide();
    const way = document.querySelector(".leave");
    const form = way instanceof HTMLFormElement ? way : null;
    const go = () => host.away(way?.dataset.to || "/blank");
    if (way && !form) return go(); /* a page on which nothing is open has only a link */
    /* A browser that drops the request on moving away gets a moment to send it; nobody waits longer. */
    setTimeout(go, 400);
    try {
      host.post(form?.getAttribute("action") || "/leave", form ? new URLSearchParams(new FormData(form)) : "").then(go, go);
    } catch {
      go();
    }
  };

  addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("a.leave"))) return;
    event.preventDefault();
    leave();
  });

  /* Screen readers are stilled with Shift: whoever listens is told before the third press, once on a page.  Nothing is to be seen. */
  const told = document.createElement("p");
  told.className = "sr";
  told.id = "shift-said";
  told.setAttribute("role", "status");
  const tellOnce = () => {
    if (!told.textContent) told.textContent = "Shift once more leaves this page.";
  };

  /* Typing capitals also presses Shift, so only a Shift pressed and let go alone counts. */
  const shifts = { times: [], alone: false };
  const watchShift = (event) => {
    if (event.type === "keydown" && event.key === "Shift") {
      if (!event.repeat) shifts.alone = true;
    } else if (event.type === "keyup" && event.key === "Shift") {
      if (!shifts.alone) return;
      shifts.alone = false;
      const now = event.timeStamp;
      shifts.times = shifts.times.filter((then) => now - then < 5000).concat(now);
      if (shifts.times.length >= 3) leave();
      else if (shifts.times.length === 2) tellOnce();
    } else if (event.type !== "keyup") {
      shifts.alone = false;
      shifts.times = [];
    }
  };
  for (const type of ["keydown", "keyup", "pointerdown"]) addEventListener(type, watchShift, true);

  /* --- A practice: Stop and Pause by key, and the two moments the page itself must keep. --- */

  const press = (name) => document.querySelector(`form.${name} button`)?.click();

  addEventListener("keydown", (event) => {
    if (!inPractice() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    /* data-keys="off" is for someone whose speech or switch software types letters by itself. */
    const letters = body.dataset.keys !== "off" && !isTyping(event.target);
    const key = event.key.toLowerCase();
    if (key === "escape" || (letters && key === "s")) press("stop");
    else if (letters && key === "p") press("pause");
    else return;
    event.preventDefault();
  });

  const say = (text) => {
    const place = document.querySelector("#say");
    if (place && text) place.textContent = text;
  };

  /* A little late, so that the app's clock has passed it too; never so soon that reloading could spin. */
  const pauseAt = (pauseMs) => Math.max(1000, Number(pauseMs) + 250);

  /* What was just pressed is on its way: a page that loads itself again now would take it back, Stop first of all. */
  const SENDING_MS = 10000;
  let sentAt = -SENDING_MS;

  const keepTime = () => {
    const { askMs, pauseMs } = body.dataset;
    const spent = steady() - loadedAt, sending = steady() - sentAt < SENDING_MS;
    if (pauseMs && spent >= pauseAt(pauseMs)) return sending ? timers.push(setTimeout(keepTime, SENDING_MS)) : host.again();
    const ask = document.querySelector(".ask");
    if (askMs && spent >= Number(askMs) && ask && !ask.classList.contains("due")) {
      ask.classList.add("due");
      say(ask.querySelector("h2, legend")?.textContent);
    }
    return undefined;
  };

  let timers = [];
  const wind = () => {
    for (const timer of timers) clearTimeout(timer);
    const { askMs, pauseMs } = body.dataset;
    timers = inPractice() ? [askMs && setTimeout(keepTime, Number(askMs)), pauseMs && setTimeout(keepTime, pauseAt(pauseMs))] : [];
  };
  /* Timers sleep with the device; look at the clock again on waking. */
  document.addEventListener("visibilitychange", () => document.hidden || !inPractice() || keepTime());

  /* --- Forms: sent once, and Stop shown in the very frame it is pressed. --- */

  addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const long = !event.submitter?.formNoValidate && tooLong(form); /* what is let go may be as long as it is */
    if (long) {
      event.preventDefault();
      tellLength(long);
      long.focus();
      return;
    }
    if (form.getAttribute("action") === "/lock" && [...drafts.values()].some(({ unsent, sending }) => unsent || sending)) {
      event.preventDefault();
      root.hidden = true;
      keptSoon().then(() => host.carry(form));
      return;
    }
    if (form.matches("form.leave")) {
      event.preventDefault();
      leave();
      return;
    }
    sentAt = steady();
    if (form.matches("[action='/practice/stop']")) {
      /* Never guarded: if the first press was lost, the second must still be sent. */
      body.classList.add("stopping");
      /* The press itself reaches the app, also where another page is just taking the place of this one, and the form's going with it. */
      if (!window.attuneHost) host.post(form.getAttribute("action"), "").catch(() => {});
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    /* After the event, so that the pressed button's own value is still sent. */
    setTimeout(() => setButtons(form, true), 0);
    /* A download or a failed request leaves the page here; let the form be used again. */
    setTimeout(() => {
      delete form.dataset.sent;
      setButtons(form, false);
    }, 5000);
  });

  const setButtons = (form, off) => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = off;
  };

  const grow = (area) => {
    while (area.scrollHeight > area.clientHeight + 2 && area.rows < 40) area.rows += 1;
  };
  addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });

  /* --- Drafts: a form that is typed in is kept, sealed like all else, at most a moment after each key, however long
   *     the typing goes on.  Whatever ends the page, no more than that moment is lost. --- */

  const DRAFT_MS = 1500;
  const DRAFT_BYTES = 240000; /* DRAFT_MAX of core/log/event.h, less what encoding may add */
  const WORDS = "textarea, input:not([type]), input[type=text]";
  const drafts = new Map();

  const isDrafted = (form) => form instanceof HTMLFormElement && form.method === "post" && form.elements.namedItem("token")
    && !form.matches("[role=search], [data-undrafted]") && !form.querySelector("input[type=password]");

  /* What tells the forms of one page apart: what they say without being asked, or are called.  What a page showed (over) tells
   * none apart, and is another thing where the same form goes on as something new. */
  const formKey = (form) => {
    const said = [...form.querySelectorAll("input[type=hidden]")].filter(({ name }) => !["token", "once", "draft", "draft-from", "over"].includes(name));
    const key = [form.dataset.key, ...said.map(({ value }) => value)].filter(Boolean).join("-");
    return key.toLowerCase().replace(/[^a-z0-9-]/g, "").slice(0, 40);
  };

  /*
   * A page names its draft anew, also when it goes on with an earlier one (which then is over): wherever that one may still stand
   * open, the two never write over each other.  The name goes along when the form is sent, so that the draft ends with it.
   */
  const draftOf = (form) => {
    if (drafts.has(form)) return drafts.get(form);
    const name = form.querySelector("input[name=draft]") ?? document.createElement("input");
    const from = name.value;
    const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    Object.assign(name, { type: "hidden", name: "draft", value: `${random}.${formKey(form)}` });
    form.append(name);
    /* Sent before its first keeping, the form ends the earlier one itself. */
    if (from) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "draft-from", value: from }));
    drafts.set(form, { from, timer: 0, unsent: false, sending: false, typed: false, asked: Promise.resolve() });
    return drafts.get(form);
  };

  const draftBody = (form, own) => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const named = form.elements.namedItem(name);
      const field = named instanceof RadioNodeList ? named[0] : named;
      if (typeof value === "string" && name !== "once" && !field?.closest("[data-unkept]")) fields.append(name, value);
    }
    fields.set("draft-at", (form.dataset.at ?? form.getAttribute("action")).slice(1));
    fields.set("draft-once", form.elements.namedItem("once")?.value ?? "");
    if (!own.from) fields.delete("draft-from");
    return fields;
  };

  const heard = (own) => ({ status }) => {
    own.sending = false;
    if (status === 204 || status === 0 || status === 303) own.from = "";
    else own.unsent = true; /* locked, or not to be kept just now: the next key tries again */
  };

  /* In their order, so that an older keeping never comes after a newer one; what is last of a page cannot wait for that. */
  const keepDraft = (form, last = false) => {
    const own = drafts.get(form);
    if (!own?.unsent || left) return own?.asked;
    clearTimeout(own.timer);
    own.timer = 0;
    own.unsent = false;
    const body = draftBody(form, own);
    if (new TextEncoder().encode([...body.values()].join("")).length > DRAFT_BYTES) {
      /* Where it is too long to be saved as well, its own sentence says more, and stays. */
      if (!tooLong(form)) count(form.querySelector(WORDS), "This is more than attune can hold while you type. Save it soon.");
      return own.asked;
    }
    own.sending = true;
    const sent = last ? host.post("/draft", body) : own.asked.then(() => host.post("/draft", body));
    own.asked = sent.then(heard(own)).catch(() => Object.assign(own, { sending: false, unsent: true }));
    return own.asked;
  };

  const keepDrafts = (last) => Promise.all([...drafts.keys()].map((form) => keepDraft(form, last)));
  /* Before something that must not wait for ever. */
  const keptSoon = () => Promise.race([keepDrafts(), new Promise((done) => setTimeout(done, 1500))]);

  addEventListener("input", ({ target }) => {
    const form = target.form;
    if (!isDrafted(form)) return;
    const own = draftOf(form);
    own.typed ||= target.matches(WORDS);
    if (!own.typed) return;
    own.unsent = true;
    own.timer ||= setTimeout(() => keepDraft(form), DRAFT_MS);
  });
  /* What is sent needs no draft any more. */
  addEventListener("submit", ({ target, defaultPrevented }) => {
    const own = drafts.get(target);
    if (!own || defaultPrevented) return;
    clearTimeout(own.timer);
    Object.assign(own, { timer: 0, unsent: false });
  });
  document.addEventListener("visibilitychange", () => document.hidden && keepDrafts());
  /* The shell's worker takes one thing after another: what is handed over at once comes before what takes the page away. */
  document.addEventListener("attune:go", () => {
    for (const [form, { sending }] of drafts) keepDraft(form, !sending);
  });
  addEventListener("pagehide", () => keepDrafts(true));

  /* --- How long: told when it comes near, refused before it is sent.  The limits are those of core/log/event.h, in characters. --- */

  const limitOf = (field) => Number(field.dataset.max) || (field.matches("textarea") ? 20000 : 400);
  const charactersOf = (words) => {
    let n = 0;
    for (const _ of words) n += 1; /* code points, as they are counted in the app */
    return n;
  };
  const overBy = (field) => {
    const words = field.value.trim(), limit = limitOf(field);
    return words.length < limit * 0.9 ? -Infinity : charactersOf(words) - limit;
  };

  /* Each field has its own sentence, and is described by it: whoever is brought to the field hears why. */
  function count(field, words) {
    let place = document.getElementById(field.dataset.count ?? "");
    if (!place && !words) return;
    if (!place) {
      const id = `count-${document.querySelectorAll(".count").length}`;
      place = Object.assign(document.createElement("p"), { className: "hint count", role: "status", id });
      field.after(place);
      field.dataset.count = id;
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    }
    place.textContent = words;
  }

  const number = (n) => n.toLocaleString("en");
  const tellLength = (field) => {
    const over = overBy(field);
    if (over > 0) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (over === -Infinity) return count(field, "");
    if (over <= 0) return count(field, `${number(-over)} more characters fit here.`);
    return count(field, `This is ${number(over)} characters longer than fits here. It is all still here${
      field.matches("textarea") ? ": you can save it as two." : "."}`);
  };
  addEventListener("input", ({ target }) => target.matches?.(WORDS) && !target.form?.matches("[data-undrafted]") && tellLength(target));

  const tooLong = (form) =>
    form.method === "post" && !form.matches("[data-undrafted]") && [...form.querySelectorAll(WORDS)].find((field) => overBy(field) > 0);

  /* --- A file that is read into a text box; it is never sent as a file.  What is in the way is said beside it, in
   *     the page's own sentences, and the box stays as it was. --- */

  addEventListener("change", async (event) => {
    const chooser = event.target;
    const area = document.getElementById(chooser.dataset?.into);
    const file = chooser.files?.[0];
    if (!area || !file) return;
    const say = (why) => {
      for (const words of chooser.parentElement.querySelectorAll("[data-why]")) words.hidden = words.dataset.why !== why;
    };
    const large = file.size > Number(chooser.dataset.max);
    const text = large ? null : await file.text().catch(() => null);
    say(large ? "large" : text === null ? "unread" : "");
    if (text === null) {
      chooser.value = "";
      return;
    }
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* --- The menu closes when one looks elsewhere. --- */

  addEventListener("pointerdown", (event) => {
    const menu = document.querySelector("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  /* --- Idle: the app locks itself; the page must not stay behind.  Words not yet sent go to the lock page,
   *     which holds them unseen (app/handle.c, at_the_lock). --- */

  const lockMs = () => Number(body.dataset.lockMs || 0);
  let touchedAt = steady();
  let toldAt = steady();
  let dirty = null;

  const lockPage = async () => {
    if (left) return;
    root.hidden = true;
    dispatchEvent(new Event("attune-hidden"));
    await keptSoon();
    if (left) return; /* nothing may lead elsewhere than Leave did */
    try {
      await host.post("/lock", "");
    } catch {
      /* The app is gone, which is as locked as it gets. */
    }
    if (left) return;
    /* The shell may have put another page in its place by now, and can still send it. */
    if (dirty && (dirty.isConnected || window.attuneHost)) {
      for (const input of dirty.querySelectorAll("[data-unkept] input")) input.checked = false; /* these wait nowhere */
      host.carry(dirty);
    } else {
      host.home();
    }
  };

  const touch = (event) => {
    touchedAt = steady();
    if (event.type === "input" && event.target.form?.matches("[method=post]:not(.media-form)")) dirty = event.target.form;
    /* Typing for long is not idleness: say so now and then. */
    if (lockMs() && dirty?.isConnected && touchedAt - toldAt > 30000) {
      toldAt = touchedAt;
      host.get("/here").catch(() => {});
    }
  };
  for (const type of ["input", "keydown", "pointerdown", "scroll", "attune-alive"]) addEventListener(type, touch, true);
  const look = () => lockMs() && steady() - touchedAt >= lockMs() && lockPage();
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", () => document.hidden || look());

  /* --- A reminder: one neutral word, only where permission was given, only while this page stands open. --- */

  const canNotify = "Notification" in window;
  let reminder = 0;
  const remind = () => {
    clearTimeout(reminder);
    const remindMs = Number(body.dataset.remindMs || 0);
    if (!remindMs || inPractice() || !canNotify || Notification.permission !== "granted") return;
    reminder = setTimeout(() => left || root.hidden || new Notification("Notes", { tag: "notes", silent: true }), remindMs);
  };

  const offerNotify = () => {
    const asking = document.querySelector("#ask-notify");
    if (!asking) return;
    const sayNotify = () => {
      const words = {
        granted: "This browser may show it.",
        denied: "This browser was told not to. Its own settings can change that.",
        default: "",
      };
      document.querySelector("#notify-says").textContent = canNotify ? words[Notification.permission] : "This browser cannot show it.";
      asking.hidden = !canNotify || Notification.permission !== "default";
    };
    sayNotify();
    asking.querySelector("button").addEventListener("click", () => Notification.requestPermission().then(sayNotify, sayNotify));
  };

  /* --- The back button must not bring back what was locked. --- */

  addEventListener("pagehide", (event) => {
    if (event.persisted) root.hidden = true;
  });
  addEventListener("pageshow", (event) => {
    if (left) hide();
    if (!event.persisted) return;
    root.hidden = true;
    if (left) host.away(document.querySelector(".leave")?.dataset.to || "/blank");
    else host.revive();
  });

  /* --- Each page: once here, and again whenever a shell has put another one in its place. --- */

  const begin = () => {
    loadedAt = touchedAt = toldAt = steady();
    sentAt = -SENDING_MS; /* what was sent from the page before has come */
    dirty = null;
    told.textContent = "";
    body.append(told);
    drafts.clear();
    /* A page shown again names its draft in all its forms; it is that of one. */
    for (const name of document.querySelectorAll("input[name=draft]"))
      if (!name.form.querySelector(WORDS) || !name.value.endsWith(`.${formKey(name.form)}`)) name.remove();
    for (const area of document.querySelectorAll("textarea")) grow(area);
    wind();
    remind();
    offerNotify();
  };
  begin();
  document.addEventListener("attune:page", begin);
  document.addEventListener("attune:lock", lockPage);
})();
