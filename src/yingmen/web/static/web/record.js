// What is written at the door: kept on this device at every touch, sent in order, exactly once.
"use strict";

const form = document.getElementById("now");
const status_ = document.getElementById("queue");
const refused = document.getElementById("refused");
const place = window.location.pathname, beside = `${place}#files`;
const WAIT = 10000, SLICE = 2000, LARGEST = 64 * 1024 * 1024;
let files = [], touched = false, sending = false, submitting = false, said = "", trouble = "";
let saving = Promise.resolve(), taking = Promise.resolve();

const beijing = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 19);
const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
};

// ---- the device's own store

const opening = new Promise((resolve, reject) => {
  const request = indexedDB.open("notes", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("queue", { autoIncrement: true, keyPath: "id" });
    request.result.createObjectStore("draft");
    request.result.createObjectStore("sound", { keyPath: ["take", "n"] });
  };
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    request.result.onversionchange = () => request.result.close();
    resolve(request.result);
  };
});

async function change(stores, work) {
  const base = await opening;
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(stores, "readwrite", { durability: "strict" });
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    work(...stores.map((name) => transaction.objectStore(name)));
  });
}

async function read(store, ask) {
  const base = await opening;
  return new Promise((resolve, reject) => {
    const request = ask(base.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const queued = () => read("queue", (store) => store.getAll());

// ---- the form, kept as a draft

function fields() {
  const left = new Set(["csrfmiddlewaretoken", "key", "written_at"]);
  return Array.from(new FormData(form)).filter(([name, value]) => !left.has(name) && typeof value === "string");
}

function fill(pairs) {
  for (const input of form.elements) {
    if (!input.name || input.type === "hidden" || input.type === "file" || input.type === "submit") continue;
    const values = pairs.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "radio" || input.type === "checkbox") input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
}

// Files are large and seldom change: they lie beside the draft, so that a letter typed does not write them again.
function keepDraft() {
  const draft = { fields: fields(), touched };
  saving = saving.then(() => change(["draft"], (store) => store.put(draft, place))).catch(notKept);
  return saving;
}

function keepFiles() {
  const kept = [...files];
  saving = saving.then(() => change(["draft"], (store) => store.put(kept, beside))).catch(notKept);
  return keepDraft();
}

function notRead() {
  trouble = "这个文件读不了，没有加上。看看它还在不在，再选一次。";
  return show();
}

function notKept() {
  trouble = "这台设备存不下了。请马上按“记下来”，或先腾出地方。";
  return show();
}

async function takeFiles(input) {
  const chosen = Array.from(input.files);
  for (const file of chosen) {
    files.push({ field: input.name, name: file.name, type: file.type, data: await file.arrayBuffer() });
  }
  if (Array.from(input.files).every((file, at) => file === chosen[at])) input.value = "";
  showFiles();
  await keepFiles();
}

function showFiles() {
  let list = document.getElementById("kept");
  if (!list) {
    list = document.createElement("ul");
    list.id = "kept";
    list.className = "cells";
    form.querySelector("button.main-btn").before(list);
  }
  list.replaceChildren(...files.map((file, at) => {
    const item = document.createElement("li");
    const name = document.createElement("p");
    name.textContent = `${file.name}（${Math.ceil(file.data.byteLength / 1024)} KB）`;
    item.append(name, button(`去掉 ${file.name}`, () => { files.splice(at, 1); showFiles(); keepFiles(); }));
    return item;
  }));
}

function button(text, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}

async function startForm() {
  await opening;
  const draft = await read("draft", (store) => store.get(place));
  files = (await read("draft", (store) => store.get(beside))) ?? [];
  if (files.length) showFiles();
  if (draft) {
    fill(draft.fields);
    touched = draft.touched;
  } else if (!form.elements.corrects.value) form.elements.at.value = beijing().slice(0, 16);
  form.addEventListener("input", (event) => touch(event.target));
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") taking = taking.then(() => takeFiles(event.target)).catch(notRead);
    else touch(event.target);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submitOnce(); });
  for (const input of form.querySelectorAll("input[type=file]")) if (input.files.length) await takeFiles(input);
  await recover();
  form.dataset.ready = "yes";
}

function touch(input) {
  if (!touched && !form.elements.corrects.value && input.name !== "at") form.elements.at.value = beijing().slice(0, 16);
  touched = true;
  keepDraft();
}

async function submitOnce() {
  if (submitting) return;
  submitting = true;
  try {
    await submit(beijing());
  } catch {
    await notKept();
  } finally {
    submitting = false;
  }
}

async function submit(written_at) {
  navigator.storage?.persist?.();
  await taking;
  await stopSound();
  await saving;
  const pairs = fields();
  const isEmpty = !files.length && !pairs.some(([name, value]) => value && ["text", "facts", "count"].includes(name));
  const size = files.reduce((sum, file) => sum + file.data.byteLength, 0);
  trouble = isEmpty ? "还没有写什么：点一个按钮，写一句，或加一张照片。" : "";
  if (size > LARGEST - 1024 * 1024) trouble = "照片和录音太大了，一次最多 63 MB，请分几条来记。";
  if (trouble) return show();
  const item = { key: newKey(), written_at, fields: pairs, files };
  await change(["queue", "draft"], (queue, draft) => {
    queue.add(item);
    draft.delete(place);
    draft.delete(beside);
  });
  files = [];
  touched = false;
  said = "";
  form.reset();
  if (!form.elements.corrects.value) form.elements.at.value = beijing().slice(0, 16);
  showFiles();
  flush();
}

// ---- the queue

async function flush() {
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
    trouble = "现在连不上，连上以后自己会送，都存在这台设备里。";
    return false;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
    trouble = "锁上了。打开以后会接着送，都存在这台设备里。";
    return false;
  }
  const told = await answer.json().catch(() => null);
  if (answer.ok && told && told.entry) {
    await change(["queue"], (store) => store.delete(item.id));
    said = `已保存：第 ${told.entry} 条。`;
    trouble = "";
    return true;
  }
  if ((answer.status === 400 || answer.status === 413) && told) {
    await change(["queue"], (store) => store.put({ ...item, refused: told.what }));
    return true;
  }
  trouble = told?.what ? `${told.what}。${told.remedy}` : "还没有送到，过一会儿会再送，都存在这台设备里。";
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

async function show() {
  const items = await queued().catch(() => []);
  const waiting = items.filter((item) => !item.refused).length;
  const text = [said, waiting ? `还有 ${waiting} 条等着送到。` : "", trouble].filter(Boolean).join("");
  if (status_.textContent !== text) {
    const line = document.createElement("p");
    line.className = "said";
    line.textContent = text;
    status_.replaceChildren(...(text ? [line] : []));
  }
  showRefused(items.filter((item) => item.refused));
}

function showRefused(items) {
  if (!refused) return;
  refused.hidden = items.length === 0;
  refused.replaceChildren(...items.flatMap((item) => {
    const text = document.createElement("p");
    text.textContent = `有一条没有记上：${item.refused}`;
    return [text, button("拿回来改", () => takeBack(item))];
  }));
}

async function takeBack(item) {
  const draft = { fields: item.fields, touched: true };
  await change(["queue", "draft"], (queue, store) => {
    queue.delete(item.id);
    store.put(draft, place);
    store.put(item.files, beside);
  });
  fill(item.fields);
  ({ files } = item);
  touched = true;
  showFiles();
  await show();
}

// ---- sound, put away every two seconds

let recording = null;

function startSoundButton() {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  document.getElementById("recorder").hidden = false;
  document.getElementById("record").addEventListener("click", () => (recording ? stopSound() : startSound()));
}

async function startSound() {
  const says = document.getElementById("recording");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    says.textContent = "没有得到话筒。请用手机自己的录音机录，再选“录音文件”。";
    return;
  }
  const take = `${beijing()} ${newKey()}`;
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  navigator.locks?.request(`sound ${take}`, () => held);
  const recorder = new MediaRecorder(stream);
  recording = { take, recorder, release, n: 0, kept: Promise.resolve(), ended: null };
  recorder.addEventListener("dataavailable", (event) => keepSound(recording, event.data, recorder.mimeType));
  recording.ended = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start(SLICE);
  document.getElementById("record").textContent = "停止录音";
  says.textContent = "正在录音。";
}

function keepSound(one, blob, type) {
  if (!one || !blob.size) return;
  const n = one.n++;
  one.kept = one.kept
    .then(() => blob.arrayBuffer())
    .then((data) => change(["sound"], (store) => store.put({ take: one.take, n, type, data })))
    .catch(notKept);
}

async function stopSound() {
  const one = recording;
  if (!one) return;
  if (one.recorder.state !== "inactive") one.recorder.stop();
  await one.ended;
  await one.kept;
  for (const track of one.recorder.stream.getTracks()) track.stop();
  recording = null;
  document.getElementById("record").textContent = "开始录音";
  document.getElementById("recording").textContent = "录音存好了，按“记下来”一起记。";
  await gather(one.take);
  one.release();
}

async function gather(take) {
  const pieces = await read("sound", (store) => store.getAll(IDBKeyRange.bound([take, 0], [take, Infinity])));
  if (!pieces.length) return;
  const { type } = pieces[0];
  const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
  const data = await new Blob(pieces.map((piece) => piece.data)).arrayBuffer();
  files.push({ field: "sound", name: `录音 ${take.slice(0, 19).replaceAll(":", "-")}.${ending}`, type, data });
  await saving;
  const draft = { fields: fields(), touched: true };
  await change(["draft", "sound"], (store, sound) => {
    store.put(draft, place);
    store.put(files, beside);
    sound.delete(IDBKeyRange.bound([take, 0], [take, Infinity]));
  });
  showFiles();
}

async function recover() {
  const keys = await read("sound", (store) => store.getAllKeys());
  const running = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
  const left = [...new Set(keys.map(([take]) => take))].filter((take) => !running.has(`sound ${take}`));
  for (const take of left) await gather(take);
  if (left.length) document.getElementById("recording").textContent = "找回了上次没有录完的录音，按“记下来”一起记。";
}

// ---- begin

function tick() {
  document.getElementById("clock").textContent = beijing().slice(11);
}

if (form) {
  tick();
  setInterval(tick, 1000);
  startForm().then(startSoundButton).catch(() => { form.dataset.ready = "no"; });
}
opening.then(() => {
  flush();
  setInterval(flush, WAIT);
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  navigator.serviceWorker?.controller?.postMessage("keep");
}).catch(() => {});
