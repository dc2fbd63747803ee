using Admin.Domain.Messaging.Importing;

namespace Admin.Tests.Domain.Messaging.Importing;

public sealed class ColumnProposalTests
{
    [Theory]
    [InlineData("phone")]
    [InlineData("Telefone")]
    [InlineData("CELULAR")]
    [InlineData("WhatsApp")]
    [InlineData("Número de Telefone")]
    [InlineData("numero_celular")]
    [InlineData(" Tel. ")]
    public void Of_NamesOfPhones_AreThePhone(string name) => Assert.Equal(ColumnUse.Phone, Assert.Single(ColumnProposal.Of([name], null)).Use);

    [Theory]
    [InlineData("Nome completo", ColumnUse.Name)]
    [InlineData("name", ColumnUse.Name)]
    [InlineData("Etiquetas", ColumnUse.Tags)]
    [InlineData("tags", ColumnUse.Tags)]
    [InlineData("Aceite", ColumnUse.Consent)]
    [InlineData("opt-in", ColumnUse.Consent)]
    [InlineData("Cidade", ColumnUse.Field)]
    [InlineData("", ColumnUse.Ignored)]
    [InlineData("???", ColumnUse.Ignored)]
    public void Of_OtherNames_AreWhatTheySay(string name, ColumnUse use) => Assert.Equal(use, ColumnProposal.Of([name, "phone"], null)[0].Use);

    [Fact]
    public void Of_SeveralPhones_TakesTheLikeliestAndKeepsTheOtherAsAField()
    {
        var columns = ColumnProposal.Of(["Telefone", "WhatsApp"], null);

        Assert.Equal([(ColumnUse.Field, "telefone"), (ColumnUse.Phone, null)], columns.Select(c => (c.Use, c.Field)));
    }

    [Fact]
    public void Of_TheNameTwice_LeavesTheSecondOut() =>
        Assert.Equal([ColumnUse.Phone, ColumnUse.Name, ColumnUse.Ignored], ColumnProposal.Of(["phone", "name", "name"], null).Select(c => c.Use));

    [Fact]
    public void Of_NamesThatNoFieldCanHave_AreCleaned() =>
        Assert.Equal(["e-mail pessoal", "valor r"], ColumnProposal.Of(["E-mail (pessoal)", "Valor R$"], null).Select(c => c.Field));

    [Fact]
    public void Of_NoNames_TakesThePhoneByItsValues() =>
        Assert.Equal([ColumnUse.Ignored, ColumnUse.Phone], ColumnProposal.Of(["", ""], 1).Select(c => c.Use));

    [Theory]
    [InlineData("sim", true)]
    [InlineData(" Yes ", true)]
    [InlineData("1", true)]
    [InlineData("não", false)]
    [InlineData("", false)]
    [InlineData("maybe", false)]
    public void SaysYes_OnlyWhatIsPlainlyAYes_IsOne(string text, bool expected) => Assert.Equal(expected, ImportRules.SaysYes(text));
}
