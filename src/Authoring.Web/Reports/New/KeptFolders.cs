using System.Collections.Concurrent;
using Authoring.Web.Import;

namespace Authoring.Web.Reports.New;

/// <summary>
/// The uploaded folders of reports that are being made, so that nobody chooses his file again who goes a step back: one for each person,
/// for
/// an hour, and only a few at a time.
/// </summary>
internal sealed class KeptFolders(TimeProvider clock)
{
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<int, (UploadedFolder Folder, DateTimeOffset At)> folders = new();

    public void Keep(int person, UploadedFolder folder)
    {
        folders[person] = (folder, clock.GetUtcNow());
        foreach (var (owner, _) in folders.OrderByDescending(kept => kept.Value.At).Skip(Most))
            folders.TryRemove(owner, out _);
    }

    public UploadedFolder? Find(int person) =>
        folders.TryGetValue(person, out var kept) && clock.GetUtcNow() - kept.At < Kept ? kept.Folder : null;

    public void Forget(int person) => folders.TryRemove(person, out _);
}
