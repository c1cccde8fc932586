using System.Text.Json;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// The same table as that of the rules, told to the hub by the people themselves: every state, every act, everybody, and what the database
/// says afterwards.
/// </summary>
public sealed class ReviewTableTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    /// <summary>
    /// A chain of two stages. author1 submitted, author2 has written, author3 has written and signs at the first stage, where
    /// school-reviewer signs too and did sign; city-reviewer
    /// signs at the second and did sign; approver may sign there and for the others; editor manages; admin reads; county-reviewer does not
    /// belong to the report.
    /// A word is where the text is afterwards, <c>!</c> says that it was signed for another; the others are what the hub answers. Everybody
    /// gives a reason.
    /// </summary>
    private static readonly (string Act, string Table)[] Tables =
    [
        (
            "submit",
            """
                            draft        s1           s2           final
            author1         s1           not-now      not-now      not-now
            author2         s1           not-now      not-now      not-now
            author3         s1           not-now      not-now      not-now
            school-reviewer not-allowed  not-now      not-now      not-now
            city-reviewer   not-allowed  not-now      not-now      not-now
            approver        not-allowed  not-now      not-now      not-now
            editor          s1           not-now      not-now      not-now
            admin           not-allowed  not-now      not-now      not-now
            county-reviewer not-allowed  not-allowed  not-allowed  not-allowed
            """
        ),
        (
            "approve",
            """
                            draft        s1           s2           final
            author1         not-now      not-allowed  not-allowed  not-now
            author2         not-now      not-allowed  not-allowed  not-now
            author3         not-now      not-allowed  not-allowed  not-now
            school-reviewer not-now      s2           not-allowed  not-now
            city-reviewer   not-now      not-allowed  final        not-now
            approver        not-now      s2!          final        not-now
            editor          not-now      not-allowed  not-allowed  not-now
            admin           not-now      not-allowed  not-allowed  not-now
            county-reviewer not-allowed  not-allowed  not-allowed  not-allowed
            """
        ),
        (
            "return",
            """
                            draft        s1           s2           final
            author1         not-now      not-allowed  not-allowed  not-now
            author2         not-now      not-allowed  not-allowed  not-now
            author3         not-now      draft        not-allowed  not-now
            school-reviewer not-now      draft        not-allowed  not-now
            city-reviewer   not-now      not-allowed  draft        not-now
            approver        not-now      draft!       draft        not-now
            editor          not-now      not-allowed  not-allowed  not-now
            admin           not-now      not-allowed  not-allowed  not-now
            county-reviewer not-allowed  not-allowed  not-allowed  not-allowed
            """
        ),
        (
            "take-back",
            """
                            draft        s1           s2           final
            author1         not-now      draft        not-allowed  not-allowed
            author2         not-now      not-allowed  not-allowed  not-allowed
            author3         not-now      not-allowed  not-allowed  not-allowed
            school-reviewer not-now      not-allowed  s1           not-allowed
            city-reviewer   not-now      not-allowed  not-allowed  s2
            approver        not-now      not-allowed  not-allowed  not-allowed
            editor          not-now      draft        not-allowed  not-allowed
            admin           not-now      not-allowed  not-allowed  not-allowed
            county-reviewer not-allowed  not-allowed  not-allowed  not-allowed
            """
        ),
        (
            "reopen",
            """
                            draft        s1           s2           final
            author1         not-now      not-now      not-now      not-allowed
            author2         not-now      not-now      not-now      not-allowed
            author3         not-now      not-now      not-now      not-allowed
            school-reviewer not-now      not-now      not-now      not-allowed
            city-reviewer   not-now      not-now      not-now      draft
            approver        not-now      not-now      not-now      not-allowed
            editor          not-now      not-now      not-now      draft
            admin           not-now      not-now      not-now      not-allowed
            county-reviewer not-allowed  not-allowed  not-allowed  not-allowed
            """
        ),
    ];

    private RunningWorkspace workspace = null!;
    private readonly Dictionary<string, HubClient> people = new(StringComparer.Ordinal);
    private Dictionary<string, int> ids = [];
    private int document,
        first,
        second;
    private string hash = "";

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        await using var db = await OpenAsync();
        ids = await db.Users.ToDictionaryAsync(p => p.UserName!, p => p.Id, StringComparer.Ordinal);
        document = (await db.Documents.SingleAsync(d => d.Key == "01-basic")).Id;
        ApprovalStage Stage(string key, int order, params StageSigner[] signers)
        {
            var stage = new ApprovalStage
            {
                Key = key,
                Name = key,
                Order = order,
            };
            stage.Signers.AddRange(signers);
            return stage;
        }
        var (one, two) = (
            Stage("one", 0, Signer("school-reviewer"), Signer("author3")),
            Stage("two", 1, Signer("city-reviewer"), Signer("approver", mayOverride: true))
        );
        var chain = new ApprovalChain { Name = "两级", Stages = { one, two } };
        db.Chains.Add(chain);
        await db.SaveChangesAsync();
        (first, second) = (one.Id, two.Id);
        await db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.ChainId, chain.Id));
        await db.ReportMembers.Where(m => m.Person!.UserName == "county-reviewer").ExecuteDeleteAsync();
        db.TextAuthors.AddRange(Author("author2"), Author("author3"));
        await db.SaveChangesAsync();
        foreach (var name in ids.Keys)
            people[name] = await workspace.ConnectAsync(name);
        using var reader = await workspace.BrowseAsync("author1");
        hash = JsonDocument
            .Parse(await reader.GetStringAsync(new Uri("/reports/small/live/sections/01-basic", UriKind.Relative)))
            .RootElement.GetProperty("review")
            .GetProperty("hash")
            .GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in people.Values)
            await client.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private StageSigner Signer(string name, bool mayOverride = false) => new() { PersonId = ids[name], MayOverride = mayOverride };

    private TextAuthor Author(string name) => new() { DocumentId = document, PersonId = ids[name] };

    private Task<AuthoringDb> OpenAsync() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    [Fact]
    public async Task The_hub_does_what_the_table_says_and_nothing_else()
    {
        var (wrong, cells) = (new List<string>(), 0);
        foreach (var (act, table) in Tables)
        {
            var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
            Assert.Equal(ids.Keys.Order(StringComparer.Ordinal), lines.Skip(1).Select(line => line[0]).Order(StringComparer.Ordinal));
            foreach (var line in lines.Skip(1))
                for (var i = 1; i < line.Length; i++, cells++)
                {
                    var state = lines[0][i - 1];
                    await PutAsync(state);
                    var came = await ActAsync(line[0], act);
                    if (came != line[i])
                        wrong.Add($"{line[0]} {act} in {state}: {came}, not {line[i]}");
                    // A refusal leaves everything as it was.
                    if (line[i].Contains("not-", StringComparison.Ordinal) && await StateAsync() != state)
                        wrong.Add($"{line[0]} {act} in {state} was refused, and yet it is {await StateAsync()}");
                }
        }
        Assert.Empty(wrong);
        Assert.Equal(5 * 4 * people.Count, cells);
    }

    private async Task<string> ActAsync(string name, string act)
    {
        try
        {
            await people[name].CallAsync("Act", Document, act, new { hash, words = "理由" });
        }
        catch (HubError e)
        {
            return e.Code ?? e.Message;
        }
        await using var db = await OpenAsync();
        var last = await db.ReviewActs.OrderByDescending(a => a.Id).FirstAsync();
        Assert.Equal((ids[name], hash, "理由"), (last.PersonId, last.Hash, last.Words));
        return await StateAsync() + (last.IsOverride ? "!" : "");
    }

    private async Task<string> StateAsync()
    {
        await using var db = await OpenAsync();
        return await db.TextReviews.SingleOrDefaultAsync(r => r.DocumentId == document) switch
        {
            { State: ReviewState.Final } => "final",
            { State: ReviewState.InReview, StageId: var stage } => stage == first ? "s1" : "s2",
            _ => "draft",
        };
    }

    /// <summary>Puts the text into a state, with the acts that lead there.</summary>
    private async Task PutAsync(string state)
    {
        await using var db = await OpenAsync();
        await db.ReviewActs.ExecuteDeleteAsync();
        await db.TextReviews.ExecuteDeleteAsync();
        if (state == "draft")
            return;
        db.TextReviews.Add(
            new TextReview
            {
                DocumentId = document,
                Round = 1,
                SubmittedBy = ids["author1"],
                Hash = hash,
                State = state == "final" ? ReviewState.Final : ReviewState.InReview,
                StageId = state switch
                {
                    "s1" => first,
                    "s2" => second,
                    _ => null,
                },
            }
        );
        var acts = new[] { (ReviewVerb.Submit, "author1"), (ReviewVerb.Approve, "school-reviewer"), (ReviewVerb.Approve, "city-reviewer") };
        foreach (
            var (verb, name) in acts[
                ..(
                    state switch
                    {
                        "s1" => 1,
                        "s2" => 2,
                        _ => 3,
                    }
                )
            ]
        )
            db.ReviewActs.Add(
                new ReviewAct
                {
                    DocumentId = document,
                    Round = 1,
                    Verb = verb,
                    PersonId = ids[name],
                    Hash = hash,
                    StageId =
                        verb == ReviewVerb.Submit ? null
                        : name == "school-reviewer" ? first
                        : second,
                }
            );
        await db.SaveChangesAsync();
    }
}
