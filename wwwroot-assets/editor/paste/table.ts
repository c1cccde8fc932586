// A table as Markdown.
const escaped = (cell: string): string => cell.replace(/\\(?=\|)/g, "\\\\").replace(/\|/g, "\\|");
const number = /^[-+−]?[\d,.]+%?$/;

/** Columns of numbers stand to the right, as a report sets them. */
export function tableOf([head, ...body]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = head!.map((_, column) =>
    body.every(row => row[column] === "" || number.test(row[column]!)) && body.some(row => row[column] !== "") ? "---:" : "---",
  );
  return [line(head!), line(rule), ...body.map(line)].join("\n");
}
