// Everything that lives on an editor's page, put together in one order, and taken apart again when the page is left.
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { cardForm } from "../cases/form";
import { CommentStore } from "../comments/store";
import { goToDiagnostic } from "../diagnostics/diagnostics";
import { createView, permit } from "../editor/view";
import { figures } from "../figures/shown";
import { find, findKeys } from "../find/find";
import { browserClock as clock } from "../kernel/clock";
import { giveFocus } from "../kernel/focus";
import { Timers } from "../kernel/timers";
import { WaitingCounts } from "../notices/waiting";
import { Follower, type Live } from "../preview/follower";
import { mountLists } from "../preview/lists";
import { stillNote } from "../preview/still";
import { ReviewSide } from "../review/side";
import { alarmBar, showCorrected } from "../saving/alarm";
import { RescueCopies } from "../saving/rescue";
import { SignInWindow } from "../saving/sign-in";
import { SyncState } from "../saving/sync-state";
import { suggestedTyping } from "../suggestions/typing";
import { Connection } from "../sync/connection";
import type { Opened, Person } from "../sync/protocol";
import type { Cursor } from "../sync/recent-steps";
import type { Editor, Host } from "../sync/session";
import type { Transport } from "../sync/transport";
import { unconfirmed } from "../sync/unconfirmed";
import { Unsent } from "../sync/unsent";
import { Watch } from "../sync/watch";
import { Tree } from "../tree/tree";
import { Access, type May } from "./access";
import { listen } from "./browser-events";
import { lookForLeft } from "./left";
import { Frame } from "./frame";
import { Destination } from "./location";
import type { PageData } from "./page-data";
import { Panels } from "./panels";
import { Presence } from "./presence";
import { goRound } from "./regions";
import { Saved } from "./saved";
import { followTyping } from "./typing";
import { arrive } from "./visiting";
import { type Behind, heldBy, writerOf } from "./writer";

const pointEvery = 200; // milliseconds, as below
const storeWithin = 5_000; // a store that does not open by then keeps nothing, as far as the page can say
const prepareAfter = 3_000;

/** Its fields stand in the order in which the parts are made: whoever listens to the transport is told in this order, too. */
export class EditorPage implements Host {
  private view: EditorView | null = null;
  private unsent: Unsent | null = null;
  private treeHash = "";
  private readonly storeBy = clock.now() + storeWithin;
  private readonly timers = new Timers(clock);
  private readonly leaving = new AbortController();
  private readonly tree = new Tree(this.data.page, this.data.part("#tree"), this.data, this.transport, () => this.frame.between());
  private readonly behind = (): Behind => ({ connection: this.connection, review: this.review, view: this.view! });
  private readonly writer = writerOf(this.data, this.behind, () => this.point());
  private readonly frame = this.makeFrame();
  private readonly presence = new Presence(this.data, () => this.view);
  private readonly rescue = new RescueCopies(() => this.view, this.data.fileName);
  private readonly connection = new Connection(this.data.participant, this.transport, clock, this);
  private readonly kept = new Saved(() => this.connection.status, this.transport, this.timers);
  private readonly comments = this.makeComments();
  private readonly destination = new Destination(panel => this.panels.open(panel));
  private readonly watch = new Watch(
    clock,
    () => this.view?.state ?? null,
    () => this.connection.status.recovered,
    () => this.syncState.update(),
  );
  private readonly panels = new Panels(this.data.page, this.tree.opener, () => this.frame.opened());
  private readonly signIn = new SignInWindow(this.data.page, this.data.editor, () => this.back());
  private readonly alarm = this.makeAlarm();
  private readonly syncState = this.makeSyncState();
  private readonly review = this.makeReview();
  private readonly showLists = mountLists(this.data.page);
  private readonly access = new Access(this.data.page, this.data.may, may => this.permitted(may));
  private readonly follower = this.makeFollower();
  private readonly counts = new WaitingCounts(this.transport, clock);

  constructor(
    private readonly data: PageData,
    private readonly transport: Transport,
    /** Somebody came from another text without leaving the page: he goes on writing. */
    private readonly isVisited = false,
  ) {
    listen(this.leaving.signal, {
      named: () => this.goToNamed(),
      back: () => this.back(),
      offline: () => this.connection.probe(),
      settle: () => this.settle(),
      wouldLose: () => this.connection.status.unsent && !this.unsent?.isDurable,
    });
    followTyping(data.page, data.editor, this.leaving.signal);
    goRound([this.tree, { element: data.editor, focus: () => giveFocus(this.view) }, this.panels], this.leaving.signal);
    void Unsent.open(data.person, data.document, data.clientID).then(store => this.keepIn(store));
    this.transport.start();
    this.syncState.update();
  }

  /** Nothing of it was patched away. */
  get isWhole(): boolean {
    const { view, data, panels, alarm } = this;
    return [data.editor, panels.element, alarm.element, ...(view ? [view.dom] : [])].every(element => element.isConnected);
  }

  get isSaved(): boolean {
    return this.kept.isSo;
  }

  saved(): Promise<boolean> {
    this.settle();
    return this.kept.soon();
  }

  /** `goesOn`: another text takes the connection over. */
  end(goesOn = false): void {
    this.leaving.abort();
    this.connection.settle();
    this.connection.close();
    this.follower.close();
    this.comments.close();
    this.review.close();
    this.counts.close();
    if (goesOn) this.transport.release();
    else this.transport.stop();
    this.tree.close();
    this.syncState.close();
    this.watch.close();
    this.timers.close();
    this.unsent?.close();
    this.frame.close();
    this.view?.destroy();
    this.panels.close();
    this.alarm.element.parentElement?.remove();
    this.signIn.element.remove();
  }

  // ── what the connection tells ──

  open(opened: Opened): Editor {
    const { page, editor } = this.data;
    const around = [this.frame.extensions, figures(page), cardForm(page)];
    const view = (this.view = createView(editor, opened, this.writer, { suggesting: suggestedTyping, find, findKeys, around }));
    this.frame.surround(view);
    this.comments.opened(view);
    this.access.opened();
    this.goToNamed();
    if (this.isVisited) arrive(view);
    this.timers.after(prepareAfter, () => this.rescue.prepare());
    return view;
  }

  changed(): void {
    this.syncState.update();
    this.kept.changed();
    this.comments.settle();
    this.review.settle();
    this.frame.settled();
  }

  keep(state: EditorState): void {
    this.unsent?.keep(unconfirmed(state));
  }

  async stored(): Promise<void> {
    await this.unsent?.stored();
  }

  corrected(before: string): void {
    showCorrected(this.data.part("#tree"), this.data.fileName, before, () => this.rescue.ofCorrected(before));
  }

  people(now: readonly Person[]): void {
    this.frame.know(now);
    if (this.presence.know(now)) this.point();
  }

  cursor(cursor: Cursor): void {
    this.presence.show(cursor);
  }

  // ── what the page does ──

  private goToNamed(): void {
    if (this.view) this.destination.go(this.view, location.hash);
  }

  private back(): void {
    this.transport.hurry(0);
    this.connection.probe();
    this.follower.wake();
  }

  private settle(): void {
    this.connection.settle();
    this.unsent?.settle();
  }

  private point(): void {
    this.timers.once("point", pointEvery, () => {
      const { view } = this;
      if (!view?.dom.contains(document.activeElement)) return;
      const { anchor, head } = view.state.selection.main;
      this.connection.point(anchor, head);
    });
  }

  private permitted(may: May): void {
    if (!this.view) return;
    permit(this.view, may !== "read", may === "suggest");
    if (may !== "read") this.connection.permit(may === "suggest");
  }

  private show(live: Live): void {
    this.showLists(live);
    if (live.tree) this.tree.show(live.tree);
    this.treeHash = live.treeHash;
    this.frame.show(live);
    this.access.show(live.readOnly, live.onlySuggests);
    this.review.show(live.review);
  }

  /** The store is open: what is unconfirmed goes into it, and what earlier pages left there is looked for, now and as tabs go. */
  private keepIn(store: Unsent): void {
    if (this.leaving.signal.aborted) return store.close();
    this.unsent = store;
    if (this.view) store.keep(unconfirmed(this.view.state));
    lookForLeft(this.data, store, this.connection, this.transport, this.rescue, this.leaving.signal);
  }

  // ── how its parts are made ──

  private makeFrame(): Frame {
    const { page, document, live } = this.data;
    return new Frame(
      page,
      this.data.part("#preview"),
      document,
      () => this.comments,
      {
        counted: (panel, count) => this.panels.count(panel, count),
        choose: panel => this.panels.choose(panel),
        projected: () => this.follower.again(),
        first: (shown, open) => void this.review.gate.first(shown, open),
        seenAs: way => this.panels.seenAs(way),
      },
      this.tree,
      { fetch: () => this.data.fetch(`${live}/authors`), since: version => this.connection.steps(version) },
      heldBy(this.behind),
    );
  }

  private makeComments(): CommentStore {
    const changed = () => {
      this.frame.commented();
      if (this.view) this.destination.commented(this.view);
    };
    return new CommentStore(this.data.document, this.transport, clock, version => this.connection.since(version), changed);
  }

  private makeAlarm(): ReturnType<typeof alarmBar> {
    const text = () => this.view?.state.doc.toString() ?? null;
    return alarmBar(this.data.part("#tree"), this.data.fileName, text, () => this.rescue.ofPage(), this.signIn);
  }

  private makeSyncState(): SyncState {
    return new SyncState(this.data.part("[data-testid=sync-state]"), this.alarm, clock, () => ({
      status: this.connection.status,
      trouble: this.transport.trouble,
      watched: this.watch.look(),
      isKept: this.unsent?.isKeeping ?? clock.now() < this.storeBy,
    }));
  }

  private makeReview(): ReviewSide {
    const { page, document, slug } = this.data;
    return new ReviewSide(page, this.data.part("#review"), document, slug, this.transport, () => this.view, {
      asked: count => this.panels.count("review", count),
      open: () => this.panels.choose("review"),
      moved: () => this.follower.again(),
      go: place => {
        this.panels.open(place === "errors" ? "text" : place);
        if (place === "errors" && this.view) goToDiagnostic(1)(this.view);
      },
    });
  }

  private makeFollower(): Follower {
    const { slug, live } = this.data;
    const fetchShown = () => this.data.fetch<Live>(this.frame.address(live, this.treeHash)),
      isHidden = () => document.hidden,
      still = stillNote(this.data.part("#preview"));
    return new Follower(slug, this.transport, clock, fetchShown, shown => this.show(shown), isHidden, still);
  }
}
