using System.CommandLine;
using System.Data.Common;
using Authoring.Web.Editing;
using Authoring.Web.Operations;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.CommandLine;

/// <summary>
/// <c>verify [--database FILE]</c> rebuilds every text from its log and compares, and checks the file, its references and its pictures.
/// Exit status: 0 all is well, 1 something is not,
/// 2 there is no such database, or one of another version.
/// </summary>
internal static class VerifyCommand
{
    private const int Corrupt = 11;

    /// <param name="build">Builds the workspace, which is not served.</param>
    internal static Command Create(Func<StartMode, Action<WebApplicationBuilder>?, WebApplication> build)
    {
        var database = new Option<string?>("--database") { Description = CommandMessages.VerifyDatabase, HelpName = "FILE" };
        var command = new Command("verify", CommandMessages.Verify) { database };
        command.SetAction(
            (words, cancellation) =>
            {
                var configuration = words.InvocationConfiguration;
                return RunAsync(build, words.GetValue(database), configuration.Output, configuration.Error, cancellation);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Func<StartMode, Action<WebApplicationBuilder>?, WebApplication> build,
        string? file,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        file ??= StartMode.Serve.DefaultDatabase;
        if (!File.Exists(file))
        {
            await error.WriteLineAsync(CommandMessages.NoDatabase(file));
            return CompileCommand.Refused;
        }
        await using var app = build(StartMode.Serve, builder => OnlyRead(builder, file));
        try
        {
            if (await IsOfAnotherVersionAsync(app.Services, cancellation))
            {
                await error.WriteLineAsync(CommandMessages.OtherVersion(file));
                return CompileCommand.Refused;
            }
            return await VerifyAsync(app.Services, output, error, cancellation) == 0
                ? CompileCommand.Compiled
                : CompileCommand.CompiledWithErrors;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Corrupt)
        {
            await error.WriteLineAsync(VerificationWords.Say(new DatabaseFault(DatabaseFaultKind.File, "", e.Message)));
            return CompileCommand.CompiledWithErrors;
        }
        catch (DbException e)
        {
            await error.WriteLineAsync(CommandMessages.NotADatabase(file, e.Message));
            return CompileCommand.Refused;
        }
    }

    private static void OnlyRead(WebApplicationBuilder builder, string file)
    {
        builder.Configuration["ConnectionStrings:Authoring"] = $"Data Source={file};Mode=ReadOnly";
        builder.Logging.ClearProviders();
    }

    /// <summary>How many faults there are.</summary>
    private static async Task<int> VerifyAsync(
        IServiceProvider services,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var others = await services.GetRequiredService<DatabaseVerification>().VerifyAsync(atOnce: true, cancellation);
        foreach (var fault in others)
            await error.WriteLineAsync(VerificationWords.Say(fault));
        var verification = services.GetRequiredService<LogVerification>();
        var faults = await verification.VerifyAsync(Verified, cancellation);
        foreach (var fault in faults)
            await error.WriteLineAsync(VerificationWords.Say(fault));
        foreach (var (path, version) in await verification.ChainedLaterAsync(cancellation))
            await output.WriteLineAsync(VerificationWords.ChainedLater(path, version));
        return faults.Count + others.Count;

        void Verified(string path, int version) => output.WriteLine(CommandMessages.Verified(path, version));
    }

    private static async Task<bool> IsOfAnotherVersionAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync(cancellation);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellation);
        return !applied.SequenceEqual(db.Database.GetMigrations(), StringComparer.Ordinal);
    }
}
