using System.Text.RegularExpressions;
using System.Xml.Linq;
using Authoring.Web.Board;
using Authoring.Web.History;
using Authoring.Web.Overview;
using Authoring.Web.Publishing;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;

namespace Authoring.Web.Tests.Shell;

/// <summary>
/// Whatever a page names, both languages have a sentence for: the names are read from the source. Those of the scripts are held against the
/// resources by their
/// type check (<c>wwwroot-assets/words-type.mjs</c>), composed ones for every value.
/// </summary>
public sealed partial class WordsTests
{
    private static readonly string Source = Path.Combine(Checkout.Root, "src", "Authoring.Web");
    private static readonly Dictionary<string, string> Chinese = Read("Words.resx"),
        English = Read("Words.en.resx");

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(Path.Combine(Source, "Shell", file))
            .Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static IEnumerable<(string File, string Text)> Files =>
        Directory
            .EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
            .Where(f =>
                (f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
                && !f.Contains("/obj/", StringComparison.Ordinal)
                && !f.Contains("/bin/", StringComparison.Ordinal)
            )
            .Select(f => (Path.GetRelativePath(Source, f), File.ReadAllText(f)));

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_places_to_fill_in()
    {
        Assert.Equal([], Chinese.Keys.Except(English.Keys));
        Assert.Equal([], English.Keys.Except(Chinese.Keys));
        Assert.Equal([], Chinese.Keys.Where(key => !Places(Chinese[key]).SetEquals(Places(English[key]))));
        Assert.DoesNotContain(Chinese.Values.Concat(English.Values), string.IsNullOrWhiteSpace);
    }

    private static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(m => m.Value)];

    [Fact]
    public void Every_name_in_the_source_has_its_sentence()
    {
        var missing = new List<string>();
        foreach (var (file, text) in Files)
        {
            missing.AddRange(
                Named()
                    .Matches(text)
                    .Select(m => m.Groups[1].Value)
                    .Where(name => !Chinese.ContainsKey(name))
                    .Select(name => $"{file}: {name}")
            );
            // Composed: some sentence at least begins and ends like it. What all its values are is said below where it matters.
            missing.AddRange(
                Composed()
                    .Matches(text)
                    .Select(m => m.Groups[1].Value)
                    .Where(name => !Chinese.Keys.Any(Pattern(name).IsMatch))
                    .Select(name => $"{file}: {name}")
            );
        }
        Assert.Equal([], missing);
    }

    private static Regex Pattern(string composed) =>
        new($"^{string.Join(".+", Hole().Split(composed).Select(Regex.Escape))}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    public static TheoryData<string, string[]> Values =>
        new()
        {
            { "progress.block-", Enum.GetNames<BoardBlockKind>() },
            { "overview.blocks-", [.. Enum.GetNames<BoardBlockKind>(), "Late", "Returned"] },
            { "overview.step-", ["draft", "back", "waiting", "final"] },
            { "overview.next-", ["review", "publish", "write", "read"] },
            { "activity.", Enum.GetNames<ActivityKind>() },
            { "progress.state-", Enum.GetNames<BoardState>() },
            { "progress.view-", Enum.GetNames<BoardView>() },
            { "queue.group-", Enum.GetNames<QueueGroup>() },
            { "queue.changes-", Enum.GetNames<KnownBy>() },
            { "queue.block-", Enum.GetNames<BlockerKind>() },
            { "queue.refused-", Enum.GetNames<ReviewRefusal>() },
            { "queue.did-", ["Submit", "Approve", "Return"] },
            { "queue.did-several-", ["Submit", "Approve", "Return"] },
            { "queue.ask-", ["submit", "approve", "return", "comment"] },
            { "queue.ask-several-", ["submit", "approve", "return"] },
            { "queue.confirm-", ["submit", "approve", "return", "comment"] },
            { "client.review-state-", [.. ReviewService.States] },
            { "history.act-", [.. Enum.GetValues<ReviewVerb>().Select(ReviewService.Word)] },
            { "sign-off.verb-", [.. Enum.GetValues<ReviewVerb>().Select(ReviewService.Word)] },
            { "history.restore-", [.. Enum.GetNames<RestoreResult>().Where(name => name != nameof(RestoreResult.Done))] },
            { "history.name-", [.. Enum.GetNames<NamingResult>().Where(name => name != nameof(NamingResult.Done))] },
            {
                "board.answer-",
                [
                    .. Enum.GetNames<OutlineResult>()
                        .Where(name =>
                            name is not (nameof(OutlineResult.Done) or nameof(OutlineResult.BadCard) or nameof(OutlineResult.OtherSite))
                        ),
                ]
            },
            { "pdf.failed-", Enum.GetNames<PdfFailure>() },
            { "settings.unclear-", ["headings", "figures", "tables", "cases", "annexes"] },
        };

    [Theory, MemberData(nameof(Values))]
    public void A_composed_name_has_its_sentence_for_every_value(string prefix, string[] values) =>
        Assert.Equal([], values.Select(value => prefix + value).Where(name => !Chinese.ContainsKey(name) || !English.ContainsKey(name)));

    [GeneratedRegex("""\{\w+\}""")]
    private static partial Regex Place();

    [GeneratedRegex("""\b[Ww]ords\["([^"]+)"[\],]""")]
    private static partial Regex Named();

    [GeneratedRegex("""\b[Ww]ords\[\$"([^"]+)"[\],]""")]
    private static partial Regex Composed();

    [GeneratedRegex("""\{[^{}]*\}""")]
    private static partial Regex Hole();
}
