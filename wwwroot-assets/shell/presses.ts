// A press ends where it began, though the page moves meanwhile: leaving a field can bring a line of words under it while the finger is still down, the button
// slides away from under the mouse, and the browser reports a click on nothing. Likewise where what was pressed is made anew: a page comes alive, a list is drawn again.
const pressable = 'button, a[href], summary, label'
const still = 6 // CSS pixels that a hand moves without meaning it

export function mountPresses(): void {
  let pressed: { element: HTMLElement, under: Element, x: number, y: number } | null = null
  addEventListener('mousedown', event => {
    const under = event.button === 0 && event.target instanceof Element ? event.target : null, element = under?.closest<HTMLElement>(pressable)
    pressed = under && element ? { element, under, x: event.clientX, y: event.clientY } : null
  }, true)
  addEventListener('mouseup', event => {
    const press = pressed
    pressed = null
    if (!press || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !(event.target instanceof Element)) return
    const { element, under } = press
    if (under.isConnected && element.contains(event.target)) return // the browser reports it
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) >= still) return
    if (element.isConnected) return element.click()
    const now = event.target.closest<HTMLElement>(pressable)
    if (now && isSame(element, now)) now.click()
  }, true)
}

/** One stands where the other stood, and says and does the same; in a list that has moved on it is another one's. */
function isSame(before: HTMLElement, now: HTMLElement): boolean {
  const [was, is] = [before, now].map(element => JSON.stringify([element.tagName, element.getAttribute('href'), element.getAttribute('aria-label'), element.title, element.dataset.testid, element.textContent?.trim()]))
  return was === is
}
