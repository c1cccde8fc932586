// What happens when the Blazor circuit is gone. The built-in handler covers the page and reloads it; ours says so in a small bar, tries
// again for as long as it takes, and never touches a page with an editor, which does not need the circuit.
import { word } from "../kernel/words";
import { hasTypedInput, sayAgain } from "./typed";

const firstPause = 500; // milliseconds
const longestPause = 10_000;
const unnoticed = 30_000; // milliseconds for which a line may be dead before the browser says so: the time that SignalR waits for a word

export class CircuitReconnection {
  private bar: HTMLElement | null = null;
  private trying = false;
  private downAt = Number.POSITIVE_INFINITY;

  /** @param isSignedOut The server is there and lets nobody in who comes with this browser's sign-in. */
  constructor(
    private readonly reconnect: () => Promise<boolean>,
    private readonly isSignedOut: () => Promise<boolean>,
  ) {}

  onConnectionDown(): void {
    if (this.trying) return;
    this.downAt = performance.now();
    void this.tryUntilUp();
  }

  onConnectionUp(): void {
    this.trying = false;
    this.say(null);
    sayAgain(this.downAt - unnoticed);
    this.downAt = Number.POSITIVE_INFINITY;
  }

  private async tryUntilUp(): Promise<void> {
    this.trying = true;
    for (let pause = firstPause; this.trying; pause = Math.min(longestPause, pause * 2)) {
      this.say(word("circuit-down"));
      await sleep(pause * (0.5 + Math.random() / 2));
      const answer = await this.reconnect().catch(() => "unreachable" as const);
      if (answer === true) return this.onConnectionUp();
      if (answer === false) return this.circuitIsGone(); // the server is there, and no longer knows the circuit
      if (answer === "unreachable" && (await this.isSignedOut())) return this.circuitIsGone(); // as after signing out in another tab
    }
  }

  private circuitIsGone(): void {
    this.trying = false;
    if (document.getElementById("editor-page")) this.say(null);
    else if (hasTypedInput()) this.say(word("circuit-gone"), true);
    else location.reload();
  }

  private say(sentence: string | null, offerReload = false): void {
    this.bar?.remove();
    this.bar = null;
    if (sentence === null) return;
    const bar = (this.bar = document.createElement("div"));
    bar.className = "connection-bar";
    bar.setAttribute("role", "status");
    bar.textContent = sentence;
    if (offerReload) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = word("reload");
      button.onclick = () => location.reload();
      bar.append(" ", button);
    }
    document.body.append(bar);
  }
}

const sleep = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
