using System.Net;
using System.Net.Sockets;

namespace Authoring.Web.Tests.Browser;

/// <summary>The line between a browser and the server; it can be cut, go dead, and come back.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Socket> sockets = [];
    private readonly Lock gate = new();
    private readonly Task accepting;
    private readonly int target;
    private bool cut;
    private TaskCompletionSource flowing = Flowing();

    public Line(Uri server)
    {
        target = server.Port;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Ends every connection and takes no new one.</summary>
    public void Cut()
    {
        lock (gate)
        {
            cut = true;
            foreach (var socket in sockets)
                socket.Close(0);
            sockets.Clear();
        }
    }

    /// <summary>Nothing gets through any more, and nobody is told: a router that has lost power.</summary>
    public void GoDead()
    {
        lock (gate)
            flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Restore()
    {
        lock (gate)
        {
            cut = false;
            flowing.TrySetResult();
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            lock (gate)
            {
                if (cut)
                {
                    browser.Close(0);
                    return;
                }
                sockets.AddRange([browser, server]);
            }
            await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            await Task.WhenAny(PumpAsync(browser, server), PumpAsync(server, browser));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side has gone, or the line was cut.
        }
        finally
        {
            browser.Dispose();
            lock (gate)
            {
                sockets.Remove(browser);
                sockets.Remove(server);
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, stop.Token) is var count and > 0)
        {
            Task open;
            lock (gate)
                open = flowing.Task;
            await open;
            await to.SendAsync(buffer.AsMemory(0, count), stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Restore();
        Cut();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }
}
