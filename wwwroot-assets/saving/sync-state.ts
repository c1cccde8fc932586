// Says, in words and colour, whether what one types is being saved.
//   the mark    data-state = synced | pending | offline, at once; its words follow only when a state lasts, so that they do not flicker
//   the alarm   a bar above the text: nothing has been saved for 15 s, or it cannot be, and why
import type { AlarmBar } from "./alarm";
import type { Clock } from "../kernel/clock";
import type { Status } from "../sync/connection";
import type { Trouble } from "../sync/transport";
import { Refusal, type RefusalCode } from "../sync/protocol";
import type { Watched } from "../sync/watch";
import { type Word, word, wordOr } from "../kernel/words";

const lasting = 700; // milliseconds, as below
export const alarming = 15_000;
export const rescuing = 120_000; // from then on the writer is offered what was written, to compare and to take away

export interface Saying {
  state: "synced" | "pending" | "offline";
  /** Keys of words. */
  words: Word;
  alarm: Word | `${"refused" | "not-opened"}-${RefusalCode}` | null;
  /** A second sentence: this browser does not keep what is unsent. */
  also: Word | null;
  offer: "sign-in" | "download" | null;
  rescue: boolean;
}

const forGood: ReadonlySet<string> = new Set([
  "not-allowed",
  "not-found",
  "locked",
  "bad-version",
  "bad-change",
  "bad-message",
  "too-large",
  "diverged",
]);

/** What there is to say. The eye on the edits (watch.ts) is believed, whatever the connection's status is. */
export function saying(status: Status, trouble: Trouble | null, { waited, isTorn }: Watched, isKept = true): Saying {
  const unsent = status.unsent || waited !== null,
    late = waited !== null && waited >= alarming;
  const said = isTorn ? torn : status.refusal,
    refusal = trouble && said?.code !== "diverged" ? null : said; // without a line it is the line that is missing
  const plain = spoken({ ...status, unsent, refusal }, trouble, late);
  const also = unsent && !isKept && (late || plain.state === "offline") ? "not-kept" : null;
  const rescue = status.open && ((waited !== null && waited >= rescuing) || (refusal !== null && forGood.has(refusal.code)));
  return { ...plain, alarm: plain.alarm ?? also, also: plain.alarm && also, rescue };
}

const torn = new Refusal("diverged", "The text is not what the log has and what is on its way.");

function spoken(
  { open, up, unsent, refusal }: Status,
  trouble: Trouble | null,
  late: boolean,
): Pick<Saying, "state" | "words" | "alarm" | "offer"> {
  const state = refusal ? "pending" : !up ? "offline" : unsent || !open ? "pending" : "synced";
  if (trouble === "signed-out") return { state: "offline", words: "signed-out", alarm: "signed-out-alarm", offer: "sign-in" };
  if (refusal?.code === "other-person") return { state, words: "not-saved", alarm: "other-person", offer: "sign-in" };
  if (refusal && !open) return { state, words: "not-opened", alarm: `not-opened-${refusal.code}`, offer: null };
  if (refusal) return { state, words: "not-saved", alarm: `refused-${refusal.code}`, offer: "download" };
  return {
    state,
    words: !open && up ? "loading" : state,
    alarm: !late ? null : up ? "unsaved-long" : "unsaved-long-offline",
    offer: late ? "download" : null,
  };
}

export class SyncState {
  private said: Word | "" = "";
  private cancelWords = () => {};
  private cancelAlarm = () => {};

  constructor(
    private readonly mark: HTMLElement,
    private readonly alarm: AlarmBar,
    private readonly clock: Clock,
    private readonly read: () => { status: Status; trouble: Trouble | null; watched: Watched; isKept: boolean },
  ) {}

  readonly update = (): void => {
    const { status, trouble, watched, isKept } = this.read();
    const { state, words, alarm, also, offer, rescue } = saying(status, trouble, watched, isKept);
    this.mark.dataset.state = state;
    this.say(words);
    this.alarm.show(alarm && wordOr(alarm, "refused-failed") + (also ? word(also) : ""), offer, rescue);
    this.cancelAlarm();
    const next = [alarming, rescuing].find(limit => watched.waited !== null && watched.waited < limit);
    this.cancelAlarm = next ? this.clock.after(next - watched.waited! + 1, this.update) : () => {};
  };

  close(): void {
    this.cancelWords();
    this.cancelAlarm();
  }

  private say(words: Word): void {
    if (words === this.said) return;
    const first = this.said === "";
    this.said = words;
    this.cancelWords();
    const write = () => {
      if (this.mark.textContent !== word(words)) this.mark.textContent = word(words);
    };
    this.cancelWords = () => {};
    if (words === "pending" && !first) this.cancelWords = this.clock.after(lasting, write);
    else write();
  }
}
