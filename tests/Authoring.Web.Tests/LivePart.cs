using Authoring.Web.Layout;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Bunit;
using Bunit.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Authoring.Web.Tests;

/// <summary>
/// A part of a report's page, rendered without a browser for one person, with the services of a running workspace behind it, and what shows
/// dialogs beside it.
/// </summary>
internal sealed class LivePart<TPart> : IAsyncDisposable
    where TPart : ReportPage
{
    private readonly BunitContext context = new();
    private readonly AsyncServiceScope scope;

    private LivePart(RunningWorkspace workspace, Task<AuthenticationState> person)
    {
        scope = workspace.Services.CreateAsyncScope();
        var live = scope.ServiceProvider;
        context.Services.AddFallbackServiceProvider(live);
        context.Services.AddMudServices();
        // What asks in a dialog asks in the one that is shown here.
        context.Services.AddScoped(here =>
            ActivatorUtilities.CreateInstance<RevisionConfirmation>(live, here.GetRequiredService<IDialogService>())
        );
        context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        Shown = context.Render(builder =>
        {
            builder.OpenComponent<Providers>(0);
            builder.CloseComponent();
            builder.OpenComponent<CascadingValue<Task<AuthenticationState>>>(1);
            builder.AddComponentParameter(2, nameof(CascadingValue<>.Value), person);
            builder.AddComponentParameter(3, nameof(CascadingValue<>.ChildContent), (RenderFragment)Part);
            builder.CloseComponent();
        });

        static void Part(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent(0, typeof(TPart));
            builder.AddComponentParameter(1, nameof(ReportPage.Slug), "small");
            builder.CloseComponent();
        }
    }

    public IRenderedComponent<ContainerFragment> Shown { get; }

    public static async Task<LivePart<TPart>> OpenAsync(RunningWorkspace workspace, string person) =>
        new(workspace, Task.FromResult(new AuthenticationState(await workspace.PersonAsync(person))));

    public bool Has(string testId) => Shown.FindAll($"[data-testid='{testId}']").Count > 0;

    public string TextOf(string testId) => Shown.Find($"[data-testid='{testId}']").TextContent;

    public async Task AppearsAsync(string testId) => await Shown.WaitForElementAsync($"[data-testid='{testId}']", TimeSpan.FromSeconds(30));

    public Task GoesAsync(string testId) => Shown.WaitForAssertionAsync(() => Assert.False(Has(testId)), TimeSpan.FromSeconds(30));

    public Task FillAsync(string testId, string value) =>
        Shown.Find($"[data-testid='{testId}']").ChangeAsync(new ChangeEventArgs { Value = value });

    /// <summary>Presses, and does not wait for what comes of it: it may be a question.</summary>
    public void Press(string selector) => _ = Shown.Find(selector).ClickAsync(new());

    public void Submit(string selector) => _ = Shown.Find(selector).SubmitAsync();

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await scope.DisposeAsync();
    }
}
