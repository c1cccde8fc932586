let made = 0;
let page: string | null = null;

/** An update's id: nobody can guess how it begins, and those of one page differ in their number only, so that a log of them packs well. */
export const newUpdateId = (): string => `${(page ??= newId())}.${made++}`;

/** 128 random bits. `crypto.randomUUID` would need a secure context, which an office's http://10.… is not. */
export function newId(): string {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, "0");
  return id;
}
