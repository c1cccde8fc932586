// An office of two over one text.
import { Authority } from "./authority";
import { Network } from "./network";
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
  return { authority, clock, network, writer, other, types };
}
