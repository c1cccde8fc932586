// Where words stand in a text, as people look for them: large or small, full or half width, whatever blanks are between.

/** Places in the text, each from its first character up to behind its last. */
export type Found = readonly (readonly [from: number, to: number])[];

/** One character for each: what is found is at the same place in the text. */
function folded(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}

const isBlank = (character: string) => /[\s\u3000\u200b]/.test(character);

/** The text without blanks, and where each of its characters stands in it; an end of a block is a wall. */
export class Searched {
  private readonly characters: string;
  private readonly places: number[] = [];

  constructor(text: string) {
    const characters: string[] = [];
    for (let at = 0; at < text.length; at++) {
      const character = text[at]!;
      if (character !== wall && isBlank(character)) continue;
      characters.push(folded(character));
      this.places.push(at);
    }
    this.characters = characters.join("");
  }

  find(words: string, most = 5_000): Found {
    const wanted = [...words]
      .filter(character => !isBlank(character))
      .map(folded)
      .join("");
    const found: [number, number][] = [];
    if (wanted === "") return found;
    for (let at = this.characters.indexOf(wanted); at >= 0 && found.length < most; at = this.characters.indexOf(wanted, at + wanted.length))
      found.push([this.places[at]!, this.places[at + wanted.length - 1]! + 1]);
    return found;
  }
}

/** Stands in a text between two blocks: nothing is found across it. */
export const wall = "\u0000";
