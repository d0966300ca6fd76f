//! Where the person is.

use crate::guidance::QuestionNo;

/// A page of the planner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Begin, open or carry on.
    Start,
    /// One question.
    Question {
        /// Which one.
        no: QuestionNo,
        /// The person came from the answers, and goes back there.
        from_answers: bool,
    },
    /// Check your answers.
    Answers,
    /// Whether the legal duty is likely to apply.
    Duty,
    /// What we recommend.
    Approaches,
    /// How the answers lead to the advice.
    Why,
    /// The plan beside its what-ifs.
    WhatIf,
    /// Who can take part.
    People,
    /// What to check.
    Checks,
    /// Dates and money.
    Dates,
    /// The plan.
    Plan,
    /// What keeps the plan honest once it runs.
    Running,
    /// Files and print.
    Share,
    /// A case for training.
    Case,
}
