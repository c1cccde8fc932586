// The editor page. Everything on it that lives is put together here, and taken apart again when the page is left.
import type { EditorView } from "@codemirror/view";
import { cardForm } from "../cases/form";
import { figures } from "../figures/shown";
import { CommentStore } from "../comments/store";
import { Follower, type Live } from "../preview/follower";
import { mountLists } from "../preview/lists";
import { stillNote } from "../preview/still";
import { WaitingCounts } from "../notices/waiting";
import { ReviewSide } from "../review/side";
import { Access, type May } from "./access";
import { alarmBar, showCorrected, showLeftover } from "../saving/alarm";
import { keepCursors, setCursor } from "../editor/presence/cursors";
import { browserClock as clock } from "../kernel/clock";
import { Connection } from "../sync/connection";
import { find, findKeys } from "../find/find";
import { suggestedTyping } from "../suggestions/typing";
import { goToDiagnostic } from "../diagnostics/diagnostics";
import { Frame } from "./frame";
import { newId } from "../kernel/identity";
import { Transport } from "../sync/transport";
import { Destination } from "./location";
import { Panels } from "./panels";
import { others, showPeople } from "../editor/presence/people";
import type { Person } from "../sync/protocol";
import { RescueCopies } from "../saving/rescue";
import { SignInWindow } from "../saving/sign-in";
import { signalr } from "../sync/signalr";
import { SyncState } from "../saving/sync-state";
import { Timers } from "../kernel/timers";
import { unconfirmed } from "../sync/unconfirmed";
import type { Leftover } from "../sync/leftover";
import { Unsent } from "../sync/unsent";
import { createView, permit } from "../editor/view";
import { Watch } from "../sync/watch";

interface Living {
  isWhole(): boolean;
  end(): void;
}

/** Where Blazor has patched through a living editor, nothing can be put together again: it ends, and shell/navigation.ts loads the page anew. What was typed is stored. */
function live(page: HTMLElement & { isAlive?: boolean }): void {
  const { document: text } = page.dataset;
  const editor = start(page);
  page.isAlive = true;
  const patched = () => {
    if (document.getElementById("editor-page") === page && page.dataset.document === text && editor.isWhole()) return;
    document.removeEventListener("page-patched", patched);
    page.isAlive = false;
    editor.end();
  };
  document.addEventListener("page-patched", patched);
}

const pointEvery = 200; // milliseconds, as below
const storeWithin = 5_000; // milliseconds; a store that does not open by then keeps nothing, as far as the page can say
const prepareAfter = 3_000;

function start(page: HTMLElement): Living {
  const given = (name: string): string => {
    const value = page.dataset[name];
    if (value === undefined) throw new Error(`#editor-page has no data-${name}.`);
    return value;
  };
  const part = (selector: string): HTMLElement => {
    const found = page.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`#editor-page has no ${selector}.`);
    return found;
  };
  const me = given("person"),
    name = given("document"),
    mayWrite = page.dataset.mayWrite === "true";
  const may: May = !mayWrite ? "read" : page.dataset.onlySuggests === "true" ? "suggest" : "write";
  const fileName = `${name.slice(name.lastIndexOf("/") + 1)}.md`;
  const clientID = newId(),
    canBeTakenOver = !navigator.locks;
  const editor = part("#editor");
  const frame = new Frame(
    page,
    editor,
    part("#preview"),
    name,
    () => comments,
    {
      counted: (panel, count) => panels.count(panel, count),
      choose: panel => panels.choose(panel),
      projected: () => follower.again(),
      first: (shown, open) => void review.gate.first(shown, open),
    },
    { fetch: () => fetchLive(`${given("live")}/authors`), since: version => connection.steps(version) },
  );
  const timers = new Timers(clock);
  const leaving = new AbortController();
  let view: EditorView | null = null;
  let unsent: Unsent | null = null;
  const storeBy = clock.now() + storeWithin;
  let people: readonly Person[] = [];
  const rescue = new RescueCopies(() => view, fileName);

  const transport = new Transport(signalr(me), clock);
  const connection = new Connection(
    { document: name, person: me, clientID, mayWrite, onlySuggests: may === "suggest", canBeTakenOver },
    transport,
    clock,
    {
      open: opened => {
        view = createView(
          editor,
          opened,
          {
            clientID,
            person: me,
            mayWrite,
            canBeTakenOver,
            edited: () => connection.edited(),
            pointed: point,
            admitted: (transactions, shown) => review.gate.admitted(transactions, shown),
            hold: () => {
              review.gate.compositionBegins(view!);
              connection.hold();
            },
            release: () => {
              review.gate.compositionEnds(view!);
              connection.release();
            },
          },
          { suggesting: suggestedTyping, find, findKeys, around: [frame.extensions, figures(page), cardForm(page)] },
        );
        frame.surround(view);
        comments.opened(view);
        access.opened();
        destination.go(view, location.hash);
        timers.after(prepareAfter, () => rescue.prepare());
        return view;
      },
      changed: () => {
        syncState.update();
        comments.settle();
        review.settle();
        frame.settled();
      },
      keep: state => unsent?.keep(unconfirmed(state)),
      stored: async () => {
        await unsent?.stored();
      },
      corrected: before => showCorrected(tabs, fileName, before, () => rescue.ofCorrected(before)),
      people: now => {
        const newcomers = now.some(({ id }) => !people.some(person => person.id === id));
        people = now;
        frame.know(now);
        showPeople(part("#people"), others(now, me));
        view?.dispatch({ effects: keepCursors.of(new Set(now.map(({ id }) => id))) });
        if (newcomers) point();
      },
      cursor: ({ person, clientID: client, anchor, head }) => {
        const known = people.find(({ id }) => id === person);
        if (client !== clientID && known) view?.dispatch({ effects: setCursor.of({ person: known, clientID: client, anchor, head }) });
      },
    },
  );
  const comments = new CommentStore(
    name,
    transport,
    clock,
    version => connection.since(version),
    () => {
      frame.commented();
      if (view) destination.commented(view);
    },
  );
  const destination = new Destination(panel => panels.open(panel));
  const point = () =>
    timers.once("point", pointEvery, () => {
      if (!view || !view.hasFocus) return;
      const { anchor, head } = view.state.selection.main;
      connection.point(anchor, head);
    });
  const watch = new Watch(
    clock,
    () => view?.state ?? null,
    () => connection.status.recovered,
    () => syncState.update(),
  );
  const panels = new Panels(page, editor),
    tabs = panels.element;
  const signInWindow = new SignInWindow(page, editor, () => back());
  const alarm = alarmBar(
    tabs,
    fileName,
    () => view?.state.doc.toString() ?? null,
    () => rescue.ofPage(),
    signInWindow,
  );
  const syncState = new SyncState(part("[data-testid=sync-state]"), alarm, clock, () => ({
    status: connection.status,
    trouble: transport.trouble,
    watched: watch.look(),
    isKept: unsent?.isKeeping ?? clock.now() < storeBy,
  }));
  const review = new ReviewSide(page, part("#review"), name, given("slug"), transport, () => view, {
    asked: count => panels.count("review", count),
    open: () => panels.choose("review"),
    moved: () => follower.again(),
    go: place => {
      panels.open(place === "errors" ? "text" : place);
      if (place === "errors" && view) goToDiagnostic(1)(view);
    },
  });
  const showLists = mountLists(page);
  const access = new Access(page, may, now => {
    if (!view) return;
    permit(view, now !== "read", now === "suggest");
    if (now !== "read") connection.permit(now === "suggest");
  });
  const show = (live: Live) => {
    showLists(live);
    frame.show(live);
    access.show(live.readOnly, live.onlySuggests);
    review.show(live.review);
  };
  const fetchShown = () => fetchLive<Live>(frame.address(given("live")));
  const follower = new Follower(given("slug"), transport, clock, fetchShown, show, () => document.hidden, stillNote(part("#preview")));

  const on = (target: EventTarget, event: string, then: (event: Event) => void) =>
    target.addEventListener(event, then, { signal: leaving.signal });
  const counts = new WaitingCounts(transport, clock);
  on(window, "hashchange", () => {
    if (view) destination.go(view, location.hash);
  });
  const back = () => {
    transport.hurry(0);
    connection.probe();
    follower.wake();
  };
  on(window, "online", back);
  on(window, "offline", () => connection.probe());
  on(window, "focus", back);
  on(document, "visibilitychange", () => {
    if (!document.hidden) back();
  });
  on(document, "resume", back);
  const settle = () => {
    connection.settle();
    unsent?.settle();
  };
  on(document, "freeze", settle);
  on(window, "pagehide", settle);
  on(window, "beforeunload", event => {
    if (connection.status.unsent && !unsent?.isDurable) event.preventDefault();
  });

  const left = (leftover: Leftover) => showLeftover(tabs, fileName, leftover, gone => rescue.ofLeftover(leftover, gone));
  void Unsent.open(me, name, clientID).then(store => {
    if (leaving.signal.aborted) return store.close();
    unsent = store;
    if (view) store.keep(unconfirmed(view.state));
    const look = () => void store.takeOver(edits => connection.takeUp(edits), left);
    look();
    transport.add({ up: look, down: () => {}, event: () => {} });
    on(window, "focus", look);
  });
  transport.start();
  syncState.update();

  const end = () => {
    leaving.abort();
    connection.settle();
    connection.close();
    follower.close();
    comments.close();
    review.close();
    counts.close();
    transport.stop();
    syncState.close();
    watch.close();
    timers.close();
    unsent?.close();
    frame.close();
    view?.destroy();
    panels.close();
    alarm.element.parentElement?.remove();
    signInWindow.element.remove();
  };
  return { end, isWhole: () => [editor, tabs, alarm.element, ...(view ? [view.dom] : [])].every(element => element.isConnected) };
}

async function fetchLive<Answer>(address: string): Promise<Answer> {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Answer;
}

const page = document.getElementById("editor-page");
if (page) live(page);
