using System.Runtime.InteropServices;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>
/// What is known of a condition (<paramref name="Yes"/>) and of its opposite (<paramref name="No"/>), which differ: most rows
/// may have <c>x IS NOT NULL</c>, few <c>x IS NULL</c>. <paramref name="At"/> is where the part stands that decided.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Judgement(Truth Yes, Truth No, int At)
{
    public Judgement Not() => new(No, Yes, At);

    public Judgement And(Judgement other)
    {
        var yes = Truths.And(Yes, other.Yes);
        return new Judgement(yes, Truths.Or(No, other.No), yes == Yes ? At : other.At);
    }

    public Judgement Or(Judgement other)
    {
        var yes = Truths.Or(Yes, other.Yes);
        return new Judgement(yes, Truths.And(No, other.No), yes == Yes ? At : other.At);
    }

    /// <summary>XOR turns on either part, so it is as good as the worse one.</summary>
    public Judgement Xor(Judgement other)
    {
        var worst = (Truth)Math.Max(Math.Max((int)Weak(Yes), (int)Weak(other.Yes)), Math.Max((int)Weak(No), (int)Weak(other.No)));
        return new Judgement(worst, worst, At);
    }

    public static Judgement Both(Truth truth, int at) => new(truth, truth, at);

    private static Truth Weak(Truth truth) => truth is Truth.True or Truth.False ? Truth.Suspicious : truth;
}
