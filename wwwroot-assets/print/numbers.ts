// The numbers of pages, as the report prints them.

const romans: readonly [number, string][] = [
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/** Of the pages before the text. */
export function roman(number: number): string {
  let [rest, text] = [number, ""];
  for (const [value, letters] of romans) for (; rest >= value; rest -= value) text += letters;
  return text;
}

/** `- {page} -` with numerals of the server's where they are not Arabic. */
export class PageNumbers {
  private readonly pattern: string;
  private readonly numerals: readonly string[];

  constructor(book: HTMLElement) {
    this.pattern = book.dataset["pattern"] ?? "{page}";
    this.numerals = (book.dataset["numerals"] ?? "").split(" ");
  }

  /** As it stands in a list. */
  listed = (number: number): string => this.numerals[number - 1] || String(number);

  /** As it stands at the foot of a page. */
  atFoot = (numeral: string): string => this.pattern.split("{page}").join(numeral);
}
