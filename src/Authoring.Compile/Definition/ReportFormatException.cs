namespace Authoring.Compile.Definition;

/// <summary>This is not a report folder, or its <c>report.yml</c> cannot be read. The message is one line and names the place.</summary>
public sealed class ReportFormatException : Exception
{
    public ReportFormatException(string message)
        : base(message) { }

    public ReportFormatException(string message, int line)
        : base(message) => Line = line;

    /// <summary>1-based line of <c>report.yml</c>; 0 where no line is to blame.</summary>
    public int Line { get; }
}
