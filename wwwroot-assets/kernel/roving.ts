// A row or column of buttons is one stop for Tab; arrow keys go from one to the next. What is hidden is passed over.
const keys: Record<string, (here: number, last: number) => number> = {
  ArrowRight: (here, last) => (here >= last ? 0 : here + 1),
  ArrowDown: (here, last) => (here >= last ? 0 : here + 1),
  ArrowLeft: (here, last) => (here <= 0 ? last : here - 1),
  ArrowUp: (here, last) => (here <= 0 ? last : here - 1),
  Home: () => 0,
  End: (_, last) => last,
};

const isSeen = (stop: HTMLElement): boolean => stop.getClientRects().length > 0;

/** `selector` names the stops. Stops that come later have to be given to `only`, or are reached with the arrows. */
export function roving(element: HTMLElement, selector: string, signal: AbortSignal): { only(stop: HTMLElement | null): void } {
  const stops = () => [...element.querySelectorAll<HTMLElement>(selector)];
  const only = (stop: HTMLElement | null) => {
    for (const other of stops()) other.tabIndex = other === (stop ?? stops()[0]) ? 0 : -1;
  };
  const follow = (event: FocusEvent) => {
    const stop = (event.target as HTMLElement).closest<HTMLElement>(selector);
    if (stop) only(stop);
  };
  const move = (event: KeyboardEvent) => {
    const seen = stops().filter(isSeen),
      here = seen.indexOf(event.target as HTMLElement),
      to = keys[event.key];
    if (!to || here < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    seen[to(here, seen.length - 1)]!.focus();
  };
  element.addEventListener("focusin", follow, { signal });
  element.addEventListener("keydown", move, { signal });
  only(null);
  return { only };
}
