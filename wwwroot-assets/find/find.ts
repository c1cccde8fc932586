// What the editor has of finding: the panel, matches in the text as it is read, and the key that selects all alike.
import { search } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import type { KeyBinding } from "@codemirror/view";
import { searchPanel } from "./panel";
import { findAsRead, selectAllAlike } from "./query";

export const find: Extension = [search({ top: true, createPanel: searchPanel }), findAsRead];

export const findKeys: readonly KeyBinding[] = [{ key: "Mod-Shift-l", run: selectAllAlike }];
