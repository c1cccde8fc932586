using System.Text.Json;
using Authoring.Compile;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Who changes what others have signed learns before whose signatures end, once in a round; and nothing typed is refused for it.
/// </summary>
public sealed class ProtectionTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<JsonElement> OfAsync(string name, string document) =>
        (await office.LookAsync(name, document)).GetProperty("review").GetProperty("protection");

    private async Task<bool> AsksAsync(string name, string document) =>
        await OfAsync(name, document) is { ValueKind: JsonValueKind.Object } protection && protection.GetProperty("asks").GetBoolean();

    private async Task ReviseAsync(string name, string document) => await (await office.HubAsync(name)).CallAsync("Revise", document);

    private async Task SignedAsync(string document, params string[] signers)
    {
        await office.ActAsync("author1", document, "submit");
        foreach (var signer in signers)
            await office.ActAsync(signer, document, "approve");
    }

    [Fact]
    public async Task Nobody_is_asked_where_nobody_has_signed()
    {
        Assert.Equal(JsonValueKind.Null, (await OfAsync("author1", Office.Basic)).ValueKind);
        await SignedAsync(Office.Basic);
        Assert.Equal(JsonValueKind.Null, (await OfAsync("author1", Office.Basic)).ValueKind);
    }

    [Fact]
    public async Task A_writer_is_told_who_has_signed_and_asked_once_in_a_round()
    {
        await SignedAsync(Office.Basic, "school-reviewer", "county-reviewer");
        var protection = await OfAsync("author2", Office.Basic);
        Assert.Equal(
            ["学校审核", "县（市、区）审签"],
            protection.GetProperty("signatures").EnumerateArray().Select(s => s.GetProperty("stage").GetString())
        );
        Assert.Equal(
            ["学校审核人", "县审核人"],
            protection.GetProperty("signatures").EnumerateArray().Select(s => s.GetProperty("by").GetString())
        );
        Assert.Equal(1, protection.GetProperty("round").GetInt32());
        Assert.True(await AsksAsync("author2", Office.Basic));
        await ReviseAsync("author2", Office.Basic);
        await ReviseAsync("author2", Office.Basic);
        Assert.False(await AsksAsync("author2", Office.Basic));
        Assert.True(await AsksAsync("author1", Office.Basic));
        await using (var db = await office.DatabaseAsync())
            Assert.Equal(1, await db.ReviewActs.CountAsync(a => a.Verb == ReviewVerb.Revise, TestContext.Current.CancellationToken));
        // Going on ends nothing by itself.
        Assert.Equal("city", (await office.LookAsync("author1", Office.Basic)).GetProperty("review").GetProperty("state").GetString());

        await office.TypeAsync("author2", Office.Basic, "改");
        await SignedAsync(Office.Basic, "school-reviewer");
        Assert.True(await AsksAsync("author2", Office.Basic));
    }

    [Fact]
    public async Task Who_may_not_write_is_not_asked_and_cannot_go_on()
    {
        await SignedAsync(Office.Basic, "school-reviewer");
        foreach (var name in new[] { "county-reviewer", "admin" })
        {
            Assert.False(await AsksAsync(name, Office.Basic));
            Assert.Equal("not-allowed", (await Assert.ThrowsAsync<HubError>(() => ReviseAsync(name, Office.Basic))).Code);
        }
        foreach (var signer in new[] { "county-reviewer", "city-reviewer", "approver" })
            await office.ActAsync(signer, Office.Basic, "approve");
        Assert.False(await AsksAsync("author1", Office.Basic));
        Assert.Equal(4, (await OfAsync("author1", Office.Basic)).GetProperty("signatures").GetArrayLength());
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<HubError>(() => ReviseAsync("author1", Office.Basic))).Code);
    }

    [Fact]
    public async Task Who_never_asked_is_taken_all_the_same()
    {
        await SignedAsync(Office.Basic, "school-reviewer");
        await office.TypeAsync("author2", Office.Basic, "没有问过。");
        await Office.UntilAsync(
            async () => (await OfAsync("author2", Office.Basic)).ValueKind == JsonValueKind.Null,
            "nothing is signed any more"
        );
        Assert.Contains(
            "没有问过。",
            (await (await office.HubAsync("author1")).CallAsync("Open", Office.Basic)).GetProperty("text").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task In_a_case_card_the_signatures_of_its_section_count_too()
    {
        await SignedAsync(Office.Training, "school-reviewer");
        var signature = Assert.Single((await OfAsync("author1", Office.Card)).GetProperty("signatures").EnumerateArray());
        Assert.Equal("人才培养", signature.GetProperty("text").GetString());
        Assert.True(await AsksAsync("author1", Office.Card));
        await ReviseAsync("author1", Office.Card);
        Assert.False(await AsksAsync("author1", Office.Card));
        // Those of the section are the same signatures.
        Assert.False(await AsksAsync("author1", Office.Training));
        await SignedAsync(Office.Card, "school-reviewer");
        Assert.True(await AsksAsync("author1", Office.Card));
    }

    [Fact]
    public async Task Other_settings_and_another_order_say_beforehand_what_they_would_end()
    {
        await SignedAsync(Office.Training, "school-reviewer");
        var (service, report, editor, author) = (
            office.Workspace.Services.GetRequiredService<ReviewService>(),
            await office.ReportAsync(),
            await office.PersonAsync("editor"),
            await office.PersonAsync("author1")
        );
        var yaml = report.Shape.Yaml;
        var swapped = ReportDefinition.Parse(
            yaml.Replace(
                "  - sections/01-basic.md\n  - sections/02-training.md",
                "  - sections/02-training.md\n  - sections/01-basic.md",
                StringComparison.Ordinal
            ),
            "small"
        );
        Assert.Null(await service.ProtectionAsync(editor, report, swapped));
        var without = ReportDefinition.Parse(yaml.Replace("cases:\n  - cases/c01.md", "", StringComparison.Ordinal), "small");
        var protection = (await service.ProtectionAsync(editor, report, without))!;
        Assert.True(protection.Asks);
        Assert.Equal(["人才培养"], protection.Signatures.Select(s => s.Text));
        Assert.Equal(ReviewRefusal.NotAllowed, await service.ReviseAsync(author, report, without));
        Assert.Null(await service.ReviseAsync(editor, report, without));
        Assert.False((await service.ProtectionAsync(editor, report, without))!.Asks);
    }
}
