using Authoring.Compile;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Making;

namespace Authoring.Web.Import;

internal enum UploadFault
{
    NotAZip,
    TooManyFiles,
    ZipTooLarge,
    FileTooLarge,
    TooLarge,
    Outside,
    Link,
    Twice,
    NotAReport,
    SeveralReports,
    Picture,
}

/// <summary>One reason why a folder is not taken.</summary>
/// <param name="Detail">Names the file, or says what the compiler says.</param>
/// <param name="Picture">What is wrong with the picture that <paramref name="Detail"/> names.</param>
internal sealed record UploadProblem(UploadFault Fault, string Detail = "", PictureResult Picture = PictureResult.Done);

/// <summary>An uploaded folder that is not taken, with everything that has to be put right.</summary>
internal sealed class UploadException(IReadOnlyList<UploadProblem> problems) : Exception(string.Join("; ", problems))
{
    public UploadException(UploadFault fault, string detail = "")
        : this([new UploadProblem(fault, detail)]) { }

    public IReadOnlyList<UploadProblem> Problems { get; } = problems;
    public UploadFault Fault => Problems[0].Fault;
    public string Detail => Problems[0].Detail;
    public PictureResult Picture => Problems[0].Picture;
}

/// <summary>What was done to a file on the way in.</summary>
internal enum UploadNoteKind
{
    AttachmentCut,
    PictureLeftOut,
    FileLeftOut,
}

/// <param name="Picture">Why a picture that no text shows was left out.</param>
internal sealed record UploadNote(UploadNoteKind Kind, string Path, PictureResult Picture = PictureResult.Done);

/// <summary>A report from an uploaded folder, what compiling it would say, and what of the folder did not come with it.</summary>
internal sealed record UploadedFolder(NewReport Report, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<UploadNote> Notes)
{
    public void Deconstruct(out NewReport report, out IReadOnlyList<Diagnostic> diagnostics) =>
        (report, diagnostics) = (Report, Diagnostics);
}
