// Numbers that somebody typed before headings and captions: the report counts by itself. They go where a run of them shows that they are
// numbers; a single one may be a name ("2025 年").
const chinese = "一二三四五六七八九十";
const patterns: readonly { kind: string; level: number; sign: RegExp }[] = [
  { kind: "chapter", level: 1, sign: new RegExp(`^第[${chinese}百\\d]{1,5}[章篇部]分?[\\s、：:]*`) },
  { kind: "section", level: 2, sign: new RegExp(`^第[${chinese}百\\d]{1,5}节[\\s、：:]*`) },
  { kind: "digits-4", level: 4, sign: /^\d{1,2}(?:[.．]\d{1,2}){3}[.．、\s]*/ },
  { kind: "digits-3", level: 3, sign: /^\d{1,2}(?:[.．]\d{1,2}){2}[.．、\s]*/ },
  { kind: "digits-2", level: 2, sign: /^\d{1,2}[.．]\d{1,2}[.．、\s]*(?![\d%])/ },
  { kind: "han", level: 2, sign: new RegExp(`^[${chinese}]{1,3}、\\s*`) },
  { kind: "bracket", level: 3, sign: new RegExp(`^[（(][${chinese}]{1,3}[）)]\\s*`) },
  { kind: "digit", level: 4, sign: /^\d{1,2}[.．、]\s*(?!\d)/ },
];

const longestHeading = 40; // characters

export interface TypedNumber {
  kind: string;
  level: number;
  sign: string;
}

export function typedNumber(text: string): TypedNumber | null {
  for (const { kind, level, sign } of patterns) {
    const found = sign.exec(text);
    if (found && found[0].length < text.length) return { kind, level, sign: found[0] };
  }
  return null;
}

/** Of these texts, which kinds of number come more than once, or first and second: only those are numbers. */
export function runsIn(texts: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const kind = typedNumber(text)?.kind;
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([kind]) => kind));
}

/** A line by itself that could be a heading: short, and no sentence. */
export const looksLikeHeading = (text: string): boolean => text.length <= longestHeading && !/[。；，：:;,.！？]$/.test(text);

/** "图 2-1 校园布局" is the caption of the figure beside it: its words, or null. */
export function captionIn(text: string, kind: "图" | "表"): string | null {
  const found = new RegExp(`^${kind}\\s*(?:附\\s*)?[\\d${chinese}]{1,3}(?:[-—–.．][\\d${chinese}]{1,3}){0,3}[\\s：:、.．]*(.*)$`).exec(
    text,
  );
  return found && found[1]!.length > 0 && found[1]!.length <= 200 && !/[。；]$/.test(found[1]!) ? found[1]! : null;
}
