using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>What stands in the way, in sentences of the reader's language.</summary>
internal sealed class ObstacleWords(IStringLocalizer<Words> words, IStringLocalizer<DiagnosticWords> findings)
{
    public string Say(Obstacle obstacle) =>
        obstacle.Finding is { } finding
            ? DiagnosticViews.Sentence(finding, findings)
            : words[obstacle.Sentence.Name, obstacle.Sentence.Words];

    /// <summary>The sentence with its kind and place, for where it stands alone.</summary>
    public string SayWhole(Obstacle obstacle) => words["publish.blocker-whole", KindOf(obstacle), PlaceOf(obstacle), Say(obstacle)];

    public string KindOf(Obstacle obstacle) => words[$"publish.kind-{obstacle.Kind}"];

    /// <summary>Why an edition has none.</summary>
    public string WhyNoPdf(bool isInstalled) => isInstalled ? words["edition.pdf-not-wanted"] : words.Say(PdfFailure.NotInstalled);

    public string PlaceOf(Obstacle obstacle) =>
        obstacle.Place.Length == 0 ? words["publish.place-report"]
        : obstacle.Path == ReportDefinition.FileName ? words["publish.place-settings"]
        : obstacle.Line > 0 ? words["publish.place-line", obstacle.Place, obstacle.Line]
        : obstacle.Place;
}
