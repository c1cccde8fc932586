namespace Authoring.Text;

/// <summary>
/// The tree under a <see cref="Rope"/>: leaves hold text, branches hold two subtrees whose heights differ by at most one (AVL).
/// Two leaves under one branch are longer together than <see cref="MinLeaves"/>, so deletions leave no dust of tiny leaves.
/// No node is empty; where a text may be empty, it is null.
/// </summary>
internal abstract class RopeNode(int length, int height)
{
    // A keystroke copies one leaf and one branch per level. Shorter leaves are cheaper to copy, but there are more levels.
    internal const int MaxLeaf = 512;
    private const int MinLeaves = MaxLeaf / 2;

    // Leaves of a fresh text leave room for typing before they have to be split.
    private const int FreshLeaf = MaxLeaf * 3 / 4;

    internal readonly int Length = length;
    internal readonly int Height = height;

    internal abstract void CopyTo(int from, Span<char> target);

    internal static RopeNode Of(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxLeaf)
            return new RopeLeaf(text.ToString());
        var leaves = (text.Length + FreshLeaf - 1) / FreshLeaf;
        // Halving the number of leaves keeps both sides' heights within one of each other.
        var cut = (int)((long)text.Length * (leaves / 2) / leaves);
        return Pair(Of(text[..cut]), Of(text[cut..]));
    }

    internal char CharAt(int index)
    {
        var node = this;
        while (node is RopeBranch branch)
        {
            if (index < branch.Left.Length)
            {
                node = branch.Left;
            }
            else
            {
                index -= branch.Left.Length;
                node = branch.Right;
            }
        }
        return ((RopeLeaf)node).Text[index];
    }

    internal static RopeNode? Replace(RopeNode? node, int from, int to, ReadOnlySpan<char> insert)
    {
        if (node is null || (from == 0 && to == node.Length))
            return insert.IsEmpty ? null : Of(insert);
        if (node is RopeLeaf leaf)
            return leaf.Replace(from, to, insert);
        var (left, right) = ((RopeBranch)node).Halves;
        var middle = left.Length;
        if (to <= middle)
            return Join(Replace(left, from, to, insert), right);
        if (from >= middle)
            return Join(left, Replace(right, from - middle, to - middle, insert));
        return Join(Replace(left, from, middle, insert), Replace(right, 0, to - middle, default));
    }

    /// <summary>One tree of two, of any heights, in O(difference of their heights).</summary>
    private static RopeNode? Join(RopeNode? left, RopeNode? right)
    {
        if (left is null)
            return right;
        if (right is null)
            return left;
        var lean = left.Height - right.Height;
        if (lean is >= -1 and <= 1)
            return Pair(left, right);
        if (lean > 1)
        {
            var tall = (RopeBranch)left;
            return Balance(tall.Left, Join(tall.Right, right)!);
        }
        else
        {
            var tall = (RopeBranch)right;
            return Balance(Join(left, tall.Left)!, tall.Right);
        }
    }

    /// <summary>Puts two trees under one branch whose heights differ by two at most.</summary>
    private static RopeNode Balance(RopeNode left, RopeNode right)
    {
        var lean = left.Height - right.Height;
        if (lean > 1)
        {
            var (outer, inner) = ((RopeBranch)left).Halves;
            if (outer.Height >= inner.Height)
                return Pair(outer, Pair(inner, right));
            var middle = ((RopeBranch)inner).Halves;
            return Pair(Pair(outer, middle.Left), Pair(middle.Right, right));
        }
        if (lean < -1)
        {
            var (inner, outer) = ((RopeBranch)right).Halves;
            if (outer.Height >= inner.Height)
                return Pair(Pair(left, inner), outer);
            var middle = ((RopeBranch)inner).Halves;
            return Pair(Pair(left, middle.Left), Pair(middle.Right, outer));
        }
        return Pair(left, right);
    }

    private static RopeNode Pair(RopeNode left, RopeNode right) =>
        left is RopeLeaf a && right is RopeLeaf b && a.Length + b.Length <= MinLeaves
            ? new RopeLeaf(a.Text + b.Text)
            : new RopeBranch(left, right);
}

internal sealed class RopeLeaf(string text) : RopeNode(text.Length, height: 0)
{
    internal readonly string Text = text;

    internal RopeNode Replace(int from, int to, ReadOnlySpan<char> insert)
    {
        var replaced = string.Concat(Text.AsSpan(0, from), insert, Text.AsSpan(to));
        return replaced.Length <= MaxLeaf ? new RopeLeaf(replaced) : Of(replaced);
    }

    internal override void CopyTo(int from, Span<char> target) => Text.AsSpan(from, target.Length).CopyTo(target);
}

internal sealed class RopeBranch(RopeNode left, RopeNode right)
    : RopeNode(checked(left.Length + right.Length), Math.Max(left.Height, right.Height) + 1)
{
    internal readonly RopeNode Left = left;
    internal readonly RopeNode Right = right;

    internal (RopeNode Left, RopeNode Right) Halves => (Left, Right);

    internal override void CopyTo(int from, Span<char> target)
    {
        var inLeft = Math.Clamp(Left.Length - from, 0, target.Length);
        if (inLeft > 0)
            Left.CopyTo(from, target[..inLeft]);
        if (inLeft < target.Length)
            Right.CopyTo(Math.Max(0, from - Left.Length), target[inLeft..]);
    }
}
