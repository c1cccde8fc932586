using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Authoring.Benchmarks.Pages;

/// <summary>
/// What somebody waits for who opens a text for the first time: a browser that has just been started, with nothing in its cache and no line
/// open, at a demo that runs
/// already. The first paint as the browser itself says it, when the text can be written in, and what scripts and styles weigh as sent.
/// </summary>
internal static class PageBenchmark
{
    private const int Runs = 15;
    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private const string Measured = """
        () => ({
          paint: performance.getEntriesByName('first-paint')[0]?.startTime ?? 0,
          content: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
          answer: performance.getEntriesByType('navigation')[0].responseStart,
          page: performance.getEntriesByType('navigation')[0].transferSize,
          files: performance.getEntriesByType('resource').filter(e => /\.(js|css)\b/.test(e.name)).map(e => ({ name: e.name.split('/').pop().split('?')[0], sent: e.transferSize, plain: e.decodedBodySize })),
        })
        """;

    internal static async Task<int> RunAsync(string server)
    {
        using var playwright = await Playwright.CreateAsync();
        var (paint, content, answer, writing, files) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), "");
        for (var run = 0; run < Runs; run++)
        {
            await using var browser = await playwright.Chromium.LaunchAsync(
                new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = Quiet }
            );
            await using var profile = await browser.NewContextAsync(
                new()
                {
                    ViewportSize = new() { Width = 1440, Height = 900 },
                }
            );
            await profile.APIRequest.PostAsync(
                $"{server}/api/sign-in",
                new() { DataObject = new { name = "author1", password = "demo-2025" } }
            );
            var page = await profile.NewPageAsync();
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            await page.GotoAsync($"{server}/reports/sample-2025/sections/04-training");
            await page.Locator("[data-testid=sync-state][data-state=synced]").WaitForAsync();
            writing.Add(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var seen = (await page.EvaluateAsync(Measured))!.Value;
            paint.Add(seen.GetProperty("paint").GetDouble());
            content.Add(seen.GetProperty("content").GetDouble());
            answer.Add(seen.GetProperty("answer").GetDouble());
            files = Weights(seen);
        }
        Console.WriteLine($"{Runs} browsers, each new; milliseconds: median, fastest, slowest");
        foreach (
            var (what, times) in new[]
            {
                ("first byte", answer),
                ("first paint", paint),
                ("first content", content),
                ("can be written in", writing),
            }
        )
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{what, -20}{Median(times), 8:0}{times.Min(), 8:0}{times.Max(), 8:0}")
            );
        Console.WriteLine(files);
        return 0;
    }

    private static string Weights(JsonElement seen)
    {
        var files = seen.GetProperty("files")
            .EnumerateArray()
            .Select(f =>
                (Name: f.GetProperty("name").GetString(), Sent: f.GetProperty("sent").GetInt64(), Plain: f.GetProperty("plain").GetInt64())
            )
            .ToList();
        var lines = files.Select(f =>
            string.Create(CultureInfo.InvariantCulture, $"{f.Name, -20}{f.Sent / 1024.0, 8:0.0}{f.Plain / 1024.0, 8:0.0}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"KB as sent, with headers, and unpacked; the page itself: {seen.GetProperty("page").GetInt64() / 1024.0:0.0}\n{string.Join('\n', lines)}\n{"together", -20}{files.Sum(f => f.Sent) / 1024.0, 8:0.0}{files.Sum(f => f.Plain) / 1024.0, 8:0.0}"
        );
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
