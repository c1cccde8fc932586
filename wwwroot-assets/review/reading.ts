// What a signer has read. He signs what was on his screen when he began to read it; what has changed since then he must have been shown first.
import type { Review } from './about'

export interface Read { readonly hash: string, readonly version: number }

export class Reading {
  private read: Read | null = null
  private latest: Read | null = null
  private isAsked = false // to sign
  /** He was asked to sign, and the text went back under his eyes. */
  stopped: Read | null = null

  /** `version`: that of the text on the screen. */
  shown(review: Review, version: number): void {
    this.latest = { hash: review.hash, version }
    const asked = review.acts.includes('approve')
    if (asked && !this.isAsked) {
      // Whoever saw his reading stopped has read the text as it was then; what came after is new to him.
      this.read = this.stopped && this.stopped.hash !== review.hash ? this.stopped : this.latest
      this.stopped = null
    } else if (!asked && this.isAsked && review.sentBack?.verb === 'edited') this.stopped = this.read
    this.isAsked = asked
  }

  get hash(): string | null { return this.read?.hash ?? null }

  /** The version of the text that he read. */
  get version(): number | null { return this.read?.version ?? null }

  /** What he read, where the text is another by now. */
  get moved(): Read | null { return this.isAsked && this.read && this.latest && this.read.hash !== this.latest.hash ? this.read : null }

  /** He has been shown what has changed. */
  followed(): void { this.read = this.latest }
}
