using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authoring.Web.Tests.Notices;

/// <summary>Stands in for the servers of WeCom and DingTalk: takes what robots are sent, and answers as a test wants.</summary>
internal sealed class RobotService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Told> told = new();

    /// <param name="Path">With the query.</param>
    internal sealed record Told(string Path, IQueryCollection Query, string Type, string Text);

    private RobotService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{Port}");
        app.MapPost("/{**path}", TakeAsync);
    }

    public int Port { get; } = Ports.Next();

    /// <summary>Status and body of the answers to come.</summary>
    public (int Status, string Body) Answer { get; set; } = (200, """{"errcode":0,"errmsg":"ok"}""");

    public IReadOnlyList<Told> All => [.. told];

    public string WeCom => $"http://127.0.0.1:{Port}/cgi-bin/webhook/send?key=a-secret-key";
    public string DingTalk => $"http://127.0.0.1:{Port}/robot/send?access_token=a-secret-token";

    public static async Task<RobotService> StartAsync()
    {
        var service = new RobotService();
        await service.app.StartAsync();
        return service;
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        told.Enqueue(
            new Told(
                $"{context.Request.Path}{context.Request.QueryString}",
                context.Request.Query,
                json.RootElement.GetProperty("msgtype").GetString()!,
                json.RootElement.GetProperty("text").GetProperty("content").GetString()!
            )
        );
        context.Response.StatusCode = Answer.Status;
        if (Answer.Status is >= 300 and < 400)
            context.Response.Headers.Location = Answer.Body;
        await context.Response.WriteAsync(Answer.Body);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
