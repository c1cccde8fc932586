using System.Runtime.Versioning;

namespace Authoring.Web.Tests.Storage;

/// <summary>What is in the database is for nobody else on the machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerOnlyTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Files there have no such permissions.");

    private static (string, string) Database(string file) => ("ConnectionStrings:Authoring", $"Data Source={file}");

    private static IEnumerable<string> OpenToOthers(string folder) =>
        new[] { folder }
            .Concat(Directory.EnumerateFileSystemEntries(folder))
            .Where(path => (File.GetUnixFileMode(path) & Others) != UnixFileMode.None);

    [Fact]
    public async Task A_new_database_and_its_folder_are_the_owners_alone()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "deep", "data");
        await using var workspace = await RunningWorkspace.StartAsync(Database(Path.Combine(data, "a.db")));
        await workspace.SignInAsync("author1");
        Assert.True(File.Exists(Path.Combine(data, "a.db-wal")), string.Join(' ', Directory.GetFiles(data)));
        Assert.Empty(OpenToOthers(data));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "a.db")));
    }

    [Fact]
    public async Task An_existing_one_is_tightened_with_what_lies_beside_it()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var file = Path.Combine(data, "a.db");
        await using (await RunningWorkspace.StartAsync(Database(file))) { }
        foreach (var copy in new[] { "a.db-backup", "a.db.2026-12-01", "a.db-journal" })
            await File.WriteAllTextAsync(Path.Combine(data, copy), "", TestContext.Current.CancellationToken);
        foreach (var path in Directory.EnumerateFiles(data))
            File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        File.Delete(Path.Combine(data, "a.db-journal"));
        File.SetUnixFileMode(data, (UnixFileMode)0b111_101_101);
        await using var workspace = await RunningWorkspace.StartAsync(Database(file));
        Assert.Empty(OpenToOthers(data));
    }

    [Fact]
    public async Task A_folder_that_holds_other_things_stays_open_and_the_database_in_it_does_not()
    {
        SkipOnWindows();
        using var folder = new TemporaryFolder();
        var shared = Directory.CreateDirectory(Path.Combine(folder.Path, "shared")).FullName;
        var (file, other) = (Path.Combine(shared, "a.db"), Path.Combine(shared, "somebody-elses"));
        await File.WriteAllTextAsync(other, "", TestContext.Current.CancellationToken);
        foreach (var path in new[] { other, shared })
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        await using var workspace = await RunningWorkspace.StartAsync(Database(file));
        Assert.Equal([shared, other], OpenToOthers(shared).Order(StringComparer.Ordinal));
    }
}
