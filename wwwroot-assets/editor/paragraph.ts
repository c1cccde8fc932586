// A line that stands alone in its paragraph, put where the caret is: into an empty line, else below what the caret stands in.
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";
import { captionOf, isBlank } from "./reading/lines";

export interface Place {
  from: number;
  to: number;
  before: string;
  after: string;
}

const fence = /^ {0,3}(`{3,}|~{3,})/;

/** Below a card's front matter, out of a block of code, and never between a table and its caption. */
export function placeAt({ doc }: EditorState, position: number): Place {
  const text = (number: number) => (number >= 1 && number <= doc.lines ? doc.line(number).text : "");
  const isText = (number: number) => !isBlank(text(number));
  let number = doc.lineAt(position).number;
  const start = number;
  number = Math.max(number, endOfFrontMatter(text, doc.lines));
  number = endOfCode(text, number, doc.lines);
  if (number === start && !isText(number)) {
    const line = doc.line(number);
    return {
      from: line.from,
      to: line.to,
      before: isText(number - 1) ? "\n" : "",
      after: isText(number + 1) ? "\n" : number === doc.lines ? "\n" : "",
    };
  }
  while (isText(number + 1)) number++;
  if (/^ {0,3}[|｜]/.test(text(number)) && !isText(number + 1) && captionOf(text(number + 2)) !== null) {
    number += 2;
    while (isText(number + 1)) number++;
  }
  const { to } = doc.line(number);
  return { from: to, to, before: "\n\n", after: number === doc.lines ? "\n" : isText(number + 1) ? "\n" : "" };
}

function endOfFrontMatter(text: (number: number) => string, lines: number): number {
  if (text(1).trimEnd() !== "---") return 0;
  for (let number = 2; number <= lines; number++) if (/^(---|\.\.\.)\s*$/.test(text(number))) return number;
  return 0;
}

function endOfCode(text: (number: number) => string, number: number, lines: number): number {
  let open = "";
  for (let line = 1; line <= lines; line++) {
    const mark = fence.exec(text(line))?.[1] ?? "";
    if (!open && line > number) return number;
    if (mark && !open) open = mark;
    else if (open && mark.startsWith(open) && text(line).trim() === mark) {
      open = "";
      if (line >= number) return line;
    }
  }
  return open ? lines : number;
}

/** Each of the lines alone in its paragraph, one step for undo; the caret stands behind them. */
export function insertParagraphs(view: EditorView, paragraphs: readonly string[]): void {
  const { from, to, before, after } = placeAt(view.state, view.state.selection.main.head);
  const insert = before + paragraphs.join("\n\n");
  view.dispatch({
    changes: { from, to, insert: insert + after },
    selection: { anchor: from + insert.length },
    userEvent: "input.insert",
    scrollIntoView: true,
  });
  giveFocus(view);
}
