namespace Admin.Domain.Messaging;

/// <summary>What an error is about, and so whom it stops.</summary>
public enum WhatsAppErrorClass
{
    /// <summary>Temporary, or unknown to us: try this recipient again a few times.</summary>
    Transient,

    /// <summary>Temporary with a stated length.</summary>
    FixedWait,

    /// <summary>The number sends too fast.</summary>
    NumberRate,

    /// <summary>Too much to this one person.</summary>
    PairRate,

    /// <summary>Too many calls for the business account.</summary>
    AccountRate,

    /// <summary>Too many calls for the app; calls made while blocked count too.</summary>
    AppRate,

    /// <summary>People block or report the sender; only a person resumes.</summary>
    QualityStop,

    /// <summary>This person gets no more marketing for now.</summary>
    PerUserCap,

    RecipientPermanent,

    /// <summary>The person stopped marketing or blocked the sender.</summary>
    OptOut,

    /// <summary>Outside the 24 hours in which free text is allowed.</summary>
    Window,

    /// <summary>Template and parameters do not fit.</summary>
    Template,

    /// <summary>The template is paused or disabled.</summary>
    TemplateState,

    Request,

    /// <summary>Authentication, permission, payment or lock: nothing of this sender goes out.</summary>
    AccountBlock,
}
