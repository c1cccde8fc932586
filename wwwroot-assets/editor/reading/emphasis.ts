// Emphasis as Chinese text needs it, where no space stands between words and marks are part of what is emphasised: stars open unless a
// blank follows, and close unless one stands before (**立德树人。**全年). Two full-width stars are two stars. Underlines are part of names. One
// star that multiplies, or points to a note, is a star (60*40, 就业率*，). The compiler reads it likewise.
import { InlineContext, type MarkdownConfig } from "@lezer/markdown";
import { isBlank, isInvisible } from "./lines";
import { isStarSign, reach } from "./star-sign";

const mark = /[\p{P}\p{S}]/u;
const closing = /[，。、；：！？）》】”’]/;
const asterisk = 42,
  underscore = 95,
  wideAsterisk = 0xff0a;

export const chineseEmphasis: MarkdownConfig = {
  parseInline: [
    {
      name: "Emphasis",
      parse(context, next, start) {
        if (next !== asterisk && next !== underscore && next !== wideAsterisk) return -1;
        let end = start + 1;
        while (context.char(end) === next) end++;
        const kind = next === underscore ? InlineContext.emphasisUnderscore : InlineContext.emphasisAsterisk;
        if (next === wideAsterisk && end - start !== 2) return end - start > 2 ? context.addDelimiter(kind, start, end, false, false) : -1;
        let first = start,
          last = end;
        while (first > 1 && isInvisible(context.slice(first - 1, first))) first--;
        while (last < context.end && isInvisible(context.slice(last, last + 1))) last++;
        const before = context.slice(first - 1, first),
          after = context.slice(last, last + 1);
        const near = (from: number, to: number) => context.slice(Math.max(context.offset, from), Math.min(context.end, to));
        if (next === asterisk && end - start === 1 && isStarSign(near(start - reach, start), near(end, end + reach))) return -1;
        let opens = !isBlank(after),
          closes = !isBlank(before);
        if (next === asterisk && end - start === 1 && closing.test(after)) opens = false;
        if (next === underscore && opens && closes) {
          opens = mark.test(before) || (mark.test(after) && after > "\u00ff");
          closes = mark.test(after) || (mark.test(before) && before > "\u00ff");
        }
        return context.addDelimiter(kind, start, end, opens, closes);
      },
    },
  ],
};
