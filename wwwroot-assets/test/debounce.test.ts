import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Debounce } from "../kernel/debounce";

function counting(t: { after(done: () => void): void }, pause: number, takes = 0): { debounce: Debounce; done: () => number } {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  t.after(() => mock.timers.reset());
  let done = 0;
  return {
    debounce: new Debounce(
      pause,
      () => {
        done++;
        if (takes > 0) mock.timers.setTime(Date.now() + takes);
      },
      () => Date.now(),
    ),
    done: () => done,
  };
}

test("something is done once, after a pause", t => {
  const { debounce, done } = counting(t, 100);
  for (let i = 0; i < 3; i++) {
    debounce.call();
    mock.timers.tick(90);
  }
  assert.equal(done(), 0);
  mock.timers.tick(10);
  assert.equal(done(), 1);
  mock.timers.tick(1_000);
  assert.equal(done(), 1);
});

test("where calls never end it is done all the same", t => {
  const { debounce, done } = counting(t, 100);
  for (let i = 0; i < 100; i++) {
    debounce.call();
    mock.timers.tick(50);
  } // five seconds, never a pause
  assert.ok(done() >= 7 && done() <= 10, `${done()} times`);
});

test("what is cancelled is not done, and may be called for again", t => {
  const { debounce, done } = counting(t, 100);
  debounce.call();
  debounce.cancel();
  mock.timers.tick(1_000);
  assert.equal(done(), 0);
  debounce.call();
  mock.timers.tick(100);
  assert.equal(done(), 1);
});
