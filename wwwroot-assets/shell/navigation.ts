// Blazor's enhanced navigation patches the page in place. It would wipe the editor's own elements and does not run a new page's module
// scripts, so links from and to an editor load the page as browsers always have. Where an enhanced load reaches an editor all the same
// (a redirect after a form), the page is loaded anew.
const editorAddress = /\/reports\/[^/]+\/(sections|cases)\/[^/]+\/?$/;

export function keepEditorWhole(onEnhancedLoad: (listener: () => void) => void): void {
  document.addEventListener(
    "click",
    event => {
      const link = (event.target as Element | null)?.closest?.("a[href]") as HTMLAnchorElement | null;
      if (link && (document.getElementById("editor-page") || editorAddress.test(link.pathname))) link.dataset.enhanceNav = "false";
    },
    { capture: true },
  );
  onEnhancedLoad(() => {
    document.dispatchEvent(new Event("page-patched")); // an editor that was patched through ends
    const page = document.getElementById("editor-page") as (HTMLElement & { isAlive?: boolean }) | null;
    if (page && !page.isAlive) location.reload();
  });
}
