namespace Admin.Domain.Messaging;

/// <summary>An error of the API, from an answer or from a webhook. Decide by its class, never by title or HTTP status.</summary>
/// <param name="HttpStatus">Zero when it came by webhook.</param>
public sealed record WhatsAppError(int Code, string Message, string? Details, int HttpStatus)
{
    public WhatsAppErrorClass Class => WhatsAppErrors.Classify(Code);
}
