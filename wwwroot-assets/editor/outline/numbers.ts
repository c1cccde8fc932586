// Brings together what stands in the text now and what the server numbered last: the items of this text with their numbers, and those of the others.
import type { EditorState, Text } from '@codemirror/state'
import { type Item, itemsOf, type Kind } from './structure'

/** Something of the report that can be referred to. `file` is its path in the report folder. */
export interface Target { kind: Kind, number: string, title: string, id: string | null, file: string, line: number }

export class Numbers {
  private read: { doc: Text, items: readonly Item[] } | null = null
  private matched: { items: readonly Item[], targets: ReadonlyMap<Item, Target> } | null = null
  private all: readonly Target[] = []
  private path = ''

  know(targets: readonly Target[], path: string): void {
    this.all = targets
    this.path = path
    this.matched = null
  }

  items({ doc }: EditorState): readonly Item[] {
    if (this.read?.doc !== doc) this.read = { doc, items: itemsOf(doc) }
    return this.read.items
  }

  of(state: EditorState, item: Item): string { return this.targetOf(state, item)?.number ?? '' }

  /** By id, else by kind and title, in the order of the text. */
  targetOf(state: EditorState, item: Item): Target | undefined {
    const items = this.items(state)
    if (this.matched?.items !== items) this.matched = { items, targets: match(items, this.all.filter(({ file, kind }) => file === this.path || kind === 'case')) }
    return this.matched.targets.get(item)
  }

  /** What stands in other texts, and of this one what is not in its own lines (a case card as a whole). */
  others(state: EditorState): Target[] {
    const items = this.items(state)
    const here = new Set(items.map(item => this.targetOf(state, item)))
    return this.all.filter(target => !here.has(target) && (target.file !== this.path || target.kind === 'case'))
  }

  ids(state: EditorState): Set<string> {
    return new Set([...this.all, ...this.items(state)].flatMap(({ id }) => id ?? []))
  }
}

function match(items: readonly Item[], targets: readonly Target[]): Map<Item, Target> {
  const found = new Map<Item, Target>(), free = new Set(targets)
  const take = (item: Item, fits: (target: Target) => boolean) => {
    for (const target of free) if (target.kind === item.kind && fits(target)) { free.delete(target); return void found.set(item, target) }
  }
  for (const item of items) if (item.id) take(item, ({ id }) => id === item.id)
  for (const item of items) if (!found.has(item)) take(item, ({ title }) => title === item.title)
  return found
}
