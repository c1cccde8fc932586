using Authoring.Web.Tests.Browser;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// The real server as a process, twenty writers at two texts, and SIGKILL at random moments: each acknowledged edit is in the log once,
/// every text is the replay of its log, and every writer ends with that text. AUTHORING_RUNS=200 kills two hundred times.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Writers = 20;
    private static readonly string[] People = ["author1", "author2", "author3", "editor"];
    private static readonly string[] Texts = ["small/sections/01-basic", "small/cases/c01"];

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_a_killed_server()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Random.Shared.Next();
        var rounds = Environment.GetEnvironmentVariable("AUTHORING_RUNS") is { } runs ? int.Parse(runs) : 3;
        output.WriteLine($"seed {seed}, {rounds} rounds");
        var random = new Random(seed);
        await using var server = await ServerProcess.StartAsync();
        var cookies = new List<string>();
        foreach (var person in People)
            cookies.Add(await LiveWriter.SignInAsync(server.Address, person));
        var ids = await ServerLog.PeopleAsync(server);
        var writers = Enumerable
            .Range(0, Writers)
            .Select(i => new LiveWriter(
                server.Address,
                cookies[i % People.Length],
                ids[People[i % People.Length]],
                Texts[i % Texts.Length],
                $"{seed}-{i}",
                random.Next()
            ))
            .ToList();
        try
        {
            for (var round = 0; round < rounds; round++)
                await KillOnceAsync(server, writers, random);
            foreach (var writer in writers)
                await writer.ConnectAsync();
            await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
            await Task.WhenAll(writers.Select(writer => writer.SettleAsync())); // what others sent last has arrived, too

            foreach (var text in Texts)
                await ServerLog.VerifyAsync(
                    server,
                    text,
                    [.. writers.Where((_, i) => Texts[i % Texts.Length] == text).Select(w => w.Writer)]
                );
            Assert.All(writers, writer => Assert.Empty(writer.Refusals));
        }
        catch
        {
            await KeepAsync(server, writers, seed);
            throw;
        }
        foreach (var writer in writers)
            await writer.DisposeAsync();
        output.WriteLine($"{writers.Sum(w => w.Writer.Made.Count)} edits");
    }

    private static async Task KillOnceAsync(ServerProcess server, List<LiveWriter> writers, Random random)
    {
        foreach (var writer in writers)
            await writer.ConnectAsync();
        var acknowledged = 0;
        var enough = random.Next(20, 600);
        var soon = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var killed = new CancellationTokenSource();
        var typing = writers.ConvertAll(writer =>
            Task.Run(async () =>
            {
                while (!killed.IsCancellationRequested)
                {
                    if (!await writer.TypeAsync())
                        await ConnectUnlessAsync(writer, killed.Token);
                    else if (Interlocked.Increment(ref acknowledged) == enough)
                        soon.TrySetResult();
                }
            })
        );
        await soon.Task.WaitAsync(TimeSpan.FromSeconds(120));
        await server.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll(typing);
        // Before anybody could send it again.
        var onDisk = await ServerLog.IdsAsync(server);
        Assert.Subset(onDisk, writers.SelectMany(w => w.Writer.Acknowledged).ToHashSet());
        Assert.Equal((0, ""), await ServerLog.VerifyFileAsync(server.Database)); // each update and its place in the chain, or neither
        await server.StartAgainAsync();
    }

    /// <summary>On a busy machine a line breaks without a kill: then he comes back and goes on.</summary>
    private static async Task ConnectUnlessAsync(LiveWriter writer, CancellationToken killed)
    {
        try
        {
            if (!killed.IsCancellationRequested)
                await writer.ConnectAsync(killed);
        }
        catch (OperationCanceledException) when (killed.IsCancellationRequested)
        {
            // The server is gone; he comes back when it does.
        }
    }

    /// <summary>The database, what the server printed and what each writer knows stay in a folder beside the tests.</summary>
    private async Task KeepAsync(ServerProcess server, List<LiveWriter> writers, int seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", $"crash-{seed}")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(server.Database)!, Path.GetFileName(server.Database) + "*"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.txt"), server.Output);
        await File.WriteAllLinesAsync(Path.Combine(folder, "writers.txt"), writers.Select(writer => writer.Describe()));
        output.WriteLine($"kept in {folder}");
    }
}
