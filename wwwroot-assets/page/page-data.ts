// What the server says in the editor's page: whose it is, which text, what he may do with it.
import { newId } from "../kernel/identity";
import type { Participant } from "../sync/session";
import type { May } from "./access";

export class PageData {
  readonly person = this.given("person");
  readonly document = this.given("document");
  readonly live = this.given("live");
  readonly slug = this.given("slug");
  readonly mayWrite = this.page.dataset.mayWrite === "true";
  readonly may: May = !this.mayWrite ? "read" : this.page.dataset.onlySuggests === "true" ? "suggest" : "write";
  readonly fileName = `${this.document.slice(this.document.lastIndexOf("/") + 1)}.md`;
  readonly clientID = newId();
  readonly canBeTakenOver = !navigator.locks;
  readonly editor = this.part("#editor");

  /** Who writes in it, for the connection. */
  get participant(): Participant {
    const { document, person, clientID, mayWrite, may, canBeTakenOver } = this;
    return { document, person, clientID, mayWrite, onlySuggests: may === "suggest", canBeTakenOver };
  }

  constructor(readonly page: HTMLElement) {}

  part(selector: string): HTMLElement {
    const found = this.page.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`#editor-page has no ${selector}.`);
    return found;
  }

  /** What the server says at an address. */
  async fetch<Answer>(address: string): Promise<Answer> {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return (await answer.json()) as Answer;
  }

  private given(name: string): string {
    const value = this.page.dataset[name];
    if (value === undefined) throw new Error(`#editor-page has no data-${name}.`);
    return value;
  }
}
