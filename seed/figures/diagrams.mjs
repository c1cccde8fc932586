// Diagrams of mechanisms: boxes and arrows. Their words are the report's.
import { arrow, blue, box, circle, drawing, line, lines, muted, orange, pale, path, rect, red, teal, text } from "./svg.mjs";

function civicsChain() {
  const stages = [
    ["小学", "感知见闻"],
    ["初中", "理解成因"],
    ["中职", "联系岗位"],
    ["高校", "探究责任"],
  ];
  const means = [
    ["同一主题", "共用一组本地素材"],
    ["分段设计", "起点不重复"],
    ["集中磨课", "课前互听、课后互评"],
    ["共享资源", "课例上传市级平台"],
  ];
  return drawing(
    640,
    rect(30, 30, 1140, 240, { fill: pale.grey, r: 16 }),
    text(60, 76, "各学段的目标", { size: 26, anchor: "start", weight: 700 }),
    ...stages.map((stage, i) => box(60 + i * 280, 110, 220, 124, stage, { fill: "#fff", size: 32 })),
    ...[0, 1, 2].map(i => arrow(284 + i * 280, 172, 334 + i * 280, 172)),
    ...[170, 450, 730, 1010].map(x => arrow(x, 372, x, 274)),
    rect(30, 376, 1140, 234, { fill: pale.teal, r: 16 }),
    text(60, 420, "共同的教研机制", { size: 26, anchor: "start", weight: 700 }),
    ...means.map((mean, i) => box(45 + i * 280, 450, 250, 124, mean, { fill: "#fff", stroke: teal, size: 27 })),
  );
}

function majorsAndIndustries() {
  const rows = [
    ["现代康养专业群", "护理、康复技术、智慧健康养老服务", "生物医药和健康服务", blue, pale.blue],
    ["装备制造专业群", "数控技术应用、机械制造技术、焊接技术应用", "农机装备", orange, pale.orange],
    ["现代农牧专业群", "设施农业生产技术、畜禽生产技术、食品加工工艺", "绿色食品", teal, pale.teal],
    ["商贸服务专业群", "电子商务、直播电商服务、物流服务与管理", "商贸物流", red, pale.red],
    ["新兴技术专业群", "无人机操控与维护、新能源汽车运用与维修", "低空经济和新能源", muted, pale.grey],
  ];
  return drawing(
    720,
    text(160, 46, "专业群", { weight: 700 }),
    text(590, 46, "主要专业", { weight: 700 }),
    text(1030, 46, "本地产业链", { weight: 700 }),
    ...rows.map(([group, majors, industry, stroke, fill], i) => {
      const y = 76 + i * 128;
      return (
        box(30, y, 260, 100, [group], { fill, stroke, size: 28 }) +
        rect(310, y, 560, 100, { fill: "#fff", stroke }) +
        text(590, y + 58, majors, { size: 24 }) +
        arrow(878, y + 50, 906, y + 50) +
        box(912, y, 258, 100, [industry], { fill, stroke, size: 26 })
      );
    }),
  );
}

function twoChoices() {
  return drawing(
    610,
    box(30, 220, 200, 140, ["第一次选择", "报考", "综合高中班"], { size: 28 }),
    arrow(234, 290, 282, 290),
    box(288, 200, 230, 180, ["第一学年", "公共基础课", "＋", "专业体验"], { fill: pale.grey, stroke: muted, size: 28 }),
    arrow(522, 290, 570, 290),
    box(576, 180, 250, 220, ["第二次选择", "学业诊断", "职业测评", "家长座谈"], { fill: pale.orange, stroke: orange, size: 28 }),
    path("M830 250C870 250 850 120 896 120", { stroke: muted, arrow: true }),
    path("M830 330C870 330 850 460 896 460", { stroke: muted, arrow: true }),
    box(902, 40, 270, 160, ["职教高考方向", "增加专业技能课", "考取技能证书"], { fill: pale.teal, stroke: teal, size: 28 }),
    box(902, 380, 270, 160, ["普通高考方向", "加强文化课程", "办理学籍转换"], { size: 28 }),
    text(1037, 244, "59人，67.05%", { size: 27, weight: 700 }),
    text(1037, 586, "29人，32.95%", { size: 27, weight: 700 }),
    text(700, 450, "2024年入学的88名学生", { size: 25 }),
    text(700, 490, "由学生和家长自主决定", { size: 25 }),
  );
}

function dualEducation() {
  const column = (x, head, items, stroke, fill) =>
    rect(x, 40, 300, 420, { fill, stroke, r: 14 }) +
    text(x + 150, 92, head, { size: 30, weight: 700 }) +
    items
      .map(
        (item, i) => rect(x + 30, 120 + i * 80, 240, 62, { fill: "#fff", stroke, r: 8 }) + text(x + 150, 160 + i * 80, item, { size: 25 }),
      )
      .join("");
  return drawing(
    660,
    column(30, "产业出题", ["用工需求清单", "岗位能力标准", "真实生产项目", "技术攻关课题"], orange, pale.orange),
    column(450, "学校答题", ["调整专业方向", "重组课程内容", "组建混编教学团队", "建设共享基地"], blue, pale.blue),
    column(870, "企业阅卷", ["参与实习考核", "评价毕业设计", "优先录用毕业生", "反馈质量意见"], teal, pale.teal),
    arrow(336, 250, 444, 250),
    arrow(756, 250, 864, 250),
    path("M1020 464L1020 510L180 510L180 468", { stroke: muted, arrow: true }),
    text(600, 548, "评价结果用于修订下一轮需求和方案", { size: 25 }),
    box(300, 576, 600, 62, ["市级产教融合联席会议按季度会商"], { fill: pale.grey, stroke: muted, size: 26 }),
  );
}

function qualityLoop() {
  const arc = d => path(d, { stroke: muted, thickness: 4, arrow: true });
  return drawing(
    740,
    box(440, 30, 320, 130, ["学校自查", "每学期1次教学诊断"], { size: 30 }),
    box(850, 290, 320, 130, ["县级督查", "每年1次专项督导"], { fill: pale.teal, stroke: teal, size: 30 }),
    box(440, 560, 320, 130, ["市级抽查", "比例不低于30%"], { fill: pale.orange, stroke: orange, size: 30 }),
    box(30, 290, 320, 130, ["社会评价", "每年1次满意度调查"], { fill: pale.red, stroke: red, size: 30 }),
    arc("M766 95C900 100 980 170 1006 282"),
    arc("M1006 426C980 560 900 620 768 625"),
    arc("M434 625C300 620 220 560 194 428"),
    arc("M194 284C220 170 300 100 432 95"),
    circle(600, 355, 132, { fill: pale.grey, stroke: muted }),
    lines(600, 355, ["发现问题", "整改落实", "结果运用"], { size: 30, weight: 500, leading: 1.6 }),
    line(356, 355, 462, 355, { stroke: muted, dash: "8 8" }),
    line(738, 355, 844, 355, { stroke: muted, dash: "8 8" }),
    line(600, 166, 600, 217, { stroke: muted, dash: "8 8" }),
    line(600, 493, 600, 554, { stroke: muted, dash: "8 8" }),
  );
}

export const diagrams = {
  "fig-civics-chain": civicsChain,
  "fig-majors-and-industries": majorsAndIndustries,
  "fig-two-choices": twoChoices,
  "fig-dual-education": dualEducation,
  "fig-quality-loop": qualityLoop,
};
