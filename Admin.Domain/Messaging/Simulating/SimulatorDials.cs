using System.Globalization;

namespace Admin.Domain.Messaging.Simulating;

/// <summary>
/// Everything of the simulator that can be turned while it runs. Percentages lie between 0 and 100; people with a persona tell
/// exactly their own story, so the webhooks' percentages concern everybody else.
/// </summary>
public record SimulatorDials
{
    private const double Day = 86_400;

    private static readonly (string Name, double From, double To, Func<SimulatorDials, double> Value)[] Ranges =
    [
        (nameof(LatencyMs), 0, 60_000, d => d.LatencyMs),
        (nameof(LatencySpread), 0, 3, d => d.LatencySpread),
        (nameof(ResetBeforePercent), 0, 100, d => d.ResetBeforePercent),
        (nameof(ResetAfterPercent), 0, 100, d => d.ResetAfterPercent),
        (nameof(ServerErrorPercent), 0, 100, d => d.ServerErrorPercent),
        (nameof(BadGatewayPercent), 0, 100, d => d.BadGatewayPercent),
        (nameof(MalformedPercent), 0, 100, d => d.MalformedPercent),
        (nameof(SlowBodyPercent), 0, 100, d => d.SlowBodyPercent),
        (nameof(SlowBodyMs), 0, 300_000, d => d.SlowBodyMs),
        (nameof(WabaCallsPerHour), 0, int.MaxValue, d => d.WabaCallsPerHour),
        (nameof(AppCallsPerHour), 0, int.MaxValue, d => d.AppCallsPerHour),
        (nameof(UniquePeoplePerDay), 0, int.MaxValue, d => d.UniquePeoplePerDay),
        (nameof(PortfolioErrorCode), 1, 9_999_999, d => d.PortfolioErrorCode),
        (nameof(PacingThreshold), 0, int.MaxValue, d => d.PacingThreshold),
        (nameof(PacingHold), 0, Day, d => d.PacingHold.TotalSeconds),
        (nameof(ApprovalDelay), 0, 7 * Day, d => d.ApprovalDelay.TotalSeconds),
        (nameof(UpgradeDuration), 0, 60, d => d.UpgradeDuration.TotalSeconds),
        (nameof(WebhookDelay), 0, Day, d => d.WebhookDelay.TotalSeconds),
        (nameof(WebhookSpread), 0, 3, d => d.WebhookSpread),
        (nameof(GroupingWindow), 0, 60, d => d.GroupingWindow.TotalSeconds),
        (nameof(MaxStatusesPerPost), 1, 1000, d => d.MaxStatusesPerPost),
        (nameof(RetryDelay), 0.001, 3600, d => d.RetryDelay.TotalSeconds),
        (nameof(RetryMaxDelay), 0.001, Day, d => d.RetryMaxDelay.TotalSeconds),
        (nameof(RetryHorizon), 0, 30 * Day, d => d.RetryHorizon.TotalSeconds),
        (nameof(ReadPercent), 0, 100, d => d.ReadPercent),
        (nameof(DuplicatePercent), 0, 100, d => d.DuplicatePercent),
        (nameof(LostPercent), 0, 100, d => d.LostPercent),
        (nameof(ReorderPercent), 0, 100, d => d.ReorderPercent),
        (nameof(ReadWithoutDeliveredPercent), 0, 100, d => d.ReadWithoutDeliveredPercent),
        (nameof(FailedAfterSentPercent), 0, 100, d => d.FailedAfterSentPercent),
        (nameof(LateDeliveredPercent), 0, 100, d => d.LateDeliveredPercent),
        (nameof(LateDelay), 0, 30 * Day, d => d.LateDelay.TotalSeconds),
        (nameof(ReplyPercent), 0, 100, d => d.ReplyPercent),
        (nameof(WebhookVersion), 20, 99, d => d.WebhookVersion),
    ];

    /// <summary>How long an answer takes: the median, in milliseconds.</summary>
    public int LatencyMs { get; set; } = 20;

    /// <summary>Spread of the latency: sigma of a log-normal distribution; 0: always the median.</summary>
    public double LatencySpread { get; set; }

    /// <summary>Sources disagree about the HTTP status of a throttle: 400 or 429.</summary>
    public int ThrottleStatus { get; set; } = 429;

    /// <summary>The API is gone: every connection is reset before anything is read.</summary>
    public bool Outage { get; set; }

    /// <summary>Connection reset; nothing was accepted.</summary>
    public double ResetBeforePercent { get; set; }

    /// <summary>Accepted, then the connection is reset: an ambiguous send.</summary>
    public double ResetAfterPercent { get; set; }

    /// <summary>HTTP 500 with an error envelope (131000, is_transient); nothing was accepted.</summary>
    public double ServerErrorPercent { get; set; }

    /// <summary>HTTP 502 with a page of HTML, as a proxy in between answers; nothing was accepted, which the caller cannot know.</summary>
    public double BadGatewayPercent { get; set; }

    /// <summary>Accepted, but the answer is cut off in the middle of its JSON.</summary>
    public double MalformedPercent { get; set; }

    /// <summary>Accepted, but the second half of the answer comes after <see cref="SlowBodyMs"/>.</summary>
    public double SlowBodyPercent { get; set; }

    public int SlowBodyMs { get; set; } = 5000;

    /// <summary>One message per 6 seconds to the same person, bursts of 45 on credit (131056).</summary>
    public bool PairLimit { get; set; } = true;

    /// <summary>Calls an hour of one business account (80007); 0: no limit.</summary>
    public int WabaCallsPerHour { get; set; }

    /// <summary>Calls an hour of the app (4); refused calls count too. 0: no limit.</summary>
    public int AppCallsPerHour { get; set; }

    /// <summary>People a business portfolio may write to in a moving 24 hours outside their service windows; 0: no limit.</summary>
    public int UniquePeoplePerDay { get; set; }

    public PortfolioReaction PortfolioReaction { get; set; } = PortfolioReaction.Fail;

    /// <summary>Meta documents no code for the portfolio's limit.</summary>
    public int PortfolioErrorCode { get; set; } = 131048;

    /// <summary>After so many messages a template that is not of green quality is held for assessment; 0: never.</summary>
    public int PacingThreshold { get; set; }

    /// <summary>How long held messages wait before they are released by themselves; zero: until a person decides.</summary>
    public TimeSpan PacingHold { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>From a template's creation through the API to its approval.</summary>
    public TimeSpan ApprovalDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a number answers 131057 while its throughput is upgraded; a minute at most.</summary>
    public TimeSpan UpgradeDuration { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>From acceptance to <c>sent</c>, the median; <c>delivered</c> takes three times, <c>read</c> ten times as long.</summary>
    public TimeSpan WebhookDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Spread of the delays: sigma of a log-normal distribution; 0: always the median.</summary>
    public double WebhookSpread { get; set; }

    /// <summary>Statuses that fall due within it travel together.</summary>
    public TimeSpan GroupingWindow { get; set; } = TimeSpan.FromMilliseconds(250);

    public int MaxStatusesPerPost { get; set; } = 100;

    /// <summary>First wait after two refused deliveries in a row; doubles from there.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan RetryMaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is older is dropped instead of tried again.</summary>
    public TimeSpan RetryHorizon { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Share of ordinary people who read what they got; always the same ones.</summary>
    public double ReadPercent { get; set; } = 70;

    /// <summary>Messages whose statuses all come twice.</summary>
    public double DuplicatePercent { get; set; }

    /// <summary>Statuses that never come.</summary>
    public double LostPercent { get; set; }

    /// <summary>Messages whose statuses come in reverse.</summary>
    public double ReorderPercent { get; set; }

    /// <summary>Read messages of which no <c>delivered</c> is told.</summary>
    public double ReadWithoutDeliveredPercent { get; set; }

    /// <summary>Messages that fail (131026) after they were sent.</summary>
    public double FailedAfterSentPercent { get; set; }

    /// <summary>Messages to phones that are switched off: everything after <c>sent</c> comes after <see cref="LateDelay"/>.</summary>
    public double LateDeliveredPercent { get; set; }

    public TimeSpan LateDelay { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Ordinary people who answer with a text.</summary>
    public double ReplyPercent { get; set; }

    /// <summary>Major version of the webhooks: up to 23 each status carries its conversation, from 24 only its pricing.</summary>
    public int WebhookVersion { get; set; } = 25;

    /// <summary>What lies outside its range; empty when everything is in order.</summary>
    public IReadOnlyList<DialFault> Faults()
    {
        var faults = Ranges.Where(r => !(r.Value(this) >= r.From && r.Value(this) <= r.To))
            .Select(r => new DialFault(r.Name, string.Create(CultureInfo.InvariantCulture, $"{r.From}–{r.To}{(IsTime(r.Name) ? " s" : "")}")))
            .ToList();
        if (ThrottleStatus is not (400 or 429))
            faults.Add(new DialFault(nameof(ThrottleStatus), "400, 429"));
        if (!Enum.IsDefined(PortfolioReaction))
            faults.Add(new DialFault(nameof(PortfolioReaction), string.Join(", ", Enum.GetNames<PortfolioReaction>())));
        return faults;
    }

    /// <summary>Names of the dials that stand differently in another set.</summary>
    public IReadOnlyList<string> Differing(SimulatorDials other) =>
        [.. typeof(SimulatorDials).GetProperties().Where(p => p.CanWrite && !Equals(p.GetValue(this), p.GetValue(other))).Select(p => p.Name)];

    private static bool IsTime(string name) => typeof(SimulatorDials).GetProperty(name)!.PropertyType == typeof(TimeSpan);
}

/// <summary>A dial outside its range.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Allowed">What it may be, in figures.</param>
public sealed record DialFault(string Name, string Allowed);

/// <summary>What happens to a message beyond the portfolio's limit.</summary>
public enum PortfolioReaction
{
    /// <summary>It is accepted and fails later, by webhook.</summary>
    Fail,

    /// <summary>It is refused at once.</summary>
    Refuse,
}
