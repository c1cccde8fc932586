using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Live;

/// <summary>One compilation of a report; <see cref="Stamp"/> differs from every other's.</summary>
/// <param name="Texts">What was compiled, by the path in the report folder.</param>
public sealed record Compilation(string Stamp, CompiledReport Report, IReadOnlyDictionary<string, ProjectedText> Texts)
{
    /// <summary>With every suggestion accepted; null: this one is.</summary>
    public Compilation? Final { get; init; }

    /// <summary>The line of the text that people write in; what was compiled has other lines where suggestions pend.</summary>
    public int LineInText(string path, int line) => Texts.TryGetValue(path, out var text) ? text.LineInText(line) : line;
}

/// <summary>A picture of a report: where its bytes are and what is known of them.</summary>
/// <param name="Hash">SHA-256 of its content, in hexadecimal digits: another picture has another address.</param>
public sealed record PictureInfo(int FileId, ImageFacts? Facts, string Hash = "");

/// <summary>
/// What a report is made of, all read at one moment: its settings and order, and its live texts by their path in the report folder.
/// </summary>
/// <param name="Yaml">The text of <c>report.yml</c> that <paramref name="Definition"/> was read from.</param>
/// <param name="Documents">Those that were taken out of the report, too: they can be read until they are put back.</param>
public sealed record ReportShape(string Yaml, ReportDefinition Definition, IReadOnlyDictionary<string, DocumentName> Documents);

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
    /// <summary>Keys that follow each other faster share one compilation.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A report rests so many times as long as it was compiled: whatever somebody types, the others have most of the server.
    /// </summary>
    private const int RestPerWork = 10;

    /// <summary>However long it takes, numbers are no older than this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();

    /// <summary>One compilation at a time: they share what was read.</summary>
    private readonly Lock compileGate = new();
    private readonly Dictionary<string, (int Version, TrackedText Text)> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, Projection Projection), ProjectedText> read = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private volatile Compilation? current;

    /// <summary>With every suggestion rejected; of which compilation.</summary>
    private (Compilation Final, Compilation Compilation)? original;
    private volatile ReportShape shape = shape;
    private volatile IReadOnlyDictionary<string, PictureInfo> pictures = pictures;

    /// <summary>How many compilations were begun.</summary>
    private int count;
    private bool dirty,
        compiling;

    /// <summary>Of the loop that compiles, of which there is one at a time.</summary>
    private (TimeSpan Length, long Since) rest;
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
            await Task.Delay(PauseNow(), clock);
            var own = 0;
            try
            {
                var began = clock.GetTimestamp();
                Compilation compilation;
                lock (compileGate)
                    (compilation, own) = (CompileAlone(), count);
                var ended = clock.GetTimestamp();
                rest = (RestPerWork * clock.GetElapsedTime(began, ended), ended);
                onCompiled(compilation);
                Compiled?.Invoke(compilation);
            }
            catch (Exception e)
            {
                // The last good compilation stays; the next change tries again.
                Log.NotCompiled(logger, Slug, e);
            }
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

    private TimeSpan PauseNow()
    {
        var longest = rest.Length < LongestPause ? rest.Length : LongestPause;
        var left = longest - clock.GetElapsedTime(rest.Since);
        return left > Pause ? left : Pause;
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
            {
                // Without suggestions all projections are one.
                var isSame =
                    text.Marks.IsEmpty && read.TryGetValue((path, Projection.Final), out known) && ReferenceEquals(known.Tracked, text);
                read[(path, projection)] = new ProjectedText(path, version, text, projection, isSame ? known!.Source : null);
            }
        var report = Compiler.Compile(
            definition,
            path => read.TryGetValue((path, projection), out var found) ? found.Source : null,
            path => images.TryGetValue(path, out var found) ? found.Facts : null
        );
        return new Compilation(stamp, report, now.ToDictionary(t => t.Key, t => read[(t.Key, projection)], StringComparer.Ordinal));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Report {Slug} could not be compiled")]
        public static partial void NotCompiled(ILogger logger, string slug, Exception exception);
    }
}
