using System.Security.Cryptography;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>A number from 0 to 1, so that what waited together does not return together.</summary>
internal static class Jitter
{
    private const int Steps = 1000;

    public static double Next() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
