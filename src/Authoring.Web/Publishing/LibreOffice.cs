using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>
/// Lays out a Word file and writes it as a PDF, by LibreOffice in a process of its own. It is ended with all that it started when its time
/// is up or nobody waits any longer; it runs no macros and asks for nothing in the network.
/// </summary>
internal sealed partial class LibreOffice(IOptions<PublishingSettings> options, TimeProvider clock, ILogger<LibreOffice> logger)
{
    private const int Killed = 9;

    /// <summary>How LibreOffice says that it could not write.</summary>
    private static readonly string[] NotWritten = ["No space left", "Class:Write"];

    /// <summary>Its pipes are closed with it, unless somebody got away.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly PublishingSettings settings = options.Value;
    private readonly Confinement confinement = new(options.Value);

    public bool IsInstalled => Find() is not null;

    /// <summary>Null: it is not on this server.</summary>
    private string? Find() =>
        settings.LibreOffice is { Length: > 0 } set
            ? (File.Exists(set) ? set : null)
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "soffice.exe" : "soffice"))
                .FirstOrDefault(File.Exists);

    /// <summary>Makes <c>NAME.pdf</c> beside <paramref name="word"/>, which is <c>NAME.docx</c>.</summary>
    /// <returns>Null: it is there.</returns>
    public async Task<PdfFailure?> ConvertAsync(OfficeProfile profile, string word, CancellationToken cancellation)
    {
        if (Find() is not { } program)
            return PdfFailure.NotInstalled;
        var made = Path.ChangeExtension(word, ".pdf");
        File.Delete(made);
        using var limit = new CancellationTokenSource(settings.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var began = clock.GetTimestamp();
        using var process = Start(profile, program, word);
        var said = Task.WhenAll(DrainAsync(process.StandardError), DrainAsync(process.StandardOutput));
        process.StandardInput.Close();
        var hasEnded = await HasEndedAsync(process, either.Token);
        End(process); // what it started may be there still
        var heard = await LastWordsAsync(said);
        cancellation.ThrowIfCancellationRequested();
        if (!hasEnded)
        {
            Log.TimedOut(logger, settings.TimeLimit);
            return PdfFailure.TimedOut;
        }
        var failure = Judge(process.ExitCode, heard, made);
        if (failure is { } why)
            Log.Failed(logger, why, process.ExitCode, heard);
        else
            Log.Converted(logger, new FileInfo(made).Length, clock.GetElapsedTime(began));
        return failure;
    }

    private static async Task<bool> HasEndedAsync(Process process, CancellationToken limit)
    {
        try
        {
            await process.WaitForExitAsync(limit);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Comes when all who could write have ended, so that the next conversion finds the machine free of this one.</summary>
    private async Task<string> LastWordsAsync(Task<string[]> said)
    {
        try
        {
            return (await said.WaitAsync(LastWords, clock))[0];
        }
        catch (TimeoutException)
        {
            return "";
        }
    }

    private Process Start(OfficeProfile profile, string program, string word)
    {
        var words = confinement.Around(
            program,
            [
                "--headless",
                "--norestore",
                "--nolockcheck",
                $"-env:UserInstallation={profile.Address}",
                "--convert-to",
                $"pdf:writer_pdf_Export:{OfficeProfile.PdfFilter}",
                "--outdir",
                Path.GetDirectoryName(word)!,
                word,
            ]
        );
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = profile.Folder,
        };
        // Nothing of this server's own: its connection strings are none of LibreOffice's business.
        foreach (var name in start.Environment.Keys.Except(["PATH", "SystemRoot"]).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in profile.Environment(settings.Fonts))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Reads all of it, so that nobody waits to write; keeps the beginning.</summary>
    private static async Task<string> DrainAsync(StreamReader stream)
    {
        const int kept = 2_000;
        var (text, buffer) = (new StringBuilder(), new char[1_024]);
        while (await stream.ReadAsync(buffer) is var count and > 0)
            text.Append(buffer, 0, Math.Min(count, Math.Max(0, kept - text.Length)));
        return text.ToString().Trim();
    }

    private PdfFailure? Judge(int exit, string said, string made)
    {
        if (exit == 0 && IsPdf(made))
            return null;
        const int timeout = 124,
            tooLargeSignal = 128 + 25;
        if (exit == timeout)
            return PdfFailure.TimedOut;
        if (exit == tooLargeSignal)
            return PdfFailure.TooLarge;
        if (NotWritten.Any(word => said.Contains(word, StringComparison.Ordinal)))
            return HasRoom(made) ? PdfFailure.TooLarge : PdfFailure.DiskFull;
        // It says "Unspecified Application Error" and ends with 1 where it gets no memory.
        return exit != 0 ? PdfFailure.Killed : PdfFailure.NothingMade;
    }

    private bool HasRoom(string file) =>
        new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace > settings.FileMegabytes * 1_000_000L;

    private static bool IsPdf(string file)
    {
        if (!File.Exists(file))
            return false;
        using var stream = File.OpenRead(file);
        var begin = new byte[5];
        return stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length
            && begin.AsSpan().SequenceEqual("%PDF-"u8);
    }

    private void End(Process process)
    {
        EndGroup(process);
        if (process.HasExited)
            return;
        // It leads no group, or not yet: it was started this very moment.
        process.Kill(entireProcessTree: true);
        EndGroup(process);
    }

    private void EndGroup(Process process)
    {
        if (confinement.HasGroup)
            _ = SendSignal(-process.Id, Killed);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "LibreOffice took longer than {Limit} and was ended")]
        public static partial void TimedOut(ILogger logger, TimeSpan limit);

        [LoggerMessage(2, LogLevel.Error, "LibreOffice made no PDF: {Failure}, exit status {Status}: {Said}")]
        public static partial void Failed(ILogger logger, PdfFailure failure, int status, string said);

        [LoggerMessage(3, LogLevel.Debug, "LibreOffice made a PDF of {Size} bytes in {Time}")]
        public static partial void Converted(ILogger logger, long size, TimeSpan time);
    }
}
