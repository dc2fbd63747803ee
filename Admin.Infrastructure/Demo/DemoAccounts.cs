namespace Admin.Infrastructure.Demo;

/// <summary>What the start says about the demo.</summary>
public sealed class DemoAccounts
{
    private readonly DemoSeeder _seeder;
    private readonly DemoPassword _password;

    internal DemoAccounts(DemoSeeder seeder, DemoPassword password) => (_seeder, _password) = (seeder, password);

    public bool IsOn => _seeder.IsOn;

    public IReadOnlyList<string> Emails { get; } = [.. DemoPeople.Emails];

    /// <summary>The file or configuration key that holds everybody's password.</summary>
    public string PasswordPlace => _password.Place;
}
