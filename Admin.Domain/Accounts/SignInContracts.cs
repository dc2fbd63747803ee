namespace Admin.Domain.Accounts;

/// <summary>Where a sign-in comes from, as its session will show it.</summary>
/// <param name="Device">The browser or program as it names itself.</param>
public sealed record SignInOrigin(SessionKind Kind, string? Address, string? Device)
{
    /// <summary>What a browser kept of earlier sign-ins, unsealed; none of a program.</summary>
    public IReadOnlyList<DeviceMark> Marks { get; init; } = [];
}

/// <summary>A right password of a person with a second factor, who still owes a code. Keep it where nobody can forge it.</summary>
/// <param name="Stamp">The security stamp at that time; a change in between ends it.</param>
public sealed record PendingSignIn(PersonId Person, string Stamp, DateTime At)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
}

/// <summary>A new session.</summary>
/// <param name="RefreshToken">For <see cref="SessionKind.Bearer"/> only; shown once.</param>
public sealed record SignedIn(PersonId Person, SessionId Session, DateTime ExpiresAt, string? RefreshToken);

/// <summary>After the password: either done, or a code is owed.</summary>
public sealed record SignInStep(SignedIn? Done, PendingSignIn? OwesCode);
