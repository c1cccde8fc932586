using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>
/// What a card says of itself, by cases that the form above its text has, too (<c>tests/conformance/front-matter.json</c>). With
/// <c>AUTHORING_ACCEPT=1</c> in the environment what is read now is written into the file.
/// </summary>
public sealed class FrontMatterCaseTests
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "conformance", "front-matter.json");
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_compiler_reads_each_card_as_its_case_says()
    {
        var cases = JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsArray();
        var read = new JsonArray([.. cases.Select(entry => Read((string)entry!["name"]!, (string)entry["text"]!))]);
        if (Environment.GetEnvironmentVariable("AUTHORING_ACCEPT") == "1")
        {
            System.IO.File.WriteAllText(File, read.ToJsonString(Options) + "\n");
            return;
        }

        Assert.Equal(cases.Count, cases.Select(entry => (string)entry!["name"]!).Distinct().Count());
        foreach (var (expected, actual) in cases.Zip(read))
            Assert.Equal(expected!.ToJsonString(Options), actual!.ToJsonString(Options));
    }

    private static JsonObject Read(string name, string text)
    {
        var said = FrontMatter.Split(text) is { } parts ? FrontMatter.Read("cases/c.md", parts.Yaml, parts.YamlLine) : null;
        return new JsonObject
        {
            ["name"] = name,
            ["text"] = text,
            ["id"] = said?.Id,
            ["title"] = said?.Title,
            ["school"] = said?.School,
            ["summary"] = said?.Summary,
        };
    }
}
