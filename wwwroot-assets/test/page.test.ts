// What the page says and shows: the sync state in all its cases, the lists that follow, and where others' cursors stand.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet } from "@codemirror/state";
import type { Status } from "../sync/connection";
import { others } from "../editor/presence/people";
import { RecentSteps } from "../sync/recent-steps";
import { type Link, Refusal } from "../sync/protocol";
import { Transport, type Trouble } from "../sync/transport";
import { saying as said } from "../saving/sync-state";
import { Follower, type Live } from "../preview/follower";
import { Chance } from "./random";
import { settled, VirtualClock } from "./virtual-clock";

const fine = { open: true, up: true, unsent: false, recovered: false, refusal: null };
const saying = (status: Status, trouble: Trouble | null, waited: number | null, isKept = true, isTorn = false) =>
  said(status, trouble, { waited, isTorn }, isKept);
const plain = { also: null, rescue: false };

test("the sync state: synced only when everything is saved and the line stands", () => {
  assert.deepEqual(saying(fine, null, null), { ...plain, state: "synced", words: "synced", alarm: null, offer: null });
  assert.equal(saying({ ...fine, unsent: true }, null, 100).state, "pending");
  assert.equal(saying({ ...fine, up: false }, "unreachable", null).state, "offline");
  assert.equal(saying({ ...fine, up: false, unsent: true }, "unreachable", 100).state, "offline");
  assert.deepEqual(saying({ ...fine, open: false }, null, null), {
    ...plain,
    state: "pending",
    words: "loading",
    alarm: null,
    offer: null,
  });
});

test("after 15 s without saving it is said above the text, with a way to keep it; after two minutes with the rescue copy", () => {
  assert.equal(saying({ ...fine, unsent: true }, null, 14_999).alarm, null);
  assert.deepEqual(saying({ ...fine, unsent: true }, null, 15_000), {
    ...plain,
    state: "pending",
    words: "pending",
    alarm: "unsaved-long",
    offer: "download",
  });
  assert.equal(saying({ ...fine, up: false, unsent: true }, "unreachable", 15_000).alarm, "unsaved-long-offline");
  assert.equal(saying({ ...fine, up: false, unsent: true }, "unreachable", 119_999).rescue, false);
  assert.equal(saying({ ...fine, up: false, unsent: true }, "unreachable", 120_000).rescue, true);
});

test("an edit that waits is announced though the connection believes to be fine, and so is one that has got lost", () => {
  assert.deepEqual(saying(fine, null, 15_000), { ...plain, state: "pending", words: "pending", alarm: "unsaved-long", offer: "download" });
  assert.equal(saying(fine, null, 1).state, "pending");
  assert.deepEqual(saying(fine, null, null, true, true), {
    ...plain,
    rescue: true,
    state: "pending",
    words: "not-saved",
    alarm: "refused-diverged",
    offer: "download",
  });
});

test("a browser that keeps nothing is said to, as soon as something would be lost with the page", () => {
  assert.equal(saying(fine, null, null, false).alarm, null);
  assert.equal(saying({ ...fine, unsent: true }, null, 500, false).alarm, null);
  assert.equal(saying({ ...fine, up: false, unsent: true }, "unreachable", 500, false).alarm, "not-kept");
  const late = saying({ ...fine, unsent: true }, null, 15_000, false);
  assert.deepEqual([late.alarm, late.also], ["unsaved-long", "not-kept"]);
});

test("a refusal and an expired sign-in are said at once", () => {
  const locked = { ...fine, unsent: true, refusal: new Refusal("locked", "") };
  assert.deepEqual(saying(locked, null, 0), {
    ...plain,
    rescue: true,
    state: "pending",
    words: "not-saved",
    alarm: "refused-locked",
    offer: "download",
  });
  assert.deepEqual(saying({ ...locked, open: false, up: false }, null, 0), {
    ...plain,
    state: "pending",
    words: "not-opened",
    alarm: "not-opened-locked",
    offer: null,
  });
  assert.deepEqual(saying({ ...locked, up: false }, "unreachable", 0), {
    ...plain,
    state: "offline",
    words: "offline",
    alarm: null,
    offer: null,
  });
  assert.deepEqual(saying({ ...fine, up: false, unsent: true }, "signed-out", 0), {
    ...plain,
    state: "offline",
    words: "signed-out",
    alarm: "signed-out-alarm",
    offer: "sign-in",
  });
  for (const code of ["not-saved", "failed"] as const)
    assert.equal(saying({ ...locked, refusal: new Refusal(code, "") }, null, 0).rescue, false, "it may pass");
});

test("one mark per other person: two tabs are one, oneself is none", () => {
  const person = (id: string) => ({ id, name: id, organisation: "" });
  assert.deepEqual(
    others([person("me"), person("li"), person("li"), person("wang"), person("me")], "me").map(({ id }) => id),
    ["li", "wang"],
  );
});

const liveAt = (stamp: number): Live => ({
  ...{ stamp, lists: "", preview: [], path: "", findings: [], targetsHash: "", targets: null },
  ...{ readOnly: null, onlySuggests: false, review: null, suggestions: { authors: {}, decided: [] } },
  ...{ treeHash: "", tree: null },
});

async function following() {
  const clock = new VirtualClock(new Chance(1)),
    followed: unknown[] = [],
    shown: number[] = [],
    starts: number[] = [];
  const now = { stamp: 0, running: 0, most: 0, fails: false, hidden: false };
  let told: { event(name: string, args: unknown[]): void; closed(): void };
  const transport = new Transport(events => {
    told = events;
    return Promise.resolve<Link>({
      invoke: (...args) => Promise.resolve(followed.push(args)),
      close: () => {},
    });
  }, clock);
  const fetchLive = () =>
    new Promise<Live>((resolve, reject) => {
      starts.push(clock.now());
      now.most = Math.max(now.most, ++now.running);
      const read = now.stamp,
        broken = now.fails;
      clock.after(120, () => {
        now.running--;
        if (broken) reject(new Error("503"));
        else resolve(liveAt(read));
      });
    });
  const stands: boolean[] = [];
  const follower = new Follower(
    "siping",
    transport,
    clock,
    fetchLive,
    live => shown.push(live.stamp as number),
    () => now.hidden,
    isStill => stands.push(isStill),
  );
  transport.start();
  await settled();
  await clock.pass(200);
  const tells = (slug: string, stamp: number) => told!.event("Compiled", [slug, stamp]);
  const close = () => {
    follower.close();
    transport.stop();
  };
  return { clock, followed, shown, starts, stands, now, follower, tells, cut: () => told!.closed(), close };
}

test("the lists follow: one fetch at a time, at most four a second, and the last news always", async () => {
  const { clock, followed, shown, starts, now, tells, close } = await following();
  assert.deepEqual(followed, [["Follow", "siping"]]);
  assert.deepEqual(shown, [0]);
  for (let i = 0; i < 40; i++) {
    tells("siping", ++now.stamp);
    tells("other", 99);
    await clock.pass(25);
  }
  await clock.pass(1000);
  assert.equal(shown[shown.length - 1], 40);
  assert.equal(now.most, 1);
  assert.ok(starts.length <= 8, `${starts.length} fetches`);
  assert.ok(starts.every((at, i) => i === 0 || at - starts[i - 1]! >= 250));
  close();
});

test("the lists follow after a failed fetch, a reconnect, and when a hidden page is looked at again", async () => {
  const { clock, shown, starts, stands, now, follower, tells, cut, close } = await following();
  now.fails = true;
  tells("siping", ++now.stamp);
  await clock.pass(500);
  await clock.pass(1500);
  assert.deepEqual(stands, [true], "it is said that the preview stands still");
  now.fails = false;
  await clock.pass(6000);
  assert.deepEqual(stands, [true, false]);
  assert.equal(shown[shown.length - 1], 1, "a failed fetch is tried again");
  now.stamp++;
  cut();
  await clock.pass(2000);
  assert.equal(shown[shown.length - 1], 2, "what was missed while the line was down");
  now.hidden = true;
  const before = starts.length;
  for (let i = 0; i < 10; i++) {
    tells("siping", ++now.stamp);
    await clock.pass(500);
  }
  assert.equal(starts.length, before, "a page that nobody sees fetches nothing");
  now.hidden = false;
  follower.wake();
  await clock.pass(500);
  assert.equal(shown[shown.length - 1], 12);
  close();
});

test("a pointed caret goes through what was logged since and what is unsent here", () => {
  const recent = new RecentSteps();
  const step = (clientID: string, change: { from: number; to?: number; insert?: string }, length: number) => ({
    clientID,
    changes: ChangeSet.of(change, length),
  });
  recent.passed(0, step("b", { from: 0, insert: "新的" }, 10));
  recent.passed(1, step("a", { from: 7, insert: "字" }, 12));
  recent.pointed({ person: "A", clientID: "a", version: 0, anchor: 5, head: 5 });
  assert.deepEqual(recent.cursors(2, [step("me", { from: 0, insert: "我" }, 13)]), [{ person: "A", clientID: "a", anchor: 9, head: 9 }]);
  assert.deepEqual(recent.cursors(2, []), [], "once");
  recent.pointed({ person: "A", clientID: "a", version: 3, anchor: 1, head: 4 });
  assert.deepEqual(recent.cursors(2, []), [], "it speaks of what is not known here yet");
  recent.passed(2, step("b", { from: 2, to: 3 }, 13));
  assert.deepEqual(recent.cursors(3, []), [{ person: "A", clientID: "a", anchor: 1, head: 4 }]);
});
