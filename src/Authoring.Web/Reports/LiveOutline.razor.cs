using System.Globalization;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Review;

namespace Authoring.Web.Reports;

public sealed partial class LiveOutline
{
    /// <summary>While people type, who wrote last is asked this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (TrackedText Text, int Words)> counts = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TextState>? states;
    private IReadOnlyDictionary<string, TextReviewState> reviewStates = new Dictionary<string, TextReviewState>(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TrackedText> texts = new Dictionary<string, TrackedText>(StringComparer.Ordinal);
    private ITimer? due;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Review.Changed += OnReviewed;
        await ReadAsync();
    }

    private void OnReviewed(DocumentPlace place)
    {
        if (place.ReportId == Report?.Id)
            _ = InvokeAsync(OnFollowed);
    }

    protected override void OnFollowed() =>
        due ??= Clock.CreateTimer(
            _ =>
                _ = InvokeAsync(async () =>
                {
                    due?.Dispose();
                    due = null;
                    await ReadAsync();
                    StateHasChanged();
                }),
            null,
            Pause,
            Timeout.InfiniteTimeSpan
        );

    private async Task ReadAsync()
    {
        if (Report is null || !await MayStillReadAsync())
            return;
        texts = Report.Texts();
        states = await States.ListForAsync(Caller, Report.Id);
        reviewStates = await ReviewStates.ListForAsync(Report.Id);
    }

    /// <summary>A text that has not changed is not counted again.</summary>
    private int CountOf(string path)
    {
        if (!texts.TryGetValue(path, out var text))
            return 0;
        if (!counts.TryGetValue(path, out var known) || !ReferenceEquals(known.Text, text))
            counts[path] = known = (text, WordCount.Of(text.Project(Projection.Final).ToString()));
        return known.Words;
    }

    private string At(DateTimeOffset at)
    {
        var (then, now) = (TimeZoneInfo.ConvertTime(at, Clock.LocalTimeZone), Clock.GetLocalNow());
        return then.ToString(then.Date == now.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public override void Dispose()
    {
        Review.Changed -= OnReviewed;
        due?.Dispose();
        base.Dispose();
    }
}
