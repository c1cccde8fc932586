// Formatted text that is pasted comes with its formats: read by a script that is fetched when it is needed first. Whatever goes wrong,
// the plain text is pasted as ever.
import { type EditorState, Prec, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { asBlock, isInCell, pasted } from "../editor/paste/plain";
import { pathOf } from "../figures/insert";
import { figureLine, freeId, idsIn } from "../figures/markdown";
import { upload } from "../figures/upload";
import { word } from "../kernel/words";
import { pastedMenu, setPasted } from "./menu";
import type { Converted } from "./main";
import type { Picture } from "./structure";

type Script = typeof import("./main");

/** Of formats, not of plain paragraphs, which need no more than their words. */
const isFormatted = /<(?:table|h[1-6]|ul|ol|b|strong|i|em|img|sup)\b|mso-list|mso-outline|mso-footnote|font-weight|<a\s[^>]*href/i;
const mostCharacters = 30_000_000;
const longestId = 60;

interface Copied {
  html: string;
  plain: string;
  rtf: string;
}

export const pasteFormatted = (page: HTMLElement): Extension => [
  pastedMenu,
  Prec.highest(
    EditorView.domEventHandlers({
      paste(event, view) {
        const copied = copiedIn(event.clipboardData);
        if (!copied || view.state.readOnly || isInCell(view.state, view.state.selection.main.from)) return false;
        event.preventDefault();
        void take(view, page, copied);
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

async function take(view: EditorView, page: HTMLElement, copied: Copied): Promise<void> {
  let text: string | null = null,
    said: readonly string[] = [];
  try {
    const script = (await import(new URL("./pasting.js", import.meta.url).href)) as Script;
    const found = script.convert(copied.html, copied.plain, notesIn(view.state));
    if (found) {
      const [lines, missing] = await pictureLines(view, page, found, script.picturesIn(copied.rtf));
      text = found.markdown.replace(/\ue004(\d+)\ue005/g, (_, at: string) => lines[Number(at)]!);
      said = sentences(found, missing);
    }
  } catch (error) {
    console.warn("pasted without its formats:", error);
  }
  insert(view, copied.plain, text, said);
}

const notesIn = (state: EditorState): ReadonlySet<string> =>
  new Set([...state.doc.toString().matchAll(/\[\^([^\]\s]{1,60})\]/g)].map(found => found[1]!));

function insert(view: EditorView, copied: string, text: string | null, said: readonly string[]): void {
  if (view.state.readOnly) return;
  const { state } = view,
    { from, to } = state.selection.main;
  const plain = pasted(copied.replace(/\r\n?/g, "\n").trim(), state, true);
  const isInline = text !== null && !/\n/.test(text) && !/^(?:#{1,6} |- |\d+\. |\||!\[)/.test(text);
  const words = text === null ? plain : isInline ? text : asBlock(text, state);
  view.dispatch({
    changes: { from, to, insert: words },
    selection: { anchor: from + words.length },
    effects: text === null || text === plain ? [] : setPasted.of({ from, to: from + words.length, plain, said }),
    userEvent: "input.paste",
    scrollIntoView: true,
  });
  view.dispatch({ effects: EditorView.announce.of([word("paste-done"), ...said].join(" ")) });
}

function sentences({ said }: Converted, missing: number): string[] {
  const found: string[] = [];
  if (missing > 0) found.push(word("paste-pictures-missing", { count: missing }));
  if (said.has("merged")) found.push(word("paste-merged"));
  if (said.has("picture-in-table")) found.push(word("paste-picture-in-table"));
  if (said.has("comments")) found.push(word("paste-comments"));
  return found;
}

/** Each picture's line, in order; where it did not come along, a visible gap with its caption. */
async function pictureLines(
  view: EditorView,
  page: HTMLElement,
  { pictures }: Converted,
  blobs: readonly Blob[],
): Promise<[lines: string[], missing: number]> {
  const taken = new Set(idsIn(view.state.doc.toString()));
  const lines: string[] = [];
  let missing = 0;
  for (const [at, picture] of pictures.entries()) {
    const content = await contentOf(picture, blobs.length === pictures.length ? blobs[at] : undefined);
    const line = content && (await uploaded(page, picture, content, taken));
    if (!line) missing++;
    lines.push(line ?? `${picture.caption ? `${picture.caption}：` : ""}${word("paste-picture-missing")}`);
  }
  return [lines, missing];
}

async function contentOf({ source }: Picture, fromRtf: Blob | undefined): Promise<Blob | null> {
  if (!/^data:image\/(?:png|jpe?g|webp);base64,/i.test(source)) return fromRtf ?? null;
  const bytes = atob(source.slice(source.indexOf(",") + 1));
  return new Blob([Uint8Array.from(bytes, sign => sign.charCodeAt(0))]);
}

async function uploaded(page: HTMLElement, { caption, alternative }: Picture, content: Blob, taken: Set<string>): Promise<string | null> {
  const [slug, document] = [page.dataset.slug ?? "", page.dataset.document ?? ""];
  try {
    const { path } = await upload(
      slug,
      document.slice(slug.length + 1),
      word("figure-pasted"),
      content,
      () => {},
      new AbortController().signal,
    );
    const id = freeId(path, taken).slice(0, longestId);
    taken.add(`fig:${id}`);
    return figureLine(pathOf(page), { path, caption, alternative, id });
  } catch (error) {
    console.warn("a pasted picture was not taken:", error);
    return null;
  }
}
