// An update as JSON: as it goes to the server, and as the browser stores it.
import { ChangeSet } from "@codemirror/state";
import { markingFromJSON, markingToJSON, type WireMark } from "../tracking/marks";
import type { Update } from "./update";

export interface UpdateJSON {
  id: string;
  clientID: string;
  changes: unknown;
  marks?: WireMark[];
  suggests?: boolean;
  by?: string;
  at?: string;
}

/** What was stored before U+0000 was kept out of texts; as long as it was, so that what follows it fits. */
export function withoutNull<T extends UpdateJSON>(update: T): T {
  const changes = JSON.parse(JSON.stringify(update.changes), (_, part: unknown) =>
    typeof part === "string" ? part.replace(/\0/g, "\ufffd") : part,
  ) as unknown;
  return { ...update, changes };
}

export const updateToJSON = ({ id, clientID, changes, marking, suggests }: Update): UpdateJSON => ({
  id,
  clientID,
  changes: changes.toJSON() as unknown,
  ...(marking?.length && { marks: markingToJSON(marking) }),
  ...(suggests && { suggests }),
});

export const updateFromJSON = ({ id, clientID, changes, marks, suggests, by, at }: UpdateJSON): Update => ({
  id,
  clientID,
  changes: ChangeSet.fromJSON(changes),
  ...(marks?.length && { marking: markingFromJSON(marks) }),
  ...(suggests && { suggests }),
  ...(by && { by, at }),
});
