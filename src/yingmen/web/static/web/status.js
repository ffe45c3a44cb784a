// What the page says of what waits: how much there is, what was saved, what went wrong, what was refused.

import { read } from "./store.js";

const status = document.getElementById("queue");
const refused = document.getElementById("refused");
let said = "", trouble = "", takeBack = () => {};

export const queued = () => read("queue", (store) => store.getAll());

export function onTakeBack(work) {
  takeBack = work;
}

export function saved(text) {
  said = text;
  trouble = "";
}

export function begun() {
  said = "";
}

export function hindered(text) {
  trouble = text;
}

export function notKept() {
  trouble = "这台设备存不下了。请马上按“记下来”，或先腾出地方。";
  return show();
}

export async function show() {
  const items = await queued().catch(() => []);
  const waiting = items.filter((item) => !item.refused).length;
  const text = [said, waiting ? `还有 ${waiting} 条等着送到。` : "", trouble].filter(Boolean).join("");
  if (status.textContent !== text) {
    const line = document.createElement("p");
    line.className = "said";
    line.textContent = text;
    status.replaceChildren(...(text ? [line] : []));
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

export function button(text, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}
