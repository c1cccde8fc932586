// Panels beside the text: what comes forward by itself, and a press that meets it.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

/** As much of an element as the rail uses. */
class Fake {
  children: Fake[] = [];
  dataset: Record<string, string> = {};
  attributes = new Map<string, string>();
  className = "";
  title = "";
  textContent = "";
  tabIndex = 0;
  onclick = (): void => {};
  append(...children: Fake[]): void {
    this.children.push(...children);
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  addEventListener(): void {}
  querySelector(): Fake {
    return this.children[1] ?? new Fake();
  }
  querySelectorAll(): Fake[] {
    return this.children;
  }
}
let now = 0;
let isRoomy = true;
mock.method(performance, "now", () => now);
Object.assign(globalThis, {
  matchMedia: (query: string) => ({ matches: isRoomy && query !== "(max-width: 46rem)", addEventListener: () => {} }),
  document: {
    createElement: () => new Fake(),
    getElementById: () => ({ textContent: "{}" }),
  },
});
const { Panels } = await import("../page/panels");

function rail() {
  const panels = new Panels(new Fake() as never, new Fake() as never, () => {}),
    button = (name: string) => (panels.element as unknown as Fake).children.find(child => child.dataset.panel === name)!;
  return {
    panels,
    press: (name: string) => button(name).onclick(),
    isOpen: (name: string) => button(name).attributes.get("aria-pressed") === "true",
  };
}

test("a press that meets a panel as it comes forward by itself leaves it open; the next folds it", () => {
  const { panels, press, isOpen } = rail();
  panels.count("review", 1);
  assert.ok(isOpen("review"));
  now += 300;
  press("review");
  assert.ok(isOpen("review"));
  press("review");
  assert.ok(!isOpen("review"));
});

test("a panel that came a while ago folds at the first press", () => {
  const { panels, press, isOpen } = rail();
  panels.count("comments", 3);
  now += 5000;
  press("comments");
  assert.ok(!isOpen("comments"));
});

test("one that he opened himself folds however soon he presses again", () => {
  const { press, isOpen } = rail();
  press("suggestions");
  assert.ok(isOpen("suggestions"));
  press("suggestions");
  assert.ok(!isOpen("suggestions"));
});

test("another one than that which came opens as always, and what came stays closed", () => {
  const { panels, press, isOpen } = rail();
  panels.count("review", 1);
  press("comments");
  assert.ok(isOpen("comments") && !isOpen("review"));
  panels.count("suggestions", 2);
  assert.ok(isOpen("comments") && !isOpen("suggestions"));
});

test("the preview folds at the first press, also while a panel comes", () => {
  const { panels, press, isOpen } = rail();
  panels.count("review", 1);
  assert.ok(isOpen("preview"));
  press("preview");
  assert.ok(!isOpen("preview") && isOpen("review"));
});

test("where there is no room nothing comes by itself", () => {
  isRoomy = false;
  const { panels, isOpen } = rail();
  panels.count("review", 1);
  assert.ok(!isOpen("review"));
  isRoomy = true;
});
