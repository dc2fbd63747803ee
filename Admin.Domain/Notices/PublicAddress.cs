namespace Admin.Domain.Notices;

/// <summary>
/// Where people reach this application. Links are built from it and never from a request's host, which a stranger can choose.
/// </summary>
public sealed class PublicAddress
{
    private Uri? _base;

    public bool IsKnown => _base is not null;

    /// <summary>Set by the composition root: <c>PublicUrl</c>, or in Development the address that the server listens on.</summary>
    public void Use(Uri address) => _base = address;

    /// <exception cref="InvalidOperationException">Neither <c>PublicUrl</c> is set nor does the server listen yet.</exception>
    public string Link(string path, string token) => Page($"{path}?token={Uri.EscapeDataString(token)}");

    /// <summary>A page's full address, for whoever may open it.</summary>
    /// <exception cref="InvalidOperationException">Neither <c>PublicUrl</c> is set nor does the server listen yet.</exception>
    public string Page(string pathAndQuery) =>
        new Uri(_base ?? throw new InvalidOperationException("PublicUrl is not set."), pathAndQuery).ToString();
}
