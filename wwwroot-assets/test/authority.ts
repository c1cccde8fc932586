// The contract's central authority, in memory and naive: it maps a stale update over each logged one in turn, and what it has logged it
// keeps.
import { ChangeSet, Text } from "@codemirror/state";
import { fingerprint } from "../sync/fingerprint";
import type { Person, WireUpdate } from "../sync/protocol";
import {
  applyMarking,
  mapMarking,
  mapMarks,
  type Marking,
  markingFromJSON,
  markingOf,
  markingToJSON,
  type Marks,
  marksToJSON,
  noMarks,
  type WireMark,
} from "../tracking/marks";
import { turn, widening } from "../tracking/suggesting";

interface Logged {
  id: string;
  clientID: string;
  by: string;
  changes: ChangeSet;
  marking: Marking;
  suggests: boolean;
}
type Pushed = WireUpdate & { suggests?: boolean };

export const refusal = (code: string, sentence: string) =>
  new Error(`An unexpected error occurred invoking 'Push' on the server. HubException: ${code}: ${sentence}`);

export class Authority {
  readonly log: Logged[] = [];
  readonly seed: Text;
  text: Text;
  marks: Marks = noMarks;
  /** Whose each suggestion is, for good, and when he began it. */
  private readonly authors = new Map<string, { by: string; at: string }>();
  people: Person[] = [];
  /** Refuses what a test wants refused. */
  check: (person: string, update: WireUpdate) => void = () => {};
  partOfPull = Infinity;
  committed: (version: number, updates: WireUpdate[]) => void = () => {};
  private readonly owners = new Map<string, string>();

  constructor(text: string) {
    this.seed = this.text = Text.of(text.split("\n"));
  }

  get version(): number {
    return this.log.length;
  }

  open(person: string): { version: number; text: string; marks: WireMark[]; people: Person[] } {
    if (this.people.every(({ id }) => id !== person)) this.people = [...this.people, { id: person, name: person, organisation: "" }];
    return { version: this.version, text: this.text.toString(), marks: marksToJSON(this.marks), people: this.people };
  }

  /** What pages had instead of `text`. */
  readonly different: string[] = [];

  compare(version: number, name: string): { same: boolean | null; text: string | null; marks: WireMark[] | null } {
    const same = version === this.version ? name === fingerprint(this.text, this.marks) : null;
    return { same, text: same === false ? this.text.toString() : null, marks: same === false ? marksToJSON(this.marks) : null };
  }

  pull(version: number): { version: number; updates: WireUpdate[] } {
    if (version > this.version) throw refusal("bad-version", `${version} is after ${this.version}.`);
    const upTo = Math.min(this.version, version + this.partOfPull);
    return { version: upTo, updates: this.log.slice(version, upTo).map(wire) };
  }

  push(person: string, version: number, updates: Pushed[]): { version: number } {
    if (version > this.version) throw refusal("bad-version", `${version} is after ${this.version}.`);
    let fresh = updates.map(update => ({
      id: update.id,
      clientID: update.clientID,
      by: person,
      changes: ChangeSet.fromJSON(update.changes),
      marking: markingFromJSON(update.marks),
      suggests: update.suggests ?? false,
    }));
    const known = new Map(this.log.map((logged, i) => [logged.id, i + 1]));
    const already = Math.max(0, ...updates.map(({ id }) => known.get(id) ?? 0));
    for (const update of updates) {
      const owner = this.owners.get(update.clientID) ?? person;
      if (owner !== person) throw refusal("not-allowed", "this clientID belongs to somebody else; take a new one");
      if (!known.has(update.id)) this.check(person, update);
    }
    for (const logged of this.log.slice(version)) {
      const [own, ...rest] = fresh;
      if (own?.id === logged.id) fresh = own.suggests ? over(rest, widening(null, own.changes, logged.changes)) : rest;
      else fresh = over(fresh, logged.changes);
    }
    fresh = fresh.filter(({ id }) => !known.has(id)); // logged before `version`: known there by another push
    const first = this.version;
    for (let i = 0; i < fresh.length; i++) {
      const sent = fresh[i]!;
      if (sent.changes.length !== this.text.length)
        throw refusal("bad-change", `It is for ${sent.changes.length}, the text has ${this.text.length}.`);
      const update = this.signed(sent);
      const wider = sent.suggests ? widening(null, sent.changes, update.changes) : ChangeSet.empty(update.changes.newLength);
      fresh.splice(i + 1, Infinity, ...over(fresh.slice(i + 1), wider));
      this.text = update.changes.apply(this.text);
      this.marks = applyMarking(mapMarks(this.marks, update.changes), update.marking);
      for (const { id, by, at } of this.marks) if (!this.authors.has(id)) this.authors.set(id, { by, at });
      this.log.push(update);
      this.owners.set(update.clientID, person);
    }
    if (fresh.length) this.committed(this.version, this.log.slice(first).map(wire));
    return { version: fresh.length ? this.version : already };
  }

  /** Whose a suggestion is the authority says, and what suggests becomes one. */
  private signed(update: Logged): Logged {
    const now = new Date(1_764_576_000_000 + this.log.length).toISOString();
    if (update.suggests) {
      const since = (id: string) => {
        const author = this.authors.get(id);
        return !author ? now : author.by === update.by ? author.at : null;
      };
      return { ...update, ...turn(this.text, this.marks, update, update.by, since, update.id, now) };
    }
    return {
      ...update,
      marking: markingOf(update.marking.map(mark => ({ ...mark, ...(this.authors.get(mark.id) ?? { by: update.by, at: now }) }))),
    };
  }
}

/** Updates that follow each other, moved over one that was logged. */
function over(updates: Logged[], logged: ChangeSet): Logged[] {
  return updates.map(update => {
    const next = logged.map(update.changes, true),
      changes = update.changes.map(logged);
    logged = next;
    return { ...update, changes, marking: mapMarking(update.marking, next) };
  });
}

const wire = ({ id, clientID, by, changes, marking }: Logged): WireUpdate => ({
  id,
  clientID,
  by,
  at: "2025-12-01T08:00:00Z",
  changes: changes.toJSON() as unknown,
  ...(marking.length && { marks: markingToJSON(marking) }),
});
