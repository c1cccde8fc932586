namespace Authoring.Compile;

/// <summary>What leaves a hole in the printed document is an error; the rest warns.</summary>
public enum Severity { Warning, Error }

/// <summary>Something to put right: where it is, what is wrong, and how to mend it.</summary>
/// <param name="Code">Stable, in English, for programs: <c>unresolved-reference</c>.</param>
/// <param name="File">Path inside the report folder.</param>
/// <param name="Line">1-based.</param>
/// <param name="Message">One sentence for the writer.</param>
/// <param name="Hint">What to do about it, where that can be said.</param>
public sealed record Diagnostic(Severity Severity, string Code, string File, int Line, string Message, string? Hint);
