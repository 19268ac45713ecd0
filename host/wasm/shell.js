/*
 * host/wasm/shell.js - the thin shell: it carries clicks and forms to the module, and puts the pages it answers here
 *
 * Nothing of the app is known here.  A link or a form becomes a request to the worker (keeper.js); its reply becomes
 * this document's body.  The address in the bar never changes, so the browser's own history tells nothing; where
 * one is stands in the history's state, so Back and Forward work.  pages/frame/attune.js does for these pages what it
 * does for native ones, and reaches the app through window.attuneHost.
 */
"use strict";

(() => {
  const root = document.documentElement;
  const body = document.body;
  const said = document.querySelector("#said");
  const here = () => history.state?.to ?? "/";
  const shell = document.querySelector("#shell");
  const onScreen = () => [...body.children].filter((child) => child !== said && child !== shell);
  const first = onScreen().map((child) => child.cloneNode(true));
  for (const one of first) one.querySelector("#rest")?.remove(); /* once this runs, nothing is loading */
  const part = (name) => document.querySelector(`#part-${name}`).content.cloneNode(true);

  /* --- The worker: it has the keys and the log.  Locking ends it, and its memory with it. --- */

  let worker, whole = null, waiting = new Map(), asked = 0, about = {}, waitingVersion = null;

  /* A worker that broke answers nothing any more, whenever it is asked. */
  const unrunnable = () => Object.assign(new Error("keeper.js does not run"), { broke: true });

  const call = (does, more = {}) =>
    new Promise((good, bad) => {
      if (worker.broken) return bad(unrunnable());
      return send({ good, bad, turn, message: { does, ...more } });
    });

  function send(one) {
    asked += 1;
    waiting.set(asked, one);
    worker.postMessage({ id: asked, ...one.message });
  }

  function hear({ data }) {
    if (data.lost) {
      held = typed();
      forget();
      return elsewhere();
    }
    if (data.locked) return document.dispatchEvent(new Event("attune:lock"));
    if (data.waits) return shown ? undefined : notice("waits");
    if (data.whole) return void (whole = data.whole);
    if (data.aside) return waitsAside(waiting.get(data.aside) ?? {});
    const one = waiting.get(data.id) ?? {};
    if (one.aside) document.querySelector("#stumbled[data-aside]")?.remove();
    waiting.delete(data.id);
    const { good, bad } = one;
    return "error" in data ? bad?.(Object.assign(new Error(data.error), { lacks: data.lacks, broke: true })) : good?.(data.result);
  }

  /* It waits for the whole app.  Until the first page is here, index.html says that more is coming; who has gone on does not wait for it. */
  function waitsAside(one) {
    one.aside = true;
    if (shown && one.turn === turn && !root.hidden && !root.classList.contains("left")) notice("aside");
  }

  /* Whoever waits is told, or would wait for ever. */
  function dropAll(error) {
    for (const { bad } of waiting.values()) bad(error);
    waiting = new Map();
  }

  /* Whatever is asked meanwhile (Back pressed twice while this begins) waits until the worker has its module. */
  let started = null;
  const fresh = (steal = false) => {
    forget();
    return (started = start(steal));
  };

  /* What only looks is asked again of the next worker: whoever pressed Ground while something long came to its end gets it from there. */
  let again = [];
  const onlyLooks = ({ message }) => message.does === "ask" && message.method === "GET";

  /* What the worker begins with is asked for here, before its own file has come; else it asks for it itself. */
  const bytesOf = async (name) => {
    const response = await fetch(name);
    return response.ok ? response.arrayBuffer() : Promise.reject(new Error(`${name} is not there`));
  };
  const door = Promise.all(["door.packed", "en-door.packed"].map(bytesOf)).catch(() => null);

  async function start(steal) {
    worker?.terminate();
    again.push(...[...waiting.values()].filter(onlyLooks));
    for (const [id, one] of waiting) if (onlyLooks(one)) waiting.delete(id);
    dropAll(new Error("attune was closed here"));
    const mine = (worker = new Worker("keeper.js"));
    mine.onmessage = hear;
    mine.onerror = () => {
      mine.broken = true;
      if (worker === mine) dropAll(unrunnable());
    };
    try {
      const given = await door;
      if (worker !== mine) return started; /* begun again meanwhile: that one holds the lock */
      const { upgraded, ...found } = await call("start", { steal, door: given, whole });
      about = { ...about, ...found, upgraded: about.upgraded || upgraded };
      for (const one of again.splice(0)) send(one);
    } catch (error) {
      if (worker === mine) for (const { bad } of again.splice(0)) bad(error);
      throw error;
    }
    return undefined;
  }

  /* A packed file (tools/web) is gzip inside, so that it is small whatever a host does; its own sum tells whether it came whole. */
  async function unpacked(name, type) {
    const response = await fetch(name);
    if (!response.ok) throw new Error(`${name} is not there`);
    return new Response(response.body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });
  }

  /* index.html has what its own words look like (door.css), and says the same of them; this is how everything looks.  Ground does not wait
   * for it: it is asked for when the module is there, and every other page comes after it. */
  const DRESS_MS = 10000; /* a line that only hangs keeps nobody longer */
  let dressed = null;
  const dress = () => (dressed ??= Promise.race([putOn(), new Promise((late) => setTimeout(late, DRESS_MS))]));

  async function putOn() {
    try {
      const sheet = new CSSStyleSheet();
      await sheet.replace(await (await unpacked("style.packed", "text/css")).text());
      document.adoptedStyleSheets = [sheet];
    } catch {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "style.css" });
      await new Promise((there) => {
        link.onload = link.onerror = there; /* without it, too, there is something to read */
        document.head.append(link);
      });
    }
  }

  /* What a form says, as text; a file in it goes beside that, as it is. */
  function parted(form) {
    if (!(form instanceof FormData)) return { body: String(form) };
    const isFile = ([, value]) => value instanceof File;
    const all = [...form], [, file] = all.find(isFile) ?? [];
    return { body: String(new URLSearchParams(all.filter((one) => !isFile(one)))), file };
  }

  async function ask(method, target, form = "") {
    await started;
    const reply = await call("ask", { method, target: target.split("#")[0] || "/", ...parted(form) });
    /* Locked is locked, also where no other worker can be had just now: what is asked next says so. */
    if (reply.locked) await fresh().catch(() => {});
    if (reply.renewed) about.passkey = null;
    return reply;
  }

  /* --- Ground at once, whatever holds the worker --- */

  /*
   * The worker does one thing at a time, and some take long: an opening, a backup brought in or restored, everything sealed anew.  Nobody waits for
   * Ground meanwhile: where its page has not come within a moment, a copy of it is shown, and what is under way goes on.  The copies (it, and some of
   * what it leads to) are asked for after each thing that was sent, since that alone changes them.  They are as the person has them, without what is
   * kept away, and go with the keys.  Before there are any, what stands in index.html does; the help lines are those of help.html.
   */
  const AT_ONCE_MS = 200; /* other answers have come by then */
  const COPIES = 12;
  const LOCKED_TITLE = "Notes"; /* the person may have chosen one that tells the page */
  let copies = new Map(), gathering = 0, standing = null, owed = [], closed = 0, stopsSent = 0, helpLines = "";

  const parse = (words) => new DOMParser().parseFromString(words, "text/html");
  const wordsOf = (page) => page.querySelector("main")?.textContent.replace(/\s+/g, " ");

  /* Whatever is of the open state. */
  function forget() {
    copies = new Map();
    gathering += 1;
    owed = [];
  }

  /* Lock was pressed, or the page locks itself: what was asked until now is not shown any more, nor a copy of what is open. */
  function closes() {
    forget();
    closed = turn;
    if (standing?.open) standing = null;
  }

  async function gather() {
    const mine = (gathering += 1), found = new Map(), paths = new Set(["/ground"]);
    for (const path of paths) {
      const reply = await ask("GET", path);
      if (mine !== gathering) return;
      found.set(path, reply);
      for (const link of parse(reply.words).querySelectorAll("main a[href^='/ground']"))
        if (paths.size < COPIES && !link.hash) paths.add(link.getAttribute("href"));
    }
    copies = found;
  }

  /* What stands in index.html, as this page looks.  Its way to the help lines leads nowhere else, or the worker would end. */
  function plain(title = document.title) {
    const page = parse("");
    for (const { name, value } of root.attributes) if (!["class", "hidden"].includes(name)) page.documentElement.setAttribute(name, value);
    page.title = title;
    page.body.append(...first.map((child) => child.cloneNode(true)));
    for (const link of page.querySelectorAll("a[href='help.html']")) link.setAttribute("href", "/help");
    return page;
  }

  function veiled() {
    put(plain(LOCKED_TITLE));
    said.textContent = document.querySelector("h1").textContent;
  }

  /* What can be shown of a request that is not answered yet, if anything.  `fixed`: it stays when the answer comes. */
  function atOnce(method, target) {
    if (method === "POST") return target === "/lock" ? { page: plain(LOCKED_TITLE), to: here() } : null;
    const [path] = target.split("#"), copy = copies.get(path), ground = copies.get("/ground");
    const isHelp = /^\/help(\?|$)/.test(path);
    if (!copy && path !== "/ground" && !(isHelp && helpLines)) return null;
    const page = copy ? parse(copy.words) : isHelp && ground ? parse(ground.words) : plain();
    if (isHelp) page.querySelector("main").replaceWith(parse(helpLines).querySelector("main"));
    /* What was pressed is on its way. */
    if (stopsSent) page.querySelector("main form[action='/practice/stop']")?.remove();
    return { page, to: target, open: copy?.open ?? ground?.open, fixed: isHelp, words: wordsOf(page) };
  }

  /* Gives what calls it off.  `standing`: what is shown ahead of its answer now. */
  function ahead(mine, method, target, how) {
    const timer = setTimeout(() => {
      const soon = mine === turn && !root.classList.contains("left") && atOnce(method, target);
      if (!soon) return;
      show({ page: soon.page, target: soon.to, open: soon.open }, soon.to === here() ? "keep" : how);
      standing = { mine, ...soon };
    }, AT_ONCE_MS);
    return () => clearTimeout(timer);
  }

  /* The answer has come.  Nothing moves under someone's eyes, unless it says something else; who had the focus keeps it. */
  function catchUp(stood, reply) {
    const page = parse(reply.words), focused = document.activeElement ?? body, href = focused.getAttribute("href");
    standing = null;
    if (!stood.fixed && wordsOf(page) !== stood.words) {
      show(reply, "keep", scrollY);
    } else {
      shown += 1;
      history.replaceState({ ...history.state, turn: shown }, "");
      if (reply.open === stood.open) return;
      page.querySelector("main").replaceWith(document.querySelector("main"));
      put(page);
      document.dispatchEvent(new Event("attune:page"));
    }
    const same = focused.isConnected ? focused : href && [...document.links].find((link) => link.getAttribute("href") === href);
    if (same) same.focus({ preventScroll: true });
  }

  /* An answer that comes too late for a page that locks.  What was sent is over, and the lock does not send it again, unless it came back. */
  function unseen(mine, cameBack) {
    if (standing?.mine === mine) standing = null;
    if (!cameBack) document.dispatchEvent(new Event("attune:page"));
  }

  /* Nothing takes the place of a practice, nor of a page with its Stop, unless it has that too. */
  const STOP = "form[action='/practice/stop']";
  const isDue = (reply, page) => !page.body.dataset.practice && (!page.querySelector(STOP) || parse(reply.words).querySelector(STOP) !== null);

  const take = (reply) => {
    owed = owed.filter((other) => other !== reply);
    return reply;
  };

  /* An answer to something sent that is a page of its own, and stands nowhere else: it waits until it is looked at.  Where a practice
   * stands, its own page says. */
  function owe(reply) {
    if (parse(reply.words).body.dataset.practice) return;
    owed.push(reply);
    if (root.hidden || !isDue(reply, document)) return;
    document.querySelector("#answered")?.remove();
    (document.querySelector("main") ?? body).append(part("answered"));
    said.textContent = document.querySelector("#answered p").textContent;
  }

  /* --- Showing a page --- */

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches || root.dataset.theme === "calm";
  const scrolled = new Map();
  let shown = 0, turn = 0;

  function put(page) {
    standing = null;
    for (const name of ["theme", "text"]) root.dataset[name] = page.documentElement.dataset[name] ?? "";
    for (const name of ["spellcheck", "writingsuggestions"]) root.setAttribute(name, page.documentElement.getAttribute(name) ?? "true");
    document.title = page.title;
    for (const { name } of [...body.attributes]) body.removeAttribute(name);
    for (const { name, value } of page.body.attributes) body.setAttribute(name, value);
    for (const child of onScreen()) child.remove();
    said.before(...page.body.childNodes);
    if (!root.classList.contains("left")) root.hidden = false;
  }

  /*
   * A phone shows a picture of the page before while one swipes back, and asks no script first.  So on leaving and locking one goes back
   * to the first entry of this document and on from there: the browser then drops all that came after it.
   */
  let deep = history.state?.depth ?? 0;
  const firstDepth = deep;
  const depth = () => history.state?.depth ?? deep;
  let rewinding = false;

  async function rewind() {
    if (depth() <= firstDepth) return;
    rewinding = true;
    await new Promise((there) => {
      addEventListener("popstate", there, { once: true });
      setTimeout(there, 500); /* whatever a browser does, nobody stays here */
      history.go(firstDepth - depth());
    });
    history.replaceState({ ...history.state, to: "/" }, "");
    history.pushState({ to: "/", n: 0, turn: shown, depth: firstDepth + 1 }, "");
    rewinding = false;
  }

  /* As a browser does after loading: the named place, else the top, with the focus at the start of the page. */
  function settle(fragment, top) {
    const place = fragment && document.getElementById(decodeURIComponent(fragment));
    const first = document.querySelector("[autofocus]");
    if (place) place.scrollIntoView();
    else scrollTo(0, top);
    if (first && !place) return first.focus();
    body.tabIndex = -1;
    (place?.matches("[tabindex], a, input, button") ? place : body).focus({ preventScroll: true });
    return body.removeAttribute("tabindex");
  }

  function show(reply, how, top = 0) {
    const page = reply.page ?? parse(reply.words);
    const [, fragment] = reply.target.split("#");
    furnish(page, reply);
    scrolled.set(history.state?.n, scrollY);
    /* Stop and Ground come at once, and nothing moves for those who asked for stillness.  The browser's own view
     * transition is not used: while it runs, a press on Leave or Ground would fall on nothing. */
    const still = calm() || reply.page || page.body.dataset.practice || body.dataset.practice || /^\/ground/.test(reply.target);
    root.classList.toggle("moves", !still);
    put(page);
    shown += 1;
    /* `turn` counts what was answered: what is shown ahead of its answer is of the turn before. */
    const state = { to: reply.target, n: (how === "keep" && history.state?.n) || shown, turn: reply.page ? history.state?.turn : shown, depth: depth() + (how === "push" ? 1 : 0) };
    deep = state.depth;
    if (how === "push") history.pushState(state, "");
    else history.replaceState(state, "");
    settle(fragment, top);
    said.textContent = document.querySelector("h1")?.textContent ?? "";
    document.dispatchEvent(new Event("attune:page"));
    lend();
    greet(reply).catch(() => {}); /* locked meanwhile: there is nothing to ask about */
  }

  /* Pictures and sound have addresses that the service worker answers, by asking here.  Until it is there, none is tried. */
  async function lend() {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    if (!serviceWorker.controller) await new Promise((go) => serviceWorker.addEventListener("controllerchange", go, { once: true }));
    for (const el of document.querySelectorAll("[data-src]")) el.src = el.dataset.src.slice(1);
  }

  async function lendBytes({ data, ports }) {
    const { file } = await ask("GET", data.opened).catch(() => ({}));
    ports[0].postMessage(file ?? null);
  }

  function save({ file, download }) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = download || "notes";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const flights = new Set(); /* turns whose answers have not come yet */

  /* The newest request is the one that is shown: nobody is pulled back to a page they have left. */
  async function go(method, target, form, how = "push", top = 0, pagesOnly = false) {
    turn += 1;
    const mine = turn;
    flights.add(mine);
    if (method === "POST" && target === "/lock") closes();
    /* Words typed a moment ago are handed to the worker before what takes their page away. */
    if (!held) document.dispatchEvent(new Event("attune:go"));
    const callOff = ahead(mine, method, target, how);
    try {
      let reply = await ask(method, target, form);
      /* Ground and the help lines are read in what index.html looks like; what locks waits for nothing. */
      if (!reply.locked && !/^\/(ground|help)\b/.test(reply.target)) await dress();
      callOff();
      if (reply.elsewhere) return elsewhere();
      if ((reply.open || reply.tooLarge) && !reply.file && (mine <= closed || root.hidden)) return unseen(mine, method === "POST" && reply.target === target);
      if (reply.tooLarge) return notice("too-large");
      if (reply.file) return pagesOnly ? go("GET", "/", "", "replace") : save(reply);
      if (method === "POST") owed = owed.filter((one) => one.target !== target); /* the same form once more */
      if (reply.locked) {
        if (!standing) root.hidden = true; /* what is shown ahead has nothing of anyone's */
        standing = null;
        await rewind();
        how = "replace";
      }
      if (method === "POST" || !copies.size) gather().catch(() => {}); /* locked meanwhile, or gone */
      if (mine !== turn) {
        if (method === "POST" && reply.target === target) owe(reply);
        /* A passphrase that waited has opened this behind a page on which nothing is open: that one locks by nothing.  Where something
         * newer is on its way, that is of what is open. */
        if (reply.open && !flights.has(turn) && !isOpenHere() && !root.classList.contains("left")) return go("GET", here(), "", "keep", scrollY);
        return undefined;
      }
      if (standing?.mine === mine && method === "GET") return catchUp(standing, reply);
      if (how === "keep") reply = take(owed.find((one) => one.target === reply.target && isDue(one, parse(reply.words)))) ?? reply;
      const hash = target.includes("#") && !reply.target.includes("#") ? `#${target.split("#")[1]}` : "";
      /* A form that is shown again stands in the place of its page, as does the page one is on already. */
      const same = how === "push" && reply.target === here() ? "keep" : how;
      return show({ ...reply, target: reply.target + hash }, same, same === "keep" && method === "GET" ? scrollY : top);
    } catch (error) {
      callOff();
      if (error.lacks === "rest" && method === "GET" && mine !== turn) return undefined; /* the door has answered something else since */
      return stumble(error);
    } finally {
      flights.delete(mine);
    }
  }

  /* The whole app cannot be had just now, has no room, or does not begin.  The door answers as before, and what was asked can be asked again. */
  const WITHOUT_WHOLE = { rest: "cannot-rest", room: "cannot-room", start: "unstarted" };
  const isOpenHere = () => Boolean(body.dataset.lockMs || body.dataset.practice);
  const isAtTheDoor = () => !root.hidden && !isOpenHere();

  async function stayAtTheDoor(error) {
    if (!shown) {
      await stand();
      said.textContent = ""; /* not everything is ready */
    }
    bringBack();
    notice(WITHOUT_WHOLE[error.lacks]);
  }

  /* One sentence above whatever is shown; what is typed stays on the page. */
  function notice(name) {
    document.querySelector("#stumbled")?.remove();
    if (name !== "waits") document.querySelector("p#rest")?.remove();
    (document.querySelector("main") ?? body).prepend(part(name));
    body.classList.remove("stopping");
    root.hidden = false;
    document.querySelector("#stumbled").scrollIntoView({ block: "nearest" });
  }

  /* Ground may stand by now where words were that were on their way.  Not after Lock was pressed: nobody is to see them then. */
  function bringBack() {
    for (const [form, { mine }] of underWay)
      if (mine > closed && !form.isConnected && [...form.elements].some(wrote)) document.querySelector("main")?.append(form);
  }

  /* Something broke.  What is kept is kept; the keys go.  A page that was hidden to lock it stays unseen: the first one takes its place. */
  async function stumble(error) {
    if (root.classList.contains("left")) return; /* whatever was under way when someone left is of no interest */
    if (error.lacks === "newer") return unstarted(error); /* a draft that was still to be kept hears of it last */
    if (WITHOUT_WHOLE[error.lacks] && isAtTheDoor()) return stayAtTheDoor(error);
    console.error(error);
    /* What only looked is asked again of the next worker, and must not take away what is said here. */
    turn += 1;
    standing = null;
    const hidden = root.hidden;
    if (hidden) {
      put(new DOMParser().parseFromString("", "text/html"));
      said.before(...first.map((child) => child.cloneNode(true)));
      document.title = "Notes";
      document.dispatchEvent(new Event("attune:page"));
    }
    if (!hidden) bringBack();
    notice(hidden ? "unstarted" : "stumbled");
    await fresh().catch(() => {});
  }

  /* --- Where it cannot run: grounding, help lines and Leave stand in index.html itself and need nothing of this --- */

  const canStore = () => {
    try {
      return Boolean(window.indexedDB);
    } catch {
      return false; /* asking alone is refused where a site may keep nothing */
    }
  };
  /* In this order: Lockdown Mode takes away all but the first, and an address without encryption some of them. */
  const LACKS = [
    ["http", () => window.isSecureContext],
    ["wasm", () => typeof WebAssembly === "object"],
    ["storage", canStore],
    ["old", () => window.Worker && navigator.locks],
  ];

  function unstarted(error) {
    if (root.classList.contains("left")) return;
    if (!error.lacks) console.error(error);
    notice(error.lacks ? `cannot-${error.lacks}` : "unstarted");
  }

  /* --- Links, forms, history --- */

  const targetOf = (form) => form.getAttribute("action") || here();

  function follow(event) {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      event.preventDefault();
      settle(href.slice(1), scrollY);
      document.getElementById(href.slice(1))?.focus();
    } else if (href.startsWith("/") && !href.startsWith("//")) {
      event.preventDefault();
      go("GET", href);
    }
  }

  const underWay = new Map();
  /* What a form says, a file by its name and size. */
  const saidIn = (fields) => JSON.stringify([...fields].map(([name, value]) => [name, value.name ?? value, value.size]));

  function submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.shell) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    if (form.method === "post") {
      /* What takes long may take longer than a form is held back after a press; the same sent twice would be answered as the second time.
       * Stop is always sent, and so is what says something else by now: more words, or another button. */
      const says = saidIn(fields);
      const stops = targetOf(form) === "/practice/stop";
      if (underWay.get(form)?.says === says && !stops) return;
      stopsSent += Number(stops);
      const going = go("POST", targetOf(form), fields), own = { says, mine: turn };
      underWay.set(form, own);
      going.finally(() => {
        stopsSent -= Number(stops);
        if (underWay.get(form) === own) underWay.delete(form);
      });
    } else go("GET", `${targetOf(form).split("?")[0]}?${new URLSearchParams(fields)}`);
  }

  window.attuneHost = {
    get: (path) => ask("GET", path),
    async post(path, form) {
      /* A page that locks by itself is hidden: whoever comes back to it is not to find an empty one for as long as something takes. */
      const veil = path === "/lock" ? setTimeout(() => root.hidden && !root.classList.contains("left") && veiled(), AT_ONCE_MS) : 0;
      if (path === "/lock") closes();
      try {
        return await ask("POST", path, form).finally(() => clearTimeout(veil));
      } catch (error) {
        if (error.broke) stumble(error); /* no page asked for this, and yet the module is not to be trusted any more */
        throw error;
      }
    },
    open: (path) => go("GET", path),
    again: () => go("GET", here(), "", "keep", scrollY),
    home: () => rewind().then(() => standing || go("GET", "/", "", "replace")),
    carry(form) {
      const veil = setTimeout(() => root.hidden && !root.classList.contains("left") && veiled(), AT_ONCE_MS);
      return go("POST", targetOf(form), new URLSearchParams(new FormData(form)), "replace").finally(() => clearTimeout(veil));
    },
    revive: () => location.reload(),
    away(to) {
      worker?.terminate();
      others?.postMessage("left");
      rewind().then(() => location.replace(to === "/blank" ? "blank.html" : to));
    },
  };

  /* --- What only this host has: its parts are templates in index.html, filled in here --- */

  /* iPhones and iPads alone have `standalone`; false is a tab, where Safari forgets after seven days. */
  const inSafarisTab = () => navigator.standalone === false;

  const choose = (main, name, value) => {
    for (const input of main.querySelectorAll(`[name=${name}]`)) input.toggleAttribute("checked", input.value === value);
  };

  /* Why a backup was not restored, for whoever had gone to Ground by then. */
  let unsaid = "";

  const FURNISHED = {
    "/": (main, { open }) => {
      if (open || about.hasVault) return;
      main.append(part("restore"));
      main.querySelector("#backup").closest("section").querySelector("[role=status]").textContent = unsaid;
      unsaid = "";
    },
    "/make": (main) => {
      main.querySelector("form")?.before(part("private-window"));
      if (!inSafarisTab()) return;
      main.querySelector("h1").after(part("home-screen"));
      choose(main, "looks-like", looksLike());
    },
    "/unlock": (main) => {
      if (about.passkey) main.querySelector("form")?.after(part("passkey-open"));
    },
    "/settings": (main) => {
      main.append(part("settings"));
      choose(main, "hidden-after", String(about.hiddenAfter));
      choose(main, "looks-like", looksLike());
      main.querySelector("#passkey-is").hidden = !about.passkey;
      main.querySelector("#passkey-none").hidden = Boolean(about.passkey);
    },
  };

  function furnish(page, reply) {
    const main = page.querySelector("main");
    if (main && reply.words) FURNISHED[reply.target.split(/[?#]/)[0]]?.(main, reply);
    /* Who grounds is not called away. */
    if (main && owed.some((one) => (reply.open || !one.open) && isDue(one, page))) main[/^\/(ground|help)/.test(reply.target) ? "append" : "prepend"](part("answered"));
    if (main && waitingVersion && !page.body.dataset.practice) main.append(part("update"));
    /* There is no server to ask for sealed bytes: see lend(). */
    for (const el of page.querySelectorAll("[src^='/media/']")) {
      el.dataset.src = el.getAttribute("src");
      el.removeAttribute("src");
    }
  }

  /* Asked once, after the first thing is kept: before that there is nothing to lose. */
  async function greet({ open, target }) {
    about.hasVault ||= open;
    const settled = open && target === "/" && !(await call("meta", { name: "persist" }));
    const asks = settled && (inSafarisTab() ? "seven-days" : navigator.storage?.persist && !(await navigator.storage.persisted()) && "persist");
    if (asks && here() === "/") document.querySelector("main")?.append(part(asks));
  }

  const say = (button, words) => {
    const place = button.closest("section, aside").querySelector("[role=status]");
    place.textContent = words;
  };

  const remember = (name, value) => call("setMeta", { name, value });
  const looksLike = () => document.querySelector("link[rel=manifest]").getAttribute("href").replace(".webmanifest", "");

  function look(name) {
    document.querySelector("link[rel=manifest]").setAttribute("href", `${name}.webmanifest`);
    document.querySelector("link[rel=icon]").setAttribute("href", name === "notes" ? "icon.svg" : `${name}.svg`);
    document.querySelector("link[rel=apple-touch-icon]").setAttribute("href", `${name}-180.png`);
    document.querySelector("meta[name=apple-mobile-web-app-title]").content = `${name[0].toUpperCase()}${name.slice(1)}`;
  }

  /*
   * Begin again.  Where a newer version has used the store, only that one can: where it waits, or can be fetched, it takes its place,
   * for this one would come from the service worker for as long as a tab is open.
   */
  async function anew() {
    const kept = document.querySelector("#stumbled[data-newer]") && (await navigator.serviceWorker?.getRegistration().catch(() => null));
    await kept?.update().catch(() => {});
    const next = kept?.waiting ?? kept?.installing;
    if (!next) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    const take = () => next.state === "installed" && next.postMessage("take over");
    next.addEventListener("statechange", () => next.state === "redundant" && location.reload());
    next.addEventListener("statechange", take);
    return take();
  }

  const PRESSED = {
    async persist(button) {
      await remember("persist", "asked");
      say(button, (await navigator.storage.persist()) ? button.dataset.yes : button.dataset.no);
    },
    async "persist-later"(button) {
      await remember("persist", "later");
      button.closest("section").remove();
    },
    update() {
      /* Locked first, so that nothing half done is carried over; the new version then starts as after a reload. */
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
      document.dispatchEvent(new Event("attune:go"));
      /* Another tab may have taken it already. */
      ask("POST", "/lock").finally(() => (waitingVersion.state === "activated" ? location.reload() : waitingVersion.postMessage("take over")));
    },
    "update-later"(button) {
      waitingVersion = null; /* until the next start */
      button.closest("section").remove();
    },
    async "take-over"() {
      try {
        await fresh(true);
      } catch (error) {
        return unstarted(error); /* what is held stays held */
      }
      about.passkey = await call("meta", { name: "passkey" }); /* the other tab may have made it, or sealed everything anew */
      const { to, form } = held ?? {};
      held = null;
      return to ? go("POST", to, form, "replace") : go("GET", "/", "", "replace");
    },
    open: () => go("GET", "/unlock"),
    "go-on": () => go("GET", goesOnTo, "", "push", 0, true), /* the address may be another site's: nothing is saved for it */
    answer() {
      const reply = take(owed.find((one) => isDue(one, document)));
      turn += 1;
      document.dispatchEvent(new Event("attune:go"));
      if (reply) show(reply, reply.target === here() ? "keep" : "push");
    },
    reload: anew,
    "passkey-add": (button) => passkey(button, async () => {
      const { id, salt, secret } = await makePasskey();
      await remember("passkey", { id, salt });
      const reply = await ask("POST", "/settings/device", new URLSearchParams({ token: token(), do: "add", device: secret }));
      if (reply.status !== 200 || !reply.open) {
        await remember("passkey", about.passkey);
        throw new Error("not kept");
      }
      about.passkey = { id, salt };
      await go("GET", "/settings", "", "keep", scrollY);
    }),
    "passkey-remove": (button) => passkey(button, async () => {
      const reply = await ask("POST", "/settings/device", new URLSearchParams({ token: token(), do: "remove" }));
      if (reply.status !== 200 || !reply.open) throw new Error("not kept");
      await remember("passkey", null);
      about.passkey = null;
      await go("GET", "/settings", "", "keep", scrollY);
    }),
    "passkey-open": (button) => passkey(button, async () => {
      const fields = new URLSearchParams(new FormData(document.querySelector("form[action='/unlock']")));
      fields.set("passphrase", "");
      fields.set("device", await secretOf(about.passkey));
      await go("POST", "/unlock", fields);
    }),
  };

  const CHOSEN = {
    async "hidden-after"(input) {
      about.hiddenAfter = Number(input.value);
      await remember("hiddenAfter", about.hiddenAfter);
    },
    async "looks-like"(input) {
      look(input.value);
      await remember("looksLike", input.value);
    },
    async backup(input) {
      const mine = turn;
      const { problem, error } = await call("unpack", { file: input.files[0] }).catch((why) => ({ problem: why.lacks ?? "refused", error: why }));
      if (["rest", "start", "newer"].includes(problem)) {
        input.value = ""; /* so that the same file can be chosen again */
        return stumble(error); /* nobody has looked at the file */
      }
      if (problem) {
        const why = problem === "room" ? input.dataset.room : input.dataset.problem;
        if (mine === turn) return say(input, why);
        unsaid = why;
        return undefined;
      }
      await fresh();
      return mine === turn ? go("GET", "/unlock") : undefined; /* who has gone to Ground meanwhile stays there */
    },
  };

  /* --- A passkey: the browser's PRF extension gives the same 32 bytes each time the device has made sure of someone --- */

  const token = () => document.querySelector("input[name=token]")?.value ?? "";
  const random = (n) => crypto.getRandomValues(new Uint8Array(n));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");

  async function makePasskey() {
    const salt = random(32);
    const made = await navigator.credentials.create({ publicKey: {
      rp: { name: document.title }, user: { id: random(16), name: document.title, displayName: document.title }, challenge: random(32),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
      authenticatorSelection: { userVerification: "required" }, extensions: { prf: { eval: { first: salt } } },
    } });
    const { prf } = made.getClientExtensionResults();
    if (!prf?.enabled) throw new Error("no PRF");
    const id = new Uint8Array(made.rawId);
    return { id, salt, secret: prf.results ? hex(prf.results.first) : await secretOf({ id, salt }) };
  }

  async function secretOf({ id, salt }) {
    const got = await navigator.credentials.get({ publicKey: {
      challenge: random(32), allowCredentials: [{ type: "public-key", id }], userVerification: "required", extensions: { prf: { eval: { first: salt } } },
    } });
    return hex(got.getClientExtensionResults().prf.results.first);
  }

  const passkey = async (button, does) => {
    try {
      await does();
    } catch (error) {
      say(button, button.dataset.problem);
    }
  };

  /* --- Another tab, another version, out of sight --- */

  /* Words that were not sent when another tab took over: they come back, through the lock page, when this one does. */
  let held = null;
  const wrote = (el) => el.matches("textarea, input[type=text], input:not([type])") && el.value !== el.defaultValue;
  function typed() {
    const form = [...document.querySelectorAll("main form[method=post]")].find((one) => [...one.elements].some(wrote));
    if (!form) return null;
    for (const input of form.querySelectorAll("[data-unkept] input")) input.checked = false; /* as in a draft */
    return { to: targetOf(form), form: new URLSearchParams(new FormData(form)) };
  }

  function elsewhere() {
    turn += 1;
    put(new DOMParser().parseFromString("", "text/html"));
    said.before(part("elsewhere"));
    document.title = "Notes";
    said.textContent = document.querySelector("h1").textContent;
  }

  async function watchVersions() {
    const kept = await navigator.serviceWorker?.register("offline.js", { updateViaCache: "none" }).catch(() => null);
    if (!kept) return;
    /* A page loaded past the service worker (a forced reload) may have upgraded the store, which the version kept there cannot use any
     * more.  The one that waits now, and no later one, takes its place without being asked for. */
    let past = about.upgraded && !navigator.serviceWorker.controller;
    const news = () => {
      if (!kept.waiting) return;
      if (past) kept.waiting.postMessage("take over");
      else if (navigator.serviceWorker.controller) waitingVersion = kept.waiting;
      past = false;
    };
    news();
    if (!navigator.serviceWorker.controller) kept.active?.postMessage("claim"); /* after a forced reload */
    kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", news));
  }

  /* Leaving is leaving: what stands open in another tab locks. */
  const others = window.BroadcastChannel && new BroadcastChannel("attune");
  if (others) others.onmessage = () => isOpenHere() && document.dispatchEvent(new Event("attune:lock"));

  let hiddenAt = 0, hiddenOwn = 0, hiding = 0;
  const after = () => (about.hiddenAfter ?? 300) * 1000;
  const lock = () => body.dataset.lockMs && !body.dataset.practice && document.dispatchEvent(new Event("attune:lock"));
  const isOver = () => Math.max(Date.now() - hiddenAt, performance.now() - hiddenOwn) >= after(); /* either may be set or sleep */
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) {
      [hiddenAt, hiddenOwn] = [Date.now(), performance.now()];
      hiding = setTimeout(lock, after());
    } else if (isOver()) lock();
  });
  /* What opens only when the page has been out of sight for that long (a passphrase may wait for the whole app) is not left open there. */
  document.addEventListener("attune:page", () => document.hidden && hiddenAt && isOver() && setTimeout(lock));

  /* --- The words that stood there first: nobody loses the line they were reading --- */

  /*
   * On a slow line index.html is there long before all else.  Whoever has had it before them for a while, or has touched it, may be in the
   * middle of a tool: it stays until they go on, with the app's own page around it.
   */
  const READ_MS = 2000;
  let touched = false;
  for (const type of ["pointerdown", "keydown", "wheel", "scroll"])
    addEventListener(type, () => { touched = true; }, { capture: true, passive: true, once: true });

  function mayBeRead() {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    return touched || scrollY > 0 || Boolean(document.querySelector("main details[open]")) || performance.now() - (painted?.startTime ?? 0) > READ_MS;
  }

  let goesOnTo = "/";

  async function stand() {
    turn += 1;
    const mine = turn, reply = await ask("GET", "/ground");
    if (mine !== turn) return; /* gone on already */
    document.querySelector("#stumbled")?.remove(); /* what was waited for is over */
    history.replaceState({ to: "/ground", n: 1, turn: 0, depth: depth() }, "");
    for (const link of document.querySelectorAll("main a[href='help.html']")) link.setAttribute("href", "/help");
    catchUp({ fixed: true }, reply);
    document.querySelector("header.top").prepend(part("ready"));
    said.textContent = document.querySelector("#rest [data-said]").dataset.said;
    gather().catch(() => {});
  }

  /* --- Begin.  attune.js has set up its own listeners by now, so its guards come before the ones here. --- */

  async function begin() {
    /* Within another page, that page could lead a finger.  Nothing is opened there; what stands in index.html stays. */
    if (top !== self) {
      document.querySelector("#rest").remove();
      return document.querySelector("main").append(part("framed"));
    }
    history.scrollRestoration = "manual";
    addEventListener("click", follow);
    addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button[data-press]");
      if (button) PRESSED[button.dataset.press](button);
    });
    addEventListener("change", ({ target }) => !target.form && CHOSEN[target.name]?.(target)); /* what stands in a form is the app's */
    addEventListener("submit", submit);
    addEventListener("scroll", () => scrolled.set(history.state?.n, scrollY), { passive: true });
    addEventListener("popstate", ({ state }) => !rewinding && state?.to && go("GET", state.to, "", "keep", scrolled.get(state.n) ?? 0));
    /* An address may name a page behind a #; it is read once and taken out of the bar.  Another site that opened this
     * window can set it too, so nothing is ever saved to the device for it. */
    const named = () => {
      const to = location.hash.slice(1);
      if (!to.startsWith("/")) return null;
      /* Once a page is here, such an address is one more entry, which the browser has made itself. */
      history.replaceState({ depth: depth() + (shown && !history.state ? 1 : 0), ...history.state }, "", location.pathname);
      return to;
    };
    const open = (to) => go("GET", to, "", "replace", 0, true);
    addEventListener("hashchange", () => {
      const to = named();
      if (to) open(to);
    });
    navigator.serviceWorker?.addEventListener("message", lendBytes);
    const [lacks] = LACKS.find(([, has]) => !has()) ?? [];
    if (lacks) throw Object.assign(new Error(lacks), { lacks });
    await fresh();
    dress();
    [about.hiddenAfter = 300, about.passkey = null] = await Promise.all(["hiddenAfter", "passkey"].map((name) => call("meta", { name })));
    look((await call("meta", { name: "looksLike" })) ?? "notes");
    const to = named();
    if (to && !/^\/ground\/?$/.test(to)) goesOnTo = to;
    await (mayBeRead() ? stand() : open(to ?? "/"));
    const lines = fetch("help.html").then((response) => (response.ok ? response.text() : ""), () => "");
    lines.then((words) => { helpLines = words; });
    await dress(); /* whoever keeps the files finds this one here */
    watchVersions();
    document.head.append(Object.assign(document.createElement("script"), { src: "record.js" })); /* no page that needs it is the first */
  }
  addEventListener("DOMContentLoaded", () => begin().catch(unstarted).finally(dress));
})();
