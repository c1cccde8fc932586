using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Authoring.Web.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Writing;

/// <summary>
/// What a writing page fetches after each compilation: the lists as HTML, its own text's preview and findings, and what references can
/// name.
/// </summary>
internal static class Fragments
{
    /// <param name="Path">That of the text in the report folder, as targets name it.</param>
    /// <param name="Targets">Null: they are as the asker knows them.</param>
    /// <param name="ReadOnly">Why the asker may not write in the text at this moment, in words; null: he may.</param>
    /// <param name="OnlySuggests">What he writes are suggestions.</param>
    /// <param name="Review">Where the text stands on its way, as the asker sees it; null: there is no chain.</param>
    /// <param name="Suggestions">Whose the pending ones are, and what became of the asker's own.</param>
    /// <param name="Tree">Null: it is as the asker knows it.</param>
    private sealed record Answer(
        string Stamp,
        string Lists,
        IReadOnlyList<PreviewBlock> Preview,
        string Path,
        IReadOnlyList<DiagnosticView> Findings,
        string TargetsHash,
        JsonElement? Targets,
        string? ReadOnly,
        bool OnlySuggests,
        SuggestionsView Suggestions,
        ReviewView? Review,
        string TreeHash,
        TreeView? Tree
    );

    /// <summary>The texts of the report, as HTML.</summary>
    /// <param name="Order">What who moves one says that he saw.</param>
    private sealed record TreeView(string Order, string Html);

    /// <param name="Targets">The hash of those that the asker has.</param>
    /// <param name="Projection">Which text the preview shows.</param>
    /// <param name="Tree">The hash of the tree that the asker has.</param>
    private sealed record Asked(string Slug, string Kind, string Key, string? Targets, string? Projection, string? Tree);

    private sealed record TargetList(string Hash, JsonElement Json);

    private static readonly JsonSerializerOptions WebJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Of each compilation that somebody still holds; made once for all who ask.</summary>
    private static readonly ConditionalWeakTable<Compilation, TargetList> TargetLists = [];

    public static void MapFragments(this WebApplication app) =>
        app.MapGet("/reports/{slug}/live/{kind}/{key}", AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        [AsParameters] Asked asked,
        HttpContext context,
        LiveReports reports,
        IServiceProvider services
    )
    {
        if (
            !DocumentName.TryParse($"{asked.Slug}/{asked.Kind}/{asked.Key}", out var name)
            || await reports.FindForReadingAsync(context.User, asked.Slug) is not { } report
            || report.Documents.FirstOrDefault(d => d.Value == name).Key is not { } path
        )
            return Results.NotFound();
        if (Projections.Read(asked.Projection) is not { } wanted)
            return Results.BadRequest();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(await ShownAsync(name, path, wanted, asked, report, context.User, services));
    }

    private static async Task<Answer> ShownAsync(
        DocumentName name,
        string path,
        Projection wanted,
        Asked asked,
        LiveReport report,
        ClaimsPrincipal caller,
        IServiceProvider services
    )
    {
        var words = services.GetRequiredService<IStringLocalizer<DiagnosticWords>>();
        var current = await report.CurrentAsync(wanted);
        var (hash, list) = TargetLists.GetValue(current, TargetsOf);
        var access = await AccessAsync(name, caller, services);
        var (treeHash, texts) = await TreeAsync(report, wanted == Projection.Final ? current : await report.CurrentAsync(), services);
        return new Answer(
            current.Stamp,
            await report.ListsAsync(current, () => RenderListsAsync(report, current, services)),
            Preview.Of(report, current, path, wanted),
            path,
            DiagnosticViews.Of(current, path, words),
            hash,
            hash == asked.Targets ? null : list,
            ReadOnly(access, services),
            access == TextAccess.Suggest,
            await services.GetRequiredService<SuggestionQueries>().FindForAsync(caller.PersonId(), report.Id, path),
            await ReviewAsync(name, caller, report, current, services),
            treeHash,
            treeHash == asked.Tree ? null : texts
        );
    }

    private static string? ReadOnly(TextAccess access, IServiceProvider services) =>
        access is TextAccess.Write or TextAccess.Suggest
            ? null
            : services.GetRequiredService<IStringLocalizer<Words>>()[$"editor.read-only-{access}"].Value;

    private static async Task<TextAccess> AccessAsync(DocumentName name, ClaimsPrincipal caller, IServiceProvider services)
    {
        var place = await services.GetRequiredService<Sessions>().FindAsync(name);
        return place is null
            ? TextAccess.None
            : await services.GetRequiredService<Rights>().InTextAsync(caller, place.ReportId, place.DocumentId);
    }

    private static async Task<ReviewView?> ReviewAsync(
        DocumentName name,
        ClaimsPrincipal caller,
        LiveReport report,
        Compilation compilation,
        IServiceProvider services
    ) =>
        await services.GetRequiredService<Sessions>().FindAsync(name) is { } place
            ? await services.GetRequiredService<ReviewService>().AboutAsync(caller, report, compilation, place)
            : null;

    private static TargetList TargetsOf(Compilation compilation)
    {
        var json = JsonSerializer.SerializeToElement(compilation.Report.Targets(), WebJson);
        return new TargetList(Preview.Hash(json.GetRawText()), json);
    }

    private static async Task<(string Hash, TreeView View)> TreeAsync(LiveReport report, Compilation compilation, IServiceProvider services)
    {
        var tree = await services.GetRequiredService<ReportTrees>().FindAsync(report, compilation);
        var html = await tree.InAsync(
            CultureInfo.CurrentUICulture.Name,
            () => RenderAsync<TreeRows>(services, (nameof(TreeRows.Tree), tree))
        );
        return (Preview.Hash(tree.Order + html), new TreeView(tree.Order, html));
    }

    private static Task<string> RenderListsAsync(LiveReport report, Compilation compilation, IServiceProvider services) =>
        RenderAsync<ReportLists>(services, (nameof(ReportLists.Report), report), (nameof(ReportLists.Compilation), compilation));

    private static async Task<string> RenderAsync<TComponent>(IServiceProvider services, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var given = ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));
            return (await renderer.RenderComponentAsync<TComponent>(given)).ToHtmlString();
        });
    }
}
