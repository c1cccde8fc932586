// What all parts of a connection share: who writes, the text, the link that it is open on, and why nothing is saved.
import type { EditorState, Transaction } from "@codemirror/state";
import type { Clock } from "../kernel/clock";
import { Timers } from "../kernel/timers";
import type { Link, Opened, Person, Refusal } from "./protocol";
import type { Cursor } from "./recent-steps";
import type { Transport } from "./transport";
import { unconfirmed } from "./unconfirmed";

/** What holds the text: a CodeMirror view, or in tests only its state. */
export interface Editor {
  readonly state: EditorState;
  dispatch(transactions: readonly Transaction[]): void;
}

/** Who writes which text. `canBeTakenOver`: see unconfirmed.ts. */
export interface Participant {
  document: string;
  person: string;
  clientID: string;
  mayWrite: boolean;
  onlySuggests?: boolean;
  canBeTakenOver?: boolean;
}

export interface Host {
  /** The text has come for the first time: make the editor. */
  open(opened: Opened): Editor;
  /** What `status` tells may have changed. */
  changed(): void;
  /** What is unconfirmed has changed: store it. */
  keep?(state: EditorState): void;
  /** Resolves once all that was to be kept is stored. */
  stored?(): Promise<void>;
  people?(people: readonly Person[]): void;
  /**
   * The text here was not the server's at the same version though everything had been taken in, or held another state of an edit than was
   * logged. It is the server's now; this is what it was before.
   */
  corrected?(before: string): void;
  cursor?(cursor: Cursor): void;
}

const answerPatience = 20_000; // milliseconds; then the connection counts as dead

export class Session {
  editor: Editor | null = null;
  link: Link | null = null;
  isSubscribed = false; // Open was answered on this link
  isHeld = false; // somebody composes with an input method
  refusal: Refusal | null = null;
  private heard = 0; // the highest version that the server has named
  readonly timers: Timers;

  /** `step` does whatever is due. */
  constructor(
    readonly participant: Participant,
    readonly transport: Transport,
    readonly clock: Clock,
    readonly host: Host,
    readonly step: () => void,
  ) {
    this.timers = new Timers(clock);
  }

  /** The version up to which the log has been taken in. */
  get known(): number {
    return unconfirmed(this.editor!.state).version;
  }

  hear(version: number): void {
    this.heard = Math.max(this.heard, version);
  }

  get isBehind(): boolean {
    return this.known < this.heard;
  }

  /** The text here and the log do not fit: nothing more is taken in or sent. */
  get hasDiverged(): boolean {
    return this.refusal?.code === "diverged";
  }

  keep(): void {
    if (this.editor) this.host.keep?.(this.editor.state);
  }

  /** An answer that does not come means that the line is dead, whatever it says of itself. */
  ask(link: Link, method: string, args: unknown[], patience = answerPatience): Promise<unknown> {
    const cancel = this.timers.after(patience, () => {
      if (link === this.link) this.transport.cut();
    });
    return link.invoke(method, ...args).finally(cancel);
  }
}
