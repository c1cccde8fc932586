// A page that hears nothing is taken for gone: the one that took its edits over, and it, when it comes back.
import assert from "node:assert/strict";
import test from "node:test";
import type { WireUpdate } from "../sync/protocol";
import { isWhole, unconfirmed } from "../sync/unconfirmed";
import { refusal } from "./authority";
import { calm } from "./network";
import { deafSuggestion, overtakenBy } from "./overtaken";

test("the page that took it over takes what the one that lived has made of it", async () => {
  const { authority, clock, network, writer } = await deafSuggestion();
  const tab = writer.overtaken();
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } }); // takes out 旧字 for good
  const now = writer.browser.get(writer.clientID)!;
  network.weather = calm;
  overtakenBy(authority, now.version, now.updates);
  await clock.pass(8000);
  assert.equal(authority.log.length, 2);
  assert.ok(
    isWhole(tab.editor!.state),
    `the tab shows ${JSON.stringify(tab.text)}, the log has ${JSON.stringify(authority.text.toString())}`,
  );
});

test("… and loaded anew it sends or hands over what was typed there", async () => {
  const { authority, clock, network, writer, types } = await deafSuggestion();
  network.weather = calm;
  authority.check = () => {
    throw refusal("not-saved", "The database is away.");
  };
  const tab = writer.overtaken();
  await clock.pass(3000);
  assert.equal(unconfirmed(tab.editor!.state).inflight.length, 1);
  types("丙", tab); // the tab's entry is now [the writer's, its own]
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } }); // the writer takes out 旧字 for good
  const now = structuredClone(writer.browser.get(writer.clientID)!);
  writer.browser.delete(writer.clientID);
  authority.check = () => {};
  authority.push("author1", now.version, now.updates as WireUpdate[]); // and is first
  const next = tab.reload();
  await clock.pass(5_000);
  types("丁", next);
  await clock.pass(120_000);
  assert.ok(
    authority.text.toString().includes("丙") || next.refused.length > 0 || next.connection.status.unsent,
    `丙 is only in the store (${next.browser.size}): ${JSON.stringify(next.connection.status)} ${authority.text.toString()}`,
  );
});

test("… and what is typed there at once is saved, and watched", async () => {
  const { authority, clock, network, writer, types } = await deafSuggestion();
  const tab = writer.overtaken();
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } });
  const now = writer.browser.get(writer.clientID)!;
  network.weather = calm;
  overtakenBy(authority, now.version, now.updates);
  await clock.pass(1000);
  while (!tab.isSynced) await clock.pass(50);
  writer.leave();
  types("丁", tab); // at once, before the text is put right in a quiet half minute
  let thrown: unknown = null;
  await clock.pass(5000).catch((error: unknown) => {
    thrown = error;
  });
  await clock.pass(60_000);
  assert.deepEqual([thrown, authority.text.toString().includes("丁")], [null, true], JSON.stringify(tab.says));
});
