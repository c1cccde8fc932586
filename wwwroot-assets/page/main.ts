// The editor page is put together here, goes over from text to text, and ends where it is patched away.
import { browserClock } from "../kernel/clock";
import { roving } from "../kernel/roving";
import { signalr } from "../sync/signalr";
import { Transport } from "../sync/transport";
import { EditorPage } from "./editor-page";
import { PageData } from "./page-data";
import { Visiting } from "./visiting";

type Living = HTMLElement & { isAlive?: boolean };

/**
 * Where Blazor has patched through a living editor, nothing can be put together again: it ends, and shell/navigation.ts loads the page
 * anew. What was typed is stored.
 */
class Started {
  private page: Living;
  private editor: EditorPage;
  private readonly transport: Transport;

  constructor(page: Living) {
    this.page = page;
    const data = new PageData(page);
    this.transport = new Transport(signalr(data.person), browserClock);
    this.editor = this.begin(data);
    document.addEventListener("page-patched", this.patched);
  }

  get isSaved(): boolean {
    return this.editor.isSaved;
  }

  saved(): Promise<boolean> {
    return this.editor.saved();
  }

  leave(put: () => HTMLElement): void {
    this.editor.end(true);
    this.page = put();
    this.editor = this.begin(new PageData(this.page), true);
  }

  private begin(data: PageData, isVisited = false): EditorPage {
    this.page.isAlive = true;
    return new EditorPage(data, this.transport, isVisited);
  }

  private readonly patched = (): void => {
    const { page, editor } = this;
    if (document.getElementById("editor-page") === page && editor.isWhole) return;
    document.removeEventListener("page-patched", this.patched);
    page.isAlive = false;
    editor.end();
  };
}

const page = document.getElementById("editor-page");
if (page) {
  const started = new Started(page);
  new Visiting(() => started);
  // The way to the text is short: the rail of links is one stop for Tab, as the tree and the tools are.
  const drawer = document.getElementById("drawer");
  if (drawer) roving(drawer, "a, button", new AbortController().signal).only(drawer.querySelector("[aria-current]"));
}
