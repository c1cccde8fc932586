using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Comments;

public sealed partial class CommentTable
{
    /// <summary>While people comment, the list is read this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Columns = ["number", "text", "opinion", "adoption", "reason", "handler"];

    private IReadOnlyList<CommentListView>? lines;
    private CommentChoice choice;
    private string school = "",
        round = "";
    private Throttle? soon;

    [Inject]
    private CommentQueries Book { get; set; } = null!;

    [Inject]
    private CommentService Service { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private int Me => Caller.PersonId();
    private int? Round => int.TryParse(round, out var number) ? number : null;
    private IReadOnlyList<CommentListView> Shown => new CommentFilter(choice, school, Round).Of(lines!, Me);
    private string ExportAddress =>
        Address($"comments/export?choice={choice}&school={Uri.EscapeDataString(school)}{(Round is { } number ? $"&round={number}" : "")}");

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        if (!RendererInfo.IsInteractive)
        {
            await ReadAsync();
            return;
        }
        soon = new Throttle(Clock, Pause, ReadAgainAsync);
        Service.Changed += OnText;
        await soon.NowAsync();
    }

    private Task ReadAgainAsync() =>
        InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });

    protected override void OnFollowed() => soon?.Ask();

    private void OnText(DocumentPlace place)
    {
        if (place.ReportId == Report!.Id)
            soon?.Ask();
    }

    private async Task ReadAsync()
    {
        if (Current is not null)
            lines = await Book.ReadAsync(Caller, Report!, Current);
    }

    public override void Dispose()
    {
        Service.Changed -= OnText;
        soon?.Dispose();
        base.Dispose();
    }
}
