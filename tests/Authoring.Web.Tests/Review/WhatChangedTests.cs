using System.Text.Json;
using Authoring.Web.Notices;
using Authoring.Web.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authoring.Web.Tests.Review;

/// <summary>A signer is shown what has changed of all that his signature would cover, and told by whom.</summary>
public sealed class WhatChangedTests : IAsyncLifetime
{
    private const string Basic = Office.Basic,
        Training = Office.Training,
        Card = Office.Card,
        Signer = "school-reviewer";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<JsonElement> ReviewAsync(string document, string more = "") =>
        (await office.LookAsync(Signer, document, more)).GetProperty("review");

    /// <summary>As his page asks when he wants to see what has changed since it showed him <paramref name="read"/>.</summary>
    private async Task<(int Inserted, bool Elsewhere)> ChangedAsync(string document, JsonElement read)
    {
        var now = await ReviewAsync(document);
        Assert.NotEqual(read.GetProperty("hash").GetString(), now.GetProperty("hash").GetString());
        var changed = await office.LookAsync(
            Signer,
            document,
            $"/difference?from={read.GetProperty("version")}&to={now.GetProperty("version")}&projection=original&hash={read.GetProperty("hash").GetString()}"
        );
        return (changed.GetProperty("inserted").GetInt32(), changed.GetProperty("elsewhere").GetBoolean());
    }

    private async Task<JsonElement> ReadThenChangeAsync(string document, Func<Task> change)
    {
        await office.ActAsync("author1", document, "submit");
        var read = await ReviewAsync(document);
        await change();
        await office.UntilStateAsync(document, "edited");
        await office.ActAsync("author1", document, "submit");
        return read;
    }

    [Fact]
    public async Task Words_of_the_text() =>
        Assert.Equal(
            (5, false),
            await ChangedAsync(Training, await ReadThenChangeAsync(Training, () => office.TypeAsync("author2", Training, "新的一段。")))
        );

    [Fact]
    public async Task A_card_in_it() =>
        Assert.Equal(
            (0, true),
            await ChangedAsync(Training, await ReadThenChangeAsync(Training, () => office.TypeAsync("author2", Card, "卡片里的新话。")))
        );

    [Fact]
    public async Task Both() =>
        Assert.Equal(
            (1, true),
            await ChangedAsync(
                Training,
                await ReadThenChangeAsync(
                    Training,
                    async () =>
                    {
                        await office.TypeAsync("author2", Card, "卡片里的新话。");
                        await office.TypeAsync("author2", Training, "正");
                    }
                )
            )
        );

    [Fact]
    public async Task What_was_suggested_when_he_began_to_read_is_what_he_has_read_once_it_is_accepted()
    {
        const string suggested = "六所增为七所";
        await office.ActAsync("author1", Basic, "submit");
        var hub = await office.HubAsync(Signer);
        await hub.CallAsync(
            "Push",
            Basic,
            0,
            new[]
            {
                new
                {
                    id = "s",
                    clientID = "s",
                    changes = new object[] { new object[] { 0, suggested }, SmallReport.First.Length },
                    suggests = true,
                },
            }
        );
        await Office.UntilAsync(
            async () => (await ReviewAsync(Basic)).GetProperty("version").GetInt32() == 1,
            "the suggestion is compiled"
        );
        var read = await ReviewAsync(Basic);
        await (await office.HubAsync("author1")).CallAsync(
            "Push",
            Basic,
            1,
            new[]
            {
                new
                {
                    id = "a",
                    clientID = "a",
                    changes = new object[] { SmallReport.First.Length + suggested.Length },
                    marks = new[]
                    {
                        new
                        {
                            id = "s",
                            clear = new[] { new[] { 0, suggested.Length } },
                            outcome = "accepted",
                        },
                    },
                },
            }
        );
        await office.UntilStateAsync(Basic, "edited");
        await office.ActAsync("author1", Basic, "submit");
        // It was printed when he read it, and is printed now.
        Assert.Equal(read.GetProperty("hash").GetString(), (await ReviewAsync(Basic)).GetProperty("hash").GetString());
    }

    [Fact]
    public async Task A_page_that_shows_the_text_without_suggestions_knows_its_version_too()
    {
        await office.TypeAsync("author1", Basic, "改");
        await office.TypeAsync("author1", Training, "议", suggests: true);
        await Office.UntilAsync(async () => (await ReviewAsync(Basic)).GetProperty("version").GetInt32() == 1, "it is compiled");
        Assert.Equal(1, (await ReviewAsync(Basic, "?projection=original")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task That_it_went_back_is_told_as_the_doing_of_who_edited_also_when_another_submits_before_it_is_written_down()
    {
        foreach (var watch in office.Workspace.Services.GetServices<IHostedService>().OfType<ReviewWatch>())
            await watch.StopAsync(default); // nobody writes it down
        await office.ActAsync("author1", Basic, "submit");
        await office.ActAsync(Signer, Basic, "approve");
        await office.TypeAsync("author2", Basic, "改");
        await office.UntilStateAsync(Basic, "edited");
        await office.ActAsync("author1", Basic, "submit", "已补充数据，请审");
        await using var db = await office.DatabaseAsync();
        var told = await db
            .Notices.Where(n => n.Kind == NoticeKind.Edited)
            .Select(n => new { By = n.By!.UserName, n.Words })
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(told);
        Assert.All(told, one => Assert.Equal(("author2", null), (one.By, one.Words)));
    }
}
