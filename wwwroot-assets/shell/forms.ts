// Forms and links that the page itself answers. While the line is down nobody does, and the browser would follow them by itself, to its own
// page of errors: what was typed would be gone. The page stays instead; the bar says that the line is down, and the next press is answered.
export function mountForms(): void {
  addEventListener("submit", event => {
    const form = event.target as HTMLFormElement;
    // One that says neither how nor where it is sent.
    if (!form.hasAttribute("method") && !form.hasAttribute("action")) event.preventDefault();
  });
  addEventListener("click", event => {
    if (event.target instanceof Element && event.target.closest("a[data-in-place]")) event.preventDefault();
  });
}
