namespace Authoring.Text.Tests;

/// <summary>Where things are, seen from the built tests.</summary>
internal static class Repository
{
    /// <summary>A real report beside the repository; skips the test where there is none.</summary>
    public static string RealReport(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(FindRoot(), "..", "shared", "reports", name));
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
