import type { Name } from "./front-matter";

const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What a field may hold: no marks that turn the writing direction, no control characters, line ends in the summary alone. */
export const tidy = (name: Name, text: string): string =>
  name === "summary"
    ? text
        .replace(/\r\n?/g, "\n")
        .split("\n")
        .map(line => line.replace(unseen, ""))
        .join("\n")
    : text.replace(unseen, "");
