using System.Diagnostics;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Members;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// What stands around the text, in a real browser: tools and keys, references, findings, outline, scrolling, paste, find and replace. All
/// of it are edits like any other.
/// </summary>
public sealed class EditorTests(Chromium chromium) : IAsyncLifetime
{
    private const string First = "small/sections/01-basic";
    private const string Second = "small/sections/02-training";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<Visitor> OpenAsync(string name, string document, int width = 1440)
    {
        var visitor = await Visitor.SignInAsync(chromium, workspace.Address, name, width);
        await visitor.OpenAsync(document);
        return visitor;
    }

    private async Task<string> SavedAsync(Visitor visitor, string document)
    {
        await visitor.SyncedAsync();
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", document)).GetProperty("text").GetString()!;
    }

    private static ILocator Tool(Visitor visitor, string name) => visitor.Page.Locator($"[data-tool='{name}']");

    /// <param name="html">What a program that formats its text lays beside it.</param>
    private static async Task PasteAsync(Visitor visitor, string text, string html = "") =>
        await visitor.Text.EvaluateAsync(
            """
            (content, [text, html]) => {
              const clipboardData = new DataTransfer()
              clipboardData.setData('text/plain', text)
              if (html) clipboardData.setData('text/html', html)
              content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
            }
            """,
            new[] { text, html }
        );

    [Fact]
    public async Task Others_carets_carry_their_names_follow_what_they_write_and_go_with_them()
    {
        await using var anna = await OpenAsync("author1", First);
        var caret = anna.Page.Locator(".remote-caret");
        await using (var ben = await OpenAsync("author2", First))
        {
            await ben.TypeAtEndAsync("乙在写");
            await Assertions.Expect(caret).ToHaveAttributeAsync("data-name", "撰稿人乙");
            await Assertions
                .Expect(anna.Text.Locator(".cm-line", new() { Has = anna.Page.Locator(".remote-caret") }))
                .ToHaveTextAsync("乙在写");
            Assert.Equal(
                "\"撰稿人乙\"",
                await anna.Text.EvaluateAsync<string>(
                    "content => getComputedStyle(content.querySelector('.remote-caret'), '::after').content"
                )
            ); // at once: the caret is made anew whenever it was set
            await ben.Page.Keyboard.PressAsync("Shift+Home");
            await Assertions.Expect(anna.Page.Locator(".remote-selection")).ToHaveTextAsync("乙在写");
            await ben.Page.Keyboard.PressAsync("End");
            // Until the line is full: at the right edge the name is still to be read.
            for (
                var i = 1;
                i < 60
                    && !await anna.Text.EvaluateAsync<bool>(
                        "content => content.getBoundingClientRect().right - content.querySelector('.remote-caret')?.getBoundingClientRect().left < 60"
                    );
                i++
            )
            {
                await ben.TypeAsync("字");
                await anna.ShowsAsync($"乙在写{new string('字', i)}");
            }
            await Assertions.Expect(caret).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("to-left"));
        }
        await Assertions.Expect(caret).ToHaveCountAsync(0);
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task What_Word_copies_keeps_its_paragraphs_and_its_list()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("");
        await PasteAsync(anna, "　　第一段。\r\n　　第二段：\r\n\uf0b7\t要点一\r\n\uf0b7\t要点二\r\n", "<p class=MsoNormal>…</p>");
        Assert.Equal(SmallReport.First + "第一段。\n\n第二段：\n\n- 要点一\n- 要点二\n", await SavedAsync(anna, First));
        await Assertions.Expect(anna.Preview.Locator("p", new() { HasTextString = "第一段。" })).ToHaveTextAsync("第一段。");
        await Assertions.Expect(anna.Preview.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await PasteAsync(anna, "两行\n源码\n");
        Assert.EndsWith("\n两行\n源码\n", await SavedAsync(anna, First), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", ".popover")]
    [InlineData("p", "[data-testid=figure-form]")]
    [InlineData("c", "[data-testid=case-picker]")]
    public async Task On_a_slow_computer_too_a_window_gives_the_caret_back_where_it_was(string key, string window)
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("甲");
        await anna.Page.EvaluateAsync(
            "() => document.querySelector('.cm-content').addEventListener('focus', () => { for (const began = performance.now(); performance.now() < began + 400;); })"
        );
        await anna.Page.Keyboard.PressAsync($"Control+Alt+{key}");
        await Assertions.Expect(anna.Page.Locator(window)).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        await anna.TypeAsync("乙");
        Assert.Equal(SmallReport.First + "甲乙", await SavedAsync(anna, First));
    }

    [Fact]
    public async Task Tools_and_keys_format_and_the_others_see_it()
    {
        await using var anna = await OpenAsync("author1", First);
        await using var ben = await OpenAsync("author2", First);
        await anna.TypeAtEndAsync("\n办学规模");
        await anna.Page.Keyboard.PressAsync("Control+Alt+2");
        await anna.TypeAsync("\n\n要点");
        await anna.Page.Keyboard.PressAsync("Shift+Home");
        await anna.Page.Keyboard.PressAsync("Control+b");
        await Assertions.Expect(Tool(anna, "bold")).ToHaveAttributeAsync("aria-pressed", "true");
        await anna.PressToolAsync("italic");
        await anna.PressToolAsync("italic"); // off again
        await anna.Page.Keyboard.PressAsync("End");
        await anna.PressToolAsync("bullets");
        await anna.TypeAsync("\n第二点"); // the list goes on
        foreach (var (key, window) in new[] { ("b", ".popover"), ("p", "[data-testid=figure-form]"), ("c", "[data-testid=case-picker]") })
        {
            await anna.Page.Keyboard.PressAsync($"Control+Alt+{key}");
            await Assertions.Expect(anna.Page.Locator(window)).ToBeVisibleAsync();
            await anna.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(anna.Page.Locator(window)).ToHaveCountAsync(0);
            await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        }
        await anna.PressToolAsync("footnote");
        await anna.TypeAsync("注文");

        const string written = SmallReport.First + "\n## 办学规模\n\n- **要点**\n- 第二点[^1]\n\n[^1]: 注文\n";
        Assert.Equal(written, await SavedAsync(anna, First));
        await ben.ShowsAsync("[^1]: 注文");
        Assert.Equal(written, await ben.ShownTextAsync());
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_table_is_chosen_filled_with_Tab_and_left_after_Escape()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("");
        await anna.PressToolAsync("table");
        var form = anna.Page.Locator(".popover");
        await form.GetByLabel("行数").FillAsync("1");
        await anna.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("行数为 2 至 50，列数为 1 至 20。");
        await Assertions.Expect(form.GetByLabel("行数")).ToBeFocusedAsync();
        await form.GetByLabel("行数").FillAsync("2");
        await form.GetByLabel("列数").FillAsync("2");
        await anna.Page.Keyboard.PressAsync("Enter");
        await anna.TypeAsync("各校人数"); // the caption was selected
        for (var i = 0; i < 2; i++)
            await anna.Page.Keyboard.PressAsync("ArrowUp");
        await anna.Page.Keyboard.PressAsync("Home");
        await anna.Page.Keyboard.PressAsync("ArrowRight");
        await anna.TypeAsync("甲");
        foreach (var cell in new[] { "乙", "丙", "丁" })
        {
            await anna.Page.Keyboard.PressAsync("Tab");
            await anna.TypeAsync(cell);
        }
        await anna.Page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal(
            SmallReport.First + "\n|  |  |\n| --- | --- |\n|甲  | 乙 |\n| 丙 | 丁 |\n\n: 各校人数 {#tbl:basic-1}",
            await SavedAsync(anna, First)
        );
        await anna.ListsAsync("tables", "表 1-1", "各校人数");
        await anna.Page.Keyboard.PressAsync("Escape");
        await anna.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(anna.Text).Not.ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_toolbar_is_one_stop_and_arrow_keys_go_along_it()
    {
        await using var anna = await OpenAsync("author1", First, 390);
        var toolbar = anna.Page.GetByRole(AriaRole.Toolbar);
        await toolbar.GetByRole(AriaRole.Button, new() { Name = "加粗" }).FocusAsync();
        await anna.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(toolbar.GetByRole(AriaRole.Button, new() { Name = "倾斜" })).ToBeFocusedAsync();
        await anna.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(toolbar.Locator("button:visible").Last).ToBeFocusedAsync();
        Assert.Equal(
            1,
            await toolbar.EvaluateAsync<int>(
                "bar => [...bar.querySelectorAll('button, select')].filter(tool => tool.tabIndex === 0).length"
            )
        );
        Assert.True(await anna.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        // It stands below the text, where a thumb is, over none of it.
        Assert.True(
            await toolbar.EvaluateAsync<bool>(
                "bar => bar.getBoundingClientRect().top >= document.querySelector('.cm-editor').getBoundingClientRect().bottom - 1"
            )
        );
    }

    [Fact]
    public async Task Who_may_only_read_is_told_so_and_keeps_what_reads()
    {
        await using var reader = await OpenAsync("county-reviewer", First);
        await Assertions.Expect(reader.Page.GetByText("您只能阅读这一节")).ToBeVisibleAsync();
        await Assertions.Expect(Tool(reader, "bold")).ToBeHiddenAsync();
        await Assertions.Expect(Tool(reader, "find")).ToBeVisibleAsync();
        await reader.Text.FocusAsync();
        foreach (var key in new[] { "Control+b", "Control+Alt+1", "Control+Alt+f", "Tab" })
            await reader.Page.Keyboard.PressAsync(key);
        Assert.Equal(SmallReport.First, await SavedAsync(reader, First));
    }

    [Fact]
    public async Task At_opens_the_report_filters_in_Chinese_and_inserts_a_reference()
    {
        await using var anna = await OpenAsync("author1", Second);
        // by now the page knows what the other texts hold
        await Assertions.Expect(anna.Page.Locator(".text-outline .number").Last).ToBeVisibleAsync();
        var list = anna.Page.Locator(".cm-tooltip-autocomplete");
        await anna.TypeAtEndAsync("\n写信到 office@");
        await anna.TypeAsync("分布"); // an e-mail address
        await Assertions.Expect(list).ToHaveCountAsync(0);
        await anna.TypeAsync("。\n## 分布@分布");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1); // not the heading that is being written
        await anna.Page.Keyboard.PressAsync("Escape");
        for (var i = 0; i < "\n## 分布@分布".Length; i++)
            await anna.Page.Keyboard.PressAsync("Backspace");
        await anna.TypeAsync("见@");
        await Assertions.Expect(list.GetByText("图 1-1 学校分布")).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByText("案例 2-1 工匠进校园")).ToBeVisibleAsync();
        await anna.TypeAsync("分布");
        await Assertions.Expect(list.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Assertions.Expect(anna.Preview).ToContainTextAsync("见@分布"); // a list that has only just opened takes no key
        await anna.Page.Keyboard.PressAsync("Enter");
        await anna.TypeAsync("和@2.1");
        await Assertions.Expect(list.GetByText("2.1 立德树人")).ToBeVisibleAsync();
        await list.GetByRole(AriaRole.Option).ClickAsync(); // it has no id yet
        await anna.TypeAsync("。");

        var text = await SavedAsync(anna, Second);
        Assert.Equal(
            SmallReport.Second.Replace("## 立德树人", "## 立德树人 {#sec:training-1}", StringComparison.Ordinal)
                + "\n写信到 office@分布。见@fig:map和@sec:training-1。",
            text
        );
        await Assertions.Expect(anna.Preview).ToContainTextAsync("见图 1-1和2.1。");
        // One step back takes the reference and the id away together.
        await anna.Page.Keyboard.PressAsync("Control+z");
        await anna.Page.Keyboard.PressAsync("Control+z");
        Assert.DoesNotContain("sec:training-1", await SavedAsync(anna, Second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_was_opened_before_the_numbers_came_gets_them_and_what_the_other_texts_have()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        var come = new TaskCompletionSource();
        await anna.Page.RouteAsync(
            "**/live/**",
            async route =>
            {
                await come.Task;
                await route.ContinueAsync();
            }
        );
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n\n见@"); // in the line of the picture it would be none with a number
        var list = anna.Page.Locator(".cm-tooltip-autocomplete");
        await Assertions.Expect(list.GetByText("学校分布")).ToBeVisibleAsync();
        come.SetResult();
        await Assertions.Expect(list.GetByText("图 1-1 学校分布")).ToBeVisibleAsync();
        await Assertions.Expect(list.GetByText("案例 2-1 工匠进校园")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_finding_stands_beside_its_line_in_words_moves_with_it_and_goes_when_it_is_mended()
    {
        await using var anna = await OpenAsync("author1", First);
        await using var ben = await OpenAsync("author2", First);
        var found = anna.Page.Locator(".status-found");
        await Assertions.Expect(found).ToContainTextAsync("本节没有问题");
        await anna.TypeAtEndAsync("\n见@fig:nowhere。");
        await Assertions.Expect(found).ToContainTextAsync("本节 1 处问题");
        await Assertions.Expect(anna.Page.Locator(".finding-mark.finding-error")).ToHaveCountAsync(1);
        // not of a part of the word, while it was typed
        await Assertions.Expect(anna.Page.GetByTitle("“@fig:nowhere”所引用的对象不存在")).ToHaveCountAsync(1);
        await ben.TypeAtStartAsync("\n\n\n");
        await Assertions.Expect(anna.Page.Locator(".cm-line.found")).ToHaveTextAsync("见@fig:nowhere。");
        await anna.Page.Keyboard.PressAsync("Control+Home");
        await anna.Page.Keyboard.PressAsync("F8");
        await Assertions.Expect(anna.Page.Locator(".finding-window")).ToContainTextAsync("“@fig:nowhere”所引用的对象不存在");
        await anna.Page.Keyboard.PressAsync("End");
        for (var i = 0; i < "@fig:nowhere。".Length; i++)
            await anna.Page.Keyboard.PressAsync("Backspace");
        await anna.TypeAsync("@fig:map。");
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(found).ToContainTextAsync("本节没有问题");
        await Assertions.Expect(anna.Page.Locator(".cm-line.found")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_outline_follows_the_text_and_leads_to_it_and_both_sides_scroll_together()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("");
        await PasteAsync(
            anna,
            string.Concat(
                Enumerable
                    .Range(1, 12)
                    .Select(n =>
                        $"\n## 第{n}节\n\n"
                        + string.Concat(Enumerable.Range(1, 6).Select(p => $"第{n}节第{p}段，{new string('文', 120)}。\n\n"))
                    )
            )
        );
        var outline = anna.Page.Locator(".text-outline");
        await anna.ListsAsync("contents", "1.12", "第12节");
        await Assertions.Expect(anna.Preview).ToContainTextAsync("第12节第6段");
        await Assertions.Expect(outline.GetByRole(AriaRole.Button)).ToHaveCountAsync(12); // the first is the text's own name, above them

        await outline.GetByText("第6节").ClickAsync();
        await Assertions.Expect(outline.Locator("[aria-current]")).ToHaveTextAsync("1.6第6节");
        await Assertions.Expect(anna.Text.GetByText("## 第6节")).ToBeInViewportAsync();
        await Assertions.Expect(anna.Preview.GetByRole(AriaRole.Heading, new() { Name = "第6节" })).ToBeInViewportAsync();

        var scroller = anna.Page.Locator(".cm-scroller");
        await anna.Preview.HoverAsync();
        await anna.Page.Mouse.WheelAsync(0, -100_000);
        await Assertions.Expect(anna.Text.GetByText("# 基本情况", new() { Exact = true })).ToBeInViewportAsync();
        await scroller.HoverAsync();
        await anna.Page.Mouse.WheelAsync(0, 100_000);
        await Assertions.Expect(anna.Preview.GetByText("第12节第6段")).ToBeInViewportAsync();

        await Tool(anna, "together").ClickAsync();
        await anna.OpenAsync(First); // the choice is kept
        await Assertions.Expect(Tool(anna, "together")).ToHaveAttributeAsync("aria-pressed", "false");
        await outline.GetByText("第9节").ClickAsync();
        await Assertions.Expect(anna.Text.GetByText("## 第9节")).ToBeInViewportAsync();
        Assert.Equal(0, await anna.Preview.EvaluateAsync<int>("preview => preview.scrollTop"));
        await anna.Preview.GetByText("第1节第1段").ClickAsync();
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        await Assertions.Expect(anna.Text.GetByText("第1节第1段")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_spreadsheets_block_becomes_a_table_and_one_undo_takes_it_back()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("");
        await PasteAsync(anna, "学校\t人数\r\n职教中心\t2298\r\n\"两\r\n行\"\t1883\r\n");
        Assert.Equal(
            SmallReport.First + "\n| 学校 | 人数 |\n| --- | ---: |\n| 职教中心 | 2298 |\n| 两 行 | 1883 |",
            await SavedAsync(anna, First)
        );
        await anna.Page.Keyboard.PressAsync("Control+z");
        Assert.Equal(SmallReport.First, await SavedAsync(anna, First));
    }

    [Fact]
    public async Task Find_and_replace_counts_what_it_did_in_Chinese()
    {
        await using var anna = await OpenAsync("author1", First, 390);
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+f");
        var panel = anna.Page.GetByRole(AriaRole.Search);
        await panel.GetByLabel("正则表达式").CheckAsync();
        await panel.GetByLabel("查找", new() { Exact = true }).FillAsync("(学");
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("表达式有误");
        await panel.GetByLabel("正则表达式").UncheckAsync();
        await panel.GetByLabel("查找", new() { Exact = true }).FillAsync("学校");
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("共 2 处");
        await anna.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("第 1 处，共 2 处");
        await panel.GetByLabel("替换为").FillAsync("院校");
        await panel.GetByRole(AriaRole.Button, new() { Name = "全部替换" }).ClickAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("已替换 2 处");
        Assert.Equal(SmallReport.First.Replace("学校", "院校", StringComparison.Ordinal), await SavedAsync(anna, First));
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Page.Locator(".status-words")).ToContainTextAsync("17 字");
    }

    [Fact]
    public async Task What_stands_beside_the_text_follows_while_nobody_stops_writing()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("一");
        var words = anna.Page.Locator(".status-words");
        var before = await words.TextContentAsync();
        // Keys without a pause for longer than it may wait, however many a machine makes of them.
        for (var began = Stopwatch.GetTimestamp(); await words.TextContentAsync() == before; )
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10),
                "The number of words stands still while somebody writes."
            );
            await anna.TypeAsync("字");
        }
    }

    [Fact]
    public async Task An_open_text_learns_at_once_that_it_was_given_to_somebody_else_and_that_it_came_back()
    {
        await using var anna = await OpenAsync("author1", First);
        await anna.TypeAtEndAsync("还是我的，");
        await anna.SyncedAsync();
        var service = workspace.Services.GetRequiredService<MemberService>();
        var editor = await workspace.PersonAsync("editor");
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var text = await db.Documents.SingleAsync(d => d.Key == "01-basic");
        var ben = await db.Users.Where(p => p.UserName == "author2").Select(p => p.Id).SingleAsync();

        Assert.Equal(MemberResult.Done, await service.AssignAsync(editor, text.ReportId, text.Id, ben, null));
        await Assertions.Expect(anna.Page.GetByText("只读：已分配给其他人撰写")).ToBeVisibleAsync();
        await Assertions.Expect(Tool(anna, "bold")).ToBeHiddenAsync();
        await anna.TypeAsync("不该出现");
        var assignment = await db.Assignments.SingleAsync(a => a.DocumentId == text.Id);
        Assert.Equal(MemberResult.Done, await service.UnassignAsync(editor, text.ReportId, assignment.Id));
        await Assertions.Expect(Tool(anna, "bold")).ToBeVisibleAsync();
        await anna.TypeAtEndAsync("又是我的。");
        Assert.Equal(SmallReport.First + "还是我的，又是我的。", await SavedAsync(anna, First));
    }
}
