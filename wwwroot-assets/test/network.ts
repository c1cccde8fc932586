// A disorderly network between writers and the authority: it delays, drops, doubles and reorders messages, and cuts lines.
import type { Connect, Link, LinkEvents, WireUpdate } from "../sync/protocol";
import type { Authority } from "./authority";
import type { Chance } from "./random";
import type { VirtualClock } from "./virtual-clock";

export interface Weather {
  delay: number;
  drop: number;
  double: number;
  cut: number;
  unreachable: number;
}
export const calm: Weather = { delay: 5, drop: 0, double: 0, cut: 0, unreachable: 0 };

export class Network {
  weather: Weather = calm;
  /** How often somebody pushed while a push of his was under way on the same line. */
  overlapping = 0;
  private readonly lines = new Set<Wire>();

  constructor(
    readonly authority: Authority,
    readonly clock: VirtualClock,
    readonly chance: Chance,
  ) {
    authority.committed = (version, updates) => {
      for (const line of this.lines) if (line.follows) line.tell("Updated", [document, version, updates]);
    };
  }

  connect(person: string): Connect {
    return events =>
      new Promise((resolve, reject) => {
        if (this.chance.happens(this.weather.unreachable))
          return void this.clock.after(this.chance.below(3000), () => reject(new Error("unreachable")));
        this.clock.after(this.chance.below(this.weather.delay + 1), () => {
          const line = new Wire(this, person, events);
          this.lines.add(line);
          resolve(line);
        });
      });
  }

  /** The server dies: what it committed is there, every line is gone. */
  killServer(): void {
    for (const line of [...this.lines]) line.cut();
  }

  gone(line: Wire): void {
    this.lines.delete(line);
  }
}

export const document = "sample/sections/01-basic";

class Wire implements Link {
  follows = false;
  private pushes = 0;
  private isCut = false;
  private readonly unanswered = new Set<(error: Error) => void>();

  constructor(
    private readonly network: Network,
    private readonly person: string,
    private readonly events: LinkEvents,
  ) {}

  invoke(method: string, ...args: unknown[]): Promise<unknown> {
    if (this.isCut) return Promise.reject(new Error("The line is cut."));
    if (method === "Push" && this.pushes++ > 0) this.network.overlapping++;
    return this.asked(method, args).finally(() => {
      if (method === "Push") this.pushes--;
    });
  }

  private asked(method: string, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.unanswered.add(reject);
      const answered = (settle: () => void) => () => {
        if (this.unanswered.delete(reject)) settle();
      };
      this.send(() => {
        try {
          const answer: unknown = JSON.parse(JSON.stringify(this.serve(method, args) ?? null));
          this.send(answered(() => resolve(answer)));
        } catch (error) {
          this.send(answered(() => reject(error as Error)));
        }
      });
    });
  }

  close(): void {
    this.cut(false);
  }

  cut(tell = true): void {
    if (this.isCut) return;
    this.isCut = true;
    this.network.gone(this);
    for (const reject of this.unanswered) reject(new Error("The line was cut."));
    if (tell) this.events.closed();
  }

  tell(name: string, args: unknown[]): void {
    const copy = JSON.parse(JSON.stringify(args)) as unknown[];
    this.send(() => this.events.event(name, copy));
  }

  private serve(method: string, args: unknown[]): unknown {
    const { authority } = this.network;
    if (method === "Open") {
      this.follows = true;
      return authority.open(this.person);
    }
    if (method === "Pull") return authority.pull(args[1] as number);
    if (method === "Push") return authority.push(this.person, args[1] as number, args[2] as WireUpdate[]);
    if (method === "Compare") return authority.compare(args[1] as number, args[2] as string);
    if (method === "Differ") return void authority.different.push(args[2] as string);
    return undefined;
  }

  // Messages overtake one another, as their delays are drawn one by one.
  private send(arrive: () => void): void {
    const { weather, chance, clock } = this.network;
    if (this.isCut) return;
    if (chance.happens(weather.cut)) return void clock.after(chance.below(weather.delay + 1), () => this.cut());
    if (chance.happens(weather.drop)) return;
    const copies = chance.happens(weather.double) ? 2 : 1;
    for (let i = 0; i < copies; i++)
      clock.after(chance.below(weather.delay + 1), () => {
        if (!this.isCut) arrive();
      });
  }
}
