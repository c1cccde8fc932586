using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Authoring.Web.Tests.Browser;

/// <summary>The real server as a process of its own, which can be killed and started again on the same database and port.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = Ports.Next();
    private readonly string mode;
    private Process? process;
    private readonly Lock hearing = new();
    private TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly bool isLimited;

    private ServerProcess(string mode, string? databaseFolder, bool isLimited) =>
        (this.mode, Database, this.isLimited) = (mode, Path.Combine(databaseFolder ?? folder.Path, "test.db"), isLimited);

    public Uri Address => new($"http://127.0.0.1:{port}");
    public string Database { get; }
    public string Output { get; private set; } = "";

    /// <param name="isLimited">Its files may be kept from growing, later.</param>
    public static async Task<ServerProcess> StartAsync(string mode = "demo", string? databaseFolder = null, bool isLimited = false)
    {
        var server = new ServerProcess(mode, databaseFolder, isLimited);
        SmallReport.Write(Path.Combine(server.folder.Path, "small"));
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), mode];
        // A write beyond the limit must fail, and not kill.
        var start = new ProcessStartInfo(
            isLimited ? "/bin/sh" : "dotnet",
            isLimited ? ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "server", .. words] : words
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ConnectionStrings__Authoring"] = $"Data Source={Database}";
        if (mode == "demo")
            start.Environment["Authoring__Seed"] = Path.Combine(folder.Path, "small");
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            Hear(line.Data);
            if (line.Data?.Contains("Now listening on", StringComparison.Ordinal) == true)
                listening.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The server left:\n{Output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    private void Hear(string? line)
    {
        lock (hearing)
        {
            Output += line + "\n";
            said.SetResult();
            said = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until the server has printed something.</summary>
    public async Task<string> SaysAsync(Regex pattern)
    {
        while (true)
        {
            var more = said.Task;
            if (pattern.Match(Output) is { Success: true } match)
                return match.Value;
            if (await Task.WhenAny(more, Task.Delay(TimeSpan.FromSeconds(30))) != more)
                throw new TimeoutException($"The server did not say it:\n{Output}");
        }
    }

    /// <summary>From now on no file of the server grows beyond so many bytes; null: as far as it likes.</summary>
    public void LimitFiles(ulong? bytes)
    {
        var limit = new Limit { Soft = bytes ?? ulong.MaxValue, Hard = ulong.MaxValue };
        Assert.Equal(0, SetLimit(process!.Id, FileSize, ref limit, IntPtr.Zero));
    }

    private const int FileSize = 1;

    private struct Limit
    {
        public ulong Soft,
            Hard;
    }

    [DllImport("libc", EntryPoint = "prlimit"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int process, int resource, ref Limit limit, IntPtr before);

    /// <summary>SIGKILL: the server gets no chance to write anything down.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        folder.Dispose();
    }
}
