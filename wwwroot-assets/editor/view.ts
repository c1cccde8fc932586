// The CodeMirror view: which extensions, which keys.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, highlightSpecialChars, type KeyBinding, keymap } from "@codemirror/view";
import { remoteCarets } from "./presence/carets";
import { cleanInput } from "./clean";
import { entering } from "./enter/enter";
import { searchPanel } from "../find/panel";
import { findAsRead, selectAllAlike } from "../find/query";
import { holdWhileComposing } from "./ime";
import { reportMarkdown } from "./markdown";
import type { Opened } from "../sync/protocol";
import { isOwnEdit, unconfirmedEdits } from "../sync/unconfirmed";
import { type Marks, marksFromJSON } from "../tracking/marks";
import { setMode } from "../tracking/mode";
import { suggestedTyping } from "../suggestions/typing";
import { outdent } from "./toolbar/lists";
import { phrases, word } from "../kernel/words";

export interface Writer {
  clientID: string;
  person: string;
  mayWrite: boolean;
  /** See unconfirmed.ts. */
  overtakable: boolean;
  edited(): void;
  hold(): void;
  release(): void;
  /** Of what is to be done to the text, all that may be done now. */
  admitted(transactions: readonly Transaction[], view: EditorView): readonly Transaction[];
  /** The caret or selection was set, not merely moved along by an edit. */
  pointed(): void;
}

/** `more`: what stands around the text and works on it. */
export function createView(parent: HTMLElement, { text, version, marks }: Opened, writer: Writer, more: Extension = []): EditorView {
  parent.textContent = "";
  return new EditorView({
    parent,
    dispatchTransactions: (transactions, view) => view.update(writer.admitted(transactions, view)),
    state: EditorState.create({
      doc: text,
      extensions: [sharedText(writer, version, marksFromJSON(marks)), more, comfort(writer.mayWrite)],
    }),
  });
}

/** What makes it one text that several people write. */
const sharedText = (writer: Writer, version: number, marks: Marks): Extension => [
  unconfirmedEdits(writer.clientID, version, writer.person, marks, writer.overtakable),
  cleanInput,
  suggestedTyping,
  history(), // others' edits are not in it: undo is one's own
  remoteCarets,
  holdWhileComposing(writer),
  EditorView.updateListener.of(({ transactions }) => {
    if (transactions.some(isOwnEdit)) writer.edited();
    else if (transactions.some(tr => tr.selection !== undefined)) writer.pointed();
  }),
];

const comfort = (mayWrite: boolean): Extension => [
  reportMarkdown,
  EditorView.lineWrapping,
  drawSelection(),
  dropCursor(),
  highlightSpecialChars(),
  search({ top: true, createPanel: searchPanel }),
  findAsRead,
  highlightSelectionMatches(),
  access.of(accessOf(mayWrite)),
  EditorState.phrases.of(phrases()),
  EditorView.contentAttributes.of({
    "aria-label": word("text"),
    tabindex: "0",
    spellcheck: "false",
    autocorrect: "off",
    autocapitalize: "off",
    lang: "zh-CN",
  }),
  // Tab moves the focus on, as everywhere in a page, but in a table: nobody is trapped in the text. Lists are indented with Mod-] and
  // Mod-[.
  entering,
  keymap.of([
    { key: "Mod-Shift-l", run: selectAllAlike },
    { key: "Mod-[", run: outdent, preventDefault: true },
    ...searchKeymap,
    ...historyKeymap,
    ...defaultKeymap.filter(isWelcome),
  ]),
];

/** Not those that make new indents or HTML comments: both would be printed. */
function isWelcome({ key = "" }: KeyBinding): boolean {
  return !["Enter", "Mod-Enter", "Mod-[", "Mod-Alt-\\", "Mod-/", "Alt-A"].includes(key);
}

const access = new Compartment();
const accessOf = (mayWrite: boolean): Extension => [
  EditorState.readOnly.of(!mayWrite),
  EditorView.contentAttributes.of(mayWrite ? {} : { "aria-readonly": "true" }),
];

/** What somebody may do, as it is or has become while the text is open. `only`: suggest, and nothing else. */
export function permit(view: EditorView, mayWrite: boolean, only: boolean): void {
  view.dispatch({ effects: [access.reconfigure(accessOf(mayWrite)), setMode.of({ only, ...(!only && { on: false }) })] });
}
