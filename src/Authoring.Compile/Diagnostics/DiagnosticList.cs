namespace Authoring.Compile.Diagnostics;

/// <summary>
/// What was found in one file. A thousand of a kind help nobody: beyond <see cref="MostOfAKind"/> they are only counted.
/// </summary>
internal sealed class DiagnosticList(string file)
{
    public const int MostOfAKind = 100;

    private List<Diagnostic>? _found;
    private Dictionary<string, int>? _counts;

    public string File { get; } = file;

    /// <summary>Adds a finding, whose file is this list's.</summary>
    public void Add(Diagnostic diagnostic)
    {
        _found ??= [];
        _counts ??= [];
        diagnostic = diagnostic with { File = File };
        if (_found.Count > 0 && _found[^1] with { Fix = diagnostic.Fix } == diagnostic) // one line, one thing wrong with it
        {
            if (_found[^1].Fix is null)
                _found[^1] = diagnostic;
            return;
        }

        var count = _counts[diagnostic.Code] = _counts.GetValueOrDefault(diagnostic.Code) + 1;
        if (count <= MostOfAKind)
            _found.Add(diagnostic);
    }

    /// <summary>How many of this kind are still said.</summary>
    public bool HasRoom(string code) => _counts is null || _counts.GetValueOrDefault(code) < MostOfAKind;

    public IReadOnlyList<Diagnostic> InOrder()
    {
        if (_found is null || _counts is null)
            return [];
        var ordered = _found.OrderBy(diagnostic => diagnostic.Line).ToList();
        foreach (var (code, count) in _counts)
        {
            if (count <= MostOfAKind)
                continue;
            var last = ordered.FindLast(diagnostic => diagnostic.Code == code)!;
            ordered.Add(last with { Message = Messages.AndMore(count - MostOfAKind), Hint = null });
        }

        return ordered;
    }
}
