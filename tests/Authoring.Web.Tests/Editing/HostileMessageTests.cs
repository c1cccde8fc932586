using System.Net.WebSockets;
using System.Text.Json;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Errors answer the sender alone: while three people write, two others send whatever comes to mind: broken JSON, wrong shapes, changes
/// that
/// fit no text, texts that are not theirs. The writers notice nothing. AUTHORING_RUNS=1000000 sends a million messages.
/// </summary>
public sealed class HostileMessageTests(ITestOutputHelper output)
{
    private const string Text = "small/sections/01-basic";
    private const int MessagesAtOnce = 200;

    /// <summary>And how many arguments they take.</summary>
    private static readonly (string Method, int Arguments)[] Others =
    [
        ("Compare", 3),
        ("Differ", 3),
        ("Unfollow", 1),
        ("Act", 3),
        ("Comments", 1),
        ("Comment", 2),
        ("Reply", 3),
        ("Amend", 4),
        ("Handle", 3),
        ("Assign", 3),
        ("Waiting", 0),
    ];

    [Fact]
    public async Task Honest_writers_notice_nothing_of_hostile_messages()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Random.Shared.Next();
        var messages = Environment.GetEnvironmentVariable("AUTHORING_RUNS") is { } runs ? int.Parse(runs) : 20_000;
        output.WriteLine($"seed {seed}, {messages} messages");
        await using var workspace = await RunningWorkspace.StartAsync();
        var honest = await WritersAsync(workspace);
        using var enough = new CancellationTokenSource();
        var writing = honest.ConvertAll(writer =>
            Task.Run(async () =>
            {
                while (!enough.IsCancellationRequested)
                    Assert.True(await writer.TypeAsync(), string.Join("; ", writer.Refusals));
            })
        );
        // One may read only; the other may write here, and sends nothing that a text could take.
        var attacks = new[] { "school-reviewer", "author3" }.Select(
            (name, i) => AttackAsync(workspace, name, new Random(seed + i), messages / 2)
        );
        var closed = await Task.WhenAll(attacks);
        await enough.CancelAsync();
        await Task.WhenAll(writing);
        for (var i = 0; i < 2; i++)
            await Task.WhenAll(honest.Select(writer => writer.SettleAsync()));

        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var log = await db.Updates.OrderBy(u => u.Version).ToListAsync();
        Assert.Equal(
            honest.SelectMany(w => w.Writer.Made).Order(StringComparer.Ordinal),
            log.Select(u => u.UpdateId).Order(StringComparer.Ordinal)
        );
        var replay = Naive.Replay(SmallReport.First, log);
        Assert.All(honest, writer => Assert.Equal(replay, writer.Writer.Text.ToString()));
        Assert.All(honest, writer => Assert.Empty(writer.Refusals));
        foreach (var writer in honest)
            await writer.DisposeAsync();
        output.WriteLine($"{log.Count} honest edits; the attackers' connections were closed {closed.Sum()} times");
    }

    private static async Task<List<LiveWriter>> WritersAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var writers = new List<LiveWriter>();
        foreach (var name in new[] { "author1", "author2", "editor" })
        {
            var person = await db.Users.SingleAsync(u => u.UserName == name);
            writers.Add(
                new LiveWriter(
                    workspace.Address,
                    await LiveWriter.SignInAsync(workspace.Address, name),
                    person.Id,
                    Text,
                    name,
                    seed: person.Id
                )
            );
            await writers[^1].ConnectAsync();
        }
        return writers;
    }

    /// <summary>Returns how often the server closed the connection.</summary>
    private static async Task<int> AttackAsync(RunningWorkspace workspace, string name, Random random, int messages)
    {
        var closed = 0;
        var hub = await workspace.ConnectAsync(name);
        for (var sent = 0; sent < messages; )
        {
            try
            {
                for (var i = 0; i < MessagesAtOnce && sent < messages; i++, sent++)
                    await hub.SendTextAsync(Message(random));
                await hub.CallAsync("Close", Text); // all before it were read
            }
            catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                closed++;
                await hub.DisposeAsync();
                hub = await workspace.ConnectAsync(name);
            }
        }
        await hub.DisposeAsync();
        return closed;
    }

    private static string Message(Random random)
    {
        var message = random.Next(13) switch
        {
            0 => Call("Open", Value(random)),
            1 => Call("Pull", $"{Json(Text)},{Value(random)}"),
            2 => Call("Point", $"{Json(Text)},{Value(random)},{Value(random)},{Value(random)},{Value(random)}"),
            3 => Call("Follow", Value(random)),
            4 => Call("Push", Value(random)),
            5 => Call(random.Next(2) == 0 ? "DropTables" : "Refuse", Value(random)),
            6 => $$"""{"type":{{random.Next(-1, 9)}},"target":"Push","arguments":[{{Value(random)}}],"invocationId":{{Value(random)}}}""",
            7 => Other(random),
            _ => Call("Push", $"{Json(Text)},{Version(random)},{Updates(random)}"),
        };
        // Some arrive cut off or with a byte changed: those may end the sender's own connection.
        if (random.Next(500) != 0)
            return message;
        return random.Next(2) == 0
            ? message[..random.Next(message.Length)]
            : message.Insert(random.Next(message.Length), "\u0000\"}]{["[random.Next(6)].ToString());
    }

    /// <summary>Calls of comments, review and comparing.</summary>
    private static string Other(Random random)
    {
        var (method, count) = Others[random.Next(Others.Length)];
        if (random.Next(8) == 0)
            count = random.Next(5);
        return Call(
            method,
            string.Join(',', Enumerable.Range(0, count).Select(i => i == 0 && random.Next(8) > 0 ? Json(Text) : Value(random)))
        );
    }

    private static string Call(string method, string arguments) => $$"""{"type":1,"target":"{{method}}","arguments":[{{arguments}}]}""";

    private static string Version(Random random) =>
        random.Next(3) switch
        {
            0 => "0",
            1 => random.Next(1, int.MaxValue).ToString(),
            _ => Value(random),
        };

    /// <summary>Never a change that a text could take: lengths far beyond any, halves of pairs, line ends, wrong shapes.</summary>
    private static string Updates(Random random)
    {
        var changes = random.Next(7) switch
        {
            0 => $"[{random.Next(10_000_000, int.MaxValue)},[0,\"x\"]]",
            1 => "[[0,\"\\ud83d\"],1]",
            2 => "[[0,\"a\\rb\"],1]",
            3 => "[[" + random.Next(10_000_000, int.MaxValue) + "]]",
            4 => "[-1,[0,\"x\"]]",
            5 => new string('[', random.Next(1, 200)) + new string(']', random.Next(1, 200)),
            _ => "[" + string.Join(',', Enumerable.Repeat("[0,\"x\"],99999", random.Next(200, 2_000))) + "]",
        };
        var update = $$"""{"id":{{Text10(random)}},"clientID":{{Text10(random)}},"changes":{{changes}}{{Marks(random)}}}""";
        return random.Next(4) switch
        {
            0 => Value(random),
            1 => $"[{update},{update}]",
            _ => $"[{update}]",
        };
    }

    private static string Marks(Random random) =>
        random.Next(6) switch
        {
            0 => $",\"marks\":{Value(random)}",
            1 => $",\"suggests\":{Value(random)}",
            2 => $$""","suggests":true,"marks":[{"id":{{Text10(random)}},"insert":[[{{random.Next(-1, 50)}},{{random.Next(99)}}]]"""
                + $$""","delete":{{Value(random)}},"outcome":{{Value(random)}},"reason":{{Value(random)}}}]""",
            _ => "",
        };

    private static string Text10(Random random) => random.Next(4) == 0 ? Value(random) : Json("h" + random.Next());

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Value(Random random, int depth = 0) =>
        random.Next(depth > 3 ? 8 : 10) switch
        {
            0 => "null",
            1 => "true",
            2 => random.Next(int.MinValue, int.MaxValue).ToString(),
            3 => "1e999",
            4 => "99999999999999999999",
            5 => Json(new string('长', random.Next(0, 300))),
            6 => "\"\\ud800\"",
            7 => Json(Text[..random.Next(Text.Length)] + "/../x"),
            8 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]",
            _ => "{"
                + string.Join(
                    ',',
                    Enumerable
                        .Range(0, random.Next(3))
                        .Select(i => $"\"{"idclientIDchanges"[(i * 2)..(i * 2 + 2)]}\":{Value(random, depth + 1)}")
                )
                + "}",
        };
}
