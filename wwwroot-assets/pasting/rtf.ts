// Word gives a browser the pictures of a copy in its rich text alone, in hexadecimal, in the order of the words' picture elements.

import type { Picture } from "./structure";

const most = 60; // pictures of one copy

/** PNG and JPEG pictures in their order. What Word repeats for older programs (a metafile) is of another kind. */
export function picturesIn(rtf: string): Blob[] {
  const pictures: Blob[] = [];
  const sign = /\\(png|jpeg)blip\b/g;
  for (let found = sign.exec(rtf); found && pictures.length < most; found = sign.exec(rtf)) {
    const end = endOfGroup(rtf, sign.lastIndex);
    const bytes = bytesOf(rtf.slice(sign.lastIndex, end));
    if (bytes) pictures.push(new Blob([bytes], { type: `image/${found[1]}` }));
    sign.lastIndex = end;
  }
  return pictures;
}

function endOfGroup(rtf: string, from: number): number {
  let depth = 0;
  for (let at = from; at < rtf.length; at++) {
    if (rtf[at] === "{") depth++;
    else if (rtf[at] === "}" && depth-- === 0) return at;
  }
  return rtf.length;
}

/** Behind the group's own groups and words stands nothing but digits. */
function bytesOf(group: string): Uint8Array<ArrayBuffer> | null {
  const last = Math.max(group.lastIndexOf("}"), lastWordEnd(group));
  const digits = group.slice(last + 1).replace(/\s+/g, "");
  if (digits.length < 16 || digits.length % 2 > 0 || /[^0-9a-f]/i.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

function lastWordEnd(group: string): number {
  const at = group.lastIndexOf("\\");
  if (at < 0) return -1;
  return at + /^\\[a-z]+-?\d*/.exec(group.slice(at))![0].length - 1;
}

/** Of each picture what came along: in its own address, or in the rich text if that has as many. */
export function contentsOf(pictures: readonly Picture[], rtf: string): (Blob | null)[] {
  const blobs = picturesIn(rtf);
  return pictures.map((picture, at) => ownContent(picture) ?? (blobs.length === pictures.length ? blobs[at]! : null));
}

function ownContent({ source }: Picture): Blob | null {
  if (!/^data:image\/(?:png|jpe?g|webp);base64,/i.test(source)) return null;
  try {
    const bytes = atob(source.slice(source.indexOf(",") + 1));
    return new Blob([Uint8Array.from(bytes, sign => sign.charCodeAt(0))]);
  } catch {
    return null; // cut short by whoever copied it
  }
}
