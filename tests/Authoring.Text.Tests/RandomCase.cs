using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Authoring.Text.Tests;

/// <summary>
/// Texts and changes for one run of a law. Remembers them under the names that the law gives them, so that a failure prints
/// as code to paste into a test. AUTHORING_SEED=n runs every law with that seed alone, AUTHORING_RUNS=n every law n times as often.
/// </summary>
internal sealed class RandomCase(int seed)
{
    // Pairs, combining marks, a joined emoji, full-width signs, line ends.
    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "c",
        "1",
        " ",
        "\n",
        "年",
        "度",
        "，",
        "😀",
        "𠮷",
        "e\u0301",
        "\u0308",
        "👩\u200D🏫",
        "\"",
        "\\",
    ];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _code = new();

    internal int Below(int limit) => _random.Next(limit);

    internal bool Chance(double p) => _random.NextDouble() < p;

    /// <summary>Runs the law with many seeds.</summary>
    internal static void Hold(int runs, Action<RandomCase> law)
    {
        var seed = Setting("AUTHORING_SEED");
        var first = seed ?? Random.Shared.Next();
        var times = seed is null ? runs * (Setting("AUTHORING_RUNS") ?? 1) : 1;
        for (var run = 0; run < times; run++)
        {
            var random = new RandomCase(unchecked(first + run));
            try
            {
                law(random);
            }
            catch (Exception e)
            {
                Assert.Fail($"AUTHORING_SEED={unchecked(first + run)}\n{random._code}{e.GetType().Name}: {e.Message}\n{e.StackTrace}");
            }
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    internal Rope Text(string name, int length = 14)
    {
        var text = NextText(length);
        _code.AppendLine(CultureInfo.InvariantCulture, $"var {name} = Rope.From({JsonSerializer.Serialize(text)});");
        return Rope.From(text);
    }

    /// <summary>A change as the product lets in: no edge inside a pair, nothing inserted but whole characters.</summary>
    internal ChangeSet Change(string name, Rope text)
    {
        var change = ChangeSet.Of(text.Length, NextEdits(text));
        if (Chance(0.35))
        {
            // Composed changes have forms that a list of edits has not: insertions and deletions that touch in any order.
            var now = change.Apply(text);
            change = change.Compose(ChangeSet.Of(now.Length, NextEdits(now)));
            if (Chance(0.3))
                change = change.Compose(change.Invert(text));
        }
        _code.AppendLine(CultureInfo.InvariantCulture, $"var {name} = ChangeSet.Parse(\"\"\"\"{change.ToJson()}\"\"\"\"u8);");
        return change;
    }

    internal int Position(string name, Rope text)
    {
        var position = Below(text.Length + 1);
        _code.AppendLine(CultureInfo.InvariantCulture, $"var {name} = {position};");
        return position;
    }

    internal string NextText(int length)
    {
        var text = new StringBuilder();
        for (var i = Below(length + 1); i > 0; i--)
            text.Append(Pieces[Below(Pieces.Length)]);
        return text.ToString();
    }

    private List<Edit> NextEdits(Rope text)
    {
        var edges = Edges(text.ToString());
        var edits = new List<Edit>();
        var i = Below(Math.Min(edges.Count, 4));
        for (var n = 1 + Below(4); n > 0 && i < edges.Count; n--)
        {
            var j = Chance(0.4) ? i : Math.Min(edges.Count - 1, i + 1 + Below(4));
            edits.Add(new Edit(edges[i], edges[j], i == j || Chance(0.4) ? NextText(3) : ""));
            i = Chance(0.4) ? j : j + Below(5);
        }
        return edits;
    }

    private static List<int> Edges(string text) =>
        [.. Enumerable.Range(0, text.Length + 1).Where(i => i == 0 || i == text.Length || !char.IsSurrogatePair(text[i - 1], text[i]))];
}
