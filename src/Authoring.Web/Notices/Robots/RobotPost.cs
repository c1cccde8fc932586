using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Authoring.Web.Notices.Robots;

/// <summary>How the service took a message.</summary>
/// <param name="IsTaken">It stands in the group.</param>
/// <param name="IsRefused">It was read and not taken; otherwise the service could not be used.</param>
/// <param name="Why">For the log: a number or a name, nothing that anybody has written and no address.</param>
internal readonly record struct RobotAnswer(bool IsTaken, bool IsRefused, string Why);

/// <summary>Posts to webhooks. It follows no redirection, and what it logs or throws holds no address.</summary>
internal sealed class RobotPost(RobotSettings settings, TimeProvider clock) : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    public async Task<RobotAnswer> SendAsync(Robot robot, string text, CancellationToken cancellation)
    {
        try
        {
            // Both services read the same message.
            using var answer = await client.PostAsJsonAsync(
                AddressOf(robot),
                new { msgtype = "text", text = new { content = text } },
                cancellation
            );
            if (!answer.IsSuccessStatusCode)
                return new RobotAnswer(
                    false,
                    (int)answer.StatusCode is >= 300 and < 500 and not 408 and not 429,
                    $"HTTP {(int)answer.StatusCode}"
                );
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            var code = said.RootElement.GetProperty("errcode").GetInt32();
            return new RobotAnswer(code == 0, code != 0, $"errcode {code.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (HttpRequestException e)
        {
            return new RobotAnswer(false, false, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new RobotAnswer(false, false, "no answer in time");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new RobotAnswer(false, true, "an answer that is none of the service's");
        }
    }

    /// <summary>DingTalk's 加签: the time and the secret, signed with the secret.</summary>
    private Uri AddressOf(Robot robot)
    {
        if (robot.KindOf != RobotKind.DingTalk || string.IsNullOrEmpty(robot.Secret))
            return new Uri(robot.Address!);
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(robot.Secret), Encoding.UTF8.GetBytes($"{at}\n{robot.Secret}"));
        var more = $"timestamp={at}&sign={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
        return new Uri(robot.Address + (robot.Address!.Contains('?', StringComparison.Ordinal) ? '&' : '?') + more);
    }

    public void Dispose() => client.Dispose();
}
