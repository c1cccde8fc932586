namespace Authoring.Text.Tests;

/// <summary>Where things are, seen from the built tests.</summary>
internal static class Repository
{
    /// <summary>The checkout that these tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The checkout's files of an ending, as paths from its root; what is built or generated is not among them.</summary>
    public static IEnumerable<string> Paths(string ending)
    {
        string[] passedOver = ["obj", "bin", "node_modules", "Migrations", ".git", "data", "test-out"];
        return Directory
            .EnumerateFiles(Root, "*" + ending, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Intersect(passedOver, StringComparer.Ordinal).Any())
            .Order(StringComparer.Ordinal);
    }

    /// <summary>A real report beside the repository; skips the test where there is none.</summary>
    public static string RealReport(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "reports", name));
        if (!Directory.Exists(folder))
            Assert.Skip($"The real report is not on this machine: {folder}");
        return folder;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Authoring.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }
}
