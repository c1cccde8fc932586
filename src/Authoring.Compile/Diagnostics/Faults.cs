namespace Authoring.Compile.Diagnostics;

/// <summary>Why a file of a report cannot be taken.</summary>
internal enum FileFault
{
    None,
    Missing,
    Outside,
    TooLarge,
    Unreadable,
}

/// <summary>Why something is no path inside a report folder.</summary>
internal enum PathFault
{
    None,
    Empty,
    Remote,
    Absolute,
    Backslash,
    Outside,
    BadCharacter,
}
