// Quick hide at once, and the worker that keeps the page for the door at hand without a connection.
"use strict";

const tell = (word) => navigator.serviceWorker?.controller?.postMessage(word);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.hide) {
    event.preventDefault();
    document.documentElement.hidden = true;
    tell("hide");
    const leave = () => window.location.replace(form.dataset.hide);
    window.setTimeout(leave, 800); // nothing is to be seen any more; the plain page waits for the new cookies
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", keepalive: true }).then(leave, leave);
  } else if (new URL(form.action).pathname === "/lock/") tell("lock");
});

if (document.querySelector("[data-erased]")) { // the server let go of everything: so does this browser
  tell("erase");
  window.indexedDB?.deleteDatabase("notes");
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
