// The hub over SignalR. One HubConnection per attempt, so that nothing of an earlier one is heard in a later one. SignalR's automatic and
// stateful reconnecting stay off: transport.ts reconnects, and what was missed is asked for by version.
import { HttpError, HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { type Connect, SignedOut } from "./protocol";

const events = ["Updated", "Pointed", "People", "Compiled", "Commented", "Reviewed", "Moved", "Noticed"] as const;
const silence = 25_000; // milliseconds without a word from the server: dead. It says something every 5 to 15 s

const transport = HttpTransportType.WebSockets | HttpTransportType.LongPolling;

/** `person` goes along so that the server refuses a connection whose cookie has become another person's meanwhile. */
export function signalr(person: string, hub = "/hubs/editing"): Connect {
  return async told => {
    const connection = new HubConnectionBuilder()
      .withUrl(`${hub}?person=${encodeURIComponent(person)}`, { timeout: 10_000, transport })
      .configureLogging(LogLevel.None)
      .build();
    connection.serverTimeoutInMilliseconds = silence;
    connection.keepAliveIntervalInMilliseconds = 8_000;
    for (const name of events) connection.on(name, (...args: unknown[]) => told.event(name, args));
    connection.onclose(() => told.closed());
    try {
      await connection.start();
    } catch (error) {
      throw isSignedOut(error) ? new SignedOut() : error;
    }
    return {
      invoke: (method, ...args) => connection.invoke(method, ...args),
      close: () => {
        void connection.stop();
      },
    };
  };
}

const isSignedOut = (error: unknown): boolean =>
  (error instanceof HttpError && (error.statusCode === 401 || error.statusCode === 403)) || /Status code '40[13]'/.test(String(error));
