// A press ends where it began, though the page moves meanwhile: leaving a field can bring a line of words under it while the finger is
// still down, the button slides away from under the mouse, and the browser reports a click on nothing. Likewise where what was pressed is
// made anew: a page comes alive, a list is drawn again.
const pressable = "button, a[href], summary, label";
const still = 6; // CSS pixels that a hand moves without meaning it

export function mountPresses(): void {
  let pressed: { element: HTMLElement; x: number; y: number } | null = null,
    ended: { element: HTMLElement; isClicked: boolean } | null = null;
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
      const under = event.target.closest<HTMLElement>(pressable),
        element = press.element.isConnected ? press.element : under && isSame(press.element, under) ? under : null;
      if (!element) return;
      const end = (ended = { element, isClicked: false });
      setTimeout(() => {
        if (!end.isClicked && element.isConnected) element.click();
      }); // what the browser reports comes before
    },
    true,
  );
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
