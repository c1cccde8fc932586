using System.Diagnostics;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>Twenty-four texts of three schools and four levels: 96 signatures, each on what was read, in a dozen acts at most.</summary>
public sealed class FewActsTests
{
    private const int Sections = 16,
        Cards = 8;
    private static readonly string[] Signers = ["school-reviewer", "county-reviewer", "city-reviewer", "approver"];
    private static readonly string[] Writers = ["author1", "author2", "author3"];

    /// <summary>How often somebody has pressed.</summary>
    private int acts;

    [Fact]
    public async Task The_whole_chain_in_at_most_twelve_acts()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path);
        await using var workspace = await RunningWorkspace.StartAsync(("Authoring:Seed", folder.Path));
        var report = (await workspace.Services.GetRequiredService<LiveReports>().FindAsync("few"))!;
        await GiveAsync(workspace);
        foreach (var writer in Writers)
            await ActAsync(workspace, report, writer, ReviewVerb.Submit, QueueGroup.ToSubmit);
        foreach (var signer in Signers)
            await ActAsync(workspace, report, signer, ReviewVerb.Approve, QueueGroup.ToSign);

        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var signed = await db.ReviewActs.Where(a => a.Verb == ReviewVerb.Approve).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Sections + Cards) * Signers.Length, signed.Count);
        Assert.Equal(Sections + Cards, await db.TextReviews.CountAsync(r => r.State == ReviewState.Final, Cancelled));
        // Each is bound to what its own text printed.
        var compilation = await report.CompileNowAsync();
        var paths = await db.Documents.ToDictionaryAsync(d => d.Id, d => d.Path, Cancelled);
        Assert.All(signed, act => Assert.Equal(ContentHash.Of(report, compilation, paths[act.DocumentId]), act.Hash));
        TestContext.Current.TestOutputHelper?.WriteLine($"{signed.Count} signatures in {acts} acts");
        Assert.True(acts <= 12, $"It took {acts} acts.");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>As a person does on his page: all that waits for him, as it is shown, in one act.</summary>
    private async Task ActAsync(RunningWorkspace workspace, LiveReport report, string name, ReviewVerb verb, QueueGroup group)
    {
        var (service, caller) = (workspace.Services.GetRequiredService<ReviewService>(), await workspace.PersonAsync(name));
        var shown = (await service.QueueAsync(caller, report, await report.CompileNowAsync())).Where(text => text.Group == group).ToList();
        Assert.NotEmpty(shown);
        var words = new ReviewWords(Minutes: new DateOnly(2025, 12, 18));
        var began = Stopwatch.GetTimestamp();
        var acted = await service.ActOnAllAsync(caller, report, verb, [.. shown.Select(t => new TextToAct(t.Name, t.Hash))], words);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: {acted.Count} texts in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms"
        );
        Assert.All(acted, one => Assert.Null(one.Result.Refusal));
        acts++;
    }

    private static async Task GiveAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var writers = await db.Users.Where(p => Writers.Contains(p.UserName)).OrderBy(p => p.UserName).Select(p => p.Id).ToListAsync();
        foreach (var (document, index) in (await db.Documents.OrderBy(d => d.Path).ToListAsync()).Select((d, i) => (d, i)))
            db.Assignments.Add(new Assignment { DocumentId = document.Id, PersonId = writers[index % writers.Count] });
        await db.SaveChangesAsync();
        workspace.Services.GetRequiredService<Rights>().Forget();
    }

    private static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "sections"));
        Directory.CreateDirectory(Path.Combine(folder, "cases"));
        for (var i = 1; i <= Sections; i++)
            File.WriteAllText(
                Path.Combine(folder, "sections", $"s{i:00}.md"),
                $"# 第{i}部分\n\n第{i}部分的文字。\n{(i <= Cards ? $"\n::case{{#case:c{i:00}}}\n" : "")}"
            );
        for (var i = 1; i <= Cards; i++)
            File.WriteAllText(
                Path.Combine(folder, "cases", $"c{i:00}.md"),
                $"---\nid: c{i:00}\ntitle: 案例{i}\n---\n\n第{i}个案例的文字。\n"
            );
        File.WriteAllText(
            Path.Combine(folder, "report.yml"),
            $"""
            title: 二十四份文字
            slug: few
            body: [{string.Join(", ", Enumerable.Range(1, Sections).Select(i => $"sections/s{i:00}.md"))}]
            cases: [{string.Join(", ", Enumerable.Range(1, Cards).Select(i => $"cases/c{i:00}.md"))}]

            """
        );
    }
}
