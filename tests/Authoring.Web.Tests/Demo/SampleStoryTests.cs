using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Demo;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Demo;

/// <summary>
/// Whoever opens a demo finds people's work in it; and whoever tries the product finds every text as it is in the folder, free for all who
/// write.
/// </summary>
public sealed class SampleStoryTests(SampleStoryTests.FirstStart first) : IClassFixture<SampleStoryTests.FirstStart>
{
    private static readonly string[] Marked = ["08-support", "09-challenges", "c11", "c12"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "seed", "report");

    public sealed class FirstStart : IAsyncLifetime
    {
        internal RunningWorkspace Workspace { get; private set; } = null!;
        public DateTimeOffset Before { get; } = DateTimeOffset.UtcNow;

        public async ValueTask InitializeAsync() => Workspace = await RunningWorkspace.StartAsync(("Authoring:Seed", null!));

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    private Task<AuthoringDb> DatabaseAsync() =>
        first.Workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private async Task<LiveReport> ReportAsync() =>
        (await first.Workspace.Services.GetRequiredService<LiveReports>().FindAsync(SampleStory.Slug))!;

    [Fact]
    public async Task A_chapter_was_returned_with_a_reason_one_waits_for_the_school_and_a_card_for_the_city()
    {
        var states = await first.Workspace.Services.GetRequiredService<TextReviewStates>().ListForAsync((await ReportAsync()).Id);
        var returned = states["sections/08-support.md"];
        Assert.Equal(("returned", "县审核人"), (returned.State, returned.By));
        Assert.Contains("请补充3项投入的数据来源", returned.Reason, StringComparison.Ordinal);
        Assert.Equal(("school", 0), (states["sections/09-challenges.md"].State, states["sections/09-challenges.md"].Signed));
        Assert.Equal(("city", 2), (states["cases/c12.md"].State, states["cases/c12.md"].Signed));
        Assert.All(states.Values, state => Assert.NotNull(state.Due));
        Assert.Equal(3, states.Values.Count(state => state.Since is not null));
    }

    [Fact]
    public async Task Comments_are_answered_two_people_suggest_versions_have_names_texts_are_given()
    {
        await using var db = await DatabaseAsync();
        var threads = await db.CommentThreads.Include(t => t.Entries).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((5, 2), (threads.Count, threads.Count(t => t.IsResolved)));
        Assert.All(threads, thread => Assert.Equal(2, thread.Entries.Select(e => e.PersonId).Distinct().Count()));
        var suggestions = await db.Suggestions.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, 2), (suggestions.Count(s => s.EndedVersion is null), suggestions.Select(s => s.PersonId).Distinct().Count()));
        var names = await db.NamedVersions.Select(n => n.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["初稿", "送审稿", "送审稿"], names.Order(StringComparer.Ordinal));
        Assert.Equal(12, await db.Assignments.CountAsync(TestContext.Current.CancellationToken));
        var marked = await db.Assignments.Select(a => a.Document!.Key).Distinct().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Marked, marked.Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing happened at night, all of it before the start, and each text's days follow one another.</summary>
    [Fact]
    public async Task It_happened_in_the_days_before_at_hours_when_offices_work()
    {
        await using var db = await DatabaseAsync();
        var acts = await db.ReviewActs.OrderBy(a => a.Id).Select(a => a.At).ToListAsync(TestContext.Current.CancellationToken);
        var said = await db.CommentEntries.OrderBy(e => e.Id).Select(e => e.At).ToListAsync(TestContext.Current.CancellationToken);
        var named = await db.NamedVersions.OrderBy(n => n.Id).Select(n => n.At).ToListAsync(TestContext.Current.CancellationToken);
        var told = await db.Notices.OrderBy(n => n.Id).Select(n => n.At).ToListAsync(TestContext.Current.CancellationToken);
        var suggested = await db.Suggestions.Select(s => s.At).ToListAsync(TestContext.Current.CancellationToken);
        foreach (var times in new[] { acts, said, named })
            Assert.Equal(times.Order(), times);
        Assert.All(
            [.. acts, .. said, .. named, .. suggested],
            at =>
            {
                var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), TimeZoneInfo.Local);
                Assert.InRange(local.Hour, 8, 17);
                Assert.InRange(
                    (DateOnly.FromDateTime(first.Before.LocalDateTime).DayNumber - DateOnly.FromDateTime(local.DateTime).DayNumber),
                    1,
                    9
                );
            }
        );
        Assert.NotEmpty(told);
    }

    [Fact]
    public async Task Numbers_lists_and_texts_are_those_of_the_folder()
    {
        var report = await ReportAsync();
        var compiled = await report.CompileNowAsync();
        Assert.Equal(Compiler.CompileFolder(Folder).ToJson(), compiled.Report.ToJson());
        foreach (var (path, text) in compiled.Texts)
        {
            var written = (
                await File.ReadAllTextAsync(Path.Combine(Folder, path), TestContext.Current.CancellationToken)
            ).ReplaceLineEndings("\n");
            Assert.Equal(written, text.Tracked.Project(Projection.Original).ToString());
            if (Marked.Contains(Path.GetFileNameWithoutExtension(path)))
                continue;
            Assert.Equal((path, 0, 0), (path, text.Version, text.Tracked.Marks.Count));
        }
        await using var db = await DatabaseAsync();
        var touched = await db.CommentThreads.Select(t => t.Document!.Key).Distinct().ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(touched, key => Assert.Contains(key, Marked));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Folder, "report.yml"), TestContext.Current.CancellationToken),
            await db.Reports.Select(r => r.Definition).SingleAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task The_authors_and_the_editor_may_write_in_every_text_and_nobody_is_asked_before_he_does_but_in_the_card()
    {
        var (report, services) = (await ReportAsync(), first.Workspace.Services);
        await using var db = await DatabaseAsync();
        var texts = await db.Documents.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(23, texts.Count);
        foreach (var name in new[] { "author1", "author2", "author3", "editor" })
        {
            var person = await first.Workspace.PersonAsync(name);
            foreach (var text in texts)
            {
                Assert.Equal(TextAccess.Write, await services.GetRequiredService<Rights>().InTextAsync(person, report.Id, text.Id));
                var protection = await services.GetRequiredService<ReviewService>().ProtectionAsync(person, report, [text.Path]);
                Assert.Equal(text.Key == "c12", protection is { Asks: true });
            }
        }
    }

    /// <summary>What signatures stand on is one card, in which no number and no label of the settings is printed.</summary>
    [Theory]
    [InlineData("label: 图", "label: 图片")]
    [InlineData("label: 表", "label: 附表")]
    [InlineData("scope: chapter", "scope: report")]
    [InlineData("\"{1}.{2}\"", "\"第{1}节之{2}\"")]
    public async Task Nobody_who_changes_settings_is_asked_about_signatures(string before, string after)
    {
        var (report, editor) = (await ReportAsync(), await first.Workspace.PersonAsync("editor"));
        var changed = report.Shape.Yaml.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(report.Shape.Yaml, changed);
        Assert.Null(
            await first
                .Workspace.Services.GetRequiredService<ReviewService>()
                .ProtectionAsync(editor, report, ReportDefinition.Parse(changed, SampleStory.Slug))
        );
    }

    [Fact]
    public async Task A_second_start_tells_nothing_again_and_folders_that_are_named_are_loaded_as_they_are()
    {
        await using var bare = await RunningWorkspace.StartAsync(("Authoring:Seed", Folder));
        await using (var db = await bare.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
            Assert.False(await db.CommentThreads.AnyAsync() || await db.Assignments.AnyAsync() || await db.ReviewActs.AnyAsync());
        Assert.False(await SampleStory.IsToBeToldAsync(bare.Services));
    }
}
