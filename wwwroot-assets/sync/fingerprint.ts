// The name of a text by which page and server find out that they do not hold the same: Authoring.Text/Fingerprint.cs gives the same.
import { Text } from "@codemirror/state";
import type { Marks } from "../tracking/marks";
import type { Ranges } from "../tracking/ranges";

const prime = 16777619;

export const fingerprint = (text: Text, marks: Marks): string =>
  marks.length === 0 ? ofText(text) : `${ofText(text)}-${ofText(Text.of(written(marks)))}`;

const written = (marks: Marks): string[] => [
  ...marks.flatMap(({ id, by, at, insert, delete: gone }) => [id, by, at, ranges(insert), ranges(gone)]),
  "",
];
const ranges = (all: Ranges): string => all.map(([from, to]) => `${from}-${to}`).join();

/** Its length in UTF-16 code units, and two FNV-1a hashes of them. */
function ofText(text: Text): string {
  let one = 2166136261,
    other = 0x9747b28c;
  for (let piece = text.iter(); !piece.next().done; ) {
    const { value } = piece;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      one = Math.imul(one ^ unit, prime);
      other = Math.imul(other ^ unit, prime);
    }
  }
  return `${text.length}-${hex(one)}${hex(other)}`;
}

const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, "0");
