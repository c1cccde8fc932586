using System.Diagnostics;
using System.Globalization;

namespace Authoring.Web.Publishing;

/// <summary>
/// Small programs of the system, each of which starts the next one: together they give LibreOffice a process group of its own, the lowest
/// priority, limits of time, memory and file size that hold even when this server is gone, and no network. What a system does not have is
/// left out.
/// </summary>
internal sealed class Confinement(PublishingSettings settings)
{
    /// <summary>After this server's own limit: who is still there then is ended by the system.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lazy<IReadOnlyList<string>> before = new(() => Found(settings));

    /// <summary>Whether the process that is started leads a group, by whose number all of it can be ended.</summary>
    public bool HasGroup => before.Value is ["setsid", ..];

    public IReadOnlyList<string> Around(string program, IEnumerable<string> arguments) => [.. before.Value, program, .. arguments];

    private static IReadOnlyList<string> Found(PublishingSettings settings)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        List<string> words = [];
        var seconds = ((int)Math.Ceiling((settings.TimeLimit + Grace).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        TryAdd(words, "setsid");
        TryAdd(words, "timeout", "--kill-after=1", seconds);
        TryAdd(words, "nice", "-n", "19");
        TryAdd(
            words,
            "prlimit",
            $"--as={settings.MemoryMegabytes * 1_000_000L}",
            $"--fsize={settings.FileMegabytes * 1_000_000L}",
            "--core=0"
        );
        // In a namespace of its own, which not every container allows.
        TryAdd(words, "unshare", "--user", "--map-current-user", "--net");
        return words;
    }

    /// <summary>Adds what works here: tried on a program that does nothing.</summary>
    private static void TryAdd(List<string> words, params string[] more)
    {
        var start = new ProcessStartInfo(more[0], [.. more[1..], "true"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode == 0)
                words.AddRange(more);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is not installed.
        }
    }
}
