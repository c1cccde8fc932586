using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Tests.Editing;

/// <summary>Whatever is changed in a text's log, or missing from it, is found, though the log still makes sense.</summary>
public sealed class LogChainTests
{
    private const string Start = "一段文字。\n";
    private const int Updates = 30;

    private static async Task<(SessionBench Bench, int Document)> WrittenAsync(Action<SessionBench>? configure = null)
    {
        var bench = await SessionBench.StartAsync();
        configure?.Invoke(bench);
        var document = await bench.AddTextAsync(Start);
        await TypeAsync(bench, document, 0, Updates);
        Assert.Empty(await bench.VerifyAsync());
        return (bench, document);
    }

    private static async Task TypeAsync(SessionBench bench, int document, int from, int to)
    {
        var session = bench.Open(document).Session;
        for (var i = from; i < to; i++)
            await session.PushAsync(
                bench.People[i % 2],
                i,
                [new PushedUpdate($"u{i}", $"c{i % 2}", ChangeSet.Replace(Start.Length + i, 0, 0, "x"))]
            );
    }

    private static async Task<LogFault> FaultAsync(SessionBench bench, string damage)
    {
        await bench.ExecuteAsync(damage);
        return Assert.Single(await bench.VerifyAsync());
    }

    [Theory]
    [InlineData(""" "PersonId" = 1 + "PersonId" % 5 """)]
    [InlineData(""" "At" = "At" + 1 """)]
    [InlineData(""" "ClientId" = 'c9' """)]
    [InlineData(""" "UpdateId" = 'another' """)]
    [InlineData(""" "Changes" = replace("Changes", 'x', 'y') """)]
    [InlineData(""" "Changes" = "Changes" || ' ' """)]
    [InlineData(""" "ChainHash" = zeroblob(32) """)]
    [InlineData(""" "ChainHash" = NULL """)]
    public async Task A_changed_update_is_found_at_its_version(string change)
    {
        foreach (var version in new[] { 1, 13, 14, Updates })
        {
            var (bench, _) = await WrittenAsync();
            await using var kept = bench;
            var fault = await FaultAsync(bench, $"""UPDATE "Updates" SET {change} WHERE "Version" = {version}""");
            Assert.Equal((LogFaultKind.Changed, version - 1, version), (fault.Kind, fault.Version, fault.Second));
        }
    }

    [Theory]
    [InlineData(25)]
    [InlineData(29)]
    [InlineData(0)]
    public async Task Updates_that_are_missing_at_the_end_are_missed(int left)
    {
        var (bench, document) = await WrittenAsync();
        await using var kept = bench;
        var fault = await FaultAsync(
            bench,
            $"""DELETE FROM "Updates" WHERE "Version" > {left}; DELETE FROM "Snapshots" WHERE "Version" > {left}"""
        );
        Assert.Equal((LogFaultKind.CutOff, left, Updates), (fault.Kind, fault.Version, fault.First));

        // Whoever writes on does not cover it up.
        await bench.StartAgainAsync();
        await TypeAsync(bench, document, left, Updates + 2);
        fault = Assert.Single(await bench.VerifyAsync());
        Assert.Equal((LogFaultKind.Changed, left), (fault.Kind, fault.Version));
    }

    [Theory]
    [InlineData("""UPDATE "Snapshots" SET "Text" = replace("Text", '一', '二') WHERE "Version" = 0""")]
    [InlineData("""UPDATE "Snapshots" SET "Text" = '' WHERE "Version" = 0""")]
    [InlineData("""UPDATE "Snapshots" SET "Marks" = '{}' WHERE "Version" = 0""")]
    [InlineData("""UPDATE "LogHeads" SET "Start" = randomblob(32)""")]
    public async Task A_seeded_text_that_was_altered_is_found(string damage)
    {
        var (bench, _) = await WrittenAsync();
        await using var kept = bench;
        var fault = await FaultAsync(bench, damage);
        Assert.Equal((LogFaultKind.StartChanged, 0), (fault.Kind, fault.Version));
    }

    [Fact]
    public async Task A_text_that_nobody_has_written_in_is_watched_as_well()
    {
        await using var bench = await SessionBench.StartAsync();
        await bench.AddTextAsync(Start);
        Assert.Equal(LogFaultKind.StartChanged, (await FaultAsync(bench, """UPDATE "Snapshots" SET "Text" = '别的。'""")).Kind);
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData(""" "ChainHash" """)]
    [InlineData("randomblob(32)")]
    public async Task An_update_that_was_put_in_at_the_end_is_found(string hash)
    {
        var (bench, _) = await WrittenAsync();
        await using var kept = bench;
        var fault = await FaultAsync(
            bench,
            $"""
            INSERT INTO "Updates" ("DocumentId", "Version", "PersonId", "ClientId", "UpdateId", "At", "Changes", "ChainHash")
            SELECT "DocumentId", 31, "PersonId", "ClientId", 'forged', "At", '[[0,"y"],36]', {hash} FROM "Updates" WHERE "Version" = 30
            """
        );
        Assert.Equal((LogFaultKind.Changed, Updates), (fault.Kind, fault.Version));
    }

    [Fact]
    public async Task A_lost_end_is_found_and_writing_on_does_not_hide_it()
    {
        var (bench, document) = await WrittenAsync();
        await using var kept = bench;
        Assert.Equal(LogFaultKind.NoHead, (await FaultAsync(bench, """DELETE FROM "LogHeads" """)).Kind);
        await TypeAsync(bench, document, Updates, Updates + 3);
        Assert.Equal(LogFaultKind.BegunAnew, Assert.Single(await bench.VerifyAsync()).Kind);
    }

    [Fact]
    public async Task The_chain_goes_through_packed_stretches()
    {
        var (bench, document) = await WrittenAsync(Packing);
        await using var kept = bench;
        Assert.Equal(20, await bench.PackAsync());
        Assert.Empty(await bench.VerifyAsync());
        await TypeAsync(bench, document, Updates, Updates + 5);
        Assert.Empty(await bench.VerifyAsync());

        // One author of a packed update is another: everything else is as it was.
        await bench.WithDatabaseAsync(async db =>
        {
            var stretch = await db.PackedStretches.OrderBy(p => p.Last).FirstAsync();
            var entries = UpdatePack.Read(stretch.Data);
            entries[3] = LogEntry.Restore(
                entries[3].Version,
                entries[3].PersonId + 1,
                entries[3].ClientId,
                entries[3].UpdateId,
                entries[3].At,
                entries[3].Change
            );
            stretch.Data = UpdatePack.Write(entries);
            stretch.Ids = IdFilter.Of(entries.ConvertAll(entry => (entry.PersonId, entry.UpdateId)));
            return await db.SaveChangesAsync();
        });
        var fault = Assert.Single(await bench.VerifyAsync());
        Assert.Equal((LogFaultKind.Changed, 1, 10), (fault.Kind, fault.First, fault.Second));
    }

    [Theory]
    [InlineData("""UPDATE "PackedStretches" SET "Data" = zeroblob(length("Data"))""", LogFaultKind.Unreadable)]
    [InlineData("""UPDATE "PackedStretches" SET "Data" = substr("Data", 1, 20)""", LogFaultKind.Unreadable)]
    [InlineData("""UPDATE "PackedStretches" SET "Ids" = zeroblob(length("Ids"))""", LogFaultKind.Ids)]
    [InlineData("""UPDATE "PackedStretches" SET "ChainHash" = randomblob(32) WHERE "Last" = 20""", LogFaultKind.Changed)]
    [InlineData("""DELETE FROM "PackedStretches" WHERE "Last" = 20""", LogFaultKind.Ends)]
    [InlineData("""UPDATE "Updates" SET "Changes" = '[[' WHERE "Version" = 25""", LogFaultKind.Unreadable)]
    [InlineData("""UPDATE "Updates" SET "Changes" = 'null' WHERE "Version" = 25""", LogFaultKind.Unreadable)]
    [InlineData("""UPDATE "Updates" SET "Marks" = '{}' WHERE "Version" = 25""", LogFaultKind.Unreadable)]
    [InlineData("""DELETE FROM "Updates" """, LogFaultKind.CutOff)]
    internal async Task Damage_of_every_kind_is_a_fault_and_never_an_error(string damage, LogFaultKind kind)
    {
        var (bench, _) = await WrittenAsync(Packing);
        await using var kept = bench;
        await bench.PackAsync();
        if (kind == LogFaultKind.CutOff)
            await bench.ExecuteAsync("""DELETE FROM "Snapshots" WHERE "Version" > 20""");
        Assert.Equal(kind, (await FaultAsync(bench, damage)).Kind);
    }

    [Fact]
    public async Task An_earlier_log_is_chained_as_it_is_found_and_watched_from_then_on()
    {
        var (bench, document) = await WrittenAsync();
        await using var kept = bench;
        await bench.ExecuteAsync("""DELETE FROM "LogHeads"; UPDATE "Updates" SET "ChainHash" = NULL""");

        await bench.ChainEarlierAsync();
        Assert.Empty(await bench.VerifyAsync());
        Assert.Equal(Updates, Assert.Single(await bench.ChainedLaterAsync()).Version);
        await TypeAsync(bench, document, Updates, Updates + 5);
        Assert.Empty(await bench.VerifyAsync());

        var fault = await FaultAsync(bench, """UPDATE "Updates" SET "PersonId" = "PersonId" % 5 + 1 WHERE "Version" = 13""");
        Assert.Equal(LogFaultKind.Changed, fault.Kind);
        Assert.InRange(13, fault.First, fault.Second);
    }

    private static void Packing(SessionBench bench) =>
        (bench.Limits.UpdatesPerStretch, bench.Limits.UpdatesLeftUnpacked, bench.Limits.PackedAfter, bench.Limits.UpdatesPerCheckpoint) = (
            10,
            1,
            TimeSpan.Zero,
            10
        );
}
