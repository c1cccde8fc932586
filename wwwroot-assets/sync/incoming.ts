// What the log has brought waits here under its version until its turn: until all before it is taken in, and nobody composes with an input
// method.
import type { EditorState, Transaction } from "@codemirror/state";
import type { Inflight } from "./inflight";
import { Refusal, type WireUpdate } from "./protocol";
import { RecentSteps } from "./recent-steps";
import type { Editor, Session } from "./session";
import { receive } from "./receive";
import { ownUpdates, supplants, unconfirmed } from "./unconfirmed";
import { updateFromJSON } from "./update-json";

export class Incoming {
  readonly recent = new RecentSteps();
  private readonly waiting = new Map<number, WireUpdate>(); // by the version they make from

  constructor(
    private readonly session: Session,
    private readonly inflight: Inflight,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Updates that end at `version`; any of them may have come before. */
  add(version: number, updates: readonly WireUpdate[]): void {
    updates.forEach((update, i) => {
      this.waiting.set(version - updates.length + i, update);
    });
  }

  /** Everything whose turn it is. */
  takeIn(editor: Editor): void {
    const { session } = this;
    if (session.hasDiverged) return;
    const before = ownIds(editor.state);
    const { transactions, supplanted } = this.received(editor.state);
    if (transactions.length) editor.dispatch(transactions);
    for (const text of supplanted) session.host.corrected?.(text);
    for (const version of this.waiting.keys()) if (version < session.known) this.waiting.delete(version);
    if (ownIds(editor.state) !== before) this.inflight.haveNewIds(editor, before.split(","));
    for (const cursor of this.recent.cursors(session.known, ownUpdates(unconfirmed(editor.state)))) session.host.cursor?.(cursor);
  }

  /** `supplanted`: the texts as they were where something of them may be seen no more. */
  private received(state: EditorState): { transactions: Transaction[]; supplanted: string[] } {
    const transactions: Transaction[] = [],
      supplanted: string[] = [];
    try {
      for (let wire; (wire = this.waiting.get(unconfirmed(state).version)); ) {
        const update = this.inflight.names.fromWire(updateFromJSON(wire));
        this.recent.passed(unconfirmed(state).version, update);
        this.inflight.logged(update);
        // Keystroke 10: in its turn it goes into the text, below what is unconfirmed here.
        const transaction = receive(state, update);
        transactions.push(transaction);
        if (transaction.annotation(supplants)) supplanted.push(state.doc.toString());
        state = transaction.state;
      }
    } catch (error) {
      // No network can cause it. What was written is there to be saved by hand.
      this.session.refusal = new Refusal("diverged", String(error));
    }
    return { transactions, supplanted };
  }
}

const ownIds = (state: EditorState): string =>
  ownUpdates(unconfirmed(state))
    .map(({ id }) => id)
    .join();
