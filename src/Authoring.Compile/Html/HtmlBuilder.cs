using System.Buffers;
using System.Text;

namespace Authoring.Compile.Html;

/// <summary>
/// Text on its way into HTML. Whatever comes from a writer goes through here, and so cannot be a tag or leave an attribute.
/// </summary>
internal sealed class HtmlBuilder
{
    /// <summary>Marks of HTML, and control characters but for white space.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create([
        .. "&<>\"\u007F",
        .. Enumerable.Range(0, ' ').Select(code => (char)code).Except("\t\n\r"),
    ]);

    /// <summary>What browsers escape in an address, and what could end the attribute.</summary>
    private static readonly SearchValues<char> NotInAddress = SearchValues.Create("\"<>\\^`{|} \t\r\n");

    private readonly StringBuilder _html = new();

    public int Length => _html.Length;

    /// <summary>Our own words.</summary>
    public HtmlBuilder Raw(string html)
    {
        _html.Append(html);
        return this;
    }

    public HtmlBuilder Raw(int number)
    {
        _html.Append(number);
        return this;
    }

    /// <summary>Somebody's words, in text or in a quoted attribute.</summary>
    public HtmlBuilder Text(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            _html.Append(text[..at]);
            _html.Append(Escaped(text[at]));
            text = text[(at + 1)..];
        }

        _html.Append(text);
        return this;
    }

    private static string Escaped(char special) =>
        special switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ => "\uFFFD",
        };

    /// <summary>An address that was found harmless, in a quoted attribute.</summary>
    public HtmlBuilder Address(string address)
    {
        if (!address.AsSpan().ContainsAny(NotInAddress))
            return Text(address);
        foreach (var c in address)
        {
            if (NotInAddress.Contains(c))
            {
                _html.Append('%').Append(((int)c).ToString("X2"));
            }
            else
            {
                Text([c]);
            }
        }

        return this;
    }

    /// <summary>Gives an attribute to the tag that begins at a place.</summary>
    public void Mark(int tag, string attribute)
    {
        var at = tag + 1;
        while (char.IsAsciiLetterOrDigit(_html[at]))
            at++;
        _html.Insert(at, attribute);
    }

    /// <summary>The HTML so far; begins anew.</summary>
    public string Take()
    {
        var html = _html.ToString();
        _html.Clear();
        return html;
    }

    /// <summary>Hands the HTML on once there is enough of it.</summary>
    /// <param name="atLeast">UTF-16 code units.</param>
    public void Flush(TextWriter output, int atLeast = 0)
    {
        if (_html.Length < atLeast)
            return;
        foreach (var chunk in _html.GetChunks())
            output.Write(chunk.Span);
        _html.Clear();
    }
}
