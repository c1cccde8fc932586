using System.Text.RegularExpressions;

namespace Authoring.Web.Tests.Shell;

/// <summary>
/// The three walks of <c>docs/architecture.md</c> are those of the code: each step stands where the page says, and nowhere else.
/// </summary>
public sealed partial class WalkTests
{
    private const int MostFiles = 9;

    private static readonly List<(string Step, string Path)> Told =
    [
        .. Row()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "architecture.md")))
            .Select(row => (row.Groups["step"].Value, row.Groups["path"].Value)),
    ];

    [Fact]
    public void Each_step_stands_where_the_page_says()
    {
        var coded = (
            from root in new[] { "src", "wwwroot-assets" }
            from file in Directory.EnumerateFiles(Path.Combine(Checkout.Root, root), "*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/')
            where Source().IsMatch(path) && !NotOurs().IsMatch(path)
            from step in Comment().Matches(File.ReadAllText(file)).Select(match => match.Groups["step"].Value)
            select (step, path)
        ).ToList();
        Assert.Equal(Told.OrderBy(t => t, Comparer<(string, string)>.Default), coded.OrderBy(t => t, Comparer<(string, string)>.Default));
    }

    [Theory]
    [InlineData("Keystroke")]
    [InlineData("Number")]
    [InlineData("Approval")]
    public void A_walk_is_short_and_comes_back_to_no_file(string walk)
    {
        var files = Told.Where(t => t.Step.StartsWith(walk, StringComparison.Ordinal)).Select(t => t.Path).ToList();
        var stops = files.Where((path, i) => i == 0 || files[i - 1] != path).ToList();
        Assert.InRange(stops.Count, 3, MostFiles);
        Assert.Distinct(stops);
    }

    [GeneratedRegex(@"^\| (?<step>(?:Keystroke|Number|Approval) \d+) \| `(?<path>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"// (?<step>(?:Keystroke|Number|Approval) \d+):")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.(?:cs|ts)$")]
    private static partial Regex Source();

    [GeneratedRegex("/(?:obj|bin|node_modules)/")]
    private static partial Regex NotOurs();
}
