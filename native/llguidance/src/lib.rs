//! llguidance for Node. Every function that can fail throws an `Error` with the engine's own words; a panic in the
//! engine is such an error too, and the process lives on.

mod grammar;
mod guard;
mod session;
mod tokenizer;

/// Of the engine, not of this addon.
#[napi_derive::napi]
pub fn engine_version() -> &'static str {
    "1.9.1"
}
