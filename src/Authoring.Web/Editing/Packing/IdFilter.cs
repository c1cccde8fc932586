using System.Text;

namespace Authoring.Web.Editing.Packing;

/// <summary>
/// Says of an update's id that it is certainly not in a stretch of the log, or that it may be: a Bloom filter (B. H. Bloom, 1970) of
/// ten bits for each id and seven hashes, which is wrong about one id in a hundred and twenty that are not there.
/// </summary>
internal static class IdFilter
{
    private const int BitsPerId = 10,
        Hashes = 7;

    public static byte[] Of(IReadOnlyCollection<(int PersonId, string Id)> ids)
    {
        var filter = new byte[Math.Max(1, (ids.Count * BitsPerId + 7) / 8)];
        foreach (var (person, id) in ids)
        foreach (var bit in Bits(filter, person, id))
            filter[bit >> 3] |= (byte)(1 << (bit & 7));
        return filter;
    }

    public static bool MayHold(byte[] filter, int personId, string id)
    {
        foreach (var bit in Bits(filter, personId, id))
            if ((filter[bit >> 3] & (1 << (bit & 7))) == 0)
                return false;
        return true;
    }

    /// <summary>Two hashes make all the others (Kirsch and Mitzenmacher, 2006).</summary>
    private static int[] Bits(byte[] filter, int personId, string id)
    {
        var hash = 14695981039346656037UL; // FNV-1a, 64 bits: the same in every process
        foreach (var unit in Encoding.UTF8.GetBytes($"{personId}:{id}"))
            hash = unchecked((hash ^ unit) * 1099511628211UL);
        var (one, other) = ((uint)hash, (uint)(hash >> 32) | 1);
        var bits = new int[Hashes];
        for (uint i = 0; i < Hashes; i++)
            bits[i] = (int)(unchecked(one + i * other) % (uint)(filter.Length * 8));
        return bits;
    }
}
