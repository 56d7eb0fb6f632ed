//! A grammar ready for use: sessions are copies of it.

use llguidance::Matcher;
use napi::Result;
use napi_derive::napi;

use crate::guard::guarded;
use crate::session::Session;

#[napi]
pub struct Grammar {
    /// Sessions share its lexer, which knows more with every mask.
    warm: Matcher,
    /// Never used itself: what a session starts over from when a limit has broken it.
    cold: Matcher,
}

impl Grammar {
    pub fn new(matcher: Matcher) -> Self {
        Grammar {
            cold: matcher.deep_clone(),
            warm: matcher,
        }
    }
}

#[napi]
impl Grammar {
    #[napi]
    pub fn open(&self) -> Result<Session> {
        guarded(|| Ok(Session::new(self.warm.clone(), self.cold.deep_clone())))
    }

    /// What the engine finds odd about the grammar, without refusing it.
    #[napi]
    pub fn warnings(&mut self) -> Result<Vec<String>> {
        guarded(|| Ok(self.warm.grammar_warnings()))
    }
}
