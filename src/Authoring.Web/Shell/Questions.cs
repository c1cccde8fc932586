using Radzen;

namespace Authoring.Web.Shell;

internal static class Questions
{
    /// <summary>Asks in a dialog that holds the focus until it is answered; Escape and the cross are a no.</summary>
    public static async Task<bool> ConfirmAsync(
        this DialogService dialogs,
        string title,
        string text,
        string yes,
        string no,
        params IReadOnlyList<string> lines
    ) =>
        await dialogs.OpenAsync<Question>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(Question.Text)] = text,
                [nameof(Question.Lines)] = lines,
                [nameof(Question.Yes)] = yes,
                [nameof(Question.No)] = no,
            },
            new DialogOptions
            {
                Width = "28rem",
                CloseDialogOnEsc = true,
                CloseDialogOnOverlayClick = false,
                AutoFocusFirstElement = true,
            }
        )
            is true;
}
