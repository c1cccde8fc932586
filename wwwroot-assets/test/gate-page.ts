// A page whose text others have signed, without a browser.
import { history, undo } from "@codemirror/commands";
import { ChangeSet, EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import { cleanInput } from "../editor/clean";
import { receive } from "../sync/receive";
import { hasUnconfirmed, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { Gate, type Shown } from "../review/gate";
import { suggestedTyping } from "../suggestions/typing";
import { settled } from "./virtual-clock";

export class Page implements Shown {
  state: EditorState;
  asks = true;
  asked = 0;
  private answers: ((goesOn: boolean) => void)[] = [];
  readonly gate: Gate;
  constructor(
    text: string,
    marks: readonly {
      id: string;
      by: string;
      at: string;
      insert: readonly (readonly [number, number])[];
      delete: readonly (readonly [number, number])[];
    }[] = [],
  ) {
    this.state = EditorState.create({
      doc: text,
      extensions: [
        unconfirmedEdits("here", 0, "me", marks),
        cleanInput,
        suggestedTyping,
        history(),
        EditorState.allowMultipleSelections.of(true),
      ],
    });
    const page = this;
    this.gate = new Gate({
      get asks() {
        return page.asks;
      },
      ask: () => {
        this.asked++;
        return new Promise(answer => this.answers.push(answer));
      },
    });
  }

  get text(): string {
    return this.state.doc.toString();
  }
  get caret(): number {
    return this.state.selection.main.head;
  }
  get isUnsent(): boolean {
    return hasUnconfirmed(this.state);
  }

  readonly dispatch = (change: Transaction | TransactionSpec): void => {
    for (const tr of this.gate.admitted([change instanceof Transaction ? change : this.state.update(change)], this)) this.state = tr.state;
  };

  type(insert: string, at = this.caret, userEvent = "input.type"): void {
    this.dispatch({ changes: { from: at, insert }, selection: { anchor: at + insert.length }, userEvent });
  }
  run(command: typeof undo): boolean {
    return command({ state: this.state, dispatch: this.dispatch });
  }

  comes(changes: ChangeSet): void {
    this.dispatch(receive(this.state, { id: `u${unconfirmed(this.state).version}`, clientID: "there", changes }));
  }
  insertComes(from: number, insert: string): void {
    this.comes(ChangeSet.of({ from, insert }, unconfirmed(this.state).base.length));
  }

  /** Key by key, as an input method replaces what it has composed so far. */
  compose(...steps: string[]): void {
    this.gate.compositionBegins(this);
    let { from, to } = this.state.selection.main;
    for (const insert of steps) {
      this.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: "input.type.compose" });
      to = from + insert.length;
    }
  }
  composed(): void {
    this.gate.compositionEnds(this);
  }

  async answer(goesOn: boolean): Promise<void> {
    await settled();
    if (goesOn) this.asks = false;
    this.answers.shift()!(goesOn);
    await settled();
  }
  select(anchor: number, head = anchor): void {
    this.dispatch({ selection: { anchor, head } });
  }
}
