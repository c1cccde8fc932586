// Pipe tables as text: rows, cells, and the edges between them. Positions in a line are relative to its start.
import type { EditorState, Line } from "@codemirror/state";

/** What stands in a cell, without the white space around it; `start` and `end` are the edges at its pipes. */
export interface Cell {
  from: number;
  to: number;
  start: number;
  end: number;
}

export interface Table {
  first: number;
  last: number;
  lines: Line[];
}

const rule = /^[\s>]*[|｜]?\s*[:：]?[-－—–─]+[:：]?\s*(?:[|｜]\s*[:：]?[-－—–─]+[:：]?\s*)*[|｜]?\s*$/;
const bars = /[|｜]/;

export const isRule = (text: string): boolean => bars.test(text) && rule.test(text);

/** What stands between the cells of a row: a full-width bar only where there is no other. */
export const barOf = (text: string): "|" | "｜" => (!/(?:^|[^\\])\|/.test(text) && text.includes("｜") ? "｜" : "|");

export function cellsOf(text: string): Cell[] {
  const pipes: number[] = [],
    bar = barOf(text);
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === bar) pipes.push(at);
  }
  const opens = text.trimStart()[0] === bar;
  const closes = pipes.length > (opens ? 1 : 0) && text.slice(pipes[pipes.length - 1]! + 1).trim() === "";
  const edges = [...(opens ? [] : [-1]), ...pipes, ...(closes ? [] : [text.length])];
  return edges.slice(0, -1).map((edge, i) => {
    const start = edge + 1,
      end = edges[i + 1]!,
      inner = text.slice(start, end),
      left = inner.length - inner.trimStart().length;
    const empty = inner.trim() === "";
    const from = empty ? Math.min(end, start + 1) : start + left;
    return { start, end, from, to: empty ? from : start + inner.trimEnd().length };
  });
}

/** The table that a position lies in: lines with pipes, the second of which is the rule below the head. */
export function tableAt(state: EditorState, position: number): Table | null {
  const { doc } = state;
  const line = doc.lineAt(position);
  if (!bars.test(line.text)) return null;
  let first = line.number,
    last = line.number;
  while (first > 1 && bars.test(doc.line(first - 1).text)) first--;
  while (last < doc.lines && bars.test(doc.line(last + 1).text)) last++;
  if (last === first || !isRule(doc.line(first + 1).text)) return null;
  return { first, last, lines: Array.from({ length: last - first + 1 }, (_, i) => doc.line(first + i)) };
}

export const emptyRow = (columns: number, bar = "|"): string => bar + `  ${bar}`.repeat(columns);
export const ruleRow = (columns: number): string => `|${" --- |".repeat(columns)}`;
