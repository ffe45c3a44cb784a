// The form as it is being filled in, with its photos and sounds: kept on this device at every touch.

import { beijing } from "./clock.js";
import { button, hindered, notKept, show } from "./status.js";
import { change, read } from "./store.js";

export const form = document.getElementById("now");
const place = window.location.pathname, beside = `${place}#files`;
let files = [], touched = false, saving = Promise.resolve(), taking = Promise.resolve();

export function fields() {
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

export async function startDraft() {
  const draft = await read("draft", (store) => store.get(place));
  files = (await read("draft", (store) => store.get(beside))) ?? [];
  if (files.length) showFiles();
  if (draft) {
    fill(draft.fields);
    touched = draft.touched;
  } else beginTime();
  form.addEventListener("input", (event) => touch(event.target));
  form.addEventListener("change", (event) => {
    if (event.target.type === "file") taking = taking.then(() => takeFiles(event.target)).catch(notRead);
    else touch(event.target);
  });
}

// What was chosen before the page was ready.
export async function takeChosen() {
  for (const input of form.querySelectorAll("input[type=file]")) if (input.files.length) await takeFiles(input);
}

function beginTime() {
  if (!form.elements.corrects.value) form.elements.at.value = beijing().slice(0, 16);
}

function touch(input) {
  if (!touched && input.name !== "at") beginTime();
  touched = true;
  keepDraft();
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

async function takeFiles(input) {
  const chosen = Array.from(input.files);
  for (const file of chosen) {
    files.push({ field: input.name, name: file.name, type: file.type, data: await file.arrayBuffer() });
  }
  if (Array.from(input.files).every((file, at) => file === chosen[at])) input.value = "";
  showFiles();
  await keepFiles();
}

function notRead() {
  hindered("这个文件读不了，没有加上。看看它还在不在，再选一次。");
  return show();
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

export const taken = () => taking;

export const kept = () => saving;

export const held = () => files;

// A file made here goes beside the draft, and what it was made from goes away, both or neither.
export async function addFile(file, stores, work) {
  files.push(file);
  await saving;
  const draft = { fields: fields(), touched: true };
  await change(["draft", ...stores], (store, ...others) => {
    store.put(draft, place);
    store.put(files, beside);
    work(...others);
  });
  showFiles();
}

export async function toQueue(item) {
  await change(["queue", "draft"], (queue, draft) => {
    queue.add(item);
    draft.delete(place);
    draft.delete(beside);
  });
  files = [];
  touched = false;
  form.reset();
  beginTime();
  showFiles();
}

export async function fromQueue(item) {
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
