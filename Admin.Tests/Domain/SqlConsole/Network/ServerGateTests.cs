using System.Net;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Network;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Domain.SqlConsole.Network;

public sealed class ServerGateTests
{
    private readonly Names _names = new();

    [Fact]
    public async Task Open_PublicHost_GivesTheAddressThatWasChecked()
    {
        _names.Say("db.example.com", "93.184.216.34");

        var server = (await Gate().OpenAsync("db.example.com", 5432, CancellationToken.None)).Value;

        Assert.Equal(("db.example.com", "93.184.216.34:5432"), (server.Name, server.Endpoint.ToString()));
        Assert.Equal(1, _names.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.9")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fd00::5")]
    public async Task Open_PrivateAddress_NeedsTheInstallationsConsent(string address)
    {
        Assert.Equal("connection_failed", (await Gate().OpenAsync(address, 5432, CancellationToken.None)).Error?.Code);
        Assert.False((await Gate(o => o.AllowPrivateNetworks = true).OpenAsync(address, 5432, CancellationToken.None)).Failed);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("::ffff:169.254.169.254")]
    public async Task Open_AddressOfALinkOrOfNobody_IsNeverOpen(string address) =>
        Assert.True((await Gate(o => o.AllowPrivateNetworks = true).OpenAsync(address, 5432, CancellationToken.None)).Failed);

    [Fact]
    public async Task Open_NameWithOneForbiddenAddress_IsRefusedAltogether()
    {
        _names.Say("mixed.example.com", "93.184.216.34", "127.0.0.1");

        Assert.True((await Gate().OpenAsync("mixed.example.com", 5432, CancellationToken.None)).Failed);
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("db:22")]
    [InlineData("/var/run/postgresql")]
    [InlineData(@"np:\\host\pipe")]
    [InlineData("127.1")]
    [InlineData("0x7f.1")]
    [InlineData("2130706433")]
    [InlineData("0177.0.0.1")]
    [InlineData("::1%lo")]
    [InlineData("db example")]
    [InlineData("")]
    public async Task Open_WhatIsNoPlainHost_IsRefused(string host)
    {
        _names.Say(host, "93.184.216.34");

        Assert.True((await Gate(o => o.AllowPrivateNetworks = true).OpenAsync(host, 5432, CancellationToken.None)).Failed);
    }

    [Fact]
    public async Task Open_HostThatIsNotListed_IsRefused()
    {
        _names.Say("other.example.com", "93.184.216.34");
        _names.Say("db.example.com", "93.184.216.34");
        var gate = Gate(o => o.AllowedHosts.Add("DB.example.com"));

        Assert.True((await gate.OpenAsync("other.example.com", 5432, CancellationToken.None)).Failed);
        Assert.False((await gate.OpenAsync("db.example.com", 5432, CancellationToken.None)).Failed);
    }

    [Theory]
    [InlineData("127.0.0.1", 6379, true)]
    [InlineData("127.0.0.2", 6379, true)]
    [InlineData("::1", 6379, true)]
    [InlineData("127.0.0.1", 6380, false)]
    public async Task Open_TheApplicationsOwnServer_IsRefused(string address, int port, bool refused) =>
        Assert.Equal(refused, (await Gate(o => o.AllowPrivateNetworks = true, new IPEndPoint(IPAddress.Loopback, 6379)).OpenAsync(address, port, CancellationToken.None)).Failed);

    private ServerGate Gate(Action<SqlConsoleOptions>? configure = null, params IPEndPoint[] own)
    {
        var options = new SqlConsoleOptions();
        configure?.Invoke(options);
        return new ServerGate(_names, new Own(own), Options.Create(options));
    }

    private sealed class Names : IHostLookup
    {
        private readonly Dictionary<string, IPAddress[]> _known = [];

        public int Asked { get; private set; }

        public void Say(string host, params string[] addresses) => _known[host] = [.. addresses.Select(IPAddress.Parse)];

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult<IReadOnlyList<IPAddress>>(IPAddress.TryParse(host, out var literal) ? [literal] : _known.GetValueOrDefault(host) ?? []);
        }

        public Task<IPAddress?> FirstAnsweringAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct) => Task.FromResult<IPAddress?>(addresses[0]);
    }

    private sealed class Own(IReadOnlyList<IPEndPoint> servers) : IOwnServers
    {
        public Task<IReadOnlyList<IPEndPoint>> FindAsync(CancellationToken ct) => Task.FromResult(servers);
    }
}
