// Formatted text as programs copy it, each kind by a page made after how that program describes its clipboard: what must come of it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { converted, withGaps } from "../pasting/main";
import { contentsOf, picturesIn } from "../pasting/rtf";

// Its types are of no module.
const domino = createRequire(import.meta.url)("@mixmark-io/domino") as { createDocument(html: string, force: boolean): Document };
const page = (html: string) => domino.createDocument(`<html><body>${html}</body></html>`, true);
const paste = (html: string, plain = "", taken: string[] = []) => converted(page(html), plain, new Set(taken));
const markdown = (html: string, plain = "") => paste(html, plain)?.markdown;

const item = (level: number, sign: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level${level} lfo1'>` +
  `<![if !supportLists]><span style='font-family:Wingdings'><span style='mso-list:Ignore'>${sign}<span>&nbsp;&nbsp; </span></span></span>` +
  `<![endif]><span>${words}</span></p>`;

const kinds: [name: string, html: string, markdown: string, plain?: string][] = [
  [
    "Word: paragraphs",
    "<p class=MsoNormal><span>第一段。</span><o:p></o:p></p><p class=MsoNormal>第二段。<o:p>&nbsp;</o:p></p>",
    "第一段。\n\n第二段。",
  ],
  ["Word: bullets of two levels", item(1, "l", "甲") + item(2, "n", "乙") + item(1, "l", "丙"), "- 甲\n  - 乙\n- 丙"],
  ["Word: counted items", item(1, "1.", "甲") + item(1, "2.", "乙"), "1. 甲\n2. 乙"],
  [
    "Word: items counted in Chinese stay as printed",
    item(1, "（一）", "甲方。") + item(1, "（二）", "乙方。"),
    "（一）甲方。\n\n（二）乙方。",
  ],
  ["Word: two lists with words between", `${item(1, "1.", "甲")}<p>中间。</p>${item(1, "1.", "乙")}`, "1. 甲\n\n中间。\n\n1. 乙"],
  ["Word: headings by their element", "<h1><span>基本情况</span></h1><h2>学校布局</h2><p>文。</p>", "# 基本情况\n\n## 学校布局\n\n文。"],
  ["Word: headings by their class", "<p class=MsoTitle>年报</p><p class=MsoHeading7>细目</p>", "# 年报\n\n###### 细目"],
  [
    "Word: headings by their outline level",
    "<p class=MsoNormal style='mso-outline-level:2'><b>学生规模</b></p><p>文。</p>",
    "## 学生规模\n\n文。",
  ],
  [
    "Word: numbers that Word counts before headings",
    "<h2 style='mso-list:l1 level2 lfo2'><![if !supportLists]><span>" +
      "<span style='mso-list:Ignore'>1.1<span>&nbsp;</span></span></span><![endif]>布局</h2>",
    "## 布局",
  ],
  ["Word: numbers typed before headings", "<h2>1.1 布局</h2><p>文。</p><h2>1.2 规模</h2>", "## 布局\n\n文。\n\n## 规模"],
  ["Word: a year is no number", "<h2>2025 年招生</h2><h2>1.2 规模</h2>", "## 2025 年招生\n\n## 1.2 规模"],
  ["Word: bold and slanted", "<p>办学<b><span>质量</span></b>与<i>特色</i>。</p>", "办学**质量**与*特色*。"],
  ["Word: bold in pieces", "<p><b>质</b><b><span>量</span></b>好</p>", "**质量**好"],
  ["Word: revisions", "<p>在校生<del>八</del><ins>九</ins>千人<span class=msoDel>余</span>。</p>", "在校生九千人。", "在校生九千人。"],
  [
    "Word: footnotes",
    "<p>就业率高<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>。</p>" +
      "<div style='mso-element:footnote-list'><hr>" +
      "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> 截至八月。</p></div></div>",
    "就业率高[^n1]。\n\n[^n1]: 截至八月。",
  ],
  [
    "Word: a table with its caption above",
    `<p>表 1-1 在校生数</p>${grid([
      ["学校", "人数"],
      ["甲校", "120"],
    ])}`,
    "| 学校 | 人数 |\n| --- | ---: |\n| 甲校 | 120 |\n: 在校生数",
  ],
  [
    "Word: a picture that did not come, with its caption below",
    "<p><img width=300 src='file:///C:/a.png'></p><p>图 2-1 校园布局</p>",
    "\ufdd40\ufdd5",
  ],
  ["Word: a soft line", "<p>甲<br>乙</p>", "甲\\\n乙"],
  ["Word: blanks of its own", "<p>甲<span style='mso-spacerun:yes'>&nbsp;&nbsp; </span>乙</p>", "甲 乙"],
  ["Word: an address", "<p><a href='https://jyj.example/a(1)'>公开网址</a></p>", "[公开网址](https://jyj.example/a%281%29)"],
  [
    "WPS: words inside of its blanks",
    "<div class=Section0><p class=MsoNormal><span style='mso-spacerun:\"yes\"'>全市中职学校</span>六所。</p></div>",
    "全市中职学校六所。",
  ],
  [
    "WPS: typed Chinese numbers",
    "<p class=16>一、专业建设</p><p>文。</p><p class=16>二、教学改革</p><p>（一）教材</p><p>文。</p><p>（二）教法</p>",
    "## 专业建设\n\n文。\n\n## 教学改革\n\n### 教材\n\n文。\n\n### 教法",
  ],
  ["WPS: one typed number alone stays", "<p>一、专业建设</p><p>文。</p>", "一、专业建设\n\n文。"],
  [
    "Excel: a block",
    `<table>${rows([
      ["学校", "人数"],
      ["甲校", "1,200"],
      ["乙校", "80"],
    ])}</table>`,
    "| 学校 | 人数 |\n| --- | ---: |\n| 甲校 | 1,200 |\n| 乙校 | 80 |",
  ],
  [
    "Excel: merged cells",
    "<table><tr><td rowspan=2>市区</td><td>甲校</td></tr><tr><td>乙校</td></tr><tr><td colspan=2>合计</td></tr></table>",
    "| 市区 | 甲校 |\n| --- | --- |\n| 市区 | 乙校 |\n| 合计 | 合计 |",
  ],
  [
    "Excel: a title over the whole table",
    "<table><tr><td colspan=2>各校人数</td></tr><tr><td>学校</td><td>人数</td></tr><tr><td>甲校</td><td>1</td></tr></table>",
    "| 学校 | 人数 |\n| --- | ---: |\n| 甲校 | 1 |\n: 各校人数",
  ],
  [
    "Excel: hidden columns",
    "<table><tr><td>学校</td><td style='display:none'>x</td><td>人数</td></tr>" +
      "<tr><td>甲校</td><td style='display:none'>y</td><td>1</td></tr></table>",
    "| 学校 | 人数 |\n| --- | ---: |\n| 甲校 | 1 |",
    "学校\t人数\n甲校\t1",
  ],
  [
    "WPS sheets: lines within a cell",
    "<table><tr><td>学校</td><td>说明</td></tr><tr><td>甲校</td><td>两<br>行</td></tr></table>",
    "| 学校 | 说明 |\n| --- | --- |\n| 甲校 | 两 行 |",
  ],
  [
    "a web page: what is for machines",
    "<nav>导航</nav><script>x()</script><style>p{}</style><p>正文。</p><p hidden>藏</p>",
    "正文。",
    "正文。",
  ],
  [
    "a web page: a table that places the page",
    "<table><tr><td><p>左边一段。</p><p>又一段。</p></td></tr></table>",
    "左边一段。\n\n又一段。",
  ],
  ["a web page: lists", "<ol><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol>", "1. 甲\n2. 乙\n   - 丙"],
  [
    "a web page: what would be a mark is a word",
    "<p># 号</p><p>1. 点</p><p>a*b*c [x](y) {#fig:a}</p>",
    "\\# 号\n\n1\\. 点\n\na\\*b\\*c \\[x](y) \\{#fig:a}",
  ],
  ["a web page: an address that runs", "<p><a href='javascript:alert(1)'>按此</a></p>", "按此"],
  [
    "an office on the web: bold that is none",
    "<b style='font-weight:normal'><p>甲<span style='font-weight:700'>乙</span></p></b>",
    "甲**乙**",
  ],
  [
    "a chat: lines and a small face",
    "<div>张老师：收到<img alt='[微笑]' width=24 height=24></div><div>好的</div>",
    "张老师：收到[微笑]\n\n好的",
  ],
  [
    "a document on the web: breaks that end it",
    "<b style='font-weight:normal'><h1><span>基本情况</span></h1><ul><li><p>第一项</p></li></ul><br></b>",
    "# 基本情况\n\n- 第一项",
  ],
  [
    "a table within a table that places the page",
    "<table><tr><td>外<table><tr><td>校</td><td>数</td></tr><tr><td>甲</td><td>1</td></tr></table></td><td>右</td></tr></table>",
    "外\n\n| 校 | 数 |\n| --- | ---: |\n| 甲 | 1 |\n\n右",
  ],
  [
    "a table: stars and bars are words",
    grid([
      ["校", "人|数"],
      ["甲*乙*", "1"],
    ]),
    "| 校 | 人\\|数 |\n| --- | ---: |\n| 甲\\*乙\\* | 1 |",
  ],
  [
    "a table: columns that are lines of the drawing alone",
    "<table><tr><td colspan=3>校</td><td>数</td></tr><tr><td colspan=3>甲</td><td>1</td></tr></table>",
    "| 校 | 数 |\n| --- | ---: |\n| 甲 | 1 |",
  ],
  ["a rare name that an office has made itself", "<p>王\ue000<b>校长</b></p>", "王\ue000**校长**"],
  ["what could be taken for our own marks", "<p>甲\ufdd20\ufdd3<b>乙</b></p>", "甲0**乙**"],
];

function rows(cells: string[][]): string {
  return cells.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join("")}</tr>`).join("");
}

function grid(cells: string[][]): string {
  return `<table class=MsoTableGrid>${rows(cells).replace(/<td>(.*?)<\/td>/g, "<td><p class=MsoNormal><span>$1</span></p></td>")}</table>`;
}

for (const [name, html, expected, plain] of kinds) test(name, () => assert.equal(markdown(html, plain), expected));

test("a picture has its caption, and what somebody said of it", () => {
  const pictures = paste("<p><img src='data:image/png;base64,AA' alt='三栋楼'></p><p>图2.1　校园布局</p>")?.pictures;
  assert.deepEqual(pictures, [{ mark: "\ufdd40\ufdd5", source: "data:image/png;base64,AA", caption: "校园布局", alternative: "三栋楼" }]);
});

test("notes take ids that the text does not have", () => {
  const html = "<p>甲<a href='#_ftn1'>[1]</a></p><div style='mso-element:footnote' id=ftn1><p><a href='#_ftnref1'>[1]</a>注</p></div>";
  assert.equal(paste(html, "", ["n1"])?.markdown, "甲[^n2]\n\n[^n2]: 注");
});

test("what would lose a word is not taken", () => {
  assert.equal(paste("<p>甲</p>", "甲乙"), null);
  assert.equal(paste("<p><b>ABC</b></p>", "ABC 123"), null);
  assert.equal(paste("<p>甲<del>乙</del></p>", "甲")?.markdown, "甲");
});

test("what could not come as it was is said", () => {
  assert.deepEqual([...paste("<table><tr><td colspan=2>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>")!.said], ["merged"]);
  const comment = "<p>文<a class=msocomanchor href='#_msocom_1'>[W1]</a></p><div style='mso-element:comment-list'><p>批注</p></div>";
  assert.deepEqual([...paste(comment, "文")!.said], ["comments"]);
});

test("a page of nothing but nesting is not taken, and ends at once", () => {
  const deep = 20_000;
  assert.equal(paste(`${"<div>".repeat(deep)}深${"</div>".repeat(deep)}`, "深"), null);
});

test("pictures are read out of Word's rich text in their order, without what it repeats for older programs", async () => {
  const picture = (kind: string, digits: string) =>
    `{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn x}}}\\picscalex100\\picw12\\${kind}\\bliptag-5{\\*\\blipuid 00ff}\n${digits}\n${digits}}}`;
  const png = picture("pngblip", "89504e470d0a1a0a"),
    old = picture("wmetafile8", "0100"),
    jpeg = picture("jpegblip", "ffd8ffe000104a46");
  const rtf = `{\\rtf1 文${png}${old}${jpeg}}`;
  const found = picturesIn(rtf);
  assert.deepEqual(
    found.map(({ type, size }) => [type, size]),
    [
      ["image/png", 16],
      ["image/jpeg", 16],
    ],
  );
  assert.equal(new Uint8Array(await found[1]!.arrayBuffer())[0], 0xff);
  assert.deepEqual(picturesIn("{\\pict\\pngblip zz}"), []);
});

test("each picture has a gap that says so, and its content if that came along whole", () => {
  const html =
    "<p>前</p><p><img src='data:image/png;base64,iVBORw0KGgo='></p><p>图 1-1 甲</p><p><img src='data:image/png;base64,%'></p><p>后</p>";
  const found = paste(html, "前 甲 后")!;
  const [text, gaps] = withGaps(found, caption => `〔${caption}〕`);
  assert.equal(text, "前\n\n〔甲〕\n\n〔〕\n\n后");
  assert.deepEqual(
    gaps.map(({ at, sentence, picture }) => [text.slice(at, at + sentence.length), picture]),
    [
      ["〔甲〕", 0],
      ["〔〕", 1],
    ],
  );
  assert.deepEqual(
    contentsOf(found.pictures, "").map(content => content?.size),
    [8, undefined],
  );
});
