using Microsoft.AspNetCore.WebUtilities;

namespace Admin.Web.Features.Accounts;

/// <summary>Addresses of the account pages that only they themselves link to.</summary>
internal static class AccountUrls
{
    public const string Start = "/";
    public const string Code = "/account/sign-in/code";
    public const string Register = "/account/register";
    public const string Forgot = "/account/forgot";
    public const string Reset = "/account/reset";
    public const string Confirm = "/account/confirm";

    /// <summary>Where to confirm, and then to come back to.</summary>
    public static string ConfirmAndReturn(string returnUrl) => QueryHelpers.AddQueryString(Confirm, "returnUrl", returnUrl);

    public static string With(string url, string? returnUrl) =>
        string.IsNullOrEmpty(returnUrl) ? url : QueryHelpers.AddQueryString(url, "returnUrl", returnUrl);
}
