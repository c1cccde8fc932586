// A writer without a browser: the real connection over a bare editor state, with what the browser would store in a variable.
import { history } from "@codemirror/commands";
import { EditorState, type StateCommand, type Transaction, type TransactionSpec } from "@codemirror/state";
import { cleanInput } from "../editor/clean";
import { Connection } from "../sync/connection";
import type { Editor } from "../sync/session";
import { newId } from "../kernel/identity";
import { Transport } from "../sync/transport";
import { saying, type Saying } from "../saving/sync-state";
import { Watch } from "../sync/watch";
import { isOwnEdit, ownUpdates, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { type UpdateJSON, updateFromJSON, updateToJSON } from "../sync/update-json";
import { marksFromJSON } from "../tracking/marks";
import { suggestedTyping } from "../suggestions/typing";
import { document, type Network } from "./network";

interface Stored {
  version: number;
  updates: UpdateJSON[];
}

export class Writer {
  readonly clientID = newId();
  readonly transport: Transport;
  readonly connection: Connection;
  editor: (Editor & { state: EditorState }) | null = null;
  stored: () => Promise<void> = () => Promise.resolve();
  readonly refused: string[] = [];
  /** What of a gone page could not be sent and is offered as a copy. */
  readonly handedOver: string[] = [];
  private readonly watch: Watch;
  isHeld = false;
  /** Counts what came in while an input method composed: must stay 0. */
  broken = 0;

  constructor(
    readonly person: string,
    private readonly network: Network,
    readonly browser = new Map<string, Stored>(),
    mayWrite = true,
    private readonly canBeTakenOver = true,
  ) {
    this.transport = new Transport(network.connect(person), network.clock);
    this.connection = new Connection(
      { document, person, clientID: this.clientID, mayWrite, canBeTakenOver },
      this.transport,
      network.clock,
      {
        open: ({ text, version, marks }) =>
          (this.editor = this.made(
            EditorState.create({
              doc: text,
              extensions: [
                unconfirmedEdits(this.clientID, version, person, marksFromJSON(marks), canBeTakenOver),
                cleanInput,
                suggestedTyping,
                history(),
              ],
            }),
          )),
        changed: () => {
          this.watch?.look();
        },
        keep: state => {
          const updates = ownUpdates(unconfirmed(state)).map(updateToJSON);
          if (updates.length) browser.set(this.clientID, { version: unconfirmed(state).version, updates });
          else browser.delete(this.clientID);
        },
        stored: () => this.stored(),
        corrected: before => {
          this.handedOver.push(before);
        },
      },
    );
    this.watch = new Watch(
      network.clock,
      () => this.editor?.state ?? null,
      () => this.connection.status.recovered,
      () => {},
    );
    this.transport.start();
  }

  private made(state: EditorState): Editor & { state: EditorState } {
    return {
      state,
      dispatch: (transactions: readonly Transaction[]) => {
        if (this.isHeld && transactions.some(tr => tr.docChanged)) this.broken++;
        this.editor!.state = transactions[transactions.length - 1]!.state;
      },
    };
  }

  get text(): string {
    return this.editor?.state.doc.toString() ?? "";
  }
  /** What the page says. */
  get says(): Saying {
    return saying(this.connection.status, this.transport.trouble, this.watch.look());
  }
  get isSynced(): boolean {
    return this.editor !== null && this.connection.status.up && !this.connection.status.unsent && this.connection.status.refusal === null;
  }

  type(spec: TransactionSpec): void {
    if (!this.editor) return;
    this.apply(this.editor.state.update(spec));
  }

  run(command: StateCommand): void {
    if (this.editor) command({ state: this.editor.state, dispatch: tr => this.apply(tr) });
  }

  private apply(tr: Transaction): void {
    this.editor!.state = tr.state;
    if (isOwnEdit(tr)) this.connection.edited();
  }

  hold(): void {
    this.isHeld = true;
    this.connection.hold();
  }
  release(): void {
    this.isHeld = false;
    this.connection.release();
  }

  /** The page is gone; a new one takes up what it and those before it left in the browser. */
  reload(mayWrite = true): Writer {
    this.leave();
    const next = new Writer(this.person, this.network, this.browser, mayWrite, this.canBeTakenOver);
    next.handedOver.push(...this.handedOver);
    for (const tab of this.browser.keys()) next.takeUp(tab);
    return next;
  }

  /** Another tab, which takes this page for gone though it lives: it was deaf for a while. */
  overtaken(): Writer {
    const other = new Writer(this.person, this.network, this.browser);
    other.takeUp(this.clientID);
    return other;
  }

  leave(): void {
    this.connection.close();
    this.transport.stop();
    this.watch.close();
  }

  private takeUp(tab: string): void {
    const stored = this.browser.get(tab);
    if (!stored) return;
    this.connection.takeUp({
      version: stored.version,
      updates: stored.updates.map(updateFromJSON),
      adopted: () => {
        if (this.browser.get(tab) === stored) this.browser.delete(tab);
        return Promise.resolve();
      },
      refused: refusal => {
        this.refused.push(refusal?.message ?? "may not write");
        this.handedOver.push(JSON.stringify(stored.updates));
      },
    });
  }
}
