namespace Authoring.Text.Tests.History;

/// <summary>A difference laid out in lines is still both texts, whole.</summary>
public class ReadingTests
{
    private static string Notation(IReadOnlyList<Piece>? pieces) =>
        pieces is null
            ? "-"
            : string.Concat(
                pieces.Select(p =>
                    p.Kind switch
                    {
                        PieceKind.Deleted => $"[{p.Text}]",
                        PieceKind.Inserted => $"⟨{p.Text}⟩",
                        _ => p.Text,
                    }
                )
            );

    private static string SideBySide(string from, string to) =>
        string.Join(
            '\n',
            Reading
                .SideBySide(from, Difference.Between(from, to))
                .Select(l => $"{l.OldLine} {Notation(l.Left)} | {l.NewLine} {Notation(l.Right)}{(l.IsChanged ? " *" : "")}")
        );

    [Fact]
    public void What_stayed_stands_side_by_side_and_new_lines_have_nothing_beside_them() =>
        Assert.Equal(
            """
            1 甲六所。 | 1 甲⟨有⟩六所。 *
             - | 2 ⟨新写。⟩ *
            2 乙。 | 3 乙。
            3 [丙。] |  - *
            4 丁 | 4 丁
            """.ReplaceLineEndings("\n"),
            SideBySide("甲六所。\n乙。\n丙。\n丁", "甲有六所。\n新写。\n乙。\n丁")
        );

    [Fact]
    public void What_is_new_at_the_end_has_nothing_beside_it() => Assert.Equal("1 甲 | 1 甲 *\n - | 2 ⟨乙⟩ *", SideBySide("甲", "甲\n乙"));

    [Fact]
    public void Far_from_any_change_lines_are_folded()
    {
        var text = string.Join('\n', Enumerable.Range(1, 20));
        var parts = Reading.Fold(Reading.Inline(text, Difference.Between(text, text.Replace("10", "ten", StringComparison.Ordinal))));
        Assert.Equal([(7, true), (5, false), (8, true)], parts.Select(p => (p.Lines.Count, p.IsFolded)));
    }

    [Fact]
    public void Either_side_read_alone_is_that_text() =>
        RandomCase.Hold(
            2000,
            random =>
            {
                var (a, b) = (random.Text("a", 40).ToString(), "");
                b = random.Chance(0.3)
                    ? random.Text("b", 40).ToString()
                    : random.Change("change", Rope.From(a)).Apply(Rope.From(a)).ToString();
                var change = Difference.Between(a, b);
                var sides = Reading.SideBySide(a, change);
                Assert.Equal(a, Text(sides.Select(l => l.Left), a));
                Assert.Equal(b, Text(sides.Select(l => l.Right), b));
                Assert.Equal(
                    Enumerable.Range(1, sides.Count(l => l.Left is not null)),
                    sides.Where(l => l.OldLine is not null).Select(l => l.OldLine!.Value)
                );
                var inline = Reading.Inline(a, change);
                Assert.Equal(change.IsEmpty, !inline.Any(l => l.IsChanged));
                foreach (var (kind, text) in new[] { (PieceKind.Inserted, a), (PieceKind.Deleted, b) })
                    Assert.Equal(
                        text.Replace("\n", "", StringComparison.Ordinal),
                        string.Concat(inline.SelectMany(l => l.Left!).Where(p => p.Kind != kind && p.Text != "↵").Select(p => p.Text))
                    );
            }
        );

    /// <summary>A last line that is empty is no line of its own.</summary>
    private static string Text(IEnumerable<IReadOnlyList<Piece>?> lines, string like) =>
        string.Join('\n', lines.Where(l => l is not null).Select(l => string.Concat(l!.Select(p => p.Text))))
        + (like.EndsWith('\n') ? "\n" : "");
}
