// A press ends where it began, though the page moves meanwhile: leaving a field can bring a line of words under it while the finger is still down, the button
// slides away from under the mouse, and the browser reports a click on nothing.
const pressable = 'button, a[href], summary, label'
const still = 6 // CSS pixels that a hand moves without meaning it

export function mountPresses(): void {
  let pressed: { element: HTMLElement, x: number, y: number } | null = null
  addEventListener('mousedown', event => {
    const element = event.button === 0 && event.target instanceof Element ? event.target.closest<HTMLElement>(pressable) : null
    pressed = element ? { element, x: event.clientX, y: event.clientY } : null
  }, true)
  addEventListener('mouseup', event => {
    const press = pressed
    pressed = null
    if (!press || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (event.target instanceof Node && press.element.contains(event.target)) return // the browser reports it
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < still && press.element.isConnected) press.element.click()
  }, true)
}
