using Authoring.Compile.Document;
using Authoring.Compile.Plain;
using Authoring.Text;
using Authoring.Web.Publishing.Editions;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// What became of each number: an item is followed by its id, else by its title, whatever its number and place are by now. And what is
/// printed is compared section by section.
/// </summary>
public sealed class NumberChangeTests
{
    /// <summary><c>图 1-1 学校分布 #fig:map @a</c>: number, title, id, file.</summary>
    private static FrozenNumbers Figures(params string[] items) => new([], [.. items.Select(Entry)], [], [], [], []);

    private static ListEntry Entry(string written)
    {
        var words = written.Split(' ');
        var id = words.FirstOrDefault(w => w.StartsWith('#'))?[1..];
        var file = words.FirstOrDefault(w => w.StartsWith('@'))?[1..] ?? "a";
        return new ListEntry($"{words[0]} {words[1]}", words[2], file, 1, id, "x");
    }

    private static string[] Changes(FrozenNumbers before, FrozenNumbers after) =>
        [
            .. NumberChanges
                .Between(before, after)
                .Select(c => $"{c.Fate}: {c.Before}→{c.After} {c.Title}{(c.TitleBefore is null ? "" : $"({c.TitleBefore})")}"),
        ];

    [Fact]
    public void A_figure_before_it_moves_a_number_on() =>
        Assert.Equal(
            ["New: →图 2-1 校门", "Changed: 图 2-1→图 2-2 学校分布"],
            Changes(Figures("图 2-1 学校分布 #fig:map"), Figures("图 2-1 校门", "图 2-2 学校分布 #fig:map"))
        );

    [Fact]
    public void An_id_is_followed_though_the_title_changes() =>
        Assert.Equal(
            ["Kept: 图 2-1→图 2-1 学校布局(学校分布)"],
            Changes(Figures("图 2-1 学校分布 #fig:map"), Figures("图 2-1 学校布局 #fig:map"))
        );

    [Fact]
    public void Without_an_id_the_title_is_followed_into_another_file() =>
        Assert.Equal(["Changed: 图 1-1→图 3-1 学校分布"], Changes(Figures("图 1-1 学校分布 @a"), Figures("图 3-1 学校分布 @b")));

    [Fact]
    public void Of_one_title_each_keeps_its_place() =>
        Assert.Equal(
            ["Kept: 图 1-1→图 1-1 校园", "Changed: 图 1-2→图 1-3 校园", "New: →图 1-4 校园"],
            Changes(Figures("图 1-1 校园", "图 1-2 校园"), Figures("图 1-1 校园", "图 1-3 校园", "图 1-4 校园"))
        );

    [Fact]
    public void Two_ids_are_two_items_whatever_they_are_called() =>
        Assert.Equal(["New: →图 1-1 校园", "Gone: 图 1-1→ 校园"], Changes(Figures("图 1-1 校园 #fig:a"), Figures("图 1-1 校园 #fig:b")));

    [Fact]
    public void What_was_given_an_id_meanwhile_is_the_same() =>
        Assert.Equal(["Changed: 图 1-1→图 1-2 校园"], Changes(Figures("图 1-1 校园"), Figures("图 1-2 校园 #fig:a")));

    [Fact]
    public void A_section_is_compared_as_it_was_printed()
    {
        FrozenNumbers Texts(params PlainText[] texts) => new([], [], [], [], [], texts);
        EditionView Named(int number) => new(number, "稿", new string('0', 64), "甲", default, 0, []);
        var compared = EditionComparison.Of(
            Named(1),
            Texts(new("a", "1. 甲", ["1. 甲", "见图 2-3。"]), new("b", "2. 乙", ["2. 乙"]), new("c", "3. 丙", ["3. 丙"])),
            Named(2),
            Texts(new("a", "1. 甲", ["1. 甲", "见图 2-4。"]), new("b", "2. 乙", ["2. 乙"]), new("d", "3. 丁", ["3. 丁"]))
        );
        Assert.Equal(
            [("a", false, false), ("d", true, false), ("c", false, true)],
            compared.Sections.Select(s => (s.Path, s.IsNew, s.IsGone))
        );
        Assert.Equal(1, compared.UnchangedSections);
        var pieces = compared
            .Sections[0]
            .Versions.Parts(isSideBySide: false)
            .SelectMany(p => p.Lines)
            .SelectMany(l => l.Left ?? [])
            .ToList();
        Assert.Contains(pieces, piece => piece.Kind == PieceKind.Deleted && piece.Text == "3");
        Assert.Contains(pieces, piece => piece.Kind == PieceKind.Inserted && piece.Text == "4");
    }
}
