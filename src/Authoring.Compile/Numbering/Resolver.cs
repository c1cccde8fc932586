using System.Collections.Concurrent;
using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;
using Authoring.Compile.Words;

namespace Authoring.Compile.Numbering;

/// <summary>Knows where everything in the report is, after numbering: what references print and where links and pictures lead.</summary>
internal sealed class Resolver(
    IReadOnlyDictionary<string, Placement> targets,
    IReadOnlyDictionary<string, NumberedText> texts,
    Func<string, ImageLookup> image
)
{
    private static readonly string[] Endings = [".png", ".PNG", ".jpg", ".JPG", ".jpeg", ".JPEG", ".webp", ".gif"];

    /// <summary>A report is shown to many people at once.</summary>
    private readonly ConcurrentDictionary<string, ImageLookup> _images = [];

    public Placement? Target(string id) => targets.GetValueOrDefault(id);

    /// <summary>What <c>@fig:f01</c> prints: the number alone; the title of what has none; as written where there is nothing.</summary>
    public string Print(ReferenceInline reference) =>
        Target(reference.Id) is not { } target ? $"@{reference.Id}"
        : target.ReferenceNumber is { Length: > 0 } number ? number
        : TitleAlone(target);

    /// <summary>What a reference prints to something that has no number: references in that title stay as they are written.</summary>
    public static string TitleAlone(Placement target) => target.Title.Print(NumberOnly);

    public string Title(Placement placement) => placement.Title.Print(Print);

    /// <summary>
    /// The picture that is meant: the file of this name, or, where there is none, of the name that its percent signs stand for.
    /// </summary>
    public (string Path, ImageLookup Found) Image(string path)
    {
        var found = Look(path);
        if (found.Fault != ImageFault.Missing || ReportPath.Decoded(path) is not { } decoded)
            return (path, found);
        var other = Look(decoded);
        return other.Fault == ImageFault.Missing ? (path, found) : (decoded, other);
    }

    /// <summary>A picture that is there under a name so like this one that it may be meant.</summary>
    private string? Nearest(string path)
    {
        var plain = Blanks.Visible(path.Normalize(NormalizationForm.FormKC)).Trim();
        var (folder, name) = (Math.Max(0, path.LastIndexOf('/')), Path.GetFileName(path));
        var stem = path[..^Path.GetExtension(path).Length];
        string[] names = [plain, path.Normalize(NormalizationForm.FormD), "images/" + name, .. Endings.Select(ending => stem + ending)];
        return names.FirstOrDefault(other =>
            folder > 0 && other != path && ReportPath.Check(other) == PathFault.None && Look(other).Facts is not null
        );
    }

    private ImageLookup Look(string path) => _images.GetOrAdd(path, image);

    /// <summary>The anchor or the picture's path that a link inside the report leads to.</summary>
    public (string? Anchor, string? Picture) Follow(NumberedText from, LinkTarget link)
    {
        var text = link.Address.Length == 0 ? from : texts.GetValueOrDefault(link.Address);
        if (text is null)
            return link.Id.Length == 0 && Image(link.Address) is (var path, { Facts: not null }) ? (null, path) : (null, null);
        if (link.Id.Length == 0)
            return (text.Anchor, null);
        string[] ids =
        [
            link.Id,
            $"{Identifier.Section}:{link.Id}",
            $"{Identifier.Figure}:{link.Id}",
            $"{Identifier.Table}:{link.Id}",
            $"{Identifier.Case}:{link.Id}",
        ];
        return (Array.Find(ids, targets.ContainsKey) is { } id ? targets[id].Anchor : null, null);
    }

    /// <summary>Says what in a text leads nowhere.</summary>
    public void Check(NumberedText text, IReadOnlyDictionary<string, string> unplaced)
    {
        var found = text.Diagnostics;
        foreach (var (id, line) in text.Text.References)
            CheckReference(text, id, line, unplaced);
        foreach (var (path, line) in text.Text.Images)
            CheckImage(found, path, line);
        foreach (var (link, line) in text.Text.Links)
        {
            if (link.Kind == LinkKind.Refused)
            {
                found.Add(Messages.RefusedLink(line, link.Address));
            }
            else if (link.Kind == LinkKind.Inside && Follow(text, link) is (null, null))
            {
                found.Add(Messages.BrokenLink(line, link.Id.Length == 0 ? link.Address : $"{link.Address}#{link.Id}"));
            }
        }
    }

    private void CheckImage(DiagnosticList found, string path, int line)
    {
        switch (Image(path).Found.Fault)
        {
            case ImageFault.Missing:
                found.Add(Messages.MissingImage(line, path, found.HasRoom("missing-image") ? Nearest(path) : null));
                break;
            case ImageFault.NotAnImage:
                found.Add(Messages.UnreadableImage(line, path));
                break;
            case ImageFault.Outside:
                found.Add(Messages.ImageOutside(line, path));
                break;
            case ImageFault.TooLarge:
                found.Add(Messages.ImageTooLarge(line, path, ImageLookup.LargestFile / 1024 / 1024));
                break;
        }
    }

    private static string NumberOnly(ReferenceInline reference) => $"@{reference.Id}";

    private void CheckReference(NumberedText text, string id, int line, IReadOnlyDictionary<string, string> unplaced)
    {
        if (targets.TryGetValue(id, out var target))
        {
            if (target.ReferenceNumber is null or "")
                text.Diagnostics.Add(Messages.ReferenceWithoutNumber(line, id));
        }
        else if (!unplaced.TryGetValue(id, out var path))
        {
            var nearest = text.Diagnostics.HasRoom("unresolved-reference") ? NearestWord.Of(id, targets.Keys) : null;
            text.Diagnostics.Add(Messages.UnresolvedReference(line, id, nearest));
        }
        else if (path != text.File.Path)
        {
            text.Diagnostics.Add(Messages.ReferenceToUnplaced(line, id, path));
        }
    }
}
