using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// A workspace in which something stands on every page: a deadline that has passed, one text given to somebody, one person without any
/// report, something written, something of each kind that waits, and a notice.
/// </summary>
internal static class EveryPageScene
{
    public static async Task<RunningWorkspace> StartAsync()
    {
        var workspace = await RunningWorkspace.StartAsync();
        var person = await DistributeAsync(workspace);
        await WriteAsync(workspace);
        await SpeakAsync(workspace, person);
        await SuggestAsync(workspace);
        await PublishAsync(workspace);
        return workspace;
    }

    /// <summary>Returns the id of him who has been given a text.</summary>
    private static async Task<int> DistributeAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await db.Reports.ExecuteUpdateAsync(r => r.SetProperty(x => x.Deadline, new DateOnly(2020, 1, 1)));
        await db.ReportMembers.Where(m => m.Person!.UserName == "approver").ExecuteDeleteAsync();
        var person = await db.Users.SingleAsync(p => p.UserName == "author1");
        var document = await db.Documents.FirstAsync(d => d.Key == "01-basic");
        db.Assignments.Add(new Assignment { DocumentId = document.Id, PersonId = person.Id });
        await db.SaveChangesAsync();
        return person.Id;
    }

    private static async Task WriteAsync(RunningWorkspace workspace)
    {
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync(
            "Push",
            "small/sections/01-basic",
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes = new object[] { SmallReport.First.Length, new object[] { 0, "新写的。" } },
                },
            }
        );
        await author.CallAsync("Act", "small/cases/c01", "submit", new { });
        await author.CallAsync("Comment", "small/cases/c01", Comment([]));
    }

    private static async Task SpeakAsync(RunningWorkspace workspace, int person)
    {
        await using var reviewer = await workspace.ConnectAsync("city-reviewer");
        await reviewer.CallAsync("Comment", "small/sections/01-basic", Comment([person.ToString()]));
    }

    private static async Task SuggestAsync(RunningWorkspace workspace)
    {
        await using var editor = await workspace.ConnectAsync("editor");
        await editor.CallAsync(
            "Push",
            "small/sections/02-training",
            0,
            new[]
            {
                new
                {
                    id = "u2",
                    clientID = "c2",
                    changes = new object[] { SmallReport.Second.Length, new object[] { 0, "建议" } },
                    suggests = true,
                },
            }
        );
    }

    /// <summary>Two editions, and between them something that was written; a later comment waits, and is not waived.</summary>
    private static async Task PublishAsync(RunningWorkspace workspace)
    {
        await Published.EditionAsync(workspace, "送审稿");
        await using var author = await workspace.ConnectAsync("author1");
        var opened = await author.CallAsync("Open", "small/sections/01-basic");
        await author.CallAsync(
            "Push",
            "small/sections/01-basic",
            opened.GetProperty("version").GetInt32(),
            new[]
            {
                new
                {
                    id = "u3",
                    clientID = "c3",
                    changes = new object[]
                    {
                        new object[] { 0, "# 概述", "", "![校门](../images/map.png)", "" },
                        opened.GetProperty("text").GetString()!.Length,
                    },
                },
            }
        );
        await Published.EditionAsync(workspace, "定稿");
        await author.CallAsync("Comment", "small/cases/c01", Comment([]));
    }

    private static object Comment(string[] mentions) =>
        new
        {
            version = 0,
            from = 0,
            to = 1,
            subject = "words",
            text = "@撰稿人甲 请核实",
            mentions,
        };
}
