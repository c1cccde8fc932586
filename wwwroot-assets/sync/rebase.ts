// Own edits and those of the log, moved over each other.
import type { ChangeSet } from "@codemirror/state";
import { mapMarking } from "../tracking/marks";
import { widening } from "../tracking/suggesting";
import { sameEdit } from "./same-edit";
import type { Update } from "./update";

/** Own edits after an update of the log: one fewer if it is the first of them, else moved over it. */
export function rebased(own: readonly Update[], id: string, changes: ChangeSet): readonly Update[] {
  const [first, ...rest] = own;
  if (first?.id !== id) return over(own, changes).own;
  return becameOther(first, changes) ? over(rest, widening(null, first.changes, changes)).own : rest;
}

/** Moves own edits over an incoming one, and it over them. What the log has comes first where both insert at one place. */
export function over(own: readonly Update[], changes: ChangeSet): { own: Update[]; incoming: ChangeSet } {
  let incoming = changes;
  const mapped = own.map(mine => {
    const next = incoming.map(mine.changes, true),
      moved = { ...mine, changes: mine.changes.map(incoming), ...(mine.marking && { marking: mapMarking(mine.marking, next) }) };
    incoming = next;
    return moved;
  });
  return { own: mapped, incoming };
}

/** Another edit was logged than was sent: the server turned it into suggestions. */
const becameOther = (sent: Update, logged: ChangeSet): boolean => sent.suggests === true && !sameEdit(sent.changes, logged);
