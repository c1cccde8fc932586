// A page's clientID as the server knows it. One that the server says is somebody else's becomes another on the wire, and nothing changes
// here: edits keep their ids, and the clientID under which the browser stored them.
import { newId } from "../kernel/identity";

export class ClientNames {
  private readonly sent = new Map<string, string>(); // by what it is here
  private readonly here = new Map<string, string>(); // by what was sent
  private readonly unproven = new Set<string>();

  onWire(clientID: string): string {
    return this.sent.get(clientID) ?? clientID;
  }

  fromWire<T extends { readonly clientID: string }>(update: T): T {
    const clientID = this.here.get(update.clientID);
    return clientID === undefined ? update : { ...update, clientID };
  }

  /** Nobody hears of it before the server has taken an edit under it: it is this page's then. */
  renew(clientID: string): void {
    const other = newId();
    this.sent.set(clientID, other);
    this.here.set(other, clientID);
    this.unproven.add(clientID);
  }

  taken(clientID: string): void {
    this.unproven.delete(clientID);
  }

  mayBeShown(clientID: string): boolean {
    return !this.unproven.has(clientID);
  }
}
