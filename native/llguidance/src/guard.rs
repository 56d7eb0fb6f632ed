//! Nothing that happens in the engine may end the process.

use std::panic::AssertUnwindSafe;

use napi::{Error, Result};

/// Runs `work`; its error, or its panic, becomes an error of JavaScript.
pub fn guarded<T>(work: impl FnOnce() -> anyhow::Result<T>) -> Result<T> {
    llguidance::panic_utils::catch_unwind(AssertUnwindSafe(work))
        .map_err(|error| Error::from_reason(without_trace(&format!("{error:#}"))))
}

/// A panic's message comes with a backtrace, an error with a dump of the state: neither is for users.
fn without_trace(message: &str) -> String {
    ["\n<backtrace>", "\n<non-verbose/>", "\n<state>"]
        .iter()
        .filter_map(|mark| message.find(mark))
        .min()
        .map_or(message, |end| &message[..end])
        .trim_end()
        .to_string()
}
