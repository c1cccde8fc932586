// The first change of a text that others have signed waits until its writer has said that he goes on. Nothing of it is in the text
// meanwhile, and nothing is on its way to the server; what others write comes in as ever, and moves what waits.
//
//   a key, a paste, a cut, a tool    is kept before it is applied, and applied when he goes on
//   a composition                    is never broken: it is taken back when it is over, as if it had not been typed, and put in when he
// goes on
//   undo and redo                    are asked for again
//
// What suggests ends no signature and does not wait. Edits that a gone page left were typed before and do not wait either.
import { redo, undo } from "@codemirror/commands";
import { ChangeSet, type EditorSelection, type EditorState, StateEffect, Transaction, type TransactionSpec } from "@codemirror/state";
import { kept } from "../editor/clean";
import { takenBack } from "../sync/buffer";
import { isTyped, unconfirmed } from "../sync/unconfirmed";
import { mark, mode } from "../tracking/mode";

/** As much of a view as is needed. */
export interface Shown {
  readonly state: EditorState;
  dispatch(change: Transaction | TransactionSpec): void;
}

export interface Asking {
  /** A change would end signatures, and this person has not said yet that he goes on. */
  readonly asks: boolean;
  /** Asks him, and gives the focus back. */
  ask(): Promise<boolean>;
}

/** What somebody wants to do to the text; positions are those of the text without anything else that waits. */
interface Wanted {
  changes: ChangeSet;
  selection: EditorSelection | undefined;
  effects: readonly StateEffect<unknown>[];
  userEvent: string;
}

export class Gate {
  private wanted: Wanted[] = [];
  private composition: { before: EditorState; changes: ChangeSet } | null = null;
  private isAsking = false;
  private isApplying = false;

  constructor(private readonly asking: Asking) {}

  /** Of what is to be done to the text, all that may be done now. */
  admitted(transactions: readonly Transaction[], shown: Shown): readonly Transaction[] {
    if (this.composition) return this.composed(transactions);
    if (this.isApplying || !transactions.some(tr => this.isToWait(tr))) {
      for (const tr of transactions) this.follow(tr);
      return transactions;
    }
    for (const tr of transactions) if (this.isToWait(tr)) this.wanted.push(wantedOf(tr));
    void this.ask(shown);
    return [];
  }

  /** Somebody begins to compose. What he composes is shown as ever, and no step of it is one for undo. */
  compositionBegins({ state }: Shown): void {
    if (this.asking.asks && !state.field(mode).on && !state.readOnly)
      this.composition ??= { before: state, changes: ChangeSet.empty(state.doc.length) };
  }

  /** It is over; nothing of it has been sent. */
  compositionEnds(shown: Shown): void {
    const { composition } = this;
    this.composition = null;
    if (!composition || composition.changes.empty) return;
    const wanted = { changes: composition.changes, selection: shown.state.selection, effects: [], userEvent: "input.type" };
    this.apply(() => shown.dispatch(takenBack(shown.state, composition.before, composition.changes)));
    this.wanted.push(wanted);
    if (this.asking.asks) void this.ask(shown);
    else this.go(shown);
  }

  /** Asks before something opens that leads to a change: what is filled in is not to be for nothing. */
  async first({ state }: Shown, then: () => void): Promise<void> {
    if (this.asking.asks && !state.field(mode).on && !this.isAsking) {
      this.isAsking = true;
      const goesOn = await this.asking.ask();
      this.isAsking = false;
      if (!goesOn) return;
    }
    then();
  }

  private isToWait(tr: Transaction): boolean {
    if (!this.asking.asks || !isTyped(tr) || isWithdrawal(tr)) return false;
    // What only takes back something that is not sent yet leaves no edit.
    const { buffer } = unconfirmed(tr.state);
    return buffer !== null && !buffer.suggests;
  }

  private composed(transactions: readonly Transaction[]): readonly Transaction[] {
    if (!transactions.some(tr => tr.docChanged)) return transactions;
    for (const tr of transactions) this.follow(tr);
    // Nothing comes in while somebody composes; if it does, what he composes is an edit like any other.
    if (transactions.length > 1 || !isTyped(transactions[0]!)) {
      this.composition = null;
      return transactions;
    }
    const tr = transactions[0]!;
    this.composition!.changes = this.composition!.changes.compose(tr.changes);
    return [
      tr.startState.update({
        changes: tr.changes,
        ...(tr.selection && { selection: tr.selection }),
        effects: tr.effects,
        scrollIntoView: tr.scrollIntoView,
        annotations: [Transaction.addToHistory.of(false), ...kept(tr)],
        filter: false,
      }),
    ];
  }

  private follow(tr: Transaction): void {
    if (!tr.docChanged) return;
    this.wanted = this.wanted.map(({ changes, selection, effects, userEvent }) => {
      const over = tr.changes.mapDesc(changes, true);
      return {
        changes: changes.map(tr.changes),
        selection: selection?.map(over),
        effects: StateEffect.mapEffects(effects, over),
        userEvent,
      };
    });
  }

  private async ask(shown: Shown): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    await Promise.resolve(); // who pressed something gives the text the focus first
    const goesOn = await this.asking.ask();
    this.isAsking = false;
    if (goesOn && !shown.state.readOnly) this.go(shown);
    this.wanted = [];
  }

  private go(shown: Shown): void {
    this.apply(() => {
      for (let next = this.wanted.shift(); next; next = this.wanted.shift()) {
        const { changes, selection, effects, userEvent } = next;
        if (userEvent === "undo" || userEvent === "redo")
          (userEvent === "undo" ? undo : redo)({ state: shown.state, dispatch: tr => shown.dispatch(tr) });
        else shown.dispatch({ changes, ...(selection && { selection }), effects: [...effects], userEvent, scrollIntoView: true });
      }
    });
  }

  private apply(change: () => void): void {
    this.isApplying = true;
    try {
      change();
    } finally {
      this.isApplying = false;
    }
  }
}

const wantedOf = (tr: Transaction): Wanted => ({
  changes: tr.changes,
  selection: tr.selection,
  effects: tr.effects,
  userEvent: tr.annotation(Transaction.userEvent) ?? "input",
});

/** Taking back one's own suggestion leaves what was signed as it is. */
const isWithdrawal = (tr: Transaction): boolean =>
  tr.effects.some(
    effect => effect.is(mark) && effect.value.marking.length > 0 && effect.value.marking.every(({ outcome }) => outcome === "withdrawn"),
  );
