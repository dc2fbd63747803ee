namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>How conditions combine. In doubt the answer is the one that stops a change.</summary>
internal static class Truths
{
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
}
