// Questions that are asked before something is done: whose signatures a change ends, and whether comments may stay open.
import { giveFocus } from "../kernel/focus";
import { moment } from "../kernel/dialog/list";
import { button, made, openModal } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import type { Protection, Signature } from "./about";

export interface ConfirmDialog {
  readonly answer: Promise<boolean>;
  /** Answers in his place. */
  end(goesOn: boolean): void;
}

interface Answers {
  testid: string;
  go: string;
  leave: string;
  /** It is what he came for; else leaving is the safe way, and looks so. */
  isWanted?: boolean;
}

/**
 * A press is needed for an answer, and none is under the hands of who is typing. The focus goes back to where it was, and with it the
 * caret.
 */
function ask(title: string, body: Node[], { testid, go, leave, isWanted = false }: Answers): ConfirmDialog {
  const before = document.activeElement as HTMLElement | null,
    caret = caretOf(before);
  let goesOn = false,
    end: (goesOn: boolean) => void = () => {};
  const answer = new Promise<boolean>(answered => {
    const modal = openModal(title, {
      closed: () => {
        giveFocus(before);
        caret?.();
        answered(goesOn);
      },
    });
    end = yes => {
      goesOn = yes;
      modal.close();
    };
    modal.element.dataset.testid = testid;
    modal.body.append(...body);
    const [plain, primary] = ["button", "button button-primary"],
      yes = button(go, () => end(true), isWanted ? primary : plain),
      no = button(leave, () => end(false), isWanted ? plain : primary);
    yes.dataset.testid = `${testid}-go`;
    no.dataset.testid = `${testid}-leave`;
    modal.foot.append(...(isWanted ? [no, yes] : [yes, no]));
  });
  return { answer, end: yes => end(yes) };
}

function caretOf(element: HTMLElement | null): (() => void) | null {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd } = element;
  return () => element.setSelectionRange(selectionStart, selectionEnd);
}

export function askToRevise({ round, signatures }: Protection): ConfirmDialog {
  const list = made("ul", "review-signed", ...signatures.map(one => made("li", "", ...signed(one))));
  return ask(word("revise-title", { count: signatures.length }), [made("p", "", word("revise-text", { round })), list], {
    testid: "revise",
    go: word("revise-go"),
    leave: word("revise-leave"),
  });
}

function signed({ stage, by, at, text }: Signature): (Node | string)[] {
  return [...(text ? [made("bdi", "", `《${text}》`), " "] : []), stage, " ", made("bdi", "", by), " ", moment(at)];
}

/** At a stage of the chain, what is shown. */
export function askToSign(stage: string): ConfirmDialog {
  return ask(word("review-sign-title"), [made("p", "", word("review-sign-text", { stage }))], {
    testid: "review-sign",
    go: word("review-approve"),
    leave: word("cancel"),
    isWanted: true,
  });
}

/** No: he goes to the comments first. */
export function askToSubmit(comments: number): ConfirmDialog {
  return ask(word("review-comments-title", { count: comments }), [made("p", "", word("review-comments-text"))], {
    testid: "review-comments",
    go: word("review-comments-submit"),
    leave: word("review-comments-go"),
  });
}
