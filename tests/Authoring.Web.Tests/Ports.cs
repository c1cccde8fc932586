using System.Net;
using System.Net.Sockets;

namespace Authoring.Web.Tests;

/// <summary>
/// Ports for servers that are stopped and started again. They lie below those that the system hands out to whoever connects: one of these
/// would be somebody else's by the time the server comes back.
/// </summary>
internal static class Ports
{
    private const int First = 20_000,
        Count = 12_000;
    private static int last = Environment.ProcessId * 37;

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it; the next one, then.
            }
        }
    }
}
