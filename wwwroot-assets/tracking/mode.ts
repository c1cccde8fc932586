// Whether one's edits are suggestions: a switch for those who may write, always on for those who may only suggest.
import { StateEffect, StateField } from "@codemirror/state";
import type { Marking } from "./marks";
import { mapMarking } from "./marks";

export interface Mode {
  readonly on: boolean;
  readonly only: boolean;
}

export const setMode = StateEffect.define<Partial<Mode>>();

export const mode = StateField.define<Mode>({
  create: () => ({ on: false, only: false }),
  update: (before, tr) =>
    tr.effects.reduce((now, effect) => {
      if (!effect.is(setMode)) return now;
      const next = { ...now, ...effect.value };
      return { ...next, on: next.on || next.only };
    }, before),
});

/**
 * Marks that come with a transaction, in coordinates of the text that it leaves. `suggests`: the transaction keeps the rules of
 * suggesting; null: that is to be found out.
 */
export const mark = StateEffect.define<{ marking: Marking; suggests: boolean | null }>({
  map: ({ marking, suggests }, change) => ({ marking: mapMarking(marking, change), suggests }),
});
