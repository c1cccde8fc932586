using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.History;
using Authoring.Web.Notices;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>What was signed counts again by whatever way it comes back, and only if it is what was signed.</summary>
public sealed class SignatureReturnTests : IAsyncLifetime
{
    private const string Basic = "sections/01-basic.md";

    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task SignedAsync(string document, params string[] signers)
    {
        await office.ActAsync("author1", document, "submit");
        foreach (var signer in signers)
            await office.ActAsync(signer, document, "approve");
    }

    private async Task OutlineAsync(Func<OutlineService, ClaimsPrincipal, LiveReport, Task<OutlineResult>> change) =>
        Assert.Equal(
            OutlineResult.Done,
            await change(
                office.Workspace.Services.GetRequiredService<OutlineService>(),
                await office.PersonAsync("editor"),
                await office.ReportAsync()
            )
        );

    [Theory]
    [InlineData(false, "city")]
    [InlineData(true, "edited")]
    public async Task A_section_that_is_put_back_stands_where_it_stood_if_it_prints_what_was_signed(bool othersWords, string expected)
    {
        await SignedAsync(Office.Basic, "school-reviewer", "county-reviewer");
        await OutlineAsync((service, editor, report) => service.RemoveAsync(editor, report, report.Shape.Yaml, Basic));
        if (othersWords)
            await OutlineAsync(
                (service, editor, report) =>
                    service.SaveSettingsAsync(
                        editor,
                        report,
                        report.Shape.Yaml,
                        DefinitionDraft.Read(report.Shape.Yaml.Replace("label: 图", "label: 图片", StringComparison.Ordinal)),
                        null
                    )
            );
        await OutlineAsync((service, editor, report) => service.RestoreAsync(editor, report, report.Shape.Yaml, Basic));
        await office.UntilStateAsync(Office.Basic, expected);
    }

    [Fact]
    public async Task A_version_that_is_restored_is_signed_as_it_was()
    {
        await SignedAsync(Office.Basic, "school-reviewer", "county-reviewer");
        await office.TypeAsync("author2", Office.Basic, "改了");
        await office.UntilStateAsync(Office.Basic, "edited");
        Assert.True(DocumentName.TryParse(Office.Basic, out var name));
        var place = (await office.Workspace.Services.GetRequiredService<Sessions>().FindAsync(name))!;
        var service = office.Workspace.Services.GetRequiredService<RestoreService>();
        Assert.Equal(RestoreResult.Done, (await service.RestoreAsync(await office.PersonAsync("author1"), place, 0)).Answer);
        await office.UntilStateAsync(Office.Basic, "city");
    }

    [Fact]
    public async Task Of_two_texts_that_print_each_others_titles_each_ends_with_the_words_that_it_prints()
    {
        await office.TypeAsync("author1", Office.Basic, "\n\n## 说明 {#sec:one .unnumbered}\n\n见 @sec:two。\n");
        await office.TypeAsync("author1", Office.Training, "\n\n见 @sec:one。\n\n## 附言 {#sec:two .unnumbered}\n");
        await SignedAsync(Office.Basic, "school-reviewer");
        await SignedAsync(Office.Training, "school-reviewer");
        await office.TypeAsync("author2", Office.Training, "\n\n完。\n");
        await office.UntilStateAsync(Office.Training, "edited");
        await office.UntilStateAsync(Office.Basic, "county"); // its title is as it was
        await office.EraseAsync("author2", Office.Training, "\n\n完。\n".Length);
        await office.UntilStateAsync(Office.Training, "county");
        await office.EraseAsync("author2", Office.Training, " {#sec:two .unnumbered}\n".Length);
        await office.UntilStateAsync(Office.Basic, "edited");
        await office.UntilStateAsync(Office.Training, "edited");
        await office.TypeAsync("author2", Office.Training, " {#sec:two .unnumbered}\n");
        await office.UntilStateAsync(Office.Basic, "county");
        await office.UntilStateAsync(Office.Training, "county");
    }

    /// <summary>The one whose words are gone, though the text that printed them does not point to his any more.</summary>
    [Theory]
    [InlineData(Office.Training)]
    [InlineData(Office.Card)]
    public async Task Who_takes_a_title_away_that_was_printed_elsewhere_is_told_to_have_ended_its_signatures(string where)
    {
        const string titled = "\n\n## 附言 {#sec:gone .unnumbered}\n";
        await office.TypeAsync("author1", where, titled);
        await office.TypeAsync("author1", Office.Basic, "\n\n见 @sec:gone。\n");
        await SignedAsync(Office.Basic, "school-reviewer", "county-reviewer");
        await office.EraseAsync("author2", where, titled.Length);
        await office.UntilStateAsync(Office.Basic, "edited");
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Edited);
        await using var db = await office.DatabaseAsync();
        var id = await office.DocumentAsync(Office.Basic);
        var last = await db
            .ReviewActs.Where(a => a.DocumentId == id)
            .OrderByDescending(a => a.Id)
            .FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal(await office.IdAsync("author2"), last.PersonId);
    }

    [Fact]
    public async Task Whose_turn_it_is_again_finds_it_and_is_not_told_a_second_time()
    {
        await SignedAsync(Office.Basic, "school-reviewer", "county-reviewer");
        await office.TypeAsync("author2", Office.Basic, "改了");
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Edited);
        await office.EraseAsync("author2", Office.Basic, 2);
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Restored);
        var reviewer = await office.IdAsync("city-reviewer");
        var todo = office.Workspace.Services.GetRequiredService<TodoService>();
        Assert.Single((await todo.ListForAsync(reviewer)).ToSign);
        var notices = await office.Workspace.Services.GetRequiredService<NoticeQueries>().ListForAsync(reviewer, 50);
        Assert.Single(notices, notice => notice.Kind == NoticeKind.ToSign);
        Assert.DoesNotContain(notices, notice => notice.Kind == NoticeKind.Restored);
    }
}
