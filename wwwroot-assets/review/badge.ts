// Where the text stands, beside its title, and the one button that its writers look for.
import { button, made } from '../dialog/modal'
import { word } from '../editor/words'
import { isInReview, type Review } from './about'

export class ReviewBadge {
  private readonly badge: HTMLElement
  private readonly submit: HTMLButtonElement

  constructor(bar: HTMLElement, submit: () => void, open: () => void) {
    this.badge = bar.querySelector<HTMLElement>('[data-testid=review-state]') ?? made('span', 'standing')
    this.badge.dataset.testid = 'review-state'
    this.badge.setAttribute('role', 'status')
    this.badge.onclick = open
    this.submit = button(word('review-submit'), submit, 'button button-small button-primary')
    this.submit.dataset.testid = 'review-submit'
    this.submit.hidden = true
    if (!this.badge.isConnected) bar.querySelector('[data-testid=sync-state]')!.before(this.badge)
    this.badge.after(this.submit)
  }

  show(review: Review | null): void {
    this.badge.hidden = review === null
    this.submit.hidden = !review?.acts.includes('submit')
    if (!review) return
    this.badge.dataset.state = review.state
    this.badge.className = `standing standing-${isInReview(review) ? 'review' : review.state}`
    this.badge.textContent = stateName(review)
  }

  close(): void { this.submit.remove() }
}

export const stateName = (review: Review): string => isInReview(review) ? review.name ?? word('review-state-review') : word(`review-state-${review.state}`)
