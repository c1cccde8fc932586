import type { EditorView } from "@codemirror/view";
import { keepCursors, setCursor } from "../editor/presence/cursors";
import { others, showPeople } from "../editor/presence/people";
import type { Person } from "../sync/protocol";
import type { Cursor } from "../sync/recent-steps";
import type { PageData } from "./page-data";

/** Who else is here, above the text and in it. */
export class Presence {
  private people: readonly Person[] = [];

  constructor(
    private readonly data: PageData,
    private readonly view: () => EditorView | null,
  ) {}

  /** True if somebody has come. */
  know(people: readonly Person[]): boolean {
    const newcomers = people.some(({ id }) => !this.people.some(person => person.id === id));
    this.people = people;
    showPeople(this.data.part("#people"), others(people, this.data.person));
    this.view()?.dispatch({ effects: keepCursors.of(new Set(people.map(({ id }) => id))) });
    return newcomers;
  }

  show({ person: id, clientID, anchor, head }: Cursor): void {
    const person = this.people.find(one => one.id === id);
    if (clientID !== this.data.clientID && person) this.view()?.dispatch({ effects: setCursor.of({ person, clientID, anchor, head }) });
  }
}
