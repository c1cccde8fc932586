using System.Reflection;
using Markdig;

namespace Authoring.Web.Help;

/// <summary>The guides for those who use the application, as they lie in <c>docs/guide</c>: the program carries them in itself.</summary>
internal static class Guides
{
    private const string Folder = "guide/";

    /// <summary>In the order in which they are listed; the words <c>help.…</c> say for whom each is.</summary>
    public static readonly IReadOnlyList<string> Names = ["writer", "reviewer", "editor", "administrator"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>Null: there is no such guide.</summary>
    public static string? Html(string name)
    {
        if (!Names.Contains(name) || Open($"{name}.md") is not { } file)
            return null;
        using var reader = new StreamReader(file);
        return Markdown.ToHtml(reader.ReadToEnd(), Pipeline).Replace("src=\"pictures/", "src=\"/help/pictures/", StringComparison.Ordinal);
    }

    /// <summary>Null: no guide has such a picture.</summary>
    public static Stream? Picture(string name) => Open($"pictures/{name}");

    private static Stream? Open(string file) => Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + file);
}
