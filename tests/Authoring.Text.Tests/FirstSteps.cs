using System.Text;

namespace Authoring.Text.Tests;

/// <summary>One small example of everything, for readers.</summary>
public class FirstSteps
{
    [Fact]
    public void A_change_replaces_a_range_and_keeps_the_rest()
    {
        var change = ChangeSet.Replace(5, 1, 3, "xyz");
        Assert.Equal("axyzde", change.Apply(Rope.From("abcde")).ToString());
        Assert.Equal("""[1,[2,"xyz"],2]""", change.ToJson());
        Assert.Equal(change, ChangeSet.Parse("""[1,[2,"xyz"],2]"""u8));
    }

    [Fact]
    public void Lines_are_strings_of_their_own_in_JSON()
    {
        var change = ChangeSet.Parse("""[[0,"一","","二"]]"""u8);
        Assert.Equal("一\n\n二", change.Apply(Rope.Empty).ToString());
        Assert.Equal("""[[0,"一","","二"]]""", Encoding.UTF8.GetString(change.ToUtf8Json()));
    }

    [Fact]
    public void Two_writers_meet_in_one_text()
    {
        var text = Rope.From("报告");
        var first = ChangeSet.Replace(2, 2, 2, "A");
        var second = ChangeSet.Replace(2, 2, 2, "B");
        Assert.Equal("报告AB", second.Map(first).Apply(first.Apply(text)).ToString());
        Assert.Equal("报告AB", first.Map(second, before: true).Apply(second.Apply(text)).ToString());
    }

    [Fact]
    public void Pending_edits_are_rebased_in_their_order()
    {
        var text = Rope.From("ab");
        ChangeSet[] pending = [ChangeSet.Replace(2, 1, 1, "x"), ChangeSet.Replace(3, 2, 2, "y")];
        var logged = ChangeSet.Replace(2, 0, 1, "LOG");
        var forTheWriter = Rebase.Over(pending, logged);

        var atServer = pending[1].Apply(pending[0].Apply(logged.Apply(text)));
        Assert.Equal("LOGxyb", atServer.ToString());
        Assert.Equal(atServer, forTheWriter.Apply(Rope.From("axyb")));
    }

    [Fact]
    public void A_change_for_another_text_names_both_lengths()
    {
        var change = ChangeSet.Replace(5, 1, 3, "");
        var thrown = Assert.Throws<ChangeMismatchException>(() => change.Apply(Rope.From("abc")));
        Assert.Equal((5, 3), (thrown.Expected, thrown.Actual));
        var problem = change.Check(Rope.From("abc"));
        Assert.Equal(ChangeProblemKind.LengthMismatch, problem?.Kind);
        Assert.Contains("length 5", problem!.Message, StringComparison.Ordinal);
        Assert.Contains("length 3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_anchor_moves_with_its_text_and_says_when_that_is_gone()
    {
        var comment = Anchor.Within(2, 4);
        var moved = comment.Map(ChangeSet.Replace(6, 0, 0, "xx"));
        Assert.Equal(Anchor.Within(4, 6), moved);
        var gone = moved.Map(ChangeSet.Replace(8, 3, 7, ""));
        Assert.Equal((3, 3, true), (gone.From, gone.To, gone.Collapsed));
    }
}
