// What a program puts into a copied page for itself goes away; what people would see stays. Sources: the HTML of Word 365, WPS, Excel and
// web pages as their clipboards describe it.
import { nodesIn, styleOf, unwrap, within } from "./dom";

const unseen =
  "style,script,noscript,meta,link,title,base,xml,template,iframe,object,embed,svg,canvas,button,input,select,textarea,nav,form>label";

/** Of no text (Unicode calls them noncharacters, and private ones are rare names in Chinese offices): our own marks are made of them. */
const marks = /[\ufdd0-\ufddf]/g;

/** `said` learns what could not come along. */
export function clean(root: Element, said: Set<string>): void {
  for (const words of wordsIn(root)) words.nodeValue = words.nodeValue!.replace(marks, "");
  for (const element of within(root, unseen)) element.remove();
  for (const element of within(root, "*")) if (isHidden(element)) element.remove();
  acceptChanges(root);
  leaveComments(root, said);
  dress(root);
  for (const element of within(root, "font,o\\:p")) unwrap(element);
}

const wordsIn = (root: Element): Node[] => [...nodesIn(root)].filter(node => node.nodeType === 3);

/** Hidden columns of a sheet, and what a page keeps for later. Word hides a list's own signs by 'mso-list:Ignore', which is read later. */
const isHidden = (element: Element): boolean =>
  element.hasAttribute("hidden") || styleOf(element, "display") === "none" || styleOf(element, "mso-hide") === "all";

/** Revisions as their author left them: added words stay, struck ones go. */
function acceptChanges(root: Element): void {
  for (const element of within(root, "del,.msoDel")) element.remove();
  for (const element of within(root, "ins,.msoIns")) unwrap(element);
}

function leaveComments(root: Element, said: Set<string>): void {
  const marks = within(root, "a,span,div").filter(
    element =>
      styleOf(element, "mso-comment-reference") !== "" ||
      styleOf(element, "mso-element") === "comment-list" ||
      /^(msocomanchor|MsoCommentReference)$/i.test(element.getAttribute("class") ?? ""),
  );
  if (marks.length > 0) said.add("comments");
  // The words that a comment is about stand in the mark itself: they stay.
  for (const mark of marks) {
    const isAbout = styleOf(mark, "mso-comment-reference") !== "" && !/^\s*\[.*\]\s*$/.test(mark.textContent ?? "");
    if (isAbout) unwrap(mark);
    else mark.remove();
  }
}

/** Weight and slant that stand in a style become elements; a 'b' that is not bold (a wrapper of Google's) becomes none. */
function dress(root: Element): void {
  for (const element of within(root, "b,strong")) if (/^(normal|[1-4]00)$/.test(styleOf(element, "font-weight"))) unwrap(element);
  for (const element of within(root, "i,em")) if (styleOf(element, "font-style") === "normal") unwrap(element);
  for (const element of within(root, "span,font")) {
    const isBold = /^(bold|bolder|[6-9]00)$/.test(styleOf(element, "font-weight"));
    const isSlanted = /^(italic|oblique)$/.test(styleOf(element, "font-style"));
    if (isBold) inside(element, "strong");
    if (isSlanted) inside(element, "em");
  }
}

function inside(element: Element, name: string): void {
  if ((element.textContent ?? "").trim() === "") return;
  const mark = element.ownerDocument.createElement(name);
  while (element.firstChild) mark.appendChild(element.firstChild);
  element.appendChild(mark);
}
