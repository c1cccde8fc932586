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
    private LogCommands commands = null!;

    /// <summary>Writes all batches in one transaction; returns when they are on disk.</summary>
    public void Write(List<Batch> batches)
    {
        Begin();
        foreach (var batch in batches)
            Write(batch);
        foreach (var end in heads.Values)
            Write(end);
        Commit();
        Remember();
    }

    private void Write(Batch batch)
    {
        var end = HeadOf(batch);
        foreach (var entry in batch.Entries)
        {
            (end.Version, end.Hash) = (entry.Version, chain.Next(end.Hash, entry));
            Write(batch.DocumentId, entry, end.Hash);
        }
        if (batch.WithSnapshot)
            LogCommands.Execute(
                commands.Snapshot,
                batch.DocumentId,
                batch.Version,
                batch.After.Text.ToString(),
                batch.After.Marks.IsEmpty ? DBNull.Value : Encoding.UTF8.GetString(batch.After.Marks.ToUtf8Json())
            );
    }

    /// <summary>What was committed is in the database.</summary>
    private void Remember()
    {
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
        LogCommands.Execute(commands.Probe, 1, probed);
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
        commands.Begin.ExecuteNonQuery();
    }

    /// <summary>Returns when it is on disk, in the file that others find.</summary>
    private void Commit()
    {
        commands.Commit.ExecuteNonQuery();
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
        commands.Head.Parameters[0].Value = documentId;
        return commands.Head.ExecuteScalar() as byte[];
    }

    private void Write(LogHead end)
    {
        var move = commands.MoveHead;
        move.Parameters[0].Value = end.DocumentId;
        move.Parameters[1].Value = end.Version;
        move.Parameters[2].Value = end.Hash;
        if (move.ExecuteNonQuery() == 0)
            LogCommands.Execute(commands.NewHead, end.DocumentId, end.Version, end.Hash, end.Start, end.Since);
    }

    private void Write(int documentId, LogEntry entry, byte[] hash)
    {
        LogCommands.Execute(
            commands.Update,
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
        WriteClaims(documentId, entry);
    }

    /// <summary>Who only suggests has not written in the text, and may sign it.</summary>
    private void WriteClaims(int documentId, LogEntry entry)
    {
        if (!entry.Suggests && Claims($"{documentId} {entry.PersonId}"))
            LogCommands.Execute(commands.Author, documentId, entry.PersonId);
        if (Claims(entry.ClientId))
            LogCommands.Execute(commands.Client, entry.ClientId, entry.PersonId);
    }

    /// <summary>Whether it is to be written down: it is not in the database, as far as is remembered.</summary>
    private bool Claims(string claim)
    {
        if (claimed.Contains(claim))
            return false;
        claiming.Add(claim);
        return true;
    }

    private void Write(int documentId, LogEntry entry, SuggestionFate fate)
    {
        if (!fate.IsEnd)
            LogCommands.Execute(commands.Began, documentId, fate.Id, int.Parse(fate.By, CultureInfo.InvariantCulture), fate.At);
        else
            LogCommands.Execute(
                commands.Ended,
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
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; "
                + $"PRAGMA journal_size_limit = {mostBytesOfLog};";
            pragma.ExecuteNonQuery();
        }
        commands = new LogCommands(connection);
    }

    public void Dispose()
    {
        file.ForgetLog();
        context?.Dispose();
    }
}
