using System.Globalization;
using Authoring.Compile.Pictures;

namespace Authoring.Compile.Html;

/// <summary>
/// The pictures of an HTML document that lies in a folder beside them. Their names there are counted, and end as their content says: such a
/// folder is put on all kinds of servers, of which some take no Chinese names, and none may take a picture for a page.
/// </summary>
/// <param name="facts">What is known of the picture at a path inside the report; null: there is none.</param>
public sealed class SitePictures(Func<string, ImageFacts?> facts)
{
    public const string Folder = "images";

    /// <summary>The name of the document.</summary>
    public const string Index = "index.html";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<(string Path, string Name)> _named = [];

    /// <summary>In the order in which the document shows them: the path inside the report, and the name in the folder.</summary>
    public IReadOnlyList<(string Path, string Name)> Named => _named;

    /// <summary>The name of a picture in the folder, the same for the same path.</summary>
    public string NameOf(string path)
    {
        if (_names.TryGetValue(path, out var known))
            return known;
        if (facts(path) is not { } found)
            return path;
        var number = (_named.Count + 1).ToString("000", CultureInfo.InvariantCulture);
        var name = $"{Folder}/{number}{Ending(found.MediaType)}";
        _named.Add((path, name));
        return _names[path] = name;
    }

    private static string Ending(string mediaType) =>
        mediaType switch
        {
            "image/jpeg" => ".jpg",
            _ => $".{mediaType["image/".Length..]}",
        };
}
