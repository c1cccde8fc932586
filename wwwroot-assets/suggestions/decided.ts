// One's own suggestions that somebody has decided on.
import { moment } from "../kernel/dialog/list";
import { made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";

/** One of one's own that somebody has decided on. */
export interface Decided {
  id: string;
  outcome: "accepted" | "rejected" | "withdrawn" | null;
  by: string;
  at: string;
  reason: string | null;
  inserted: string;
  deleted: string;
}
export interface About {
  authors: Record<string, string>;
  decided: Decided[];
}

export function decidedItem({ outcome, by, at, inserted, deleted, reason }: Decided): HTMLElement {
  const was = outcome ?? "gone",
    how = made("b", `outcome-${was}`, word(`suggestion-was-${was}`));
  const words = [...(deleted ? [made("del", "", deleted)] : []), ...(inserted ? [made("ins", "", inserted)] : [])];
  const item = made(
    "li",
    "",
    made("p", "suggestion-who", how, " ", made("bdi", "", by), " ", moment(at)),
    made("p", "suggestion-words", ...words),
  );
  if (reason) item.append(made("p", "suggestion-why", word("suggestion-because", { reason })));
  item.dataset.testid = "suggestion-decided";
  return item;
}
