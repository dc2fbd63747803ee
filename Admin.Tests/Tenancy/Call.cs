using System.Reflection;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Tests.Support;

namespace Admin.Tests.Tenancy;

/// <summary>Calls a service method and looks at what it answers.</summary>
internal static class Call
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    public static async Task<(Error? Error, object? Value)> RunAsync(World world, MethodInfo method, object?[] arguments)
    {
        var service = world.Services.GetService(method.DeclaringType!)
            ?? throw new InvalidOperationException($"{method.DeclaringType!.Name} is not registered in {nameof(World)}: add its feature there.");
        var answer = method.Invoke(service, arguments)!;
        if (answer is not Task task)
            return (null, answer);
        await task;
        var result = task.GetType().GetProperty("Result")?.GetValue(task);
        if (result?.GetType().GetProperty(nameof(Result.Error)) is not { } error)
            return (null, result);
        var refused = (Error?)error.GetValue(result);
        return (refused, refused is null ? result.GetType().GetProperty("Value")?.GetValue(result) : null);
    }

    /// <summary>Everything that can be read of an answer, streams included.</summary>
    public static async Task<string> TextAsync(object? value)
    {
        if (value is null)
            return "";
        if (value is Admin.Domain.Live.LiveSubscription live)
            value = live.Snapshot;
        if (value is Admin.Domain.SqlConsole.Running.LiveRun run)
            value = (await run.Completion).Error?.Code ?? "ran";
        if (value is Stream file)
            value = await new StreamReader(file).ReadToEndAsync();
        using var text = new MemoryStream();
        await JsonSerializer.SerializeAsync(text, value, value.GetType(), Json);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }
}
