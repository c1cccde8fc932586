namespace Authoring.Compile.Diagnostics;

/// <summary>What leaves a hole in the printed document is an error; the rest warns.</summary>
public enum Severity
{
    Warning,
    Error,
}

/// <summary>
/// A change within one line that puts something right: what stands from <paramref name="From"/> to <paramref name="To"/> gives way.
/// </summary>
/// <param name="From">In the line, in UTF-16 code units from 0.</param>
/// <param name="To">In the line.</param>
/// <param name="Text">May hold line ends.</param>
public sealed record Correction(int From, int To, string Text);

/// <summary>Something to put right: where it is, what is wrong, and how to mend it.</summary>
/// <param name="Code">Stable, in English, for programs: <c>unresolved-reference</c>.</param>
/// <param name="File">Path inside the report folder.</param>
/// <param name="Line">1-based.</param>
/// <param name="Message">One sentence for the writer.</param>
/// <param name="Hint">What to do about it, where that can be said.</param>
/// <param name="Fix">What a press of a button may do about it, where one thing is plainly meant.</param>
public sealed record Diagnostic(
    Severity Severity,
    string Code,
    string File,
    int Line,
    string Message,
    string? Hint,
    Correction? Fix = null
);
