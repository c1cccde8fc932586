using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Somebody changes the chain while others sign: at every moment a text lies at a stage of its chain, and none is final without a signature
/// of each.
/// </summary>
public sealed class ChainRaceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Signers = ["school-reviewer", "county-reviewer", "city-reviewer", "approver"];

    private readonly Dictionary<string, ClaimsPrincipal> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private RunningWorkspace workspace = null!;
    private DocumentPlace place = null!;
    private GoneStages? gone;

    private ChainService Chains => workspace.Services.GetRequiredService<ChainService>();
    private ReviewService Service => workspace.Services.GetRequiredService<ReviewService>();

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        foreach (var name in Signers.Concat(["author1", "editor", "admin"]))
            people[name] = await workspace.PersonAsync(name);
        place = (
            await workspace.Services.GetRequiredService<Sessions>().FindAsync(new DocumentName("small", DocumentKind.Section, "01-basic"))
        )!;
        await using var db = await OpenAsync();
        foreach (var signer in Signers)
            ids[signer] = await db.Users.Where(p => p.UserName == signer).Select(p => p.Id).SingleAsync();
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private Task<AuthoringDb> OpenAsync() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    [Fact]
    public async Task Whatever_becomes_of_the_chain_every_text_lies_somewhere_and_is_final_only_with_every_signature()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SEED={seed}");
        var random = new Random(seed);
        var (done, finals) = (0, 0);
        for (var step = 0; step < 250; step++)
        {
            var results = await Task.WhenAll(ActAsync(random.Next(), random.Next()), ChangeAsync(random.Next(), random.Next()));
            done += results.Count(isDone => isDone);
            finals += await CheckAsync(step, hasChainChanged: results[1]) ? 1 : 0;
        }
        Assert.True(done > 100 && finals > 0, $"SEED={seed}: only {done} acts were done, {finals} times final");
    }

    private async Task<bool> ActAsync(int verb, int who)
    {
        await using var db = await OpenAsync();
        var row = await db.TextReviews.AsNoTracking().SingleOrDefaultAsync(r => r.DocumentId == place.DocumentId);
        var signer = Signers[who % Signers.Length];
        // Mostly who may: the acts of others are tried elsewhere.
        if (
            row?.StageId is { } stage
            && who % 3 > 0
            && await db.StageSigners.Where(s => s.StageId == stage).Select(s => s.Person!.UserName!).FirstOrDefaultAsync() is { } named
        )
            signer = named;
        var (name, act) =
            row is not { State: not ReviewState.Draft } ? ("author1", ReviewVerb.Submit)
            : row.State == ReviewState.Final ? (verb % 2 == 0 ? ("editor", ReviewVerb.Reopen) : (signer, ReviewVerb.TakeBack))
            : (verb % 10) switch
            {
                0 => (signer, ReviewVerb.Return),
                1 => (signer, ReviewVerb.TakeBack),
                _ => (signer, ReviewVerb.Approve),
            };
        return (await Service.ActAsync(people[name], place, act, new ReviewWords(row?.Hash, "理由", new DateOnly(2025, 12, 18)))).Refusal
            is null;
    }

    private async Task<bool> ChangeAsync(int what, int which)
    {
        var admin = people["admin"];
        var sheet = (await Chains.ReadAsync(admin, 1))!;
        var (stages, signers) = (sheet.Plan.Stages, sheet.Signers);
        var stage = stages.Count > 0 ? stages[which % stages.Count].Id : 0;
        var outcome = (what % 12) switch
        {
            0 or 1 when stages.Count < 6 => await Chains.AddStageAsync(admin, 1, $"环节{which}"),
            2 => await Chains.DeleteStageAsync(admin, 1, stage),
            3 or 4 => await Chains.MoveStageAsync(admin, 1, stage, which % Math.Max(1, stages.Count)),
            5 when signers.Count > 0 => await Chains.UnnameAsync(admin, 1, signers[which % signers.Count].Id),
            6 when gone is not null => await Chains.BringBackAsync(admin, gone),
            7 or 8 or 9 => await Chains.NameAsync(
                admin,
                1,
                stage,
                which % 2 == 0 ? null : sheet.Organisations[which % sheet.Organisations.Count].Id,
                ids[Signers[which % Signers.Length]],
                which % 5 == 0
            ),
            _ => ChainResultKind.Gone,
        };
        gone = outcome.Gone ?? gone;
        return outcome.Answer == ChainResultKind.Done;
    }

    private ReviewState last;

    /// <returns>It has become final.</returns>
    private async Task<bool> CheckAsync(int step, bool hasChainChanged)
    {
        await using var db = await OpenAsync();
        if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { Row: { } row } entry)
            return false;
        if (row.State == ReviewState.InReview)
        {
            Assert.True(entry.Stage is not null, $"step {step}: it lies nowhere");
            Assert.True(row.StageId == entry.Stage!.Id, $"step {step}: the row says stage {row.StageId}, and it lies at {entry.Stage.Id}");
            Assert.True(
                entry.Stages.TakeWhile(s => s.Id != entry.Stage.Id).All(s => entry.SignatureAt(s) is not null),
                $"step {step}: a stage before {entry.Stage.Name} has no signature"
            );
        }
        var isFinal = row.State == ReviewState.Final && last != ReviewState.Final;
        last = row.State;
        // What the stages were at the moment of the last signature is known where nobody changed them meanwhile.
        if (isFinal && !hasChainChanged)
            Assert.True(entry.Stages.All(s => entry.SignatureAt(s) is not null), $"step {step}: it is final without all signatures");
        return isFinal;
    }
}
