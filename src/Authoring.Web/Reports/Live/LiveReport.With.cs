using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>What would be, if something were otherwise.</summary>
public sealed partial class LiveReport
{
    /// <summary>With every suggestion rejected; of which compilation.</summary>
    private (Compilation Final, Compilation Compilation)? original;

    /// <summary>
    /// The newest compilation, with all suggestions accepted or all rejected. The second is made when somebody asks for it.
    /// </summary>
    public async ValueTask<Compilation> CurrentAsync(Projection projection)
    {
        var final = await CurrentAsync();
        if (projection != Projection.Original)
            return final;
        lock (compileGate)
            return Projected(current!, projection);
    }

    /// <summary>The same report with every suggestion rejected.</summary>
    public Compilation OriginalOf(Compilation final)
    {
        lock (compileGate)
            return Projected(final, Projection.Original);
    }

    /// <summary>Call it with <see cref="compileGate"/> held.</summary>
    private Compilation Projected(Compilation final, Projection projection)
    {
        if (projection != Projection.Original || final.Texts.Values.All(text => text.Tracked.Marks.IsEmpty))
            return final;
        if (original is { } known && ReferenceEquals(known.Final, final))
            return known.Compilation;
        var (definition, images, _) = Now(markClean: false);
        var made = CompileAlone(
            definition,
            images,
            [.. final.Texts.Select(text => KeyValuePair.Create(text.Key, (text.Value.Version, text.Value.Tracked)))],
            Projection.Original,
            $"{final.Stamp}-original"
        ) with
        {
            Final = final,
        };
        original = (final, made);
        return made;
    }

    /// <summary>The report as it would be numbered if one of its texts were another one; the others are as they are now.</summary>
    public ValueTask<Compilation> CompileWithAsync(string path, ProjectedText other) =>
        CompileWithAsync(new Dictionary<string, ProjectedText>(StringComparer.Ordinal) { [path] = other });

    /// <summary>The same for several of its texts, by their path in the report folder.</summary>
    public async ValueTask<Compilation> CompileWithAsync(IReadOnlyDictionary<string, ProjectedText> others)
    {
        await CurrentAsync();
        lock (compileGate)
        {
            var (definition, images, _) = Now(markClean: false);
            var with = new Dictionary<string, ProjectedText>(current!.Texts, StringComparer.Ordinal);
            foreach (var (path, other) in others)
                with[path] = other;
            var report = Compiler.Compile(
                definition,
                file => with.TryGetValue(file, out var found) ? found.Source : null,
                file => images.TryGetValue(file, out var found) ? found.Facts : null
            );
            return new Compilation($"{current.Stamp}-with", report, with);
        }
    }

    /// <summary>The report as it would be with other settings, another order or other texts of those that it has.</summary>
    public async ValueTask<Compilation> CompileWithAsync(ReportDefinition other)
    {
        await CurrentAsync();
        lock (compileGate)
        {
            var (_, images, now) = Now(markClean: false);
            return CompileAlone(other, images, now, Projection.Final, $"{current!.Stamp}-with");
        }
    }
}
