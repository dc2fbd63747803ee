using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;

namespace Admin.Domain.Messaging;

/// <summary>Access tokens of numbers: tried against the API first, and kept as secrets.</summary>
public sealed class NumberTokens(SecretService secrets, IWhatsAppClient whatsApp)
{
    /// <summary>What the API says of the number under this token.</summary>
    internal async Task<Result<WhatsAppNumber>> CheckAsync(OrganizationId organization, string phoneNumberId, AccessTokenSource source, CancellationToken ct)
    {
        var token = await ReadAsync(organization, source, ct);
        if (token.Failed)
            return token.Error;
        return await whatsApp.GetNumberAsync(phoneNumberId, token.Value, ct) switch
        {
            NumberLookup.Found found => found.Number,
            NumberLookup.Rejected rejected => NumberErrors.Rejected(rejected.Error.Code),
            _ => NumberErrors.Unreachable,
        };
    }

    /// <summary>The secret that holds the token: the given one, or a new one that nobody is shown again.</summary>
    internal async Task<Result<SecretId>> KeepAsync(Actor actor, string phoneNumberId, AccessTokenSource source, CancellationToken ct)
    {
        if (source.Secret is { } given)
            return given;
        var name = $"WhatsApp {phoneNumberId} {Guid.CreateVersion7().ToString("N")[20..]}";
        var made = await secrets.CreateAsync(actor, new SecretDraft(name, source.Value) { Kind = SecretKind.WhatsappToken, Visibility = SecretVisibility.Restricted }, ct);
        return made.Map(m => m.Id);
    }

    /// <summary>Takes back a secret that <see cref="KeepAsync"/> made for a number that then could not be registered.</summary>
    internal async Task DropAsync(Actor actor, AccessTokenSource source, SecretId kept, CancellationToken ct)
    {
        if (source.Secret is null)
            _ = await secrets.DeleteAsync(actor, kept, ct);
    }

    private async Task<Result<string>> ReadAsync(OrganizationId organization, AccessTokenSource source, CancellationToken ct)
    {
        if (source.Value is { } value)
            return value.Read().Map(v => v.GetText());
        var read = await secrets.ReadForUseAsync(organization, source.Secret!.Value, "number_check", ct);
        if (read.Failed)
            return read.Error.Kind == ErrorKind.NotFound ? NumberErrors.SecretNotFound : read.Error;
        return read.Value.GetText();
    }
}
