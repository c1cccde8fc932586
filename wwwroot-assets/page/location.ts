import { EditorView } from "@codemirror/view";
import { goToThread, lookAtThread, shownThreads } from "../comments/placed";
import type { Panel } from "./panels";
import { giveFocus } from "../kernel/focus";

/** What an address names: `#line-12`, as the lists link to it; `#review`, `#comments`, `#suggestions`, and `#comment-7`, as notices do. */
export class Destination {
  private thread: number | null = null;

  constructor(private readonly open: (panel: Panel) => void) {}

  go(view: EditorView, hash: string): void {
    goToLine(view, hash);
    const panel = /^#(review|comments|suggestions)$/.exec(hash)?.[1] as Panel | undefined,
      thread = /^#comment-(\d+)$/.exec(hash)?.[1];
    if (panel) this.open(panel);
    if (!thread) return;
    this.open("comments");
    this.thread = Number(thread);
    view.dispatch({ effects: lookAtThread.of(this.thread) });
    this.commented(view);
  }

  /** Threads have come: if the one that was named is among them, the text goes there. */
  commented(view: EditorView): void {
    const found = shownThreads(view.state).find(({ id }) => id === this.thread);
    if (!found) return;
    this.thread = null;
    goToThread(view, found);
  }
}

/** Shows that line of the text and sets the caret there. */
function goToLine(view: EditorView, hash: string): void {
  const number = Number(/^#line-(\d+)$/.exec(hash)?.[1]);
  if (!number) return;
  const { doc } = view.state;
  const line = doc.line(Math.min(doc.lines, number));
  view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 40 }) });
  giveFocus(view);
}
