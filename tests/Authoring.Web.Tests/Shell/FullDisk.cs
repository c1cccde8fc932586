using System.Data.Common;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Shell;

/// <summary>A disk that is full while a test wants it to be, for everything that Entity Framework writes.</summary>
internal sealed class FullDisk : DbCommandInterceptor
{
    private const int Full = 13;
    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE"];

    public bool IsFull { get; set; }

    public void Configure(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<AuthoringDb>(o => o.AddInterceptors(this));

    private InterceptionResult<T> Check<T>(DbCommand command, InterceptionResult<T> result) =>
        IsFull && Writing.Any(word => command.CommandText.TrimStart().StartsWith(word, StringComparison.Ordinal))
            ? throw new SqliteException("SQLite Error 13: 'database or disk is full'.", Full)
            : result;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Check(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Check(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => Check(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Check(command, result));
}
