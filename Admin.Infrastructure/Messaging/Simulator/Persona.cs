namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What happens to a message, read from the recipient's number.</summary>
/// <param name="Refusal">Error code of the answer; null: accepted.</param>
/// <param name="RefuseEverySecondTry">The refusal strikes the first, third, … try only.</param>
/// <param name="Statuses">What the webhooks tell, in this order.</param>
/// <param name="FailureCode">Error code of a <c>failed</c> status.</param>
internal sealed record Persona(
    IReadOnlyList<string> Statuses,
    int? Refusal = null,
    bool RefuseEverySecondTry = false,
    int FailureCode = 0,
    bool ResetBefore = false,
    bool ResetAfter = false,
    string MessageStatus = "accepted")
{
    public const string Prefix = "5511900009";

    private static readonly string[] Failed = ["failed"];
    private static readonly string[] Unread = ["sent", "delivered"];
    private static readonly string[] Read = ["sent", "delivered", "read"];

    /// <summary>Persona of the last three digits of +55 11 90000-9xxx; the first whose bound is not exceeded.</summary>
    private static readonly (int UpTo, Persona Persona)[] Table =
    [
        (099, new(Failed, FailureCode: 131026)),
        (199, new(Unread)),
        (299, new(Failed, FailureCode: 131050)),
        (399, new(Read, Refusal: 131000, RefuseEverySecondTry: true)),
        (499, new(Read, ResetAfter: true)),
        (599, new(["sent", "read"])),
        (649, new(["read", "delivered", "sent"])),
        (699, new(["sent", "sent", "delivered", "delivered", "read", "read"])),
        (749, new(Failed, FailureCode: 131049)),
        (799, new([], ResetBefore: true)),
        (849, new([], Refusal: 130403)),
        (899, new(["sent"])),
        (949, new(Read, MessageStatus: "held_for_quality_assessment")),
        (999, new(Read)),
    ];

    public static Persona Of(string recipient, int readPercent) =>
        recipient.Length == Prefix.Length + 3 && recipient.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(recipient.AsSpan(Prefix.Length), out var suffix)
            ? Array.Find(Table, row => suffix <= row.UpTo).Persona
            : new Persona(Share(recipient) < readPercent ? Read : Unread);

    /// <summary>0 to 99, the same for a number at every run (FNV-1a).</summary>
    private static int Share(string recipient) =>
        (int)(recipient.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) % 100);
}
