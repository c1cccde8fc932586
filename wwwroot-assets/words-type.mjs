// Writes the type of all keys that the scripts may name, from the server's words: with it the type check finds a key that some language
// lacks, also one that is composed, for every value that it is composed of.
import { readFileSync, writeFileSync } from "node:fs";

const shell = new URL("../src/Authoring.Web/Shell/", import.meta.url);
const keysOf = file =>
  new Set([...readFileSync(new URL(file, shell), "utf8").matchAll(/<data name="client\.([^"]+)"/g)].map(([, key]) => key));
const english = keysOf("Words.en.resx"),
  keys = [...keysOf("Words.resx")].filter(key => english.has(key)).sort();
const lines = [];
for (const key of keys.map(key => `| "${key}"`)) {
  const line = `${lines.at(-1) ?? " "} ${key}`;
  if (lines.length > 0 && line.length <= 140) lines[lines.length - 1] = line;
  else lines.push(`  ${key}`);
}
writeFileSync(new URL("kernel/word-keys.ts", import.meta.url), `// Made by words-type.mjs.\nexport type Word =\n${lines.join("\n")};\n`);
