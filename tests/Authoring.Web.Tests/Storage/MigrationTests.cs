using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Authoring.Web.Tests.Storage;

/// <summary>Nothing typed is lost: databases of earlier versions go on with all they hold.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task Who_might_write_in_an_earlier_version_is_a_writer()
    {
        using var folder = new TemporaryFolder();
        await using var db = new AuthoringDb(
            new DbContextOptionsBuilder<AuthoringDb>().UseSqlite($"Data Source={Path.Combine(folder.Path, "old.db")};Pooling=False").Options
        );
        var token = TestContext.Current.CancellationToken;
        await db.GetService<IMigrator>().MigrateAsync("Initial", token);
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "Reports" ("Id", "Slug", "Title", "Definition") VALUES (1, 'old', '旧报告', 'title: 旧报告');
            INSERT INTO "Documents" ("Id", "ReportId", "Kind", "Key", "Path") VALUES (1, 1, 0, '01-basic', 'sections/01-basic.md');
            INSERT INTO "AspNetUsers" ("Id", "DisplayName", "Disabled", "EmailConfirmed", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnabled", "AccessFailedCount")
              VALUES (1, '甲', 0, 0, 0, 0, 1, 0), (2, '乙', 0, 0, 0, 0, 1, 0);
            INSERT INTO "ReportMembers" ("ReportId", "PersonId", "MayWrite") VALUES (1, 1, 1), (1, 2, 0);
            """,
            token
        );

        await db.Database.MigrateAsync(token);

        Assert.Equal(
            [ReportRole.Writer, ReportRole.Reader],
            await db.ReportMembers.OrderBy(m => m.PersonId).Select(m => m.Role).ToListAsync(token)
        );
        var report = await db.Reports.SingleAsync(token);
        Assert.Equal(("old", "旧报告", "title: 旧报告", null), (report.Slug, report.Title, report.Definition, report.Deadline));
        Assert.Null((await db.Documents.SingleAsync(token)).RemovedAt);
    }
}
