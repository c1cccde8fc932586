// An office in which a tab may take a page that lives for gone.
import type { WireUpdate } from "../sync/protocol";
import { setMode } from "../tracking/mode";
import { Authority } from "./authority";
import { calm, Network } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

export async function office(text = "# 基本情况\n") {
  const chance = new Chance(1),
    authority = new Authority(text),
    clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  const writer = new Writer("author1", network),
    other = new Writer("author2", network);
  await clock.pass(500);
  const types = (insert: string, who = writer) => who.type({ changes: { from: who.editor!.state.doc.length, insert } });
  /** What the browser has of the writer's first edit now, to be sent by "the other tab". */
  const snapshot = () =>
    structuredClone([...writer.browser.values()][0]!) as { version: number; updates: (WireUpdate & { suggests?: boolean })[] };
  return { authority, clock, network, writer, other, types, snapshot };
}
export const marked = (authority: Authority): number => authority.marks.length;
export const told = (writer: Writer) => writer.handedOver.length + writer.refused.length + (writer.connection.status.refusal ? 1 : 0);

/** A pending suggestion of his own is in the log; another is not sent yet, and the page hears nothing. */
export async function deafSuggestion() {
  const there = await office(),
    { clock, network, writer, types } = there;
  writer.type({ effects: setMode.of({ on: true }) });
  types("旧字");
  await clock.pass(2000);
  network.weather = { ...calm, cut: 1, unreachable: 1 };
  network.killServer();
  writer.type({ changes: { from: 2, insert: "甲" } });
  writer.transport.stop();
  return there;
}

/** Just before the next push arrives, another page's comes in. */
export function overtakenBy(authority: Authority, version: number, updates: readonly unknown[]): void {
  const push = authority.push.bind(authority);
  authority.push = (...args) => {
    authority.push = push;
    push("author1", version, structuredClone(updates) as WireUpdate[]);
    return push(...args);
  };
}
