// The lists and the preview follow what anybody types: the hub says that the report was compiled, the page fetches what it shows of it.
// Unchanged blocks stay the elements they are, so pictures do not load again and nothing jumps.
import type { Clock } from "../kernel/clock";
import type { Listener, Transport } from "../sync/transport";
import type { Diagnostic } from "../diagnostics/place";
import type { Target } from "../outline/numbers";
import { type Link, Refusal } from "../sync/protocol";
import type { Review } from "../review/about";
import type { About } from "../suggestions/decided";

export interface Block {
  line: number;
  hash: string;
  html: string;
}
/** `path` names this text among the targets, which come only when they are others than those that the page named by their hash; likewise
 *  `tree`, the texts of the report. `readOnly` says why one may not write in the text now; null: one may. `onlySuggests`: what one writes
 *  are suggestions. */
export interface Live {
  stamp: number | string;
  lists: string;
  preview: Block[];
  path: string;
  findings: Diagnostic[];
  targetsHash: string;
  targets: Target[] | null;
  readOnly: string | null;
  onlySuggests: boolean;
  suggestions: About;
  review: Review | null;
  treeHash: string;
  tree: { order: string; html: string } | null;
}

const betweenFetches = 250; // milliseconds, at least
const afterFailure = 4_000;
const beforeSaying = 1_000; // a line that is back by then was never missed

export class Follower implements Listener {
  private shown: Live["stamp"] | null = null;
  private link: Link | null = null;
  private due = false; // something newer than what is shown is known of
  private fetching = false;
  private notBefore = 0;
  private cancel = () => {};
  private closed = false;
  private cancelStill = () => {};
  private isStill = false;

  constructor(
    private readonly slug: string,
    transport: Transport,
    private readonly clock: Clock,
    private readonly fetchLive: () => Promise<Live>,
    private readonly show: (live: Live) => void,
    private readonly isHidden: () => boolean = () => false,
    /** Whether what is shown stands still although the text may go on. */
    private readonly still: (isStill: boolean) => void = () => {},
  ) {
    transport.add(this);
  }

  up(link: Link): void {
    this.link = link;
    this.follow(link);
  }

  private follow(link: Link): void {
    link.invoke("Follow", this.slug).then(
      () => this.ask(),
      error => {
        if (Refusal.from(error)?.code === "too-fast")
          this.clock.after(afterFailure, () => {
            if (link === this.link && !this.closed) this.follow(link);
          });
      },
    );
  }

  down(): void {
    this.link = null;
    this.stands();
  }

  event(name: string, [slug, stamp]: unknown[]): void {
    if (name === "Compiled" && slug === this.slug && stamp !== this.shown) this.ask();
  }

  /** The page is looked at again. */
  wake(): void {
    void this.fetchNow();
  }

  /** Something else of the same is to be shown. */
  again(): void {
    this.ask();
  }

  close(): void {
    this.closed = true;
    this.cancel();
    this.cancelStill();
  }

  private ask(): void {
    this.due = true;
    void this.fetchNow();
  }

  // Number 7: the page fetches the lists, and of the preview what has changed; at most one at a time, and the newest in the end.
  private async fetchNow(): Promise<void> {
    if (!this.due || this.fetching || this.closed || this.isHidden()) return;
    const early = this.notBefore - this.clock.now();
    if (early > 0) return this.wait(early);
    this.due = false;
    this.fetching = true;
    this.notBefore = this.clock.now() + betweenFetches;
    try {
      const live = await this.fetchLive();
      if (this.closed) return;
      this.shown = live.stamp;
      this.show(live);
      this.goesOn();
    } catch {
      this.due = true;
      this.notBefore = this.clock.now() + afterFailure;
      this.stands();
    } finally {
      this.fetching = false;
    }
    void this.fetchNow();
  }

  private stands(): void {
    if (this.isStill || this.closed) return;
    this.isStill = true;
    this.cancelStill = this.clock.after(beforeSaying, () => this.still(true));
  }

  private goesOn(): void {
    this.cancelStill();
    if (this.isStill) this.still(false);
    this.isStill = false;
  }

  private wait(milliseconds: number): void {
    this.cancel();
    this.cancel = this.clock.after(milliseconds, () => void this.fetchNow());
  }
}
