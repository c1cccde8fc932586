using System.Globalization;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Authoring.Web.Review;

/// <summary>
/// Asks on a page before something is changed that others have signed, once per person and round; a text's own page asks by itself
/// (<c>wwwroot-assets/review</c>).
/// </summary>
internal sealed class RevisionConfirmation(ReviewService service, IDialogService dialogs, IStringLocalizer<Words> words, TimeProvider clock)
{
    /// <summary>Before these texts are changed.</summary>
    /// <param name="paths">In the report folder.</param>
    /// <returns>False: he leaves it as it is.</returns>
    public async Task<bool> MayChangeAsync(ClaimsPrincipal caller, LiveReport report, params IReadOnlyCollection<string> paths)
    {
        if (await service.ProtectionAsync(caller, report, paths) is not { Asks: true } protection)
            return true;
        if (!await AskAsync(protection))
            return false;
        await service.ReviseAsync(caller, report, paths);
        return true;
    }

    /// <summary>Before the report gets other settings, another order or other texts.</summary>
    public async Task<bool> MayChangeAsync(ClaimsPrincipal caller, LiveReport report, DefinitionDraft changed)
    {
        var definition = ReportDefinition.Parse(changed.ToYaml(), report.Slug);
        if (await service.ProtectionAsync(caller, report, definition) is not { Asks: true } protection)
            return true;
        if (!await AskAsync(protection))
            return false;
        await service.ReviseAsync(caller, report, definition);
        return true;
    }

    private Task<bool> AskAsync(Protection protection) =>
        dialogs.ConfirmAsync(
            words["revision.title", protection.Signatures.Count],
            words["revision.text"],
            words["revision.go"],
            words["revision.leave"],
            [.. protection.Signatures.Select(Line)]
        );

    private string Line(ProtectedSignature signature)
    {
        var at = TimeZoneInfo.ConvertTime(signature.At, clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return signature.Text is { } text
            ? words["revision.signed-elsewhere", text, signature.Stage, signature.By, at]
            : words["revision.signed", signature.Stage, signature.By, at];
    }
}
