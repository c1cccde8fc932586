namespace Authoring.Text;

/// <summary>
/// A changed part of a text: [From, To) of the old text became [NewFrom, NewTo) of the new one, which reads Inserted.
/// What lies between two spans is the same in both.
/// </summary>
public readonly record struct Span(int From, int To, int NewFrom, int NewTo, string Inserted);
