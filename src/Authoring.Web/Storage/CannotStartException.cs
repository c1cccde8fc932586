namespace Authoring.Web.Storage;

/// <summary>The program does not start. The message is for the person at the command line: what is in the way, and what to do.</summary>
internal sealed class CannotStartException(string sentence, Exception? inner = null) : Exception(sentence, inner);
