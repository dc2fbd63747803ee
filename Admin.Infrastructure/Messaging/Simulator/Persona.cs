namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What happens to a message, read from the recipient's number.</summary>
/// <param name="Refusal">Error code of the answer; null: accepted.</param>
/// <param name="RefuseEverySecondTry">The refusal strikes the first, third, … try only.</param>
/// <param name="Story">What the webhooks tell, in this order.</param>
/// <param name="FailureCode">Error code of a <c>failed</c> status.</param>
/// <param name="IsOrdinary">Nobody in particular: what the dials leave to chance happens to them only.</param>
internal sealed record Persona(
    IReadOnlyList<UpdateKind> Story,
    int? Refusal = null,
    bool RefuseEverySecondTry = false,
    int FailureCode = 0,
    bool ResetBefore = false,
    bool ResetAfter = false,
    bool IsHeld = false,
    bool IsOrdinary = false)
{
    public const string Prefix = "5511900009";

    private static readonly UpdateKind[] Failed = [UpdateKind.Failed];
    private static readonly UpdateKind[] Unread = [UpdateKind.Sent, UpdateKind.Delivered];
    private static readonly UpdateKind[] Read = [UpdateKind.Sent, UpdateKind.Delivered, UpdateKind.Read];

    private static readonly Persona Reader = new(Read, IsOrdinary: true);
    private static readonly Persona NonReader = new(Unread, IsOrdinary: true);

    /// <summary>Persona of the last three digits of +55 11 90000-9xxx; the first whose bound is not exceeded.</summary>
    private static readonly (int UpTo, Persona Persona)[] Table =
    [
        (099, new(Failed, FailureCode: 131026)),
        (199, new(Unread)),
        (299, new(Failed, FailureCode: 131050)),
        (399, new(Read, Refusal: 131000, RefuseEverySecondTry: true)),
        (499, new(Read, ResetAfter: true)),
        (599, new([UpdateKind.Sent, UpdateKind.Read])),
        (649, new([UpdateKind.Read, UpdateKind.Delivered, UpdateKind.Sent])),
        (699, new([UpdateKind.Sent, UpdateKind.Sent, UpdateKind.Delivered, UpdateKind.Delivered, UpdateKind.Read, UpdateKind.Read])),
        (749, new(Failed, FailureCode: 131049)),
        (799, new([], ResetBefore: true)),
        (849, new([], Refusal: 130403)),
        (899, new([UpdateKind.Sent])),
        (949, new(Read, IsHeld: true)),
        (959, new([.. Read, UpdateKind.ReplyStop])),
        (969, new([.. Read, UpdateKind.ReplyButton])),
        (979, new([.. Read, UpdateKind.ReplyText])),
        (989, new([.. Read, UpdateKind.PreferenceStop])),
        (999, new(Read)),
    ];

    public static Persona Of(string recipient, double readPercent) =>
        recipient.Length == Prefix.Length + 3 && recipient.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(recipient.AsSpan(Prefix.Length), out var suffix)
            ? Array.Find(Table, row => suffix <= row.UpTo).Persona
            : Share(recipient) < readPercent ? Reader : NonReader;

    /// <summary>0 to 99, the same for a number at every run (FNV-1a).</summary>
    private static int Share(string recipient) =>
        (int)(recipient.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) % 100);
}
