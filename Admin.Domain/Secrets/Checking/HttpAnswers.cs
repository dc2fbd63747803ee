using System.Globalization;

namespace Admin.Domain.Secrets.Checking;

/// <summary>What a status says of the credential that was sent along. Pure.</summary>
public static class HttpAnswers
{
    public static SecretCheckAnswer Of(int status) =>
        new(
            status switch
            {
                >= 200 and < 300 => SecretCheckOutcome.Valid,
                401 or 403 => SecretCheckOutcome.Refused,
                _ => SecretCheckOutcome.Unclear,
            },
            "http_" + status.ToString(CultureInfo.InvariantCulture));
}
