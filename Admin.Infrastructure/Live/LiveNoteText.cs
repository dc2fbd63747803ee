using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Live;

/// <summary>A note as text on the wire: node, organization, topic and subject, a line each.</summary>
internal static class LiveNoteText
{
    private const int Parts = 4;

    public static string Write(string node, LiveNote note) => $"{node}\n{note.Organization.Value:N}\n{note.Topic}\n{note.Subject}";

    public static bool TryRead(string? text, [NotNullWhen(true)] out string? node, [NotNullWhen(true)] out LiveNote? note)
    {
        (node, note) = (null, null);
        var parts = text?.Split('\n');
        // Whatever else is on the channel is not ours to understand.
        if (parts is not { Length: Parts } || !Guid.TryParseExact(parts[1], "N", out var organization))
            return false;
        node = parts[0];
        note = new LiveNote(parts[2], OrganizationId.From(organization), parts[3].Length == 0 ? null : parts[3]);
        return true;
    }
}
