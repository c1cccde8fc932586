// Other people's cursors come as positions in the text at some version. The recent of the latest updates brings them to the text as it is
// known here, and one's own unconfirmed edits to the text as it is shown.
import type { ChangeSet } from "@codemirror/state";

export interface Cursor {
  person: string;
  clientID: string;
  anchor: number;
  head: number;
}
interface Pointed extends Cursor {
  version: number;
}
/** `by` and `at`: who and when, as the server says. */
export interface Step {
  readonly clientID: string;
  readonly changes: ChangeSet;
  readonly by?: string;
  readonly at?: string;
}

const length = 200; // updates that the recent remembers; older points are not shown

export class RecentSteps {
  private readonly steps = new Map<number, Step>(); // by the version they make from
  private points = new Map<string, Pointed>();

  passed(version: number, step: Step): void {
    this.steps.set(version, step);
    this.steps.delete(version - length);
  }

  /** The last of a client counts; it may speak of a version that is not known here yet. */
  pointed(point: Pointed): void {
    this.points.set(point.clientID, point);
  }

  /** What has been pointed since the last time and can be shown at `known`. */
  cursors(known: number, own: readonly Step[]): Cursor[] {
    const shown: Cursor[] = [];
    for (const [clientID, point] of this.points) {
      if (point.version > known) continue;
      this.points.delete(clientID);
      const logged = this.since(point.version, known);
      if (!logged) continue;
      const path = [...logged, ...own];
      // Behind what its owner typed, before what others did.
      const at = (position: number) =>
        path.reduce((p, step) => (p <= step.changes.length ? step.changes.mapPos(p, step.clientID === clientID ? 1 : -1) : p), position);
      shown.push({ person: point.person, clientID, anchor: at(point.anchor), head: at(point.head) });
    }
    return shown;
  }

  /** What happened from one version to another; null where that is forgotten. */
  since(from: number, to: number): Step[] | null {
    const steps: Step[] = [];
    for (let version = from; version < to; version++) {
      const step = this.steps.get(version);
      if (!step) return null;
      steps.push(step);
    }
    return steps;
  }
}
