using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>The chain that a new database begins with, as the bureaus describe theirs. Administrators change it as they like.</summary>
internal static class DefaultChain
{
    /// <summary>Key, name, whether the meeting's day is asked for, who signs in a demo, and of which level.</summary>
    private static readonly (string Key, string Name, bool AsksMinutes, string DemoSigner, OrganisationLevel? Level)[] Stages =
    [
        ("school", "学校审核", true, "school-reviewer", OrganisationLevel.School),
        ("county", "县（市、区）审签", false, "county-reviewer", OrganisationLevel.County),
        ("city", "市局科室审核", false, "city-reviewer", OrganisationLevel.City),
        ("leader", "分管领导终审", false, "approver", null),
    ];

    public static async Task EnsureAsync(IServiceProvider services, bool isDemo)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        if (await db.Chains.AnyAsync())
            return;
        var chain = new ApprovalChain { Name = "市级审核流程", IsDefault = true };
        foreach (var (key, name, asksMinutes, demoSigner, level) in Stages)
        {
            var stage = new ApprovalStage
            {
                Key = key,
                Name = name,
                AsksMinutes = asksMinutes,
                Level = level,
                Order = chain.Stages.Count,
            };
            if (isDemo && await db.Users.SingleOrDefaultAsync(p => p.UserName == demoSigner) is { } signer)
                stage.Signers.Add(new StageSigner { PersonId = signer.Id });
            chain.Stages.Add(stage);
        }
        db.Chains.Add(chain);
        await db.SaveChangesAsync();
    }
}
