//! One text in the making.

use anyhow::{bail, ensure};
use llguidance::api::StopReason;
use llguidance::toktrie::SimpleVob;
use llguidance::Matcher;
use napi::bindgen_prelude::{Buffer, Uint32Array};
use napi::Result;
use napi_derive::napi;

use crate::guard::guarded;

/// What `mask` came to.
const MASKED: u32 = 0;
const OVER_LIMIT: u32 = 1;
const DEAD_END: u32 = 2;

/// What the last mask cost.
#[napi(object)]
pub struct StepStats {
    pub items: u32,
    pub rows: u32,
    pub cached_rows: u32,
    pub trie_nodes: u32,
    pub slices_applied: u32,
    pub lexer_cost: u32,
}

#[napi]
pub struct Session {
    matcher: Matcher,
    cold: Matcher,
    tokens: Vec<u32>,
    /// Whether the last token ended the text; the matcher never sees that token.
    is_ended: bool,
}

impl Session {
    pub fn new(matcher: Matcher, cold: Matcher) -> Self {
        Session {
            matcher,
            cold,
            tokens: Vec::new(),
            is_ended: false,
        }
    }

    fn is_end(&self, token: u32) -> anyhow::Result<bool> {
        Ok(self.matcher.tok_env()?.tok_trie().eos_tokens().contains(&token))
    }

    /// Whether the text is whole and nothing but an end token can follow.
    fn is_complete(&self) -> bool {
        matches!(
            self.matcher.stop_reason(),
            StopReason::NoExtension | StopReason::EndOfSentence
        )
    }

    fn accepts(&mut self) -> anyhow::Result<bool> {
        Ok(self.is_complete() || self.matcher.is_accepting()?)
    }

    /// A matcher that met a limit answers nothing any more; one that has read the same tokens does.
    fn recover(&mut self) -> anyhow::Result<()> {
        let mut matcher = self.cold.deep_clone();
        let read = self.tokens.len() - usize::from(self.is_ended);
        matcher.consume_tokens(&self.tokens[..read])?;
        self.matcher = matcher;
        Ok(())
    }

    fn count_valid(&mut self, tokens: &[u32]) -> anyhow::Result<usize> {
        if self.is_ended || tokens.is_empty() {
            return Ok(0);
        }
        if self.is_complete() {
            return Ok(usize::from(self.is_end(tokens[0])?));
        }
        let size = self.matcher.tok_env()?.tok_trie().vocab_size();
        let known = tokens.iter().take_while(|&&token| (token as usize) < size).count();
        let mut until = known;
        for (index, &token) in tokens[..known].iter().enumerate() {
            if self.is_end(token)? {
                until = index + 1;
                break;
            }
        }
        match self.matcher.validate_tokens(&tokens[..until]) {
            Ok(count) => Ok(count),
            Err(error) => {
                self.recover()?;
                Err(error)
            }
        }
    }
}

#[napi]
impl Session {
    /// Writes one bit a token, lowest bit first. Gives 0 when `into` is the mask, 1 when a limit was hit, and 2 when
    /// no token can follow; in both of these `into` is all zeros and the session can still be used.
    #[napi]
    pub fn mask(&mut self, mut into: Uint32Array) -> Result<u32> {
        guarded(|| {
            // SAFETY: the array is the caller's, who waits for this call on the one thread of JavaScript.
            let words = unsafe { into.as_mut() };
            words.fill(0);
            if self.is_ended {
                return Ok(DEAD_END);
            }
            match self.matcher.compute_mask_or_eos() {
                Ok(mask) => {
                    let size = self.matcher.tok_env()?.tok_trie().vocab_size();
                    copy(&mask, size, words).map(|()| MASKED)
                }
                Err(_) => {
                    let is_dead_end = self.matcher.get_error().is_some_and(|text| text.starts_with("NoExtensionBias") || text.contains("no extension"));
                    self.recover()?;
                    Ok(if is_dead_end { DEAD_END } else { OVER_LIMIT })
                }
            }
        })
    }

    /// How many of `tokens`, from the first, may follow. Changes nothing.
    #[napi]
    pub fn validate(&mut self, tokens: Uint32Array) -> Result<u32> {
        guarded(|| Ok(self.count_valid(&tokens)? as u32))
    }

    /// Takes `token` as written. Throws, and changes nothing, when it may not follow.
    #[napi]
    pub fn commit(&mut self, token: u32) -> Result<()> {
        guarded(|| {
            ensure!(self.count_valid(&[token])? == 1, "token {token} may not follow");
            if self.is_end(token)? {
                self.is_ended = true;
            } else if let Err(error) = self.matcher.consume_token(token) {
                self.recover()?;
                return Err(error);
            }
            self.tokens.push(token);
            Ok(())
        })
    }

    /// Takes the last `count` tokens back.
    #[napi]
    pub fn rollback(&mut self, count: u32) -> Result<()> {
        guarded(|| {
            let count = count as usize;
            let Some(kept) = self.tokens.len().checked_sub(count) else {
                bail!("{count} tokens cannot be taken back: {} are written", self.tokens.len());
            };
            let unseen = usize::from(self.is_ended && count > 0);
            if self.matcher.rollback(count - unseen).is_err() {
                self.tokens.truncate(kept);
                self.is_ended = false;
                return self.recover();
            }
            self.tokens.truncate(kept);
            self.is_ended = self.is_ended && count == 0;
            Ok(())
        })
    }

    /// The bytes that must follow, whatever the model prefers.
    #[napi]
    pub fn forced_bytes(&mut self) -> Result<Buffer> {
        guarded(|| {
            if self.is_ended || self.is_complete() {
                return Ok(Buffer::from(Vec::new()));
            }
            // On a copy: forcing moves the parser ahead of what is written.
            Ok(Buffer::from(self.matcher.clone().compute_ff_bytes()))
        })
    }

    /// Whether the text may end here.
    #[napi]
    pub fn is_accepting(&mut self) -> Result<bool> {
        guarded(|| Ok(self.is_ended || self.accepts()?))
    }

    /// A second session that goes on from here by itself.
    #[napi]
    pub fn fork(&self) -> Result<Session> {
        guarded(|| {
            Ok(Session {
                matcher: self.matcher.clone(),
                cold: self.cold.clone(),
                tokens: self.tokens.clone(),
                is_ended: self.is_ended,
            })
        })
    }

    #[napi]
    pub fn stats(&self) -> Result<StepStats> {
        guarded(|| {
            let stats = self.matcher.last_step_stats()?;
            Ok(StepStats {
                items: stats.all_items as u32,
                rows: stats.rows as u32,
                cached_rows: stats.cached_rows as u32,
                trie_nodes: stats.trie_nodes_walked as u32,
                slices_applied: stats.slices_applied as u32,
                lexer_cost: stats.lexer_cost as u32,
            })
        })
    }
}

/// The engine's mask is one word longer where the vocabulary fills its last word; that word says nothing.
fn copy(mask: &SimpleVob, size: usize, words: &mut [u32]) -> anyhow::Result<()> {
    let needed = size.div_ceil(32);
    ensure!(
        words.len() >= needed,
        "the mask needs {needed} words, and {} are given",
        words.len()
    );
    words[..needed].copy_from_slice(&mask.as_slice()[..needed]);
    Ok(())
}
