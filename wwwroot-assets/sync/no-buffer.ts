// Stands in for SignalR's buffer of unacknowledged messages in the bundle (build.mjs): it belongs to stateful reconnecting, which stays off
// (signalr.ts).
export class MessageBuffer {}
