using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.History;

/// <summary>
/// Asks for a phrase, searches the whole log of a text for it, and says in which versions it came or went. A search can be cancelled, and
/// says how far it is.
/// </summary>
public sealed partial class PhraseSearch
{
    private const int AtOnce = 30;

    private string phrase = "",
        said = "";
    private PhraseFound? found;
    private IReadOnlyDictionary<int, string> names = new Dictionary<int, string>();
    private CancellationTokenSource? running;
    private int most = AtOnce;

    [Parameter, EditorRequired]
    public int DocumentId { get; set; }

    /// <summary>Of a version of the text on the page of its history.</summary>
    [Parameter, EditorRequired]
    public Func<int, string> Address { get; set; } = null!;

    /// <summary>Asked before each search: a page may stay open when the right to read has ended.</summary>
    [Parameter, EditorRequired]
    public Func<ValueTask<bool>> MayRead { get; set; } = null!;

    [Inject]
    private PhraseSearcher Searcher { get; set; } = null!;

    [Inject]
    private PersonDirectory People { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private async Task SearchAsync()
    {
        if (running is not null)
            return;
        (found, most) = (null, AtOnce);
        var wanted = phrase.Trim();
        if (wanted.Length == 0)
        {
            said = Words["phrase.none-given"];
            return;
        }
        if (!await MayRead())
        {
            said = Words["phrase.not-allowed"];
            return;
        }
        using var cancel = running = new CancellationTokenSource();
        said = Words["phrase.searching"];
        StateHasChanged();
        try
        {
            // Off the circuit's own thread: a long log takes seconds, and cancelling must be heard meanwhile.
            var answer = await Task.Run(() => Searcher.FindAsync(DocumentId, wanted, new Reached(this), cancel.Token), cancel.Token);
            if (answer is not null)
                names = await People.NamesAsync(answer.Steps.Select(step => step.PersonId), cancel.Token);
            (found, said) = (answer, answer is null ? Words["phrase.not-allowed"] : Says(wanted, answer));
        }
        catch (OperationCanceledException)
        {
            said = Words["phrase.cancelled"];
        }
        finally
        {
            running = null;
        }
    }

    /// <summary>How far the search is, in the circuit's own turn.</summary>
    private sealed class Reached(PhraseSearch page) : IProgress<int>
    {
        public void Report(int value) =>
            _ = page.InvokeAsync(() =>
            {
                if (page.running is null)
                    return;
                page.said = page.Words["phrase.reached", value];
                page.StateHasChanged();
            });
    }

    private string Says(string wanted, PhraseFound answer)
    {
        var sentence = answer switch
        {
            { StepCount: 0, AtStart: 0 } => Words["phrase.never", wanted],
            { StepCount: 0 } => Words["phrase.always", wanted, answer.Now],
            _ => Words["phrase.found", wanted, answer.StepCount, answer.Now],
        };
        return answer.IsWhole ? sentence : $"{sentence} {Words["phrase.partly", answer.Version]}";
    }

    private string WordsOf(PhraseStep step) =>
        step switch
        {
            { Before: 0 } => Words["phrase.came", step.After],
            { After: 0 } => Words["phrase.went"],
            _ => Words[step.After > step.Before ? "phrase.more-often" : "phrase.less-often", step.Before, step.After],
        };

    private string At(long at) => HistoryTime.Of(DateTimeOffset.FromUnixTimeMilliseconds(at), Clock);

    private void Cancel() => running?.Cancel();

    public void Dispose() => running?.Cancel();
}
