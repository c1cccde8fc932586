// The numbers above an editor's page: what waits for the person, and what he was told and has not read. The server counts; this page has no
// circuit that would show it.
import type { Clock } from "../kernel/clock";
import type { Listener, Transport } from "../sync/transport";
import { type Link, Refusal } from "../sync/protocol";
import { Timers } from "../kernel/timers";

interface Counts {
  tasks: number;
  notices: number;
}

const pause = 1_000; // milliseconds: what comes thick and fast is asked for once
const afterTooFast = 5_000; // milliseconds

export class WaitingCounts implements Listener {
  private link: Link | null = null;
  private readonly timers: Timers;

  constructor(transport: Transport, clock: Clock) {
    this.timers = new Timers(clock);
    transport.add(this);
  }

  up(link: Link): void {
    this.link = link;
    void this.ask();
  }

  down(): void {
    this.link = null;
  }

  event(name: string, [count]: unknown[]): void {
    if (name === "Noticed") show("notices", Number(count));
    if (name === "Noticed" || name === "Reviewed") this.timers.once("ask", pause, () => void this.ask());
  }

  close(): void {
    this.timers.close();
  }

  private async ask(): Promise<void> {
    const { link } = this;
    try {
      const counts = (await link?.invoke("Waiting")) as Counts | undefined;
      if (!counts || link !== this.link) return;
      show("tasks", counts.tasks);
      show("notices", counts.notices);
    } catch (error) {
      // When the line broke it is asked again as soon as it is back.
      if (Refusal.from(error)?.code === "too-fast") this.timers.once("ask", afterTooFast, () => void this.ask());
    }
  }
}

function show(what: keyof Counts, count: number): void {
  const element = document.querySelector<HTMLElement>(`[data-waiting=${what}]`);
  if (!element) return;
  element.textContent = String(count);
  element.hidden = count === 0;
}
