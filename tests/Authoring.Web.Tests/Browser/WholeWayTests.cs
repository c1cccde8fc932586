using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Authoring.Web.CommandLine;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// From an empty database to the finished file: an office and its schools make a report together, each at a browser of his own, and what is
/// taken away is what they wrote.
/// </summary>
public sealed partial class WholeWayTests(Chromium chromium)
{
    private const string FirstSchool = "云河第一职业学校";
    private const string SecondSchool = "云河第二职业学校";
    private const string Training = "report-2026/sections/03-training";
    private const string Basic = "report-2026/sections/02-basic";
    private const string Own = "my-own-words";

    /// <summary>Numbers as 公文 has them, in every list; the numbers of all that is taken away are held against these.</summary>
    private static readonly Dictionary<string, string[]> Lists = new(StringComparer.Ordinal)
    {
        ["contents"] =
        [
            "一、|基本情况",
            "（一）|办学规模",
            "二、|人才培养",
            "（一）|立德树人",
            "三、|服务贡献",
            "四、|文化传承",
            "五、|国际合作",
            "六、|产教融合",
            "七、|发展保障",
            "八、|面临挑战",
        ],
        ["figures"] = ["图 1|学校正门"],
        ["tables"] = ["表 1|各校人数"],
        ["cases"] = ["案例一|双师课堂进车间"],
    };

    [Fact]
    public async Task An_empty_database_becomes_a_report_that_compiles_outside_to_the_same_lists()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        await using var principal = await Visitor.ArriveAsync(chromium, server.Address);
        await PeopleTests.WelcomeAsync(principal.Page, await server.SaysAsync(PeopleTests.Welcome()));
        var passwords = await InvitePeopleAsync(principal.Page);
        await MakeReportAsync(principal.Page);
        await GiveRolesAsync(principal);

        await using var lin = await Visitor.ArriveAsync(chromium, server.Address);
        await using var zhou = await Visitor.ArriveAsync(chromium, server.Address);
        await using var wu = await Visitor.ArriveAsync(chromium, server.Address);
        await using var zheng = await Visitor.ArriveAsync(chromium, server.Address, 390, 844);
        foreach (var (visitor, name) in new[] { (lin, "lin"), (zhou, "zhou"), (wu, "wu"), (zheng, "zheng") })
        {
            await visitor.TakeOverAsync(name, passwords[name], Own);
            await Assertions.Expect(visitor.Page.GetByTestId("report")).ToContainTextAsync("云河市年度报告");
        }

        await WriteTogetherAsync(lin, zhou);
        await zheng.GoToAsync("/reports/report-2026/lists");
        await WriteChapterAsync(lin);
        await WriteCardAsync(lin);
        await ReferToAllAsync(lin);
        await SeeWhyNotAsync(zhou, Training, "只读：已分配给其他人撰写");
        await SeeWhyNotAsync(zheng, Basic, "只读");
        await zheng.GoToAsync("/reports/report-2026/lists");
        foreach (var (list, entries) in Lists)
            Assert.Equal(entries, await zheng.ListAsync(list));

        var json = await JsonAsync(wu, server.Address);
        await HtmlAsync(wu, server.Address);
        await FolderAsync(wu, server.Address, json);
        foreach (var visitor in new[] { principal, lin, zhou, wu, zheng })
            visitor.ComplainsOfNothing();
    }

    private static async Task<Dictionary<string, string>> InvitePeopleAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "人员与单位" }).ClickAsync();
        foreach (var school in new[] { FirstSchool, SecondSchool })
            await PeopleTests.FoundAsync(page, school);
        var passwords = new Dictionary<string, string>();
        foreach (
            var (name, userName, school) in new[]
            {
                ("林一", "lin", FirstSchool),
                ("周三", "zhou", SecondSchool),
                ("吴四", "wu", "（不属于任何单位）"),
                ("郑五", "zheng", SecondSchool),
            }
        )
            passwords[userName] = await PeopleTests.CreateAsync(page, name, userName, school);
        return passwords;
    }

    private static Task LiveAsync(IPage page) => Assertions.Expect(page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);

    private static async Task MakeReportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "报告", Exact = true }).First.ClickAsync();
        await page.GetByTestId("report-new").ClickAsync();
        foreach (var (field, value) in new[] { ("title", "云河市年度报告"), ("period", "2026"), ("issuer", "云河市教育局") })
            await page.GetByTestId($"field-{field}").FillAsync(value);
        await page.GetByTestId("new-next").ClickAsync();
        await page.GetByTestId("profile-official").CheckAsync();
        await page.GetByTestId("new-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("new-role").First).ToBeVisibleAsync();
        await page.GetByTestId("new-next").ClickAsync();
        await page.GetByTestId("field-deadline").FillAsync("2099-12-31");
        await page.GetByTestId("new-create").ClickAsync();
        await page.ArriveAtAsync(@"/reports/report-2026\?edit=true$");
    }

    private static async Task GiveRolesAsync(Visitor principal)
    {
        await principal.GoToAsync("/reports/report-2026/members");
        var page = principal.Page;
        await LiveAsync(page);
        foreach (var (name, role) in new[] { ("林一", "可撰写"), ("周三", "可撰写"), ("吴四", "统稿编辑"), ("郑五", "可查看") })
        {
            await page.GetByTestId("field-add-person").ClickAsync();
            await page.GetByRole(AriaRole.Option, new() { Name = name }).ClickAsync();
            await Assertions.Expect(page.GetByTestId("field-add-person")).ToHaveValueAsync(new Regex(name));
            await page.GetByTestId("field-add-role").SelectOptionAsync(new SelectOptionValue { Label = role });
            await page.GetByTestId("members-add").ClickAsync();
            await Assertions.Expect(page.Locator($"tr:has([data-person='{name}']) option:checked")).ToHaveTextAsync(role);
        }
        foreach (var section in new[] { "03-training", "04-service" })
        {
            var row = page.Locator($"tr[data-path='sections/{section}.md']");
            await row.GetByTestId("assign").SelectOptionAsync(new SelectOptionValue { Label = FirstSchool });
            await row.GetByTestId("assign-add").ClickAsync();
            await Assertions.Expect(row.Locator("li")).ToContainTextAsync(FirstSchool);
        }
    }

    /// <summary>Two schools in a section that was given to nobody.</summary>
    private static async Task WriteTogetherAsync(Visitor lin, Visitor zhou)
    {
        await Task.WhenAll(lin.OpenAsync(Basic), zhou.OpenAsync(Basic));
        await Assertions.Expect(lin.Page.GetByTestId("presence-person")).ToContainTextAsync("周三");
        await zhou.TypeAtEndAsync("\n办学规模");
        await zhou.Page.Keyboard.PressAsync("Control+Alt+2");
        await zhou.TypeAsync("\n\n");
        await lin.ShowsAsync("## 办学规模");
        await Task.WhenAll(zhou.TypeAsync("第二职业学校有学生两千人。"), lin.TypeAtStartAsync("第一职业学校在开头写。\n\n"));
        await Task.WhenAll(zhou.ShowsAsync("第一职业学校在开头写。"), lin.ShowsAsync("第二职业学校有学生两千人。"));
        await Task.WhenAll(lin.SyncedAsync(), zhou.SyncedAsync());
        const string both = "第一职业学校在开头写。\n\n# 基本情况\n\n## 办学规模\n\n第二职业学校有学生两千人。";
        await Task.WhenAll(lin.ShowsTextAsync(both), zhou.ShowsTextAsync(both));
    }

    /// <summary>A heading, a table, a picture.</summary>
    private static async Task WriteChapterAsync(Visitor lin)
    {
        await lin.OpenAsync(Training);
        await lin.TypeAtEndAsync("\n立德树人");
        await lin.Page.Keyboard.PressAsync("Control+Alt+2");
        await lin.TypeAsync("\n\n各校人数如下。");
        await lin.PressToolAsync("table");
        await lin.Page.GetByLabel("行数").FillAsync("2");
        await lin.Page.GetByLabel("列数").FillAsync("2");
        await lin.Page.Keyboard.PressAsync("Enter");
        await lin.TypeAsync("各校人数"); // the caption was selected
        for (var i = 0; i < 4; i++)
            await lin.Page.Keyboard.PressAsync("ArrowUp");
        await lin.Page.Keyboard.PressAsync("Home");
        await lin.Page.Keyboard.PressAsync("ArrowRight");
        await lin.TypeAsync("学校");
        foreach (var cell in new[] { "人数", "一职", "3000" })
        {
            await lin.Page.Keyboard.PressAsync("Tab");
            await lin.TypeAsync(cell);
        }
        await lin.ListsAsync("tables", "表 1", "各校人数");

        await lin.TypeAtEndAsync("\n\n");
        await lin.PressToolAsync("figure");
        await lin
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "学校 正门.png",
                    MimeType = "image/png",
                    Buffer = TestPicture.Png(40, 30),
                }
            );
        await lin.Page.GetByTestId("figure-caption").FillAsync("学校正门");
        await lin.Page.GetByTestId("figure-alternative").FillAsync("红砖砌成的大门");
        await Assertions.Expect(lin.Page.Locator(".figure-item")).ToHaveAttributeAsync("data-state", "there");
        await lin.Page.GetByTestId("figure-insert").ClickAsync();
        await lin.ListsAsync("figures", "图 1", "学校正门");
    }

    /// <summary>A card from the picker, filled in on its own page.</summary>
    private static async Task WriteCardAsync(Visitor lin)
    {
        await lin.TypeAtEndAsync("\n\n");
        await lin.PressToolAsync("case");
        await lin.Page.GetByTestId("case-new").ClickAsync();
        await lin.Page.GetByTestId("case-new-title").FillAsync("双师课堂");
        await lin.Page.GetByTestId("case-make").ClickAsync();
        var card = await lin.Page.GetByTestId("case-write").GetAttributeAsync("href");
        await lin.Page.Keyboard.PressAsync("Escape");
        await lin.ListsAsync("cases", "案例一", "双师课堂");
        await lin.SyncedAsync();

        await lin.GoToAsync(card!);
        await lin.SyncedAsync();
        await lin.Page.GetByTestId("card-title").FillAsync("双师课堂进车间");
        await lin.Page.GetByTestId("card-school").FillAsync(FirstSchool);
        await lin.Page.GetByTestId("card-summary").FillAsync("企业师傅和教师同上一堂课。");
        await lin.TypeAtEndAsync("\n每周三下午，师傅到校。");
        await lin.ListsAsync("cases", "案例一", "双师课堂进车间");
        await lin.SyncedAsync();
    }

    /// <summary>From the list that <c>@</c> opens; what it inserts prints the number.</summary>
    private static async Task ReferToAllAsync(Visitor lin)
    {
        await lin.OpenAsync(Training);
        await lin.TypeAtEndAsync("\n\n见");
        foreach (var target in new[] { "图 1 学校正门", "表 1 各校人数", "案例一" })
        {
            await lin.TypeAsync("@");
            await lin.Page.Locator(".cm-tooltip-autocomplete").GetByText(target).ClickAsync();
            await lin.TypeAsync("、");
        }
        await Assertions.Expect(lin.Preview).ToContainTextAsync("见图 1、表 1、案例一、");
        await Assertions.Expect(lin.Page.Locator(".status-found")).ToContainTextAsync("本节没有问题");
        await lin.SyncedAsync();
    }

    private static async Task SeeWhyNotAsync(Visitor visitor, string document, string why)
    {
        await visitor.OpenAsync(document);
        var before = await visitor.ShownTextAsync();
        await Assertions.Expect(visitor.Page.Locator(".editor-bar .badge")).ToHaveTextAsync(why);
        await visitor.TypeAtEndAsync("不该出现");
        Assert.Equal(before, await visitor.ShownTextAsync());
    }

    private static async Task<IAPIResponse> TakeAsync(Visitor visitor, Uri server, string format)
    {
        var answer = await visitor.Page.APIRequest.GetAsync(new Uri(server, $"/reports/report-2026/export/{format}").ToString());
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private static async Task<string> JsonAsync(Visitor wu, Uri server)
    {
        var json = await (await TakeAsync(wu, server, "json")).TextAsync();
        using var report = JsonDocument.Parse(json);
        foreach (var (list, entries) in Lists)
            Assert.Equal(
                entries,
                report
                    .RootElement.GetProperty(list)
                    .EnumerateArray()
                    .Select(e => $"{e.GetProperty("number").GetString()}|{e.GetProperty("title").GetString()}")
            );
        Assert.Empty(report.RootElement.GetProperty("diagnostics").EnumerateArray());
        return json;
    }

    /// <summary>
    /// One document that needs nothing else: opened without the server it shows its picture, and its lists lead somewhere.
    /// </summary>
    private static async Task HtmlAsync(Visitor wu, Uri server)
    {
        var html = await (await TakeAsync(wu, server, "html")).TextAsync();
        Assert.Equal(2, Documents().Count(html)); // it opens once and closes once
        await wu.Page.GotoAsync("about:blank");
        await wu.Page.SetContentAsync(html);
        await Assertions.Expect(wu.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Assertions.Expect(wu.Page.GetByAltText("红砖砌成的大门")).ToHaveJSPropertyAsync("naturalWidth", 40);
        foreach (var (list, entries) in Lists)
        {
            var shown = await wu
                .Page.Locator($"nav.{list} li a")
                .EvaluateAllAsync<string[]>(
                    """
                    links => links.filter(a => a.querySelector('.number')).map(a => {
                      const number = a.querySelector('.number').textContent
                      return number + '|' + a.textContent.slice(number.length).replace(/^[ ：]/, '')
                    })
                    """
                );
            Assert.Equal(entries, shown);
        }
        Assert.Equal(0, await wu.Page.Locator("img:not([src^='data:']), script[src], link, iframe").CountAsync());
        var links = wu.Page.Locator("a[href^='#']:not([href='#!'])"); // that one closes a picture
        Assert.True(await links.CountAsync() >= Lists.Values.Sum(l => l.Length) + 3);
        Assert.Empty(
            await links.EvaluateAllAsync<string[]>(
                "links => links.map(a => decodeURIComponent(a.hash.slice(1))).filter(id => document.querySelectorAll('#' + CSS.escape(id)).length !== 1)"
            )
        );
    }

    /// <summary>The folder, compiled on the command line, gives the same file to the byte.</summary>
    private static async Task FolderAsync(Visitor wu, Uri server, string json)
    {
        using var folder = new TemporaryFolder();
        using (var zip = new ZipArchive(new MemoryStream(await (await TakeAsync(wu, server, "folder")).BodyAsync())))
            await zip.ExtractToDirectoryAsync(folder.Path, TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CompileCommand
            .Create()
            .Parse([folder.Path, "--to", "json"])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        Assert.Equal((0, "", json), (status, error.ToString(), output.ToString()));
    }

    [GeneratedRegex("</?html\\b")]
    private static partial Regex Documents();
}
