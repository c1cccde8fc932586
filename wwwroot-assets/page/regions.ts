// F6, as in office programs: from one part of the page to the next, and Shift+F6 back. What is folded is passed over.
interface Region {
  readonly element: HTMLElement;
  focus(): void;
}

export function goRound(regions: readonly Region[], signal: AbortSignal): void {
  document.addEventListener(
    "keydown",
    event => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      const there = regions.filter(({ element }) => element.getClientRects().length > 0),
        here = there.findIndex(({ element }) => element.contains(document.activeElement)),
        step = event.shiftKey ? -1 : 1;
      event.preventDefault();
      there[(here + step + there.length) % there.length]?.focus();
    },
    { signal },
  );
}
