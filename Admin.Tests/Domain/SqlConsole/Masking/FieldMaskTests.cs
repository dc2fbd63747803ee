using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard.Mongo;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Tests.Domain.SqlConsole.Masking;

public sealed class FieldMaskTests
{
    private static readonly MaskProfile Profile = MaskProfile.For([new("users", "contact.phone", "Phone numbers are personal data"), new("users", "cpf", "Tax ids are personal data")]);
    private static readonly ResultColumn Json = new("document", "object", ColumnKind.Json);

    [Theory]
    [InlineData("""{"a":1,"phone":"+55"}""", """{"a":1,"phone":"•••"}""")]
    [InlineData("""{"a":[{"PHONE":{"x":["+55"]},"b":2}]}""", """{"a":[{"PHONE":"•••","b":2}]}""")]
    [InlineData("""[{"ph\u006fne":"+55"},"é\n",1.50,1e400,true,null]""", """[{"phone":"•••"},"é\n",1.50,1e400,true,null]""")]
    [InlineData("""{"phone":"a","phone":"b"}""", """{"phone":"•••","phone":"•••"}""")]
    [InlineData("plain text with phone", "plain text with phone")]
    public void Show_Text_HidesFieldsByNameAtAnyDepth(string cell, string expected)
    {
        Assert.Equal(expected, Plan().Show(Json, cell));
    }

    [Theory]
    [InlineData("""{"phone":"+55""")]
    [InlineData("[1,")]
    public void Show_DocumentThatCannotBeRead_IsHiddenWholly(string cell)
    {
        Assert.Same(MaskedValue.Instance, Plan().Show(Json, cell));
        Assert.Same(MaskedValue.Instance, Plan().Show(Json, new CutValue(cell, 2_000_000)));
    }

    [Fact]
    public void Show_OtherValues_StayAsTheyAre()
    {
        Assert.Equal(5L, Plan().Show(Json, 5L));
        Assert.Null(Plan().Show(Json, null));
    }

    [Fact]
    public void Reasons_ColumnNamedLikeAField_IsHidden()
    {
        Assert.Equal([null, "Phone numbers are personal data", null], Plan().Reasons(["_id", "phone", "contact"]));
    }

    private static MaskPlan Plan() => MaskPlanner.Plan(EngineKind.Mongodb, "", Profile, MongoGuard.Check("db.users.find({})", AccessMode.ReadOnly).Command).Value;
}
