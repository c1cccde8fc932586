// The stages of the chain, each with who has signed, or who may.
import { moment } from "../kernel/dialog/list";
import { made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import type { Stage } from "./about";

export function stageOf({ key, name, status, signers, by, at, words, minutes, isOverride }: Stage): HTMLElement {
  const item = made(
    "li",
    `review-stage review-stage-${status}`,
    made("b", "", name),
    " ",
    made("span", "review-status", word(`review-stage-${status}`)),
  );
  item.dataset.stage = key;
  if (by && at) {
    item.append(
      made(
        "p",
        "",
        made("bdi", "", by),
        " ",
        moment(at),
        ...(isOverride ? [" ", made("span", "review-override", word("review-override"))] : []),
      ),
    );
    if (minutes) item.append(made("p", "muted", word("review-minutes-of", { day: minutes })));
    if (words) item.append(made("blockquote", "", words));
  } else
    item.append(made("p", "muted", signers.length ? word("review-signers", { names: signers.join("、") }) : word("review-no-signers")));
  return item;
}
