using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>
/// A campaign on a real database under acts in any order: two nodes that claim, begin and write outcomes, nodes that die, webhooks in any
/// order and repeated, pauses, doubled wake-ups, lost leases. Beside it a model of WhatsApp that knows who got what.
/// </summary>
public sealed class CampaignModelTests
{
    private const int Runs = 25;
    private const int People = 12;

    public enum Act
    {
        Claim,
        Begin,
        Accept,
        Refuse,
        FailForGood,
        LoseAccepted,
        LoseUnaccepted,
        Die,
        Webhook,
        RepeatWebhook,
        Pause,
        Resume,
        Sweep,
        TimePasses,
        PlanAgain,
    }

    [Fact]
    public async Task AnyActsInAnyOrder_CountsAddUp_AndNobodyGetsTwo()
    {
        var acts = Gen.Zip(Gen.Elements(Enum.GetValues<Act>()), Gen.Choose(0, 999)).ListOf(120);
        foreach (var run in acts.Sample(Runs, 120))
            await PlayAsync([.. run]);
    }

    private static async Task PlayAsync(IReadOnlyList<(Act Act, int Choice)> acts)
    {
        await using var fixture = await CampaignsFixture.CreateAsync();
        // The audience is added by a node of the real time.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var node = await fixture.AddNodeAsync(time);
        var second = await fixture.AddSecondNumberAsync();
        var id = await fixture.PrepareAsync(People, further: CampaignsFixture.SecondNumber);
        await fixture.StartAsync(id);
        var planner = node.Get<CampaignPlanner>();
        await planner.PlanAsync((await fixture.CampaignAsync(id)).Ref, CancellationToken.None);
        var world = new World(fixture, node, id, second, time);
        var said = string.Join(", ", acts);
        foreach (var (act, choice) in acts)
        {
            if (act == Act.PlanAgain)
                await planner.PlanAsync(world.Campaign.Ref, CancellationToken.None);
            else
                await world.DoAsync(act, choice);
            await world.CheckAsync(said);
        }

        await world.FinishAsync();
        await world.CheckAsync(said);
        var rows = await fixture.RowsAsync(id);
        Assert.True(rows.TrueForAll(r => r.State is not (RecipientState.Pending or RecipientState.Sending)), $"Somebody was missed: {said}");
        var campaign = await fixture.CampaignAsync(id);
        Assert.True(campaign.Status == (campaign.Counts.Ambiguous > 0 ? CampaignStatus.NeedsAttention : CampaignStatus.Completed), $"{campaign.Status} {campaign.Counts}: {said}");
    }

    /// <summary>Two nodes, each with another of the campaign's numbers, calls on their way, and what WhatsApp has accepted and will tell.</summary>
    private sealed class World(CampaignsFixture fixture, CampaignNode node, CampaignId id, NumberId second, FakeTimeProvider time)
    {
        private static readonly byte[] Named = Encoding.UTF8.GetBytes(
            $$$"""{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"{{{CampaignsFixture.PhoneNumberId}}}"},"statuses":[]}},{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"{{{CampaignsFixture.SecondNumber}}}"},"statuses":[]}}]}]}""");

        private readonly Seat[] _seats = [new(CampaignsFixture.PhoneNumberId, null), new(CampaignsFixture.SecondNumber, second)];
        private readonly Dictionary<string, int> _got = new(StringComparer.Ordinal);
        private readonly List<MessageStatus> _toTell = [];
        private readonly List<MessageStatus> _told = [];

        public Campaign Campaign { get; private set; } = fixture.CampaignAsync(id).GetAwaiter().GetResult();

        public async Task DoAsync(Act act, int choice)
        {
            var seat = _seats[choice % 2];
            switch (act)
            {
                case Act.Claim:
                    await StepAsync(seat, [], [], take: 1 + (choice % 4));
                    break;
                case Act.Begin:
                    await StepAsync(seat, [], [.. seat.Claimed.Select(r => r.Ordinal)], take: 0);
                    break;
                case Act.Accept or Act.Refuse or Act.FailForGood or Act.LoseAccepted or Act.LoseUnaccepted when seat.OnTheirWay.Count > 0:
                    await EndAsync(seat, act, choice);
                    break;
                case Act.Die:
                    // What it had begun may have been accepted all the same.
                    foreach (var begun in seat.OnTheirWay.Where((_, i) => (choice >> i) % 2 == 0))
                        Accepted(seat, begun);
                    _seats[choice % 2] = new Seat(seat.Sender, seat.Number);
                    break;
                case Act.Webhook when _toTell.Count > 0:
                    var next = _toTell[choice % _toTell.Count];
                    _toTell.Remove(next);
                    _told.Add(next);
                    await TellAsync(next);
                    break;
                case Act.RepeatWebhook when _told.Count > 0:
                    await TellAsync(_told[choice % _told.Count]);
                    break;
                case Act.Pause:
                    await node.Get<CampaignControl>().PauseAsync(fixture.Actor, id, CancellationToken.None);
                    break;
                case Act.Resume:
                    await node.Get<CampaignControl>().ResumeAsync(fixture.Actor, id, CancellationToken.None);
                    break;
                case Act.Sweep:
                    await node.Get<CampaignLedger>().SweepLostAsync(Campaign.Ref, CancellationToken.None);
                    break;
                case Act.TimePasses:
                    time.Advance(TimeSpan.FromSeconds(choice % 60));
                    break;
                default:
                    break;
            }
        }

        /// <summary>The counts are those of the rows, and nobody was written to twice.</summary>
        public async Task CheckAsync(string said)
        {
            Campaign = await fixture.CampaignAsync(id);
            var rows = await fixture.RowsAsync(id);
            var counted = rows.Aggregate(RecipientCounts.None, (c, r) => c.Plus(r.State, 1));
            Assert.True(counted == Campaign.Counts, $"{counted} are counted as {Campaign.Counts}: {said}");
            Assert.Equal(People, Campaign.Counts.Total);
            Assert.True(_got.Values.All(n => n == 1), $"Somebody got two: {said}");
            // Who counts as written to was; who was is never written off or taken for unwritten, but while it is on its way.
            Assert.True(rows.All(r => r.State is not (RecipientState.Sent or RecipientState.Delivered or RecipientState.Read) || _got.ContainsKey(r.Phone)), said);
            Assert.True(rows.All(r => !_got.ContainsKey(r.Phone) || r.State is not (RecipientState.Pending or RecipientState.Failed)), said);
        }

        /// <summary>No more deaths: everything comes to its end, and every webhook arrives.</summary>
        public async Task FinishAsync()
        {
            await DoAsync(Act.Resume, 0);
            for (var round = 0; round < 200; round++)
            {
                time.Advance(TimeSpan.FromSeconds(60));
                foreach (var seat in _seats)
                {
                    while (seat.OnTheirWay.Count > 0)
                        await EndAsync(seat, Act.Accept, 0);
                }

                await DoAsync(Act.Sweep, 0);
                while (_toTell.Count > 0)
                    await DoAsync(Act.Webhook, 0);
                await DoAsync(Act.Claim, 3);
                await DoAsync(Act.Begin, 1);
                Campaign = await fixture.CampaignAsync(id);
                if (Campaign.Counts is { Pending: 0, Sending: 0 } && _toTell.Count == 0)
                    return;
            }
        }

        private async Task EndAsync(Seat seat, Act act, int choice)
        {
            var begun = seat.OnTheirWay[choice % seat.OnTheirWay.Count];
            seat.OnTheirWay.Remove(begun);
            var error = new AttemptError(begun.Attempts, begun.Attempt, time.GetUtcNow().UtcDateTime, "131000", "Model.");
            if (act is Act.Accept or Act.LoseAccepted)
                Accepted(seat, begun);
            var verdict = act switch
            {
                Act.Accept => new Verdict(VerdictKind.Accept, Wamid: Wamid(begun)),
                Act.Refuse => new Verdict(VerdictKind.Wait, RetryAt: time.GetUtcNow().UtcDateTime.AddSeconds(choice % 20), Error: error),
                Act.FailForGood => new Verdict(VerdictKind.Fail, Error: error),
                _ => new Verdict(VerdictKind.Lose, Error: error),
            };
            await StepAsync(seat, [new Finished(begun, verdict)], [], take: 0);
        }

        private async Task StepAsync(Seat seat, IReadOnlyList<Finished> finished, IReadOnlyList<int> intents, int take)
        {
            var (now, ledger) = (await fixture.CampaignAsync(id), node.Get<CampaignLedger>());
            seat.Epoch ??= now.Epoch;
            var step = await ledger.StepAsync(Campaign.Ref, new LedgerOrder(seat.Token, seat.Epoch.Value, finished, intents, take) { Number = seat.Number }, CancellationToken.None);
            seat.Claimed.RemoveAll(r => intents.Contains(r.Ordinal));
            seat.Claimed.AddRange(step.Claimed);
            seat.OnTheirWay.AddRange(step.Begun);
            Assert.True((now.Status == CampaignStatus.Running && seat.Epoch == now.Epoch) || (step.Begun.Count == 0 && step.Claimed.Count == 0), "Something was begun that should not have been.");
            if (step.Running)
                return;
            // As a run that is told so: it gives back what it did not begin, and another begins in the epoch of then.
            await ledger.ReleaseAsync(Campaign.Ref, seat.Token, ordinals: null, CancellationToken.None);
            seat.Claimed.Clear();
            seat.Epoch = null;
        }

        private void Accepted(Seat seat, Begun begun)
        {
            _got[begun.Phone] = _got.GetValueOrDefault(begun.Phone) + 1;
            foreach (var kind in new[] { MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read })
                _toTell.Add(new MessageStatus(seat.Sender, Wamid(begun), kind, time.GetUtcNow().UtcDateTime, null, new AttemptKey(Campaign.Key, begun.Ordinal, begun.Attempt).ToString(), []));
        }

        private static string Wamid(Begun begun) => $"wamid.{begun.Attempt:N}";

        private async Task TellAsync(MessageStatus status)
        {
            var numbers = await NumbersOfApp.ReadAsync(node.Get<IAdminDb>(), WhatsAppAppId.Platform, [WebhookParser.Parse(Named)], CancellationToken.None);
            Assert.Empty(await node.Get<StatusMerge>().ApplyAsync(numbers, [status], CancellationToken.None));
        }

        /// <summary>One node's memory.</summary>
        /// <param name="sender">The phone_number_id that it sends from.</param>
        /// <param name="number">The same number as the engine names it; null: the campaign's first one.</param>
        private sealed class Seat(string sender, NumberId? number)
        {
            public string Sender => sender;

            public NumberId? Number => number;

            public Guid Token { get; } = Guid.CreateVersion7();

            /// <summary>Under which it works; null for a run that is about to begin.</summary>
            public int? Epoch { get; set; }

            public List<Recipient> Claimed { get; } = [];

            public List<Begun> OnTheirWay { get; } = [];
        }
    }
}
