using Authoring.Web.Board;
using Authoring.Web.Documents;
using Authoring.Web.Shell;

namespace Authoring.Web.Overview;

public sealed partial class LiveOverview
{
    /// <summary>While people type, the page is made anew this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private OverviewView? view;
    private IReadOnlyDictionary<int, BoardText> byId = new Dictionary<int, BoardText>();
    private Throttle? soon;

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            soon = new Throttle(Clock, Pause, () => InvokeAsync(ReadAgainAsync));
            Review.Changed += OnText;
            Comments.Changed += OnText;
            Suggestions.Changed += OnText;
        }
        await base.OnInitializedAsync();
        await ReadAsync();
    }

    private void OnText(DocumentPlace place)
    {
        if (place.ReportId == Report?.Id)
            soon?.Ask();
    }

    protected override void OnFollowed() => soon?.Ask();

    private async Task ReadAgainAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        if (Report is null || Current is null)
            return;
        view = await Service.ReadAsync(Caller, Report, Current);
        byId =
            view?.Texts.SelectMany(text => text.Cards.Prepend(text)).ToDictionary(text => text.Text.DocumentId, text => text.Text)
            ?? new Dictionary<int, BoardText>();
    }

    public override void Dispose()
    {
        Review.Changed -= OnText;
        Comments.Changed -= OnText;
        Suggestions.Changed -= OnText;
        soon?.Dispose();
        base.Dispose();
    }
}
