// What stands around the text: the toolbar above it, its outline beside it, the status line below, and what the server says of it. All of
// it works on the text by CodeMirror's transactions alone.
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Live } from "../preview/follower";
import { Together } from "../preview/together";
import { diagnostics, setDiagnostics } from "../diagnostics/diagnostics";
import { Numbers } from "../outline/numbers";
import { Outline } from "../outline/outline";
import { narrow, type Panel } from "./panels";
import { pastePlain } from "../editor/paste/plain";
import { pasteFormatted } from "../pasting/paste";
import { freeId } from "../references/ids";
import { completeReferences, openReferences, references } from "../references/picker";
import { remember, remembered } from "../kernel/remembered";
import { StatusLine } from "./status-line";
import { Toolbar } from "../editor/toolbar/toolbar";
import { authorsKey, type Block, blockKeys, commentKey, toolKeys } from "../editor/toolbar/tools";
import type { Person } from "../sync/protocol";
import { openCasePicker } from "../cases/picking";
import { openFigureForm } from "../figures/insert";
import { SuggestionPanel } from "../suggestions/panel";
import type { Projection } from "../tracking/suggesting";
import { CommentPanel } from "../comments/panel";
import { DiagnosticPanel } from "../diagnostics/panel";
import { ReferencePanel } from "../references/panel";
import type { Tree } from "../tree/tree";
import { placedComments } from "../comments/placed";
import { type Host as Authors, WhoWrote } from "../history/panel";
import { whoWrote } from "../history/shown";
import type { CommentStore } from "../comments/store";
import { shownSuggestions } from "../suggestions/shown";
import { SuggestSwitch, toggleSuggesting } from "../suggestions/switch";
import { ViewSwitch, visual, type VisualHost } from "../visual/visual";
import { renumbered } from "../visual/lines";
import { picturesBelowLines } from "../figures/shown";
import { pathOf } from "../figures/insert";
import type { Held } from "../editor/ime";

interface Told {
  counted(panel: Panel, count: number): void;
  choose(panel: Panel): void;
  projected(): void;
  first(view: EditorView, open: () => void): void;
  /** As it is printed, or its source. */
  seenAs(way: string): void;
}

interface Parts {
  view: EditorView;
  toolbar: Toolbar;
  outline: Outline;
  status: StatusLine;
  together: Together;
  suggest: SuggestSwitch;
  ways: ViewSwitch;
  suggestions: SuggestionPanel;
  comments: CommentPanel;
  references: ReferencePanel;
  diagnostics: DiagnosticPanel;
  authors: WhoWrote;
  watching: MutationObserver;
}

export class Frame {
  private readonly numbers = new Numbers();
  private parts: Parts | null = null;
  private latest: Live | null = null;
  private targetsHash = "";
  private people: readonly Person[] = [];
  private projection: Projection = "final";

  constructor(
    private readonly page: HTMLElement,
    private readonly preview: HTMLElement,
    private readonly document: string,
    private readonly store: () => CommentStore,
    private readonly told: Told,
    private readonly tree: Tree,
    private readonly asked: Authors,
    private readonly held: Held,
  ) {}

  private get visualHost(): VisualHost {
    const { page, numbers, held } = this;
    return { numbers, held, place: { slug: page.dataset.slug ?? "", file: pathOf(page) }, source: picturesBelowLines(page) };
  }

  /** For the text's state. */
  get extensions(): Extension {
    const blocks = Object.entries(blockKeys).map(([block, key]) => ({
      key,
      run: () => this.parts?.toolbar.press(block as Block) ?? false,
      preventDefault: true,
    }));
    return [
      Prec.high(
        keymap.of([
          ...toolKeys,
          ...blocks,
          {
            key: commentKey,
            run: () => {
              this.comment();
              return true;
            },
            preventDefault: true,
          },
          {
            key: authorsKey,
            run: () => {
              this.parts?.authors.toggle();
              return true;
            },
            preventDefault: true,
          },
          { key: "Mod-Shift-e", run: toggleSuggesting, preventDefault: true },
        ]),
      ),
      shownSuggestions,
      placedComments,
      whoWrote,
      references(this.numbers, this.document),
      diagnostics,
      pastePlain,
      pasteFormatted(this.page),
      visual(this.visualHost),
      EditorView.updateListener.of(update => {
        this.parts?.toolbar.update(update);
        this.parts?.outline.update(update);
        this.parts?.status.update(update);
        this.parts?.suggest.show();
        this.parts?.suggestions.update(update);
        this.parts?.comments.update(update);
        this.parts?.authors.update(update);
        this.parts?.diagnostics.update(update);
      }),
    ];
  }

  /** The text has come: everything else takes its place around it. */
  surround(view: EditorView): void {
    const together = new Together(view, this.preview, remembered("together", true));
    const outline = new Outline(view, this.numbers, together.textLeads);
    const status = new StatusLine(view, together.isOn, on => {
      remember("together", (together.isOn = on));
      together.follow();
    });
    const suggest = new SuggestSwitch(view),
      ways = new ViewSwitch(view, this.visualHost);
    const authors = new WhoWrote(view, this.asked, this.page.dataset.personName ?? "");
    status.element.append(authors.button, status.element.lastElementChild!);
    const toolbar = this.toolbar(view);
    view.dom.before(toolbar.element);
    view.dom.after(authors.element, status.element);
    this.parts = { view, toolbar, outline, status, together, suggest, ways, authors, ...this.panels(view), watching: this.watch(ways) };
    if (this.parts.comments.isHalfWritten && !matchMedia(narrow).matches) this.told.choose("comments");
    this.placeModes();
    matchMedia(narrow).addEventListener("change", this.placeModes);
    this.tree.hold(outline.column);
    this.between();
    authors.know(this.people);
    this.parts.suggestions.know(this.people);
    if (this.latest) this.show(this.latest);
  }

  private panels(view: EditorView): Pick<Parts, "suggestions" | "comments" | "references" | "diagnostics"> {
    const { told, numbers, document } = this,
      part = (selector: string) => this.page.querySelector<HTMLElement>(selector)!;
    return {
      suggestions: new SuggestionPanel(
        view,
        part("#suggestions"),
        count => told.counted("suggestions", count),
        projection => {
          this.projection = projection;
          told.projected();
        },
      ),
      comments: new CommentPanel(view, part("#comments"), this.store(), numbers, document, count => told.counted("comments", count)),
      references: new ReferencePanel(view, part("#references"), numbers, document),
      diagnostics: new DiagnosticPanel(view, part("#checks"), count => told.counted("checks", count)),
    };
  }

  /** The switch tells by its own mark which way the text is seen now. */
  private watch(ways: ViewSwitch): MutationObserver {
    const say = () => this.told.seenAs(ways.element.dataset.view ?? "source"),
      watching = new MutationObserver(say);
    watching.observe(ways.element, { attributeFilter: ["data-view"] });
    say();
    return watching;
  }

  /** How the text is seen, and what typing does, stands in the head; where that is narrow, among the tools. */
  private readonly placeModes = (): void => {
    if (!this.parts) return;
    const { toolbar, suggest, ways } = this.parts,
      modes = [suggest.element, ways.element];
    if (matchMedia(narrow).matches) toolbar.modes.append(...modes);
    else this.page.querySelector("#people")!.before(...modes);
  };

  /** The tree is another. */
  between(): void {
    this.parts?.status.between(this.tree.neighbours());
  }

  /** Some panel was opened. */
  opened(): void {
    this.parts?.references.show();
  }

  private toolbar(view: EditorView): Toolbar {
    return new Toolbar(view, {
      first: open => this.told.first(view, open),
      tree: this.tree.button,
      openFigures: shown => openFigureForm(shown, this.page),
      openCases: shown => void openCasePicker(shown, this.page),
      openReferences,
      comment: () => this.comment(),
      freeTableId: () => freeId("tbl", this.document, this.numbers.ids(view.state)),
    });
  }

  /** The address of what the server says, without what is known of it. */
  address(live: string, tree: string): string {
    const query = [
      ...(tree ? [`tree=${tree}`] : []),
      ...(this.targetsHash ? [`targets=${this.targetsHash}`] : []),
      ...(this.projection === "final" ? [] : [`projection=${this.projection}`]),
    ];
    return query.length ? `${live}?${query.join("&")}` : live;
  }

  show(live: Live): void {
    const isFirst = this.targetsHash === "";
    if (live.targets) {
      this.targetsHash = live.targetsHash;
      this.numbers.know(live.targets, live.path);
    }
    this.latest = live;
    if (!this.parts) return;
    this.parts.view.dispatch({ effects: [setDiagnostics.of(live.findings), renumbered.of(null)] });
    if (isFirst) completeReferences(this.parts.view);
    this.parts.suggestions.about(live.suggestions);
    this.parts.outline.soon();
    this.parts.references.show();
    this.parts.together.follow();
  }

  /** Threads have come, or those who may be named. */
  commented(): void {
    this.parts?.comments.soon();
  }

  /** The log was taken in further. */
  settled(): void {
    this.parts?.authors.settle();
  }

  private comment(): void {
    this.told.choose("comments");
    this.parts?.comments.open();
  }

  /** Who is here, by name. */
  know(people: readonly Person[]): void {
    this.people = people;
    this.parts?.suggestions.know(people);
    this.parts?.authors.know(people);
  }

  close(): void {
    const { parts } = this;
    if (!parts) return;
    for (const part of [parts.suggestions, parts.comments, parts.authors, parts.outline, parts.status, parts.together]) part.close();
    for (const part of [parts.toolbar, parts.diagnostics]) part.close();
    parts.outline.column.remove();
    matchMedia(narrow).removeEventListener("change", this.placeModes);
    parts.watching.disconnect();
  }
}
