using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Domain.Live;

/// <summary>
/// Tells every node that somebody's rights changed: grants are forgotten and standing subscriptions proved again at once.
/// Call after the change is committed.
/// </summary>
public sealed class AccessNotes : IDisposable
{
    public const string Topic = "access";

    private const string Person = "person:";
    private const string Token = "token:";

    private readonly ILiveChannel _channel;
    private readonly Access _access;
    private readonly LiveBroker _broker;
    private readonly IDisposable _notes;

    public AccessNotes(ILiveChannel channel, Access access, LiveBroker broker)
    {
        _channel = channel;
        _access = access;
        _broker = broker;
        _notes = channel.Subscribe(OnNote);
    }

    public void Changed(PersonId person) => Publish(Person + person.Value);

    public void Changed(ServiceTokenId token) => Publish(Token + token.Value);

    /// <summary>An organization was suspended or changed its rules.</summary>
    public void EverybodyChanged() => Publish(null);

    public void Dispose() => _notes.Dispose();

    private void Publish(string? subject) => _channel.Publish(new LiveNote(Topic, OrganizationId.Platform, subject));

    private void OnNote(LiveNote note)
    {
        if (note.Topic != Topic)
            return;
        if (Id(note.Subject, Person) is { } person)
            _access.Forget(PersonId.From(person));
        else if (Id(note.Subject, Token) is { } token)
            _access.Forget(ServiceTokenId.From(token));
        else
            _access.ForgetAll();
        _ = _broker.RecheckAsync();
    }

    private static Guid? Id(string? subject, string prefix) =>
        subject is not null && subject.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParse(subject.AsSpan(prefix.Length), out var id) ? id : null;
}
