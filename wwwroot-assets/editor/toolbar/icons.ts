// The toolbar's pictures, drawn on a grid of 20 by 20 with one stroke.
const drawings = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M9 4h6M5 16h6M12 4 8 16",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
  numbers: "M9 5h8M9 10h8M9 15h8M3 3.5 4.5 3v4M3 12.2c.3-1 2.3-1 2.2.2 0 .8-2.2 1.9-2.2 2.9h2.4",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.7 4v12",
  footnote: "M3 7h7M3 11h7M3 15h10M14.5 4.2 16 3.5v5.5",
  figure: "M3 4h14v12H3zM3 14l4-4 3 3 3-4 4 4M7 7.5h.01",
  case: "M3 7h14v9H3zM7.5 7V4h5v3M3 11h14",
  reference: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7",
  find: "M13 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM12 12l5 5",
  undo: "M7 5 3 9l4 4M3 9h8.5a4.5 4.5 0 0 1 0 8H8",
  redo: "M13 5l4 4-4 4M17 9H8.5a4.5 4.5 0 0 0 0 8H12",
  "row-add": "M3 4h14v6H3zM10 13v5M7.5 15.5h5",
  "row-remove": "M3 4h14v6H3zM7.5 15.5h5",
  "column-add": "M4 3h6v14H4zM13 10h5M15.5 7.5v5",
  "column-remove": "M4 3h6v14H4zM13 10h5",
  outline: "M3 4h9M6 8h10M6 12h10M3 16h9",
  suggest: "M4 16l1-4 8-8 3 3-8 8zM11 6l3 3M11 16.500h6",
  comment: "M3 4h14v9H9l-4 4v-4H3z",
  authors: "M10.500 6.500a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM2.500 16c0-3 2.200-5 5-5s5 2 5 5M13 5h5M14.500 9h3.500M15.500 13H18",
  sync: "M4 3h4v14H4zM12 3h4v14h-4zM6 7h8M6 13h8",
  error: "M10 2.5l7.5 7.5-7.5 7.5L2.5 10zM10 6.5V11M10 13.5h.01",
  warning: "M10 3l7.5 13.5h-15zM10 8v4M10 14.200h.01",
} as const;

export type Icon = keyof typeof drawings;

export function icon(name: Icon): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"),
    path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [attribute, value] of Object.entries({ class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" }))
    svg.setAttribute(attribute, value);
  path.setAttribute("d", drawings[name]);
  svg.append(path);
  return svg;
}
