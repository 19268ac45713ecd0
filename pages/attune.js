/*
 * pages/attune.js - what a page does better when scripts may run
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
   * that jumps forward counts too: that can only pause or lock (host/wasm/vault.js does the same). */
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
  const tell = (method) => (path, form) =>
    fetch(path, { method, body: form, credentials: "same-origin", redirect: "manual", keepalive: method === "POST" });
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
    dispatchEvent(new Event("attune-hidden")); /* pages/record.js lets go of the microphone */
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

  const keepTime = () => {
    const { askMs, pauseMs } = body.dataset;
    const spent = steady() - loadedAt;
    if (pauseMs && spent >= pauseAt(pauseMs)) return host.again();
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
    if (form.matches("form.leave")) {
      event.preventDefault();
      leave();
      return;
    }
    if (form.matches("form.stop")) {
      /* Never guarded: if the first press was lost, the second must still be sent. */
      body.classList.add("stopping");
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

  /* --- Drafts: words typed and not sent are kept, sealed like all else, whenever typing pauses. --- */

  const unkept = new Map();

  const keepDraft = (field) => {
    clearTimeout(unkept.get(field));
    unkept.delete(field);
    const token = field.form?.querySelector("input[name=token]")?.value;
    if (left || !token || root.hidden) return;
    const body = new URLSearchParams({ token, about: field.dataset.draft, words: field.value });
    host.post("/draft", body).catch(() => {});
  };

  addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLElement) || !field.dataset.draft) return;
    clearTimeout(unkept.get(field));
    unkept.set(field, setTimeout(() => keepDraft(field), 1500));
  });
  /* What is sent needs no draft any more. */
  addEventListener("submit", (event) => {
    for (const [field, timer] of unkept)
      if (field.form === event.target) {
        clearTimeout(timer);
        unkept.delete(field);
      }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const field of [...unkept.keys()]) keepDraft(field);
  });

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
   *     which holds them unseen (host/app.c, at_the_lock). --- */

  const lockMs = () => Number(body.dataset.lockMs || 0);
  let touchedAt = steady();
  let toldAt = steady();
  let dirty = null;

  const lockPage = async () => {
    if (left) return;
    root.hidden = true;
    dispatchEvent(new Event("attune-hidden"));
    try {
      await host.post("/lock", "");
    } catch {
      /* The app is gone, which is as locked as it gets. */
    }
    if (dirty?.isConnected) host.carry(dirty);
    else host.home();
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
    dirty = null;
    told.textContent = "";
    body.append(told);
    for (const area of document.querySelectorAll("textarea")) grow(area);
    wind();
    remind();
    offerNotify();
  };
  begin();
  document.addEventListener("attune:page", begin);
  document.addEventListener("attune:lock", lockPage);
})();
