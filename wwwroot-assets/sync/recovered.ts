import type { Refusal } from "./protocol";
import type { Update } from "./update";

/** Edits that another page of the same person left behind, relative to the text at `version`. */
export interface RecoveredEdits {
  readonly version: number;
  readonly updates: readonly Update[];
  /** They are among this page's own unconfirmed edits now, and stored as such. */
  adopted(): Promise<void>;
  /** The server does not let them in, or (null) their person may not write any more: they stay where they are, and the person is told. */
  refused(refusal: Refusal | null): void;
}
