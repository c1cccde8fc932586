// The CodeMirror view: which extensions, which keys.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, highlightSpecialChars, type KeyBinding, keymap } from "@codemirror/view";
import { remoteCursors } from "./presence/cursors";
import { cleanInput } from "./clean";
import { entering } from "./enter/enter";
import { holdWhileComposing } from "./ime";
import { reportMarkdown } from "./markdown";
import type { Opened } from "../sync/protocol";
import { isOwnEdit, unconfirmedEdits } from "../sync/unconfirmed";
import { type Marks, marksFromJSON } from "../tracking/marks";
import { setMode } from "../tracking/mode";
import { outdent } from "./toolbar/lists";
import { phrases, word } from "../kernel/words";

export interface Writer {
  clientID: string;
  person: string;
  mayWrite: boolean;
  /** See unconfirmed.ts. */
  canBeTakenOver: boolean;
  edited(): void;
  hold(): void;
  release(): void;
  /** Of what is to be done to the text, all that may be done now. */
  admitted(transactions: readonly Transaction[], view: EditorView): readonly Transaction[];
  /** The caret or selection was set, not merely moved along by an edit. */
  pointed(): void;
}

/** What works on the text without being part of the editor. */
export interface Features {
  /** Makes suggestions of what is typed. */
  suggesting: Extension;
  find: Extension;
  findKeys: readonly KeyBinding[];
  /** What stands around the text. */
  around: Extension;
}

export function createView(parent: HTMLElement, { text, version, marks }: Opened, writer: Writer, features: Features): EditorView {
  parent.textContent = "";
  return new EditorView({
    parent,
    dispatchTransactions: (transactions, view) => view.update(writer.admitted(transactions, view)),
    state: EditorState.create({
      doc: text,
      extensions: [sharedText(writer, version, marksFromJSON(marks), features), features.around, comfort(writer.mayWrite, features)],
    }),
  });
}

/** What makes it one text that several people write. */
const sharedText = (writer: Writer, version: number, marks: Marks, { suggesting }: Features): Extension => [
  unconfirmedEdits(writer.clientID, version, writer.person, marks, writer.canBeTakenOver),
  cleanInput,
  suggesting,
  history(), // others' edits are not in it: undo is one's own
  remoteCursors,
  holdWhileComposing(writer),
  EditorView.updateListener.of(({ transactions }) => {
    if (transactions.some(isOwnEdit)) writer.edited();
    else if (transactions.some(tr => tr.selection !== undefined)) writer.pointed();
  }),
];

const comfort = (mayWrite: boolean, { find, findKeys }: Features): Extension => [
  reportMarkdown,
  EditorView.lineWrapping,
  drawSelection(),
  dropCursor(),
  highlightSpecialChars(),
  find,
  highlightSelectionMatches(),
  access.of(accessOf(mayWrite)),
  EditorState.phrases.of(phrases()),
  EditorView.contentAttributes.of({
    id: "content", // the skip link of every page leads to it
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
    ...findKeys,
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
