using Authoring.Web.Documents;
using Authoring.Web.Reports.Members;
using Authoring.Web.Storage;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Chapters are given to schools in a table: nothing holds before it is saved, then all of it does.</summary>
public sealed class AssignmentMatrixTests : IAsyncLifetime
{
    private const string School = "第二职业学校";
    private RunningWorkspace workspace = null!;

    private MemberService Service => workspace.Services.GetRequiredService<MemberService>();

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<T> InDatabaseAsync<T>(Func<AuthoringDb, Task<T>> read)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await read(db);
    }

    private Task<List<string>> GivenAsync() =>
        InDatabaseAsync(db =>
            db.Assignments.Where(a => a.Organisation!.Name == School)
                .OrderBy(a => a.Document!.Path)
                .Select(a => a.Document!.Path)
                .ToListAsync()
        );

    private static string CellOf(string path) => $"[data-testid=matrix] [data-path='{path}'] [data-organisation='{School}']";

    [Fact]
    public async Task A_column_is_filled_down_saved_in_one_act_and_undone()
    {
        await using var page = await LivePart<MemberBoard>.OpenAsync(workspace, "editor");
        Assert.False(page.Has("matrix-fill"));
        var texts = page.Shown.FindAll("[data-testid=matrix] tbody tr").Select(row => row.GetAttribute("data-path")!).ToList();
        await page.Shown.Find(CellOf(texts[1])).ChangeAsync(new() { Value = true });
        page.Press("[data-testid=matrix-fill]");
        Assert.Contains($"{texts.Count - 1} 处", page.TextOf("matrix-changes"), StringComparison.Ordinal);
        Assert.Empty(await GivenAsync());

        page.Press("[data-testid=matrix-save]");
        await page.AppearsAsync("matrix-saved");
        Assert.Equal(texts.Skip(1).Order(StringComparer.Ordinal), await GivenAsync());
        Assert.True(await InDatabaseAsync(db => db.Notices.AnyAsync(n => n.Person!.UserName == "author2")));

        page.Press("[data-testid=matrix-undo]");
        await page.GoesAsync("matrix-saved");
        Assert.Empty(await GivenAsync());
    }

    [Fact]
    public async Task What_was_ticked_can_be_dropped_and_ticking_twice_is_no_change()
    {
        await using var page = await LivePart<MemberBoard>.OpenAsync(workspace, "editor");
        await page.Shown.Find(CellOf("sections/01-basic.md")).ChangeAsync(new() { Value = true });
        await page.Shown.Find(CellOf("sections/01-basic.md")).ChangeAsync(new() { Value = false });
        Assert.False(page.Has("matrix-changes"));
        await page.Shown.Find(CellOf("sections/01-basic.md")).ChangeAsync(new() { Value = true });
        page.Press("[data-testid=matrix-drop]");
        Assert.False(page.Has("matrix-changes"));
        Assert.Empty(await GivenAsync());
    }

    [Fact]
    public async Task All_of_it_holds_or_nothing_and_only_who_manages_the_report_does_it()
    {
        var school = await InDatabaseAsync(db => db.Organisations.Where(o => o.Name == School).Select(o => o.Id).SingleAsync());
        var (report, text) = await InDatabaseAsync(db => db.Documents.Select(d => ValueTuple.Create(d.ReportId, d.Id)).FirstAsync());
        AssignmentChange[] changes = [new(text, school, true), new(4711, school, true)];
        var editor = await workspace.PersonAsync("editor");
        Assert.Equal(MemberResult.NotFound, await Service.ChangeAssignmentsAsync(editor, report, changes));
        Assert.Empty(await GivenAsync());
        foreach (var person in new[] { "author2", "admin" })
            Assert.Equal(
                MemberResult.NotAllowed,
                await Service.ChangeAssignmentsAsync(await workspace.PersonAsync(person), report, changes[..1])
            );
        Assert.Empty(await GivenAsync());
    }
}
