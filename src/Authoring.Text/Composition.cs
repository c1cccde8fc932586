namespace Authoring.Text;

/// <summary>
/// Makes one change of two that follow each other. Walks over the text between them, where an edit of the first is the
/// text that it inserted and an edit of the second is the text that it removes. Edits that overlap there become one; edits
/// that only touch stay two. At one place come first what the first removed, then what the second inserts, then the rest.
/// </summary>
internal ref struct Composition
{
    private readonly ReadOnlySpan<Edit> _first;
    private readonly ReadOnlySpan<Edit> _second;
    private int _i;
    private int _j;

    // How much of the current edit's insertion, and of the other's deletion, is behind us.
    private int _inserted;
    private int _removed;

    // Added to a position of the text between, gives the position in the old text, as far as the first's edits are behind us.
    private int _back;

    // Whether we are within edits that overlap and have put a part of them into the result: the next part joins it.
    private bool _open;
    private EditRun _result;

    private Composition(ChangeSet first, ChangeSet second)
    {
        _first = first.Edits;
        _second = second.Edits;
    }

    internal static ChangeSet Compose(ChangeSet first, ChangeSet second)
    {
        var composition = new Composition(first, second);
        while (composition.Step()) { }
        return composition._result.ToChangeSet(first.Length);
    }

    private bool Step()
    {
        var moreFirst = _i < _first.Length;
        var moreSecond = _j < _second.Length;
        if (!moreFirst && !moreSecond)
            return false;
        var atFirst = moreFirst ? _first[_i].From - _back + _inserted : int.MaxValue;
        var atSecond = moreSecond ? _second[_j].From + _removed : int.MaxValue;
        if (atFirst <= atSecond && _first[_i].IsDeletion)
        {
            Add(_first[_i].From, _first[_i].To, "");
            NextFirst();
        }
        else if (atSecond <= atFirst && _second[_j].IsInsertion)
        {
            var place = _inserted > 0 ? _first[_i].To : atSecond + _back;
            Add(place, place, _second[_j].Insert);
            _j++;
        }
        else
        {
            Overlap(atFirst, atSecond);
        }
        return true;
    }

    /// <summary>Takes the stretch, from where either is in an edit, over which neither begins or ends one.</summary>
    private void Overlap(int atFirst, int atSecond)
    {
        var at = Math.Min(atFirst, atSecond);
        var inFirst = at == atFirst;
        var inSecond = at == atSecond;
        var restFirst = inFirst ? _first[_i].Insert.Length - _inserted : atFirst - at;
        var restSecond = inSecond ? _second[_j].Removed - _removed : atSecond - at;
        var length = Math.Min(restFirst, restSecond);

        // The first's edit removes all that it removes with its first piece, and so does the second's insert.
        var from =
            !inFirst ? at + _back
            : _inserted > 0 ? _first[_i].To
            : _first[_i].From;
        var to = inFirst ? _first[_i].To : from + length;
        var insert =
            !inSecond ? Piece(_first[_i].Insert, _inserted, length)
            : _removed > 0 ? ""
            : _second[_j].Insert;
        var grew = Add(from, to, insert);
        _open = ((inFirst && restFirst > length) || (inSecond && restSecond > length)) && (_open || grew);

        if (inFirst)
            TakeFirst(length, restFirst);
        if (inSecond)
            TakeSecond(length, restSecond);
    }

    private void TakeFirst(int length, int rest)
    {
        _inserted += length;
        if (rest == length)
            NextFirst();
    }

    private void TakeSecond(int length, int rest)
    {
        _removed += length;
        if (rest == length)
            NextSecond();
    }

    private bool Add(int from, int to, string insert)
    {
        if (!_open)
            return _result.Add(from, to, insert);
        _result.Extend(to, insert);
        return false;
    }

    private void NextFirst()
    {
        _back -= _first[_i].Growth;
        _inserted = 0;
        _i++;
    }

    private void NextSecond()
    {
        _removed = 0;
        _j++;
    }

    private static string Piece(string text, int from, int length) => length == text.Length ? text : text.Substring(from, length);
}
