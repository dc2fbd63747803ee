using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Live;

/// <summary>A note as text on the wire: organization, topic and subject, a line each.</summary>
internal static class LiveNoteText
{
    private const int Parts = 3;

    public static string Write(LiveNote note) => $"{note.Organization.Value:N}\n{note.Topic}\n{note.Subject}";

    public static bool TryRead(string? text, [NotNullWhen(true)] out LiveNote? note)
    {
        note = null;
        var parts = text?.Split('\n');
        // Whatever else is on the channel is not ours to understand.
        if (parts is not { Length: Parts } || !Guid.TryParseExact(parts[0], "N", out var organization))
            return false;
        note = new LiveNote(parts[1], OrganizationId.From(organization), parts[2].Length == 0 ? null : parts[2]);
        return true;
    }
}
