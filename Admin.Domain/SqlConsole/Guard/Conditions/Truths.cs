namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>How conditions combine. In doubt the answer is the one that stops a change.</summary>
internal static class Truths
{
    public static Truth Not(Truth value) => value switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        Truth.Row or Truth.Suspicious or Truth.Constant => value,
    };

    /// <summary>AND narrows: the best part decides, and a part that is never true decides alone.</summary>
    public static Truth And(Truth left, Truth right)
    {
        if (left == Truth.False || right == Truth.False)
            return Truth.False;
        if (left == Truth.True || right == Truth.True)
            return left == Truth.True ? right : left;
        return (Truth)Math.Min((int)left, (int)right);
    }

    /// <summary>OR widens: the worst part decides, and a part that is never true adds nothing.</summary>
    public static Truth Or(Truth left, Truth right)
    {
        if (left == Truth.False || right == Truth.False)
            return left == Truth.False ? right : left;
        return (Truth)Math.Max((int)left, (int)right);
    }

    public static Truth All(IEnumerable<Truth> parts) => parts.Aggregate(Truth.True, And);

    public static Truth Any(IEnumerable<Truth> parts) => parts.Aggregate(Truth.False, Or);
}
