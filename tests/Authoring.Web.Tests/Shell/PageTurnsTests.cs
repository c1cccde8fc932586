using System.Net;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.Shell;

/// <summary>One person's pages keep nobody else waiting.</summary>
public sealed class PageTurnsTests
{
    [Fact]
    public async Task Of_one_person_only_so_many_are_answered_at_once_and_none_is_refused_while_others_are_answered()
    {
        var turns = new PageTurns(Options.Create(new PageLimits { AtOnceOfPerson = 2 }));
        var (release, running, most, done) = (new TaskCompletionSource(), 0, 0, 0);
        var greedy = Enumerable
            .Range(0, 30)
            .Select(_ =>
                turns.RunAsync(
                    1,
                    async _ =>
                    {
                        most = Math.Max(most, Interlocked.Increment(ref running));
                        await release.Task;
                        Interlocked.Decrement(ref running);
                        Interlocked.Increment(ref done);
                    },
                    TestContext.Current.CancellationToken
                )
            )
            .ToList();
        var answered = false;
        await turns.RunAsync(
            2,
            _ =>
            {
                answered = true;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );
        Assert.True(answered);
        Assert.Equal(2, running);
        release.SetResult();
        await Task.WhenAll(greedy);
        Assert.Equal((2, 30), (most, done));
    }

    [Fact]
    public async Task Who_goes_away_while_he_waits_and_what_fails_give_their_turn_back()
    {
        var turns = new PageTurns(Options.Create(new PageLimits { AtOnceOfPerson = 1 }));
        var release = new TaskCompletionSource();
        var first = turns.RunAsync(1, _ => release.Task, TestContext.Current.CancellationToken);
        using var gone = new CancellationTokenSource();
        var waiting = turns.RunAsync(1, _ => throw new InvalidOperationException("not reached"), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.SetException(new InvalidOperationException("failed"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await turns.RunAsync(1, _ => Task.CompletedTask, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_turn_is_over_once_the_answer_is_made_however_long_it_takes_to_send_it()
    {
        var turns = new PageTurns(Options.Create(new PageLimits { AtOnceOfPerson = 1 }));
        var sent = new TaskCompletionSource();
        var slow = turns.RunAsync(
            1,
            over =>
            {
                over();
                return sent.Task;
            },
            TestContext.Current.CancellationToken
        );
        await turns.RunAsync(1, _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        Assert.False(slow.IsCompleted);
        sent.SetResult();
        await slow;
    }

    [Fact]
    public async Task A_page_of_a_report_waits_for_its_turn_and_a_picture_and_the_list_of_reports_do_not()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Pages:AtOnceOfPerson", "1"));
        using var browser = await workspace.BrowseAsync("author1");
        var turns = workspace.Services.GetRequiredService<PageTurns>();
        var person = (await workspace.PersonAsync("author1")).PersonId();
        var release = new TaskCompletionSource();
        var held = turns.RunAsync(person, _ => release.Task, TestContext.Current.CancellationToken);
        var page = browser.GetAsync("/reports/small/export/json", TestContext.Current.CancellationToken);
        foreach (var address in new[] { "/", "/reports/small/files/none.png", "/health/live" })
        {
            using var other = await browser.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
        }
        Assert.False(page.IsCompleted);
        release.SetResult();
        await held;
        using var answer = await page;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
