using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Authoring.Text.Tests;

/// <summary>
/// How large files, lines and methods may be, in all C# of the checkout: what is longer has more than one thought in it. What still breaks
/// a rule stands in <c>FormExceptions.txt</c>, and leaves it as soon as it does not.
/// </summary>
public sealed class FormTests
{
    private const int LongestFile = 300; // lines
    private const int LongestLine = 140; // characters as people count them: a Chinese one and a surrogate pair are one each
    private const int LongestMethod = 40; // lines, from its modifiers to its closing brace
    private const int LongestMedian = 7;
    private const int LongestNinthTenth = 20;

    private static readonly Lazy<IReadOnlyList<CodeFile>> All = new(() => [.. Repository.Paths(".cs").Select(CodeFile.Read)]);

    private static readonly HashSet<string> Exceptions =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Authoring.Text.Tests", "FormExceptions.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    [Fact]
    public void Files_lines_and_methods_are_short()
    {
        var offenders = All.Value.SelectMany(Offenders).ToList();
        var excused = offenders.Select(offender => offender.Exception).ToHashSet(StringComparer.Ordinal);
        var found = offenders
            .Where(offender => !Exceptions.Contains(offender.Exception))
            .Select(offender => offender.Message)
            .Concat(Exceptions.Except(excused).Select(exception => $"FormExceptions.txt: no longer needed: {exception}"))
            .ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("src/Authoring.Text")]
    [InlineData("src/Authoring.Compile")]
    [InlineData("src/Authoring.Web")]
    public void Methods_are_short_on_the_whole(string project)
    {
        var lengths = All
            .Value.Where(file => file.Path.StartsWith(project + "/", StringComparison.Ordinal))
            .SelectMany(file => file.Methods, (_, method) => method.Length)
            .Order()
            .ToList();
        var (median, ninthTenth) = (lengths[lengths.Count / 2], lengths[lengths.Count * 9 / 10]);
        Assert.True(
            median <= LongestMedian && ninthTenth <= LongestNinthTenth,
            $"{project}: of {lengths.Count} methods the median has {median} lines, and nine of ten have at most {ninthTenth}"
        );
    }

    private static IEnumerable<(string Exception, string Message)> Offenders(CodeFile file)
    {
        if (file.Lines.Length > LongestFile)
            yield return ($"{file.Path} file", $"{file.Path}:{file.Lines.Length}: a file of more than {LongestFile} lines");
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].EnumerateRunes().Count() > LongestLine)
                yield return ($"{file.Path} line", $"{file.Path}:{i + 1}: a line of more than {LongestLine} characters");
        }

        foreach (var (line, length, name) in file.Methods.Where(method => method.Length > LongestMethod))
            yield return ($"{file.Path} {name}", $"{file.Path}:{line}: {name} has {length} lines, more than {LongestMethod}");
    }

    /// <param name="Methods">
    /// And constructors, operators and local functions, each with the line where it begins; a local function is part of its method, too.
    /// </param>
    private sealed record CodeFile(string Path, string[] Lines, IReadOnlyList<(int Line, int Length, string Name)> Methods)
    {
        public static CodeFile Read(string path)
        {
            var lines = File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path));
            var tree = CSharpSyntaxTree.ParseText(string.Join('\n', lines));
            return new CodeFile(path, lines, [.. tree.GetRoot().DescendantNodes().Where(IsMethod).Select(method => Measure(tree, method))]);
        }

        private static bool IsMethod(SyntaxNode node) => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax;

        private static (int Line, int Length, string Name) Measure(SyntaxTree tree, SyntaxNode method)
        {
            // Attributes hold a test's data: they are no lines of the method.
            var first = method.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault() is { } attributes
                ? attributes.GetLastToken().GetNextToken()
                : method.GetFirstToken();
            var from = tree.GetLineSpan(first.Span).StartLinePosition.Line;
            var to = tree.GetLineSpan(method.Span).EndLinePosition.Line;
            var name = method switch
            {
                MethodDeclarationSyntax named => named.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                _ => method.Kind().ToString(),
            };
            return (from + 1, to - from + 1, name);
        }
    }
}
