// What could not be saved is never only a download: it is laid beside the present text, to be compared and taken from.
import { isolateHistory } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import type { Rescue } from "../compare/window";
import { download } from "./alarm";
import { unconfirmed } from "../sync/unconfirmed";
import type { Leftover } from "../sync/leftover";
import { word } from "../kernel/words";

type Comparing = typeof import("../compare/window");

export class RescueCopies {
  private comparing: Comparing | null = null;

  constructor(
    private readonly view: () => EditorView | null,
    private readonly fileName: string,
  ) {}

  /** Fetches the window while there is a line: it is wanted when there is none. */
  prepare(): void {
    void this.load().catch(() => {});
  } // asked for again when it is wanted

  ofLeftover({ at, text, own, used, discard }: Leftover, gone: () => void): void {
    const when = at.toLocaleString(document.documentElement.lang || undefined);
    const about = word(own ? "rescue-about" : "rescue-about-words", { at: when });
    this.open({ ...this.beside(text), ...(own ? {} : { present: () => null }), about, own, used, discard: () => discard().then(gone) });
  }

  /** What this page showed before it was put right. */
  ofCorrected(text: string): void {
    this.open({ ...this.beside(text), about: word("corrected"), own: null, used: () => {}, discard: null });
  }

  /** What this page holds and the server does not take, beside what the server has. */
  ofPage(): void {
    const view = this.view();
    if (!view) return;
    const text = view.state.doc.toString();
    this.open({
      kept: text,
      about: word("rescue-about-page"),
      own: null,
      present: () => unconfirmed(view.state).base.toString(),
      presentName: word("rescue-server"),
      take: () => null,
      used: () => {},
      download: () => download(this.fileName, text),
      discard: null,
    });
  }

  private beside(text: string): Omit<Rescue, "about" | "own" | "used" | "discard"> {
    return {
      kept: text,
      present: () => this.view()?.state.doc.toString() ?? null,
      presentName: word("rescue-present"),
      download: () => download(this.fileName, text),
      take: () => {
        const view = this.view();
        if (!view || view.state.readOnly) return null;
        return edits =>
          view.dispatch({ changes: [...edits], userEvent: "input.rescue", annotations: isolateHistory.of("full"), scrollIntoView: true });
      },
    };
  }

  private open(rescue: Rescue): void {
    this.load().then(
      ({ openRescue }) => openRescue(rescue),
      () => rescue.download(),
    ); // the text itself is at hand whatever else is not
  }

  private async load(): Promise<Comparing> {
    const address = new URL("./compare.js", import.meta.url).href;
    return (this.comparing ??= (await import(address)) as Comparing);
  }
}
