
/*
 * host/wasm/offline.js - the service worker: the app's own files, from this device
 *
 * The build writes VERSION and FILES with their hashes above.  All files of a version are fetched, held against
 * their hashes and kept together; then nothing is asked of the network until the browser itself looks for a
 * newer version of this file.  A new version waits until the person agrees.
 */
const NAME = `attune-${VERSION}`;
const HERE = new URL("./", location.href);

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

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("attune-") && name !== NAME) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("message", ({ data }) => data === "take over" && skipWaiting());

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== HERE.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const name = url.pathname.slice(HERE.pathname.length) || "index.html";
  event.respondWith((async () => {
    const kept = await (await caches.open(NAME)).match(new URL(name, HERE));
    if (kept) return kept;
    return event.request.mode === "navigate"
      ? (await caches.open(NAME)).match(new URL("index.html", HERE))
      : new Response("", { status: 404 });
  })());
});
