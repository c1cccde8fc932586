using System.Diagnostics;
using MimeKit;

namespace Authoring.Web.Tests.Notices;

/// <summary>
/// A real SMTP server (aiosmtpd) in a process of its own. Where there is none the tests say so; under CI that is a failure.
/// </summary>
internal sealed class MailServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3"; // the one for which Debian's packages are

    private readonly TemporaryFolder folder = new();
    private Process? process;

    public int Port { get; } = Ports.Next();

    /// <summary>What the application needs to send through it.</summary>
    public (string, string)[] Settings(params (string Name, string Value)[] more) =>
        [
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", Port.ToString()),
            ("Mail:Tls", "none"),
            ("Mail:From", "质量年报 <report@bureau.example>"),
            ("Mail:PublicUrl", "https://report.bureau.example/"),
            ("Mail:GatherSeconds", "0.2"),
            ("Mail:FirstRetrySeconds", "0.2"),
            .. more,
        ];

    public static async Task<MailServer> StartAsync(params string[] options)
    {
        var server = new MailServer();
        await server.UpAsync(options);
        return server;
    }

    public static void Demand()
    {
        using var asked = File.Exists(Python)
            ? Process.Start(
                new ProcessStartInfo(Python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true, UseShellExecute = false }
            )
            : null;
        asked?.WaitForExit();
        if (asked is { ExitCode: 0 })
            return;
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail("CI must have an SMTP server: install the package python3-aiosmtpd.");
        Assert.Skip("No SMTP server to send to: install the package python3-aiosmtpd.");
    }

    public async Task UpAsync(params string[] options)
    {
        Demand();
        process = Process.Start(
            new ProcessStartInfo(
                Python,
                [Path.Combine(Checkout.Root, "tests/Authoring.Web.Tests/Notices/mail_server.py"), Port.ToString(), folder.Path, .. options]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    public void Down()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    /// <summary>What it has taken, as it came: who sent it, for whom, and the message.</summary>
    public IReadOnlyList<(string From, string To, string Raw, MimeMessage Message)> Taken() =>
        [.. Directory.GetFiles(folder.Path, "*.eml").Order(StringComparer.Ordinal).Select(Read)];

    private static (string, string, string, MimeMessage) Read(string file)
    {
        var lines = File.ReadAllText(file).Split('\n', 3);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines[2]));
        return (lines[0], lines[1], lines[2], MimeMessage.Load(content));
    }

    public async Task<IReadOnlyList<(string From, string To, string Raw, MimeMessage Message)>> TakesAsync(int count)
    {
        await Review.Office.UntilAsync(() => Task.FromResult(Taken().Count >= count), $"{count} e-mails");
        return Taken();
    }

    public ValueTask DisposeAsync()
    {
        Down();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
