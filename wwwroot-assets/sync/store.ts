// What IndexedDB holds for a person: edits that were not acknowledged, one entry per document and tab, and beside it the text that they
// belong to. Browsers hold entries of this shape: its names stay.
import type { UpdateJSON } from "./update-json";

export interface Key {
  person: string;
  document: string;
  tab: string;
}
export interface Entry extends Key {
  version: number;
  updates: UpdateJSON[];
  at: number;
  isCopy?: boolean;
}
export interface Kept extends Key {
  version: number;
  base: string;
}
export type Work = (entries: IDBObjectStore, texts: IDBObjectStore) => void;

/** A tab that was taken for gone may have written since: what nobody has seen is neither overwritten nor put away. */
export function unlessNewer(entries: IDBObjectStore, seen: Entry, act: () => void): void {
  const now = entries.get(keyOf(seen)) as IDBRequest<Entry | undefined>;
  now.onsuccess = () => {
    if ((now.result?.at ?? seen.at) === seen.at) act();
  };
}

export const keyOf = ({ person, document, tab }: Key): string[] => [person, document, tab];

export function database(): Promise<IDBDatabase> {
  const request = indexedDB.open("authoring-unsent", 1);
  request.onupgradeneeded = () => {
    for (const store of ["entries", "texts"]) request.result.createObjectStore(store, { keyPath: ["person", "document", "tab"] });
  };
  return asked(request);
}

export function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
