using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Review;

/// <summary>What is asked before an act, and what becomes of it.</summary>
public sealed partial class ReviewQueue
{
    private ReviewAsking? asking;
    private PrintedWords? marked;
    private bool isBusy,
        isBad;
    private string said = "";

    /// <summary>What was not done, one by one.</summary>
    private IReadOnlyList<string> left = [];

    /// <summary>The words that a comment would be about.</summary>
    private string? marking;

    /// <summary>The network address from which the page was opened.</summary>
    [Parameter]
    public string? From { get; set; }

    private void Marked(string json)
    {
        if (asking is { IsComment: true })
            return; // a comment is being written on what was marked before
        marked = PrintedWords.Read(json);
        marking = marked?.Quote;
    }

    /// <summary>Before anything is done he sees what it is about, and says what must be said.</summary>
    private void Ask(ReviewVerb verb)
    {
        (said, left) = ("", []);
        asking = ReviewAsking.About(verb, Targets, Moved);
    }

    private void Comment()
    {
        if (Opened is not { } text)
            return;
        (said, left) = ("", []);
        asking = ReviewAsking.Comment(text, marked);
    }

    private void Cancel() => asking = null;

    private async Task ActAsync(ReviewWords words)
    {
        if (asking is not { } act || isBusy)
            return;
        isBusy = true;
        try
        {
            var acted = await Service.ActOnAllAsync(
                Caller,
                Report!,
                act.Verb,
                [.. act.Texts.Select(text => new TextToAct(text.Name, shown[text.Path].Hash))],
                words with
                {
                    From = From,
                }
            );
            await AfterAsync(act, acted);
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task AfterAsync(ReviewAsking act, IReadOnlyList<ActedText> acted)
    {
        var sentences = new QueueWords(Words);
        var titles = act.Texts.ToDictionary(text => text.Name, text => text);
        left =
        [
            .. acted
                .Where(one => !one.IsDone)
                .Select(one =>
                    $"{titles[one.Name].Title}{Words["shell.colon"]}{sentences.Refused(one.Result.Refusal!.Value, one.Result.Blocks)}"
                ),
        ];
        var done = acted.Where(one => one.IsDone).ToList();
        // He signed what he saw; what becomes of it now is shown to him anew.
        foreach (var one in done)
            shown.Remove(titles[one.Name].Path);
        chosen.Clear();
        asking = null;
        isBad = left.Count > 0;
        said =
            left.Count == 0 && done.Count == 1
                ? Words[$"queue.did-{act.Verb}", titles[done[0].Name].Title]
                : Words[$"queue.did-several-{act.Verb}", done.Count].Value + (left.Count > 0 ? Words["queue.left", left.Count].Value : "");
        var (was, wasLeft) = (said, left);
        await ReadQueueAsync();
        if (left.Count == 0 && Next() is { } next)
            await ShowAsync(next, next.Mine.Known);
        else if (Opened is { } text && !Moved.Contains(text.Path))
            await ShowAsync(text, text.Mine.Known);
        (said, left) = (was, wasLeft);
    }

    /// <summary>What waits for him next, in the order of the list.</summary>
    private QueuedText? Next()
    {
        var waiting = queue!.Where(text => text.Group == QueueGroup.ToSign && filter.Shows(text)).ToList();
        var order = Opened?.Order ?? 0;
        return waiting.FirstOrDefault(text => text.Order > order) ?? waiting.FirstOrDefault();
    }

    private async Task SayAsync(string words)
    {
        if (Opened is not { } text || Current is null || isBusy)
            return;
        isBusy = true;
        try
        {
            await Comments.AddAsync(Caller, Report!, text, marked, words);
            (said, isBad, left, asking, marked, marking) = (Words["queue.commented"], false, [], null, null, null);
            threads = await Comments.ListAsync(Report!, Current, text);
        }
        catch (Refusal)
        {
            (said, isBad, left) = (Words["queue.comment-refused"], true, []);
        }
        finally
        {
            isBusy = false;
        }
    }
}
