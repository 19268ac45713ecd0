
/*
 * host/wasm/offline.js - the service worker: the app's own files, from this device
 *
 * The build (tools/web) writes VERSION and FILES above: [name, hash], and [name, hash, packed name, its hash] where a file is there
 * with gzip inside as well.  All files of a version are fetched, held against their hashes and kept together, packed ones packed; then
 * nothing is asked of the network until the browser itself looks for a newer version of this file.  A new version waits until
 * the person agrees.
 */
const HERE = new URL("./", location.href);
const TYPES = { css: "text/css; charset=utf-8", wasm: "application/wasm", words: "application/octet-stream" }; /* of what comes out of a packed file */
const NAME = `attune ${HERE.pathname} ${VERSION}`; /* other copies of the app may live on this origin, under other paths */

const open = (packed) => packed.body.pipeThrough(new DecompressionStream("gzip"));

/* Half of one version and half of another would be neither. */
async function hold(response, name, hash) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  const hex = Array.from(sum, (b) => b.toString(16).padStart(2, "0")).join("");
  if (hex !== hash) throw new Error(`${name} is not the one of this version`);
}

async function takeFrom(cache, name, hash, seen) {
  const response = await fetch(new URL(name, HERE), { cache, redirect: "error" });
  if (!response.ok) throw new Error(`${name} is not there`);
  await hold(response.clone(), name, hash);
  await seen(response.clone());
  await (await caches.open(NAME)).put(new URL(name, HERE), response);
}

/* The page itself has just loaded some of them: what the browser still has need not come over the line again, for its hash tells
 * whether it is the one of this version. */
const take = (name, hash, seen = () => {}) =>
  takeFrom("force-cache", name, hash, seen).catch(() => takeFrom("no-cache", name, hash, seen));

/* Packed, what comes out is held against its hash as well.  The plain one does where it cannot be opened, or was changed on its way. */
const takeEither = ([name, hash, packed, packedHash]) =>
  packed && self.DecompressionStream
    ? take(packed, packedHash, (response) => hold(new Response(open(response)), name, hash)).catch(() => take(name, hash))
    : take(name, hash);

/* All of them, or none stays here. */
async function takeAll() {
  const wasHere = await caches.has(NAME); /* the version that is in use may be of the same files: they stay */
  const [failed] = (await Promise.allSettled(FILES.map(takeEither))).filter(({ status }) => status === "rejected");
  if (!failed) return;
  if (!wasHere) await caches.delete(NAME);
  throw failed.reason;
}

addEventListener("install", (event) => event.waitUntil(takeAll()));

/* What an older version kept, if nothing of another path lies in it: that one still needs it. */
async function isOurs(name) {
  const kept = await (await caches.open(name)).keys();
  return kept.length > 0 && kept.every(({ url }) => new URL("./", url).href === HERE.href);
}

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("attune") && name !== NAME && (await isOurs(name))) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
  if (data === "claim") clients.claim();
});

/* An opened recording or picture, from the page that shows it and for that page alone; nothing of it is kept here. */
async function opened({ clientId, request }, path) {
  const client = await clients.get(clientId);
  const file = client && await new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    client.postMessage({ opened: path }, [port2]);
  });
  if (!file) return new Response("", { status: 404 });
  const headers = { "Content-Type": file.type, "Cache-Control": "no-store", "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff" };
  const [, first, last] = request.headers.get("range")?.match(/^bytes=(\d+)-(\d*)$/) ?? [];
  if (first === undefined || Number(first) >= file.size) return new Response(file, { headers });
  const end = Math.min(Number(last || file.size - 1), file.size - 1);
  return new Response(file.slice(Number(first), end + 1, file.type),
    { status: 206, headers: { ...headers, "Content-Range": `bytes ${first}-${end}/${file.size}` } });
}

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== HERE.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const name = url.pathname.slice(HERE.pathname.length) || "index.html";
  if (name.startsWith("media/")) return event.respondWith(opened(event, `/${name}`));
  return event.respondWith((async () => {
    const kept = await (await caches.open(NAME)).match(new URL(name, HERE));
    if (kept) return kept;
    const [, , packed] = FILES.find(([one]) => one === name) ?? [];
    const inside = packed && (await (await caches.open(NAME)).match(new URL(packed, HERE)));
    if (inside) return new Response(open(inside), { headers: { "Content-Type": TYPES[name.split(".").at(-1)] } });
    return event.request.mode === "navigate"
      ? (await caches.open(NAME)).match(new URL("index.html", HERE))
      : new Response("", { status: 404 });
  })());
});
