namespace Authoring.Text;

/// <summary>A change met a text, or another change, that it was not made for: the caller mixed up versions.</summary>
public sealed class ChangeMismatchException : InvalidOperationException
{
    internal ChangeMismatchException(string with, int expected, int actual)
        : base($"the change expects {with} of length {expected}, and got one of length {actual}")
    {
        Expected = expected;
        Actual = actual;
    }

    public int Expected { get; }
    public int Actual { get; }
}
