using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// SignalR's JSON protocol, but a call with too few, too many or unreadable arguments, or of a method that is not there, is
/// answered as <c>bad-message</c> instead of by a sentence without a code.
/// </summary>
internal sealed class ForgivingJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;
    public int Version => json.Version;
    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!json.TryParseMessage(ref input, binder, out message)) return false;
        if (message is InvocationBindingFailureMessage failure)
            message = new InvocationMessage(failure.InvocationId, nameof(EditingHub.Refuse), [$"the call of '{Short(failure.Target)}' fits no method: name or number of arguments are off"]);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    private static string Short(string target) => JsonEncodedText.Encode(target.Length > 40 ? target[..40] + "…" : target).ToString();
}
