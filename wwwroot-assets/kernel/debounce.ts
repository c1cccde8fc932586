const patience = 5; // pauses
const share = 20; // what takes long is done more seldom: a twentieth of the time goes into it at most

/**
 * Does something once nothing has called for `pause` milliseconds; and where calls never end, as when many write, now and then all the
 * same.
 */
export class Debounce {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0; // when the first call came that nothing was done about yet
  private took = 0;

  /** `now`: milliseconds of a clock that nobody sets. */
  constructor(
    private readonly pause: number,
    private readonly act: () => void,
    private readonly now = () => performance.now(),
  ) {}

  call(): void {
    const now = this.now();
    if (this.timer === undefined) this.since = now;
    else if (now - this.since >= Math.max(patience * this.pause, share * this.took)) return; // it has waited long enough
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), this.pause);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private run(): void {
    this.timer = undefined;
    const start = this.now();
    this.act();
    this.took = this.now() - start;
  }
}
