using System.Text;

namespace Authoring.Text.Tests.DisorderlyNetwork;

/// <summary>
/// The naive reference. Every character that anybody types is another one, within and outside the basic plane, so the text
/// at the end must consist of what was typed and not deleted by anybody: no rebasing needed to know that.
/// </summary>
internal sealed class Alphabet
{
    private readonly HashSet<Rune> _gone = [];
    private readonly List<string> _typed = [];
    private int _next;

    internal string Next(int count)
    {
        var text = new StringBuilder();
        for (; count > 0; count--, _next++)
            text.Append(new Rune(_next % 3 == 0 ? 0x20000 + _next : 0x4E00 + _next));
        return text.ToString();
    }

    internal void Note(string deleted, string inserted)
    {
        _typed.Add(inserted);
        _gone.UnionWith(deleted.EnumerateRunes());
    }

    internal void AssertIsWholeIn(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        Assert.Equal(runes.Count, runes.Distinct().Count());
        var expected = _typed.SelectMany(piece => piece.EnumerateRunes()).Except(_gone).ToHashSet();
        Assert.True(expected.SetEquals(runes), "something was lost, or came back");
        // What was typed in one go is still in that order.
        var order = runes.Select((rune, index) => (rune, index)).ToDictionary(p => p.rune, p => p.index);
        foreach (var piece in _typed)
        {
            var places = piece.EnumerateRunes().Where(order.ContainsKey).Select(rune => order[rune]).ToList();
            Assert.Equal(places.Order(), places);
        }
    }
}
