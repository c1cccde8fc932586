using Authoring.Web.CommandLine;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Browser;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Tests.Editing;

/// <summary>What a server's database says, read past the server.</summary>
internal static class ServerLog
{
    /// <summary>
    /// Each edit of these writers is in the text's log once and in its order, every acknowledged one among them, and all see what the log
    /// gives.
    /// </summary>
    public static async Task VerifyAsync(ServerProcess server, string text, List<SimulatedWriter> writers)
    {
        await using var db = Open(server);
        var (kind, key) = (
            text.Contains("/cases/", StringComparison.Ordinal) ? DocumentKind.Case : DocumentKind.Section,
            text[(text.LastIndexOf('/') + 1)..]
        );
        var document = await db.Documents.SingleAsync(d => d.Kind == kind && d.Key == key);
        var log = await db.Updates.Where(u => u.DocumentId == document.Id).OrderBy(u => u.Version).ToListAsync();
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(u => u.Version));
        var snapshots = await db.Snapshots.Where(s => s.DocumentId == document.Id).OrderBy(s => s.Version).ToListAsync();
        var replay = Naive.Replay(snapshots[0].Text, log);
        foreach (var writer in writers)
        {
            Assert.Equal(writer.Made, log.Where(u => u.ClientId == writer.ClientId).Select(u => u.UpdateId));
            Assert.Subset(log.Select(u => u.UpdateId).ToHashSet(), writer.Acknowledged);
            Assert.Equal(replay, writer.Text.ToString());
        }
        foreach (var snapshot in snapshots.Skip(1))
            Assert.Equal(Naive.Replay(snapshots[0].Text, log.Take(snapshot.Version)), snapshot.Text);
    }

    /// <summary>What <c>verify</c> says of a database: its exit status and its complaints.</summary>
    public static async Task<(int Status, string Error)> VerifyFileAsync(string database)
    {
        var error = new StringWriter();
        var status = await VerifyCommand
            .Create(Workspace.Build)
            .Parse(["--database", database])
            .InvokeAsync(new() { Output = TextWriter.Null, Error = error });
        return (status, error.ToString());
    }

    public static async Task<HashSet<string>> IdsAsync(ServerProcess server)
    {
        await using var db = Open(server);
        return [.. await db.Updates.Select(u => u.UpdateId).ToListAsync()];
    }

    public static async Task<Dictionary<string, int>> PeopleAsync(ServerProcess server)
    {
        await using var db = Open(server);
        return await db.Users.ToDictionaryAsync(u => u.UserName!, u => u.Id);
    }

    private static AuthoringDb Open(ServerProcess server) =>
        new(
            new DbContextOptionsBuilder<AuthoringDb>()
                .UseSqlite($"Data Source={server.Database};Pooling=False")
                .AddInterceptors(new ChainBeginning())
                .Options
        );
}
