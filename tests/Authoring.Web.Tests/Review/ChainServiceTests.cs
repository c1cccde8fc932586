using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>Administrators change chains as they like; no text on its way loses its place or is spared a signature by it.</summary>
public sealed class ChainServiceTests : IAsyncLifetime
{
    private const string Basic = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;
    private ClaimsPrincipal admin = null!;
    private int chain;

    private ChainService Service => workspace.Services.GetRequiredService<ChainService>();

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        admin = await workspace.PersonAsync("admin");
        chain = (await Service.ListAsync(admin))!.Single().Id;
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<PlannedStage> StageAsync(string key) =>
        (await Service.ReadAsync(admin, chain))!.Plan.Stages.Single(s => s.Key == key);

    private async Task<int> PersonAsync(string name) =>
        await FromDbAsync(db => db.Users.Where(p => p.UserName == name).Select(p => p.Id).SingleAsync());

    private async Task<T> FromDbAsync<T>(Func<AuthoringDb, Task<T>> read)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await read(db);
    }

    private async Task<JsonElement> AboutAsync(string name)
    {
        using var browser = await workspace.BrowseAsync(name);
        return JsonDocument
            .Parse(await browser.GetStringAsync(new Uri("/reports/small/live/sections/01-basic", UriKind.Relative)))
            .RootElement.GetProperty("review");
    }

    private async Task<string?> StateAsync() => (await AboutAsync("editor")).GetProperty("state").GetString();

    private async Task ActAsync(string name, string act)
    {
        await using var hub = await workspace.ConnectAsync(name);
        await hub.CallAsync(
            "Act",
            Basic,
            act,
            new
            {
                hash = (await AboutAsync(name)).GetProperty("hash").GetString(),
                words = "同意",
                minutes = "2025-12-18",
            }
        );
    }

    private async Task AnswersAsync(ChainResultKind expected, Task<ChainResult> act) => Assert.Equal(expected, (await act).Answer);

    [Fact]
    public async Task Only_administrators_change_chains_and_others_do_not_find_the_pages()
    {
        var editor = await workspace.PersonAsync("editor");
        var stage = await StageAsync("school");
        Assert.Null(await Service.ListAsync(editor));
        Assert.Null(await Service.ReadAsync(editor, chain));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.CreateAsync(editor, "我的流程"));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.CopyAsync(editor, chain, "我的流程"));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.RenameAsync(editor, chain, "我的流程"));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.MakeDefaultAsync(editor, chain));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.DeleteAsync(editor, chain));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.AddStageAsync(editor, chain, "复核"));
        await AnswersAsync(
            ChainResultKind.NotAllowed,
            Service.EditStageAsync(editor, chain, new StageDraft(stage.Id, "复核", "again", false))
        );
        await AnswersAsync(ChainResultKind.NotAllowed, Service.MoveStageAsync(editor, chain, stage.Id, 1));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.DeleteStageAsync(editor, chain, stage.Id));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.NameAsync(editor, chain, stage.Id, null, await PersonAsync("editor"), true));
        var signer = (await Service.ReadAsync(admin, chain))!.Signers[0];
        await AnswersAsync(ChainResultKind.NotAllowed, Service.UnnameAsync(editor, chain, signer.Id));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.LetOverrideAsync(editor, chain, signer.Id, true));
        foreach (
            var (name, status) in new[]
            {
                ("admin", HttpStatusCode.OK),
                ("editor", HttpStatusCode.NotFound),
                ("author1", HttpStatusCode.NotFound),
            }
        )
        {
            using var browser = await workspace.BrowseAsync(name);
            foreach (var address in new[] { "/chains", $"/chains/{chain}" })
            {
                using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(status, answer.StatusCode);
                Assert.Equal(
                    name == "admin",
                    (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(
                        "市级审核流程",
                        StringComparison.Ordinal
                    )
                );
            }
            using var missing = await browser.GetAsync(new Uri("/chains/99", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task What_cannot_be_done_with_a_chain_is_refused_by_name()
    {
        await AnswersAsync(ChainResultKind.NameMissing, Service.CreateAsync(admin, "  "));
        await AnswersAsync(ChainResultKind.NameTaken, Service.CreateAsync(admin, " 市级审核流程 "));
        await AnswersAsync(ChainResultKind.IsDefault, Service.DeleteAsync(admin, chain));
        var copy = (await Service.CopyAsync(admin, chain, "副本")).Id;
        Assert.Equal(4, (await Service.ReadAsync(admin, copy))!.Signers.Count);
        await AnswersAsync(ChainResultKind.Gone, Service.UnnameAsync(admin, copy, (await Service.ReadAsync(admin, chain))!.Signers[0].Id));
        Assert.Equal(
            ReportChainResult.Done,
            await workspace
                .Services.GetRequiredService<ReportChainService>()
                .SaveAsync(await workspace.PersonAsync("editor"), 1, copy, new Dictionary<int, DateOnly>())
        );
        Assert.Equal(new ChainResult(ChainResultKind.InUse, Count: 1), await Service.DeleteAsync(admin, copy));
        await AnswersAsync(ChainResultKind.Done, Service.MakeDefaultAsync(admin, copy));
        await AnswersAsync(ChainResultKind.Done, Service.DeleteAsync(admin, chain));
        var stage = (await Service.ReadAsync(admin, copy))!.Plan.Stages[0];
        foreach (var key in new[] { "", "Final", "final", "draft", "returned", "两", "a b", new string('a', 41) })
            await AnswersAsync(ChainResultKind.KeyWrong, Service.EditStageAsync(admin, copy, new StageDraft(stage.Id, "学校", key, true)));
        await AnswersAsync(ChainResultKind.KeyTaken, Service.EditStageAsync(admin, copy, new StageDraft(stage.Id, "学校", "county", true)));
        await AnswersAsync(
            ChainResultKind.AlreadyNamed,
            Service.NameAsync(admin, copy, stage.Id, null, await PersonAsync("school-reviewer"), true)
        );
        await AnswersAsync(ChainResultKind.Gone, Service.NameAsync(admin, copy, stage.Id, 999, await PersonAsync("school-reviewer"), true));
    }

    [Fact]
    public async Task A_stage_where_a_text_lies_stays_and_so_does_its_last_signer()
    {
        await ActAsync("author1", "submit");
        await ActAsync("school-reviewer", "approve");
        var county = await StageAsync("county");
        var signer = (await Service.ReadAsync(admin, chain))!.At(county.Id, null).Single();
        await AnswersAsync(ChainResultKind.TextsLieHere, Service.DeleteStageAsync(admin, chain, county.Id));
        await AnswersAsync(ChainResultKind.TextsLieHere, Service.UnnameAsync(admin, chain, signer.Id));
        Assert.Equal("county", await StateAsync());
        // Another first, and then he may go; the other one can read and sign from now on.
        await AnswersAsync(ChainResultKind.Done, Service.NameAsync(admin, chain, county.Id, null, await PersonAsync("admin"), false));
        await AnswersAsync(ChainResultKind.Done, Service.UnnameAsync(admin, chain, signer.Id));
        await ActAsync("admin", "approve");
        Assert.Equal("city", await StateAsync());
    }

    [Fact]
    public async Task When_a_signed_stage_is_gone_the_text_stays_where_it_lies_and_no_stage_is_passed_over()
    {
        await ActAsync("author1", "submit");
        await ActAsync("school-reviewer", "approve");
        await AnswersAsync(ChainResultKind.Done, Service.DeleteStageAsync(admin, chain, (await StageAsync("school")).Id));
        Assert.Equal("county", await StateAsync());
        var stages = (await AboutAsync("editor"))
            .GetProperty("stages")
            .EnumerateArray()
            .Select(s => $"{s.GetProperty("name")} {s.GetProperty("status")}");
        Assert.Equal(["学校审核 done", "县（市、区）审签 now", "市局科室审核 later", "分管领导终审 later"], stages);
        foreach (var name in new[] { "county-reviewer", "city-reviewer" })
            await ActAsync(name, "approve");
        Assert.Equal("leader", await StateAsync());
        await ActAsync("approver", "approve");
        Assert.Equal("final", await StateAsync());
    }

    [Fact]
    public async Task A_stage_or_a_chain_that_was_deleted_comes_back_as_it_was_and_what_was_signed_there_counts_again()
    {
        await ActAsync("author1", "submit");
        await ActAsync("school-reviewer", "approve");
        var school = await StageAsync("school");
        await FromDbAsync(async db =>
        {
            db.StageDeadlines.Add(
                new StageDeadline
                {
                    ReportId = 1,
                    StageId = school.Id,
                    Day = new(2025, 12, 18),
                }
            );
            return await db.SaveChangesAsync();
        });
        var gone = (await Service.DeleteStageAsync(admin, chain, school.Id)).Gone!;
        Assert.Equal(0, await FromDbAsync(db => db.StageDeadlines.CountAsync()));
        await AnswersAsync(ChainResultKind.NotAllowed, Service.BringBackAsync(await workspace.PersonAsync("editor"), gone));
        await AnswersAsync(ChainResultKind.Done, Service.BringBackAsync(admin, gone));
        await AnswersAsync(ChainResultKind.Gone, Service.BringBackAsync(admin, gone)); // once
        Assert.Equal(["school", "county", "city", "leader"], (await Service.ReadAsync(admin, chain))!.Plan.Stages.Select(s => s.Key));
        Assert.Equal(["学校审核人"], (await StageAsync("school")).Signers.Select(s => s.Name));
        Assert.Equal(1, await FromDbAsync(db => db.StageDeadlines.CountAsync(d => d.StageId == school.Id)));
        Assert.Equal("county", await StateAsync());

        var copy = (await Service.CopyAsync(admin, chain, "副本")).Id;
        var whole = (await Service.DeleteAsync(admin, copy)).Gone!;
        await AnswersAsync(ChainResultKind.Done, Service.BringBackAsync(admin, whole));
        Assert.Equal(4, (await Service.ReadAsync(admin, copy))!.Signers.Count);
        Assert.Equal(["school", "county", "city", "leader"], (await Service.ReadAsync(admin, copy))!.Plan.Stages.Select(s => s.Key));
    }

    [Fact]
    public async Task A_new_stage_before_the_one_where_a_text_lies_is_signed_first_and_then_it_goes_on_where_it_was()
    {
        await ActAsync("author1", "submit");
        await ActAsync("school-reviewer", "approve");
        var added = (await Service.AddStageAsync(admin, chain, "统稿初核")).Id;
        // Nobody signs there yet: it is passed over.
        await AnswersAsync(ChainResultKind.Done, Service.MoveStageAsync(admin, chain, added, 0));
        Assert.Equal("county", await StateAsync());
        await AnswersAsync(ChainResultKind.Done, Service.NameAsync(admin, chain, added, null, await PersonAsync("editor"), false));
        Assert.Equal("stage-5", await StateAsync());
        Assert.Equal(added, await FromDbAsync(db => db.TextReviews.Select(r => r.StageId).SingleAsync()));
        await ActAsync("editor", "approve");
        Assert.Equal("county", await StateAsync());
        await AnswersAsync(ChainResultKind.Done, Service.MoveStageAsync(admin, chain, (await StageAsync("leader")).Id, 0));
        Assert.Equal("leader", await StateAsync());
        foreach (var name in new[] { "approver", "county-reviewer", "city-reviewer" })
            await ActAsync(name, "approve");
        Assert.Equal("final", await StateAsync());
        Assert.Equal(5, await FromDbAsync(db => db.ReviewActs.CountAsync(a => a.Verb == ReviewVerb.Approve)));
    }

    [Fact]
    public async Task Somebodys_leaving_spares_no_text_his_signature()
    {
        await ActAsync("author1", "submit");
        await ActAsync("school-reviewer", "approve");
        await FromDbAsync(db =>
            db.Users.Where(p => p.UserName == "county-reviewer" || p.UserName == "approver")
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Disabled, true))
        );
        Assert.Equal("county", await StateAsync());
        var sheet = (await Service.ReadAsync(admin, chain))!;
        Assert.Equal(["县（市、区）审签", "分管领导终审"], Route.Of(sheet.Plan, sheet.Organisations).Single().Empty);
        await AnswersAsync(
            ChainResultKind.Done,
            Service.NameAsync(admin, chain, (await StageAsync("county")).Id, null, await PersonAsync("admin"), false)
        );
        await ActAsync("admin", "approve");
        await ActAsync("city-reviewer", "approve");
        Assert.Equal("leader", await StateAsync());
    }

    [Fact]
    public async Task Organisations_with_the_same_way_share_a_sentence_and_city_schools_pass_over_the_county()
    {
        var (county, sheet) = (await StageAsync("county"), (await Service.ReadAsync(admin, chain))!);
        var school = sheet.Organisations.First(o => o.Name == "第三职业学校");
        await AnswersAsync(
            ChainResultKind.Done,
            Service.NameAsync(admin, chain, county.Id, school.Id, await PersonAsync("county-reviewer"), false)
        );
        await AnswersAsync(ChainResultKind.Done, Service.UnnameAsync(admin, chain, sheet.At(county.Id, null).Single().Id));
        sheet = (await Service.ReadAsync(admin, chain))!;
        var ways = Route.Of(sheet.Plan, sheet.Organisations);
        Assert.Equal(2, ways.Count);
        Assert.Empty(ways.Single(w => w.Organisations.SequenceEqual(["第三职业学校"])).Skipped);
        Assert.Equal(["县（市、区）审签"], ways.Single(w => w.Organisations.Contains("第一职业学校")).Skipped);
    }

    [Fact]
    public async Task An_organisation_goes_with_its_own_signers_and_not_while_a_text_of_its_is_on_its_way()
    {
        var administration = workspace.Services.GetRequiredService<Administration>();
        await administration.CreateOrganisationAsync(admin, new OrganisationDraft("第四职业学校"));
        var (school, sheet) = (await StageAsync("school"), (await Service.ReadAsync(admin, chain))!);
        var organisation = sheet.Organisations.First(o => o.Name == "第四职业学校").Id;
        await AnswersAsync(
            ChainResultKind.Done,
            Service.NameAsync(admin, chain, school.Id, organisation, await PersonAsync("admin"), true)
        );
        await ActAsync("author1", "submit");
        await FromDbAsync(db => db.TextReviews.ExecuteUpdateAsync(set => set.SetProperty(r => r.OrganisationId, organisation)));
        Assert.Equal(
            "organisation-in-review",
            (await administration.DeleteOrganisationAsync(admin, organisation)).Objections.Single().Reason
        );
        await ActAsync("author1", "take-back");
        Assert.True((await administration.DeleteOrganisationAsync(admin, organisation)).Succeeded);
        Assert.Equal(["学校审核人"], (await StageAsync("school")).Signers.Select(s => s.Name));
    }

    [Fact]
    public async Task Another_default_leaves_reports_with_texts_on_their_way_where_they_are()
    {
        await ActAsync("author1", "submit");
        var other = (await Service.CreateAsync(admin, "另一流程")).Id;
        await AnswersAsync(ChainResultKind.Done, Service.MakeDefaultAsync(admin, other));
        Assert.Equal(chain, await FromDbAsync(db => db.Reports.Select(r => r.ChainId).SingleAsync()));
        Assert.Equal("school", await StateAsync());
    }

    [Fact]
    public async Task A_report_keeps_its_chain_while_texts_are_on_their_way_and_says_until_when()
    {
        var (reports, editor, author) = (
            workspace.Services.GetRequiredService<ReportChainService>(),
            await workspace.PersonAsync("editor"),
            await workspace.PersonAsync("author1")
        );
        var other = (await Service.CreateAsync(admin, "另一流程")).Id;
        var school = await StageAsync("school");
        Assert.Null(await reports.ReadAsync(author, 1));
        Assert.Equal(ReportChainResult.NotAllowed, await reports.SaveAsync(author, 1, other, new Dictionary<int, DateOnly>()));
        Assert.Equal(ReportChainResult.Gone, await reports.SaveAsync(editor, 1, 99, new Dictionary<int, DateOnly>()));
        await ActAsync("author1", "submit");
        Assert.Equal(ReportChainResult.TextsOnTheirWay, await reports.SaveAsync(editor, 1, other, new Dictionary<int, DateOnly>()));
        Assert.Equal(
            ReportChainResult.Done,
            await reports.SaveAsync(
                editor,
                1,
                chain,
                new Dictionary<int, DateOnly> { [school.Id] = new(2020, 1, 1), [999] = new(2020, 1, 1) }
            )
        );
        var standing = (await workspace.Services.GetRequiredService<TextReviewStates>().ListForAsync(1))["sections/01-basic.md"];
        Assert.True(standing.IsLate);
        Assert.Equal(new DateOnly(2020, 1, 1), standing.Due);
        using (var overview = await workspace.BrowseAsync("editor"))
            Assert.DoesNotContain("nobody-signs", await overview.GetStringAsync("/reports/small"), StringComparison.Ordinal);
        await FromDbAsync(db =>
            db.Users.Where(p => p.UserName == "approver").ExecuteUpdateAsync(set => set.SetProperty(p => p.Disabled, true))
        );
        using (var overview = await workspace.BrowseAsync("editor"))
            Assert.Contains("nobody-signs", await overview.GetStringAsync("/reports/small"), StringComparison.Ordinal);
        using (var overview = await workspace.BrowseAsync("author1"))
            Assert.DoesNotContain("nobody-signs", await overview.GetStringAsync("/reports/small"), StringComparison.Ordinal);
        // The chain without stages says so before anybody submits.
        Assert.All((await reports.ReadAsync(editor, 1))!.Chains.Single(c => c.Id == other).Ways, way => Assert.Empty(way.Stages));
        foreach (var (name, status) in new[] { ("editor", HttpStatusCode.OK), ("author1", HttpStatusCode.NotFound) })
        {
            using var browser = await workspace.BrowseAsync(name);
            using var answer = await browser.GetAsync(
                new Uri("/reports/small/chain", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(status, answer.StatusCode);
        }
    }
}
