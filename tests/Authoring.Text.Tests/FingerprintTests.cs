namespace Authoring.Text.Tests;

public sealed class FingerprintTests
{
    [Theory]
    [InlineData("", "0-811c9dc59747b28c")]
    [InlineData("年报\n😀", "5-4312db5dcd61714a")] // the browser's tests hold the same
    public void It_is_the_one_that_browsers_compute(string text, string name) => Assert.Equal(name, Fingerprint.Of(Rope.From(text)));

    [Fact]
    public void It_does_not_depend_on_how_the_text_was_made()
    {
        var grown = Rope.Empty;
        for (var i = 0; i < 10_000; i++)
            grown = grown.Replace(i / 2, i / 2, ((char)('一' + i)).ToString());
        Assert.Equal(Fingerprint.Of(Rope.From(grown.ToString())), Fingerprint.Of(grown));
        Assert.NotEqual(Fingerprint.Of(grown), Fingerprint.Of(grown.Replace(4_000, 4_001, "字")));
    }

    [Fact]
    public void Of_a_text_with_suggestions_too()
    {
        var marks = Marks.Of([
            new Suggestion(
                "s1",
                "3",
                new DateTimeOffset(2025, 12, 1, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
                Ranges.Of(0, 1),
                Ranges.Of([new(1, 2), new(3, 5)])
            ),
        ]);
        Assert.Equal("5-4312db5dcd61714a-42-25ff9538cd1f2bc9", Fingerprint.Of(new TrackedText(Rope.From("年报\n😀"), marks)));
    }
}
