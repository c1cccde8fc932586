// What the browser tells a page: the network comes and goes, the person leaves and comes back, the page may be suspended any moment.

export interface Told {
  /** The address names another place of the page. */
  named(): void;
  /** The person or the network is back. */
  back(): void;
  offline(): void;
  /** The page may not come to itself again. */
  settle(): void;
  /** Something would be lost with the page. */
  wouldLose(): boolean;
}

export function listen(signal: AbortSignal, told: Told): void {
  const on = (target: EventTarget, event: string, then: (event: Event) => void) => target.addEventListener(event, then, { signal });
  on(window, "hashchange", () => told.named());
  on(window, "online", () => told.back());
  on(window, "offline", () => told.offline());
  on(window, "focus", () => told.back());
  on(document, "visibilitychange", () => {
    if (!document.hidden) told.back();
  });
  on(document, "resume", () => told.back());
  on(document, "freeze", () => told.settle());
  on(window, "pagehide", () => told.settle());
  on(window, "beforeunload", event => {
    if (told.wouldLose()) event.preventDefault();
  });
}
