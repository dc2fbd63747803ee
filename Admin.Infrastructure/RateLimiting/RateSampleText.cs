using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>A sample as it stands on the wire.</summary>
internal sealed record RateSampleText(DateTime At, IReadOnlyList<RateSampleText.Tally> Tallies, IReadOnlyList<RateSampleText.Block> Blocks)
{
    public static RateSampleText Of(RateSample sample) => new(
        sample.At,
        [.. sample.Tallies.Select(t => new Tally(t.Organization.Value, t.Policy, t.Consumer, t.Admitted, t.Refused))],
        [.. sample.Blocks.Select(b => new Block(b.Organization.Value, b.Policy, b.Counter, b.Consumer, b.Until))]);

    public RateSample ToSample() => new(
        At,
        [.. Tallies.Select(t => new RateTally(OrganizationId.From(t.Organization), t.Policy, t.Consumer, t.Admitted, t.Refused))],
        [.. Blocks.Select(b => new RateBlock(OrganizationId.From(b.Organization), b.Policy, b.Counter, b.Consumer, b.Until))]);

    internal sealed record Tally(Guid Organization, string Policy, string Consumer, long Admitted, long Refused);

    internal sealed record Block(Guid Organization, string Policy, string Counter, string Consumer, DateTime Until);
}
