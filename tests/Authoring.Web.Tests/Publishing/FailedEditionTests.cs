using Authoring.Web.Publishing;
using Authoring.Web.Publishing.Editions;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Shell;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Whatever keeps an edition from being made ends in a sentence, and leaves nothing behind: it can be tried again.</summary>
public sealed class FailedEditionTests
{
    private static string Say(RunningWorkspace workspace, EditionResult result) =>
        workspace.Services.GetRequiredService<IStringLocalizer<Words>>().Say(result);

    private static async Task<int> StoredAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return await db.Editions.CountAsync() + await db.StoredContents.CountAsync() + await db.StoredPieces.CountAsync();
    }

    [Fact]
    public async Task A_full_disk_is_said_and_the_edition_can_be_published_later()
    {
        var disk = new FullDisk();
        await using var workspace = await RunningWorkspace.StartAsync(disk.Configure, ("Publishing:LibreOffice", "/no/such/soffice"));
        await Published.WaiveAllAsync(workspace);
        var result = await Published.TryAsync(workspace, "送审稿", tell: progress => disk.IsFull = progress.Step == EditionStep.Storing);
        Assert.Equal((EditionRefusal.Machine, Trouble.Full), (result.Refusal, result.Trouble));
        Assert.Contains("磁盘", Say(workspace, result), StringComparison.Ordinal);
        disk.IsFull = false;
        Assert.Null((await Published.TryAsync(workspace, "送审稿")).Refusal);
    }

    [Fact]
    public async Task A_killed_libreoffice_is_said_and_nothing_is_published()
    {
        using var office = new FakeOffice("kill -9 $$");
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", office.Program));
        await Published.WaiveAllAsync(workspace);
        var result = await Published.TryAsync(workspace, "送审稿");
        Assert.Equal((EditionRefusal.Pdf, PdfFailure.Killed), (result.Refusal, result.Pdf));
        Assert.Contains("LibreOffice 在排版时意外结束", Say(workspace, result), StringComparison.Ordinal);
        Assert.Equal(0, await StoredAsync(workspace));
        Assert.Null((await Published.TryAsync(workspace, "送审稿", withPdf: false)).Refusal);
    }

    [Fact]
    public async Task Without_libreoffice_an_edition_has_no_pdf_and_says_what_to_install()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", "/no/such/soffice"));
        var number = await Published.EditionAsync(workspace, "送审稿");
        var queries = workspace.Services.GetRequiredService<EditionQueries>();
        var report = await Published.ReportAsync(workspace);
        var edition = await queries.FindAsync(report.Id, number);
        Assert.Null(edition!.File(EditionFileKind.Pdf));
        Assert.Contains("libreoffice-writer-nogui", (await queries.RecordAsync(edition)).WithoutPdf, StringComparison.Ordinal);
    }

    private static IRenderedComponent<EditionPublisher> Show(BunitContext context, IServiceProvider live, AuthenticationState person)
    {
        context.Services.AddFallbackServiceProvider(live);
        context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        return context.Render<EditionPublisher>(p => p.Add(part => part.Slug, "small").AddCascadingValue(Task.FromResult(person)));
    }

    [Fact]
    public async Task The_form_says_what_is_missing_and_leads_to_the_edition_when_it_is_made()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", "/no/such/soffice"));
        await using var scope = workspace.Services.CreateAsyncScope();
        await using var context = new BunitContext();
        var shown = Show(context, scope.ServiceProvider, new AuthenticationState(await workspace.PersonAsync("editor")));
        shown.Find("[data-testid=edition-name]").Input("送审稿");
        await shown.Find("form").SubmitAsync();
        await shown.WaitForAssertionAsync(
            () => Assert.Contains("还有 3 处待处理", shown.Find("[data-testid=edition-said]").TextContent, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );
        await Published.WaiveAllAsync(workspace);
        await shown.Find("form").SubmitAsync();
        var navigation = context.Services.GetRequiredService<BunitNavigationManager>();
        await shown.WaitForAssertionAsync(
            () => Assert.EndsWith("/reports/small/editions/1", navigation.Uri, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task Who_may_no_longer_publish_is_told()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", "/no/such/soffice"));
        await using var scope = workspace.Services.CreateAsyncScope();
        await using var context = new BunitContext();
        var shown = Show(context, scope.ServiceProvider, new AuthenticationState(await workspace.PersonAsync("author1")));
        shown.Find("[data-testid=edition-name]").Input("送审稿");
        await shown.Find("form").SubmitAsync();
        await shown.WaitForAssertionAsync(
            () => Assert.Contains("只有统稿编辑可以发布", shown.Find("[data-testid=edition-said]").TextContent, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30)
        );
        Assert.Equal(0, await StoredAsync(workspace));
    }
}
