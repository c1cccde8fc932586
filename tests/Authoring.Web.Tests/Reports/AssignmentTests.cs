using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>The server decides who may do what, text by text and message by message.</summary>
public sealed class AssignmentTests : IAsyncLifetime
{
    private const string Text = "small/sections/01-basic";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<string> WriteAsync(string name, string document = Text)
    {
        await using var hub = await workspace.ConnectAsync(name);
        var opened = await hub.CallAsync("Open", document);
        var length = opened.GetProperty("text").GetString()!.Length;
        try
        {
            var id = Guid.NewGuid().ToString("N");
            await hub.CallAsync(
                "Push",
                document,
                opened.GetProperty("version").GetInt32(),
                new[]
                {
                    new
                    {
                        id,
                        clientID = id,
                        changes = new object[] { new object[] { 0, "字" }, length },
                    },
                }
            );
            return "written";
        }
        catch (HubError refused)
        {
            return refused.Code!;
        }
    }

    private async Task ChangeAsync(Func<AuthoringDb, Task> change)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await change(db);
        await db.SaveChangesAsync();
        workspace.Services.GetRequiredService<Rights>().Forget();
    }

    [Fact]
    public async Task Until_a_text_is_assigned_writers_and_the_editor_write_everywhere()
    {
        foreach (var name in new[] { "author1", "author2", "author3", "editor" })
            Assert.Equal("written", await WriteAsync(name));
        foreach (var name in new[] { "school-reviewer", "approver", "admin" })
            Assert.Equal("not-allowed", await WriteAsync(name));
    }

    [Fact]
    public async Task An_assigned_text_takes_changes_from_those_it_was_given_to_and_from_editors()
    {
        await ChangeAsync(async db =>
            db.Assignments.Add(
                new Assignment
                {
                    DocumentId = await db.Documents.Where(d => d.Key == "01-basic").Select(d => d.Id).SingleAsync(),
                    PersonId = await db.Users.Where(p => p.UserName == "author2").Select(p => p.Id).SingleAsync(),
                }
            )
        );
        Assert.Equal("not-allowed", await WriteAsync("author1"));
        Assert.Equal("written", await WriteAsync("author2"));
        Assert.Equal("written", await WriteAsync("editor"));
        Assert.Equal("written", await WriteAsync("author1", "small/sections/02-training"));
    }

    [Fact]
    public async Task A_text_given_to_an_organisation_is_for_all_its_writers_and_makes_no_writer_of_a_reader()
    {
        await ChangeAsync(async db =>
            db.Assignments.Add(
                new Assignment
                {
                    DocumentId = await db.Documents.Where(d => d.Key == "01-basic").Select(d => d.Id).SingleAsync(),
                    OrganisationId = await db.Organisations.Where(o => o.Name == "第一职业学校").Select(o => o.Id).SingleAsync(),
                }
            )
        );
        Assert.Equal("written", await WriteAsync("author1"));
        Assert.Equal("not-allowed", await WriteAsync("author2"));
        Assert.Equal("not-allowed", await WriteAsync("school-reviewer"));
    }

    [Fact]
    public async Task A_text_that_was_taken_out_is_locked_and_can_still_be_read()
    {
        await ChangeAsync(async db => (await db.Documents.SingleAsync(d => d.Key == "01-basic")).RemovedAt = 1);
        Assert.Equal("locked", await WriteAsync("editor"));
        await ChangeAsync(async db => (await db.Documents.SingleAsync(d => d.Key == "01-basic")).RemovedAt = null);
        Assert.Equal("written", await WriteAsync("author1"));
    }
}
