// MudBlazor's stylesheet weighs 627 KB, 67 KB compressed. `mud:whole` is for pages with a circuit: all of it but what would set plain
// elements, which styles/base.css does, and what no page of ours is made of. `mud:plain` is for those without, the writing page: the few
// parts that stand there as plain HTML. styles/mud-theme.css sets the variables that both read.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A part of the writing page that is new is named here. */
const plain = /^(mud-(icon-(root|size-\w+)|svg-icon|avatar(-\w+)*|(badge|chip|typography|button|progress-circular)(-\w+)*))$/;
/** A component that is wanted again is taken out here. */
const unused =
  /^mud-(carousel|fab|rating|drawer|navmenu|nav-|picker-(color|time)|time-picker|chat|treeview|stepper|appbar|layout|bottom-nav|page-)/;

export const mudStyles = {
  name: "mud",
  setup(build) {
    build.onResolve({ filter: /^mud:(plain|whole)$/ }, ({ path }) => ({ path: path.slice("mud:".length), namespace: "mud" }));
    build.onLoad({ filter: /.*/, namespace: "mud" }, ({ path }) => ({ loader: "css", contents: subset(readStyles(), path) }));
  },
};

function readStyles() {
  const props = readFileSync(new URL("../Directory.Packages.props", import.meta.url), "utf8");
  const version = /Include="MudBlazor" Version="([^"]+)"/.exec(props)[1];
  const root = process.env.NUGET_PACKAGES || join(homedir(), ".nuget/packages");
  const file = join(root, "mudblazor", version, "staticwebassets/MudBlazor.min.css");
  if (!existsSync(file)) throw new Error(`${file} is not there: build the web project once, or "dotnet restore" it.`);
  return readFileSync(file, "utf8").replace(/^\ufeff/, "");
}

function subset(css, name) {
  const rules = [...split(css)].map(rule => keep(rule, name === "plain" ? isPlain : isUsed)).filter(Boolean);
  const written = rules.filter(rule => !rule.startsWith("@")).join("");
  return rules.filter(rule => !rule.startsWith("@keyframes") || written.includes(/@keyframes ([\w-]+)/.exec(rule)[1])).join("\n");
}

const isPlain = classes => classes.length > 0 && classes.every(c => plain.test(c));
const isUsed = (classes, isNarrowed) =>
  classes.some(c => c.startsWith("mud-")) ? !classes.some(c => unused.test(c)) : classes.length > 0 && !isNarrowed;

// The rules of a minified sheet, one after another, with whatever is nested in them.
function* split(css) {
  for (let depth = 0, start = 0, i = 0; i < css.length; i++)
    if (css[i] === "{") depth++;
    else if (css[i] === "}" && --depth === 0) {
      yield css.slice(start, i + 1).trim();
      start = i + 1;
    }
}

/** Classes for spaces and the like at some width alone (`pa-md-4`) are left out: a part of ours that needs them has a style of its own. */
function keep(rule, isWanted, isNarrowed = false) {
  const brace = rule.indexOf("{"),
    head = rule.slice(0, brace),
    body = rule.slice(brace + 1, -1);
  if (head.startsWith("@keyframes")) return rule;
  if (head.startsWith("@media") || head.startsWith("@supports")) {
    const inner = [...split(body)].map(r => keep(r, isWanted, true)).filter(Boolean);
    return inner.length > 0 ? `${head}{${inner.join("")}}` : null;
  }
  if (head.startsWith("@")) return null;
  const selectors = selectorsOf(head).filter(selector =>
    isWanted(
      [...selector.matchAll(/\.([\w-]+)/g)].map(m => m[1]),
      isNarrowed,
    ),
  );
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
