using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Authoring.Web.Shell;

/// <summary>What MudBlazor's parts say in Chinese: <c>MudWords.resx</c>. In English they have words of their own.</summary>
internal sealed class MudWords(IStringLocalizer<MudWords> words) : MudLocalizer
{
    public override LocalizedString this[string key] => words[key];
    public override LocalizedString this[string key, params object[] arguments] => words[key, arguments];
}
