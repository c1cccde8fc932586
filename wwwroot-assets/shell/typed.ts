// Whether something stands in a form that was not sent yet: a new page would lose it, so that is asked first. What the server has filled
// in is nobody's typing, whatever the browser thinks the fields began with.
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const before = new WeakMap<Field, string>();
const touched = new Set<Field>();
const saidAt = new Map<Field, number>(); // milliseconds of the page's clock, of every field, in a form or not
let isAgain = false;
let chosen = false; // what has no field of its own: a drop-down's choice, a button that fills in
let typedAt = 0;
let sentAt = 0;

export function mountTyped(): void {
  document.addEventListener("focusin", event => {
    const field = fieldOf(event.target);
    if (field && !before.has(field)) before.set(field, valueOf(field));
  });
  for (const name of ["input", "change"])
    document.addEventListener(
      name,
      event => {
        if (isAgain) return;
        if (isField(event.target)) saidAt.set(event.target, performance.now());
        const field = fieldOf(event.target);
        if (!field) return;
        touched.add(field);
        typedAt = performance.now();
      },
      { capture: true },
    );
  document.addEventListener(
    "click",
    event => {
      const target = event.target as Element | null;
      if (target?.closest?.(".choice-list [role=option], form:not([data-choice]) button[type=button]") && !target.closest(".said"))
        choose();
    },
    { capture: true },
  );
  document.addEventListener(
    "keydown",
    event => {
      if (["ArrowUp", "ArrowDown", "Enter"].includes(event.key) && (event.target as Element | null)?.closest?.("form .choice-field"))
        choose();
    },
    { capture: true },
  );
  document.addEventListener(
    "submit",
    event => {
      if ((event.target as HTMLFormElement).dataset.choice === undefined) sentAt = performance.now();
    },
    { capture: true },
  );
}

export function hasTypedInput(): boolean {
  if (sentAt > typedAt && document.querySelector(".notice-good")) return false; // taken, and said so
  // A form that goes from step to step carries what was typed in the others.
  if (document.querySelector("form[data-carries]")) return true;
  return chosen || [...touched].some(field => field.isConnected && valueOf(field) !== before.get(field));
}

/**
 * What was typed or chosen from then on is said to the server once more: it may have been said into a line that was down, and the page
 * would show what the server does not know, and does not save. `since`: milliseconds of the page's clock.
 */
export function sayAgain(since: number): void {
  isAgain = true;
  for (const [field, at] of saidAt)
    if (field.isConnected && at >= since && !["file", "search"].includes(field.type) && field.form?.dataset.choice === undefined)
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  isAgain = false;
}

/** Another page stands in the place of the one that was. */
export function forgetTyped(): void {
  touched.clear();
  saidAt.clear();
  chosen = false;
}

function choose(): void {
  chosen = true;
  typedAt = performance.now();
}

/** In a form of the page's own; what only narrows a list down is no loss. */
function fieldOf(target: EventTarget | null): Field | null {
  return isField(target) && target.form && target.form.dataset.choice === undefined && target.type !== "search" ? target : null;
}

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

const valueOf = (field: Field): string =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio") ? String(field.checked) : field.value;
