namespace Admin.Domain.Messaging.Simulating;

/// <summary>The simulator at one moment.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="WebhookUrl">Where statuses go; null: they wait.</param>
/// <param name="Deliveries">The latest first.</param>
public sealed record SimulatorState(
    DateTime At,
    Uri Address,
    Uri? WebhookUrl,
    SimulatorFigures Figures,
    SimulatorDials Dials,
    IReadOnlyList<SimulatedNumberState> Numbers,
    IReadOnlyList<SimulatedTemplateState> Templates,
    IReadOnlyList<SimulatorDelivery> Deliveries);

/// <summary>Counts since the start, except where said otherwise.</summary>
/// <param name="Accepted">Messages taken over.</param>
/// <param name="Faults">Calls that met a fault of the dials, by what it was.</param>
/// <param name="Refused">Refused calls by error code.</param>
/// <param name="Waiting">Updates that wait for their time or for a webhook address, now.</param>
/// <param name="Parked">Posts that were refused and wait to be tried again, now.</param>
/// <param name="Delivered">Updates that a webhook took.</param>
/// <param name="Posts">Posts that a webhook took.</param>
/// <param name="PostsRefused">Tries that were not answered with 200.</param>
/// <param name="Dropped">Updates given up after the horizon.</param>
public sealed record SimulatorFigures(
    long Accepted,
    IReadOnlyDictionary<string, long> Faults,
    IReadOnlyDictionary<string, long> Refused,
    int Waiting,
    int Parked,
    long Delivered,
    long Posts,
    long PostsRefused,
    long Dropped);

public enum SimulatedQuality
{
    Unknown,
    Green,
    Yellow,
    Red,
}

/// <param name="Block">Error code that every send is answered with; 0: none.</param>
/// <param name="UpgradingUntil">Until then every send is answered 131057.</param>
public sealed record SimulatedNumberState(
    string PhoneNumberId,
    string DisplayPhoneNumber,
    string VerifiedName,
    string WabaId,
    int MessagesPerSecond,
    SimulatedQuality Quality,
    int Block,
    DateTime? UpgradingUntil);

public enum SimulatedTemplateStatus
{
    Pending,
    Approved,
    Rejected,
    Paused,
    Disabled,
    Deleted,
}

/// <param name="WabaId">Empty: every business account has it.</param>
/// <param name="PausedUntil">When it is approved again by itself.</param>
/// <param name="Held">Messages held for quality assessment, now.</param>
public sealed record SimulatedTemplateState(
    string WabaId,
    string Name,
    string Language,
    string Category,
    int ParameterCount,
    SimulatedTemplateStatus Status,
    SimulatedQuality Quality,
    DateTime? PausedUntil,
    int Held);

public enum DeliveryEnd
{
    /// <summary>Answered with 200.</summary>
    Taken,

    /// <summary>Not answered with 200; it will be tried again.</summary>
    Refused,

    /// <summary>Not answered with 200 and too old to be tried again.</summary>
    Dropped,
}

/// <summary>One try to deliver a webhook.</summary>
/// <param name="Try">1 for the first.</param>
/// <param name="Status">HTTP status of the answer; null: none came, <paramref name="Fault"/> says why.</param>
public sealed record SimulatorDelivery(DateTime At, int Try, int Updates, int Bytes, int? Status, string? Fault, int Milliseconds, DeliveryEnd End);

/// <summary>What one person got from one number.</summary>
/// <param name="CallbackData">The correlation value of each message, in order of acceptance.</param>
public sealed record SimulatorLedgerLine(string PhoneNumberId, string To, int Messages, IReadOnlyList<string> CallbackData);

/// <param name="Recipients">Lines that match, all of them; <paramref name="Entries"/> may hold fewer.</param>
/// <param name="Messages">Messages of all lines that match.</param>
public sealed record SimulatorLedger(int Recipients, int Messages, IReadOnlyList<SimulatorLedgerLine> Entries);

/// <summary>Whether the webhook's address answered the handshake.</summary>
/// <param name="Status">HTTP status; null: no answer.</param>
public sealed record SimulatorHandshake(bool Verified, int? Status);
