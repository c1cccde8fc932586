// On a narrow screen the tools take the place of what is below the text while somebody types, and the page ends where the keyboard begins.
export function followTyping(page: HTMLElement, editor: HTMLElement, signal: AbortSignal): void {
  const isTyping = () => editor.contains(document.activeElement) && document.activeElement?.closest(".status-line") === null;
  const show = () => page.classList.toggle("is-typing", isTyping());
  editor.addEventListener("focusin", show, { signal });
  editor.addEventListener("focusout", () => setTimeout(show), { signal }); // the next one has the focus by then
  const { visualViewport: seen } = window;
  if (!seen) return;
  const fit = () => {
    // Zooming in with two fingers makes it smaller, too.
    const covered = seen.scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - seen.height - seen.offsetTop));
    page.style.setProperty("--keyboard", `${covered}px`);
  };
  for (const event of ["resize", "scroll"]) seen.addEventListener(event, fit, { signal });
  fit();
}
