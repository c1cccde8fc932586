// Light or dark is shown at once and kept by the server; the language needs a new page, at the same address. What is typed in an editor is
// stored with every keystroke, so that a new page takes it over; what stands in another form would be gone, so that is asked first.
import { word } from "../kernel/words";
import { hasTypedInput } from "./typed";

export function mountChoices(): void {
  document.addEventListener("change", event => {
    const choice = event.target as HTMLSelectElement;
    const form = choice.form;
    if (form?.dataset.choice !== "theme") return;
    showTheme(choice.value);
    // shown here all the same; asked again on the next page
    void fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  });
  document.addEventListener("submit", event => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.choice !== "language") return;
    if (!document.getElementById("editor-page") && hasTypedInput() && !confirm(word("language-loses"))) return event.preventDefault();
    const back = form.elements.namedItem("return") as HTMLInputElement | null;
    if (back) back.value = location.pathname + location.search + location.hash;
  });
}

/** A menu that was open stays open where Blazor patches the page in place. */
export function closeMenu(): void {
  if (CSS.supports("selector(:popover-open)")) document.querySelector<HTMLElement>("[popover]:popover-open")?.hidePopover();
}

function showTheme(theme: string): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.querySelector<HTMLMetaElement>("meta[name=color-scheme]")!.content = root.dataset.theme ?? "light dark";
}
