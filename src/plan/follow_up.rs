//! The parts of what the plan asks besides, as the prompts of the content name them. A test holds the two together.

/// Who decided on the duty: it stands with the duty.
pub const WHO_DECIDED: &str = "Who decided on the duty";
/// How the plan is agreed.
pub const GOVERNANCE: &str = "Governance and sign-off";
/// How to know that it worked: the parts that begin so, for people who take part, staff and the organisation.
pub const WORKED: &str = "How we will know it worked";
/// What goes into the annual report.
pub const ANNUAL: &str = "For the annual report";
/// How long what is written is kept, and who may see it.
pub const KEEPING: &str = "Keeping and sharing";
