using System.Net;

namespace Authoring.Compile.SelfCheck;

/// <summary>An element of an HTML document, or words: where <see cref="Name"/> is empty.</summary>
internal sealed class HtmlNode(string name, HtmlNode? parent)
{
    private static readonly HashSet<string> Void =
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
    ];
    private static readonly string[] Raw = ["script", "style"];

    private readonly Dictionary<string, string> _attributes = new(StringComparer.OrdinalIgnoreCase);

    public string Name { get; } = name;
    public HtmlNode? Parent { get; } = parent;
    public List<HtmlNode> Children { get; } = [];
    public string Words { get; private init; } = "";

    public string this[string attribute] => _attributes.GetValueOrDefault(attribute, "");

    public bool Has(string @class) => this["class"].Split(' ').Contains(@class);

    /// <summary>In the order of the document, without the node itself.</summary>
    public IEnumerable<HtmlNode> Descendants() => Children.SelectMany(child => child.Descendants().Prepend(child));

    public IEnumerable<HtmlNode> Ancestors()
    {
        for (var node = Parent; node is not null; node = node.Parent)
            yield return node;
    }

    /// <summary>What is read of it; what <paramref name="isSilent"/> says is left out.</summary>
    public string Text(Func<HtmlNode, bool>? isSilent = null) =>
        isSilent?.Invoke(this) == true ? "" : Words + string.Concat(Children.Select(child => child.Text(isSilent)));

    /// <summary>Reads a document whose elements are closed, as our own are. Null: they are not.</summary>
    public static HtmlNode? Parse(string html)
    {
        var root = new HtmlNode("", null);
        var (at, now) = (0, root);
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            var end = open < 0 ? html.Length : open;
            if (end > at)
                now.Children.Add(new HtmlNode("", now) { Words = WebUtility.HtmlDecode(html[at..end]) });
            if (open < 0)
                break;
            var close = CloseOf(html, open);
            if (close < 0)
                return null;
            var tag = html[(open + 1)..close];
            at = close + 1;
            if (tag.StartsWith('!'))
                continue;
            if (After(tag, now, html, ref at) is not { } next)
                return null;
            now = next;
        }

        return now == root ? root : null;
    }

    /// <summary>
    /// The element that is open after a tag. What stands in a raw one (<c>style</c>, <c>script</c>) is passed over. Null: the tag closes
    /// what is not open, or a raw element has no end.
    /// </summary>
    private static HtmlNode? After(string tag, HtmlNode now, string html, ref int at)
    {
        if (tag.StartsWith('/'))
            return tag[1..].Trim().Equals(now.Name, StringComparison.OrdinalIgnoreCase) ? now.Parent : null;
        var node = Open(tag, now);
        now.Children.Add(node);
        if (Void.Contains(node.Name) || tag.EndsWith('/'))
            return now;
        if (!Raw.Contains(node.Name))
            return node;
        var last = html.IndexOf($"</{node.Name}>", at, StringComparison.OrdinalIgnoreCase);
        if (last < 0)
            return null;
        at = last + node.Name.Length + 3;
        return now;
    }

    /// <summary>Of a tag, whose attributes may hold a closing bracket.</summary>
    private static int CloseOf(string html, int open)
    {
        char quote = '\0';
        for (var i = open + 1; i < html.Length; i++)
        {
            if (quote != '\0')
                quote = html[i] == quote ? '\0' : quote;
            else if (html[i] is '"' or '\'')
                quote = html[i];
            else if (html[i] == '>')
                return i;
        }

        return -1;
    }

    private static HtmlNode Open(string tag, HtmlNode parent)
    {
        var end = tag.IndexOfAny([' ', '\n', '\t', '/']);
        var node = new HtmlNode((end < 0 ? tag : tag[..end]).ToLowerInvariant(), parent);
        for (var at = end < 0 ? tag.Length : end; at < tag.Length; )
        {
            while (at < tag.Length && tag[at] is ' ' or '\n' or '\t' or '/')
                at++;
            var from = at;
            while (at < tag.Length && tag[at] is not ('=' or ' ' or '\n' or '\t'))
                at++;
            var name = tag[from..at];
            var value = "";
            if (at + 1 < tag.Length && tag[at] == '=' && tag[at + 1] is '"' or '\'')
            {
                var close = tag.IndexOf(tag[at + 1], at + 2);
                close = close < 0 ? tag.Length : close;
                value = WebUtility.HtmlDecode(tag[(at + 2)..close]);
                at = close + 1;
            }
            else
            {
                at++;
            }

            if (name.Length > 0)
                node._attributes.TryAdd(name, value);
        }

        return node;
    }
}
