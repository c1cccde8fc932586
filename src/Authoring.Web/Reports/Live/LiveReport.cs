using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Live;

/// <summary>
/// A report that is being written: its committed texts, and its numbers as they are now. A changed text is read again after
/// a short pause; the others keep what was read, so that an edit costs one section and one pass over the items.
/// </summary>
public sealed partial class LiveReport(
    int id,
    string slug,
    ReportShape shape,
    IReadOnlyDictionary<string, PictureInfo> pictures,
    TimeProvider clock,
    ILogger logger,
    Action<Compilation> onCompiled
)
{
    private readonly Lock gate = new();

    /// <summary>One compilation at a time: they share what was read.</summary>
    private readonly Lock compileGate = new();
    private readonly Dictionary<string, (int Version, TrackedText Text)> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, Projection Projection), ProjectedText> read = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private volatile Compilation? current;

    private volatile ReportShape shape = shape;
    private volatile IReadOnlyDictionary<string, PictureInfo> pictures = pictures;

    /// <summary>How many compilations were begun.</summary>
    private int count;
    private bool dirty,
        compiling;

    /// <summary>Of the loop that compiles, of which there is one at a time.</summary>
    private readonly CompilePause pause = new(clock);
    private (string Stamp, Dictionary<string, Task<string>> Html) lists = ("", []);

    public int Id { get; } = id;
    public string Slug { get; } = slug;
    public ReportShape Shape => shape;
    public ReportDefinition Definition => shape.Definition;

    /// <summary>The live texts by their path in the report folder.</summary>
    public IReadOnlyDictionary<string, DocumentName> Documents => shape.Documents;
    public IReadOnlyDictionary<string, PictureInfo> Pictures => pictures;

    /// <summary>Raised after each compilation, on a thread of the pool.</summary>
    public event Action<Compilation>? Compiled;

    /// <summary>The newest compilation; the first one is waited for.</summary>
    public async ValueTask<Compilation> CurrentAsync()
    {
        if (current is null)
            await ready.Task;
        return current!;
    }

    /// <summary>A compilation of what is committed at this moment, for those who take it away with them.</summary>
    public async ValueTask<Compilation> CompileNowAsync(Projection projection = Projection.Final)
    {
        await CurrentAsync();
        lock (compileGate)
        {
            bool isCurrent;
            lock (gate)
                isCurrent = !dirty;
            if (!isCurrent)
                CompileAlone();
            return Projected(current!, projection);
        }
    }

    /// <summary>The lists of a compilation as HTML, rendered once for everybody who asks.</summary>
    public Task<string> ListsAsync(Compilation compilation, Func<Task<string>> render)
    {
        lock (gate)
        {
            var language = System.Globalization.CultureInfo.CurrentUICulture.Name;
            if (lists.Stamp != compilation.Stamp)
                lists = (compilation.Stamp, new(StringComparer.Ordinal));
            return lists.Html.TryGetValue(language, out var html) && !html.IsFaulted ? html : lists.Html[language] = render();
        }
    }

    /// <summary>The report as a folder would hold it: its <c>report.yml</c>, and those committed texts that it names.</summary>
    public (string Yaml, IReadOnlyDictionary<string, Rope> Texts) Folder(Projection projection = Projection.Final)
    {
        lock (gate)
        {
            var named = Definition
                .Front.Concat(Definition.Body)
                .Concat(Definition.Annexes)
                .Concat(Definition.Cases)
                .Where(texts.ContainsKey);
            return (shape.Yaml, named.ToDictionary(path => path, path => texts[path].Text.Project(projection), StringComparer.Ordinal));
        }
    }

    /// <summary>The committed texts by their path in the report folder, with their suggestions.</summary>
    public IReadOnlyDictionary<string, TrackedText> Texts()
    {
        lock (gate)
            return texts.ToDictionary(t => t.Key, t => t.Value.Text, StringComparer.Ordinal);
    }

    /// <summary>Takes a committed text; older versions than the known one are passed over.</summary>
    public void TextChanged(string path, int version, TrackedText text)
    {
        lock (gate)
        {
            if (texts.TryGetValue(path, out var known) && known.Version >= version)
                return;
            texts[path] = (version, text);
            dirty = true;
            if (current is not null)
                CompileSoon();
        }
    }

    /// <summary>
    /// Who changed the settings, the order or the texts of the report last since the server started, and when, in milliseconds since 1970,
    /// UTC.
    /// </summary>
    public (int PersonId, long At)? ShapedBy { get; private set; }

    /// <summary>Takes new settings or another order; everybody who looks is told when the numbers are there.</summary>
    /// <param name="by">Whose doing it is; null: nobody's that would matter.</param>
    public void Reshape(ReportShape changed, int? by = null)
    {
        lock (gate)
        {
            shape = changed;
            if (by is { } person)
                ShapedBy = (person, clock.GetUtcNow().ToUnixTimeMilliseconds());
            dirty = true;
            if (current is not null)
                CompileSoon();
        }
    }

    /// <summary>Takes a picture: every compilation that begins from now on has it.</summary>
    public void PictureAdded(string path, PictureInfo picture)
    {
        lock (gate)
        {
            pictures = new Dictionary<string, PictureInfo>(pictures, StringComparer.Ordinal) { [path] = picture };
            dirty = true;
            if (current is not null)
                CompileSoon();
        }
    }

    /// <summary>Call it with the gate held.</summary>
    private void CompileSoon()
    {
        if (compiling)
            return;
        compiling = true;
        _ = Task.Run(CompileWhileDirtyAsync);
    }

    /// <summary>Called once, when all texts have been handed in.</summary>
    public void Start()
    {
        try
        {
            Compile();
            ready.TrySetResult();
            lock (gate)
                if (dirty)
                    CompileSoon(); // it changed while the first compilation ran
        }
        catch (Exception e)
        {
            ready.TrySetException(e);
            throw;
        }
    }

    private async Task CompileWhileDirtyAsync()
    {
        while (true)
        {
            await Task.Delay(pause.Left, clock);
            var own = CompileAndTell();
            lock (gate)
            {
                // Somebody who compiled for himself meanwhile has told nobody.
                if (dirty || (own > 0 && count != own))
                    continue;
                compiling = false;
                return;
            }
        }
    }

    /// <returns>Which compilation it was; 0: there is none.</returns>
    private int CompileAndTell()
    {
        var own = 0;
        try
        {
            var began = clock.GetTimestamp();
            // Number 5: after a short pause the report is compiled as it is by now, and whoever shows its numbers hears of it.
            (var compilation, own) = CompileCounted();
            pause.Begin(began);
            onCompiled(compilation);
            Compiled?.Invoke(compilation);
        }
        catch (Exception e)
        {
            // The last good compilation stays; the next change tries again.
            Log.NotCompiled(logger, Slug, e);
        }
        return own;
    }

    private (Compilation Compilation, int Count) CompileCounted()
    {
        lock (compileGate)
            return (CompileAlone(), count);
    }

    private Compilation Compile()
    {
        lock (compileGate)
            return CompileAlone();
    }

    private Compilation CompileAlone()
    {
        var (definition, images, now) = Now(markClean: true);
        return current = CompileAlone(definition, images, now, Projection.Final, $"{run}-{count}");
    }

    private (
        ReportDefinition Definition,
        IReadOnlyDictionary<string, PictureInfo> Images,
        KeyValuePair<string, (int Version, TrackedText Text)>[] Texts
    ) Now(bool markClean)
    {
        lock (gate)
        {
            if (markClean)
            {
                dirty = false;
                count++;
            }
            return (shape.Definition, pictures, [.. texts]);
        }
    }

    private Compilation CompileAlone(
        ReportDefinition definition,
        IReadOnlyDictionary<string, PictureInfo> images,
        KeyValuePair<string, (int Version, TrackedText Text)>[] now,
        Projection projection,
        string stamp
    )
    {
        foreach (var (path, (version, text)) in now)
            if (!read.TryGetValue((path, projection), out var known) || !ReferenceEquals(known.Tracked, text))
                read[(path, projection)] = Read(path, version, text, projection);
        var report = Compiler.Compile(
            definition,
            path => read.TryGetValue((path, projection), out var found) ? found.Source : null,
            path => images.TryGetValue(path, out var found) ? found.Facts : null
        );
        return new Compilation(stamp, report, now.ToDictionary(t => t.Key, t => read[(t.Key, projection)], StringComparer.Ordinal));
    }

    /// <summary>Without suggestions all projections are one.</summary>
    private ProjectedText Read(string path, int version, TrackedText text, Projection projection)
    {
        var isSame =
            text.Marks.IsEmpty && read.TryGetValue((path, Projection.Final), out var known) && ReferenceEquals(known.Tracked, text);
        return new ProjectedText(path, version, text, projection, isSame ? read[(path, Projection.Final)].Source : null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Report {Slug} could not be compiled")]
        public static partial void NotCompiled(ILogger logger, string slug, Exception exception);
    }
}
