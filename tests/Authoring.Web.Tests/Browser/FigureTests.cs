using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Pictures get into a report in every way in which people try, and are there for everybody at once.</summary>
public sealed class FigureTests(Chromium chromium) : OnALine
{
    private const string First = "small/sections/01-basic";

    private static FilePayload File(string name, byte[] content) =>
        new()
        {
            Name = name,
            MimeType = "image/png",
            Buffer = content,
        };

    /// <summary>Drops or pastes files on an element, as a browser would.</summary>
    private static Task HandOverAsync(ILocator target, string way, string name, byte[] content) =>
        target.EvaluateAsync(
            """
            (element, [way, name, base64]) => {
              const data = new DataTransfer()
              data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/png' }))
              const { left, top } = element.getBoundingClientRect()
              element.dispatchEvent(way === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
                : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 }))
            }
            """,
            new[] { way, name, Convert.ToBase64String(content) }
        );

    private static ILocator Item(Visitor visitor, string name) => visitor.Page.Locator(".figure-item", new() { HasText = name });

    [Fact]
    public async Task A_chosen_picture_with_its_caption_and_alternative_text_is_in_everybodys_preview_and_list()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(First), ben.OpenAsync(First));
        await anna.TypeAtEndAsync("\n正文的最后一段。");
        await anna.PressToolAsync("figure");
        await anna
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync([
                File("校门 正面.png", TestPicture.Png(40, 30)),
                File("Gate.png", TestPicture.Png(30, 30)),
                File("photo.png", "<svg><script>alert(1)</script></svg>"u8.ToArray()),
            ]);
        await Assertions.Expect(Item(anna, "photo.png")).ToContainTextAsync("SVG");
        foreach (var name in new[] { "校门 正面.png", "Gate.png" })
            await Assertions.Expect(Item(anna, name)).ToHaveAttributeAsync("data-state", "there");
        await Item(anna, "校门 正面.png").GetByTestId("figure-caption").FillAsync("学校[正门]*");
        await Item(anna, "校门 正面.png").GetByTestId("figure-alternative").FillAsync("红砖砌成的\"大门\"");
        await Item(anna, "Gate.png").GetByTestId("figure-caption").FillAsync("侧门");
        foreach (var (id, said) in new[] { ("map", "这个标识已被使用"), ("坏 的", "标识由英文字母") })
        {
            await Item(anna, "Gate.png").GetByTestId("figure-id").FillAsync(id);
            await Assertions.Expect(Item(anna, "Gate.png").GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
            await Assertions.Expect(anna.Page.GetByTestId("figure-insert")).ToBeDisabledAsync();
        }
        await Item(anna, "Gate.png").GetByTestId("figure-id").FillAsync("gate");
        await Axe.FindsNothingAsync(anna.Page);
        await anna.Page.GetByTestId("figure-insert").ClickAsync();

        foreach (var person in new[] { anna, ben })
        {
            await person.ListsAsync("figures", "图 1-2", "学校[正门]*");
            await person.ListsAsync("figures", "图 1-3", "侧门");
            await Assertions.Expect(person.Preview.GetByAltText("红砖砌成的\"大门\"")).ToHaveJSPropertyAsync("naturalWidth", 40);
            await Assertions.Expect(person.Page.Locator(".figure-in-text img")).ToHaveCountAsync(3);
        }
        await ben.ShowsAsync("""![学校\[正门\]\*](../images/校门-正面.png "红砖砌成的\"大门\""){#fig:f01}""");
        await ben.ShowsAsync("{#fig:gate}");
        await anna.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(anna.Page.GetByTestId("figures").Locator("li")).ToHaveCountAsync(1);
        Assert.EndsWith("正文的最后一段。", (await anna.ShownTextAsync()).TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain(anna.Complaints, c => !c.Contains("422", StringComparison.Ordinal));
        ben.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_dropped_and_a_pasted_picture_open_the_form_and_a_known_one_is_taken_again()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(First);
        await HandOverAsync(anna.Text, "drop", "拖入.png", TestPicture.Png(21, 20));
        await HandOverAsync(anna.Page.GetByTestId("figure-form"), "paste", "粘贴.png", TestPicture.Png(22, 20));
        await anna.Page.Locator(".figure-known summary").ClickAsync();
        await anna.Page.Locator(".figure-thumb", new() { HasText = "map.png" }).ClickAsync();
        foreach (var name in new[] { "拖入.png", "粘贴.png", "map.png" })
        {
            await Assertions.Expect(Item(anna, name)).ToHaveAttributeAsync("data-state", "there");
            await Item(anna, name).GetByTestId("figure-caption").FillAsync($"题注 {name}");
        }
        await anna.Page.GetByTestId("figure-insert").ClickAsync();
        await anna.ListsAsync("figures", "图 1-3", "题注 map.png");
        await anna.ShowsAsync("![题注 拖入.png](../images/拖入.png){#fig:f01}");
        await anna.ShowsAsync("![题注 粘贴.png](../images/粘贴.png){#fig:f02}");
        await HandOverAsync(anna.Text, "paste", "later.png", TestPicture.Png(23, 20));
        await Assertions.Expect(Item(anna, "later.png")).ToHaveAttributeAsync("data-state", "there");
        anna.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(anna.Page.GetByTestId("figure-form")).ToHaveCountAsync(0);
        await HandOverAsync(anna.Preview, "drop", "beside.png", TestPicture.Png(24, 20));
        await Assertions.Expect(Item(anna, "beside.png")).ToBeVisibleAsync();
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Ids_follow_the_order_of_the_pictures_though_the_first_upload_ends_last_and_somebody_takes_an_id_meanwhile()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(First);
        var held = new TaskCompletionSource();
        await anna.Page.RouteAsync(
            new Regex("/pictures[?].*name=first"),
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await anna.PressToolAsync("figure");
        await anna
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync([File("first 图.png", TestPicture.Png(31, 20)), File("second 图.png", TestPicture.Png(32, 20))]);
        await Assertions.Expect(Item(anna, "second 图.png").GetByTestId("figure-id")).ToHaveValueAsync("f01");
        held.SetResult();
        await Assertions.Expect(Item(anna, "first 图.png").GetByTestId("figure-id")).ToHaveValueAsync("f01");
        await Assertions.Expect(Item(anna, "second 图.png").GetByTestId("figure-id")).ToHaveValueAsync("f02");
        foreach (var name in new[] { "first 图.png", "second 图.png" })
            await Item(anna, name).GetByTestId("figure-caption").FillAsync($"题注 {name}");

        await using (var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2"))
        {
            await ben.OpenAsync(First);
            await ben.TypeAtEndAsync("\n\n先到一步。{#fig:f01}");
            await ben.SyncedAsync();
        }
        await anna.ShowsAsync("{#fig:f01}");
        await anna.Page.GetByTestId("figure-insert").ClickAsync();
        await anna.ShowsAsync("![题注 first 图.png](../images/first-图.png){#fig:f02}");
        await anna.ShowsAsync("![题注 second 图.png](../images/second-图.png){#fig:f03}");
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_large_photograph_is_scaled_before_it_is_sent_and_what_is_attached_to_one_is_left_out()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(First);
        await anna.PressToolAsync("figure");
        await anna.Page.GetByTestId("figure-file").SetInputFilesAsync(File("wide.png", TestPicture.Png(3000, 1500)));
        await Assertions.Expect(Item(anna, "wide.png")).ToContainTextAsync("已上传，2400 × 1200 像素。");
        await Assertions.Expect(Item(anna, "wide.png")).ToContainTextAsync("原图 3000 × 1500");
        await anna
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync(File("film.png", [.. TestPicture.Png(26, 20), .. "ftypmp42 a film"u8]));
        await Assertions.Expect(Item(anna, "film.png")).ToContainTextAsync("照片附带的视频等内容已去掉");
        await Assertions.Expect(Item(anna, "film.png")).ToHaveAttributeAsync("data-state", "there");
    }

    [Fact]
    public async Task A_cut_line_ends_an_upload_in_words_and_it_can_be_tried_again()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(First);
        await anna.PressToolAsync("figure");
        await Assertions.Expect(anna.Page.Locator(".figure-known summary")).ToBeVisibleAsync();
        line.Cut();
        await anna.Page.GetByTestId("figure-file").SetInputFilesAsync(File("cut.png", TestPicture.Png(25, 20)));
        await Assertions.Expect(Item(anna, "cut.png")).ToContainTextAsync("网络已断开");
        await Item(anna, "cut.png").GetByTestId("figure-caption").FillAsync("断网时的图");
        line.Restore();
        await Item(anna, "cut.png").GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await Assertions.Expect(Item(anna, "cut.png")).ToHaveAttributeAsync("data-state", "there");
        await anna.Page.GetByTestId("figure-insert").ClickAsync();
        await anna.ShowsAsync("![断网时的图](../images/cut.png)");
        await anna.SyncedAsync();
        await anna.ListsAsync("figures", "图 1-1", "断网时的图");
    }

    [Fact]
    public async Task A_picture_that_is_not_there_is_said_in_the_text()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n![没有](../images/none.png)");
        await Assertions.Expect(anna.Page.Locator(".figure-in-text.is-missing")).ToContainTextAsync("images/none.png");
    }
}
