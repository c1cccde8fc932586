using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>What would be, if something were otherwise.</summary>
public sealed partial class LiveReport
{
    /// <summary>The report as it would be numbered if one of its texts were another one; the others are as they are now.</summary>
    public async ValueTask<Compilation> CompileWithAsync(string path, ProjectedText other)
    {
        await CurrentAsync();
        lock (compileGate)
        {
            var (definition, images, _) = Now(markClean: false);
            var with = new Dictionary<string, ProjectedText>(current!.Texts, StringComparer.Ordinal) { [path] = other };
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
