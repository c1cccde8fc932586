// The lines that show the pictures of what was pasted.
import { pathOf } from "../figures/insert";
import { figureLine, freeId, idsIn } from "../figures/markdown";
import { upload } from "../figures/upload";
import { word } from "../kernel/words";
import type { Picture } from "./structure";

const longestId = 60;

/** The line of a picture that the report has taken; null: it has not, and the server says why where somebody looks for it. */
export async function uploaded(page: HTMLElement, { caption, alternative }: Picture, content: Blob, text: string): Promise<string | null> {
  const [slug, document] = [page.dataset.slug ?? "", page.dataset.document ?? ""];
  try {
    const name = document.slice(slug.length + 1);
    const { path } = await upload(slug, name, word("figure-pasted"), content, () => {}, new AbortController().signal);
    const id = freeId(path, new Set(idsIn(text))).slice(0, longestId);
    return figureLine(pathOf(page), { path, caption, alternative, id });
  } catch (error) {
    console.warn("a pasted picture was not taken:", error);
    return null;
  }
}
