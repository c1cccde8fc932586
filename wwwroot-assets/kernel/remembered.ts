// Switches of this page that a browser keeps for its user. Where it keeps nothing (a private window), the usual is taken.
const keyOf = (name: string) => `authoring-editor-${name}`;

export function remembered(name: string, usual: boolean): boolean {
  try {
    const kept = localStorage.getItem(keyOf(name));
    return kept === null ? usual : kept === "on";
  } catch {
    return usual;
  }
}

export function remember(name: string, on: boolean): void {
  try {
    localStorage.setItem(keyOf(name), on ? "on" : "off");
  } catch {
    return; // not kept, then
  }
}

/** The same for a choice among several. */
export function rememberedAs(name: string, usual: string): string {
  try {
    return localStorage.getItem(keyOf(name)) ?? usual;
  } catch {
    return usual;
  }
}

export function rememberAs(name: string, value: string): void {
  try {
    localStorage.setItem(keyOf(name), value);
  } catch {
    return;
  }
}
