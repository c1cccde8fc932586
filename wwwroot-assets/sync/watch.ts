// An eye on every edit, apart from the connection's own idea of how things are: it looks at the text itself. Each edit is acknowledged by
// the log or announced to its writer; there is no third case.
import type { EditorState } from "@codemirror/state";
import type { Clock } from "../kernel/clock";
import { isWhole, ownUpdates, unconfirmed } from "./unconfirmed";

export interface Watched {
  /** For how many milliseconds the oldest edit has been without acknowledgement; null when there is none. */
  waited: number | null;
  /** The text is not what the log has and what is on its way: an edit would be neither here nor there. */
  isTorn: boolean;
}

const every = 2_000; // milliseconds

export class Watch {
  private readonly since = new Map<string, number>(); // by id
  private version = -1;
  private stop = () => {};
  private isTorn = false;

  constructor(
    private readonly clock: Clock,
    private readonly state: () => EditorState | null,
    private readonly hasRecovered: () => boolean,
    private readonly looked: () => void,
  ) {
    this.again();
  }

  look(): Watched {
    const state = this.state(),
      own = state && unconfirmed(state);
    const ids = [...(own ? ownUpdates(own).map(({ id }) => id) : []), ...(this.hasRecovered() ? ["left by another page"] : [])];
    this.see(ids, own?.version ?? -1);
    return { waited: ids.length ? this.clock.now() - Math.min(...ids.map(id => this.since.get(id)!)) : null, isTorn: this.isTorn };
  }

  close(): void {
    this.stop();
  }

  // An id that goes while the log stands still was not acknowledged but cut anew: its edit has another id now, and its age.
  private see(ids: readonly string[], version: number): void {
    let oldest = this.clock.now();
    for (const [id, at] of this.since)
      if (!ids.includes(id)) {
        this.since.delete(id);
        if (version === this.version) oldest = Math.min(oldest, at);
      }
    this.version = version;
    for (const id of ids) if (!this.since.has(id)) this.since.set(id, oldest);
  }

  private again(): void {
    this.stop = this.clock.after(every, () => {
      const state = this.state();
      this.isTorn = state !== null && !isWhole(state);
      this.again();
      this.looked();
    });
  }
}
