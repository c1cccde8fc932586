// Says above the preview since when it stands still: without a line the text goes on, and what is beside it does not.
import { word } from "../kernel/words";

export function stillNote(preview: HTMLElement): (isStill: boolean) => void {
  const note = document.createElement("p");
  note.className = "preview-still";
  note.setAttribute("role", "status");
  preview.after(note);
  return isStill => {
    const language = document.documentElement.lang || undefined;
    const at = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false });
    note.textContent = isStill ? word("preview-still", { at }) : "";
    preview.classList.toggle("is-still", isStill);
  };
}
