using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace Authoring.Benchmarks.Live;

/// <summary>
/// Many people who type into one text or many, at a server of its own process: how long a key takes to its answer and to another page, what
/// the server
/// works for it, and whether all of it is in the log once.
/// </summary>
internal static class LiveBenchmark
{
    private const int KeysPerSecond = 5,
        Watchers = 2,
        Length = 42_000;
    private static readonly string[] People = ["author1", "author2", "author3", "editor"];

    internal static async Task<int> RunAsync(int writers, int texts, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("authoring-live-").FullName;
        try
        {
            Seed(folder, texts);
            using var server = await StartAsync(folder);
            await MeasureAsync(server, writers, texts, seconds);
            server.Process.Kill();
            await server.Process.WaitForExitAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static void Seed(string folder, int texts)
    {
        var sections = Directory.CreateDirectory(Path.Combine(folder, "load", "sections")).FullName;
        var line = new string('文', 99) + "\n";
        var names = Enumerable.Range(0, texts).Select(i => $"s{i}").ToList();
        foreach (var name in names)
            File.WriteAllText(
                Path.Combine(sections, name + ".md"),
                string.Concat(Enumerable.Repeat(line, Length / texts / line.Length + 10))
            );
        File.WriteAllText(
            Path.Combine(folder, "load", "report.yml"),
            "title: load\nbody:\n" + string.Concat(names.Select(name => $"  - sections/{name}.md\n"))
        );
    }

    internal sealed record Server(Process Process, Uri Address) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }

    internal static async Task<Server> StartAsync(string folder, params (string Name, string Value)[] more)
    {
        var address = new Uri($"http://127.0.0.1:{4200 + Random.Shared.Next(700)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), "demo"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Authoring__Seed"] = Path.Combine(folder, "load");
        start.Environment["ConnectionStrings__Authoring"] = $"Data Source={Path.Combine(folder, "live.db")}";
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("Now listening on", StringComparison.Ordinal))
                break;
        _ = process.StandardOutput.ReadToEndAsync();
        return new Server(process, address);
    }

    private static async Task MeasureAsync(Server server, int writers, int texts, int seconds)
    {
        var cookies = new List<string>();
        foreach (var person in People)
            cookies.Add(await SignInAsync(server.Address, person));
        var keys = KeysPerSecond * seconds;
        var stamps = new Stamps(writers * texts, keys);
        var typists = Enumerable
            .Range(0, writers * texts)
            .Select(i => new Typist(server.Address, cookies[i % cookies.Count], Text(i % texts), i, stamps, watches: i / texts < Watchers))
            .ToList();
        foreach (var typist in typists)
            await typist.OpenAsync();
        var (own, worked) = (Work(Process.GetCurrentProcess()), Work(server.Process));
        var gap = TimeSpan.FromSeconds(1.0 / KeysPerSecond);
        await Task.WhenAll(typists.Select(typist => Task.Run(() => typist.TypeAsync(keys, gap, Random.Shared.NextDouble() * gap))));
        (own, worked) = (Work(Process.GetCurrentProcess()) - own, Work(server.Process) - worked);
        var lost = 0;
        for (var text = 0; text < texts; text++)
            lost += writers * keys - await DistinctAsync(typists[text], Text(text));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{texts} texts, {writers} writers each, {seconds} s: "
                    + $"to the answer {Quantiles(typists.SelectMany(t => t.Answered))}, "
                    + $"to another page {Quantiles(typists.SelectMany(t => t.Arrived))}; "
                    + $"server {worked.TotalSeconds:F1} s of CPU, writers {own.TotalSeconds:F1} s; {writers * texts * keys} keys, {lost} lost"
            )
        );
        foreach (var typist in typists)
            await typist.DisposeAsync();
    }

    private static string Text(int number) => $"load/sections/s{number}";

    /// <summary>How many different ids a text's log has; more updates than ids is an error.</summary>
    private static async Task<int> DistinctAsync(Typist typist, string text)
    {
        var (version, ids) = (0, new HashSet<string>(StringComparer.Ordinal));
        while (true)
        {
            var pulled = await typist.CallAsync("Pull", $"[\"{text}\",{version}]");
            foreach (var update in pulled.GetProperty("updates").EnumerateArray())
                if (!ids.Add(update.GetProperty("id").GetString()!))
                    throw new InvalidOperationException($"{text} has an update twice: {update}");
            if (pulled.GetProperty("version").GetInt32() == version)
                return ids.Count;
            version = pulled.GetProperty("version").GetInt32();
        }
    }

    private static TimeSpan Work(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static string Quantiles(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0
            ? "nothing"
            : string.Create(CultureInfo.InvariantCulture, $"p50 {At(0.5):F1} p95 {At(0.95):F1} p99 {At(0.99):F1} ms");

        double At(double share) => sorted[(int)(share * (sorted.Count - 1))];
    }

    internal static async Task<string> SignInAsync(Uri server, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server };
        var answer = await http.PostAsJsonAsync("/api/sign-in", new { name, password = "demo-2025" });
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }
}
