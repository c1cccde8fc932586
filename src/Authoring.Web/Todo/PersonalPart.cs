using System.Security.Claims;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Authoring.Web.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Authoring.Web.Todo;

/// <summary>A part of a page that shows what concerns one person, and is read again a moment after something has happened.</summary>
public abstract class PersonalPart : WorkspaceComponent, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Throttle? soon;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private AccountStatuses AccountStatuses { get; set; } = null!;

    [Inject]
    private NoticeService Notices { get; set; } = null!;

    [Inject]
    private ReviewService Reviews { get; set; } = null!;

    [Inject]
    private CommentService Comments { get; set; } = null!;

    [Inject]
    private SuggestionNews Suggestions { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private protected ClaimsPrincipal Caller { get; private set; } = new();

    /// <summary>He may still sign in, though his circuit would live on.</summary>
    private protected bool IsIn { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        Caller = (await Authentication).User;
        if (!RendererInfo.IsInteractive)
        {
            await LookAsync();
            return;
        }
        soon = new Throttle(
            Clock,
            Pause,
            () =>
                InvokeAsync(async () =>
                {
                    await LookAsync();
                    StateHasChanged();
                })
        );
        Notices.Changed += OnNotices;
        Reviews.Changed += OnText;
        Comments.Changed += OnText;
        Suggestions.Changed += OnText;
        await soon.NowAsync();
    }

    private protected abstract Task ReadAsync();

    private async Task LookAsync()
    {
        IsIn = await AccountStatuses.FindAsync(Caller) is { MustChangePassword: false };
        if (IsIn)
            await ReadAsync();
    }

    private void OnNotices(int person)
    {
        if (person == Caller.PersonId())
            soon!.Ask();
    }

    private void OnText(DocumentPlace place) => soon!.Ask();

    public void Dispose()
    {
        Notices.Changed -= OnNotices;
        Reviews.Changed -= OnText;
        Comments.Changed -= OnText;
        Suggestions.Changed -= OnText;
        soon?.Dispose();
        GC.SuppressFinalize(this);
    }
}
