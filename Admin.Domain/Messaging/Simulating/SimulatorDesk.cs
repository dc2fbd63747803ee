using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Simulating;

/// <summary>
/// The simulator's page for super admins. The simulator belongs to no organization: it stands for a foreign service. Without one
/// everything is <c>simulator_off</c>, not found; what changes it is in the platform's audit.
/// </summary>
public sealed class SimulatorDesk(Access access, AuditLog audit, IAdminDb adminDb, ISimulatorControl simulator)
{
    public const int LedgerLines = 50;

    private const int MinDigits = 4;

    private static readonly TenantScope Scope = TenantScope.All("acts on the simulator are in the platform's audit");

    public async Task<Result<SimulatorState>> ReadAsync(Actor actor, CancellationToken ct) =>
        await RefusalAsync(actor, ct) is { } refusal ? refusal : await simulator.ReadAsync(ct);

    /// <summary>Sets all dials; what lies outside its range is said for each.</summary>
    public async Task<Result> TurnAsync(Actor actor, SimulatorDials dials, CancellationToken ct)
    {
        if (await RefusalAsync(actor, ct) is { } refusal)
            return refusal;
        if (Error.Join([.. dials.Faults().Select(f => SimulatorErrors.DialOutOfRange(f.Name, f.Allowed))]) is { } fault)
            return fault;
        var before = await simulator.ReadAsync(ct);
        if (before.Failed)
            return before.Error;
        var turned = dials.Differing(before.Value.Dials);
        return turned.Count == 0
            ? Result.Ok
            : await ActAsync(actor, new AuditAct("simulator.turned", "simulator", Details: Details("dials", string.Join(", ", turned))), () => simulator.TurnAsync(dials, ct), ct);
    }

    public async Task<Result> ChangeNumberAsync(Actor actor, string phoneNumberId, SimulatedNumberChange change, CancellationToken ct) =>
        await RefusalAsync(actor, ct) is { } refusal
            ? refusal
            : await ActAsync(actor, new AuditAct("simulator.number_changed", "simulator", phoneNumberId), () => simulator.ChangeNumberAsync(phoneNumberId, change, ct), ct);

    public async Task<Result> ChangeTemplateAsync(Actor actor, SimulatedTemplateChange change, CancellationToken ct) =>
        await RefusalAsync(actor, ct) is { } refusal
            ? refusal
            : await ActAsync(actor, new AuditAct("simulator.template_changed", "simulator", change.Name, Details: Details("act", change.Act is { } act ? SnakeCase.Of(act) : "quality")), () => simulator.ChangeTemplateAsync(change, ct), ct);

    /// <summary>A person writes to a number.</summary>
    public async Task<Result> ReceiveAsync(Actor actor, SimulatedInbound inbound, CancellationToken ct) =>
        await RefusalAsync(actor, ct) is { } refusal
            ? refusal
            : await ActAsync(actor, new AuditAct("simulator.message_received", "simulator", inbound.PhoneNumberId, Details: Details("kind", SnakeCase.Of(inbound.Kind))), () => simulator.ReceiveAsync(inbound, ct), ct);

    public async Task<Result<SimulatorHandshake>> VerifyAsync(Actor actor, CancellationToken ct) =>
        await RefusalAsync(actor, ct) is { } refusal ? refusal : await simulator.VerifyAsync(ct);

    /// <summary>What the people whose phone ends in these digits got.</summary>
    public async Task<Result<SimulatorLedger>> LedgerAsync(Actor actor, string phone, CancellationToken ct)
    {
        if (await RefusalAsync(actor, ct) is { } refusal)
            return refusal;
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length < MinDigits ? SimulatorErrors.PhoneTooShort : await simulator.LedgerAsync(digits, LedgerLines, ct);
    }

    private async Task<Error?> RefusalAsync(Actor actor, CancellationToken ct) =>
        await access.RequirePlatformAsync(actor, Permissions.Platform.Simulator, ct) is { Failed: true } refused ? refused.Error
        : simulator.IsOn ? null
        : SimulatorErrors.Off;

    // Before it happens: an act whose entry cannot be written does not happen.
    private async Task<Result> ActAsync(Actor actor, AuditAct entry, Func<Task<Result>> act, CancellationToken ct)
    {
        await using (var db = await adminDb.OpenAsync(Scope, ct))
        {
            await using var write = await db.BeginWriteAsync(ct);
            await audit.AppendAsync(db, OrganizationId.Platform, actor, entry, ct);
            await write.CommitAsync(ct);
        }

        return await act();
    }

    private static Dictionary<string, string> Details(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
