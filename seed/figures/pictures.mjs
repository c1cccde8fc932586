// Drawn pictures: plans, a cross-section, a route, the steps of a craft.
import {
  arrow,
  blue,
  box,
  circle,
  drawing,
  grid,
  ink,
  line,
  lines,
  muted,
  orange,
  pale,
  path,
  rect,
  red,
  sky,
  teal,
  text,
} from "./svg.mjs";

const grass = "#dcebd2";
const soil = "#b98d5e";
const earth = "#8d6a43";
const willow = "#a97c3a";

const tree = (x, y, r = 20) => rect(x - 3, y, 6, r * 1.2, { fill: earth }) + circle(x, y - r * 0.4, r, { fill: "#6fa45b" });
const north = (x, y) => path(`M${x} ${y + 34}L${x} ${y - 20}`, { stroke: ink, arrow: true }) + text(x, y - 32, "北", { size: 24 });

function experienceDay() {
  const workshops = ["面点", "茶艺", "幼儿照护", "汽车养护", "平面设计", "急救护理"];
  const station = (x, label, note, number) =>
    circle(x, 110, 54, { fill: pale.blue, stroke: blue, thickness: 3 }) +
    text(x, 124, number, { size: 40, weight: 700, fill: blue }) +
    text(x, 210, label, { size: 28, weight: 700 }) +
    text(x, 250, note, { size: 23 });
  return drawing(
    680,
    line(130, 110, 1070, 110, { stroke: grid, thickness: 14 }),
    station(130, "签到", "领取体验护照", 1),
    station(443, "体验工坊", "6选3，盖印章", 2),
    station(756, "家长说明会", "同步进行40分钟", 3),
    station(1070, "小结", "填写自我观察卡", 4),
    rect(60, 310, 1080, 340, { fill: pale.orange, stroke: orange, r: 16 }),
    text(600, 358, "6个体验工坊", { size: 28, weight: 700 }),
    ...workshops.map((name, i) => {
      const [x, y] = [120 + (i % 3) * 340, 388 + Math.floor(i / 3) * 126];
      return (
        rect(x, y, 280, 104, { fill: "#fff", stroke: orange, r: 10 }) + icon(i, x + 62, y + 52) + text(x + 180, y + 61, name, { size: 28 })
      );
    }),
  );
}

/** The six workshops' signs: a bun, a cup, a cradle, a wheel, a pen, a cross. */
function icon(kind, x, y) {
  const stroke = { stroke: ink, thickness: 3 };
  return [
    () =>
      path(`M${x - 30} ${y + 20}C${x - 34} ${y - 30} ${x + 34} ${y - 30} ${x + 30} ${y + 20}Z`, { ...stroke, fill: "#fff" }) +
      path(`M${x} ${y - 17}l-8 14M${x} ${y - 17}l8 14M${x} ${y - 17}v16`, stroke),
    () =>
      path(`M${x - 26} ${y - 12}h44v16c0 24 -44 24 -44 0z`, { ...stroke, fill: pale.teal }) +
      path(`M${x + 18} ${y - 6}c18 -2 18 18 0 16M${x - 14} ${y - 22}c-6 -8 6 -10 0 -18M${x + 4} ${y - 22}c-6 -8 6 -10 0 -18`, stroke),
    () =>
      path(`M${x - 30} ${y - 6}h60c0 36 -60 36 -60 0zM${x + 30} ${y - 6}c0 -28 -28 -32 -32 -4`, { ...stroke, fill: pale.red }) +
      path(`M${x - 34} ${y + 30}c24 8 44 8 68 0`, stroke),
    () =>
      circle(x, y, 30, { fill: pale.grey, ...stroke }) +
      circle(x, y, 10, { fill: "#fff", ...stroke }) +
      path(`M${x} ${y - 30}v20M${x} ${y + 10}v20M${x - 30} ${y}h20M${x + 10} ${y}h20`, stroke),
    () =>
      path(`M${x - 28} ${y + 28}l6 -20l38 -38l14 14l-38 38z`, { ...stroke, fill: pale.blue }) + path(`M${x + 8} ${y - 22}l14 14`, stroke),
    () => path(`M${x - 10} ${y - 30}h20v20h20v20h-20v20h-20v-20h-20v-20h20z`, { ...stroke, fill: "#fff" }),
  ][kind]();
}

function greenhouse() {
  const plants = [420, 500, 580, 660, 740, 820].map(x =>
    path(`M${x} 500v-56M${x} 470c-20 -4 -26 -18 -26 -26c16 0 26 10 26 26M${x} 456c20 -4 26 -18 26 -26c-16 0 -26 10 -26 26`, {
      stroke: "#3f8a3a",
      thickness: 4,
      fill: "#8cc47f",
    }),
  );
  const note = (x, y, words, toX, toY) =>
    line(x, y, toX, toY, { stroke: muted, thickness: 2 }) + circle(toX, toY, 5, { fill: muted }) + words;
  return drawing(
    660,
    rect(0, 0, 1200, 520, { fill: "#f3f8fc" }),
    rect(0, 500, 1200, 160, { fill: soil }),
    circle(1050, 110, 46, { fill: "#f2c14e" }),
    ...[-40, -15, 10, 35].map(d =>
      line(1000 + d * 0.6, 160 + d * 0.5 + 20, 930 + d, 230 + d * 0.6 + 20, { stroke: "#f2c14e", thickness: 5 }),
    ),
    path("M250 500V210L320 210V500Z", { fill: earth, stroke: earth }),
    path("M286 206C520 130 860 250 960 500", { stroke: blue, thickness: 7 }),
    path("M292 186C540 100 890 230 990 500", { stroke: sky, thickness: 7 }),
    rect(360, 500, 520, 22, { fill: "#5b3f22" }),
    ...plants,
    path("M370 552c20 -14 30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0s30 14 50 0", {
      stroke: "#ffd9a0",
      thickness: 5,
    }),
    note(180, 300, lines(110, 286, ["厚土墙", "白天蓄热", "夜间放热"], { size: 25 }), 264, 330),
    note(640, 92, text(640, 76, "双层膜，中间空气层保温", { size: 26 }), 640, 178),
    text(620, 350, "夜间温度10～12摄氏度", { size: 28, weight: 700 }),
    text(620, 618, "地热线控温的育苗床", { size: 26 }),
    text(1120, 205, "冬季日照", { size: 25 }),
  );
}

function healthStations() {
  const stations = [
    [210, 170, "河畔社区"],
    [520, 170, "北苑社区"],
    [930, 180, "杏林社区"],
    [330, 530, "兴工社区"],
    [880, 540, "南桥社区"],
  ];
  const mark = ([x, y, name]) =>
    path(`M${x} ${y + 36}C${x - 50} ${y - 20} ${x - 26} ${y - 56} ${x} ${y - 56}C${x + 26} ${y - 56} ${x + 50} ${y - 20} ${x} ${y + 36}Z`, {
      fill: red,
      stroke: "#fff",
    }) +
    path(`M${x - 5} ${y - 38}h10v10h10v10h-10v10h-10v-10h-10v-10h10z`, { fill: "#fff", stroke: "#fff", thickness: 1 }) +
    text(x, y - 72, name, { size: 27, weight: 500 });
  return drawing(
    660,
    rect(0, 0, 1200, 660, { fill: "#f5f6f1" }),
    path("M-20 330C200 220 360 400 560 340S980 260 1220 380", { stroke: sky, thickness: 46 }),
    path("M-20 620H1220M-20 40H1220M110 -10V670M700 -10V670M1090 -10V670", { stroke: "#fff", thickness: 20 }),
    ...stations.map(([x, y]) => line(640, 430, x, y + 36, { stroke: teal, thickness: 3, dash: "10 8" })),
    rect(540, 376, 200, 108, { fill: "#fff", stroke: teal, thickness: 4, r: 8 }),
    text(640, 424, "云河卫校", { size: 29, weight: 700 }),
    text(640, 462, "教师和学生值守", { size: 23 }),
    ...stations.map(mark),
    north(1150, 130),
    text(250, 312, "云河", { size: 26 }),
  );
}

const strand = { stroke: willow, thickness: 6 };
const wickerSketch = [
  x =>
    [-40, -20, 0, 20, 40].map(d => path(`M${x + d} 270C${x + d - 14} 210 ${x + d + 14} 160 ${x + d * 1.4} 100`, strand)).join("") +
    path(`M${x - 52} 216H${x + 52}`, { stroke: red, thickness: 5 }),
  x =>
    path(`M${x - 80} 160H${x + 80}L${x + 62} 270H${x - 62}Z`, { fill: "#e7dccb", stroke: earth, thickness: 4 }) +
    path(`M${x - 74} 186H${x + 74}L${x + 62} 266H${x - 62}Z`, { fill: sky, stroke: "none" }) +
    [-36, -10, 16, 42].map(d => path(`M${x + d} 250L${x + d + 14} 108`, strand)).join(""),
  x =>
    [0, 30, 60, 90, 120, 150]
      .map(a => {
        const [c, s] = [Math.cos((a * Math.PI) / 180) * 84, Math.sin((a * Math.PI) / 180) * 84];
        return line(x - c, 186 - s, x + c, 186 + s, strand);
      })
      .join("") + [22, 36].map(r => circle(x, 186, r, { stroke: willow, thickness: 6 })).join(""),
  x =>
    [-60, -36, -12, 12, 36, 60].map(d => line(x + d * 0.8, 270, x + d * 1.2, 108, strand)).join("") +
    [180, 204, 228, 252]
      .map((y, k) => path(`M${x - 66 + k * 4} ${y}q11 -14 22 0t22 0t22 0t22 0t22 0t${14 - k} 0`, { stroke: earth, thickness: 6 }))
      .join(""),
  x =>
    path(`M${x - 84} 150L${x - 60} 270H${x + 60}L${x + 84} 150Z`, { fill: "#e3c48d", stroke: willow, thickness: 5 }) +
    [180, 210, 240]
      .map((y, k) => path(`M${x - 78 + k * 6} ${y}H${x + 78 - k * 6}`, { stroke: earth, thickness: 4, dash: "16 8" }))
      .join("") +
    path(`M${x - 90} 148q12 -18 24 0t24 0t24 0t24 0t24 0t24 0t24 0t12 0`, { stroke: willow, thickness: 9 }) +
    path(`M${x - 56} 140C${x - 50} 60 ${x + 50} 60 ${x + 56} 140`, strand),
];

function wicker() {
  const steps = [
    ["选条", "粗细一致"],
    ["浸泡", "柔软不折"],
    ["起底", "经条均匀"],
    ["编织", "松紧适度"],
    ["收边", "平整牢固"],
  ];
  return drawing(
    440,
    ...steps.map(([name, note], i) => {
      const x = 130 + i * 235;
      return (
        rect(x - 104, 40, 208, 360, { fill: pale.grey, r: 14 }) +
        wickerSketch[i](x) +
        text(x, 332, `${i + 1} ${name}`, { size: 30, weight: 700 }) +
        text(x, 374, note, { size: 24 }) +
        (i < 4 ? arrow(x + 106, 186, x + 128, 186) : "")
      );
    }),
  );
}

const drone = (x, y, s = 1) =>
  line(x - 34 * s, y - 20 * s, x + 34 * s, y + 20 * s, { stroke: ink, thickness: 4 }) +
  line(x - 34 * s, y + 20 * s, x + 34 * s, y - 20 * s, { stroke: ink, thickness: 4 }) +
  [
    [-34, -20],
    [34, 20],
    [-34, 20],
    [34, -20],
  ]
    .map(([dx, dy]) => circle(x + dx * s, y + dy * s, 14 * s, { fill: "#fff", stroke: ink, thickness: 3 }))
    .join("") +
  rect(x - 14 * s, y - 10 * s, 28 * s, 20 * s, { fill: ink, r: 5 });

function droneBase() {
  return drawing(
    680,
    rect(30, 30, 1140, 620, { fill: pale.grey, stroke: muted, r: 10 }),
    box(60, 60, 330, 190, ["模拟训练区", "模拟器和飞行规则教学"], { size: 29 }),
    box(60, 280, 330, 190, ["装调维修区", "拆装、调试和电池管理"], { fill: pale.orange, stroke: orange, size: 29 }),
    rect(420, 60, 300, 410, { fill: pale.teal, stroke: teal, r: 12 }),
    text(570, 114, "室内飞行区", { size: 29, weight: 700 }),
    text(570, 158, "防护网内操控训练", { size: 25 }),
    ...[470, 520, 570, 620, 670].map(x => line(x, 200, x, 440, { stroke: "#b8dcd6", thickness: 2 })),
    ...[200, 260, 320, 380, 440].map(y => line(450, y, 690, y, { stroke: "#b8dcd6", thickness: 2 })),
    drone(570, 320),
    rect(750, 60, 390, 410, { fill: grass, stroke: "#6fa45b", r: 12 }),
    text(945, 114, "户外飞行区", { size: 29, weight: 700 }),
    text(945, 158, "植保、巡检和测绘任务", { size: 25 }),
    circle(850, 370, 46, { fill: "#fff", stroke: ink, thickness: 4 }),
    text(850, 385, "起降", { size: 26, weight: 700 }),
    path("M900 360C980 330 1000 280 1060 250", { stroke: muted, dash: "10 8" }),
    drone(1070, 240, 0.8),
    tree(1100, 430),
    tree(1045, 436, 16),
    rect(60, 510, 1080, 56, { fill: "#fff" }),
    line(60, 538, 1140, 538, { stroke: orange, thickness: 4, dash: "26 18" }),
    box(470, 586, 260, 50, ["主入口"], { fill: "#fff", stroke: muted, size: 25 }),
    text(1000, 620, "占地面积6000平方米", { size: 25 }),
  );
}

function campus() {
  const house = (x, y, w, h, name, fill = "#fff", stroke = blue) =>
    rect(x + 6, y + 6, w, h, { fill: "#c9d3c0", r: 6 }) + box(x, y, w, h, [name], { fill, stroke, size: 26, r: 6 });
  return drawing(
    760,
    rect(0, 0, 1200, 760, { fill: grass }),
    rect(24, 24, 1152, 712, { stroke: muted, dash: "14 8", r: 6 }),
    path("M600 740V60M60 400H1140M320 60V690M880 60V690", { stroke: "#f7f3e8", thickness: 34 }),
    house(70, 70, 210, 120, "学生宿舍"),
    house(70, 220, 210, 120, "食堂", "#fff", orange),
    house(370, 70, 190, 270, "教学楼"),
    house(640, 70, 190, 120, "图书馆"),
    house(640, 220, 190, 120, "行政楼"),
    house(370, 460, 190, 190, "实训中心", "#fff", teal),
    house(640, 460, 190, 190, "新实训楼", pale.orange, orange),
    text(735, 686, "8月投入使用", { size: 24 }),
    rect(912, 80, 220, 260, { fill: red, r: 110 }),
    rect(944, 112, 156, 196, { fill: "#8fbf7a", r: 78 }),
    text(1022, 220, "运动场", { size: 27, weight: 700 }),
    house(912, 460, 206, 86, "数控车间", "#fff", teal),
    house(912, 566, 206, 86, "无人机实训基地", "#fff", teal),
    house(70, 460, 210, 100, "汽车实训车间", "#fff", teal),
    ...[
      [90, 640],
      [150, 660],
      [210, 640],
      [420, 690],
      [480, 696],
      [960, 696],
      [1030, 700],
    ].map(([x, y]) => tree(x, y)),
    rect(540, 712, 120, 40, { fill: "#fff", stroke: ink, r: 4 }),
    text(600, 740, "校门", { size: 24 }),
    north(1148, 560),
  );
}

export const pictures = {
  "fig-experience-day": experienceDay,
  "fig-greenhouse": greenhouse,
  "fig-health-stations": healthStations,
  "fig-wicker": wicker,
  "fig-drone-base": droneBase,
  "fig-campus": campus,
};
