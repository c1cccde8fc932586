using System.Data.Common;

namespace Authoring.Web.Editing;

/// <summary>The statements with which the log is written, each prepared once for a connection.</summary>
internal sealed class LogCommands(DbConnection connection)
{
    // These two are kept like the others: a transaction object would prepare them anew for each commit.
    public DbCommand Begin { get; } = Prepare(connection, "BEGIN IMMEDIATE", 0);

    public DbCommand Commit { get; } = Prepare(connection, "COMMIT", 0);

    public DbCommand Update { get; } =
        Prepare(
            connection,
            """
            INSERT INTO "Updates" ("DocumentId", "Version", "PersonId", "ClientId", "UpdateId", "At", "Changes", "Marks", "ChainHash")
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
            """,
            9
        );

    public DbCommand Head { get; } = Prepare(connection, """SELECT "Hash" FROM "LogHeads" WHERE "DocumentId" = @p0""", 1);

    public DbCommand NewHead { get; } =
        Prepare(
            connection,
            """
            INSERT INTO "LogHeads" ("DocumentId", "Version", "Hash", "Start", "Since") VALUES (@p0, @p1, @p2, @p3, @p4)
            """,
            5
        );

    public DbCommand MoveHead { get; } =
        Prepare(connection, """UPDATE "LogHeads" SET "Version" = @p1, "Hash" = @p2 WHERE "DocumentId" = @p0""", 3);

    public DbCommand Probe { get; } =
        Prepare(
            connection,
            """INSERT INTO "WriteProbes" ("Id", "Data") VALUES (@p0, @p1) ON CONFLICT ("Id") DO UPDATE SET "Data" = excluded."Data" """,
            2
        );

    public DbCommand Client { get; } =
        Prepare(connection, """INSERT INTO "EditingClients" ("ClientId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);

    public DbCommand Snapshot { get; } =
        Prepare(
            connection,
            """INSERT INTO "Snapshots" ("DocumentId", "Version", "Text", "Marks") VALUES (@p0, @p1, @p2, @p3) ON CONFLICT DO NOTHING""",
            4
        );

    /// <summary>One that was decided on and is put back (undo) is pending again, and still its author's.</summary>
    public DbCommand Began { get; } =
        Prepare(
            connection,
            """
            INSERT INTO "Suggestions" ("DocumentId", "SuggestionId", "PersonId", "At") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("DocumentId", "SuggestionId") DO UPDATE SET "EndedVersion" = NULL, "EndedAt" = NULL, "EndedBy" = NULL,
            "Outcome" = NULL, "Reason" = NULL, "Inserted" = NULL, "Deleted" = NULL
            """,
            4
        );

    public DbCommand Author { get; } =
        Prepare(connection, """INSERT INTO "TextAuthors" ("DocumentId", "PersonId") VALUES (@p0, @p1) ON CONFLICT DO NOTHING""", 2);

    public DbCommand Ended { get; } =
        Prepare(
            connection,
            """
            UPDATE "Suggestions" SET "EndedVersion" = @p2, "EndedAt" = @p3, "EndedBy" = @p4, "Outcome" = @p5, "Reason" = @p6,
            "Inserted" = @p7, "Deleted" = @p8 WHERE "DocumentId" = @p0 AND "SuggestionId" = @p1
            """,
            9
        );

    public static void Execute(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static DbCommand Prepare(DbConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
