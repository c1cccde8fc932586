using System.CommandLine;
using Authoring.Web.Editing;
using Authoring.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.CommandLine;

/// <summary>
/// <c>verify [--database FILE]</c> rebuilds every text from its log and compares. Exit status: 0 all is well, 1 something is not,
/// 2 there is no such database.
/// </summary>
internal static class VerifyCommand
{
    internal static Command Create()
    {
        var database = new Option<string?>("--database") { Description = CommandMessages.VerifyDatabase, HelpName = "FILE" };
        var command = new Command("verify", CommandMessages.Verify) { database };
        command.SetAction((words, cancellation) =>
        {
            var configuration = words.InvocationConfiguration;
            return RunAsync(words.GetValue(database), configuration.Output, configuration.Error, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string? file, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        file ??= StartMode.Serve.DefaultDatabase;
        if (!File.Exists(file))
        {
            await error.WriteLineAsync(CommandMessages.NoDatabase(file));
            return CompileCommand.Refused;
        }
        await using var app = Workspace.Build(StartMode.Serve, builder =>
        {
            builder.Configuration["ConnectionStrings:Authoring"] = $"Data Source={file};Mode=ReadOnly";
            builder.Logging.ClearProviders();
        });
        try
        {
            var verification = app.Services.GetRequiredService<LogVerification>();
            var faults = await verification.VerifyAsync((path, version) => output.WriteLine(CommandMessages.Verified(path, version)), cancellation);
            foreach (var fault in faults) await error.WriteLineAsync(CommandMessages.Fault(fault.Path, fault.Version, fault.Sentence));
            return faults.Count == 0 ? CompileCommand.Compiled : CompileCommand.CompiledWithErrors;
        }
        catch (System.Data.Common.DbException e)
        {
            await error.WriteLineAsync(CommandMessages.NotADatabase(file, e.Message));
            return CompileCommand.Refused;
        }
    }
}
