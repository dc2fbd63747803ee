namespace Admin.Domain.Secrets;

/// <summary>The figures that a person wants at a glance.</summary>
public sealed record SecretOverview(int Total, int Expiring, int Expired, int OverdueRotation);

/// <summary>Figures over an organization's living secrets, and over who reads them.</summary>
public sealed record SecretStats
{
    /// <summary>Days without use after which a secret counts as stale, and a reader who may read as one who does not.</summary>
    public const int StaleDays = 90;

    /// <summary>Days that <see cref="Days"/> and <see cref="TopReaders"/> look back, today included.</summary>
    public const int ReadDays = 30;

    public required SecretOverview Overview { get; init; }

    public required IReadOnlyDictionary<SecretKind, int> ByKind { get; init; }

    public required IReadOnlyDictionary<string, int> ByProvider { get; init; }

    public required int NeverUsed { get; init; }

    public required int Stale { get; init; }

    public required int Restricted { get; init; }

    /// <summary>Deleted, and can still be restored.</summary>
    public required int Deleted { get; init; }

    /// <summary>Secrets that hold the same value as another one.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Reads on each of the last days, oldest first, days without a read included.</summary>
    public required IReadOnlyList<ReadsOfDay> Days { get; init; }

    /// <summary>Who read most in that time.</summary>
    public required IReadOnlyList<TopReader> TopReaders { get; init; }

    /// <summary>Who may read values, and how much of that they did in <see cref="StaleDays"/> days.</summary>
    public required IReadOnlyList<EntitledReader> Entitled { get; init; }
}

public sealed record ReadsOfDay(DateOnly Day, long Count);

/// <param name="Name">A person's or token's name; of a read inside the process, what it was for.</param>
public sealed record TopReader(SecretReader Reader, string Name, long Count, int Secrets, DateTime LastAt);

/// <param name="MayRead">How many secrets are open to them.</param>
/// <param name="DidRead">How many of those they read.</param>
public sealed record EntitledReader(SecretReader Reader, string Name, int MayRead, int DidRead, DateTime? LastAt)
{
    /// <summary>May read, and did not: a right that could be taken back.</summary>
    public bool IsGhost => DidRead == 0;
}
