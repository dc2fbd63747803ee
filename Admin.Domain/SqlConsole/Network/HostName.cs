using System.Net;

namespace Admin.Domain.SqlConsole.Network;

/// <summary>
/// What may stand as a data source's host: one DNS name, or one address in its usual form. Drivers read more into a host
/// (a port, a list, a pipe, a socket's path), and addresses have spellings that a filter by text does not see.
/// </summary>
public static class HostName
{
    public static bool IsValid(string host)
    {
        if (IPAddress.TryParse(host, out var address))
            return address.ToString().Equals(host, StringComparison.OrdinalIgnoreCase) && !host.Contains('%', StringComparison.Ordinal);
        var labels = host.Split('.');
        // A last label of digits is how 127.1 and 0x7f.1 pass for names.
        return Uri.CheckHostName(host) == UriHostNameType.Dns && host.Length <= 253 && Array.TrueForAll(labels, IsLabel) && !char.IsAsciiDigit(labels[^1][0]);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-';
}
