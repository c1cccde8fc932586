using System.Globalization;
using Authoring.Benchmarks.Live;

namespace Authoring.Benchmarks.Publishing;

/// <summary>
/// How long a report takes to a PDF with its pages right, and what that does to those who write meanwhile: keys with and without a
/// conversion beside them, in turns, at one server of its own process.
/// </summary>
internal static class PublishBenchmark
{
    private const int Writers = 10,
        KeysPerSecond = 5,
        Seconds = 15,
        Keys = KeysPerSecond * Seconds,
        Rounds = 3;
    private static readonly string[] People = ["author1", "author2", "author3", "editor"];

    private static readonly Stamps Stamps = new(2 * Rounds * Writers, Keys);

    /// <summary>The number of the next typist: nobody's edit is taken for another's that came before.</summary>
    private static int next;

    public static string DefaultFolder => Path.Combine("seed", "report");

    internal static async Task<int> RunAsync(string report)
    {
        var folder = Directory.CreateTempSubdirectory("authoring-publish-").FullName;
        try
        {
            LiveBenchmark.Seed(folder, texts: 1);
            // Two that differ, and room for one: each is made anew whenever it is asked for.
            var copies = new[] { "one", "two" }.Select(name => Copy(report, Path.Combine(folder, name))).ToList();
            using var server = await LiveBenchmark.StartAsync(
                folder,
                ("Authoring__Seed", string.Join(';', copies.Prepend(Path.Combine(folder, "load")))),
                ("Publishing__CacheMegabytes", "0")
            );
            await MeasureAsync(server);
            server.Process.Kill();
            await server.Process.WaitForExitAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Copy(string report, string target)
    {
        foreach (var file in Directory.EnumerateFiles(report, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(report, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, File.ReadAllBytes(file));
        }
        var settings = Path.Combine(target, "report.yml");
        var lines = File.ReadAllLines(settings).Where(line => !line.StartsWith("slug:", StringComparison.Ordinal));
        File.WriteAllLines(
            settings,
            lines.Select(line => line.StartsWith("title:", StringComparison.Ordinal) ? $"title: {Path.GetFileName(target)}" : line)
        );
        return target;
    }

    private static async Task MeasureAsync(LiveBenchmark.Server server)
    {
        List<double> alone = [],
            beside = [],
            conversions = [];
        await PublishAsync(server, 0); // the first one compiles code, too
        for (var round = 0; round < Rounds; round++)
        {
            alone.AddRange(await TypeAsync(server));
            using var typed = new CancellationTokenSource();
            var publishing = PublishUntilAsync(server, conversions, typed.Token);
            beside.AddRange(await TypeAsync(server));
            await typed.CancelAsync();
            await publishing;
        }
        Say($"to a PDF, {conversions.Count} times: {Quantiles(conversions)}");
        Say($"a key to its answer, {Writers} writers: alone {Quantiles(alone)}, beside a conversion {Quantiles(beside)}");
        Say($"ratio of p95: {At(beside, 0.95) / At(alone, 0.95):F2}");
    }

    private static async Task<List<double>> TypeAsync(LiveBenchmark.Server server)
    {
        List<Typist> typists = [];
        for (var i = 0; i < Writers; i++)
        {
            var cookie = await LiveBenchmark.SignInAsync(server.Address, People[i % People.Length]);
            typists.Add(new Typist(server.Address, cookie, "load/sections/s0", next++, Stamps, watches: false));
            await typists[i].OpenAsync();
        }
        var gap = TimeSpan.FromSeconds(1.0 / KeysPerSecond);
        await Task.WhenAll(typists.Select(typist => Task.Run(() => typist.TypeAsync(Keys, gap, Random.Shared.NextDouble() * gap))));
        foreach (var typist in typists)
            await typist.DisposeAsync();
        return [.. typists.SelectMany(typist => typist.Answered)];
    }

    private static async Task PublishUntilAsync(LiveBenchmark.Server server, List<double> took, CancellationToken typed)
    {
        for (var i = 1; !typed.IsCancellationRequested; i++)
            took.Add(await PublishAsync(server, i));
    }

    /// <summary>In milliseconds.</summary>
    private static async Task<double> PublishAsync(LiveBenchmark.Server server, int turn)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Cookie", await LiveBenchmark.SignInAsync(server.Address, "editor"));
        var began = TimeProvider.System.GetTimestamp();
        using var answer = await http.GetAsync($"/reports/{(turn % 2 == 0 ? "one" : "two")}/export/pdf");
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Quantiles(List<double> times) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {At(times, 0.5):F1} p95 {At(times, 0.95):F1} ms");

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count - 1)));
}
