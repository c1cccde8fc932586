using Radzen;

namespace Authoring.Web.Shell;

internal static class ConfirmDialogs
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
        await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(ConfirmDialog.Text)] = text,
                [nameof(ConfirmDialog.Lines)] = lines,
                [nameof(ConfirmDialog.Yes)] = yes,
                [nameof(ConfirmDialog.No)] = no,
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
