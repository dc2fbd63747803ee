using System.Globalization;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>A number's access token works when the API shows the number under it.</summary>
internal sealed class NumberCheckTargets(IWhatsAppClient whatsApp) : ISecretCheckTargets
{
    public async Task<IReadOnlyList<SecretCheckTarget>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct)
    {
        var numbers = await db.Set<Number>().AsNoTracking().Where(n => n.OrganizationId == organization && n.AccessTokenSecretId == secret).ToListAsync(ct);
        return numbers.ConvertAll(n => new SecretCheckTarget(
            "number",
            n.VerifiedName is { Length: > 0 } name ? name : n.PhoneNumberId,
            async (value, token) => Of(await whatsApp.GetNumberAsync(n.PhoneNumberId, value.GetText(), token))));
    }

    private static SecretCheckAnswer Of(NumberLookup lookup) => lookup switch
    {
        NumberLookup.Found => new SecretCheckAnswer(SecretCheckOutcome.Valid, "number_found"),
        NumberLookup.Rejected rejected => new SecretCheckAnswer(SecretCheckOutcome.Refused, "api_" + rejected.Error.Code.ToString(CultureInfo.InvariantCulture)),
        _ => new SecretCheckAnswer(SecretCheckOutcome.Unclear, "unreachable"),
    };
}
