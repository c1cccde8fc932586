// The editor page is put together here, and ends where it is patched away.
import { EditorPage } from "./editor-page";
import { PageData } from "./page-data";

/**
 * Where Blazor has patched through a living editor, nothing can be put together again: it ends, and shell/navigation.ts loads the page
 * anew. What was typed is stored.
 */
function start(page: HTMLElement & { isAlive?: boolean }): void {
  const { document: text } = page.dataset;
  const editor = new EditorPage(new PageData(page));
  page.isAlive = true;
  const patched = () => {
    if (document.getElementById("editor-page") === page && page.dataset.document === text && editor.isWhole) return;
    document.removeEventListener("page-patched", patched);
    page.isAlive = false;
    editor.end();
  };
  document.addEventListener("page-patched", patched);
}

const page = document.getElementById("editor-page");
if (page) start(page);
