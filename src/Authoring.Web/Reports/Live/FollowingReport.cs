using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports.Live;

/// <summary>A part of a page that shows a report's numbers and is rendered again after each compilation.</summary>
public abstract class FollowingReport : ReportPage, IDisposable
{
    private Compilation? next;
    private bool isReading;

    private protected Compilation? Current { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        isReading = true;
        Report.Compiled += OnCompiled;
        Current = await Report.CurrentAsync();
        await CompiledAsync();
        await FollowAsync();
    }

    /// <summary>There are other numbers: what else the part shows is read again.</summary>
    private protected virtual Task CompiledAsync() => Task.CompletedTask;

    private void OnCompiled(Compilation compilation) =>
        _ = InvokeAsync(() =>
        {
            next = compilation;
            return isReading ? Task.CompletedTask : FollowAsync();
        });

    /// <summary>One after the other, for what was read earlier must not be shown later; of those that came meanwhile the newest.</summary>
    /// <summary>Who has lost the right to read sees nothing more, though his circuit lives on.</summary>
    private async Task ShowAsync(Compilation compilation)
    {
        Current = await MayStillReadAsync() ? compilation : null;
        if (Current is not null)
            await CompiledAsync();
        StateHasChanged();
        OnFollowed();
    }

    private async Task FollowAsync()
    {
        isReading = true;
        try
        {
            while (next is { } compilation)
            {
                next = null;
                await ShowAsync(compilation);
            }
        }
        finally
        {
            isReading = false;
        }
    }

    /// <summary>The report was compiled anew, and what is shown of it is new.</summary>
    protected virtual void OnFollowed() { }

    public virtual void Dispose()
    {
        if (Report is not null)
            Report.Compiled -= OnCompiled;
        GC.SuppressFinalize(this);
    }
}
