import type { Block } from "./follower";

/** Makes the blocks of `preview` those given. A block whose hash was there before stays the same element. */
export function morph(preview: HTMLElement, blocks: readonly Block[]): void {
  const kept = new Map<string, HTMLElement[]>();
  for (const element of preview.children) {
    const hash = (element as HTMLElement).dataset.hash;
    if (hash === undefined) continue;
    const same = kept.get(hash);
    if (same) same.push(element as HTMLElement);
    else kept.set(hash, [element as HTMLElement]);
  }
  let next: Element | null = preview.firstElementChild;
  for (const block of blocks) {
    const element = kept.get(block.hash)?.shift() ?? made(preview, block);
    element.dataset.line = String(block.line);
    if (element === next) next = next.nextElementSibling;
    else preview.insertBefore(element, next);
  }
  while (next) {
    const gone = next;
    next = next.nextElementSibling;
    gone.remove();
  }
}

function made(preview: HTMLElement, { hash, html }: Block): HTMLElement {
  const element = preview.ownerDocument.createElement("div");
  element.className = "block";
  element.dataset.hash = hash;
  element.innerHTML = html; // of the compiler, which passes no raw HTML on
  return element;
}
