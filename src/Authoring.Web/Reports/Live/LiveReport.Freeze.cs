using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>A report as it was at one moment: its settings, texts and pictures belong together, whatever is typed meanwhile.</summary>
public sealed record FrozenReport(Compilation Compilation, ReportShape Shape, IReadOnlyDictionary<string, PictureInfo> Pictures)
{
    /// <summary>The texts that <c>report.yml</c> names, with every suggestion accepted.</summary>
    public IReadOnlyDictionary<string, Rope> Texts =>
        Shape
            .Definition.Front.Concat(Shape.Definition.Body)
            .Concat(Shape.Definition.Annexes)
            .Concat(Shape.Definition.Cases)
            .Where(Compilation.Texts.ContainsKey)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(path => path, path => Compilation.Texts[path].Text, StringComparer.Ordinal);
}

/// <summary>What is committed at this moment, to be kept.</summary>
public sealed partial class LiveReport
{
    public async ValueTask<FrozenReport> FreezeAsync()
    {
        await CurrentAsync();
        lock (compileGate)
        {
            ReportShape shapeNow;
            IReadOnlyDictionary<string, PictureInfo> picturesNow;
            KeyValuePair<string, (int Version, TrackedText Text)>[] now;
            lock (gate)
                (shapeNow, picturesNow, now) = (shape, pictures, [.. texts]);
            var compiled = CompileAlone(shapeNow.Definition, picturesNow, now, Projection.Final, $"{current!.Stamp}-frozen");
            return new FrozenReport(compiled, shapeNow, picturesNow);
        }
    }
}
