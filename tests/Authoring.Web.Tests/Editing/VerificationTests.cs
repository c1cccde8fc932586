using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Operations;

namespace Authoring.Web.Tests.Editing;

/// <summary>Every text can be rebuilt from its log, and whatever keeps it from being so is found and named.</summary>
public sealed class VerificationTests
{
    private const string Start = "一段文字。\n";

    private static async Task<(SessionBench Bench, int Document)> WrittenAsync()
    {
        var bench = await SessionBench.StartAsync();
        var document = await bench.AddTextAsync(Start);
        await bench.AddTextAsync("另一份文字。\n");
        var session = bench.Open(document).Session;
        for (var i = 0; i < 30; i++)
            await session.PushAsync(bench.People[0], i, [new PushedUpdate($"u{i}", "c", ChangeSet.Replace(Start.Length + i, 0, 0, "x"))]);
        Assert.True((await bench.SnapshotsAsync(document)).Count > 2);
        return (bench, document);
    }

    [Fact]
    public async Task A_whole_log_gives_every_text()
    {
        var (bench, _) = await WrittenAsync();
        await using var kept = bench;
        var verified = new List<int>();
        Assert.Empty(await bench.VerifyAsync((_, version) => verified.Add(version)));
        Assert.Equal([30, 0], verified);
    }

    [Theory]
    [InlineData("""DELETE FROM "Updates" WHERE "Version" = 12""", 11, "missing")]
    [InlineData("""DELETE FROM "Updates" WHERE "Version" BETWEEN 12 AND 30""", 11, "snapshot")]
    [InlineData("""UPDATE "Updates" SET "Changes" = '[[0,"y"],18]' WHERE "Version" = 13""", 12, "changed")]
    [InlineData("""UPDATE "Updates" SET "Changes" = '[[0,"x"],3]' WHERE "Version" = 13""", 12, "characters")]
    [InlineData("""UPDATE "Snapshots" SET "Text" = 'y' WHERE "Version" = 14""", 14, "beside")]
    [InlineData("""DELETE FROM "Snapshots" WHERE "Version" = 0""", 0, "beginning")]
    public async Task What_does_not_fit_is_named_with_its_version(string damage, int version, string word)
    {
        var (bench, document) = await WrittenAsync();
        await using var kept = bench;
        await bench.ExecuteAsync(damage + $""" AND "DocumentId" = {document}""");
        var fault = Assert.Single(await bench.VerifyAsync());
        Assert.Equal((document, version), (fault.DocumentId, fault.Version));
        Assert.Contains(word, fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-01T01:00", 2)]
    [InlineData("2026-12-01T03:00", 24)]
    [InlineData("2026-12-31T23:30", 3.5)]
    public void It_runs_at_three_in_the_night(string now, double hours) =>
        Assert.Equal(
            TimeSpan.FromHours(hours),
            NightlyVerification.UntilNext(
                new DateTimeOffset(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8))
            )
        );
}
