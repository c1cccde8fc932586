using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// An hour in an office with a bad network, in half a minute: lines that come and go, a server that dies twice. It ends saved, and the same
/// for all.
/// </summary>
public sealed class OfficeHourTests(Chromium chromium)
{
    private const string Document = "small/sections/01-basic";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_hour_in_the_office_ends_with_everything_saved_once_and_the_same_text_for_both()
    {
        var seed = int.Parse(
            Environment.GetEnvironmentVariable("SEED") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"SEED={seed}");
        await using var server = await ServerProcess.StartAsync();
        await using var first = new Line(server.Address);
        await using var second = new Line(server.Address);
        await using var anna = await Visitor.SignInAsync(chromium, first.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, second.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));

        var hour = Stopwatch.StartNew();
        var written = await Task.WhenAll(
            WriteAsync(anna, first, "甲", new Random(seed), hour),
            WriteAsync(ben, second, "乙", new Random(seed + 1), hour),
            KillTwiceAsync(server, hour)
        );
        first.Restore();
        second.Restore();
        foreach (var visitor in new[] { anna, ben })
            await Assertions.Expect(visitor.SyncState).ToHaveAttributeAsync("data-state", "synced", new() { Timeout = 60_000 });

        var saved = await SavedAsync(server.Address);
        foreach (var visitor in new[] { anna, ben })
        {
            await visitor.Page.WaitForFunctionAsync($"text => ({LongAbsenceTests.TextOf})() === text", saved, new() { Timeout = 60_000 });
            visitor.ComplainsOfNothing(but: IsOfTheDead);
        }
        foreach (var token in written.SelectMany(tokens => tokens))
            Assert.True(saved.Split(token).Length == 2, $"SEED={seed}: {token} is there once in {saved}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{written.Sum(tokens => tokens.Count)} words written");
        Assert.True(written.Sum(tokens => tokens.Count) > 10);
    }

    /// <summary>
    /// A page agreed with a server on a connection; before it was made that server was killed, and the next one does not know it.
    /// </summary>
    private static bool IsOfTheDead(string complaint) =>
        complaint.Contains("404", StringComparison.Ordinal)
        && complaint.Contains("/hubs/editing?person=", StringComparison.Ordinal)
        && complaint.Contains("&id=", StringComparison.Ordinal);

    private static async Task<List<string>> WriteAsync(Visitor visitor, Line line, string sign, Random random, Stopwatch hour)
    {
        List<string> tokens = [];
        while (hour.Elapsed < Length)
        {
            switch (random.Next(10))
            {
                case 0:
                    line.Cut();
                    break;
                case 1:
                    line.GoDead();
                    break;
                case 2 or 3 or 4:
                    line.Restore();
                    break;
                default:
                    var token = $"〈{sign}{tokens.Count}〉";
                    tokens.Add(token);
                    if (sign == "甲")
                        await visitor.TypeAtStartAsync(token); // at one place they would break up each other's words, as people do
                    else
                        await visitor.TypeAtEndAsync(token);
                    break;
            }
        }
        return tokens;
    }

    private static async Task<List<string>> KillTwiceAsync(ServerProcess server, Stopwatch hour)
    {
        foreach (var part in new[] { 0.3, 0.7 })
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (hour.Elapsed < Length * part && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken)) { }
            await server.KillAsync();
            await server.StartAgainAsync();
        }
        return [];
    }

    private static async Task<string> SavedAsync(Uri server)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var answer = await client.PostAsJsonAsync("/api/sign-in", new { name = "editor", password = "demo-2025" });
        answer.EnsureSuccessStatusCode();
        await using var hub = await HubClient.ConnectAsync(
            server,
            string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]))
        );
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }
}
