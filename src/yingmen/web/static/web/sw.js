// Keeps the pages for the door at hand without a connection, and shows the dull one while hidden.
"use strict";

const KEPT = "kept-1", STATE = "state-1", PLAIN = "/plain/", BRIEF = "/5/brief/", UNLOCK = "/unlock/";
const DOOR = "/book/now/", PAGES = [DOOR, BRIEF, PLAIN], LENDERS = /<fieldset data-lenders>.*?<\/fieldset>/s;
const MODULES = ["record", "clock", "draft", "queue", "sound", "status", "store"].map((name) => `web/${name}.js`);
const ASSETS = ["vendor/weui.min.css", "web/app.css", "web/app.js", "web/icon.svg", ...MODULES].map((name) => `/static/${name}`);
const WAIT = 3000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.allSettled([...ASSETS, ...PAGES].map(keep)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== KEPT && name !== STATE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const work = { hide, hidden: hide, lock: dropPages, erase, keep: () => Promise.allSettled(PAGES.map(keep)) }[event.data];
  if (work) event.waitUntil(work());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.method === "GET" && ASSETS.includes(url.pathname)) event.respondWith(first(event, url.pathname));
});

async function page(event, url) {
  const { request } = event;
  if (await isHidden()) {
    if (url.pathname !== UNLOCK) return request.method === "GET" ? first(event, PLAIN, PLAIN) : fetch(request);
    const answer = await fetch(request).catch(() => caches.match(PLAIN));
    if (request.method === "POST" && answer.type === "opaqueredirect") await show();
    return answer;
  }
  if (request.method === "GET" && PAGES.includes(url.pathname) && !url.search) return first(event, url.pathname);
  return fetch(request);
}

// The network's answer if it comes in time, else what was kept; with nothing kept, the network's however late.
async function first(event, path, address = event.request) {
  const asked = fetch(address);
  const late = new Promise((resolve) => { setTimeout(resolve, WAIT, null); });
  event.waitUntil(asked.then((answer) => put(path, answer.clone())).catch(() => {}));
  const answer = await Promise.race([asked.catch(() => null), late]);
  if (answer?.type === "opaqueredirect") event.waitUntil(dropPages()); // locked: what is about the case goes
  if (answer) return answer;
  return (await caches.match(path, { ignoreVary: true })) ?? asked;
}

async function keep(path) {
  const answer = await fetch(path, { redirect: "manual" });
  await put(path, answer);
}

async function put(path, answer) {
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected) return;
  if (path === BRIEF && (await isHidden())) return;
  await (await caches.open(KEPT)).put(path, answer);
}

async function isHidden() {
  return Boolean(await (await caches.open(STATE)).match("/hidden"));
}

async function hide() {
  await (await caches.open(STATE)).put("/hidden", new Response("1"));
  await dropPages();
}

// The brief goes; the page for the door stays, so that writing is always possible, but without the lenders' names.
async function dropPages() {
  const kept = await caches.open(KEPT), door = await kept.match(DOOR, { ignoreVary: true });
  await kept.delete(BRIEF);
  if (door) await kept.put(DOOR, new Response((await door.text()).replace(LENDERS, ""), { headers: door.headers }));
}

async function show() {
  await (await caches.open(STATE)).delete("/hidden");
}

async function erase() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  indexedDB.deleteDatabase("notes");
}
