using Authoring.Compile.Numbering;

namespace Authoring.Compile.Html;

/// <summary>What all texts of one document are written with.</summary>
/// <param name="ImageUrl">Where a picture, named by its path inside the report, can be had.</param>
/// <param name="Markup">What of a text is suggested; null: nothing that is to be seen.</param>
internal sealed record HtmlContext(Resolver Resolver, KindRules Rules, Func<string, string> ImageUrl, Func<string, Markup?> Markup);
