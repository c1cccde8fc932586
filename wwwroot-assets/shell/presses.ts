// A press ends where it began, though the page moves meanwhile: leaving a field can bring a line of words under it while the finger is
// still down, the button slides away from under the mouse, and the browser reports a click on nothing. Likewise where what was pressed is
// made anew: a page comes alive, a list is drawn again.
const pressable = "button, a[href], summary, label";
const still = 6; // CSS pixels that a hand moves without meaning it

const frames = 30; // for so many a page may be drawing what was pressed anew

export function mountPresses(): void {
  let pressed: { element: HTMLElement; x: number; y: number } | null = null,
    ended: { element: HTMLElement; isClicked: boolean } | null = null;

  function end(element: HTMLElement, x: number, y: number): void {
    const is = (ended = { element: nowOf(element, x, y) ?? element, isClicked: false });
    const press = (left: number) => {
      if (is.isClicked || ended !== is) return; // what the browser reports comes before
      const now = nowOf(is.element, x, y);
      if (now) now.click();
      else if (left > 0) requestAnimationFrame(() => press(left - 1));
    };
    setTimeout(() => press(frames));
  }

  addEventListener(
    "mousedown",
    event => {
      const element = event.button === 0 && event.target instanceof Element ? event.target.closest<HTMLElement>(pressable) : null;
      pressed = element ? { element, x: event.clientX, y: event.clientY } : null;
      ended = null;
    },
    true,
  );
  addEventListener(
    "click",
    event => {
      if (ended?.element.contains(event.target as Node)) ended.isClicked = true;
    },
    true,
  );
  addEventListener(
    "mouseup",
    event => {
      const press = pressed;
      pressed = null;
      if (
        !press ||
        event.button !== 0 ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        event.altKey ||
        !(event.target instanceof Element)
      )
        return;
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) >= still) return;
      end(press.element, event.clientX, event.clientY);
    },
    true,
  );
}

/** What was pressed, or what stands in its place by now; nothing while that is being drawn. */
function nowOf(element: HTMLElement, x: number, y: number): HTMLElement | null {
  if (element.isConnected) return element;
  const under = document.elementFromPoint(x, y)?.closest<HTMLElement>(pressable);
  return under && isSame(element, under) ? under : null;
}

/**
 * One stands where the other stood, and says and does the same; in a list that has moved on it is another one's. A link's words may be
 * others by now: it leads to the same place.
 */
function isSame(before: HTMLElement, now: HTMLElement): boolean {
  const [was, is] = [before, now].map(element => {
    const href = element.getAttribute("href"),
      said = [element.getAttribute("aria-label"), element.title, element.textContent?.trim()];
    return JSON.stringify([element.tagName, element.dataset.testid, href, href === null ? said : null]);
  });
  return was === is;
}
