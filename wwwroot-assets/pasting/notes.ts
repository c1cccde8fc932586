// Footnotes and endnotes as Word copies them: a link at their place, and their text in a list at the end.
import { styleOf, textOf, within } from "./dom";

export interface Note {
  id: string;
  /** What stands at the note's place instead of its mark, until the words are Markdown. */
  mark: string;
  content: Element;
}

/** `taken`: the ids that the text has already. `gone` learns the printed marks, which the report prints by itself. */
export function takeNotes(root: Element, taken: ReadonlySet<string>, gone: string[]): Note[] {
  const bodies = new Map<string, Element>();
  for (const body of within(root, "div,p,li").filter(isNote)) bodies.set((body.getAttribute("id") ?? "").replace(/^_+/, ""), body);
  const notes: Note[] = [];
  let counted = 0;
  for (const link of within(root, "a[href]")) {
    const target = /#_?((?:ftn|edn|footnote|fn)-?\d+)$/i.exec(link.getAttribute("href") ?? "")?.[1];
    const content = target === undefined ? undefined : bodies.get(target);
    if (!content || content.contains(link)) continue;
    let id: string;
    do id = `n${++counted}`;
    while (taken.has(id));
    const mark = `\ufdd0${notes.length}\ufdd1`;
    gone.push(textOf(link)); // its printed mark
    link.parentNode!.replaceChild(link.ownerDocument.createTextNode(mark), link);
    notes.push({ id, mark, content });
  }
  for (const { content } of notes) {
    for (const back of within(content, "a[href]").filter(leadsBack)) {
      gone.push(textOf(back));
      back.remove();
    }
    content.remove();
  }
  for (const list of within(root, "div,section,hr").filter(isList)) if (textOf(list) === "") list.remove();
  return notes;
}

const isNote = (element: Element): boolean =>
  /^(footnote|endnote)$/.test(styleOf(element, "mso-element")) || /^_?(ftn|edn|footnote|fn)-?\d+$/i.test(element.getAttribute("id") ?? "");

const isList = (element: Element): boolean => /^(footnote|endnote)-list$/.test(styleOf(element, "mso-element"));

const leadsBack = (link: Element): boolean => /#_?(ftn|edn|footnote|fn)-?ref/i.test(link.getAttribute("href") ?? "");
