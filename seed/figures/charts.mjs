// Charts as SVG. A frame { x, y, w, h } is the plot's own area: labels stand outside of it.
import { circle, grid, ink, line, muted, orange, path, rect, sky, text } from "./svg.mjs";

export function legend(x, y, entries, { gap = 44 } = {}) {
  let left = x;
  return entries
    .map(({ name, color }) => {
      const at = left;
      left += 40 + name.length * 24 + gap;
      return rect(at, y - 20, 26, 22, { fill: color, r: 3 }) + text(at + 38, y, name, { size: 24, anchor: "start" });
    })
    .join("");
}

function valueAxis({ x, y, w, h }, max, step, unit) {
  const parts = [text(x - 12, y - 26, unit, { size: 22, anchor: "middle", fill: muted })];
  for (let value = 0; value <= max; value += step) {
    const at = y + h - (value / max) * h;
    parts.push(line(x, at, x + w, at, { stroke: value === 0 ? muted : grid, thickness: value === 0 ? 2 : 1.5 }));
    parts.push(text(x - 14, at + 8, value, { size: 22, anchor: "end", fill: muted }));
  }
  return parts.join("");
}

const inside = color => ([sky, orange].includes(color) ? ink : "#fff");

/** Grouped columns: one group per category, one column per series. */
export function columns(frame, { categories, series, max, step, unit, format = String, size = 22 }) {
  const { x, y, w, h } = frame;
  const slot = w / categories.length;
  const bar = Math.min(80, (slot * 0.74) / series.length);
  const parts = [valueAxis(frame, max, step, unit)];
  categories.forEach((category, i) => {
    const middle = x + slot * (i + 0.5);
    series.forEach(({ values, color }, k) => {
      const tall = (values[i] / max) * h;
      const left = middle + (k - series.length / 2) * bar;
      parts.push(rect(left + 2, y + h - tall, bar - 4, tall, { fill: color }));
      parts.push(text(left + bar / 2, y + h - tall - 10, format(values[i]), { size, halo: true }));
    });
    parts.push(text(middle, y + h + 38, category, { size: 24 }));
  });
  return parts.join("");
}

/** Stacked columns with the total above each. */
export function stacked(frame, { categories, series, max, step, unit, format = String, thickness = 130 }) {
  const { x, y, w, h } = frame;
  const slot = w / categories.length;
  const parts = [valueAxis(frame, max, step, unit)];
  categories.forEach((category, i) => {
    const middle = x + slot * (i + 0.5);
    let level = 0;
    for (const { values, color } of series) {
      const top = y + h - ((level + values[i]) / max) * h;
      const tall = (values[i] / max) * h;
      parts.push(rect(middle - thickness / 2, top, thickness, tall, { fill: color, stroke: "#fff" }));
      parts.push(text(middle, top + tall / 2 + 8, format(values[i]), { size: 23, fill: inside(color) }));
      level += values[i];
    }
    parts.push(text(middle, y + h - (level / max) * h - 14, format(level), { size: 26, weight: 700, halo: true }));
    parts.push(text(middle, y + h + 38, category, { size: 26 }));
  });
  return parts.join("");
}

/** Horizontal bars, the label at the left and a note at the bar's end. */
export function bars({ x, y, w, h }, { items, max, color }) {
  const slot = h / items.length;
  return (
    line(x, y, x, y + h, { stroke: muted, thickness: 2 }) +
    items
      .map(({ name, value, note }, i) => {
        const top = y + slot * i + slot * 0.17;
        const long = (value / max) * w;
        return (
          rect(x, top, long, slot * 0.66, { fill: color }) +
          text(x - 16, top + slot * 0.33 + 9, name, { size: 25, anchor: "end" }) +
          text(x + long + 14, top + slot * 0.33 + 9, note, { size: 24, anchor: "start" })
        );
      })
      .join("")
  );
}

/** A ring; the first part starts at twelve o'clock, clockwise. */
export function ring(cx, cy, outer, inner, parts) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const point = (turn, r) => `${(cx + r * Math.sin(turn * 2 * Math.PI)).toFixed(1)} ${(cy - r * Math.cos(turn * 2 * Math.PI)).toFixed(1)}`;
  let start = 0;
  return parts
    .map(({ value, color }) => {
      const end = start + value / total;
      const large = end - start > 0.5 ? 1 : 0;
      const out = `M${point(start, outer)}A${outer} ${outer} 0 ${large} 1 ${point(end, outer)}`;
      const d = `${out}L${point(end, inner)}A${inner} ${inner} 0 ${large} 0 ${point(start, inner)}Z`;
      start = end;
      return path(d, { fill: color, stroke: "#fff", thickness: 2 });
    })
    .join("");
}

/** Two values per row on one scale, joined by a line: what changed and by how much. */
export function dumbbells({ x, y, w, h }, { items, from, to, step, before, after, format }) {
  const at = value => x + ((value - from) / (to - from)) * w;
  const slot = h / items.length;
  const parts = [];
  for (let value = from; value <= to; value += step) {
    parts.push(line(at(value), y, at(value), y + h, { stroke: grid, thickness: 1.5 }));
    parts.push(text(at(value), y + h + 36, value, { size: 22, fill: muted }));
  }
  items.forEach(({ name, previous, current }, i) => {
    const middle = y + slot * (i + 0.5);
    parts.push(text(x - 20, middle + 9, name, { size: 25, anchor: "end" }));
    parts.push(line(at(previous), middle, at(current), middle, { stroke: muted, thickness: 5 }));
    parts.push(circle(at(previous), middle, 13, { fill: before, stroke: muted }), circle(at(current), middle, 13, { fill: after }));
    parts.push(text(at(previous) - 24, middle + 8, format(previous), { size: 23, anchor: "end", halo: true }));
    parts.push(text(at(current) + 24, middle + 8, format(current), { size: 23, anchor: "start", weight: 700, halo: true }));
  });
  return parts.join("");
}
