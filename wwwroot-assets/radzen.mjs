// Radzen's Material stylesheet weighs 790 KB, for ninety components. This takes from it what our pages use: the rules whose classes are all
// named below, and the variables that those rules need and styles/radzen.css does not set from our tokens. `radzen:plain` is for every
// page, `radzen:live` for those with a circuit.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const plain = [
  "rz-button(-(sm|md|box|text))?",
  "rz-(primary|base|danger)",
  "rz-variant-(filled|outlined|text)",
  "rz-shade-default",
  "rz-textbox",
  "rz-textarea",
  "rz-state-(disabled|focused|invalid)",
  "rz-card",
  "rz-badge(-(primary|base|danger|success|warning))?",
  "rz-breadcrumb(-item|-list)?",
  "rz-link(-text)?",
  "invalid",
];
const live = [
  ...plain,
  "rz-dropdown(-\\w+)*",
  "rz-inputtext",
  "rz-placeholder",
  "rz-helper-hidden-accessible",
  "rz-corner-right",
  "rz-input-md",
  "rz-popup",
  "rz-close",
  "rz-open",
  "rz-state-(active|highlight|hover|empty)",
  "rz-chkbox(-\\w+)?",
  "rz-radiobutton(-\\w+)?",
  "rz-radio-button-list(-\\w+)?",
  "rz-radio-btn",
  "rz-dialog(-(wrapper|titlebar|titlebar-icon|titlebar-close|title|content|mask|confirm|confirm-message|confirm-buttons|alert))?",
  "rz-data-grid(-data)?",
  "rz-datatable(-\\w+)?",
  "rz-grid-table(-\\w+)*",
  "rz-has-pager",
  "rz-cell-data",
  "rz-column-title(-content)?",
  "rz-sortable-column",
  "rz-sort-asc|rz-sort-desc|rz-grid-sort-icon|rz-sortable-column-icon|rz-datatable-even|rz-datatable-odd|rz-data-row",
  "rz-unselectable-text|rz-text-truncate",
  "rz-pager(-(first|prev|next|last|page|pages|element|summary|bottom|icon))?",
  "rz-paginator(-\\w+)?",
  "rz-tabview(-(nav|panels?|title|top|selected|left|bottom|right))?",
  "rz-notification(-(message|title|item|content|icon))?",
  "rz-growl(-\\w+)*",
  "rz-display-flex",
  "rz-align-items-center",
  "rz-justify-content-\\w+",
  "rz-fileupload(-\\w+)?",
];
const kept = { plain: whole(plain), live: whole(live) };

function whole(names) {
  return new RegExp(`^(${names.join("|")})$`);
}

export const radzenStyles = {
  name: "radzen",
  setup(build) {
    build.onResolve({ filter: /^radzen:(plain|live)$/ }, ({ path }) => ({ path: path.slice("radzen:".length), namespace: "radzen" }));
    build.onLoad({ filter: /.*/, namespace: "radzen" }, ({ path }) => ({ loader: "css", contents: subset(readStyles(), path) }));
  },
};

function readStyles() {
  const props = readFileSync(new URL("../Directory.Packages.props", import.meta.url), "utf8");
  const version = /Include="Radzen\.Blazor" Version="([^"]+)"/.exec(props)[1];
  const root = process.env.NUGET_PACKAGES || join(homedir(), ".nuget/packages");
  const [base, wcag] = ["material-base.css", "material-wcag.css"].map(name =>
    join(root, "radzen.blazor", version, "staticwebassets/css", name),
  );
  if (!existsSync(base)) throw new Error(`${base} is not there: build the web project once, or "dotnet restore" it.`);
  return readFileSync(base, "utf8").replace(/^\ufeff/, "") + readFileSync(wcag, "utf8").replace(/^\ufeff/, "");
}

function subset(css, name) {
  const variables = new Map();
  const ours = new Set([...readFileSync(new URL("styles/radzen.css", import.meta.url), "utf8").matchAll(/(--rz-[\w-]+):/g)].map(m => m[1]));
  const isOfPlain = name === "live" ? selector => isKept(selector, kept.plain) : () => false;
  const rules = [...split(css)]
    .map(rule => keep(rule, selector => isKept(selector, kept[name]) && !isOfPlain(selector), variables))
    .filter(Boolean);
  const used = new Set(),
    queue = rules.map(r => r);
  for (let text = queue.pop(); text !== undefined; text = queue.pop())
    for (const [, variable] of text.matchAll(/var\((--rz-[\w-]+)/g))
      if (!used.has(variable)) {
        used.add(variable);
        queue.push(variables.get(variable) ?? "");
      }
  const declared = [...variables]
    .filter(([variable]) => used.has(variable) && !ours.has(variable))
    .map(([variable, value]) => `${variable}:${value}`);
  const moves = rules.join("").match(/@keyframes [\w-]+/g) ?? [];
  const wanted = moves.filter(m => rules.some(r => !r.startsWith("@keyframes") && r.includes(m.slice("@keyframes ".length))));
  const written = rules.filter(r => !r.startsWith("@keyframes") || wanted.includes(/@keyframes [\w-]+/.exec(r)[0]));
  return `:root{${declared.join(";")}}\n${written.join("\n")}`;
}

// The rules of a minified sheet, one after another, with whatever is nested in them.
function* split(css) {
  for (let depth = 0, start = 0, i = 0; i < css.length; i++)
    if (css[i] === "{") depth++;
    else if (css[i] === "}" && --depth === 0) {
      yield css.slice(start, i + 1).trim();
      start = i + 1;
    }
}

function keep(rule, isWanted, variables) {
  const brace = rule.indexOf("{"),
    head = rule.slice(0, brace),
    body = rule.slice(brace + 1, -1);
  if (head.startsWith("@keyframes")) return rule;
  if (head.startsWith("@media")) {
    const inner = [...split(body)].map(r => keep(r, isWanted, new Map())).filter(Boolean);
    return inner.length > 0 ? `${head}{${inner.join("")}}` : null;
  }
  if (head.startsWith("@")) return null; // fonts, which weigh a megabyte each, and containers of components that we do not use
  if (head.split(",").some(s => s.trim() === ":root")) {
    for (const [, variable, value] of body.matchAll(/(--rz-[\w-]+):((?:[^;"(]|"[^"]*"|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)/g))
      variables.set(variable, value);
    return null;
  }
  const selectors = selectorsOf(head).filter(isWanted);
  return selectors.length > 0 ? `${selectors.join(",")}{${body}}` : null;
}

// Commas inside :is(…) and the like do not separate.
function selectorsOf(head) {
  const selectors = [];
  let depth = 0,
    start = 0;
  for (let i = 0; i <= head.length; i++)
    if (head[i] === "(") depth++;
    else if (head[i] === ")") depth--;
    else if (i === head.length || (head[i] === "," && depth === 0)) {
      selectors.push(head.slice(start, i));
      start = i + 1;
    }
  return selectors;
}

function isKept(selector, names) {
  const classes = [...selector.matchAll(/\.([\w-]+)/g)].map(m => m[1]);
  return classes.some(c => c.startsWith("rz-")) && classes.every(c => names.test(c));
}
