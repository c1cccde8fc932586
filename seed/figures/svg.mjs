// The few SVG shapes that all drawings share. Lengths are pixels; every picture is 1200 wide.
export const width = 1200;

export const ink = "#1f2a37";
export const muted = "#4b5766";
export const grid = "#d5dbe3";
export const blue = "#1f5f99";
export const sky = "#a9cbe8";
export const teal = "#1f7a6f";
export const orange = "#e0913a";
export const red = "#b5482f";
export const pale = { blue: "#e6f0f9", teal: "#e2f3f0", orange: "#fdf0df", red: "#f9e7e2", grey: "#f1f4f7" };

const escape = value => String(value).replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const attributes = values =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join("");

const element = (name, values, content = "") =>
  content ? `<${name}${attributes(values)}>${content}</${name}>` : `<${name}${attributes(values)}/>`;

export const text = (x, y, value, { size = 26, anchor = "middle", fill = ink, weight = 400, halo = false } = {}) =>
  element(
    "text",
    {
      ...{ x, y, "font-size": size, "text-anchor": anchor, fill, "font-weight": weight },
      ...(halo ? { stroke: "#fff", "stroke-width": 6, "paint-order": "stroke" } : {}),
    },
    escape(value),
  );

export const rect = (x, y, w, h, { fill = "none", stroke = "none", r = 0, thickness = 2, dash = "none", opacity = 1 } = {}) =>
  element("rect", {
    ...{ x, y, width: w, height: h, rx: r, fill, "fill-opacity": opacity },
    ...{ stroke, "stroke-width": thickness, "stroke-dasharray": dash },
  });

export const circle = (x, y, r, { fill = "none", stroke = "none", thickness = 2 } = {}) =>
  `<circle${attributes({ cx: x, cy: y, r, fill, stroke, "stroke-width": thickness })}/>`;

export const path = (d, { fill = "none", stroke = ink, thickness = 3, dash = "none", arrow = false } = {}) =>
  element("path", {
    ...{ d, fill, stroke, "stroke-width": thickness, "stroke-dasharray": dash, "stroke-linejoin": "round" },
    "stroke-linecap": dash === "none" ? "round" : "butt",
    ...(arrow ? { "marker-end": "url(#arrow)" } : {}),
  });

export const line = (x1, y1, x2, y2, options = {}) => path(`M${x1} ${y1}L${x2} ${y2}`, options);

export const arrow = (x1, y1, x2, y2, options = {}) => line(x1, y1, x2, y2, { stroke: muted, ...options, arrow: true });

/** Lines of text centred on (x, y). */
export function lines(x, y, values, { size = 26, leading = 1.45, ...options } = {}) {
  const first = y - ((values.length - 1) * size * leading) / 2 + size * 0.36;
  return values.map((value, i) => text(x, first + i * size * leading, value, { size, ...options })).join("");
}

/** A rounded box with centred text; the first line is bold when there are more. */
export function box(x, y, w, h, values, { fill = pale.blue, stroke = blue, size = 26, r = 12, color = ink } = {}) {
  const [head, ...rest] = values;
  const frame = rect(x, y, w, h, { fill, stroke, r });
  if (rest.length === 0) return frame + lines(x + w / 2, y + h / 2, values, { size, fill: color, weight: 500 });
  const small = size - 3;
  const top = y + h / 2 - (rest.length * small * 1.45) / 2 + size * 0.34;
  return (
    frame +
    text(x + w / 2, top, head, { size, weight: 700, fill: color }) +
    rest.map((value, i) => text(x + w / 2, top + (i + 1) * small * 1.5, value, { size: small, fill: color })).join("")
  );
}

export function drawing(height, ...parts) {
  const head = { id: "arrow", viewBox: "0 0 10 10", refX: 8.5, refY: 5, markerWidth: 5, markerHeight: 5, orient: "auto-start-reverse" };
  const marker = `<defs><marker${attributes(head)}><path d="M0 0L10 5L0 10z" fill="${muted}"/></marker></defs>`;
  const page = { xmlns: "http://www.w3.org/2000/svg", width, height, "font-family": "Noto Sans CJK SC, sans-serif" };
  const svg = `<svg${attributes(page)}>${marker}${rect(0, 0, width, height, { fill: "#fff" })}${parts.join("")}</svg>`;
  return { width, height, svg };
}
