// The whole report to be read: finding words, and contents that follow. Without this script it is read all the same.
import { Commenting } from "./commenting";
import { Finding } from "./finding";
import { followReading } from "./following";

const narrow = matchMedia("(max-width: 64rem)");

const at = <T extends HTMLElement>(mark: string) => document.querySelector<T>(`[data-testid="${mark}"]`)!;

function startFinding(): Finding {
  const field = at<HTMLInputElement>("read-find");
  const finding = new Finding(document.querySelector<HTMLElement>(".read-text")!, field, at("read-count"));
  field.addEventListener("input", () => finding.look());
  field.form!.addEventListener("submit", event => {
    event.preventDefault();
    finding.go(1);
  });
  field.addEventListener("keydown", event => {
    if (event.key === "Escape") finding.clear();
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    finding.go(-1);
  });
  at("read-previous").addEventListener("click", () => finding.go(-1));
  if (field.value !== "") {
    finding.look();
    finding.go(1);
  }
  return finding;
}

/** On a telephone the contents lie above the text and are closed; where there is room they stand beside it. */
function startContents(): void {
  const contents = document.querySelector<HTMLDetailsElement>(".read-contents")!;
  const settle = () => (contents.open = !narrow.matches);
  settle();
  narrow.addEventListener("change", settle);
  contents.addEventListener("click", event => {
    if (narrow.matches && (event.target as Element).closest("a")) contents.open = false;
  });
  followReading(contents);
}

/** A figure that lies over the page is closed by Escape, too. */
document.addEventListener("keydown", event => {
  const over = event.key === "Escape" ? document.querySelector(".read-text .opens:target") : null;
  (over?.nextElementSibling as HTMLElement | null)?.click();
});

const finding = startFinding();
startContents();
new Commenting(document.querySelector<HTMLElement>(".read-text")!, at("comment-new"), () => finding.now);
