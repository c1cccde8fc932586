using Authoring.Compile.Definition;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>A report in which every rule of numbering and every construct of the format stands once at least.</summary>
internal static class SyntheticReport
{
    private const string Definition = """
        title: 综合样例 & <报告>
        period: "2025"
        issuer: 某市教育局
        date: 2025-12
        numbering:
          headings: ["{1:zh}、", "（{2:zh}）", { format: "{3}.", restart: never }, "（{4}）"]
          annexes: "附件 {n}"
          annex-mark: "附{n}"
          annex-headings: ["{2:zh}、", "（{3:zh}）"]
          case-headings: ["{1:zh}、", "（{2:zh}）"]
          figures: { label: 图, scope: chapter, format: "{label} {1}-{n}", separator: " " }
          tables: { label: 表, scope: section, depth: 2, format: "{label} {section}-{n}", separator: "　" }
          cases: { label: 案例, scope: document, format: "{label}{n:zh}", separator: "：" }
        contents: { depth: 3, annexes: true, front: true }
        lists: [figures, tables, cases, annexes]
        pages: { number: "- {page} -" }
        front: [front.md]
        body: [one.md, two.md]
        annexes: [annex1.md, annex2.md]
        cases: [c1.md, c2.md]
        """;

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["front.md"] = "# 前言\n\n前言说的是“全市”……见 @sec:one 与 @fig:b。\n\n![未编号的图](images/a.png)\n",
        ["one.md"] = """
            # 基本情况 {#sec:one}

            正文**加粗**、*倾斜*、`代码`，[网站](https://example.cn/a?b=1&c=2)，[另一章](two.md)，脚注[^1]，同一脚注[^1]。

            ## 规模 {#sec:size}

            ### 学校

            ### 学生

            ![校园](images/a.png "学校大门的照片"){#fig:a}

            | 指标 | 上年 | 本年 |
            |:---|:---:|---:|
            | 学生<br>人数 | 1 | 2 |
            | a \| b | **粗** | @fig:a |

            : 学生规模 {#tbl:t1}

            ::case{#case:c1}

            ## 师资

            ### 教师

            | 无题注 |
            |---|
            | 一 |

            1. 第一
               - 内一
               - 内二
            2. 第二

            3) 从三起

            > 引文一段

            ---

            ```
            代码块
              缩进
            ```

            ![没有编号](images/a.png){.unnumbered}

            ## 小结 {.unnumbered}

            ### 其下 {#sec:below}

            [^1]: 脚注文字，见 @tbl:t1。
            """,
        ["two.md"] = """
            # 人才培养

            ![第二章的图](images/a.png){#fig:b}

            ### 跳级

            ## 质量

            ### 就业

            ![表的图片](images/a.png){#tbl:t2}

            ::case{#case:c2}

            见 @fig:a、@tbl:t1、@tbl:t2、@case:c1、@sec:size、@sec:below、@sec:annex、@fig:none 与 @fig:x。

            ![附件外的最后一图](images/a.png)

            # 结语 {.unnumbered}

            ![没有章号的图](images/a.png)
            """,
        ["annex1.md"] =
            "# 指标表 {#sec:annex}\n\n## 表一\n\n| a |\n|---|\n| 1 |\n\n: 附表 {#tbl:x}\n\n"
            + "### 细目\n\n![附图](images/a.png){#fig:x}\n\n![附图二](images/a.png)\n",
        ["annex2.md"] = "# 满意度\n\n## 说明\n\n![又一附图](images/a.png)\n",
        ["c1.md"] =
            "---\nid: c1\ntitle: 校企合作\nschool: 某校\n---\n\n# 背景\n\n案例正文[^n]。\n\n## 做法\n\n- 一\n\n![案例图](images/a.png){#fig:c}\n\n"
            + "| x | y |\n|---|---|\n| 1 | 2 |\n\n: 案例表\n\n[^n]: 案例脚注。\n",
        ["c2.md"] = "---\nid: c2\ntitle: 技能大赛\n---\n\n# 背景\n\n文\n",
    };

    /// <summary>Numbered in digits through sections.</summary>
    /// <param name="chapter">How chapters themselves are numbered.</param>
    public static CompiledReport CompileInDigits(string chapter = "第{1:zh}章") =>
        Compile(
            Definition
                .Replace(
                    """["{1:zh}、", "（{2:zh}）", { format: "{3}.", restart: never }, "（{4}）"]""",
                    $$"""["{{chapter}}", "{1}.{2}", "{1}.{2}.{3}"]"""
                )
                .Replace("""scope: chapter, format: "{label} {1}-{n}""", """scope: section, depth: 2, format: "{label} {section}-{n}""")
        );

    public static CompiledReport Compile(string definition = Definition) =>
        Compiler.Compile(
            ReportDefinition.Parse(definition, "synthetic"),
            path => Files.TryGetValue(path, out var text) ? SourceFile.Read(path, text) : null,
            path => path == "images/a.png" ? new ImageFacts(1200, 800, "image/png") : null
        );
}
