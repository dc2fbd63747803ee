namespace Admin.Domain.Accounts;

/// <summary>Names of what can be allowed. Which role has which stands in <see cref="RolePermissions"/>.</summary>
public static class Permissions
{
    public static class Secrets
    {
        public const string Describe = "secrets.describe";
        public const string Reveal = "secrets.reveal";
        public const string Write = "secrets.write";
        public const string Rotate = "secrets.rotate";
        public const string Delete = "secrets.delete";
        public const string Purge = "secrets.purge";
    }

    public static class Console
    {
        public const string Query = "console.query";
        public const string Write = "console.write";

        /// <summary>Takes results out as files.</summary>
        public const string Export = "console.export";

        /// <summary>Sees sensitive columns in full; without it they are masked.</summary>
        public const string Unmask = "console.unmask";

        /// <summary>Sees and cancels everybody's runs, and keeps everybody's shared queries in order.</summary>
        public const string Supervise = "console.supervise";
    }

    public static class DataSources
    {
        public const string Read = "data_sources.read";
        public const string Manage = "data_sources.manage";
    }

    public static class Contacts
    {
        public const string Read = "contacts.read";

        /// <summary>Sees phones and names in full; without it they are masked.</summary>
        public const string ReadPersonal = "contacts.read_personal";
        public const string Write = "contacts.write";
    }

    public static class PersonalData
    {
        /// <summary>Finds, exports and erases everything that is kept of one person, and says how long it is kept of all.</summary>
        public const string Manage = "personal_data.manage";
    }

    public static class Templates
    {
        public const string Read = "templates.read";
        public const string Write = "templates.write";
    }

    public static class OptOuts
    {
        public const string Write = "opt_outs.write";
    }

    public static class Campaigns
    {
        public const string Watch = "campaigns.watch";
        public const string Prepare = "campaigns.prepare";
        public const string Start = "campaigns.start";
        public const string Cancel = "campaigns.cancel";
        public const string RetryFailed = "campaigns.retry_failed";
        public const string Settle = "campaigns.settle";
        public const string Pause = "campaigns.pause";
        public const string Resume = "campaigns.resume";
        public const string Approve = "campaigns.approve";

        /// <summary>Makes and revokes links to wall boards, which show counts to whoever has the link.</summary>
        public const string Share = "campaigns.share";
    }

    public static class Members
    {
        public const string Manage = "members.manage";
    }

    public static class Chatbots
    {
        public const string Read = "chatbots.read";
        public const string Manage = "chatbots.manage";
    }

    public static class Numbers
    {
        public const string Read = "numbers.read";
        public const string Manage = "numbers.manage";
    }

    public static class ServiceTokens
    {
        public const string Manage = "service_tokens.manage";
    }

    public static class RateLimits
    {
        public const string Watch = "rate_limits.watch";
        public const string Change = "rate_limits.change";
        public const string Acquire = "rate_limits.acquire";
    }

    public static class Live
    {
        /// <summary>Live topics by service token; people need the permission of the topic itself.</summary>
        public const string Read = "live.read";
    }

    public static class Notices
    {
        /// <summary>An inbox of one's own; what comes into it needs the right of its kind.</summary>
        public const string Read = "notices.read";
    }

    public static class Audit
    {
        public const string Read = "audit.read";
    }

    public static class Organization
    {
        /// <summary>Name, limits and settings of the own organization.</summary>
        public const string Read = "organization.read";

        /// <summary>Settings of the own organization, such as whether a second factor is required.</summary>
        public const string Manage = "organization.manage";
    }

    /// <summary>Super admins only, outside any organization.</summary>
    public static class Platform
    {
        public const string Organizations = "platform.organizations";
        public const string People = "platform.people";
        public const string Jobs = "platform.jobs";
        public const string Audit = "platform.audit";

        /// <summary>Master keys: see which there are, and put everything under the current one.</summary>
        public const string Keys = "platform.keys";

        /// <summary>Rate limits over all organizations: watch them, and release who is limited.</summary>
        public const string Limits = "platform.limits";

        /// <summary>The Cloud API's stand-in, where there is one.</summary>
        public const string Simulator = "platform.simulator";

        /// <summary>Webhooks that are passed on: see what waits, and have it tried now.</summary>
        public const string Webhooks = "platform.webhooks";
    }
}
