using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>The whole report on one page: contents that follow, words that are found, links that stay on it.</summary>
public sealed class ReadPageTests(Chromium chromium) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("read-").FullName;
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() =>
        workspace = await RunningWorkspace.StartAsync(
            ("Authoring:Seed", $"{Path.Combine(Checkout.Root, "seed", "report")};{OddReport.WriteTo(folder)}")
        );

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Words_are_found_counted_and_gone_through()
    {
        await using var reader = await OpenAsync("sample-2025");
        var (field, count) = (reader.Page.GetByTestId("read-find"), reader.Page.GetByTestId("read-count"));
        await field.FillAsync("图 1-1");
        // Said twice in the text, and printed once below the figure; the contents beside it are not searched.
        var all = await reader
            .Page.Locator(".read-text")
            .EvaluateAsync<int>("text => text.innerText.replace(/\\s/g, '').split('图1-1').length - 1");
        await Assertions.Expect(count).ToHaveTextAsync($"共 {all} 处");
        await field.PressAsync("Enter");
        await Assertions.Expect(count).ToHaveTextAsync($"1／{all} 处");
        await reader.Page.GetByTestId("read-next").ClickAsync();
        await Assertions.Expect(count).ToHaveTextAsync($"2／{all} 处");
        await reader.Page.GetByTestId("read-previous").ClickAsync();
        await reader.Page.GetByTestId("read-previous").ClickAsync();
        await Assertions.Expect(count).ToHaveTextAsync($"{all}／{all} 处");
        await field.FillAsync("并不在文中的话");
        await Assertions.Expect(count).ToHaveTextAsync("没有找到");
        await field.PressAsync("Escape");
        await Assertions.Expect(count).ToHaveTextAsync("");
        reader.ComplainsOfNothing();
    }

    [Fact]
    public async Task An_address_can_name_what_is_looked_for()
    {
        await using var reader = await OpenAsync("sample-2025", "?find=成效怎样看");
        await Assertions.Expect(reader.Page.GetByTestId("read-count")).ToHaveTextAsync("1／1 处");
        await Assertions.Expect(reader.Page.Locator("text=成效怎样看").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_contents_follow_and_lead()
    {
        await using var reader = await OpenAsync("sample-2025");
        await reader.Page.Locator(".read-contents a:has-text('4.2')").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".read-text h2:has-text('4.2')")).ToBeInViewportAsync();
        await Assertions.Expect(reader.Page.Locator(".read-contents [aria-current] .number")).ToHaveTextAsync("4.2");
        await Assertions.Expect(reader.Page.Locator(".read-contents [aria-current]")).ToBeInViewportAsync();
        Assert.EndsWith("/read", new Uri(reader.Page.Url).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_opens_over_the_page_and_closes()
    {
        await using var reader = await OpenAsync("sample-2025");
        var figure = reader.Page.Locator("#fig\\:enrolment-by-school");
        await figure.Locator(".opens").ClickAsync();
        await Assertions.Expect(figure.Locator(".closes")).ToBeVisibleAsync();
        await reader.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(figure.Locator(".closes")).ToBeHiddenAsync();
        Assert.EndsWith("/read", new Uri(reader.Page.Url).AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>By mouse, and by keyboard on words that were found; what ends in a number is its whole block.</summary>
    [Fact]
    public async Task What_is_selected_is_commented_on_and_stands_beside_the_text()
    {
        await using var reader = await OpenAsync("sample-2025");
        var page = reader.Page;
        await page.GetByTestId("comment-new").ClickAsync();
        await Assertions.Expect(page.GetByTestId("read-said")).ToContainTextAsync("请先在正文里选中");
        await SelectAsync(page, ".read-text .case p [data-at]", 2, 9);
        var words = await page.EvaluateAsync<string>("getSelection().toString()");
        await page.GetByTestId("comment-offer").ClickAsync();
        await page.Locator(".modal textarea").FillAsync("请核对");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.GetByTestId("read-said").Locator("a").ClickAsync();
        await Assertions.Expect(page.GetByTestId("comment")).ToContainTextAsync(words);

        await reader.GoToAsync("/reports/sample-2025/read?find=见图 1-1");
        await Assertions.Expect(page.GetByTestId("read-count")).ToContainTextAsync("1／");
        await page.GetByTestId("comment-new").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".modal")).ToContainTextAsync("批注会针对整段");
        reader.ComplainsOfNothing();
    }

    private static Task SelectAsync(IPage page, string words, int from, int to) =>
        page.EvaluateAsync(
            """
            ([words, from, to]) => {
              const node = document.querySelector(words).firstChild;
              getSelection().setBaseAndExtent(node, from, node, to);
            }
            """,
            new object[] { words, from, to }
        );

    [Theory]
    [InlineData("sample-2025", 1440)]
    [InlineData("sample-2025", Look.Narrow)]
    [InlineData("odd", Look.Narrow)]
    public async Task Nobody_is_shut_out(string slug, int width)
    {
        await using var reader = await OpenAsync(slug, "", width);
        await Axe.FindsNothingAsync(reader.Page);
        reader.ComplainsOfNothing(complaint => complaint.Contains("none.png", StringComparison.Ordinal));
    }

    private async Task<Visitor> OpenAsync(string slug, string query = "", int width = 1440)
    {
        var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer", width);
        await reader.GoToAsync($"/reports/{slug}/read{query}");
        await Assertions.Expect(reader.Page.GetByTestId("read")).ToBeVisibleAsync();
        return reader;
    }
}
