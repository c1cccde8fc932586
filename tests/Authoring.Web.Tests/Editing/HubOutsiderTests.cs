using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>Who does not belong to a report does not learn from the hub what there is in it.</summary>
public sealed class HubOutsiderTests(HubOutsiderTests.SharedWorkspace shared) : IClassFixture<HubOutsiderTests.SharedWorkspace>
{
    private readonly RunningWorkspace workspace = shared.Workspace;

    /// <summary>One server for all these tests; an outsider belongs to no report, and author1 to another one.</summary>
    public sealed class SharedWorkspace : IAsyncLifetime
    {
        internal RunningWorkspace Workspace { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Workspace = await RunningWorkspace.StartAsync();
            await using var scope = Workspace.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
            Assert.True((await users.CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025")).Succeeded);
            await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
            await db.ReportMembers.Where(m => m.Person!.UserName == "author1").ExecuteDeleteAsync();
            await JoinElsewhereAsync(db, "author1");
        }

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    private static async Task JoinElsewhereAsync(AuthoringDb db, string name)
    {
        var other = new Report
        {
            Slug = $"of-{name}",
            Title = name,
            Definition = "title: x",
        };
        db.ReportMembers.Add(
            new ReportMember
            {
                Report = other,
                PersonId = (await db.Users.SingleAsync(p => p.UserName == name)).Id,
                Role = ReportRole.Writer,
            }
        );
        await db.SaveChangesAsync();
    }

    private Task<AuthoringDb> Database() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    /// <summary>Of a text that is there and of one that is not, word by word.</summary>
    [Theory]
    [InlineData("Open")]
    [InlineData("Pull", 0)]
    [InlineData("Push", 0, null)]
    [InlineData("Compare", 0, "x")]
    [InlineData("Differ", 0, "x")]
    [InlineData("Point", "x", 0, 0, 0)]
    [InlineData("Act", "submit", null)]
    [InlineData("Comments")]
    [InlineData("Reply", 1, null)]
    [InlineData("Assign", 1, null)]
    public async Task An_outsider_gets_the_same_answer_whether_a_text_is_there_or_not(string call, params object?[] arguments)
    {
        foreach (var name in new[] { "outsider", "author1" })
        {
            await using var hub = await workspace.ConnectAsync(name);
            var answers = new List<string>();
            foreach (
                var text in new[]
                {
                    "small/sections/01-basic",
                    "small/cases/c01",
                    "small/sections/99-none",
                    "small/cases/none",
                    "none/sections/01-basic",
                }
            )
                answers.Add((await Assert.ThrowsAsync<HubError>(() => hub.CallAsync(call, [text, .. arguments]))).Message);
            Assert.Single(answers.Distinct());
        }
    }

    [Fact]
    public async Task Who_was_removed_while_his_page_is_open_is_told_that_he_may_not_though_he_belongs_elsewhere()
    {
        await using var author = await workspace.ConnectAsync("author2");
        await author.CallAsync("Open", "small/sections/01-basic");
        await using (var db = await Database())
        {
            await JoinElsewhereAsync(db, "author2");
            await db.ReportMembers.Where(m => m.Report!.Slug == "small" && m.Person!.UserName == "author2").ExecuteDeleteAsync();
        }
        workspace.Services.GetRequiredService<Rights>().Forget();
        foreach (var hub in new[] { author, await workspace.ConnectAsync("author2") })
            Assert.Equal(
                "not-allowed",
                (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Pull", "small/sections/01-basic", 0))).Code
            );
    }
}
