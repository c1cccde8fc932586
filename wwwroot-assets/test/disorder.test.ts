// Promises 1 and 2: whatever the network does, all end with the same text, and every edit is in it exactly once.
import assert from "node:assert/strict";
import test from "node:test";
import { redo, undo } from "@codemirror/commands";
import { unconfirmed } from "../sync/unconfirmed";
import { applyMarking, mapMarks, noMarks } from "../tracking/marks";
import { mark, setMode } from "../tracking/mode";
import { decide, projecting } from "../tracking/suggesting";
import { Authority } from "./authority";
import { Network } from "./network";
import { Chance, seeds } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

const seedText = "# 基本情况\n\n全市共有中职学校七所，在校生一万余人。👍\n\n见 @fig:f01。\n";

type Kind = "edits" | "tokens" | "suggestions";

async function schedule(seed: number, kind: Kind): Promise<void> {
  const chance = new Chance(seed);
  const authority = new Authority(seedText),
    insertOnly = kind === "tokens",
    canBeTakenOver = chance.happens(0.5);
  const onlySuggests = new Set(kind === "suggestions" && chance.happens(0.5) ? ["person1"] : []);
  if (chance.happens(0.3)) authority.partOfPull = 1 + chance.below(4);
  const clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  network.weather = storm(chance);
  let writers = Array.from({ length: 2 + chance.below(3) }, (_, i) => new Writer(`person${i}`, network, new Map(), true, canBeTakenOver));
  await clock.pass(2000);

  const tokens: string[] = [];
  let overtaken = 0;
  for (let i = 0, steps = 20 + chance.below(60); i < steps; i++) {
    const at = chance.below(writers.length),
      writer = writers[at]!;
    const what = chance.next();
    if (onlySuggests.has(writer.person)) writer.type({ effects: setMode.of({ only: true }) });
    if (kind === "suggestions" && what < 0.25) weigh(chance, writer, onlySuggests);
    else if (what < 0.75) edit(chance, writer, insertOnly ? tokens : null);
    else if (what < 0.81) writer.hold();
    else if (what < 0.92) writer.release();
    else if (what < 0.96) writers = writers.map(other => (other === writer ? other.reload() : other));
    else if (what < 0.97) writer.connection.settle();
    else if (what < 0.98) {
      if (canBeTakenOver && overtaken++ < 5) writers.push(writer.overtaken());
    } else network.killServer();
    await clock.pass(chance.below(300));
  }
  await settled(writers, authority, network, clock);
  for (const [i, writer] of writers.entries()) {
    // Without locks nobody knows of a gone page's suggestion that was logged otherwise whether that is all of it.
    if (!overtaken && !(canBeTakenOver && kind === "suggestions"))
      assert.deepEqual(writer.refused, [], "no edit that was left behind is refused");
    if (!overtaken && writer.refused.length === 0) assert.equal(writer.browser.size, 0, "nothing unsent is left in the browser");
    endsAsServer(writer, i, authority);
  }
  assert.equal(network.overlapping, 0, "everybody pushes one update at a time");
  assert.equal(new Set(authority.log.map(({ id }) => id)).size, authority.log.length, "each id is logged once");
  logIsWhole(authority, onlySuggests);
  areThereOnce(tokens, authority.text.toString(), writers.flatMap(writer => writer.handedOver).join());
  for (const writer of writers) writer.leave();
}

async function settled(writers: readonly Writer[], authority: Authority, network: Network, clock: VirtualClock): Promise<void> {
  network.weather = { delay: 5, drop: 0, double: 0, cut: 0, unreachable: 0 };
  for (const writer of writers) writer.release();
  const isDone = () => writers.every(writer => writer.isSynced && unconfirmed(writer.editor!.state).version === authority.version);
  for (let waited = 0; !isDone() && waited < 300; waited++) await clock.pass(1000);
}

const storm = (chance: Chance) => ({
  delay: 1 + chance.below(400),
  drop: chance.next() * 0.08,
  double: chance.next() * 0.2,
  cut: chance.next() * 0.08,
  unreachable: chance.next() * 0.5,
});

/** `tokens`: where nothing is taken out, what was put in. */
function edit(chance: Chance, writer: Writer, tokens: string[] | null): void {
  if (!writer.editor) return;
  const { length } = writer.editor.state.doc;
  const from = chance.below(length + 1);
  if (tokens) {
    const token = `〈${tokens.length}〉`;
    // Between its marks a token of somebody else is not broken up: it goes to the start of a line.
    const start = writer.editor.state.doc.lineAt(from).from;
    tokens.push(token);
    return writer.type({ changes: { from: start, insert: token } });
  }
  const to = chance.happens(0.4) ? Math.min(length, from + chance.below(12)) : from;
  writer.type({
    changes: { from, to, insert: chance.of(["", "学校", "😀", "\n\n", "a", "三等奖\r\n", "\ud83d", "👨‍👩‍👧", "| 指标 | 单位 |", "é"]) },
  });
}

/** The switch, decisions of those who may decide, undo and redo. */
function weigh(chance: Chance, writer: Writer, onlySuggests: ReadonlySet<string>): void {
  const state = writer.editor?.state,
    which = chance.next();
  if (!state) return;
  const { shown } = unconfirmed(state);
  if (which < 0.3) writer.type({ effects: setMode.of({ on: chance.happens(0.7) }) });
  else if (which < 0.5) writer.run(chance.happens(0.7) ? undo : redo);
  else if (!onlySuggests.has(writer.person) && shown.length) {
    const ids = shown.filter(() => chance.happens(0.5)).map(({ id }) => id);
    const { changes, marking } = decide(shown, state.doc.length, ids, chance.of(["accepted", "rejected"]));
    writer.type({ changes, effects: mark.of({ marking, suggests: false }) });
  }
}

function endsAsServer(writer: Writer, i: number, authority: Authority): void {
  assert.equal(writer.broken, 0, "nothing comes in while an input method composes");
  assert.ok(writer.isSynced, `writer ${i} ends synced: ${JSON.stringify(writer.connection.status)}`);
  assert.equal(writer.text, authority.text.toString(), `writer ${i} ends with the server's text`);
  assert.deepEqual(unconfirmed(writer.editor!.state).shown, authority.marks, `writer ${i} ends with the server's suggestions`);
}

function logIsWhole(authority: Authority, onlySuggests: ReadonlySet<string>): void {
  let replayed = authority.seed,
    marks = noMarks;
  const original = () => projecting(marks, replayed.length, "original").apply(replayed).toString();
  for (const { by, changes, marking } of authority.log) {
    const before = original();
    replayed = changes.apply(replayed);
    marks = applyMarking(mapMarks(marks, changes), marking);
    if (onlySuggests.has(by)) assert.equal(original(), before, "who only suggests changes nothing");
  }
  assert.equal(replayed.toString(), authority.text.toString());
}

function areThereOnce(tokens: readonly string[], text: string, handedOver: string): void {
  for (const token of tokens) {
    const count = text.split(token).length - 1;
    assert.ok(count === 1 || (count === 0 && handedOver.includes(token)), `${token} is there ${count} times`);
  }
}

const names: Record<Kind, string> = { edits: "", tokens: ", each token in it once", suggestions: ", with suggestions, decisions and undo" };
for (const kind of ["edits", "tokens", "suggestions"] as const)
  test(`a disorderly network ends in one text${names[kind]}`, async t => {
    const all = seeds(150);
    t.diagnostic(`seeds ${all[0]} to ${all[all.length - 1]}`);
    for (const seed of all) {
      try {
        await schedule(seed, kind);
      } catch (error) {
        (error as Error).message = `SEED=${seed}: ${(error as Error).message}`;
        throw error;
      }
    }
  });
