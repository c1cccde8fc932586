using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>The whole text at a version, so that opening does not replay the log from the start. Version 0 is the text as seeded.</summary>
internal sealed class Snapshot
{
    public int DocumentId { get; set; }
    public int Version { get; set; }
    public required string Text { get; set; }

    /// <summary>Its pending suggestions as JSON; null: it has none.</summary>
    public string? Marks { get; set; }

    public TrackedText Tracked()
    {
        var text = Rope.From(Text);
        if (Marks is null)
            return TrackedText.Plain(text);
        using var json = JsonDocument.Parse(Marks);
        return new TrackedText(text, MarkingReader.ReadMarks(json.RootElement, text.Length));
    }
}

/// <summary>One update that is part of a text for ever: it leads from <c>Version - 1</c> to <see cref="Version"/>.</summary>
internal sealed class LoggedUpdate
{
    public int DocumentId { get; set; }
    public int Version { get; set; }

    /// <summary>The author, as the server knows him.</summary>
    public int PersonId { get; set; }

    [MaxLength(100)]
    public required string ClientId { get; set; }

    [MaxLength(100)]
    public required string UpdateId { get; set; }

    /// <summary>When the server took it, in milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>The change set as JSON, rebased to this version.</summary>
    public required string Changes { get; set; }

    /// <summary>What it does to suggestions, as JSON, in coordinates of the text that it leaves; null: nothing.</summary>
    public string? Marks { get; set; }

    /// <summary>The hash of the <see cref="LogChain"/> up to here; null: logged before there were chains.</summary>
    [MaxLength(LogChain.HashSize)]
    public byte[]? ChainHash { get; set; }
}

/// <summary>A browser's <c>clientID</c> belongs to the person who first pushed with it.</summary>
internal sealed class EditingClient
{
    [MaxLength(100)]
    public required string ClientId { get; set; }
    public int PersonId { get; set; }
}
