using Authoring.Compile.Html;
using Authoring.Text;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports;

/// <summary>Reads the report as it is at this moment; what is suggested counts as accepted, as in print.</summary>
public sealed partial class ReadPage
{
    private Compilation? compiled;

    /// <summary>Words to be found as soon as the page is there.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is not null)
            compiled = await Report.CompileNowAsync(Projection.Final);
    }

    /// <summary>What is half written is kept under whose it is.</summary>
    private string Person => PersonIds.Write(Caller.PersonId());

    private IEnumerable<ReadingPart> Parts()
    {
        var pictures = Report!.Pictures;
        return compiled!.Report.Reading(
            Address("read"),
            path => PictureAddress.Of(Slug, path, pictures.GetValueOrDefault(path)),
            versions: compiled.VersionOf
        );
    }

    /// <summary>A place on this page. The document's base is the site, so that a bare <c>#place</c> would lead to its first page.</summary>
    private string Here(string anchor) => Address("read") + "#" + anchor;
}
