using System.Security.Cryptography;
using System.Text;

namespace Authoring.Compile.Docx;

/// <summary>
/// Names and ids of what a Word file can lead to. A bookmark's name comes from the anchor, so that it stays the same from export to export;
/// ids are
/// counted over all families at once, since Word calls a file damaged where two things have one.
/// </summary>
internal sealed class Names
{
    /// <summary>Word's own limit, in characters.</summary>
    private const int Longest = 40;

    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private int _lastId;

    /// <summary>Of bookmarks, insertions, deletions and comments.</summary>
    public string NextId() => (++_lastId).ToString();

    /// <summary>The bookmark of a place: around its number, or around its title where it has none.</summary>
    public string Reference(string anchor) => Name(_references, "R_", anchor);

    /// <summary>The bookmark around a whole heading or caption, to which contents and lists lead.</summary>
    public string Entry(string anchor) => Name(_entries, "_Toc_", anchor);

    /// <summary>All of them so far, by anchor.</summary>
    public IReadOnlyDictionary<string, string> Entries => _entries;

    private string Name(Dictionary<string, string> names, string prefix, string anchor)
    {
        if (names.TryGetValue(anchor, out var known))
            return known;
        var name = prefix + string.Concat(anchor.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        // Another anchor may look the same by now, or be too long: its own digits tell them apart.
        if (name.Length > Longest || !_taken.Add(name))
        {
            var digits = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(anchor)))[..16];
            name = $"{name[..Math.Min(name.Length, Longest - 17)]}_{digits}";
            _taken.Add(name);
        }

        return names[anchor] = name;
    }
}
