namespace Admin.Domain.Accounts;

/// <summary>
/// That a browser once signed in to an account. Keep it sealed in the browser: whoever holds one is counted apart from everybody else
/// who tries that account. It opens nothing by itself.
/// </summary>
/// <param name="Account">Keyed hash of the e-mail address.</param>
/// <param name="Device">Random; the name under which this browser's attempts on this account are counted.</param>
/// <param name="Binding">Keyed hash of the security stamp: a new password, or anything else that ends all sessions, ends the mark.</param>
/// <param name="At">The last sign-in, in UTC.</param>
public sealed record DeviceMark(string Account, string Device, string Binding, DateTime At)
{
    /// <summary>A browser keeps this many, of the accounts that signed in last.</summary>
    public const int MaxKept = 5;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);
}
