import { Refusal } from "../sync/protocol";
import { word, wordOr } from "../kernel/words";
import { Offline } from "./store";

/** Why something that was said could not be brought to the server, and what now. */
export function spokenError(error: unknown): string {
  if (error instanceof Offline) return word("comment-offline");
  return error instanceof Refusal ? wordOr(`comment-refused-${error.code}`, "comment-failed") : word("comment-failed");
}
