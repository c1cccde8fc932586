using Authoring.Compile.Definition;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>The short way through front matter may give up, but never give another answer than the YAML parser.</summary>
public sealed class FlatYamlTests
{
    private static readonly string[] Pieces =
    [
        "id",
        "title",
        "school",
        ": ",
        ":",
        "\n",
        "\n\n",
        " ",
        "  ",
        "c01",
        "案例",
        "\"",
        "'",
        "#",
        " #",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "null",
        "~",
        "true",
        "1",
        "\\",
        "\t",
        "\r",
        "\r\n",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "\u00A0",
        "　",
        "？",
        "“",
        "---",
        "...",
        "a: b",
        "\"x\"",
        "𠮷",
        "\u0001",
        "😀",
    ];

    [Fact]
    public void It_reads_what_cards_say()
    {
        var card = FlatYaml.Read("id: c01\ntitle: \"聚焦 AI 应用 提升教师教学素养\"\nschool: 某市卫生学校\n");
        Assert.NotNull(card);
        Assert.Equal([("id", "c01", 1), ("title", "聚焦 AI 应用 提升教师教学素养", 2), ("school", "某市卫生学校", 3)], Entries(card));
    }

    [Fact]
    public void It_agrees_with_the_parser_or_gives_up()
    {
        const int seed = 40302;
        var random = new Random(seed);
        var read = 0;
        for (var run = 0; run < 100_000; run++)
        {
            // Mostly well formed, so that the short way is taken often enough to mean something.
            var lines = Enumerable
                .Range(0, random.Next(1, 4))
                .Select(_ => $"{Pieces[random.Next(3)]}: {Some(random, Pieces)}{(random.Next(8) == 0 ? Some(random, Pieces) : "")}");
            var text = string.Join('\n', lines) + "\n";
            if (FlatYaml.Read(text) is not { } flat)
                continue;
            read++;
            var place = $"seed {seed}, run {run}: {System.Text.Json.JsonSerializer.Serialize(text)}";
            try
            {
                Assert.True(YamlNode.Parse(text) is YamlMapping parsed && Entries(parsed).SequenceEqual(Entries(flat)), place);
            }
            catch (YamlFaultException)
            {
                Assert.Fail(place);
            }
        }

        Assert.True(read > 2_000, $"only {read} texts went the short way");
    }

    private static string Some(Random random, string[] pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => pieces[random.Next(pieces.Length)]));

    private static IEnumerable<(string Key, string Value, int Line)> Entries(YamlMapping mapping) =>
        mapping.Entries.Select(entry => (entry.Key, entry.Value is YamlScalar { IsNull: false } scalar ? scalar.Value : "?", entry.Line));
}
