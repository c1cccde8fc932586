namespace Authoring.Compile.Document;

/// <summary>Where something stands.</summary>
/// <param name="File">Path inside the report folder.</param>
/// <param name="Line">1-based.</param>
public readonly record struct ItemPlace(string File, int Line);

/// <summary>Something with a number.</summary>
/// <param name="Parent">Tells apart what may have one number: headings below different ones.</param>
internal sealed record NumberedItem(int Parent, string Number, string Title, ItemPlace Place);
