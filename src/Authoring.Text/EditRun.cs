using System.Text;

namespace Authoring.Text;

/// <summary>
/// Takes edits left to right and keeps them canonical: insertions at one place become one, and so do deletions that touch.
/// A mutable struct: keep it in a local, never copy it half filled.
/// </summary>
internal struct EditRun
{
    private List<Edit>? _done;
    private Edit _last;
    private StringBuilder? _growing;
    private bool _any;
    private int _growth;

    /// <summary>False when the edit was nothing, or became part of the one before.</summary>
    internal bool Add(int from, int to, string insert)
    {
        if (from == to && insert.Length == 0)
            return false;
        if (_any && from == _last.To)
        {
            var insertions = from == to && _last.IsInsertion;
            // Of a growing edit the text so far is in _growing, and _last.Insert is its first piece: not empty.
            var deletions = insert.Length == 0 && _last.IsDeletion;
            if (insertions || deletions)
            {
                Extend(to, insert);
                return false;
            }
        }
        if (_any)
            (_done ??= []).Add(Finished());
        _last = new Edit(from, to, insert);
        _any = true;
        _growth = checked(_growth + insert.Length - (to - from));
        return true;
    }

    /// <summary>Makes the last edit reach to <paramref name="to"/> and insert more.</summary>
    internal void Extend(int to, string insert)
    {
        _growth = checked(_growth + insert.Length - (to - _last.To));
        if (_last.Insert.Length == 0)
        {
            _last = new Edit(_last.From, to, insert);
            return;
        }
        _last = _last with { To = to };
        if (insert.Length > 0)
            (_growing ??= new StringBuilder(_last.Insert)).Append(insert);
    }

    internal ChangeSet ToChangeSet(int length)
    {
        if (!_any)
            return ChangeSet.Empty(length);
        var newLength = checked(length + _growth);
        var last = Finished();
        if (_done is null)
            return new ChangeSet(length, newLength, last);
        _done.Add(last);
        return new ChangeSet(length, newLength, _done.ToArray());
    }

    private Edit Finished()
    {
        if (_growing is null)
            return _last;
        var edit = _last with { Insert = _growing.ToString() };
        _growing = null;
        return edit;
    }
}
