using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing;

/// <summary>What people are told of a PDF on its way.</summary>
internal static class PdfWords
{
    public static string Say(this IStringLocalizer<Words> words, PdfFailure failure) => words[$"pdf.failed-{failure}"];

    public static string Say(this IStringLocalizer<Words> words, PdfProgress progress) =>
        progress switch
        {
            { Ahead: > 0 } => words["pdf.waiting", progress.Ahead],
            { Pass: 0 } => words["pdf.preparing"],
            _ => words["pdf.pass", progress.Pass, Math.Max(progress.Pass, PagePass.UsualPasses)],
        };

    /// <summary>Nothing: all faces are there.</summary>
    public static string Say(this IStringLocalizer<Words> words, IReadOnlyList<MissingFace> faces) =>
        faces.Count == 0 ? "" : words["pdf.faces", string.Join(words["shell.comma"], faces.Select(face => face.Face)), faces[0].Instead];

    public static int StatusOf(PdfFailure failure) =>
        failure switch
        {
            PdfFailure.NotInstalled or PdfFailure.QueueFull => StatusCodes.Status503ServiceUnavailable,
            PdfFailure.TimedOut => StatusCodes.Status504GatewayTimeout,
            PdfFailure.DiskFull => StatusCodes.Status507InsufficientStorage,
            _ => StatusCodes.Status502BadGateway,
        };
}
