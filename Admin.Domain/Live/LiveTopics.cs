namespace Admin.Domain.Live;

/// <summary>Finds the topic that a name such as <c>campaign:0198…</c> means.</summary>
internal sealed class LiveTopics(IEnumerable<ILiveTopic> topics)
{
    private const string IdSuffix = ":{id}";

    private readonly Dictionary<string, ILiveTopic> _byPattern = topics.ToDictionary(t => t.Pattern, StringComparer.Ordinal);

    public bool TryFind(string name, out ILiveTopic topic, out Guid? id)
    {
        id = null;
        if (_byPattern.TryGetValue(name, out topic!))
            return !name.EndsWith(IdSuffix, StringComparison.Ordinal);

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        // Only the canonical form, so that one thing has one name and so one feed.
        if (colon <= 0 || !Guid.TryParseExact(name.AsSpan(colon + 1), "D", out var parsed) || name != Name(name[..colon], parsed))
            return false;
        id = parsed;
        return _byPattern.TryGetValue(name[..colon] + IdSuffix, out topic!);
    }

    private static string Name(string kind, Guid id) => $"{kind}:{id:D}";
}
