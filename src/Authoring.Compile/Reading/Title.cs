using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>A heading or caption as plain text for the lists, with its cross-references still open.</summary>
internal sealed class Title
{
    /// <summary>Each a string or a <see cref="ReferenceInline"/>; no string is empty.</summary>
    private readonly object[] _parts;

    private Title(params object[] parts) => _parts = parts;

    public bool IsEmpty => _parts.Length == 0;

    public static Title Of(string text) => text.Length == 0 ? new Title() : new Title(text);

    /// <summary>Without marks: emphasis, links and code leave their text, footnotes nothing.</summary>
    public static Title Read(ContainerInline inlines)
    {
        if (inlines.FirstChild is LiteralInline { NextSibling: null } only)
            return Of(Blanks.Visible(Blanks.Trim(only.Content.AsSpan()).ToString()));
        var reader = new TitleReader();
        reader.Append(inlines);
        return new Title(reader.Parts());
    }

    /// <param name="number">What a reference prints.</param>
    public string Print(Func<ReferenceInline, string> number) =>
        _parts switch
        {
            [] => "",
            [string text] => text,
            _ => string.Concat(_parts.Select(part => part as string ?? number((ReferenceInline)part))),
        };
}

/// <summary>Collects the text of inlines.</summary>
internal sealed class TitleReader
{
    private readonly List<object> _parts = [];
    private readonly StringBuilder _text = new();

    public void Append(ContainerInline inlines)
    {
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    _text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    _text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    _text.Append(entity.Transcoded.AsSpan());
                    break;
                case HtmlInline html:
                    _text.Append(html.Tag);
                    break;
                case AutolinkInline link:
                    _text.Append(link.Url);
                    break;
                case LineBreakInline:
                    _text.Append(' ');
                    break; // those between Chinese characters are gone already
                case FootnoteLink:
                    break;
                case ReferenceInline reference:
                    Flush();
                    _parts.Add(reference);
                    break;
                case ContainerInline container:
                    Append(container);
                    break;
            }
        }
    }

    public object[] Parts()
    {
        Flush();
        if (_parts is [string first, ..])
            _parts[0] = first.TrimStart();
        if (_parts is [.., string last])
            _parts[^1] = last.TrimEnd();
        _parts.RemoveAll(part => part is "");
        return [.. _parts];
    }

    private void Flush()
    {
        if (_text.Length > 0)
            _parts.Add(Blanks.Visible(_text.ToString()));
        _text.Clear();
    }
}
