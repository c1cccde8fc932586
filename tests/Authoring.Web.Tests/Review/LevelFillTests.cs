using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>Chains name their signers by the tree of organisations: what is shown before is what is done, and nothing else.</summary>
public sealed class LevelFillTests : IAsyncLifetime
{
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

    private async Task<string> ProposedAsync() =>
        string.Join(
            ' ',
            (await Service.ProposeAsync(admin, chain))!.Select(c =>
                $"{c.Organisation}/{c.Stage}+{string.Join(',', c.Named)}-{string.Join(',', c.Unnamed)}"
            )
        );

    private async Task<IReadOnlyList<string>> SignersAsync(string stage, string organisation)
    {
        var view = (await Service.ReadAsync(admin, chain))!;
        var id = view.Organisations.Single(o => o.Name == organisation).Id;
        return [.. view.Plan.Stages.Single(s => s.Key == stage).For(id).Select(s => s.Name)];
    }

    private async Task SignsAsync(string person, bool signs)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await db.Users.Where(p => p.UserName == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.SignsForOrganisation, signs));
    }

    [Fact]
    public async Task A_school_gets_its_own_signer_and_those_of_its_county_and_city_and_one_of_the_city_no_county()
    {
        Assert.DoesNotContain("第一职业学校/学校审核", await ProposedAsync(), StringComparison.Ordinal); // he signs for all as it is
        foreach (var signer in (await Service.ReadAsync(admin, chain))!.Signers.Where(s => s.Name != "终审人"))
            await Service.UnnameAsync(admin, chain, signer.Id);
        var proposed = await ProposedAsync();
        Assert.Contains("第一职业学校/学校审核+学校审核人-", proposed, StringComparison.Ordinal);
        Assert.Contains("第二职业学校/县（市、区）审签+县审核人-", proposed, StringComparison.Ordinal);
        Assert.DoesNotContain("第三职业学校/县", proposed, StringComparison.Ordinal);
        Assert.DoesNotContain("第二职业学校/学校审核", proposed, StringComparison.Ordinal); // nobody signs for it: as it was by hand
        Assert.Equal(ChainResultKind.Done, (await Service.FillAsync(admin, chain)).Answer);
        Assert.Equal("", await ProposedAsync());
        Assert.Equal(["县审核人"], await SignersAsync("county", "第一职业学校"));
        Assert.Equal(["市局审核人"], await SignersAsync("city", "第三职业学校")); // of a department under the bureau
        Assert.Equal(["终审人"], await SignersAsync("leader", "第一职业学校")); // of no level

        await SignsAsync("school-reviewer", false);
        await SignsAsync("author1", true);
        Assert.Equal("第一职业学校/学校审核+撰稿人甲-学校审核人", await ProposedAsync());
        await Service.FillAsync(admin, chain);
        Assert.Equal(["撰稿人甲"], await SignersAsync("school", "第一职业学校"));
    }

    [Fact]
    public async Task Nobody_else_names_or_learns_who_would_be()
    {
        var editor = await workspace.PersonAsync("editor");
        Assert.Null(await Service.ProposeAsync(editor, chain));
        Assert.Equal(ChainResultKind.NotAllowed, (await Service.FillAsync(editor, chain)).Answer);
        Assert.NotNull(await Service.ProposeAsync(admin, chain));
    }

    [Fact]
    public async Task Without_levels_there_is_nothing_to_name()
    {
        foreach (var stage in (await Service.ReadAsync(admin, chain))!.Plan.Stages)
            await Service.EditStageAsync(admin, chain, new StageDraft(stage.Id, stage.Name, stage.Key, stage.AsksMinutes));
        Assert.Null(await Service.ProposeAsync(admin, chain));
        var first = (await Service.ReadAsync(admin, chain))!.Plan.Stages[0];
        await Service.EditStageAsync(
            admin,
            chain,
            new StageDraft(first.Id, first.Name, first.Key, first.AsksMinutes, OrganisationLevel.School)
        );
        var copy = (await Service.CopyAsync(admin, chain, "另一个")).Id;
        Assert.Equal(OrganisationLevel.School, (await Service.ReadAsync(admin, copy))!.Plan.Stages[0].Level);
    }
}
