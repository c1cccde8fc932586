// Opens the card picker. Its script is fetched when somebody wants it first: the cards come from the server, too.
import type { EditorView } from "@codemirror/view";
import { insertParagraphs } from "../editor/paragraph";
import { button, made, openModal } from "../kernel/dialog/modal";
import { giveFocus } from "../kernel/focus";
import { word } from "../kernel/words";

let isOpen = false;

export async function openCasePicker(view: EditorView, page: HTMLElement): Promise<void> {
  if (isOpen || view.state.readOnly) return;
  isOpen = true;
  const closed = () => {
    isOpen = false;
    giveFocus(view);
  };
  try {
    const { CasePicker } = (await import(new URL("./cases.js", import.meta.url).href)) as typeof import("./insert");
    new CasePicker({
      dataset: page.dataset,
      isReadOnly: () => view.state.readOnly,
      place: line => insertParagraphs(view, [line]),
      closed,
    });
  } catch {
    notFetched(() => void openCasePicker(view, page), closed);
  }
}

function notFetched(again: () => void, closed: () => void): void {
  const modal = openModal(word("case-title"), { closed });
  modal.body.append(
    made("p", "error", word("case-no-list")),
    button(word("figure-again"), () => {
      modal.close();
      again();
    }),
  );
}
