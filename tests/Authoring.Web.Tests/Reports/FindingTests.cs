using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Authoring.Web.Tests.Reports;

/// <summary>A writing page learns what is wrong in its text, in the reader's language, and what references can name.</summary>
public sealed class FindingTests : IAsyncLifetime
{
    private const string Live = "/reports/small/live/sections/02-training";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<JsonElement> AskAsync(string address, string language = "zh-CN")
    {
        using var client = await workspace.BrowseAsync("author1");
        client.DefaultRequestHeaders.Add("Cookie", $".AspNetCore.Culture=c={language}|uic={language}");
        return JsonDocument.Parse(await client.GetStringAsync(address)).RootElement;
    }

    [Fact]
    public async Task Targets_are_all_that_can_be_named_and_come_only_when_they_are_new()
    {
        var live = await AskAsync(Live);
        Assert.Equal("sections/02-training.md", live.GetProperty("path").GetString());
        Assert.Equal(
            [
                "heading|1|基本情况||sections/01-basic.md|1",
                "figure|图 1-1|学校分布|fig:map|sections/01-basic.md|5",
                "heading|2|人才培养||sections/02-training.md|1",
                "heading|2.1|立德树人||sections/02-training.md|3",
                "case|案例 2-1|工匠进校园|case:c01|sections/02-training.md|7",
            ],
            live.GetProperty("targets")
                .EnumerateArray()
                .Select(t =>
                    string.Join(
                        '|',
                        t.GetProperty("kind"),
                        t.GetProperty("number"),
                        t.GetProperty("title"),
                        t.GetProperty("id"),
                        t.GetProperty("file"),
                        t.GetProperty("line")
                    )
                )
        );
        var again = await AskAsync($"{Live}?targets={live.GetProperty("targetsHash").GetString()}");
        Assert.Equal(JsonValueKind.Null, again.GetProperty("targets").ValueKind);
        Assert.Equal(JsonValueKind.Array, (await AskAsync($"{Live}?targets=other")).GetProperty("targets").ValueKind);
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_readers_language_with_the_line_that_it_was_found_in()
    {
        await using (var hub = await workspace.ConnectAsync("author1"))
        {
            var opened = await hub.CallAsync("Open", "small/sections/02-training");
            var length = opened.GetProperty("text").GetString()!.Length;
            await hub.CallAsync(
                "Push",
                "small/sections/02-training",
                0,
                new[]
                {
                    new
                    {
                        id = "finding-1",
                        clientID = "finding-client",
                        changes = new object[] { length, new object[] { 0, "", "见 @fig:nothing。" } },
                    },
                }
            );
        }
        JsonElement finding = default;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (finding.ValueKind == JsonValueKind.Undefined)
        {
            patience.Token.ThrowIfCancellationRequested();
            finding = (await AskAsync(Live)).GetProperty("findings").EnumerateArray().FirstOrDefault();
        }
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal("见 @fig:nothing。", finding.GetProperty("source").GetString());
        Assert.Contains("@fig:nothing", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("@fig:nothing", finding.GetProperty("part").GetString());
        Assert.NotNull(finding.GetProperty("hint").GetString());
        var english = (await AskAsync(Live, "en")).GetProperty("findings")[0];
        Assert.StartsWith("What this reference names is not there", english.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("@fig:nothing", english.GetProperty("part").GetString());
        Assert.StartsWith("Check the id", english.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_code_of_the_compiler_has_its_English_sentence()
    {
        var source = string.Concat(
            Directory.GetFiles(Path.Combine(Checkout.Root, "src/Authoring.Compile/Diagnostics"), "Messages*.cs").Select(File.ReadAllText)
        );
        var codes = Regex
            .Matches(source, """\b(?:Error|Warning)\(\s*(?:[^"()]*\? )?"(?<code>[a-z0-9-]+)"(?: : "(?<code>[a-z0-9-]+)")?""")
            .SelectMany(m => m.Groups["code"].Captures.Select(c => c.Value))
            .ToHashSet();
        Assert.True(codes.Count > 40, $"{codes.Count} codes found");
        var english = XDocument
            .Load(Path.Combine(Checkout.Root, "src/Authoring.Web/Reports/Live/DiagnosticWords.en.resx"))
            .Root!.Elements("data")
            .Select(d => d.Attribute("name")!.Value)
            .ToHashSet();
        Assert.Empty(codes.Except(english));
    }
}
