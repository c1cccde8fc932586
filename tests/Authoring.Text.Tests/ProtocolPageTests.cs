using System.Text.Json;
using System.Text.RegularExpressions;
using Authoring.Text.Tests.DisorderlyNetwork;

namespace Authoring.Text.Tests;

/// <summary>
/// <c>docs/protocol.md</c> names the calls, events and refusals of the code and no others, and its session is one that happens.
/// </summary>
public sealed partial class ProtocolPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    private static readonly IReadOnlyList<(string Path, string Code)> Web =
    [
        .. Repository
            .Paths(".cs")
            .Where(path => path.StartsWith("src/Authoring.Web/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path)))),
    ];

    [Fact]
    public void It_names_the_calls_of_the_hub()
    {
        var hub = Web.Where(file => Path.GetFileName(file.Path).Split('.')[0].EndsWith("Hub", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(hub);
        // Refuse is where the server itself sends calls that fit no method.
        Assert.Equal(Names(hub, Call()).Where(name => name != "Refuse"), Named("Calls"));
    }

    [Fact]
    public void It_names_the_events() => Assert.Equal(Names(Web, Event()), Named("Events"));

    [Fact]
    public void It_names_the_refusals() => Assert.Equal(Names(Web, Refusal()), Named("Refusals"));

    /// <summary>Each update of the session comes to everybody as the log maps it, and all end with the text that the page says.</summary>
    [Fact]
    public void Its_session_is_one_that_happens()
    {
        var messages = Session()
            .Match(Page)
            .Groups["it"]
            .Value.Trim()
            .Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        var log = new CentralLog(Rope.From(messages[0].GetProperty("answer").GetProperty("text").GetString()!));
        var told = new List<string>();
        foreach (var message in messages)
        {
            var arguments = message.GetProperty("arguments");
            if (message.TryGetProperty("event", out var name) && name.GetString() == "Updated")
                told.AddRange(arguments[2].EnumerateArray().Select(update => update.GetProperty("changes").GetRawText()));
            else if (message.EnumerateObject().First().Value.GetString() == "Push")
                Push(log, message, arguments);
        }

        Assert.Equal(log.Log.Select(update => update.Changes.ToJson()), told);
        Assert.Contains($"Both have `{log.Text}`", Page, StringComparison.Ordinal);
    }

    private static void Push(CentralLog log, JsonElement message, JsonElement arguments)
    {
        var update = arguments[2][0];
        var (id, changes) = (update.GetProperty("id").GetString()!, ChangeSet.FromJson(update.GetProperty("changes")));
        if (message.TryGetProperty("refusal", out _))
        {
            Assert.NotEqual(log.Text.Length, changes.Length);
            return;
        }

        if (log.Log.TrueForAll(known => known.Id != id))
            log.Push(arguments[1].GetInt32(), [new Update(id, changes)]);
        if (message.TryGetProperty("answer", out var answer))
            Assert.Equal(log.Log.Count, answer.GetProperty("version").GetInt32());
    }

    private static IEnumerable<string> Names(IEnumerable<(string Path, string Code)> files, Regex pattern) =>
        files
            .SelectMany(file => pattern.Matches(file.Code))
            .Select(match => match.Groups["it"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>What the first column of a part's table names.</summary>
    private static IEnumerable<string> Named(string part) =>
        Row()
            .Matches(Page.Split($"## {part}\n")[1].Split("\n## ")[0])
            .Select(match => match.Groups["it"].Value)
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^    public (?:async )?Task(?:<[\w<>]+>)? (?<it>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"\.SendAsync\(\s*""(?<it>\w+)""")]
    private static partial Regex Event();

    [GeneratedRegex(@"RefusalCode\.\w+ => ""(?<it>[a-z-]+)""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"^\| `(?<it>[\w-]+)", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"```jsonl\n(?<it>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Session();
}
