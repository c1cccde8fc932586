using System.Diagnostics;
using System.Globalization;
using Authoring.Text;

namespace Authoring.Benchmarks.Traces;

/// <summary>Clients that are far behind: what it costs to bring their pending keystrokes up to date.</summary>
internal static class RebaseBenchmark
{
    private const int TextLength = 42_000;

    internal static int Run()
    {
        Console.WriteLine($"{"pending", 10}{"logged", 10}{"ms", 12}{"ns a step", 12}");
        foreach (var (pending, logged) in new[] { (1, 1), (1, 1000), (10, 1000), (100, 1000), (1000, 1000), (3000, 3000) })
        {
            Report($"{pending}", pending, logged, composed: false);
        }
        Report("3000 as one", 3000, 3000, composed: true);
        return 0;
    }

    private static void Report(string name, int pending, int logged, bool composed)
    {
        var rounds = Math.Clamp(3_000_000 / (pending * logged), 3, 20_000);
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
            times.Add(Once(new Random(round), pending, logged, composed));
        var median = times.Order().ElementAt(rounds / 2);
        var steps = composed ? logged : (long)pending * logged;
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{name, 10}{logged, 10}{median * 1e3, 12:N4}{median * 1e9 / steps, 12:N0}")
        );
    }

    private static double Once(Random random, int pending, int logged, bool composed)
    {
        var own = Keystrokes(random, pending);
        var log = Keystrokes(random, logged);
        var started = Stopwatch.GetTimestamp();
        if (composed)
            own = [own.Aggregate((all, next) => all.Compose(next))];
        foreach (var update in log)
            Rebase.Over(own, update);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static ChangeSet[] Keystrokes(Random random, int count)
    {
        var length = TextLength;
        var keystrokes = new ChangeSet[count];
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(length);
            keystrokes[i] = random.Next(4) == 0 ? ChangeSet.Replace(length, at, at + 1, "") : ChangeSet.Replace(length, at, at, "x");
            length = keystrokes[i].NewLength;
        }
        return keystrokes;
    }
}
