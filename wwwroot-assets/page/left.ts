// What earlier pages left in this browser's store: it is looked for when the store is open, when the line is back, and as tabs go.
import { showLeftover } from "../saving/alarm";
import type { RescueCopies } from "../saving/rescue";
import type { Connection } from "../sync/connection";
import type { Leftover } from "../sync/leftover";
import type { Transport } from "../sync/transport";
import type { Unsent } from "../sync/unsent";
import type { PageData } from "./page-data";

export function lookForLeft(
  data: PageData,
  store: Unsent,
  connection: Connection,
  transport: Transport,
  rescue: RescueCopies,
  signal: AbortSignal,
): void {
  const left = (leftover: Leftover) => showLeftover(data.part("#tree"), data.fileName, leftover, gone => rescue.ofLeftover(leftover, gone));
  const look = () => void store.takeOver(edits => connection.takeUp(edits), left);
  look();
  transport.add({ up: look, down: () => {}, event: () => {} });
  window.addEventListener("focus", look, { signal });
}
