using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Review;

/// <summary>
/// The page 审核. Each text is bound to what this page showed of it first, until whoever looks is shown it anew: what has changed meanwhile
/// he does not sign.
/// </summary>
public sealed partial class ReviewQueue
{
    /// <summary>While people work, the queue is read this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);

    /// <summary>What this page has shown of each text, by its path; its signature is bound to that.</summary>
    private readonly Dictionary<string, KnownText> shown = new(StringComparer.Ordinal);
    private IReadOnlyList<QueuedText>? queue;
    private IReadOnlyList<ReadThread> threads = [];
    private QueueFilter filter = new();
    private ReadingView? view;
    private string? open;
    private bool isListOpen,
        isOnlyChanges;
    private Throttle? soon;

    /// <summary>What is opened first: <c>sections/KEY</c> or <c>cases/ID</c>.</summary>
    [Parameter]
    public string? Text { get; set; }

    [Inject]
    private ReviewService Service { get; set; } = null!;

    [Inject]
    private ReviewReading Reading { get; set; } = null!;

    [Inject]
    private ReviewComments Comments { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private QueuedText? Opened => queue?.FirstOrDefault(text => text.Path == open);

    private IReadOnlyList<QueuedGroup> Groups => QueuedGroup.Of(queue!.Where(filter.Shows));

    /// <summary>Those that are another text by now than this page has shown.</summary>
    private IReadOnlySet<string> Moved =>
        queue!.Where(text => shown.TryGetValue(text.Path, out var known) && known.Hash != text.Hash).Select(text => text.Path).ToHashSet();

    /// <summary>What an act is about: the texts that are chosen, else the one that is read.</summary>
    private IReadOnlyList<QueuedText> Targets =>
        chosen.Count > 0 ? [.. queue!.Where(text => chosen.Contains(text.Path))]
        : Opened is { } one ? [one]
        : [];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        await ReadQueueAsync();
        var first =
            queue!.FirstOrDefault(text => text.Name.ToString() == $"{Slug}/{Text}")
            ?? queue!.FirstOrDefault(text => text.Group == QueueGroup.ToSign);
        if (first is not null)
            await ShowAsync(first, first.Mine.Known);
        if (!RendererInfo.IsInteractive)
            return;
        soon = new Throttle(Clock, Pause, () => InvokeAsync(FollowTextsAsync));
        Service.Changed += OnText;
        Comments.Changed += OnText;
    }

    /// <summary>Somebody has written: the report is compiled anew.</summary>
    protected override void OnFollowed() => soon?.Ask();

    private void OnText(DocumentPlace place)
    {
        if (place.ReportId == Report!.Id)
            soon?.Ask();
    }

    private async Task FollowTextsAsync()
    {
        await ReadQueueAsync();
        if (Opened is { } text)
            threads = await Comments.ListAsync(Report!, Current, text);
        StateHasChanged();
    }

    private async Task ReadQueueAsync()
    {
        if (Current is null)
        {
            (queue, view, open) = ([], null, null);
            return;
        }
        queue = await Service.QueueAsync(Caller, Report!, Current);
        foreach (var text in queue)
            shown.TryAdd(text.Path, new KnownText(KnownBy.Read, text.Hash, text.Version, Clock.GetUtcNow()));
        chosen.IntersectWith(queue.Select(text => text.Path));
        if (Opened is null)
            (view, open) = (null, null);
    }

    private Task OpenAsync(QueuedText text)
    {
        (isListOpen, said, left) = (false, "", []);
        // What this page has shown of it before, and is another text by now, is compared with that.
        return ShowAsync(text, Moved.Contains(text.Path) && view?.Path == text.Path ? shown[text.Path] : text.Mine.Known);
    }

    /// <summary>What has changed under his eyes is shown to him, compared with what he saw.</summary>
    private async Task AgainAsync()
    {
        await ReadQueueAsync();
        if (Opened is { } text)
            await ShowAsync(text, shown[text.Path]);
    }

    private async Task ShowAsync(QueuedText text, KnownText? since)
    {
        Cancel();
        open = text.Path;
        view = Current is null ? null : await Reading.ReadAsync(Report!, Current, text.Path, since);
        threads = await Comments.ListAsync(Report!, Current, text);
        if (view is not null)
            shown[text.Path] = new KnownText(KnownBy.Read, view.Hash, view.Version, Clock.GetUtcNow());
    }

    /// <summary>The end of the text was seen.</summary>
    private async Task ReadAsync()
    {
        if (view is not { } read || Opened is not { } text || text.Mine.IsRead || Moved.Contains(text.Path))
            return;
        await Service.MarkReadAsync(Caller, Report!, text.Name, read.Hash, read.Version);
        await ReadQueueAsync();
    }

    private void Filter(QueueFilter wanted)
    {
        filter = wanted;
        // What is not seen is not signed.
        chosen.IntersectWith(queue!.Where(filter.Shows).Select(text => text.Path));
        Cancel();
    }

    private void Choose((IReadOnlyList<QueuedText> Texts, bool IsChosen) choice)
    {
        foreach (var text in choice.Texts)
            if (choice.IsChosen)
                chosen.Add(text.Path);
            else
                chosen.Remove(text.Path);
        Cancel();
    }

    /// <param name="step">1: the next one as they stand in the list; -1: the one before.</param>
    private async Task NextAsync(int step)
    {
        var texts = Groups.SelectMany(group => group.Chapters).SelectMany(chapter => chapter.Texts).ToList();
        var at = texts.FindIndex(text => text.Path == open);
        var next = at < 0 ? 0 : at + step;
        if (next >= 0 && next < texts.Count)
            await OpenAsync(texts[next]);
    }

    public override void Dispose()
    {
        Service.Changed -= OnText;
        if (Comments is not null)
            Comments.Changed -= OnText;
        soon?.Dispose();
        base.Dispose();
    }
}
