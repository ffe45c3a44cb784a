// The device's own store: what was written stays here until it was sent.

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

export const opened = () => opening;

export async function change(stores, work) {
  const base = await opening;
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(stores, "readwrite", { durability: "strict" });
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    work(...stores.map((name) => transaction.objectStore(name)));
  });
}

export async function read(store, ask) {
  const base = await opening;
  return new Promise((resolve, reject) => {
    const request = ask(base.transaction(store).objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
