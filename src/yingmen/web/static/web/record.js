// What is written at the door: kept on this device at every touch, sent in order, exactly once.

import { beijing, startClock } from "./clock.js";
import { fields, form, fromQueue, held, kept, startDraft, takeChosen, taken, toQueue } from "./draft.js";
import { flush, startQueue } from "./queue.js";
import { recoverSound, startSoundButton, stopSound } from "./sound.js";
import { begun, hindered, notKept, onTakeBack, show } from "./status.js";
import { newKey } from "./store.js";

const LARGEST = 64 * 1024 * 1024;
let submitting = false;

async function startForm() {
  onTakeBack(fromQueue);
  await startDraft(); // without a store the form is sent as any form is
  form.addEventListener("submit", (event) => { event.preventDefault(); submitOnce(); });
  await takeChosen();
  await recoverSound();
  form.dataset.ready = "yes";
  startSoundButton();
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
  await taken();
  await stopSound();
  await kept();
  const pairs = fields(), trouble = wrong(pairs, held());
  hindered(trouble);
  if (trouble) return show();
  await toQueue({ key: newKey(), written_at, fields: pairs, files: held() });
  begun();
  flush();
}

function wrong(pairs, files) {
  const isEmpty = !files.length && !pairs.some(([name, value]) => value && ["text", "facts", "count", "more"].includes(name));
  const size = files.reduce((sum, file) => sum + file.data.byteLength, 0);
  if (size > LARGEST - 1024 * 1024) return "照片和录音太大了，一次最多 63 MB，请分几条来记。";
  return isEmpty ? "还没有写什么：点一个按钮，写一句，或加一张照片。" : "";
}

if (form) {
  startClock(document.getElementById("clock"));
  startForm().catch(() => { form.dataset.ready = "no"; });
}
startQueue().catch(() => {});
