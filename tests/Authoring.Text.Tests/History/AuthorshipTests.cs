namespace Authoring.Text.Tests.History;

/// <summary>Who put each character there, held against a list that has one entry for each character and is told what was meant.</summary>
public class AuthorshipTests
{
    private static string Shown(Authorship authorship) =>
        string.Join(' ', authorship.Ranges.Select(range => $"{range.Version}×{range.To - range.From}"));

    private static string Shown(IEnumerable<int> versions)
    {
        var runs = new List<(int Version, int Count)>();
        foreach (var version in versions)
        {
            if (runs.Count > 0 && runs[^1].Version == version)
                runs[^1] = (version, runs[^1].Count + 1);
            else
                runs.Add((version, 1));
        }
        return string.Join(' ', runs.Select(run => $"{run.Version}×{run.Count}"));
    }

    [Fact]
    public void Every_character_is_that_updates_which_put_it_there() =>
        RandomCase.Hold(
            1000,
            random =>
            {
                var writer = new Writer(random, 30 + random.Below(3000));
                for (var i = 0; i < 60; i++)
                {
                    writer.Edit();
                    writer.Check();
                }
            }
        );

    [Fact]
    public void What_undo_brings_back_stays_whose_it_was() =>
        RandomCase.Hold(
            1000,
            random =>
            {
                var writer = new Writer(random, random.Below(60));
                for (var i = 0; i < 10; i++)
                {
                    for (var n = random.Below(4); n > 0; n--)
                        writer.Edit();
                    writer.Undo(1 + random.Below(3));
                    writer.Check();
                }
            }
        );

    [Fact]
    public void A_paragraph_that_is_moved_stays_whose_it_was() =>
        RandomCase.Hold(
            500,
            random =>
            {
                var writer = new Writer(random, 40 + random.Below(60));
                for (var i = 0; i < 10; i++)
                {
                    writer.Edit();
                    writer.Move(inOneUpdate: random.Chance(0.5));
                    writer.Check();
                }
            }
        );

    [Fact]
    public void What_only_looks_like_what_was_there_is_its_writers()
    {
        var authorship = new Authorship(Rope.From("学校培养学生，年年如此。"));
        authorship.Add(ChangeSet.Replace(12, 0, 12, ""));
        authorship.Add(ChangeSet.Replace(0, 0, 0, "学")); // a new sentence, character by character, where another one stood
        authorship.Add(ChangeSet.Replace(1, 1, 1, "校"));
        authorship.Add(ChangeSet.Replace(2, 2, 2, "学生"));
        Assert.Equal("2×1 3×1 4×2", Shown(authorship));
    }

    [Fact]
    public void One_character_that_is_put_back_at_once_is_not_its_eraser_s()
    {
        var authorship = new Authorship(Rope.From("甲乙丙"));
        authorship.Add(ChangeSet.Replace(3, 1, 2, ""));
        authorship.Add(ChangeSet.Replace(2, 1, 1, "乙"));
        Assert.Equal("0×3", Shown(authorship));
    }

    [Fact]
    public void A_version_that_is_restored_is_not_all_its_restorer_s()
    {
        var text = "每年培养学生三千人，就业率稳步提高。\n另一段。\n";
        var authorship = new Authorship(Rope.From(text));
        authorship.Add(ChangeSet.Replace(text.Length, 0, 0, "甲"));
        authorship.Add(ChangeSet.Replace(text.Length + 1, 1, text.Length + 1, ""));
        for (var i = 0; i < 300; i++)
            authorship.Add(ChangeSet.Replace(1 + i, i % 7 == 0 ? 0 : 1 + i, i % 7 == 0 ? 0 : 1 + i, "乙"));
        authorship.Add(ChangeSet.Replace(301, 0, 301, "甲" + text));
        Assert.Equal($"303×1 0×{text.Length}", Shown(authorship)); // one character alone proves nothing
    }

    [Fact]
    public void An_update_of_another_text_is_refused() =>
        Assert.Throws<ChangeMismatchException>(() => new Authorship(Rope.From("年")).Add(ChangeSet.Empty(2)));

    /// <summary>
    /// Writes, undoes and moves. No two characters that it ever writes are the same, so that what is known by its words is known for
    /// certain.
    /// </summary>
    private sealed class Writer
    {
        private readonly RandomCase random;
        private readonly Authorship authorship;
        private readonly Stack<(ChangeSet Inverse, List<int> Before)> done = new();
        private List<int> naive;
        private Rope text;
        private int next = 0x3400;
        private int version;
        private bool isLong;

        public Writer(RandomCase random, int length)
        {
            this.random = random;
            text = Rope.From(New(length));
            naive = [.. new int[length]];
            authorship = new Authorship(text);
        }

        private string New(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)next++));

        /// <summary>Once: with two, more could have been deleted at one place than is remembered there.</summary>
        private bool MayBeLong() => !isLong && (isLong = random.Chance(0.02));

        public void Edit()
        {
            var edits = new List<Edit>();
            for (int at = 0, n = 1 + random.Below(3); n > 0 && at <= text.Length; n--)
            {
                var from = at + random.Below(text.Length - at + 1);
                var to = random.Chance(0.5) ? from : Math.Min(text.Length, from + random.Below(6));
                edits.Add(new Edit(from, to, random.Chance(0.7) ? New(random.Below(MayBeLong() ? 1500 : 4)) : ""));
                at = to;
            }
            var change = ChangeSet.Of(text.Length, edits);
            done.Push((change.Invert(text), [.. naive]));
            version++;
            foreach (var span in change.Spans.Reverse())
            {
                naive.RemoveRange(span.From, span.To - span.From);
                naive.InsertRange(span.From, Enumerable.Repeat(version, span.Inserted.Length));
            }
            Take(change);
        }

        /// <summary>The last updates in one, as the browser's undo does.</summary>
        public void Undo(int most)
        {
            var inverse = ChangeSet.Empty(text.Length);
            for (; most > 0 && done.TryPop(out var last); most--)
                (inverse, naive) = (inverse.Compose(last.Inverse), last.Before);
            version++;
            Take(inverse);
            done.Clear(); // what is undone twice is another thing
        }

        public void Move(bool inOneUpdate)
        {
            if (text.Length < 20)
                return;
            var from = random.Below(text.Length - 10);
            var to = from + 8 + random.Below(text.Length - from - 8);
            var words = text.Slice(from, to);
            var cut = ChangeSet.Replace(text.Length, from, to, "");
            var place = random.Below(cut.NewLength + 1);
            var paste = ChangeSet.Replace(cut.NewLength, place, place, words);
            var moved = naive.GetRange(from, to - from);
            naive.RemoveRange(from, to - from);
            naive.InsertRange(place, moved);
            version += inOneUpdate ? 1 : 2;
            if (inOneUpdate)
                Take(cut.Compose(paste));
            else
            {
                Take(cut);
                Take(paste);
            }
            done.Clear();
        }

        private void Take(ChangeSet change)
        {
            authorship.Add(change);
            text = change.Apply(text);
        }

        public void Check()
        {
            Assert.Equal(Shown(naive), Shown(authorship));
            Assert.Equal(version, authorship.Version);
            Assert.Equal(text.Length, authorship.Length);
        }
    }
}
