// Which tabs of this browser live. The browser's locks know for sure, and tell the moment one goes, but exist in secure contexts only
// (https, localhost). Elsewhere tabs answer for themselves on a channel; a tab that does not answer and has written nothing for a while
// counts as gone, and so does, without the while, the one that this very tab was before its reload.

export interface Presence {
  /** Runs `work` once the tab is gone; while it runs no other tab does the same. */
  whenGone(tab: string, work: () => Promise<void>): Promise<void>;
  leave(): void;
}

export async function aliveFor(tab: string): Promise<Presence> {
  return navigator.locks ? lockPresence(tab) : channelPresence(tab);
}

const lockOf = (tab: string) => `authoring-tab-${tab}`;

async function lockPresence(tab: string): Promise<Presence> {
  const leaving = new AbortController();
  await new Promise<void>(taken => {
    void navigator.locks.request(
      lockOf(tab),
      () =>
        new Promise<void>(release => {
          leaving.signal.addEventListener("abort", () => release());
          taken();
        }),
    );
  });
  return {
    whenGone: (other, work) =>
      navigator.locks.request(lockOf(other), { signal: leaving.signal }, work).then(
        () => {},
        () => {},
      ),
    leave: () => leaving.abort(),
  };
}

const answerWithin = 600; // milliseconds
const reloadKey = "authoring-tab";

function channelPresence(tab: string): Presence {
  const channel = new BroadcastChannel("authoring-tabs");
  const alive = new Set<string>();
  channel.onmessage = ({ data }: MessageEvent<{ ask?: string; alive?: string }>) => {
    if (data.ask === tab) channel.postMessage({ alive: tab });
    if (data.alive) alive.add(data.alive);
  };
  // Written as a page goes: a tab that somebody duplicates takes what is written along, and the one that it is a copy of lives.
  const before = sessionStorage.getItem(reloadKey);
  sessionStorage.removeItem(reloadKey);
  addEventListener("pagehide", () => sessionStorage.setItem(reloadKey, tab));
  addEventListener("pageshow", event => {
    if (event.persisted) sessionStorage.removeItem(reloadKey);
  });
  let left = false;
  const askedInVain = async (other: string) => {
    alive.delete(other);
    channel.postMessage({ ask: other });
    await new Promise(resolve => setTimeout(resolve, answerWithin));
    return !alive.has(other);
  };
  return {
    whenGone: async (other, work) => {
      // A tab that is merely slow would answer one of several; the page's own earlier self cannot be slow.
      for (let asks = other === before ? 1 : 5; asks > 0; asks--) if (!(await askedInVain(other)) || left) return;
      await work();
    },
    leave: () => {
      left = true;
      sessionStorage.setItem(reloadKey, tab);
      channel.close();
    },
  };
}
