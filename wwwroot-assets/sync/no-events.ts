// Stands in for SignalR's transport over server-sent events in the bundle (build.mjs): where a proxy lets no WebSocket
// through, long polling does what is needed (signalr.ts names both).
export class ServerSentEventsTransport {}
