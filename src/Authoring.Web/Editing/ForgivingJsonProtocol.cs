using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// SignalR's JSON protocol, but a call with too few, too many or unreadable arguments, of a method that is not there, or for
/// streams, which no method takes or gives, is answered as <c>bad-message</c> instead of by a sentence without a code.
/// </summary>
internal sealed class ForgivingJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;
    public int Version => json.Version;
    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        // A message of a type that is not known is passed over, and says "nothing there": what follows it must not wait for more to arrive.
        for (var before = input.Length; !json.TryParseMessage(ref input, binder, out message); before = input.Length)
            if (input.Length == before || input.IsEmpty)
                return false;
        message = message switch
        {
            InvocationBindingFailureMessage failure => Refuse(
                failure.InvocationId,
                $"the call of '{Short(failure.Target)}' fits no method: name or number of arguments are off"
            ),
            StreamInvocationMessage or InvocationMessage { StreamIds.Length: > 0 } => Refuse(
                ((HubMethodInvocationMessage)message).InvocationId,
                "no method takes or gives a stream"
            ),
            _ => message,
        };
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    private static InvocationMessage Refuse(string? invocation, string sentence) => new(invocation, nameof(EditingHub.Refuse), [sentence]);

    private static string Short(string target)
    {
        const int longest = 40;
        if (target.Length > longest)
            target = target[..(char.IsHighSurrogate(target[longest - 1]) ? longest - 1 : longest)] + "…";
        return JsonEncodedText.Encode(target).ToString();
    }
}
