// Sound, put away every two seconds: what was recorded before the power went is there again.

import { beijing } from "./clock.js";
import { addFile } from "./draft.js";
import { notKept } from "./status.js";
import { change, newKey, read } from "./store.js";

const SLICE = 2000;
let recording = null;

export function startSoundButton() {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  document.getElementById("recorder").hidden = false;
  document.getElementById("record").addEventListener("click", () => (recording ? stopSound() : startSound()));
}

function says(text) {
  document.getElementById("recording").textContent = text;
}

async function startSound() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    says("没有得到话筒。请用手机自己的录音机录，再选“录音文件”。");
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
  says("正在录音。");
}

function keepSound(one, blob, type) {
  if (!one || !blob.size) return;
  const n = one.n++;
  one.kept = one.kept
    .then(() => blob.arrayBuffer())
    .then((data) => change(["sound"], (store) => store.put({ take: one.take, n, type, data })))
    .catch(notKept);
}

export async function stopSound() {
  const one = recording;
  if (!one) return;
  if (one.recorder.state !== "inactive") one.recorder.stop();
  await one.ended;
  await one.kept;
  for (const track of one.recorder.stream.getTracks()) track.stop();
  recording = null;
  document.getElementById("record").textContent = "开始录音";
  says("录音存好了，按“记下来”一起记。");
  await gather(one.take);
  one.release();
}

async function gather(take) {
  const range = IDBKeyRange.bound([take, 0], [take, Infinity]);
  const pieces = await read("sound", (store) => store.getAll(range));
  if (!pieces.length) return;
  const { type } = pieces[0];
  const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
  const data = await new Blob(pieces.map((piece) => piece.data)).arrayBuffer();
  const name = `录音 ${take.slice(0, 19).replaceAll(":", "-")}.${ending}`;
  await addFile({ field: "sound", name, type, data }, ["sound"], (sound) => sound.delete(range));
}

export async function recoverSound() {
  const keys = await read("sound", (store) => store.getAllKeys());
  const running = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name));
  const left = [...new Set(keys.map(([take]) => take))].filter((take) => !running.has(`sound ${take}`));
  for (const take of left) await gather(take);
  if (left.length) says("找回了上次没有录完的录音，按“记下来”一起记。");
}
