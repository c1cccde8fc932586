// Who else is in this text. One mark per person, however many tabs; oneself never.
import type { Person } from './protocol'

const colours = 8 // --person-0 … in tokens.css

export const colourOf = (person: string): number => {
  let sum = 7
  for (let i = 0; i < person.length; i++) sum = (sum * 31 + person.charCodeAt(i)) >>> 0
  return sum % colours
}

export function others(people: readonly Person[], me: string): Person[] {
  const seen = new Set([me])
  return people.filter(({ id }) => !seen.has(id) && seen.add(id))
}

export function showPeople(list: HTMLElement, people: readonly Person[]): void {
  list.replaceChildren(...people.map(({ id, name, organisation }) => {
    const item = document.createElement('li')
    item.className = `person colour-${colourOf(id)}`
    item.dataset.testid = 'presence-person'
    item.dataset.person = id
    item.textContent = name
    if (organisation) {
      const where = document.createElement('span')
      where.className = 'organisation'
      where.textContent = organisation
      item.append(' ', where)
    }
    return item
  }))
}
