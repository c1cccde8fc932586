// Several clients with the real collab extension and a central log, as the product's protocol wants it: the server rebases
// over one logged update at a time, and a client receives one at a time.
import { EditorState } from "@codemirror/state";
import { collab, receiveUpdates, sendableUpdates, rebaseUpdates } from "@codemirror/collab";
import { text, change } from "./random.mjs";

export function session(rnd) {
  const start = text(rnd, 10);
  const names = ["ann", "bo", "chen"].slice(0, 2 + rnd.below(2));
  const clients = names.map(clientID => ({
    state: EditorState.create({ doc: start, extensions: [collab({ clientID })] }),
    version: 0,
    inFlight: 0,
  }));
  const log = [];
  const steps = [];

  function edit(who) {
    const client = clients[who];
    const changes = change(rnd, client.state.doc.toString());
    if (changes.empty) return;
    client.state = client.state.update({ changes }).state;
    steps.push(["edit", who, changes]);
  }
  // A client waits for its own updates before it sends more, as CodeMirror's own example does.
  function push(who) {
    const client = clients[who];
    let updates = sendableUpdates(client.state);
    if (client.inFlight > 0 || updates.length === 0) return;
    client.inFlight = updates.length;
    for (const logged of log.slice(client.version)) updates = rebaseUpdates(updates, [logged]);
    log.push(...updates);
    steps.push(["push", who, ...updates.map(u => u.changes)]);
  }
  function receive(who) {
    const client = clients[who];
    if (client.version === log.length) return;
    const update = log[client.version++];
    if (update.clientID === names[who]) client.inFlight--;
    const transaction = receiveUpdates(client.state, [update]);
    client.state = transaction.state;
    steps.push(["receive", who, transaction.changes]);
  }

  for (let i = 12 + rnd.below(20); i > 0; i--) rnd.pick([edit, edit, push, receive, receive])(rnd.below(clients.length));
  for (let round = 0; round < 2; round++) {
    clients.forEach((_, who) => push(who));
    clients.forEach((client, who) => {
      while (client.version < log.length) receive(who);
    });
  }
  return { kind: "session", text: start, clients: names.length, steps, end: agreed(clients.map(({ state }) => state.doc.toString())) };
}

function agreed(texts) {
  if (new Set(texts).size > 1) throw new Error(`CodeMirror's own clients differ: ${JSON.stringify(texts)}`);
  return texts[0];
}
