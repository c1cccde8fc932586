// Formatted text that is pasted comes with its formats. The script that reads it is fetched when it is needed first: until it is there
// the plain text stands in its place, and stays if the line is cut or somebody has gone on writing in it. Pictures come the same way: a
// gap that is said, then the picture.
import { type EditorState, Prec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { asBlock, isInCell, pasted } from "../editor/paste/plain";
import { word } from "../kernel/words";
import { pastedMenu, setPasted } from "./menu";
import type { Converted } from "./main";
import { places, remember } from "./places";

type Script = typeof import("./main");

/** Of formats, not of plain paragraphs, which need no more than their words. */
const isFormatted = /<(?:table|h[1-6]|ul|ol|b|strong|i|em|img|sup)\b|mso-list|mso-outline|mso-footnote|font-weight|<a\s[^>]*href/i;
const isBlock = /\n|^(?:#{1,6} |- |\d+\. |\||!\[|\ufdd4)/;
const mostCharacters = 30_000_000;

interface Copied {
  html: string;
  plain: string;
  rtf: string;
}

export const pasteFormatted = (page: HTMLElement): Extension => [
  pastedMenu,
  places,
  Prec.highest(
    EditorView.domEventHandlers({
      paste(event, view) {
        const copied = copiedIn(event.clipboardData);
        if (!copied || view.state.readOnly || isInCell(view.state, view.state.selection.main.from)) return false;
        event.preventDefault();
        paste(view, page, copied);
        return true;
      },
    }),
  ),
];

/** An editor of code formats what is plain; a picture alone is for the form of figures. */
function copiedIn(data: DataTransfer | null): Copied | null {
  if (!data || data.types.includes("vscode-editor-data")) return null;
  const [html, plain] = [data.getData("text/html"), data.getData("text/plain")];
  const isTaken = plain.trim() !== "" && html.length < mostCharacters && isFormatted.test(html);
  return isTaken ? { html, plain, rtf: data.getData("text/rtf") } : null;
}

let script: Script | null = null;

async function fetched(): Promise<Script> {
  script ??= (await import(new URL("./pasting.js", import.meta.url).href)) as Script;
  return script;
}

function paste(view: EditorView, page: HTMLElement, copied: Copied): void {
  const { from, to } = view.state.selection.main,
    plain = pasted(copied.plain.replace(/\r\n?/g, "\n").trim(), view.state, true);
  if (script) {
    if (!format(view, page, script, copied, plain, from, to)) replace(view, from, to, plain);
    return;
  }
  replace(view, from, to, plain);
  const find = remember(view, from, plain);
  fetched()
    .then(found => {
      const place = find();
      if (place) format(view, page, found, copied, plain, place.from, place.to);
    })
    .catch(error => console.warn("pasted without its formats:", error));
}

function replace(view: EditorView, from: number, to: number, insert: string, userEvent = "input.paste"): void {
  const isAtCaret = view.state.selection.main.from >= from && view.state.selection.main.to <= to;
  view.dispatch({
    changes: { from, to, insert },
    selection: isAtCaret ? { anchor: from + insert.length } : undefined,
    userEvent,
    scrollIntoView: isAtCaret,
  });
}

/** False: nothing was put in, for a word would be missing. */
function format(view: EditorView, page: HTMLElement, by: Script, copied: Copied, plain: string, from: number, to: number): boolean {
  const found = converted(by, copied, view.state);
  if (!found) return false;
  const contents = by.contentsOf(found.pictures, copied.rtf);
  const markdown = isBlock.test(found.markdown) ? asBlock(found.markdown, view.state, { from, to }) : found.markdown;
  const [text, gaps] = by.withGaps({ ...found, markdown }, by.gapOf);
  replace(view, from, to, text);
  const said = by.sentences(found, contents.filter(content => content === null).length);
  view.dispatch({
    effects: [setPasted.of({ from, to: from + text.length, plain, said }), EditorView.announce.of([word("paste-done"), ...said].join(" "))],
  });
  const waiting = gaps.map(({ at, sentence, picture }) => ({
    find: remember(view, from + at, sentence),
    content: contents[picture]!,
    picture: found.pictures[picture]!,
  }));
  void fill(waiting, by, view, page);
  return true;
}

function converted(by: Script, { html, plain }: Copied, state: EditorState): Converted | null {
  try {
    return by.convert(html, plain, by.notesIn(state.doc.toString()));
  } catch (error) {
    console.warn("pasted without its formats:", error);
    return null;
  }
}

type Waiting = { find: ReturnType<typeof remember>; content: Blob | null; picture: Converted["pictures"][number] };

/** One after another: each takes the place of its gap, if that is still there. */
async function fill(waiting: readonly Waiting[], by: Script, view: EditorView, page: HTMLElement): Promise<void> {
  for (const { find, content, picture } of waiting) {
    const line = content && (await by.uploaded(page, picture, content, view.state.doc.toString()));
    const place = find();
    if (line && place) replace(view, place.from, place.to, line, "input.paste.picture");
  }
}
