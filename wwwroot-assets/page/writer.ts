// Who writes in the text, as the editor asks for him: what he does goes through the review's gate, and on to the connection.
import type { Transaction } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Held } from "../editor/ime";
import type { Writer } from "../editor/view";
import type { ReviewSide } from "../review/side";
import type { Connection } from "../sync/connection";
import type { PageData } from "./page-data";

export interface Behind {
  readonly connection: Connection;
  readonly review: ReviewSide;
  readonly view: EditorView;
}

export function writerOf(data: PageData, behind: () => Behind, pointed: () => void): Writer {
  const { clientID, person, mayWrite, canBeTakenOver } = data;
  return {
    clientID,
    person,
    mayWrite,
    canBeTakenOver,
    edited: () => behind().connection.edited(),
    pointed,
    admitted: (transactions: readonly Transaction[], shown) => behind().review.gate.admitted(transactions, shown),
    ...heldBy(behind),
  };
}

/** A composition begins, and ends: in the text, or in a cell of a table. */
export function heldBy(behind: () => Behind): Held {
  return {
    hold: () => {
      const { review, view, connection } = behind();
      review.gate.compositionBegins(view);
      connection.hold();
    },
    release: () => {
      const { review, view, connection } = behind();
      review.gate.compositionEnds(view);
      connection.release();
    },
  };
}
