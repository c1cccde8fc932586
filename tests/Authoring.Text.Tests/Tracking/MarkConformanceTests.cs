using System.Text;
using System.Text.Json;

namespace Authoring.Text.Tests.Tracking;

/// <summary>
/// Server and browser mark, turn and decide alike: what the browser's own code made of 900 cases comes out here, too, byte for byte.
/// </summary>
public class MarkConformanceTests
{
    private static string CasesFile =>
        Environment.GetEnvironmentVariable("AUTHORING_MARKS") ?? Path.Combine(AppContext.BaseDirectory, "conformance/marks.jsonl");

    [Theory]
    [InlineData("ranges")]
    [InlineData("updates")]
    [InlineData("suggestions")]
    public void The_browser_gives_the_same(string kind)
    {
        var (count, failures) = (0, new List<string>());
        foreach (var line in File.ReadLines(CasesFile))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("kind").GetString() != kind)
                continue;
            count++;
            try
            {
                Replay(kind, json.RootElement);
            }
            catch (Exception e)
                when (e is Xunit.Sdk.XunitException or ChangeMismatchException or MalformedChangeException or ArgumentException)
            {
                failures.Add($"{e.Message}\n{line}");
            }
        }
        Assert.True(count > 0, $"no case of kind {kind} in {CasesFile}");
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} cases differ, the first: {failures.FirstOrDefault()}");
    }

    private static void Replay(string kind, JsonElement test)
    {
        switch (kind)
        {
            case "ranges":
                RangesAre(test);
                break;
            case "updates":
                UpdatesAre(test);
                break;
            default:
                SuggestionsAre(test);
                break;
        }
    }

    private static void RangesAre(JsonElement test)
    {
        var (a, b) = (Read(test, "a"), Read(test, "b"));
        Assert.Equal(Read(test, "union"), a.Union(b));
        Assert.Equal(Read(test, "except"), a.Except(b));
        Assert.Equal(Read(test, "intersect"), a.Intersect(b));
        Assert.Equal(Read(test, "mapped"), a.Map(ChangeSet.FromJson(test.GetProperty("over"))));
    }

    private static void UpdatesAre(JsonElement test)
    {
        var (start, first, next) = (Text(test, "start"), Update(test, "first"), Update(test, "next"));
        Same(test, "middle", start.Apply(first));
        Same(test, "end", start.Apply(first).Apply(next));
        Same(test, "composed", first.Compose(next));
        Same(test, "mapped", first.Map(ChangeSet.FromJson(test.GetProperty("beside"))));
    }

    private static void SuggestionsAre(JsonElement test)
    {
        var (start, author) = (Text(test, "start"), test.GetProperty("author").GetString()!);
        const long now = 1_700_000_000_000 + 99_000;
        var turned = Suggesting.ToSuggestion(
            start,
            Update(test, "update"),
            author,
            id =>
                start.Marks.Find(id) is not { } known ? now
                : known.By == author ? known.At
                : null,
            "spare",
            now
        );
        Same(test, "turned", turned);
        Same(test, "end", start.Apply(turned));
        var ids = test.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        var within = test.GetProperty("within").ValueKind == JsonValueKind.Null ? null : Read(test, "within");
        Same(
            test,
            "decided",
            test.GetProperty("outcome").GetString() == "accepted" ? start.Accept(ids, within, "理由") : start.Reject(ids, within, "理由")
        );
        Assert.Equal(test.GetProperty("final").GetRawText(), start.Projecting(Projection.Final).ToJson());
        Assert.Equal(test.GetProperty("original").GetRawText(), start.Projecting(Projection.Original).ToJson());
    }

    private static Ranges Read(JsonElement test, string name) =>
        Ranges.Of(test.GetProperty(name).EnumerateArray().Select(pair => new TextRange(pair[0].GetInt32(), pair[1].GetInt32())));

    private static TrackedText Text(JsonElement test, string name)
    {
        var text = Rope.From(test.GetProperty(name).GetProperty("text").GetString()!);
        return new TrackedText(text, MarkingReader.ReadMarks(test.GetProperty(name).GetProperty("marks"), text.Length));
    }

    private static TrackedChange Update(JsonElement test, string name)
    {
        var changes = ChangeSet.FromJson(test.GetProperty(name).GetProperty("changes"));
        return new TrackedChange(changes, MarkingReader.ReadMarking(test.GetProperty(name).GetProperty("marks"), changes.NewLength));
    }

    private static void Same(JsonElement test, string name, TrackedText actual)
    {
        Assert.Equal(test.GetProperty(name).GetProperty("text").GetString(), actual.Text.ToString());
        Assert.Equal(Text(test, name).Marks.ToList(), actual.Marks.ToList());
    }

    private static void Same(JsonElement test, string name, TrackedChange actual)
    {
        Assert.Equal(test.GetProperty(name).GetProperty("changes").GetRawText(), actual.Changes.ToJson());
        Assert.Equal(test.GetProperty(name).GetProperty("marks").GetRawText(), Encoding.UTF8.GetString(actual.Marking.ToUtf8Json()));
    }
}
