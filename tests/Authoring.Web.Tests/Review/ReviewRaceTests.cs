using System.Security.Claims;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Edits and acts race each other, in whatever order the machine makes of them: no signature ever stands on text that its signer did not
/// see. The section places a case
/// card, which is part of what is signed. <c>AUTHORING_RACES</c> sets how many rounds are run, <c>AUTHORING_SEED</c> repeats a failed run's
/// choices.
/// </summary>
public sealed class ReviewRaceTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("AUTHORING_RACES"), out var rounds) ? rounds : 80;
    private static readonly DocumentName Section = new("small", DocumentKind.Section, "02-training"),
        Card = new("small", DocumentKind.Case, "c01");
    private static readonly string[] Names = ["author1", "author2", "school-reviewer", "approver", "editor"];

    private RunningWorkspace workspace = null!;
    private readonly Dictionary<string, ClaimsPrincipal> people = new(StringComparer.Ordinal);

    /// <summary>What was shown under a hash: the section and the card.</summary>
    private readonly Dictionary<string, (string Section, string Card)> seen = new(StringComparer.Ordinal);
    private LiveReport report = null!;
    private DocumentPlace section = null!,
        card = null!;
    private ReviewService service = null!;
    private Sessions sessions = null!;
    private int updates;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        foreach (var name in Names)
            people[name] = await workspace.PersonAsync(name);
        await using (var db = await OpenAsync())
        {
            var chain = new ApprovalChain { Name = "两级" };
            foreach (var (name, order) in new[] { ("school-reviewer", 0), ("approver", 1) })
                chain.Stages.Add(
                    new ApprovalStage
                    {
                        Key = name,
                        Name = name,
                        Order = order,
                        Signers = { new StageSigner { PersonId = people[name].PersonId() } },
                    }
                );
            db.Chains.Add(chain);
            await db.SaveChangesAsync();
            await db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.ChainId, chain.Id));
        }
        (service, sessions) = (workspace.Services.GetRequiredService<ReviewService>(), workspace.Services.GetRequiredService<Sessions>());
        report = (await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(people["editor"], "small"))!;
        (section, card) = ((await sessions.FindAsync(Section))!, (await sessions.FindAsync(Card))!);
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private Task<AuthoringDb> OpenAsync() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    [Fact]
    public async Task No_signature_ever_stands_on_text_that_its_signer_did_not_see()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("AUTHORING_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}; repeat its choices with AUTHORING_SEED");
        var random = new Random(seed);
        var reached = new Dictionary<ReviewState, int>();
        for (var round = 0; round < Rounds; round++)
        {
            await StartAsync();
            await Task.WhenAll(Enumerable.Range(0, random.Next(2, 6)).Select(_ => RaceAsync(random.Next(), random.Next(9))));
            var state = await SettledAsync($"seed {seed}, round {round}");
            reached[state] = reached.GetValueOrDefault(state) + 1;
        }
        // Races that always end in the same way would show nothing.
        Assert.True(
            new[] { ReviewState.Draft, ReviewState.InReview, ReviewState.Final }.All(state =>
                reached.GetValueOrDefault(state) > Rounds / 50
            ),
            $"seed {seed}: {string.Join(", ", reached)}"
        );
    }

    /// <summary>A card that is final and a section that is submitted, or further.</summary>
    private async Task StartAsync()
    {
        foreach (var place in new[] { card, section })
        {
            await ActAsync("author1", place, ReviewVerb.Submit);
            if (place == card)
                foreach (var signer in new[] { "school-reviewer", "approver" })
                    await ActAsync(signer, place, ReviewVerb.Approve);
        }
    }

    /// <summary>Somebody does something, sooner or later.</summary>
    private async Task RaceAsync(int yields, int what)
    {
        for (var i = yields % 8; i > 0; i--)
            await Task.Yield();
        await (
            what switch
            {
                0 or 1 => EditAsync("author1", section),
                2 => EditAsync("author2", card),
                3 => ActAsync("author1", section, ReviewVerb.Submit),
                4 or 5 => ActAsync("school-reviewer", section, ReviewVerb.Approve),
                6 => BothAsync(),
                7 => ActAsync("approver", section, ReviewVerb.Approve),
                _ => ActAsync("editor", card, ReviewVerb.Reopen),
            }
        );

        async Task BothAsync()
        {
            await ActAsync("school-reviewer", section, ReviewVerb.Approve);
            await ActAsync("approver", section, ReviewVerb.Approve);
        }
    }

    private async Task EditAsync(string name, DocumentPlace place)
    {
        var id = $"u{Interlocked.Increment(ref updates)}";
        try
        {
            var (version, text) = await sessions.Of(place).ReadAsync();
            var at = text.Text.ToString().IndexOf(place == section ? "人才培养" : "学校邀请", StringComparison.Ordinal);
            var change = ChangeSet.Of(text.Text.Length, [new Edit(at, at, "改")]);
            await sessions.Of(place).PushAsync(people[name].PersonId(), version, [new PushedUpdate(id, name, change)]);
        }
        catch (Refusal e) when (e.Code == RefusalCode.Locked)
        {
            // It is final.
        }
    }

    /// <summary>Looks, and acts on what he saw.</summary>
    private async Task ActAsync(string name, DocumentPlace place, ReviewVerb verb)
    {
        var compilation = await report.CompileNowAsync();
        var hash = ContentHash.Of(report, compilation, place.Path);
        if (place == section)
            lock (seen)
                seen[hash] = (compilation.Texts[section.Path].Text.ToString(), compilation.Texts[card.Path].Text.ToString());
        await service.ActAsync(people[name], place, verb, new ReviewWords(hash, "已阅"));
    }

    /// <summary>Waits until void signatures are ended; whatever stands then stands on what was seen.</summary>
    private async Task<ReviewState> SettledAsync(string which)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var compilation = await report.CompileNowAsync();
            await using var db = await OpenAsync();
            var row = await db.TextReviews.AsNoTracking().SingleOrDefaultAsync(r => r.DocumentId == section.DocumentId);
            if (row is null or { State: ReviewState.Draft })
                return ReviewState.Draft;
            var last = await db
                .ReviewActs.AsNoTracking()
                .Where(a => a.DocumentId == section.DocumentId && a.Verb == ReviewVerb.Approve && a.Round == row.Round)
                .OrderByDescending(a => a.Id)
                .FirstOrDefaultAsync();
            if (last is null)
                return row.State; // submitted, and signed by nobody
            Assert.True(last.Hash == row.Hash, $"{which}: a signature on something else than what was submitted");
            Assert.True(seen.ContainsKey(row.Hash!), $"{which}: a signature on a text that nobody was shown");
            var now = (compilation.Texts[section.Path].Text.ToString(), compilation.Texts[card.Path].Text.ToString());
            // Final means that nobody can have changed it, at no moment.
            if (seen[row.Hash!] == now)
                return await EndAsync(row.State);
            Assert.True(
                row.State != ReviewState.Final || now.Item1 == seen[row.Hash!].Section,
                $"{which}: final, and the section is another than the one that was signed"
            );
            Assert.False(
                patience.IsCancellationRequested,
                $"{which}: a signature stands on a text that its signer did not see; {Told(row, last, now)}"
            );
        }
    }

    private string Told(TextReview row, ReviewAct last, (string Section, string Card) now) =>
        $"{row.State} in round {row.Round}, turn {row.Turn}, signed at version {last.Version}; section {now.Section.Length} and card {now.Card.Length} now, {seen[row.Hash!].Section.Length} and {seen[row.Hash!].Card.Length} when it was read";

    /// <summary>For the next round it is a draft again.</summary>
    private async Task<ReviewState> EndAsync(ReviewState state)
    {
        await (state is ReviewState.Final or ReviewState.Waiting ? ActAsync("editor", section, ReviewVerb.Reopen) : Task.CompletedTask);
        return state;
    }
}
