//! What-ifs beside the plan: they live as long as the work in hand, and none is a part of the plan until it is taken.

use std::sync::Arc;

use leptos::prelude::{GetUntracked, Set, Update, With, WithUntracked, untrack};

use super::Session;
use crate::assessment::assess;
use crate::plan::{Plan, Variant, WhatIf};

impl Session {
    /// The plan beside its what-ifs, once the rest has come.
    #[must_use]
    pub fn what_if(&self) -> Option<WhatIf> {
        let (plan, rest) = (self.plan.with(Clone::clone)?, self.rest.get_untracked()?);
        self.variants.with(|variants| {
            self.answers.with_untracked(|base| {
                self.edits.with_untracked(|edits| {
                    let (g, today) = (self.guidance, self.today);
                    let draft = |variant: &Variant| {
                        let answers = variant.answers(base);
                        let assessment = assess(g, &answers, today);
                        (rest.draft)(g, rest.handbook, &assessment, &answers, edits, &plan.organisation, today)
                    };
                    let drafted: Vec<(&Variant, Plan)> = variants.iter().map(|one| (one, draft(one))).collect();
                    Some(WhatIf::of(g, base, &plan, &drafted))
                })
            })
        })
    }

    /// Takes a what-if as the plan, as one step that can be undone. The what-ifs stay.
    pub fn take_variant(&self, at: usize) {
        let taken = self.variants.with_untracked(|variants| {
            self.answers.with_untracked(|base| variants.get(at).map(|variant| variant.answers(base)))
        });
        if let Some(answers) = taken {
            self.answers.set(answers);
            self.moved.set(None);
            self.note_local_edition();
        }
    }

    /// Removes a what-if.
    pub fn remove_variant(&self, at: usize) {
        self.variants.update(|variants| {
            if at < variants.len() {
                variants.remove(at);
            }
        });
    }
}

/// A plan with its what-ifs, as a handout says them.
#[must_use]
pub fn with_variants(session: &Session, plan: &Plan) -> Arc<Plan> {
    Arc::new(Plan { what_if: untrack(|| session.what_if()), ..plan.clone() })
}
