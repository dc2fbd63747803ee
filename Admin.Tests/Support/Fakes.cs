using Admin.Domain.Campaigns;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;

namespace Admin.Tests.Support;

/// <summary>Keeps what was mailed; without a server until told otherwise.</summary>
internal sealed class FakeMail : IMail
{
    public List<OutgoingMail> Posted { get; } = [];

    public bool IsConfigured { get; set; }

    /// <summary>Thrown instead of taking a mail.</summary>
    public Exception? Fault { get; set; }

    public void Post(OutgoingMail mail)
    {
        if (Fault is not null)
            throw Fault;
        Posted.Add(mail);
    }
}

/// <summary>A channel inside the process that tells at once.</summary>
internal sealed class DirectChannel : ILiveChannel
{
    private readonly List<Action<LiveNote>> _handlers = [];

    public void Publish(LiveNote note) => _handlers.ToList().ForEach(h => h(note));

    public IDisposable Subscribe(Action<LiveNote> handler)
    {
        _handlers.Add(handler);
        return new Ended(() => _handlers.Remove(handler));
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>Knows every number under the token <see cref="GoodToken"/>, and nothing under another.</summary>
internal sealed class FakeWhatsApp : IWhatsAppClient
{
    public const string GoodToken = "EAAG-good";

    public bool IsAway { get; set; }

    public Task<NumberLookup> GetNumberAsync(string phoneNumberId, string accessToken, CancellationToken ct) => Task.FromResult<NumberLookup>(
        IsAway ? new NumberLookup.Unreachable()
        : accessToken == GoodToken ? new NumberLookup.Found(new WhatsAppNumber($"+55 11 {phoneNumberId[^4..]}", "Shop", "GREEN", "STANDARD"))
        : new NumberLookup.Rejected(new WhatsAppError(190, "Invalid OAuth access token", null, 401)));

    /// <summary>What was sent; it is all accepted.</summary>
    public List<SendTemplateRequest> Sent { get; } = [];

    public Task<SendOutcome> SendTemplateAsync(SendTemplateRequest request, CancellationToken ct)
    {
        Sent.Add(request);
        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted($"wamid.{Sent.Count}", request.To, "accepted"));
    }
}

/// <summary>Jobs only say "look now", and may be lost: here they all are.</summary>
internal sealed class LostJobs : IJobs
{
    public void WakeCampaign(OrganizationId organization, CampaignId campaign)
    {
        // Lost on purpose.
    }

    public void WakeCampaignAt(OrganizationId organization, CampaignId campaign, DateTimeOffset at)
    {
        // Lost on purpose.
    }
}

/// <summary>Nothing is passed on.</summary>
internal sealed class NoReceiver : IForwardReceiver
{
    public bool IsOn => false;

    public Uri? Address => null;

    public Task<ForwardOutcome> PostAsync(SignedWebhook webhook, CancellationToken ct) => throw new NotSupportedException("Nothing here is passed on.");
}
