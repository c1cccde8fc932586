using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Authoring.Web.Reports;

public sealed partial class FigureGallery
{
    private enum Which
    {
        All,
        Figures,
        Tables,
        Warnings,
    }

    private const string Everywhere = "*";

    private static readonly DialogOptions Large = new()
    {
        MaxWidth = MaxWidth.Large,
        FullWidth = true,
        CloseOnEscapeKey = true,
        CloseButton = true,
    };

    private IReadOnlyList<FigureChapter> chapters = [];
    private Which which;
    private string chapter = Everywhere;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private IReadOnlyList<FigureChapter> Shown =>
        [
            .. chapters
                .Where(IsChosen)
                .Select(one => one with { Figures = [.. one.Figures.Where(figure => Is(figure, which))] })
                .Where(one => one.Figures.Count > 0),
        ];

    private protected override Task CompiledAsync()
    {
        chapters = FigureViews.Of(Report!, Current!, Words["figures.not-placed"]);
        if (chapters.All(one => one.Path != chapter))
            chapter = Everywhere;
        return Task.CompletedTask;
    }

    private bool IsChosen(FigureChapter one) => chapter == Everywhere || one.Path == chapter;

    private int Of(Which some) => chapters.Where(IsChosen).Sum(one => one.Figures.Count(figure => Is(figure, some)));

    private static bool Is(FigureView figure, Which some) =>
        some switch
        {
            Which.Figures => !figure.IsTable,
            Which.Tables => figure.IsTable,
            Which.Warnings => figure.HasWarnings,
            _ => true,
        };

    /// <summary>At large, and from there to its neighbours among those that are shown.</summary>
    private async Task ShowAsync(FigureView figure)
    {
        var pictures = Shown.SelectMany(one => one.Figures).Where(one => one.Picture is not null).ToList();
        await Dialogs.ShowAsync<PictureDialog>(
            "",
            new DialogParameters<PictureDialog>
            {
                { dialog => dialog.Slug, Slug },
                { dialog => dialog.Figures, pictures },
                { dialog => dialog.At, pictures.IndexOf(figure) },
            },
            Large
        );
    }
}
