namespace Admin.Domain.Messaging;

/// <summary>
/// The Cloud API as this product needs it. No call throws for what the network or the API can do;
/// only a cancellation before anything was begun does.
/// </summary>
public interface IWhatsAppClient
{
    /// <summary>
    /// Sends one template message, once: nothing below this call repeats it. A cancellation while the call is
    /// under way ends as <see cref="SendOutcome.Ambiguous"/> unless the request had certainly not been written.
    /// </summary>
    Task<SendOutcome> SendTemplateAsync(SendTemplateRequest request, CancellationToken ct);

    /// <summary>What the API knows of a sender; asked when a number is registered.</summary>
    Task<NumberLookup> GetNumberAsync(string phoneNumberId, string accessToken, CancellationToken ct);
}
