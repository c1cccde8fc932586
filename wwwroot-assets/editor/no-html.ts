// Stands in for @codemirror/lang-html in the bundle (build.mjs): raw HTML is text in a report, so nothing in it is highlighted or
// completed.
export const html = () => ({ language: { parser: null }, support: [] });
export const htmlCompletionSource = () => null;
