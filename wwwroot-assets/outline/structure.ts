// What of a text is numbered: headings, figures, tables, places of case cards, with their places. Read line by line, not from the syntax
// tree, which for a long text is complete only some time after it was opened. Code, and a card's front matter, hold none.
import type { Text } from "@codemirror/state";
import {
  attributesOf,
  captionOf,
  caseOf,
  fences,
  figureOf,
  frontMatterEnd,
  headingOf,
  isBlank,
  isRule,
  trimmed,
} from "../editor/reading/lines";

export type Kind = "heading" | "figure" | "table" | "case";

/** `idAt`: where `{#id}` goes that is missing, or null where there is one. */
export interface Item {
  kind: Kind;
  level: number;
  title: string;
  id: string | null;
  line: number;
  from: number;
  idAt: number | null;
}

const named = /[#＃]([A-Za-z0-9_.:：-]+)/;
const prefixes: Record<Kind, string> = { heading: "sec", figure: "fig", table: "tbl", case: "case" };

export const prefixOf = (kind: Kind): string => prefixes[kind];

export function itemsOf(doc: Text): Item[] {
  const items: Item[] = [],
    follow = fences(),
    front = frontMatterEnd(doc);
  let from = 0,
    number = 0,
    pictures: Item[] = [],
    isProse = false; // of the paragraph so far
  const paragraphEnds = () => {
    if (!isProse) items.push(...pictures);
    pictures = [];
    isProse = false;
  };
  for (const text of doc.iterLines()) {
    if (++number > front) {
      const item = follow(text) === null ? itemIn(text, number, from) : null;
      if (item?.kind === "figure") pictures.push(item);
      else if (item || endsParagraph(text)) {
        paragraphEnds();
        if (item) items.push(item);
      } else isProse = true;
    }
    from += text.length + 1;
  }
  paragraphEnds();
  return items.filter(({ kind, title }) => kind !== "figure" || title !== "");
}

/** Lines that belong to no paragraph, so that a picture below one may be alone in its own. */
const endsParagraph = (text: string): boolean => isBlank(text) || isRule(text) || /^\s*(?:[|｜]|[-*+] |\d{1,9}[.)] |`{3}|~{3})/.test(text);

function itemIn(text: string, line: number, from: number): Item | null {
  const first = trimmed(text.slice(0, 200))[0] ?? "";
  if (!"#＃!！:：".includes(first)) return null;
  const found = headingOf(text);
  if (found) return withAttributes("heading", found.level, text.slice(found.length, found.end), text, line, from);
  const picture = figureOf(text);
  if (picture) {
    const idAt = picture.braces ? null : from + text.trimEnd().length;
    return { kind: "figure", level: 0, title: plain(picture.caption), id: idIn("fig", picture.braces), line, from, idAt };
  }
  const card = caseOf(text);
  if (card) return { kind: "case", level: 0, title: "", id: `case:${card}`, line, from, idAt: null };
  const words = captionOf(text);
  return words === null ? null : withAttributes("table", 0, words, text, line, from);
}

function withAttributes(kind: Kind, level: number, written: string, text: string, line: number, from: number): Item {
  const found = attributesOf(written),
    id = idIn(prefixOf(kind), found?.braces ?? null);
  const title = plain(found ? written.slice(0, found.at) : written);
  return { kind, level, title, id, line, from, idAt: found ? null : from + text.trimEnd().length };
}

function idIn(prefix: string, braces: string | null): string | null {
  const id = braces && named.exec(braces)?.[1]?.replace("：", ":");
  return !id ? null : id.includes(":") ? id : `${prefix}:${id}`;
}

/** A title as it is read, without its marks. */
const plain = (written: string): string =>
  trimmed(
    written
      .replace(/\[\^[^\]]*\]/g, "")
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/\\([!-/:-@[-`{-~])/g, "$1")
      .replace(/(\*\*|＊＊|\*|__|`|~~)(.+?)\1/g, "$2"),
  );
