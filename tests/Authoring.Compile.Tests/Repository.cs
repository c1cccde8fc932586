namespace Authoring.Compile.Tests;

/// <summary>Where things are, seen from the built tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Specs => Path.Combine(Root, "tests", "Authoring.Compile.Tests", "Specs");

    /// <summary>A picture of a kind that the tests cannot make themselves.</summary>
    public static byte[] Picture(string name) =>
        File.ReadAllBytes(Path.Combine(Root, "tests", "Authoring.Compile.Tests", "Pictures", "files", name));

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
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
