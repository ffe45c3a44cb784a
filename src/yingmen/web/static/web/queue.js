// What was written goes out in the order of its writing, each exactly once, as soon as the server can be reached.

import { hindered, queued, saved, show } from "./status.js";
import { change, opened } from "./store.js";

const WAIT = 10000;
let sending = false;

export async function startQueue() {
  await opened();
  flush();
  setInterval(flush, WAIT);
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  navigator.serviceWorker?.controller?.postMessage("keep");
}

export async function flush() {
  if (sending) return;
  sending = true;
  try {
    if (navigator.locks) await navigator.locks.request("send", { ifAvailable: true }, (lock) => (lock ? sendAll() : null));
    else await sendAll();
  } finally {
    sending = false;
    await show();
  }
}

async function sendAll() {
  for (;;) {
    const item = (await queued()).find((each) => !each.refused);
    if (!item) return;
    await show();
    if (!(await sent(item))) return;
  }
}

async function sent(item) {
  let answer;
  try {
    answer = await post(item);
    if (answer.status === 403 && (await newToken())) answer = await post(item);
  } catch {
    hindered("现在连不上，连上以后自己会送，都存在这台设备里。");
    return false;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    hindered("锁上了。打开以后会接着送，都存在这台设备里。");
    return false;
  }
  return settled(item, answer, await answer.json().catch(() => null));
}

// Whether the server decided about the item, so that the next may go.
async function settled(item, answer, told) {
  if (answer.ok && told && told.entry) {
    await change(["queue"], (store) => store.delete(item.id));
    saved(`已保存：第 ${told.entry} 条。`);
    return true;
  }
  if ((answer.status === 400 || answer.status === 413) && told) {
    await change(["queue"], (store) => store.put({ ...item, refused: told.what }));
    return true;
  }
  hindered(told?.what ? `${told.what}。${told.remedy}` : "还没有送到，过一会儿会再送，都存在这台设备里。");
  return false;
}

function post(item) {
  const body = new FormData();
  body.append("key", item.key);
  body.append("written_at", item.written_at);
  for (const [name, value] of item.fields) body.append(name, value);
  for (const file of item.files) body.append(file.field, new Blob([file.data], { type: file.type }), file.name);
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return fetch("/book/send/", { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
}

async function newToken() {
  const page = await fetch("/book/now/", { redirect: "manual", cache: "no-store" });
  if (!page.ok) return false;
  const found = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = found?.value ?? "";
  return Boolean(found);
}
