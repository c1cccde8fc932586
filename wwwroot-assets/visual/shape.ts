// What of one line is shown in the visual mode, and what is hidden: signs at its beginning, braces and addresses at its end. Positions are
// UTF-16 code units from the line's start.
import { attributesOf, captionOf, caseOf, figureOf, headingOf, trimmed } from "../editor/reading/lines";

export type LineKind = "heading" | "figure" | "caption" | "case" | "quote" | "footnote" | "text";

/** The words lie in [from, to); before and behind them nothing is shown. `level` is a heading's, `id` a card's or a footnote's. */
export interface Shape {
  readonly kind: LineKind;
  readonly from: number;
  readonly to: number;
  readonly level: number;
  readonly id: string;
}

const quote = /^(?: {0,3}> ?)+/;
const footnote = /^\[\^([^\]\s]+)\]:[ \t]*/;
const mostKnown = 4_000; // lines
const known = new Map<string, Shape>();

/** The same line is asked for with each key that is pressed anywhere. */
export function shapeOf(text: string): Shape {
  const before = known.get(text);
  if (before) return before;
  if (known.size >= mostKnown) known.clear();
  const shape = read(text);
  known.set(text, shape);
  return shape;
}

function read(text: string): Shape {
  const first = trimmed(text.slice(0, 200))[0] ?? "";
  if (!"#＃!！:：>[表Tt".includes(first) || first === "") return shape("text", 0, text.length);
  return heading(text) ?? figure(text) ?? card(text) ?? caption(text) ?? quotation(text) ?? note(text) ?? shape("text", 0, text.length);
}

const shape = (kind: LineKind, from: number, to: number, level = 0, id = ""): Shape => ({ kind, from, to: Math.max(from, to), level, id });

function heading(text: string): Shape | null {
  const found = headingOf(text);
  if (!found) return null;
  const words = text.slice(found.length, found.end);
  return shape("heading", found.length, found.length + (attributesOf(words)?.at ?? words.length), found.level);
}

function figure(text: string): Shape | null {
  const found = figureOf(text);
  if (!found) return null;
  const from = text.search(/[[［]/) + 1;
  return shape("figure", from, from + found.caption.length);
}

function card(text: string): Shape | null {
  const id = caseOf(text);
  return id === null ? null : shape("case", 0, text.length, 0, id);
}

function caption(text: string): Shape | null {
  const words = captionOf(text);
  if (words === null) return null;
  const from = text.length - words.length;
  return shape("caption", from, from + (attributesOf(words)?.at ?? words.trimEnd().length));
}

function quotation(text: string): Shape | null {
  const found = quote.exec(text);
  return found && shape("quote", found[0].length, text.length);
}

function note(text: string): Shape | null {
  const found = footnote.exec(text);
  return found && shape("footnote", found[0].length, text.length, 0, found[1]);
}
