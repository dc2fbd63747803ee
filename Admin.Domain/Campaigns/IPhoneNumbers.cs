namespace Admin.Domain.Campaigns;

/// <summary>Turns what people write into canonical E.164 (<see cref="Messaging.CanonicalPhone"/>), or says that it is no phone.</summary>
public interface IPhoneNumbers
{
    string? Normalize(string text, string region);
}
