// A part of a page comes in place of a whole page: where the focus goes, what is said aloud, what if none comes.
"use strict";

const SOON = 100; // a screen reader must have seen the line empty before it reads what comes into it
const LOST = "现在连不上，还没有存。填的都还在这一页，过一会儿再按一次。";
const seen = new WeakSet();
const FAILED = "没有做成。填的都还在这一页，过一会儿再按一次。";

function sayAloud(text) {
  let line = document.getElementById("aloud");
  if (!line) {
    line = document.createElement("p");
    line.id = "aloud";
    line.className = "spoken";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = "";
  setTimeout(() => { line.textContent = text; }, SOON);
}

function pageOf(xhr) {
  return /^\s*<!doctype html/i.test(xhr.responseText) ? new DOMParser().parseFromString(xhr.responseText, "text/html") : null;
}

// What could not be done is said in the page as it is, so that nothing typed is lost.
function stay(asking, text) {
  document.getElementById("not-done")?.remove();
  const told = document.createElement("p");
  const box = document.createElement("div");
  box.id = "not-done";
  box.className = "wrong";
  box.setAttribute("role", "alert");
  told.textContent = text;
  box.append(told);
  asking.before(box);
  box.scrollIntoView({ block: "center" });
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr } = detail, page = pageOf(xhr);
  if (!page || xhr.status >= 500) return;
  detail.shouldSwap = true;
  detail.isError = false;
  const isMain = detail.target.id === "main" && page.querySelector("nav.bar");
  if (isMain) return;
  detail.target = document.body; // locked, hidden, or not to be had: the page that says so, as if it were opened
  detail.swapOverride = "innerHTML";
  detail.selectOverride = "unset";
});

document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  if (detail.history.path === location.pathname + location.search) detail.history.type = "replace";
});

// The library notes the address of the page in the tab's store; nothing is to be left there, not even that.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(moved, forget);

document.addEventListener("htmx:sendError", ({ detail }) => stay(detail.elt, LOST));

document.addEventListener("htmx:responseError", ({ detail }) => {
  stay(detail.elt, pageOf(detail.xhr)?.querySelector("main .wrong")?.textContent.trim() || FAILED);
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (seen.has(detail.xhr)) return; // told once for everything that came
  seen.add(detail.xhr);
  document.getElementById("not-done")?.remove();
  const { id } = detail.target;
  if (!id || id === "main") arrived(detail);
  else changed(document.getElementById(id));
});

// A part came: the focus is where it was, and in sight; what changed is said.
function changed(part) {
  const told = part.querySelector("[data-told]");
  if (part.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest" });
  if (told) sayAloud(told.textContent);
}

// A page came: reading begins at its heading, or at what is to be put right.
function arrived({ xhr, requestConfig }) {
  const wrong = document.querySelector("main [aria-invalid=true], main .question__wrong");
  const place = wrong ?? document.querySelector("main h1");
  if (!wrong) window.scrollTo(0, 0);
  if (!place.matches("input, select, textarea")) place.tabIndex = -1;
  place.focus({ preventScroll: !wrong });
  const words = [...document.querySelectorAll("main .question__wrong, main .progress, main .question__ask")].slice(0, 2);
  const isKept = requestConfig.verb === "post" && xhr.status < 400;
  sayAloud([wrong ? "还没有存。" : isKept ? "存好了。" : "", ...words.map((word) => word.textContent)].join(""));
}
