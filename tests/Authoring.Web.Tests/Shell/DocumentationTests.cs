using System.Text.RegularExpressions;

namespace Authoring.Web.Tests.Shell;

/// <summary>What our documents name is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents =>
        [
            .. Directory
                .EnumerateFiles(Checkout.Root, "*.md", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Checkout.Root, f))
                .Where(f =>
                    !f.Contains("node_modules", StringComparison.Ordinal)
                    && !f.Contains("/bin/", StringComparison.Ordinal)
                    && !f.StartsWith("seed/report", StringComparison.Ordinal)
                    && !f.Contains("/Specs/", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_paths_that_our_documents_name_exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
        // What stands in a fence is an example of a report, whose pictures are nowhere.
        var text = Fences().Replace(File.ReadAllText(Path.Combine(Checkout.Root, document)), "");
        var named = Links()
            .Matches(text)
            .Select(m => Path.Combine(folder, m.Groups[1].Value))
            .Concat(Paths().Matches(text).Select(m => Path.Combine(Checkout.Root, m.Groups[1].Value)));
        Assert.Empty(named.Where(path => !Path.Exists(path)).Select(path => Path.GetRelativePath(Checkout.Root, path)));
    }

    [GeneratedRegex(@"^(?<fence>```+).*?^\k<fence>\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    /// <summary>Relative links. What begins with a slash is an address of the application.</summary>
    [GeneratedRegex(@"\]\((?!https?:|mailto:|[#/])([^)#\s]+)")]
    private static partial Regex Links();

    /// <summary>Paths from the top, in code marks.</summary>
    [GeneratedRegex(@"`((?:src|tests|seed|wwwroot-assets|\.ci)/[A-Za-z0-9._/-]*)`")]
    private static partial Regex Paths();
}
