// A footnote: its sign where the caret is, its text at the end. From a footnote's text the same command leads back to its sign.
import type { EditorState, StateCommand } from "@codemirror/state";

const sign = /\[\^(\d{1,6})\]/g;
const definition = /^\[\^([^\]\s]+)\]:/;

export const insertFootnote: StateCommand = ({ state, dispatch }) => {
  const back = placeOfSign(state);
  if (back !== null) {
    dispatch(state.update({ selection: { anchor: back }, scrollIntoView: true, userEvent: "select" }));
    return true;
  }
  if (state.readOnly) return false;
  const at = state.selection.main.to,
    { doc } = state;
  let end = doc.lines;
  while (end > 1 && doc.line(end).text.trim() === "") end--;
  const label = `[^${nextNumber(state)}]`,
    last = doc.line(end),
    text = `${label}: `;
  // In the empty last lines of a text the sign itself is the last text.
  const bottom = Math.max(last.to, at),
    gap = definition.test(last.text) && at <= last.to ? "\n" : "\n\n";
  const changes = state.changes([
    { from: at, insert: label },
    { from: bottom, insert: gap + text + (bottom === doc.length ? "\n" : "") },
  ]);
  dispatch(
    state.update({
      changes,
      selection: { anchor: bottom + label.length + gap.length + text.length },
      userEvent: "input.footnote",
      scrollIntoView: true,
    }),
  );
  return true;
};

function nextNumber({ doc }: EditorState): number {
  let highest = 0;
  for (const line of doc.iterLines())
    if (line.includes("[^")) for (const [, number] of line.matchAll(sign)) highest = Math.max(highest, Number(number));
  return highest + 1;
}

/** Behind the sign whose text the caret stands in. */
function placeOfSign({ doc, selection }: EditorState): number | null {
  const line = doc.lineAt(selection.main.head),
    label = definition.exec(line.text)?.[1];
  if (label === undefined) return null;
  const written = `[^${label}]`;
  for (let number = 1; number <= doc.lines; number++) {
    const { text, from } = doc.line(number);
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1))
      if (text[at + written.length] !== ":" || at > 0) return from + at + written.length;
  }
  return null;
}
