// Whether everything that was typed is on the server, and when it is.
import type { Status } from "../sync/connection";
import type { Transport } from "../sync/transport";
import type { Timers } from "../kernel/timers";

const within = 500; // milliseconds

export class Saved {
  private answer = () => {};

  constructor(
    private readonly status: () => Status,
    private readonly transport: Transport,
    private readonly timers: Timers,
  ) {}

  /** And the line stands. */
  get isSo(): boolean {
    const { unsent, refusal } = this.status();
    return this.transport.isUp && !unsent && refusal === null;
  }

  /** As soon as it is so; false: that takes too long. */
  async soon(): Promise<boolean> {
    if (this.isSo) return true;
    return new Promise(answered => {
      this.timers.after(within, () => answered(this.isSo));
      this.answer = () => answered(true);
    });
  }

  changed(): void {
    if (this.isSo) this.answer();
  }
}
