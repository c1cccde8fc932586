using Authoring.Web.Notices;

namespace Authoring.Web.Review;

/// <summary>
/// What somebody does to several texts at once is told to each of the others in one notice that lists the texts, however many they are.
/// </summary>
internal sealed class ToldTogether(NoticeService notices)
{
    private readonly List<(int PersonId, News News)> told = [];

    /// <summary>Others are about one text each, and are told at once.</summary>
    public static bool Takes(News news) =>
        news.DocumentId is not null
        && news.Kind is NoticeKind.ToSign or NoticeKind.Returned or NoticeKind.Final or NoticeKind.TakenBack or NoticeKind.Reopened;

    public void Add(IEnumerable<int> people, News news) => told.AddRange(people.Distinct().Select(person => (person, news)));

    /// <param name="titles">Of the texts, by their ids, in the order in which they stand in the report.</param>
    public async Task TellAsync(IReadOnlyList<(int DocumentId, string Title)> titles)
    {
        var notes = told.GroupBy(one => (one.PersonId, one.News.Kind))
            .Select(note => (note.Key.PersonId, Texts: note.Select(one => one.News).DistinctBy(news => news.DocumentId).ToList()));
        foreach (var same in notes.GroupBy(note => $"{note.Texts[0].Kind} {string.Join(' ', note.Texts.Select(news => news.DocumentId))}"))
            await notices.TellAsync(same.Select(note => note.PersonId), Joined(same.First().Texts, titles));
    }

    private static News Joined(List<News> texts, IReadOnlyList<(int DocumentId, string Title)> titles)
    {
        if (texts.Count == 1)
            return texts[0];
        var concerned = texts.Select(news => news.DocumentId).ToHashSet();
        var list = string.Concat(titles.Where(text => concerned.Contains(text.DocumentId)).Select(text => $"《{text.Title}》"));
        var said = texts[0].Words is { } words ? $"{words}\n{list}" : list;
        return texts[0] with { DocumentId = null, Count = texts.Count, Words = said };
    }
}
