using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Authoring.Web.Shell;
using Authoring.Web.Tests.People;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Shell;

/// <summary>
/// When the disk is full, whoever writes anything is told so and what to do, and does it again when there is room: never an error without
/// words.
/// </summary>
public sealed class TroubleAnswersTests : IAsyncLifetime
{
    private const string Text = "small/sections/01-basic";
    private readonly FullDisk disk = new();
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync(disk.Configure);

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Theory]
    [InlineData("/api/sign-in")]
    [InlineData("/reports/small/pictures?text=sections/01-basic&name=a.png")]
    [InlineData("/reports/small/cards")]
    public async Task A_script_gets_a_sentence(string address)
    {
        using var browser = await workspace.BrowseAsync("author1");
        disk.IsFull = true;
        using var answer = await SendAsync(browser, address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("NotSaved", said.GetProperty("code").GetString());
        Assert.Contains("磁盘已满", said.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);

        disk.IsFull = false;
        using var again = await SendAsync(browser, address);
        Assert.True(again.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{again.StatusCode}");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address) =>
        address switch
        {
            // A sign-in begins a session.
            "/api/sign-in" => await browser.PostAsJsonAsync(address, new { name = "author2", password = "demo-2025" }),
            "/reports/small/cards" => await browser.PostAsJsonAsync(
                address,
                new
                {
                    text = "sections/01-basic",
                    title = "新案例",
                    school = "某校",
                    summary = "",
                }
            ),
            _ => await browser.PostAsync(
                address,
                new ByteArrayContent(TestPicture.Png(3, 2)) { Headers = { ContentType = new("application/octet-stream") } }
            ),
        };

    [Fact]
    public async Task A_call_of_the_hub_is_not_saved()
    {
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync("Open", Text);
        (string Method, object?[] Arguments)[] calls =
        [
            (
                "Comment",
                [
                    Text,
                    new
                    {
                        version = 0,
                        from = 0,
                        to = 1,
                        subject = "words",
                        text = "请核对。",
                    },
                ]
            ),
            ("Differ", [Text, 0, "别的文字"]),
            (
                "Push",
                [
                    Text,
                    0,
                    new[]
                    {
                        new
                        {
                            id = "u",
                            clientID = "new-client",
                            changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length },
                        },
                    },
                ]
            ),
        ];
        foreach (var (method, arguments) in calls)
        {
            disk.IsFull = true;
            if (method != "Push") // the log has its own connection
            {
                var refused = await Assert.ThrowsAsync<HubError>(() => author.CallAsync(method, arguments));
                Assert.Equal("not-saved", refused.Code);
            }
            disk.IsFull = false;
            await author.CallAsync(method, arguments);
        }
    }

    [Fact]
    public async Task A_form_is_answered_with_a_page_that_says_what_to_do()
    {
        using var visitor = await FormVisitor.SignInAsync(workspace.Address, "editor");
        await visitor.GoAsync("/account");
        var form = visitor.Page.QuerySelector("input[name=_handler]")!.GetAttribute("value")!;
        var fields = visitor
            .Page.QuerySelectorAll("input[type=password]")
            .Select((input, i) => (input.GetAttribute("name")!, i == 0 ? "demo-2025" : "another-2025"))
            .ToArray();
        Assert.NotEmpty(fields);
        disk.IsFull = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await visitor.SendAsync("/account", form, fields));
        Assert.Contains("磁盘已满", visitor.Shown("error"), StringComparison.Ordinal);
        Assert.Contains("后退", visitor.Page.Body!.TextContent, StringComparison.Ordinal);
        disk.IsFull = false;
        Assert.Equal(HttpStatusCode.OK, await visitor.SendAsync("/account", form, fields));
    }

    [Fact]
    public void A_living_page_says_so_and_keeps_what_was_typed()
    {
        using var pages = new BunitContext();
        pages.Services.AddLocalization();
        pages.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var shown = pages.JSInterop.SetupVoid("showTrouble", _ => true).SetVoidResult();
        var page = pages.Render<Saving>();
        page.Find("input").Input("写了很久的话");
        page.Find("button").Click();
        Assert.Contains("磁盘已满", (string)shown.Invocations.Single().Arguments[0]!, StringComparison.Ordinal);
        Assert.Equal("写了很久的话", page.Find("input").GetAttribute("value"));
        page.Instance.IsFull = false;
        page.Find("button").Click();
        Assert.Equal("写了很久的话", page.Find("p").TextContent);
    }

    [Fact]
    public void A_mistake_is_not_taken_for_trouble()
    {
        using var pages = new BunitContext();
        pages.Services.AddLocalization();
        pages.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        var page = pages.Render<Saving>();
        page.Instance.Failure = new SqliteException("UNIQUE constraint failed", 19);
        Assert.Throws<SqliteException>(() => page.Find("button").Click());
    }

    private sealed class Saving : WorkspaceComponent
    {
        private string typed = "",
            saved = "";

        public bool IsFull { get; set; } = true;
        public Exception Failure { get; set; } =
            new Microsoft.EntityFrameworkCore.DbUpdateException("saving", new SqliteException("full", 13));

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "value", typed);
            builder.AddAttribute(2, "oninput", EventCallback.Factory.Create<ChangeEventArgs>(this, e => typed = (string)e.Value!));
            builder.CloseElement();
            builder.OpenElement(3, "button");
            builder.AddAttribute(4, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, SaveAsync));
            builder.CloseElement();
            builder.OpenElement(5, "p");
            builder.AddContent(6, saved);
            builder.CloseElement();
        }

        private async Task SaveAsync()
        {
            await Task.CompletedTask;
            if (IsFull)
                throw Failure;
            saved = typed;
        }
    }
}
