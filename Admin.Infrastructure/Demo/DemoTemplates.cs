using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Demo;

/// <summary>Templates with more than a body, so that the preview has something to show. The simulator knows them from here.</summary>
internal static class DemoTemplates
{
    private const string Promotion = """
        [
          {"type":"HEADER","format":"IMAGE"},
          {"type":"BODY","text":"Olá {{1}}! A *Semana da Primavera* começou: _{{2}}_ com desconto até domingo.\n\nUse o código no caixa."},
          {"type":"FOOTER","text":"Responda SAIR para não receber mais."},
          {"type":"BUTTONS","buttons":[
            {"type":"URL","text":"Ver ofertas","url":"https://loja.example/ofertas/{{1}}"},
            {"type":"COPY_CODE","example":"FLOR10"},
            {"type":"QUICK_REPLY","text":"Parar promoções"}]}
        ]
        """;

    private const string Shipping = """
        [
          {"type":"HEADER","format":"TEXT","text":"On its way"},
          {"type":"BODY","text":"Hello {{first_name}}, your order *{{order}}* leaves us today."},
          {"type":"FOOTER","text":"Sample shop"},
          {"type":"BUTTONS","buttons":[{"type":"URL","text":"Track it","url":"https://shop.example/track/{{1}}"},{"type":"PHONE_NUMBER","text":"Call us","phone_number":"+551130000000"}]}
        ]
        """;

    public static void Add(AdminDbContext db, Organization organization, DateTime now)
    {
        Add(db, organization, now, new ListedTemplate("900000000000001", "promo_primavera", "pt_BR", "MARKETING", "APPROVED", "POSITIONAL", "GREEN", null, Promotion));
        Add(db, organization, now, new ListedTemplate("900000000000002", "shipping_notice", "en_US", "UTILITY", "APPROVED", "NAMED", "GREEN", null, Shipping));
    }

    // Whose account they are in is learned from the simulator, as it would be from WhatsApp.
    private static void Add(AdminDbContext db, Organization organization, DateTime now, ListedTemplate listed)
    {
        var template = Template.Create(organization.Id, listed.Name, listed.Language, "", 0, TemplateStatus.Approved, now);
        template.Synchronize("", listed, now);
        db.Add(template);
    }
}
