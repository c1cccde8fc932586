using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Authoring.Compile;
using Authoring.Compile.Plain;
using Authoring.Compile.SelfCheck;

namespace Authoring.Web.Publishing.Editions;

/// <summary>发布记录: who published what, when, what was missing and allowed, and what reading the files back has shown.</summary>
/// <param name="At">UTC.</param>
/// <param name="Hash">See <see cref="EditionHash"/>.</param>
/// <param name="Notes">What could not be said in Word's own words.</param>
/// <param name="WithoutPdf">Why there is no PDF; null: there is one.</param>
public sealed record EditionRecord(
    int Number,
    string Name,
    string Title,
    string Slug,
    string By,
    DateTimeOffset At,
    string Hash,
    IReadOnlyList<RecordedFile> Files,
    IReadOnlyList<RecordedWaiver> Waivers,
    IReadOnlyList<SelfCheckResult> Checks,
    IReadOnlyList<string> Notes,
    string? WithoutPdf,
    RecordedPages? Pages,
    IReadOnlyList<MissingFace> MissingFaces
)
{
    [JsonIgnore]
    public int Faults => Checks.Sum(check => check.FaultCount);
}

public sealed record RecordedFile(EditionFileKind Kind, string Hash, long Size);

/// <param name="Kind">As the people who published read it, with <paramref name="About"/>.</param>
public sealed record RecordedWaiver(string Kind, string About, string Reason, string By, DateTimeOffset At);

/// <param name="Passes">How often it was laid out.</param>
/// <param name="HasSettled">The contents name the pages on which things stand.</param>
public sealed record RecordedPages(int Count, int Passes, bool HasSettled);

/// <summary>An edition's numbers and words, for the next one to be held against.</summary>
public sealed record FrozenNumbers(
    IReadOnlyList<ContentsEntry> Contents,
    IReadOnlyList<ListEntry> Figures,
    IReadOnlyList<ListEntry> Tables,
    IReadOnlyList<ListEntry> Cases,
    IReadOnlyList<ListEntry> Annexes,
    IReadOnlyList<PlainText> Texts
)
{
    public static FrozenNumbers Of(CompiledReport report) =>
        new(report.Contents, report.Figures, report.Tables, report.Cases, report.Annexes, report.ToText());
}

/// <summary>How editions write what programs read again, years later: names in lower case, Chinese as Chinese.</summary>
internal static class EditionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
