
/*
 * host/wasm/offline.js - the service worker: the app's own files, from this device
 *
 * The build writes VERSION and FILES with their hashes above.  All files of a version are fetched, held against
 * their hashes and kept together; then nothing is asked of the network until the browser itself looks for a
 * newer version of this file.  A new version waits until the person agrees.
 */
const HERE = new URL("./", location.href);
const NAME = `attune ${HERE.pathname} ${VERSION}`; /* other copies of the app may live on this origin, under other paths */

async function take([name, hash]) {
  const response = await fetch(new URL(name, HERE), { cache: "no-cache", redirect: "error" });
  const bytes = await response.clone().arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(sum, (b) => b.toString(16).padStart(2, "0")).join("");
  /* Half of one version and half of another would be neither. */
  if (!response.ok || hex !== hash) throw new Error(`${name} is not the one of this version`);
  await (await caches.open(NAME)).put(new URL(name, HERE), response);
}

addEventListener("install", (event) => event.waitUntil(Promise.all(FILES.map(take))));

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
    return event.request.mode === "navigate"
      ? (await caches.open(NAME)).match(new URL("index.html", HERE))
      : new Response("", { status: 404 });
  })());
});
