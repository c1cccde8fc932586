// What a signer has read. He signs what was on his screen when he began to read it; what has changed since then he must have been shown
// first, whatever became of the text meanwhile: that it went back, was submitted again and signed by others ends no reading. His own
// signature or return does.
import { isDraft, type Read, type Review } from "./about";

export class Reading {
  private read: Read | null = null;
  private latest: Review | null = null;
  /** The turn of the text that this person's own act ended; a look from before it says nothing new. */
  private ended = -1;

  shown(review: Review): void {
    this.latest = review;
    this.begin();
  }

  get hash(): string | null {
    return this.read?.hash ?? null;
  }

  /** What he has read; null: nothing that he is asked to sign. */
  get known(): Read | null {
    return this.read;
  }

  /** What he read, where he is asked to sign another text by now. */
  get moved(): Read | null {
    return this.isAsked ? this.former : null;
  }

  /** What he read, where the text was changed under his eyes and waits to be submitted again. */
  get stopped(): Read | null {
    return this.latest && !this.isAsked && isDraft(this.latest) ? this.former : null;
  }

  /** He has been shown what has changed up to the text with that hash. */
  followed(hash: string): void {
    if (this.isAsked && this.latest?.hash === hash) this.read = this.latest;
  }

  /**
   * He has signed or returned what was shown at that turn. Where others have acted since (the answer was long on its way), it is still
   * what he knows.
   */
  end(turn: number): void {
    if (this.latest && this.latest.turn > turn + 1) return;
    [this.read, this.ended] = [null, turn];
    this.begin();
  }

  private begin(): void {
    if (!this.read && this.latest && this.isAsked && this.latest.turn > this.ended) this.read = this.latest;
  }
  private get isAsked(): boolean {
    return this.latest?.acts.includes("approve") ?? false;
  }
  private get former(): Read | null {
    return this.read && this.latest && this.read.hash !== this.latest.hash ? this.read : null;
  }
}
