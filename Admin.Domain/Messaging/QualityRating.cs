namespace Admin.Domain.Messaging;

/// <summary>What WhatsApp says of how people take what is sent.</summary>
public enum QualityRating
{
    Unknown,
    Green,
    Yellow,
    Red,
}
