// What the toolbar offers, in its order, and the keys that do the same.
import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import type { EditorState, StateCommand } from "@codemirror/state";
import { type Command, EditorView, type KeyBinding } from "@codemirror/view";
import { type Word, word } from "../../kernel/words";
import { insertFootnote } from "./footnotes";
import { levels, setHeading, toggleHeading } from "./headings";
import type { Icon } from "./icons";
import { isList, toggleList } from "./lists";
import { bold, isMarked, italic, toggleMark } from "./marks";
import { addColumn, addRow, canRemoveColumn, canRemoveRow, goToCell, isInTable, removeColumn, removeRow } from "./tables";

/** Each has a picture and a sentence. */
export type ToolName = { [Name in Icon]: `tool-${Name}` extends Word ? Name : never }[Icon];

export interface Tool {
  name: ToolName;
  /** As CodeMirror writes it: `Mod-b`. */
  keys?: string;
  run: Command;
  isOn?(state: EditorState): boolean;
  /** Not able: disabled, with `reason` (a key of words) in its tooltip. */
  isAble?(state: EditorState): boolean;
  reason?: Word;
  /** Does not change the text, so readers have it, too. */
  forReaders?: boolean;
  /** Opens something that takes the focus. */
  opens?: boolean;
}

/** A sign at the beginning of a row would end the table. */
const outsideTables =
  (run: StateCommand): Command =>
  view => {
    if (!isInTable(view.state)) return run(view);
    view.dispatch({ effects: EditorView.announce.of(word("not-in-table")) });
    return true;
  };
const outside = { isAble: (state: EditorState) => !isInTable(state), reason: "not-in-table" as const };

export const marks: readonly Tool[] = [
  { name: "bold", keys: "Mod-b", run: toggleMark(bold), isOn: state => isMarked(state, bold) },
  { name: "italic", keys: "Mod-i", run: toggleMark(italic), isOn: state => isMarked(state, italic) },
  { name: "bullets", keys: "Mod-Shift-8", run: outsideTables(toggleList("bullets")), isOn: state => isList(state, "bullets"), ...outside },
  { name: "numbers", keys: "Mod-Shift-7", run: outsideTables(toggleList("numbers")), isOn: state => isList(state, "numbers"), ...outside },
];

export const footnote: Tool = { name: "footnote", keys: "Mod-Alt-f", run: insertFootnote };

/** What stands in a paragraph of its own. The letters are free in the word processors and on the desktops that offices here have. */
export const blockKeys = { table: "Mod-Alt-b", figure: "Mod-Alt-p", case: "Mod-Alt-c" } as const;
export type Block = keyof typeof blockKeys;

/** Free in the word processors, chats and desktops that offices here have. */
export const authorsKey = "Mod-Alt-g";

/** As in Word. */
export const commentKey = "Mod-Alt-m";

export const steps: readonly Tool[] = [
  { name: "find", keys: "Mod-f", run: openSearchPanel, forReaders: true, opens: true },
  { name: "undo", keys: "Mod-z", run: undo, isAble: state => undoDepth(state) > 0, reason: "nothing-to-undo" },
  { name: "redo", keys: "Mod-y", run: redo, isAble: state => redoDepth(state) > 0, reason: "nothing-to-redo" },
];

/** Shown while the caret is in a table. */
export const tableTools: readonly Tool[] = [
  { name: "row-add", run: addRow },
  { name: "row-remove", run: removeRow, isAble: canRemoveRow, reason: "table-head-stays" },
  { name: "column-add", run: addColumn },
  { name: "column-remove", run: removeColumn, isAble: canRemoveColumn, reason: "table-column-stays" },
];

const leaving = 2_000; // milliseconds after Escape in which Tab leaves the text

const keyed = [...marks, footnote].map(({ keys, run }) => ({ key: keys!, run, preventDefault: true }));

/** Tab and Shift-Tab belong to a table only while the caret is in one; after Escape, Tab leaves it. */
export const toolKeys: readonly KeyBinding[] = [
  ...keyed,
  ...levels.map(level => ({ key: `Mod-Alt-${level}`, run: outsideTables(toggleHeading(level)), preventDefault: true })),
  { key: "Mod-Alt-0", run: outsideTables(setHeading(0)), preventDefault: true },
  { key: "Tab", run: goToCell(1), shift: goToCell(-1) },
  {
    key: "Escape",
    run: view => {
      if (isInTable(view.state)) view.setTabFocusMode(leaving);
      return false;
    },
  },
];

export { isInTable };
