// The sheet: one row a page and person, its screens side by side, with what was measured under each.
const escape = text => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const style = `body { font: 14px system-ui; margin: 24px; background: #e8eaed; color: #222 }
section { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
figure { margin: 0; background: #fff; padding: 8px; border-radius: 6px; width: 340px } figure.narrow { width: 160px }
img { width: 100%; display: block; border: 1px solid #ccc } figcaption { padding-top: 6px } .fault { color: #b00020 }`;

/** One HTML document over the pictures, which lie beside it. */
export function sheet(taken) {
  const rows = Map.groupBy ? Map.groupBy(taken, rowOf) : grouped(taken);
  const sections = [...rows].map(([row, screens]) => `<h2>${escape(row)}</h2>\n<section>${screens.map(figure).join("\n")}</section>`);
  return `<!DOCTYPE html><meta charset="utf-8"><title>Screens</title><style>${style}</style>\n${sections.join("\n")}\n`;
}

const rowOf = ({ who, address }) => `${address} · ${who || "not signed in"}`;

function grouped(taken) {
  const rows = new Map();
  for (const screen of taken) rows.set(rowOf(screen), [...(rows.get(rowOf(screen)) ?? []), screen]);
  return rows;
}

function figure({ name, window, look, language, paint, weight, wider, complaints, status }) {
  const faults = [status >= 400 ? `status ${status}` : "", wider > 0 ? `${wider} px too wide` : "", ...complaints].filter(Boolean);
  const said = `${window.name} ${look} ${language} · first paint ${paint} ms · ${Math.round(weight / 1024)} KB`;
  const fault = faults.length > 0 ? `<br><span class="fault">${escape(faults.join("; "))}</span>` : "";
  const kind = window.width < 600 ? ' class="narrow"' : "";
  const caption = `<figcaption>${said}${fault}</figcaption>`;
  return `<figure${kind}><a href="${escape(name)}"><img loading="lazy" alt="" src="${escape(name)}"></a>${caption}</figure>`;
}
