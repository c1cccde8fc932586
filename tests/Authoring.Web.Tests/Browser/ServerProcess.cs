using System.Diagnostics;
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

    private ServerProcess(string mode, string? databaseFolder) => (this.mode, Database) = (mode, Path.Combine(databaseFolder ?? folder.Path, "test.db"));

    public Uri Address => new($"http://127.0.0.1:{port}");
    public string Database { get; }
    public string Output { get; private set; } = "";

    public static async Task<ServerProcess> StartAsync(string mode = "demo", string? databaseFolder = null)
    {
        var server = new ServerProcess(mode, databaseFolder);
        SmallReport.Write(Path.Combine(server.folder.Path, "small"));
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), mode])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ConnectionStrings__Authoring"] = $"Data Source={Database}";
        if (mode == "demo") start.Environment["Authoring__Seed"] = Path.Combine(folder.Path, "small");
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            Hear(line.Data);
            if (line.Data?.Contains("Now listening on", StringComparison.Ordinal) == true) listening.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The server left:\n{Output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
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
            if (pattern.Match(Output) is { Success: true } match) return match.Value;
            if (await Task.WhenAny(more, Task.Delay(TimeSpan.FromSeconds(30))) != more) throw new TimeoutException($"The server did not say it:\n{Output}");
        }
    }

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
        if (process is not null) await KillAsync();
        folder.Dispose();
    }
}
