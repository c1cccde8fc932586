// Who else is in this text. One mark per person, however many tabs; oneself never.
import type { Person } from "../../sync/protocol";

const colours = 8; // --person-0 … in tokens.css

export const colourOf = (person: string): number => {
  let sum = 7;
  for (let i = 0; i < person.length; i++) sum = (sum * 31 + person.charCodeAt(i)) >>> 0;
  return sum % colours;
};

export function others(people: readonly Person[], me: string): Person[] {
  const seen = new Set([me]);
  return people.filter(({ id }) => !seen.has(id) && seen.add(id));
}

const mostShown = 3;

/** The list has its place whoever comes and goes: the others are counted, and named when one points there. */
export function showPeople(list: HTMLElement, people: readonly Person[]): void {
  const shown = people.length > mostShown + 1 ? mostShown : people.length,
    others = people.slice(shown);
  list.replaceChildren(
    ...people.map(({ id, name, organisation }, i) => {
      const item = document.createElement("li");
      item.className = `person colour-${colourOf(id)}${i < shown ? "" : " person-counted"}`;
      item.dataset.initial = firstOf(name);
      item.title = organisation ? `${name} ${organisation}` : name;
      item.dataset.testid = "presence-person";
      item.dataset.person = id;
      item.append(Object.assign(document.createElement("span"), { className: "person-name", textContent: name }));
      if (organisation) {
        const where = document.createElement("span");
        where.className = "organisation";
        where.textContent = organisation;
        item.append(" ", where);
      }
      return item;
    }),
    ...(others.length ? [counted(others)] : []),
  );
}

const firstOf = (name: string): string => [...name.trim()][0] ?? "";

function counted(others: readonly Person[]): HTMLElement {
  const item = document.createElement("li");
  item.className = "person person-more";
  item.setAttribute("aria-hidden", "true"); // each is in the list for whoever hears it
  item.textContent = `+${others.length}`;
  item.title = others.map(({ name, organisation }) => (organisation ? `${name} ${organisation}` : name)).join("\n");
  return item;
}
