using System.Data.Common;
using System.Globalization;
using System.Text;
using Authoring.Text;
using Authoring.Web.Storage;
using Authoring.Web.Suggestions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>The one connection that writes the log, with prepared commands. Used by one caller at a time.</summary>
internal sealed class LogWriter(IDbContextFactory<AuthoringDb> database) : IDisposable
{
    private AuthoringDb? context;
    private DbConnection? connection;
    /// <summary>Claims of client ids, and authors of texts, that are in the database, as far as they are remembered; and those of the transaction that runs.</summary>
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private readonly List<string> claiming = [];
    private const int MostRemembered = 10_000;
    private DbCommand begin = null!, commit = null!, update = null!, client = null!, snapshot = null!, began = null!, ended = null!, author = null!;

    /// <summary>Writes all batches in one transaction; returns when they are on disk.</summary>
    public void Write(List<Batch> batches)
    {
        if (connection is null) Open();
        claiming.Clear();
        begin.ExecuteNonQuery();
        foreach (var batch in batches)
        {
            foreach (var entry in batch.Entries) Write(batch.DocumentId, entry);
            if (batch.WithSnapshot) Execute(snapshot, batch.DocumentId, batch.Version, batch.After.Text.ToString(), batch.After.Marks.IsEmpty ? DBNull.Value : Encoding.UTF8.GetString(batch.After.Marks.ToUtf8Json()));
        }
        commit.ExecuteNonQuery();
        if (claimed.Count > MostRemembered) claimed.Clear();
        claimed.UnionWith(claiming);
    }

    private void Write(int documentId, LogEntry entry)
    {
        Execute(update, documentId, entry.Version, entry.PersonId, entry.ClientId, entry.UpdateId, entry.At, Encoding.UTF8.GetString(entry.Json), entry.MarksJson.Length == 0 ? DBNull.Value : Encoding.UTF8.GetString(entry.MarksJson));
        foreach (var fate in entry.Fates) Write(documentId, entry, fate);
        // Who only suggests has not written in the text, and may sign it.
        var authors = $"{documentId} {entry.PersonId}";
        if (!entry.Suggests && !claimed.Contains(authors))
        {
            Execute(author, documentId, entry.PersonId);
            claiming.Add(authors);
        }
        if (claimed.Contains(entry.ClientId)) return;
        Execute(client, entry.ClientId, entry.PersonId);
        claiming.Add(entry.ClientId);
    }

    private void Write(int documentId, LogEntry entry, SuggestionFate fate)
    {
        if (!fate.IsEnd) Execute(began, documentId, fate.Id, int.Parse(fate.By, CultureInfo.InvariantCulture), fate.At);
        else Execute(ended, documentId, fate.Id, entry.Version, entry.At, entry.PersonId, fate.Outcome is { } outcome ? (int)outcome : DBNull.Value,
            fate.Reason is { } reason ? reason : DBNull.Value, fate.Inserted ?? "", fate.Deleted ?? "");
    }

    /// <summary>After an error: nothing of the transaction stays, and the next write starts with a new connection.</summary>
    public void Reset()
    {
        if (connection is not null) RollBack(connection);
        context?.Dispose();
        context = null;
        connection = null;
    }

    private static void RollBack(DbConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "ROLLBACK";
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // SQLite has done so itself, or never began, or the connection is gone.
        }
    }

    private void Open()
    {
        context = database.CreateDbContext();
        context.Database.OpenConnection();
        connection = context.Database.GetDbConnection();
        if (connection is SqliteConnection)
        {
            // Acknowledged means on disk, also after a power cut: WAL alone flushes only at checkpoints.
            using var pragma = connection.CreateCommand();
            pragma.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000;";
            pragma.ExecuteNonQuery();
        }
        // Kept like the others: a transaction object would prepare these two anew for each commit.
        begin = Prepare("BEGIN IMMEDIATE", 0);
        commit = Prepare("COMMIT", 0);
        update = Prepare("""INSERT INTO "Updates" ("DocumentId", "Version", "PersonId", "ClientId", "UpdateId", "At", "Changes", "Marks") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)""", 8);
        client = Prepare("""INSERT INTO "EditingClients" ("ClientId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);
        snapshot = Prepare("""INSERT INTO "Snapshots" ("DocumentId", "Version", "Text", "Marks") VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING""", 4);
        // One that was decided on and is put back (undo) is pending again, and still its author's.
        began = Prepare("""
            INSERT INTO "Suggestions" ("DocumentId", "SuggestionId", "PersonId", "At") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("DocumentId", "SuggestionId") DO UPDATE SET "EndedVersion" = NULL, "EndedAt" = NULL, "EndedBy" = NULL, "Outcome" = NULL, "Reason" = NULL, "Inserted" = NULL, "Deleted" = NULL
            """, 4);
        author = Prepare("""INSERT INTO "TextAuthors" ("DocumentId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);
        ended = Prepare("""
            UPDATE "Suggestions" SET "EndedVersion" = @p2, "EndedAt" = @p3, "EndedBy" = @p4, "Outcome" = @p5, "Reason" = @p6, "Inserted" = @p7, "Deleted" = @p8
            WHERE "DocumentId" = @p0 AND "SuggestionId" = @p1
            """, 9);
    }

    private DbCommand Prepare(string sql, int parameters)
    {
        var command = connection!.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Execute(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Dispose() => context?.Dispose();
}
