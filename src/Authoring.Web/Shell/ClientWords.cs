using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Shell;

/// <summary>The type whose name the resource files <c>Words.resx</c> (Chinese) and <c>Words.en.resx</c> carry.</summary>
internal sealed class Words;

/// <summary>The words that scripts show: all whose names begin with <c>client.</c>, as JSON for a data block in the page.</summary>
internal static class ClientWords
{
    private const string Prefix = "client.";

    // The default encoder escapes '<', so that no word can end the data block.
    public static string Json(IStringLocalizer<Words> words) =>
        JsonSerializer.Serialize(
            words
                .GetAllStrings(includeParentCultures: true)
                .Where(w => w.Name.StartsWith(Prefix, StringComparison.Ordinal))
                .DistinctBy(w => w.Name)
                .ToDictionary(w => w.Name[Prefix.Length..], w => w.Value, StringComparer.Ordinal)
        );
}
