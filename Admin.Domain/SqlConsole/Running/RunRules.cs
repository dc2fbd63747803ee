using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>What a run may ask for; collects every fault.</summary>
internal static class RunRules
{
    public static Error? Check(RunRequest request)
    {
        var faults = new List<Error>();
        if (request.TimeoutSeconds is < RunLimits.MinTimeoutSeconds or > RunLimits.MaxTimeoutSeconds)
            faults.Add(Error.Invalid("timeout_out_of_range", $"The timeout is {RunLimits.MinTimeoutSeconds} to {RunLimits.MaxTimeoutSeconds} seconds: choose one of these.", "timeout"));
        if (request.MaxRows is < 1 or > RunLimits.MaxRows)
            faults.Add(Error.Invalid("max_rows_out_of_range", $"The row limit is 1 to {RunLimits.MaxRows}: choose one of these.", "max_rows"));
        if (request.Parameters.Named.Count + request.Parameters.Positional.Count > RunLimits.MaxParameters)
            faults.Add(Error.Invalid("too_many_parameters", $"A statement takes at most {RunLimits.MaxParameters} parameters: use fewer.", "parameters"));
        if (request.Confirm < 0)
            faults.Add(Error.Invalid("confirm_out_of_range", "The confirmation is the number of rows that the change touches: 0 or more.", "confirm"));
        if (request.Reason is { } reason && reason.Trim().Length is < 3 or > QueryRun.ReasonMaxLength)
            faults.Add(Error.Invalid("reason_length", $"A reason has 3 to {QueryRun.ReasonMaxLength} characters: write one.", "reason"));
        if (request.Cache is { } cache)
            Cache(faults, cache);
        return Error.Join(faults);
    }

    private static void Cache(List<Error> faults, CacheWish cache)
    {
        if (cache.Ttl.TotalSeconds is < CacheWish.MinSeconds or > CacheWish.MaxSeconds)
            faults.Add(Error.Invalid("cache_ttl_out_of_range", $"A result is cached for {CacheWish.MinSeconds} to {CacheWish.MaxSeconds} seconds: choose one of these.", "cache_ttl"));
        if (cache.Key is { Length: > CacheWish.KeyMaxLength })
            faults.Add(Error.Invalid("cache_key_too_long", $"A cache key has at most {CacheWish.KeyMaxLength} characters: shorten it.", "cache_key"));
    }
}
