using System.Data.Common;
using System.Globalization;
using System.Text;
using Authoring.Text;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>The one connection that writes the log, with prepared commands. Used by one caller at a time.</summary>
internal sealed class LogWriter(IDbContextFactory<AuthoringDb> database, DatabaseFile file, long mostBytesOfLog) : IDisposable
{
    private readonly LogChain chain = new();

    /// <summary>Where the chains of the texts of the transaction that runs end.</summary>
    private readonly Dictionary<int, LogHead> heads = [];

    /// <summary>And where those end that are in the database, as far as they are remembered: nobody else writes them.</summary>
    private readonly Dictionary<int, LogHead> ends = [];
    private readonly byte[] probed = new byte[WriteProbe.Size];
    private AuthoringDb? context;
    private DbConnection? connection;

    /// <summary>
    /// Claims of client ids, and authors of texts, that are in the database, as far as they are remembered; and those of the transaction
    /// that runs.
    /// </summary>
    private readonly HashSet<string> claimed = new(StringComparer.Ordinal);
    private readonly List<string> claiming = [];
    private const int MostRemembered = 10_000;
    private DbCommand begin = null!,
        commit = null!,
        update = null!,
        client = null!,
        snapshot = null!,
        began = null!,
        ended = null!,
        author = null!;
    private DbCommand head = null!,
        moveHead = null!,
        newHead = null!,
        probe = null!;

    /// <summary>Writes all batches in one transaction; returns when they are on disk.</summary>
    public void Write(List<Batch> batches)
    {
        Begin();
        foreach (var batch in batches)
        {
            var end = HeadOf(batch);
            foreach (var entry in batch.Entries)
            {
                (end.Version, end.Hash) = (entry.Version, chain.Next(end.Hash, entry));
                Write(batch.DocumentId, entry, end.Hash);
            }
            if (batch.WithSnapshot)
                Execute(
                    snapshot,
                    batch.DocumentId,
                    batch.Version,
                    batch.After.Text.ToString(),
                    batch.After.Marks.IsEmpty ? DBNull.Value : Encoding.UTF8.GetString(batch.After.Marks.ToUtf8Json())
                );
        }
        foreach (var end in heads.Values)
            Write(end);
        Commit();
        if (ends.Count > MostRemembered)
            ends.Clear();
        foreach (var end in heads.Values)
            ends[end.DocumentId] = end;
        if (claimed.Count > MostRemembered)
            claimed.Clear();
        claimed.UnionWith(claiming);
    }

    /// <summary>Writes what means nothing, as a push is written.</summary>
    public void Probe()
    {
        Begin();
        Random.Shared.NextBytes(probed);
        Execute(probe, 1, probed);
        Commit();
    }

    private void Begin()
    {
        if (file.WasGone)
            file.Check();
        if (connection is null)
            Open();
        claiming.Clear();
        heads.Clear();
        begin.ExecuteNonQuery();
    }

    /// <summary>Returns when it is on disk, in the file that others find.</summary>
    private void Commit()
    {
        commit.ExecuteNonQuery();
        file.WatchLog();
        file.Check();
    }

    /// <summary>Whatever the log holds, the chain goes on where it ended: so what was cut off before is missed.</summary>
    private LogHead HeadOf(Batch batch)
    {
        if (heads.TryGetValue(batch.DocumentId, out var known))
            return known;
        var hash = ends.TryGetValue(batch.DocumentId, out var end) ? end.Hash : ReadHash(batch.DocumentId);
        return heads[batch.DocumentId] = new LogHead
        {
            DocumentId = batch.DocumentId,
            Hash = hash ?? LogChain.Unknown,
            Start = LogChain.Unknown,
            Since = batch.Entries[0].Version - 1,
        };
    }

    private byte[]? ReadHash(int documentId)
    {
        head.Parameters[0].Value = documentId;
        return head.ExecuteScalar() as byte[];
    }

    private void Write(LogHead end)
    {
        moveHead.Parameters[0].Value = end.DocumentId;
        moveHead.Parameters[1].Value = end.Version;
        moveHead.Parameters[2].Value = end.Hash;
        if (moveHead.ExecuteNonQuery() == 0)
            Execute(newHead, end.DocumentId, end.Version, end.Hash, end.Start, end.Since);
    }

    private void Write(int documentId, LogEntry entry, byte[] hash)
    {
        Execute(
            update,
            documentId,
            entry.Version,
            entry.PersonId,
            entry.ClientId,
            entry.UpdateId,
            entry.At,
            Encoding.UTF8.GetString(entry.Json),
            entry.MarksJson.Length == 0 ? DBNull.Value : Encoding.UTF8.GetString(entry.MarksJson),
            hash
        );
        foreach (var fate in entry.Fates)
            Write(documentId, entry, fate);
        // Who only suggests has not written in the text, and may sign it.
        var authors = $"{documentId} {entry.PersonId}";
        if (!entry.Suggests && !claimed.Contains(authors))
        {
            Execute(author, documentId, entry.PersonId);
            claiming.Add(authors);
        }
        if (claimed.Contains(entry.ClientId))
            return;
        Execute(client, entry.ClientId, entry.PersonId);
        claiming.Add(entry.ClientId);
    }

    private void Write(int documentId, LogEntry entry, SuggestionFate fate)
    {
        if (!fate.IsEnd)
            Execute(began, documentId, fate.Id, int.Parse(fate.By, CultureInfo.InvariantCulture), fate.At);
        else
            Execute(
                ended,
                documentId,
                fate.Id,
                entry.Version,
                entry.At,
                entry.PersonId,
                fate.Outcome is { } outcome ? (int)outcome : DBNull.Value,
                fate.Reason is { } reason ? reason : DBNull.Value,
                fate.Inserted ?? "",
                fate.Deleted ?? ""
            );
    }

    /// <summary>After an error: nothing of the transaction stays, and the next write starts with a new connection.</summary>
    public void Reset()
    {
        if (connection is not null)
            RollBack(connection);
        file.ForgetLog();
        ends.Clear();
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

    /// <summary>
    /// The file is gone: nothing of the transaction stays. The connection is kept, as the only way to what the file holds; of what was
    /// logged beside it as much as can is brought into it.
    /// </summary>
    public void Keep()
    {
        if (connection is null)
            return;
        ends.Clear(); // what was committed into it counts, if it comes back
        RollBack(connection);
        WriteAheadLog.TryCheckpoint(connection, "FULL");
    }

    /// <summary>Whether what is logged beside the database has grown beyond its limit, as somebody reads for long.</summary>
    public bool IsLogLarge => connection is SqliteConnection && file.LogBytes > mostBytesOfLog;

    /// <summary>Brings it into the database and cuts it, as far as readers allow.</summary>
    public void TrimLog()
    {
        if (connection is not null)
            WriteAheadLog.TryCheckpoint(connection, "TRUNCATE");
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
            pragma.CommandText =
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = {mostBytesOfLog};";
            pragma.ExecuteNonQuery();
        }
        // Kept like the others: a transaction object would prepare these two anew for each commit.
        begin = Prepare("BEGIN IMMEDIATE", 0);
        commit = Prepare("COMMIT", 0);
        update = Prepare(
            """INSERT INTO "Updates" ("DocumentId", "Version", "PersonId", "ClientId", "UpdateId", "At", "Changes", "Marks", "ChainHash") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)""",
            9
        );
        head = Prepare("""SELECT "Hash" FROM "LogHeads" WHERE "DocumentId" = @p0""", 1);
        newHead = Prepare(
            """
            INSERT INTO "LogHeads" ("DocumentId", "Version", "Hash", "Start", "Since") VALUES (@p0, @p1, @p2, @p3, @p4)
            """,
            5
        );
        moveHead = Prepare("""UPDATE "LogHeads" SET "Version" = @p1, "Hash" = @p2 WHERE "DocumentId" = @p0""", 3);
        probe = Prepare(
            """INSERT INTO "WriteProbes" ("Id", "Data") VALUES (@p0, @p1) ON CONFLICT ("Id") DO UPDATE SET "Data" = excluded."Data" """,
            2
        );
        client = Prepare("""INSERT INTO "EditingClients" ("ClientId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);
        snapshot = Prepare(
            """INSERT INTO "Snapshots" ("DocumentId", "Version", "Text", "Marks") VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING""",
            4
        );
        // One that was decided on and is put back (undo) is pending again, and still its author's.
        began = Prepare(
            """
            INSERT INTO "Suggestions" ("DocumentId", "SuggestionId", "PersonId", "At") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("DocumentId", "SuggestionId") DO UPDATE SET "EndedVersion" = NULL, "EndedAt" = NULL, "EndedBy" = NULL, "Outcome" = NULL, "Reason" = NULL, "Inserted" = NULL, "Deleted" = NULL
            """,
            4
        );
        author = Prepare("""INSERT INTO "TextAuthors" ("DocumentId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);
        ended = Prepare(
            """
            UPDATE "Suggestions" SET "EndedVersion" = @p2, "EndedAt" = @p3, "EndedBy" = @p4, "Outcome" = @p5, "Reason" = @p6, "Inserted" = @p7, "Deleted" = @p8
            WHERE "DocumentId" = @p0 AND "SuggestionId" = @p1
            """,
            9
        );
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
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        file.ForgetLog();
        context?.Dispose();
    }
}
