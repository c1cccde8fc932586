namespace Authoring.Compile.Html;

/// <summary>A top-level block as it will be printed.</summary>
/// <param name="Line">Where it begins in its file, 1-based.</param>
public sealed record HtmlBlock(int Line, string Html);
