using System.Text;
using Authoring.Compile.Pictures;

namespace Authoring.Compile.Tests;

/// <summary>A report folder on disk for one test; beside it lies something that must never be read.</summary>
internal sealed class TemporaryReport : IDisposable
{
    public const string Secret = "此文不得外传";

    private readonly string _parent = Directory.CreateTempSubdirectory("report-").FullName;

    public TemporaryReport(string? definition = null)
    {
        Folder = Path.Combine(_parent, "report");
        Outside = Path.Combine(_parent, "outside");
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Path.Combine(Outside, "secret.md"), $"# {Secret}\n");
        File.WriteAllText(Path.Combine(Outside, "report.yml"), $"title: {Secret}\n");
        File.WriteAllBytes(Path.Combine(Outside, "secret.png"), Png);
        if (definition is not null)
            Write("report.yml", definition);
    }

    public static byte[] Png { get; } =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public string Folder { get; }

    public string Outside { get; }

    public TemporaryReport Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    public TemporaryReport Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return this;
    }

    public TemporaryReport Link(string path, string target)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.CreateSymbolicLink(full, target);
        return this;
    }

    public CompiledReport Compile() => Compiler.CompileFolder(Folder);

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
