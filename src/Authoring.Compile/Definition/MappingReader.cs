using Authoring.Compile.Diagnostics;
using Authoring.Compile.Words;

namespace Authoring.Compile.Definition;

/// <summary>
/// One YAML mapping being read key by key. What is unknown, doubled or of the wrong shape is said with its line and passed over.
/// </summary>
internal sealed class MappingReader
{
    private readonly DiagnosticList _diagnostics;
    private readonly Dictionary<string, YamlNode> _values = [];

    public MappingReader(YamlMapping mapping, DiagnosticList diagnostics, params string[] known)
    {
        _diagnostics = diagnostics;
        Line = mapping.Line;
        foreach (var entry in mapping.Entries)
        {
            if (Array.IndexOf(known, entry.Key) < 0)
            {
                diagnostics.Add(
                    Messages.UnknownKey(entry.Line, entry.Key, MeantKeys.Of(entry.Key) ?? NearestWord.Of(entry.Key, known), known)
                );
            }
            else if (!_values.TryAdd(entry.Key, entry.Value))
            {
                diagnostics.Add(Messages.DuplicateKey(entry.Line, entry.Key));
            }
        }
    }

    public int Line { get; }

    /// <summary>The value, unless it is missing or empty.</summary>
    public YamlNode? Node(string key) => _values.GetValueOrDefault(key) is { } node and not YamlScalar { IsNull: true } ? node : null;

    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalar scalar:
                return scalar.Value;
            case var node:
                _diagnostics.Add(Messages.BadValue(node.Line, key, Messages.ExpectedText));
                return null;
        }
    }

    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
            return null;
        if (int.TryParse(text, out var number) && number >= least && number <= most)
            return number;
        _diagnostics.Add(Messages.BadValue(Node(key)!.Line, key, Messages.ExpectedNumber(least, most)));
        return null;
    }

    public bool Flag(string key)
    {
        switch (Text(key))
        {
            case null or "false":
                return false;
            case "true":
                return true;
            default:
                _diagnostics.Add(Messages.BadValue(Node(key)!.Line, key, Messages.ExpectedFlag));
                return false;
        }
    }

    public MappingReader? Mapping(string key, params string[] known)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlMapping mapping:
                return new MappingReader(mapping, _diagnostics, known);
            case var node:
                _diagnostics.Add(Messages.BadValue(node.Line, key, Messages.ExpectedMapping));
                return null;
        }
    }

    public IReadOnlyList<YamlNode> Items(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlSequence sequence:
                return sequence.Items;
            case var node:
                _diagnostics.Add(Messages.BadValue(node.Line, key, Messages.ExpectedList));
                return [];
        }
    }
}
