// The charts and the one drawn table: everything that is computed from data.json.
import { readFileSync } from "node:fs";
import { bars, columns, dumbbells, legend, ring, stacked } from "./charts.mjs";
import { blue, circle, drawing, grid, ink, line, muted, orange, pale, rect, sky, teal, text } from "./svg.mjs";

const data = JSON.parse(readFileSync(new URL("data.json", import.meta.url), "utf8"));
const sum = values => values.reduce((total, value) => total + value, 0);
const years = list => list.map(year => `${year}年`);

/** A share in percent, rounded half up on whole numbers: binary fractions would round some halves down. */
const percent = (part, whole) => {
  const hundredths = Math.floor((part * 20000 + whole) / (2 * whole));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}%`;
};

function enrolmentBySchool() {
  const { schools, ...byYear } = data.enrolmentBySchool;
  return drawing(
    640,
    legend(780, 50, [
      { name: "2024年", color: sky },
      { name: "2025年", color: blue },
    ]),
    columns(
      { x: 110, y: 100, w: 1060, h: 460 },
      {
        categories: schools,
        max: 2500,
        step: 500,
        unit: "人",
        series: [
          { values: byYear["2024"], color: sky },
          { values: byYear["2025"], color: blue },
        ],
      },
    ),
  );
}

function intakeThreeYears() {
  const { years: list, city, county } = data.intake;
  const series = [
    { name: "市区学校", values: city, color: blue },
    { name: "县域学校", values: county, color: orange },
  ];
  return drawing(
    640,
    legend(720, 50, series),
    stacked({ x: 110, y: 100, w: 1060, h: 460 }, { categories: years(list), series, max: 3500, step: 500, unit: "人", thickness: 170 }),
  );
}

function studentsByField() {
  const total = sum(data.fields.map(field => field.students));
  const items = data.fields.map(({ name, students }) => ({ name, value: students, note: `${students}人，${percent(students, total)}` }));
  return drawing(760, bars({ x: 270, y: 20, w: 660, h: 720 }, { items, max: data.fields[0].students, color: blue }));
}

function provincialContest() {
  const { years: list, first, second, third } = data.provincialContest;
  const series = [
    { name: "三等奖", values: third, color: sky },
    { name: "二等奖", values: second, color: teal },
    { name: "一等奖", values: first, color: orange },
  ];
  return drawing(
    620,
    legend(640, 50, series),
    stacked({ x: 110, y: 100, w: 1060, h: 440 }, { categories: years(list), series, max: 25, step: 5, unit: "项", thickness: 170 }),
  );
}

function graduateDestinations() {
  const colors = [blue, teal, orange, "#8a94a3"];
  const total = sum(data.destinations.map(part => part.students));
  const rows = data.destinations.map(({ name, students }, i) => {
    const y = 190 + i * 96;
    return (
      rect(680, y - 26, 34, 34, { fill: colors[i], r: 4 }) +
      text(736, y, name, { size: 30, anchor: "start", weight: 500 }) +
      text(990, y, `${students}人`, { size: 30, anchor: "end" }) +
      text(1150, y, percent(students, total), { size: 30, anchor: "end" })
    );
  });
  return drawing(
    620,
    ring(
      340,
      310,
      250,
      140,
      data.destinations.map(({ students }, i) => ({ value: students, color: colors[i] })),
    ),
    text(340, 300, "毕业生", { size: 32 }),
    text(340, 352, `${total}人`, { size: 40, weight: 700 }),
    rows.join(""),
  );
}

function furtherStudy() {
  const { years: list, exam, single, through } = data.furtherStudy;
  const series = [
    { name: "对口升学", values: exam, color: orange },
    { name: "单独招生", values: single, color: blue },
    { name: "中高职贯通培养", values: through, color: teal },
  ];
  return drawing(
    620,
    legend(500, 50, series),
    columns({ x: 110, y: 100, w: 1060, h: 440 }, { categories: years(list), series, max: 1000, step: 200, unit: "人", size: 24 }),
  );
}

function trainingByGroup() {
  return drawing(
    620,
    legend(780, 50, [
      { name: "2024年", color: sky },
      { name: "2025年", color: teal },
    ]),
    columns(
      { x: 110, y: 100, w: 1060, h: 440 },
      {
        categories: data.training.map(group => group.name),
        max: 2000,
        step: 500,
        unit: "人次",
        size: 24,
        series: [
          { values: data.training.map(group => group["2024"]), color: sky },
          { values: data.training.map(group => group["2025"]), color: teal },
        ],
      },
    ),
  );
}

function cultureCalendar() {
  const { months, themes } = data.culture;
  const [x, y, cell, row] = [290, 80, 72, 84];
  const most = Math.max(...themes.flatMap(theme => theme.events));
  const heads = months.map((month, i) => text(x + cell * (i + 0.5), y - 20, `${month}月`, { size: 23 }));
  const totals = months.map((_, i) =>
    text(x + cell * (i + 0.5), y + row * themes.length + 46, sum(themes.map(theme => theme.events[i])), { size: 25, weight: 700 }),
  );
  const cells = themes.map(({ name, events }, k) => {
    const middle = y + row * (k + 0.5);
    return (
      text(x - 20, middle + 9, name, { size: 25, anchor: "end" }) +
      events
        .map((count, i) => {
          const share = count / most;
          const look = count === 0 ? { fill: pale.grey, r: 6 } : { fill: blue, opacity: (0.12 + 0.88 * share).toFixed(2), r: 6 };
          const label = count === 0 ? "" : text(x + cell * (i + 0.5), middle + 9, count, { size: 25, fill: share > 0.7 ? "#fff" : ink });
          return rect(x + cell * i + 3, y + row * k + 3, cell - 6, row - 6, look) + label;
        })
        .join("") +
      text(x + cell * months.length + 60, middle + 9, sum(events), { size: 25, weight: 700 })
    );
  });
  const all = sum(themes.flatMap(theme => theme.events));
  return drawing(
    590,
    heads.join(""),
    text(x + cell * months.length + 60, y - 20, "合计", { size: 23 }),
    cells.join(""),
    text(x - 20, y + row * themes.length + 46, "合计（场）", { size: 25, anchor: "end" }),
    totals.join(""),
    text(x + cell * months.length + 60, y + row * themes.length + 46, all, { size: 25, weight: 700 }),
  );
}

function funding() {
  const { years: list, perStudent, projects, aid } = data.funding;
  const series = [
    { name: "生均公用经费拨款", values: perStudent, color: blue },
    { name: "专项资金", values: projects, color: orange },
    { name: "学生资助", values: aid, color: teal },
  ];
  return drawing(
    660,
    legend(430, 50, series),
    stacked(
      { x: 120, y: 100, w: 1050, h: 480 },
      { categories: years(list), series, max: 8000, step: 2000, unit: "万元", thickness: 190, format: value => value.toFixed(2) },
    ),
  );
}

function juniorGraduates() {
  const { years: list, graduates, intake } = data.juniorGraduates;
  return drawing(
    880,
    text(70, 44, "初中毕业生", { size: 26, anchor: "start", weight: 700 }),
    columns(
      { x: 130, y: 110, w: 1040, h: 290 },
      { categories: years(list), series: [{ values: graduates, color: blue }], max: 20000, step: 5000, unit: "人", size: 24 },
    ),
    text(70, 486, "中职招生（2026年起为推算数）", { size: 26, anchor: "start", weight: 700 }),
    columns(
      { x: 130, y: 550, w: 1040, h: 270 },
      { categories: years(list), series: [{ values: intake, color: teal }], max: 3000, step: 1000, unit: "人", size: 24 },
    ),
  );
}

function satisfaction() {
  const key = (x, name, color) => circle(x, 42, 13, { fill: color, stroke: muted }) + text(x + 26, 51, name, { size: 24, anchor: "start" });
  return drawing(
    590,
    key(860, "2024年", sky),
    key(1030, "2025年", blue),
    dumbbells(
      { x: 260, y: 80, w: 880, h: 420 },
      { items: data.satisfaction, from: 90, to: 98, step: 2, before: sky, after: blue, format: value => `${value.toFixed(2)}%` },
    ),
    text(700, 575, "满意度（%）", { size: 22, fill: muted }),
  );
}

function timetable() {
  const [left, group, course, cell, row, top] = [40, 230, 370, 173, 54, 20];
  const right = left + group + course + cell * 3;
  const terms = ["第一学年", "第二学年", "第三学年"];
  const column = i => left + group + course + cell * (i + 0.5);
  const rule = (y, from = left, thickness = 1.5) => line(from, y, right, y, { stroke: thickness > 2 ? ink : grid, thickness });
  const middle = y => y + row * 0.5 + 9;
  const parts = [
    rect(left, top, right - left, row, { fill: pale.blue }),
    text(left + group / 2, middle(top), "课程类别", { weight: 700 }),
    text(left + group + course / 2, middle(top), "课程", { weight: 700 }),
    ...terms.map((term, i) => text(column(i), middle(top), term, { weight: 700 })),
  ];
  let y = top + row;
  for (const { group: name, courses } of data.timetable) {
    parts.push(rule(y), text(left + group / 2, y + (row * courses.length) / 2 + 9, name));
    courses.forEach(({ name: title, periods }, k) => {
      if (k > 0) parts.push(rule(y, left + group));
      parts.push(
        text(left + group + course / 2, middle(y), title),
        ...periods.map((count, i) => text(column(i), middle(y), count === 0 ? "—" : count)),
      );
      y += row;
    });
  }
  const total = terms.map((_, i) => sum(data.timetable.flatMap(({ courses }) => courses.map(item => item.periods[i]))));
  parts.push(
    rule(y),
    text(left + group / 2, middle(y), "合计（课时）", { weight: 700 }),
    ...total.map((count, i) => text(column(i), middle(y), count, { weight: 700 })),
  );
  parts.push(rule(top, left, 3), rule(top + row, left, 3), rule(y + row, left, 3));
  return drawing(y + row + 20, ...parts);
}

export const numberFigures = {
  "fig-enrolment-by-school": enrolmentBySchool,
  "fig-intake-three-years": intakeThreeYears,
  "fig-students-by-field": studentsByField,
  "fig-provincial-contest": provincialContest,
  "fig-graduate-destinations": graduateDestinations,
  "fig-further-study": furtherStudy,
  "fig-training-by-group": trainingByGroup,
  "fig-culture-calendar": cultureCalendar,
  "fig-funding": funding,
  "fig-junior-graduates": juniorGraduates,
  "fig-satisfaction": satisfaction,
  "tbl-timetable": timetable,
};
