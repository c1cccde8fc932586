// What is done to the text before it is measured: nothing here asks for its layout.

/** A picture is as wide as it is at 96 dots an inch, no wider than the text, and leaves room for a caption: as in the Word file. */
export function sizePictures(root: Element, width: number, height: number): void {
  for (const picture of root.querySelectorAll("img")) {
    const inCell = picture.closest("td, th") !== null;
    const [natural, high] = [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
    if (!(natural > 0 && high > 0)) continue;
    const room = picture.closest(".case") ? width - 40 : width;
    const scale = Math.min(1, room / natural, (height * 0.82) / high);
    picture.style.width = `${Math.max(1, natural * scale)}px`;
    picture.style.height = inCell ? "auto" : `${Math.max(1, high * scale)}px`;
  }
}

/** Words that stand in an item beside blocks become a block themselves, so that they are measured as one. */
export function blockItems(root: Element): void {
  for (const item of root.querySelectorAll("li")) {
    if (![...item.children].some(child => /^(?:P|UL|OL|TABLE|BLOCKQUOTE|PRE)$/.test(child.tagName))) continue;
    let words: HTMLElement | null = null;
    for (const node of [...item.childNodes]) {
      const isBlock = node instanceof Element && /^(?:P|UL|OL|TABLE|BLOCKQUOTE|PRE|FIGURE)$/.test(node.tagName);
      if (isBlock) words = null;
      else if (words) words.append(node);
      else if (node.textContent?.trim()) {
        words = document.createElement("p");
        node.replaceWith(words);
        words.append(node);
      }
    }
  }
}

/** A line of a list gets dots, and room for its page. */
export function leadLists(root: Element): void {
  for (const link of root.querySelectorAll("nav li > a")) {
    const title = document.createElement("span");
    title.className = "title";
    title.append(...link.childNodes);
    const dots = document.createElement("span");
    dots.className = "dots";
    const page = document.createElement("span");
    page.className = "page-number";
    link.append(title, dots, page);
  }
}
