// Brings together what stands in the text now and what the server numbered last: the items of this text with their numbers, and those of
// the others.
import type { EditorState, Text } from "@codemirror/state";
import type { Marks } from "../tracking/marks";
import { projecting } from "../tracking/suggesting";
import { unconfirmed } from "../sync/unconfirmed";
import { type Item, itemsOf, type Kind } from "./structure";

/** Something of the report that can be referred to. `file` is its path in the report folder. */
export interface Target {
  kind: Kind;
  number: string;
  title: string;
  id: string | null;
  file: string;
  line: number;
  /** The number as it stands at its own place: `1.` where a reference prints `1`. */
  printed?: string;
}

export class Numbers {
  private read: { doc: Text; shown: Marks; items: readonly Item[] } | null = null;
  private matched: { items: readonly Item[]; targets: ReadonlyMap<Item, Target> } | null = null;
  private all: readonly Target[] = [];
  private byId: ReadonlyMap<string, Target> = new Map();
  private path = "";

  know(targets: readonly Target[], path: string): void {
    this.all = targets;
    this.byId = new Map(targets.flatMap(target => (target.id ? [[target.id, target] as const] : [])));
    this.path = path;
    this.matched = null;
  }

  /** As they are with all suggestions accepted, which is what the server numbers. */
  items(state: EditorState): readonly Item[] {
    const { doc } = state,
      { shown } = unconfirmed(state);
    if (this.read?.doc !== doc || this.read.shown !== shown) this.read = { doc, shown, items: finalItems(doc, shown) };
    return this.read.items;
  }

  of(state: EditorState, item: Item): string {
    return this.targetOf(state, item)?.number ?? "";
  }

  /** The number as it is printed where the item stands. */
  printed(state: EditorState, item: Item): string {
    const target = this.targetOf(state, item);
    return target?.printed ?? target?.number ?? "";
  }

  /** What a reference to an id prints: null where nothing has it, "" as long as nobody has said. */
  named(state: EditorState, id: string): string | null {
    const here = this.items(state).find(item => item.id === id),
      target = here ? this.targetOf(state, here) : this.byId.get(id);
    if (!target) return here || this.byId.size === 0 ? "" : null;
    return target.number || target.title;
  }

  /** By id, else by kind and title, in the order of the text. */
  targetOf(state: EditorState, item: Item): Target | undefined {
    const items = this.items(state);
    if (this.matched?.items !== items)
      this.matched = {
        items,
        targets: match(
          items,
          this.all.filter(({ file, kind }) => file === this.path || kind === "case"),
        ),
      };
    return this.matched.targets.get(item);
  }

  /** What stands in other texts, and of this one what is not in its own lines (a case card as a whole). */
  others(state: EditorState): Target[] {
    const items = this.items(state);
    const here = new Set(items.map(item => this.targetOf(state, item)));
    return this.all.filter(target => !here.has(target) && (target.file !== this.path || target.kind === "case"));
  }

  ids(state: EditorState): Set<string> {
    return new Set([...this.all, ...this.items(state)].flatMap(({ id }) => id ?? []));
  }
}

function finalItems(doc: Text, shown: Marks): readonly Item[] {
  if (shown.every(suggestion => suggestion.delete.length === 0)) return itemsOf(doc);
  const final = projecting(shown, doc.length, "final"),
    back = final.invertedDesc;
  return itemsOf(final.apply(doc)).map(item => {
    const from = back.mapPos(item.from, 1);
    return { ...item, from, line: doc.lineAt(from).number, idAt: item.idAt === null ? null : back.mapPos(item.idAt, -1) };
  });
}

function match(items: readonly Item[], targets: readonly Target[]): Map<Item, Target> {
  const found = new Map<Item, Target>(),
    free = new Set(targets);
  const take = (item: Item, fits: (target: Target) => boolean) => {
    for (const target of free)
      if (target.kind === item.kind && fits(target)) {
        free.delete(target);
        return void found.set(item, target);
      }
  };
  for (const item of items) if (item.id) take(item, ({ id }) => id === item.id);
  for (const item of items) if (!found.has(item)) take(item, ({ title }) => title === item.title);
  return found;
}
