using System.Diagnostics;
using System.Globalization;
using System.Text;
using Authoring.Text;

namespace Authoring.Benchmarks.Traces;

/// <summary>What a difference costs: scattered edits, a long text without lines, and two texts that have nothing in common.</summary>
internal static class DifferenceBenchmark
{
    internal static int Run()
    {
        Console.WriteLine($"{"", -12}{"characters", 12}{"ms", 10}{"ns a character", 16}{"edits", 8}");
        foreach (var length in new[] { 4_000, 16_000, 64_000, 256_000, 1_000_000 })
        {
            Report("scattered", length, Paragraphs(1, length), text => Scattered(text, 40 + (text.Length / 200)));
            Report(
                "one line",
                length,
                Paragraphs(1, length).Replace("\n", "", StringComparison.Ordinal),
                text => Scattered(text, 40 + (text.Length / 200))
            );
            Report("no stops", length, WithoutStops(length), text => Scattered(text, 40 + (text.Length / 200)));
            Report("rows", length, Rows(length), text => Scattered(text, 40 + (text.Length / 200)));
            Report("rewritten", length, Paragraphs(1, length), text => Paragraphs(2, text.Length));
        }
        return 0;
    }

    private static void Report(string name, int length, string from, Func<string, string> change)
    {
        var to = change(from);
        Difference.Between(from, to);
        var times = new List<double>();
        var edits = 0;
        for (var round = 0; round < (length > 100_000 ? 3 : 7); round++)
        {
            var started = Stopwatch.GetTimestamp();
            edits = Difference.Between(from, to).Spans.Count();
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        var best = times.Min();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -12}{from.Length, 12:N0}{best * 1e3, 10:N1}{best * 1e9 / from.Length, 16:N0}{edits, 8:N0}"
            )
        );
    }

    private static string Paragraphs(int seed, int length)
    {
        var (random, text) = (new Random(seed), new StringBuilder());
        while (text.Length < length)
        {
            for (var sentence = random.Next(2, 9); sentence > 0; sentence--)
            {
                for (var i = random.Next(12, 60); i > 0; i--)
                    text.Append((char)('\u4E00' + random.Next(2_500)));
                text.Append(random.Next(1, 999)).Append('。');
            }
            text.Append("\n\n");
        }
        return text.ToString();
    }

    private static string WithoutStops(int length) =>
        Paragraphs(1, length).Replace("\n", "", StringComparison.Ordinal).Replace("。", "", StringComparison.Ordinal);

    /// <summary>A table of six columns, as long as all that.</summary>
    private static string Rows(int length)
    {
        var (random, text) = (new Random(1), new StringBuilder());
        while (text.Length < length)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| 学校{random.Next(90)} | {random.Next(9_999)} | {random.Next(999) / 10.0} | "
                    + $"{random.Next(99)} | 是 | {random.Next(2_020, 2_026)} |\n"
            );
        return text.ToString();
    }

    private static string Scattered(string text, int edits)
    {
        var random = new Random(3);
        var places = Enumerable.Range(0, edits).Select(_ => random.Next(text.Length - 4)).Distinct().Order().ToList();
        var (result, at) = (new StringBuilder(), 0);
        foreach (var place in places.Where(place => place >= at).ToList())
        {
            if (place < at)
                continue;
            result.Append(text, at, place - at).Append("改动");
            at = place + random.Next(4);
        }
        return result.Append(text, at, text.Length - at).ToString();
    }
}
