using System.Text.Json;

namespace Authoring.Text.Tests;

/// <summary>
/// Server and browsers come to one text because they compute the same: cases made by the real @codemirror/state and
/// @codemirror/collab (tests/conformance/make-cases.mjs) give the same results here. AUTHORING_CONFORMANCE may name
/// another file of them, for long runs.
/// </summary>
public class ConformanceTests
{
    [Theory]
    [InlineData("laws")]
    [InlineData("list")]
    [InlineData("loose")]
    [InlineData("session")]
    public void Results_are_those_of_CodeMirror(string kind)
    {
        var count = 0;
        var line = 0;
        var failures = new List<string>();
        foreach (var json in File.ReadLines(CasesFile))
        {
            line++;
            using var document = JsonDocument.Parse(json);
            var test = new Case(document.RootElement);
            if (test.Text("kind") != kind)
                continue;
            count++;
            try
            {
                Replay(kind, test);
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or ChangeMismatchException or ArgumentException)
            {
                failures.Add($"line {line}: {e.Message}\n{json}");
            }
        }
        Assert.True(count > 0, $"no case of kind {kind} in {CasesFile}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} cases differ, the first: {string.Join('\n', failures.Take(1))}");
    }

    [Fact]
    public void There_are_two_thousand_cases_and_more() =>
        Assert.True(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "conformance/cases.jsonl")).Count() >= 2000);

    private static string CasesFile =>
        Environment.GetEnvironmentVariable("AUTHORING_CONFORMANCE") ?? Path.Combine(AppContext.BaseDirectory, "conformance/cases.jsonl");

    private static void Replay(string kind, Case test)
    {
        switch (kind)
        {
            case "laws":
                Laws(test);
                break;
            case "list":
                List(test);
                break;
            case "loose":
                Loose(test);
                break;
            default:
                new Session(test).Run();
                break;
        }
    }

    private static void Laws(Case test)
    {
        var text = Rope.From(test.Text("text"));
        var (a, next, other) = (test.Change("a"), test.Change("next"), test.Change("other"));
        Assert.Equal(test.Json("a"), a.ToJson());
        Assert.Equal(test.Text("applied"), a.Apply(text).ToString());
        Assert.Equal(test.Json("composed"), a.Compose(next).ToJson());
        Assert.Equal(test.Json("mapped"), a.Map(other).ToJson());
        Assert.Equal(test.Json("mappedBefore"), a.Map(other, before: true).ToJson());
        Assert.Equal(test.Json("otherMapped"), other.Map(a).ToJson());
        Assert.Equal(test.Json("otherMappedBefore"), other.Map(a, before: true).ToJson());
        Assert.Equal(test.Json("inverted"), a.Invert(text).ToJson());
        Assert.Equal(test.Change("composed"), a.Compose(next));
        foreach (var p in test.Each("positions"))
        {
            var (at, assoc, tracking) = (p[0].GetInt32(), p[1].GetInt32(), Enum.Parse<PositionTracking>(p[2].GetString()!));
            int? expected = p[3].ValueKind == JsonValueKind.Null ? null : p[3].GetInt32();
            Assert.Equal(expected, a.MapPosition(at, assoc, tracking));
            if (expected is not null)
                Assert.Equal(expected, a.MapPosition(at, assoc));
        }
    }

    private static void List(Case test)
    {
        var edits = test.Each("edits").Select(e => new Edit(e[0].GetInt32(), e[1].GetInt32(), e[2].GetString()!)).ToList();
        Assert.Equal(test.Json("made"), ChangeSet.Of(test.Text("text").Length, edits).ToJson());
    }

    private static void Loose(Case test)
    {
        var text = Rope.From(test.Text("text"));
        var (a, other) = (test.Change("json"), test.Change("other"));
        Assert.Equal(test.Text("applied"), a.Apply(text).ToString());
        Assert.Equal(test.Text("merged"), a.Map(other).Apply(other.Apply(text)).ToString());
        Assert.Equal(test.Text("mergedBefore"), a.Map(other, before: true).Apply(other.Apply(text)).ToString());
        Assert.Equal(test.Text("otherMerged"), other.Map(a).Apply(a.Apply(text)).ToString());
    }

    /// <summary>Server and clients of a recorded session, all with <see cref="Rebase"/>.</summary>
    private sealed class Session
    {
        private readonly Case _test;
        private readonly List<(int Author, ChangeSet Change)> _log = [];
        private readonly Client[] _clients;
        private Rope _text;

        internal Session(Case test)
        {
            _test = test;
            _text = Rope.From(test.Text("text"));
            _clients = [.. Enumerable.Range(0, test.Number("clients")).Select(_ => new Client { Text = _text })];
        }

        internal void Run()
        {
            foreach (var step in _test.Each("steps"))
            {
                var who = step[1].GetInt32();
                var changes = step.EnumerateArray().Skip(2).ToArray();
                if (step[0].GetString() == "edit")
                    _clients[who].Type(ChangeSet.FromJson(changes[0]));
                else if (step[0].GetString() == "push")
                    Push(who, changes);
                else
                    Assert.Equal(changes[0].GetRawText(), Receive(who).ToJson());
            }
            Assert.Equal(_test.Text("end"), _text.ToString());
            Assert.All(_clients, client => Assert.Equal(_text, client.Text));
        }

        private void Push(int who, JsonElement[] expected)
        {
            var updates = _clients[who].Pending.ToArray();
            foreach (var (_, logged) in _log.Skip(_clients[who].Version))
                Rebase.Over(updates, logged);
            Assert.Equal(expected.Select(e => e.GetRawText()), updates.Select(u => u.ToJson()));
            foreach (var update in updates)
            {
                _log.Add((who, update));
                _text = update.Apply(_text);
            }
        }

        private ChangeSet Receive(int who)
        {
            var (author, change) = _log[_clients[who].Version];
            return _clients[who].Receive(change, own: author == who);
        }
    }

    private sealed class Client
    {
        internal required Rope Text { get; set; }
        internal List<ChangeSet> Pending { get; private set; } = [];
        internal int Version { get; private set; }

        internal void Type(ChangeSet change)
        {
            Pending.Add(change);
            Text = change.Apply(Text);
        }

        /// <returns>What happens to the client's text.</returns>
        internal ChangeSet Receive(ChangeSet logged, bool own)
        {
            Version++;
            if (own)
            {
                Pending.RemoveAt(0);
                return ChangeSet.Empty(Text.Length);
            }
            var pending = Pending.ToArray();
            var change = Rebase.Over(pending, logged);
            Pending = [.. pending];
            Text = change.Apply(Text);
            return change;
        }
    }

    private readonly record struct Case(JsonElement Element)
    {
        internal string Text(string name) => Element.GetProperty(name).GetString()!;

        internal int Number(string name) => Element.GetProperty(name).GetInt32();

        internal string Json(string name) => Element.GetProperty(name).GetRawText();

        internal ChangeSet Change(string name) => ChangeSet.FromJson(Element.GetProperty(name));

        internal IEnumerable<JsonElement> Each(string name) => Element.GetProperty(name).EnumerateArray();
    }
}
