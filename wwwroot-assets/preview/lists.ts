import type { Live } from "./follower";
import { morph } from "./morph";

/** Shows what was compiled in the page's lists and preview. */
export function mountLists(page: HTMLElement): (live: Live) => void {
  const lists = page.querySelector<HTMLElement>("#lists"),
    preview = page.querySelector<HTMLElement>("#preview");
  let before = "";
  return live => {
    if (lists && live.lists !== before) lists.innerHTML = before = live.lists;
    if (preview) morph(preview, live.preview);
  };
}
