using System.CommandLine.Parsing;

namespace Authoring.Web.CommandLine;

/// <summary>The words behind <c>compile</c>, as they were typed.</summary>
internal sealed record Words(
    string[] Folders,
    OptionResult? ToOption,
    string[] Formats,
    OptionResult? OutputOption,
    string[] Files,
    OptionResult? TemplateOption,
    string[] Templates
)
{
    public string Folder => Folders[0];

    public string Format => Formats[0];

    public string? File => Files.Length == 0 ? null : Files[0];

    /// <summary>An HTML document that goes into a folder, its pictures beside it.</summary>
    public bool IsSite => Format == "html" && File is { } file && (Path.EndsInDirectorySeparator(file) || Directory.Exists(file));

    public string? Template => Templates.Length == 0 ? null : Templates[0];

    /// <summary>One sentence; null: nothing is.</summary>
    public string? WhatIsWrong(IReadOnlyList<string> unmatched) =>
        this switch
        {
            _ when unmatched.Count > 0 => CommandMessages.UnknownWord(unmatched[0]),
            { Folders: [] or [""] } => CommandMessages.NoFolder,
            { Folders.Length: > 1 } => CommandMessages.UnknownWord(Folders[1]),
            { Formats.Length: not 1 } or { ToOption.IdentifierTokenCount: > 1 } => CommandMessages.OneFormat,
            { Format: not ("json" or "html" or "docx" or "pdf") } => CommandMessages.UnknownFormat(Format),
            { OutputOption.IdentifierTokenCount: > 1 } or { OutputOption: { Implicit: false }, Files.Length: not 1 } =>
                CommandMessages.OneFile,
            { TemplateOption.IdentifierTokenCount: > 1 } or { TemplateOption: { Implicit: false }, Templates.Length: not 1 } =>
                CommandMessages.OneTemplate,
            { Template: not null, Format: not ("docx" or "pdf") } => CommandMessages.TemplateForWord,
            _ => null,
        };
}
