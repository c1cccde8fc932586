// On the list of reports: what this browser still keeps for the person and could not send, of any text, also of one that he may not open
// any more. Where a text can be opened, its own page sends it or lays it beside the present text; here it can always be had and put away.
import { word } from "../kernel/words";

interface Entry {
  person: string;
  document: string;
  tab: string;
  updates: { changes: (number | [number, ...string[]])[] }[];
  at: number;
  version: number;
}
interface Kept {
  version: number;
  base: string;
}

const stillWriting = 60_000; // milliseconds: a page that is open may yet send it

export async function showUnsent(): Promise<void> {
  const place = document.getElementById("unsent");
  if (!place?.dataset.person || typeof indexedDB === "undefined") return;
  try {
    const db = await opened();
    if (!db) return;
    const { person } = place.dataset;
    const entries = await asked<Entry[]>(
      db
        .transaction("entries")
        .objectStore("entries")
        .getAll(IDBKeyRange.bound([person], [person, []])),
    );
    const old = entries.filter(({ at }) => Date.now() - at > stillWriting);
    place.replaceChildren(...(old.length ? [heading(), ...(await Promise.all(old.map(entry => row(db, entry))))] : []));
    place.hidden = old.length === 0;
  } catch {
    place.hidden = true; // a browser that keeps nothing has nothing to show
  }
}

function heading(): HTMLElement {
  const element = document.createElement("p");
  element.textContent = word("unsent-here");
  return element;
}

async function row(db: IDBDatabase, entry: Entry): Promise<HTMLElement> {
  const key = [entry.person, entry.document, entry.tab];
  const kept = await asked<Kept | undefined>(db.transaction("texts").objectStore("texts").get(key));
  const text =
    kept?.version === entry.version ? entry.updates.reduce((base, { changes }) => applied(base, changes), kept.base) : inserted(entry);
  const element = document.createElement("p"),
    open = document.createElement("a"),
    at = document.createElement("span");
  element.className = "form-actions";
  open.href = `/reports/${entry.document.split("/").map(encodeURIComponent).join("/")}`;
  open.textContent = entry.document;
  at.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang || undefined);
  const away = button(word("leftover-discard"), () => {
    if (!confirm(word("leftover-discard-sure"))) return;
    const tx = db.transaction(["entries", "texts"], "readwrite"),
      now = tx.objectStore("entries").get(key) as IDBRequest<Entry | undefined>;
    now.onsuccess = () => {
      // a page may have written since: only what has been shown goes away
      if (now.result?.at === entry.at) for (const store of ["entries", "texts"]) tx.objectStore(store).delete(key);
    };
    tx.oncomplete = () => void showUnsent();
  });
  element.append(
    open,
    at,
    button(word("download"), () => download(`${entry.document.slice(entry.document.lastIndexOf("/") + 1)}.md`, text)),
    away,
  );
  return element;
}

/** The text after a change as CodeMirror writes it: numbers keep, `[deleted, line, line …]` replaces. */
export function applied(base: string, changes: Entry["updates"][number]["changes"]): string {
  let at = 0,
    result = "";
  for (const part of changes) {
    const [removed, ...lines] = typeof part === "number" ? [part] : part;
    if (typeof part === "number") result += base.slice(at, at + part);
    else result += lines.join("\n");
    at += removed;
  }
  return result;
}

const inserted = (entry: Entry): string =>
  entry.updates
    .flatMap(({ changes }) => changes.flatMap(part => (typeof part === "number" || part.length === 1 ? [] : [part.slice(1).join("\n")])))
    .join("\n");

function button(label: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small";
  element.textContent = label;
  element.onclick = pressed;
  return element;
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Only what the editor's page has made: this page makes no database. */
function opened(): Promise<IDBDatabase | null> {
  const request = indexedDB.open("authoring-unsent", 1);
  let isNew = false;
  request.onupgradeneeded = () => {
    isNew = true;
    request.transaction?.abort();
  };
  return asked(request).catch((error: unknown) => {
    if (isNew) return null;
    throw error;
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
