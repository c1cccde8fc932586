namespace Authoring.Web.Review;

/// <summary>Which texts of a queue are shown; empty words: all.</summary>
/// <param name="Stage">As a stage is called, or one of <see cref="ReviewService.States"/>.</param>
/// <param name="Chapter">Path of its section.</param>
public sealed record QueueFilter(string School = "", string Chapter = "", string Stage = "")
{
    public bool Shows(QueuedText text) =>
        (School.Length == 0 || text.Organisation == School)
        && (Chapter.Length == 0 || text.Chapter == Chapter)
        && (Stage.Length == 0 || StageOf(text) == Stage);

    public bool IsEmpty => School.Length == 0 && Chapter.Length == 0 && Stage.Length == 0;

    /// <summary>Where it lies, in review; else its state.</summary>
    public static string StageOf(QueuedText text) => text.Position.Stage ?? text.Position.State;
}

/// <summary>What can be chosen from in a filter.</summary>
public sealed record QueueChoices(
    IReadOnlyList<string> Schools,
    IReadOnlyList<(string Path, string Title)> Chapters,
    IReadOnlyList<(string Key, bool IsState)> Stages
)
{
    public static QueueChoices Of(IReadOnlyList<QueuedText> queue) =>
        new(
            [.. queue.Select(text => text.Organisation).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. queue.Select(text => (text.Chapter, text.ChapterTitle)).Distinct()],
            [.. queue.Select(text => (QueueFilter.StageOf(text), text.Position.Stage is null)).Distinct()]
        );
}

/// <summary>Texts that stand together in a queue, chapter by chapter: a section, and the cards in it.</summary>
public sealed record QueuedGroup(QueueGroup Group, IReadOnlyList<QueuedChapter> Chapters)
{
    public int Count => Chapters.Sum(chapter => chapter.Texts.Count);

    public static IReadOnlyList<QueuedGroup> Of(IEnumerable<QueuedText> texts) =>
        [
            .. texts
                .GroupBy(text => text.Group)
                .OrderBy(group => group.Key)
                .Select(group => new QueuedGroup(
                    group.Key,
                    [
                        .. group
                            .GroupBy(text => text.Chapter)
                            .Select(chapter => new QueuedChapter(chapter.First().ChapterTitle, [.. chapter])),
                    ]
                )),
        ];
}

/// <param name="Texts">In the order of the report.</param>
public sealed record QueuedChapter(string Title, IReadOnlyList<QueuedText> Texts);
