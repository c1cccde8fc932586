using System.Diagnostics;

namespace Authoring.Compile.Tests;

/// <summary>Other people's programs that open what we write. Where one is missing its tests are skipped, and fail where CI runs.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>What a program prints; fails with its words if it does not end well.</summary>
    /// <param name="package">Where Debian has it.</param>
    public static string Run(string name, string package, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Find(name, package), [.. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{name} did not end within {Patience}.");
        }

        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
        return output.GetAwaiter().GetResult();
    }

    public static string Find(string name, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        var missing = $"No {name} here: install the package {package}.";
        if (found is null && Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail(missing);
        Assert.SkipWhen(found is null, missing);
        return found!;
    }
}
