// Two tabs and one edit: where a browser has no locks, another tab may take a page that lives for gone, and send what the store had of its
// edits (tabs.ts). Both find out here, when the log brings an edit in another state than they have it in.
import type { EditorState, Transaction } from "@codemirror/state";
import { mapMarks, markingTo, noMarking } from "../tracking/marks";
import { turn } from "../tracking/suggesting";
import { newUpdateId } from "../kernel/identity";
import { over } from "./rebase";
import { difference, isAsSent } from "./same-edit";
import { type Log, takenIn } from "./taken-in";
import { beginning, identity, logged, me, moved, ownUpdates, settled, supplants, type Unconfirmed, unconfirmed } from "./unconfirmed";
import { marked, unlessEmpty, type Update } from "./update";

/**
 * An edit that was not logged as this page would have sent it: another tab took its page for gone, and sent what the store had of it. The
 * page that typed it keeps its text, and what the log lacks is an edit of its own. The page that took it over takes what was logged,
 * since nobody knows which of both is newer, and offers what it had (`supplants`). Null: nothing of the kind.
 */
export function receiveOtherState(state: EditorState, log: Log, update: Update): Transaction | null {
  const own = unconfirmed(state),
    all = ownUpdates(own),
    place = all.findIndex(({ id }) => id === update.id),
    here = all[place],
    isMine = update.clientID === state.facet(identity).clientID;
  if (here ? place === 0 && here !== own.buffer && isLogged(own, here, update, me(state)) : !isMine) return null;
  if (isMine) return withRest(state, log, place, update);
  if (place > 0) throw new RangeError("An edit that was taken over was logged before another that it stands on.");
  return takenIn(state, log, update, own.inflight.slice(1), difference(here!.changes.apply(own.base), log.base), supplants.of(true));
}

/** The log has what the server makes of what is here. */
function isLogged({ base, marks }: Unconfirmed, here: Update, update: Update, person: string): boolean {
  if (isAsSent(here, update)) return true;
  if (!here.suggests) return false;
  const now = update.at ?? "",
    { changes, marking } = turn(
      base,
      marks,
      { changes: here.changes, marking: here.marking ?? noMarking },
      person,
      id => beginning(marks, id, person, now),
      here.id,
      now,
    );
  return isAsSent({ changes, marking }, update);
}

/**
 * The text stays. Each own edit stays itself but the one at `place`, of which what the log lacks is an edit of its own. None there (-1):
 * it was cut anew or taken back here, and what was logged is taken out.
 */
function withRest(state: EditorState, log: Log, place: number, update: Update): Transaction {
  const own = unconfirmed(state),
    all = ownUpdates(own),
    here = all[place],
    upTo = all.slice(0, place + 1),
    later = all.slice(place + 1);
  const before = over(all.slice(0, Math.max(0, place)), update.changes).own;
  const changes = difference(
    before.reduce((text, one) => one.changes.apply(text), log.base),
    upTo.reduce((text, one) => one.changes.apply(text), own.base),
  );
  const suggests = here ? here.suggests : update.marking !== undefined && update.marking.length > 0;
  const marking = suggests
    ? markingTo(mapMarks(before.reduce(marked, log.marks), changes), upTo.reduce(marked, own.marks), me(state))
    : (here?.marking ?? noMarking).filter(one => !update.marking?.some(({ id, outcome }) => id === one.id && outcome === one.outcome));
  const rest = unlessEmpty({
    id: newUpdateId(),
    clientID: state.facet(identity).clientID,
    changes,
    ...(marking.length && { marking }),
    ...(suggests && { suggests }),
  });
  const inflight = [...before, ...(rest ? [rest] : []), ...later];
  const buffer = own.buffer && (later.length > 0 || rest) ? inflight.pop()! : null;
  return state.update({ annotations: [logged.of(update.changes), moved.of(settled({ ...own, ...log, inflight, buffer }))] });
}
