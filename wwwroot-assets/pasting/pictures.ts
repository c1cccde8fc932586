// The pictures of what was pasted: their bytes, as far as they came along, and the lines that show them.
import { pathOf } from "../figures/insert";
import { figureLine, freeId, idsIn } from "../figures/markdown";
import { upload } from "../figures/upload";
import { word } from "../kernel/words";
import type { Picture } from "./structure";

const longestId = 60;

/** Null: the clipboard has it nowhere. */
export function contentOf({ source }: Picture, fromRtf: Blob | undefined): Blob | null {
  if (!/^data:image\/(?:png|jpe?g|webp);base64,/i.test(source)) return fromRtf ?? null;
  try {
    const bytes = atob(source.slice(source.indexOf(",") + 1));
    return new Blob([Uint8Array.from(bytes, sign => sign.charCodeAt(0))]);
  } catch {
    return null; // cut short by whoever copied it
  }
}

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
