using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports;

/// <summary>A part of a page that shows a report's numbers and is rendered again after each compilation.</summary>
public abstract class FollowingReport : ReportPage, IDisposable
{
    private protected Compilation? Current { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null) return;
        Report.Compiled += OnCompiled;
        Current = await Report.CurrentAsync();
        await CompiledAsync();
    }

    /// <summary>There are other numbers: what else the part shows is read again.</summary>
    private protected virtual Task CompiledAsync() => Task.CompletedTask;

    private void OnCompiled(Compilation compilation) => _ = InvokeAsync(async () =>
    {
        // Who has lost the right to read sees nothing more, though his circuit lives on.
        Current = await MayStillReadAsync() ? compilation : null;
        if (Current is not null) await CompiledAsync();
        StateHasChanged();
        OnFollowed();
    });

    /// <summary>The report was compiled anew, and what is shown of it is new.</summary>
    protected virtual void OnFollowed() { }

    public virtual void Dispose()
    {
        if (Report is not null) Report.Compiled -= OnCompiled;
        GC.SuppressFinalize(this);
    }
}
