using System.Text.RegularExpressions;

namespace Authoring.Text.Tests;

/// <summary>A text stays sound: whole characters, \n alone as line end, no byte-order mark, whatever somebody sends.</summary>
public class CheckTests
{
    [Theory]
    [InlineData("a😀b", 0, 1, "x")]
    [InlineData("a😀b", 1, 3, "😀")]
    [InlineData("a😀b", 3, 3, "")]
    [InlineData("a\nb", 1, 2, "\n\n")]
    [InlineData("ab", 1, 1, "\uFEFF")]
    [InlineData("e\u0301", 1, 1, "x")]
    [InlineData("", 0, 0, "年")]
    [InlineData("年", 0, 1, "")]
    public void Sound_changes_pass(string text, int from, int to, string insert) => Assert.Null(Check(text, from, to, insert));

    [Theory]
    [InlineData("a😀b", 2, 2, "x", "position 2")]
    [InlineData("a😀b", 0, 2, "", "position 2")]
    [InlineData("a😀b", 2, 3, "", "position 2")]
    [InlineData("a😀b", 2, 4, "年", "position 2")]
    public void An_edge_inside_a_surrogate_pair_is_refused(string text, int from, int to, string insert, string where)
    {
        var problem = Check(text, from, to, insert);
        Assert.Equal(ChangeProblemKind.SplitSurrogatePair, problem?.Kind);
        Assert.Contains(where, problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Escapes of escapes: the metadata of an attribute cannot hold half of a pair.
    [InlineData(@"\uD83D")]
    [InlineData(@"\uDE00")]
    [InlineData(@"年\uDE00\uD83D")]
    [InlineData(@"😀\uD83D")]
    [InlineData(@"\uD83Dx\uDE00")]
    public void Half_of_a_pair_is_not_let_in(string insert) =>
        Assert.Equal(ChangeProblemKind.LoneSurrogate, Check("ab", 1, 1, Regex.Unescape(insert))?.Kind);

    [Theory]
    [InlineData("\r")]
    [InlineData("a\r\nb")]
    public void A_carriage_return_is_not_let_in(string insert) =>
        Assert.Equal(ChangeProblemKind.CarriageReturn, Check("ab", 1, 1, insert)?.Kind);

    [Theory]
    [InlineData("\0")]
    [InlineData("a\0")]
    [InlineData("\n\0字")]
    public void A_null_character_is_refused(string insert) =>
        Assert.Equal(ChangeProblemKind.NullCharacter, Check("ab", 1, 1, insert)?.Kind);

    [Theory]
    [InlineData("ab", 0, 0, "\uFEFF")]
    [InlineData("ab", 0, 2, "\uFEFFx")]
    [InlineData("a\uFEFFb", 0, 1, "")]
    [InlineData("", 0, 0, "\uFEFF")]
    public void A_text_does_not_begin_with_a_byte_order_mark(string text, int from, int to, string insert) =>
        Assert.Equal(ChangeProblemKind.ByteOrderMark, Check(text, from, to, insert)?.Kind);

    [Fact]
    public void The_first_character_is_found_behind_several_edits()
    {
        var text = Rope.From("ab\uFEFFc");
        Assert.Equal(ChangeProblemKind.ByteOrderMark, ChangeSet.Parse("[[1],[1],2]"u8).Check(text)?.Kind);
        Assert.Null(ChangeSet.Parse("""[[2],[0,"x"],2]"""u8).Check(text));
        Assert.Null(ChangeSet.Parse("[[2],[2]]"u8).Check(text));
    }

    [Fact]
    public void Lengths_that_differ_are_named_both()
    {
        var problem = ChangeSet.Empty(7).Check(Rope.From("abc"));
        Assert.Equal(ChangeProblemKind.LengthMismatch, problem?.Kind);
        Assert.Equal("the change is for a text of length 7, the text has length 3", problem!.Message);
    }

    [Fact]
    public void A_later_edit_is_checked_too() =>
        Assert.Equal(
            ChangeProblemKind.SplitSurrogatePair,
            ChangeSet.Of(5, [new(0, 1, "x"), new(3, 4, "")]).Check(Rope.From("ab😀c"))?.Kind
        );

    [Fact]
    public void What_the_check_lets_in_leaves_a_sound_text() =>
        RandomCase.Hold(
            5000,
            random =>
            {
                // Edges anywhere, halves of pairs, carriage returns and marks among what is inserted.
                var text = random.Text("text");
                var edits = new List<Edit>();
                for (var at = random.Below(4); at <= text.Length && edits.Count < 3; at += random.Below(4))
                {
                    var to = Math.Min(text.Length, at + random.Below(3));
                    edits.Add(
                        new Edit(
                            at,
                            to,
                            random.Below(8) switch
                            {
                                0 => "\uD83D",
                                1 => "\uDE00",
                                2 => "\r",
                                3 => "\uFEFF",
                                4 => "",
                                _ => random.NextText(2),
                            }
                        )
                    );
                    at = to;
                }
                var change = ChangeSet.Of(text.Length, edits);
                if (change.Check(text) is null)
                    Assert.True(IsSound(change.Apply(text).ToString()), change.Apply(text).ToString());
                else
                    Assert.False(IsSound(change.Apply(text).ToString()) && InsertsAreSound(change) && EdgesAreSound(change, text));
            }
        );

    private static bool InsertsAreSound(ChangeSet change) => change.Spans.All(s => IsSound("x" + s.Inserted));

    private static bool EdgesAreSound(ChangeSet change, Rope text) =>
        change.Spans.All(s => IsSound("x" + text.Slice(0, s.From)) && IsSound("x" + text.Slice(0, s.To)));

    // By another way than the code: encoding replaces what is not whole.
    private static bool IsSound(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text
        && !text.Contains('\r')
        && !text.StartsWith('\uFEFF');

    private static ChangeProblem? Check(string text, int from, int to, string insert) =>
        ChangeSet.Replace(text.Length, from, to, insert).Check(Rope.From(text));
}
