using System.CommandLine;
using System.Text;
using Authoring.Compile;
using Authoring.Compile.Docx;

namespace Authoring.Web.CommandLine;

/// <summary>
/// <c>compile FOLDER --to json|html|docx|pdf [-o FILE] [--template FILE]</c>; with <c>--to html -o FOLDER/</c> the pictures lie beside
/// the document.
/// Exit status: 0 compiled, 1 compiled with errors among the diagnostics,
/// 2 no report folder or the words are off, with one line on standard error.
/// </summary>
internal static class CompileCommand
{
    public const int Compiled = 0;
    public const int CompiledWithErrors = 1;
    public const int Refused = 2;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    internal static Command Create()
    {
        // Every word is taken and judged here: the library's own answer to a wrong one is its help on standard output and exit 1.
        var folder = new Argument<string[]>("FOLDER") { Description = CommandMessages.Folder, Arity = ArgumentArity.ZeroOrMore };
        var to = Taken(new Option<string[]>("--to"), CommandMessages.To, "json|html|docx|pdf");
        var output = Taken(new Option<string[]>("--output", "-o"), CommandMessages.Output, "FILE");
        var template = Taken(new Option<string[]>("--template"), CommandMessages.Template, "FILE");
        var command = new Command("compile", CommandMessages.Compile) { folder, to, output, template };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (result, cancellation) =>
            {
                var words = new Words(
                    result.GetValue(folder) ?? [],
                    result.GetResult(to),
                    result.GetValue(to) ?? [],
                    result.GetResult(output),
                    result.GetValue(output) ?? [],
                    result.GetResult(template),
                    result.GetValue(template) ?? []
                );
                var wrong = words.WhatIsWrong(result.UnmatchedTokens);
                var configuration = result.InvocationConfiguration;
                return wrong is null
                    ? RunAsync(words, configuration.Output, configuration.Error, cancellation)
                    : Task.FromResult(Refuse(configuration.Error, wrong));
            }
        );
        return command;
    }

    private static Option<string[]> Taken(Option<string[]> option, string description, string helpName)
    {
        (option.Description, option.HelpName, option.Arity) = (description, helpName, ArgumentArity.ZeroOrMore);
        return option;
    }

    private static async Task<int> RunAsync(Words words, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var folder = ReportFolder.Open(words.Folder);
            DocxTemplate? template = null;
            if (words.Template is { } file && (template = ReadTemplate(file, out var refusal)) is null)
                return Refuse(error, refusal);
            var report = Compiler.Compile(folder);
            if (words.Format == "docx")
                WriteDocx(report, words.File, folder, template, output, error);
            else if (words.Format == "pdf")
                return await WritePdfAsync(report, words.File, new TemporaryPdf(folder, template), output, error, cancellation);
            else if (words.IsSite)
                SiteFolder.Write(report, folder, words.File!);
            else
                Write(words.File, output, writer => WriteReport(report, words, folder, writer));
            // JSON carries its diagnostics; a document has no place for them.
            if (words.Format != "json")
                Print(report.Diagnostics, error);
            return report.HasErrors ? CompiledWithErrors : Compiled;
        }
        catch (ReportFormatException exception)
        {
            return Refuse(error, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refuse(error, CommandMessages.CannotWrite(words.File));
        }
    }

    private static void WriteReport(CompiledReport report, Words words, ReportFolder folder, TextWriter writer)
    {
        if (words.Format == "json")
        {
            writer.Write(report.ToJson());
        }
        else
        {
            report.WriteHtml(writer, path => folder.DataUrl(path) ?? path);
        }
    }

    private static DocxTemplate? ReadTemplate(string file, out string refusal)
    {
        try
        {
            return DocxTemplate.Read(File.ReadAllBytes(file), out refusal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            refusal = CommandMessages.CannotRead(file);
            return null;
        }
    }

    private static void WriteDocx(
        CompiledReport report,
        string? file,
        ReportFolder folder,
        DocxTemplate? template,
        TextWriter output,
        TextWriter error
    )
    {
        using var stream = Open(file, output);
        var result = report.WriteDocx(
            stream,
            new DocxOptions { Picture = path => DocxPicture.Of(folder.ReadImage(path)), Template = template }
        );
        foreach (var note in result.Notes)
            error.WriteLine(note.Sentence);
    }

    private static async Task<int> WritePdfAsync(
        CompiledReport report,
        string? file,
        TemporaryPdf pdf,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        using var made = pdf;
        var (refusal, notes) = await made.MakeAsync(report, cancellation);
        if (refusal is not null)
            return Refuse(error, refusal);
        await using (var stream = Open(file, output))
            await made.CopyToAsync(stream, cancellation);
        foreach (var note in notes)
            await error.WriteLineAsync(note);
        Print(report.Diagnostics, error);
        return report.HasErrors ? CompiledWithErrors : Compiled;
    }

    private static Stream Open(string? file, TextWriter output) =>
        file is not null ? File.Create(file)
        : ReferenceEquals(output, Console.Out) ? Console.OpenStandardOutput()
        : throw new NotSupportedException();

    internal static StreamWriter Create(string file) => new(file, append: false, Utf8);

    private static void Write(string? file, TextWriter output, Action<TextWriter> write)
    {
        if (file is not null)
        {
            using var writer = Create(file);
            write(writer);
        }
        else if (ReferenceEquals(output, Console.Out))
        {
            // Always UTF-8 without a byte-order mark, whatever the console's own encoding is.
            using var writer = new StreamWriter(Console.OpenStandardOutput(), Utf8);
            write(writer);
        }
        else
        {
            write(output);
        }
    }

    private static void Print(IReadOnlyList<Diagnostic> diagnostics, TextWriter error)
    {
        foreach (var found in diagnostics)
        {
            var severity = found.Severity == Severity.Error ? "error" : "warning";
            error.WriteLine($"{found.File}:{found.Line}: {severity} {found.Code}: {found.Message} {found.Hint}".TrimEnd());
        }
    }

    private static int Refuse(TextWriter error, string message)
    {
        error.WriteLine(message.ReplaceLineEndings(" "));
        return Refused;
    }
}
