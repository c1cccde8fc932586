using Authoring.Text;
using Authoring.Web.Comments;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Comments;

/// <summary>A comment comes back to its words when they are put back or moved, and to no others.</summary>
public sealed class CommentPlaceTests
{
    private static readonly CommentLimits Limits = new();

    /// <summary>
    /// A text in which [the words] of a comment stand, as people change it. What is to be replaced is named; it occurs once, or it is the
    /// first.
    /// </summary>
    private sealed class Text
    {
        private Rope text;
        private CommentPlace place;
        private int version;
        private long at;

        public Text(string written)
        {
            var (from, to) = (written.IndexOf('['), written.IndexOf(']') - 1);
            text = Rope.From(written.Replace("[", "").Replace("]", ""));
            place = CommentPlace.Of(Anchor.Within(from, to), text.Slice(from, to), Limits);
        }

        /// <summary>What stands in the brackets; `‸` is the place of what is gone.</summary>
        public string Now =>
            place.Anchor.Collapsed
                ? text.ToString().Insert(place.Anchor.From, "‸")
                : text.ToString().Insert(place.Anchor.To, "]").Insert(place.Anchor.From, "[");

        public Text Do(int person, params (int From, int To, string Insert)[] edits)
        {
            var change = ChangeSet.Of(text.Length, [.. edits.Select(e => new Edit(e.From, e.To, e.Insert))]);
            var after = change.Apply(text);
            place = place.Map(
                LogEntry.Restore(++version, person, "c", $"u{version}", at, new TrackedChange(change, Marking.None)),
                text,
                after,
                Limits
            );
            text = after;
            return this;
        }

        public Text Delete(string words, int person = 1) => Do(person, (At(words), At(words) + words.Length, ""));

        public Text Put(string words, string before, int person = 1) =>
            Do(person, (before.Length == 0 ? text.Length : At(before), before.Length == 0 ? text.Length : At(before), words));

        public Text Move(string words, string before) => Do(1, (At(words), At(words) + words.Length, ""), (At(before), At(before), words));

        public Text Replace(string words, string by) => Do(1, (At(words), At(words) + words.Length, by));

        public Text All(string by) => Do(1, (0, text.Length, by));

        public Text Wait(int minutes)
        {
            at += minutes * 60_000L;
            return this;
        }

        private int At(string words) =>
            text.ToString().IndexOf(words, StringComparison.Ordinal) is >= 0 and var at
                ? at
                : throw new InvalidOperationException($"no {words} in {text}");
    }

    [Fact]
    public void Undo_brings_it_back_however_the_words_went()
    {
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("现有").Put("现有", "乙").Now);
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("甲现有乙").Put("甲现有乙", "").Now);
        Assert.Equal(
            "前言。全市[现有]学校。后",
            new Text("前言。全市[现有]学校。后").Delete("全市现有学校。").Put("全市现有学校。", "后").Now
        );
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("有").Delete("现").Put("现有", "乙").Now);
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("有").Delete("现").Put("现", "乙").Put("有", "乙").Now);
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("现").Put("现", "有").Now);
        Assert.Equal("甲[立德树人]乙", new Text("甲[立德树人]乙").Delete("德树").Put("德树", "人").Now);
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Delete("现有").Wait(10_000).Put("现有", "乙", person: 2).Now);
    }

    [Fact]
    public void Words_that_are_moved_take_it_along()
    {
        Assert.Equal("甲乙[现有]丙", new Text("甲[现有]乙丙").Delete("现有").Put("现有", "丙").Now);
        Assert.Equal("甲乙[现有]丙", new Text("甲[现有]乙丙").Move("现有", "丙").Now);
        Assert.Equal("乙。甲[现有]。丙", new Text("甲[现有]。乙。丙").Move("甲现有。", "丙").Now);
        Assert.Equal("乙。\n\n甲[现有]。丙", new Text("　　甲[现有]。乙。丙").Delete("　　甲现有。").Put("\n\n甲现有。", "丙").Now);
        Assert.Equal("[现有]甲乙丙", new Text("甲[现有]乙丙").Delete("现有").Wait(20).Put("现有", "甲").Now);
        const string sentence = "全市现有中等职业学校六所，在校生一万二千人";
        Assert.Equal($"甲乙。[{sentence}]", new Text($"甲[{sentence}]乙。").Delete(sentence).Wait(10_000).Put(sentence, "", person: 2).Now);
    }

    [Fact]
    public void All_replaced_by_the_same_keeps_it_in_its_own_sentence()
    {
        Assert.Equal(
            "一：现有甲。二：[现有]乙。三：现有丙。",
            new Text("一：现有甲。二：[现有]乙。三：现有丙。").All("一：现有甲。二：现有乙。三：现有丙。").Now
        );
        Assert.Equal("新。一：现有甲。二：[现有]乙。", new Text("一：现有甲。二：[现有]乙。").All("新。一：现有甲。二：现有乙。").Now);
        Assert.Equal(
            "一：现有甲。二：[现有]乙。",
            new Text("一：现有甲。二：[现有]乙。").Delete("一：现有甲。二：现有乙。").Put("一：现有甲。二：现有乙。", "").Now
        );
        Assert.Equal("甲[现有]乙", new Text("甲[现有]乙").Replace("现有", "共有现有").Delete("共有").Now);
        // A restored version comes in several changes with little between them, long after.
        var rewritten = new Text("# 甲\n全市[现有]六所。\n图").All("全都改写了。").Wait(10_000);
        Assert.Equal("# 甲\n全市[现有]六所。\n图", rewritten.Do(2, (0, 0, "# 甲\n"), (1, 5, "市现有六所"), (6, 6, "\n图")).Now);
    }

    [Fact]
    public void It_goes_to_no_other_words()
    {
        Assert.Equal("甲‸乙，现有丙", new Text("甲[现有]乙，现有丙").Delete("现有").Now);
        Assert.Equal("甲‸乙，现有丙。", new Text("甲[现有]乙，现有丙").Delete("现有").Put("。", "").Now);
        Assert.Equal("甲‸乙现有丙", new Text("甲[现有]乙丙").Delete("现有").Put("现有", "丙", person: 2).Now);
        Assert.Equal("甲‸乙现有丙", new Text("甲[现有]乙丙").Delete("现有").Wait(60).Put("现有", "丙").Now);
        Assert.Equal("‸丁。我们现有", new Text("甲[现有]乙丁。").Delete("甲现有乙").Put("我们现有", "").Now);
        Assert.Equal("甲[现有]乙现有", new Text("甲[现有]乙").Put("现有", "").Now);
    }

    [Fact]
    public void A_comment_that_stands_on_its_words_stays_where_it_is()
    {
        Assert.Equal("甲[现实有]乙", new Text("甲[现有]乙").Put("实", "有").Now);
        Assert.Equal("现有甲[现有]乙", new Text("甲[现有]乙").Put("现有", "甲").Now);
        Assert.Equal("甲现有[现有]乙", new Text("甲[现有]乙").Put("现有", "现").Now);
    }
}
