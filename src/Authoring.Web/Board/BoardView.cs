namespace Authoring.Web.Board;

/// <summary>How the board shows its texts.</summary>
public enum BoardView
{
    Table,

    /// <summary>A column for each stage.</summary>
    Stages,

    /// <summary>Schools by chapters.</summary>
    Grid,
}

/// <summary>Texts that stand in one column of the board.</summary>
/// <param name="Stage">What the stage is called where they lie; null: those of a state.</param>
public sealed record BoardColumn(string? Stage, BoardState State, IReadOnlyList<BoardText> Texts)
{
    /// <summary>Drafts, whatever made drafts of them, on the left; then the stages in their order; what waits for its cards where something
    /// does; final on the right.</summary>
    public static IReadOnlyList<BoardColumn> Of(IReadOnlyList<BoardText> texts, IReadOnlyList<string> stages)
    {
        var lying = texts.Where(text => text.State == BoardState.InReview).Select(text => text.Stage).OfType<string>();
        var columns = new List<BoardColumn>
        {
            new(
                null,
                BoardState.Draft,
                [.. texts.Where(text => text.State is not (BoardState.InReview or BoardState.Waiting or BoardState.Final))]
            ),
        };
        columns.AddRange(
            stages
                .Concat(lying)
                .Distinct(StringComparer.Ordinal)
                .Select(stage => new BoardColumn(
                    stage,
                    BoardState.InReview,
                    [.. texts.Where(text => text.State == BoardState.InReview && text.Stage == stage)]
                ))
        );
        if (texts.Any(text => text.State == BoardState.Waiting))
            columns.Add(Of(BoardState.Waiting));
        columns.Add(Of(BoardState.Final));
        return columns;

        BoardColumn Of(BoardState state) => new(null, state, [.. texts.Where(text => text.State == state)]);
    }
}
