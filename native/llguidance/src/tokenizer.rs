//! A model's vocabulary as a trie, shared by all grammars compiled for it.

use std::sync::Arc;

use anyhow::{bail, ensure};
use llguidance::api::{GrammarInit, ParserLimits, TopLevelGrammar};
use llguidance::toktrie::{ApproximateTokEnv, InferenceCapabilities, TokEnv, TokRxInfo, TokTrie};
use llguidance::{Logger, Matcher, ParserFactory};
use napi::bindgen_prelude::{Uint32Array, Uint8Array};
use napi::Result;
use napi_derive::napi;

use crate::grammar::Grammar;
use crate::guard::guarded;

/// How much a grammar may cost before the engine gives up on it.
#[napi(object)]
pub struct Limits {
    pub max_items_in_row: u32,
    pub initial_lexer_fuel: u32,
    pub step_lexer_fuel: u32,
    pub step_max_items: u32,
    pub max_lexer_states: u32,
    pub max_grammar_size: u32,
}

impl Limits {
    fn to_parser_limits(&self) -> ParserLimits {
        ParserLimits {
            max_items_in_row: self.max_items_in_row as usize,
            initial_lexer_fuel: self.initial_lexer_fuel.into(),
            step_lexer_fuel: self.step_lexer_fuel.into(),
            step_max_items: self.step_max_items as usize,
            max_lexer_states: self.max_lexer_states as usize,
            max_grammar_size: self.max_grammar_size as usize,
            precompute_large_lexemes: true,
            verbose_errors: false,
        }
    }
}

#[napi]
pub struct Tokenizer {
    env: TokEnv,
    factory: ParserFactory,
}

#[napi]
impl Tokenizer {
    /// Token `i` is `bytes[offsets[i]..offsets[i + 1]]`; empty for one that no text is made of. Special tokens start
    /// with the byte 0xFF. `slices` are regexes of texts whose tokens are answered for together.
    #[napi(factory)]
    pub fn build(
        bytes: Uint8Array,
        offsets: Uint32Array,
        end_tokens: Uint32Array,
        slices: Vec<String>,
    ) -> Result<Self> {
        guarded(|| {
            let words = cut(&bytes, &offsets)?;
            let size = words.len() as u32;
            ensure!(!end_tokens.is_empty(), "no token ends an answer");
            ensure!(end_tokens.iter().all(|&end| end < size), "an end token is outside the vocabulary");
            let trie = TokTrie::from(&TokRxInfo::new(size, end_tokens[0]), &words)
                .with_eos_tokens(&end_tokens);
            let env: TokEnv = Arc::new(ApproximateTokEnv::new(trie));
            let mut factory = ParserFactory::new(&env, InferenceCapabilities::default(), &slices)?;
            factory.quiet();
            Ok(Tokenizer { env, factory })
        })
    }

    /// `kind` is `lark`, `json-schema` or `regex`.
    #[napi]
    pub fn compile(&self, kind: String, text: String, limits: Limits) -> Result<Grammar> {
        guarded(|| {
            let grammar = match kind.as_str() {
                "lark" => TopLevelGrammar::from_lark(text),
                "json-schema" => TopLevelGrammar::from_json_schema(serde_json::from_str(&text)?),
                "regex" => TopLevelGrammar::from_regex(&text),
                _ => bail!("no such kind of grammar: {kind}"),
            };
            let parser = self.factory.create_parser_from_init_ext(
                GrammarInit::Serialized(grammar),
                Logger::new(0, 0),
                InferenceCapabilities::default(),
                limits.to_parser_limits(),
            )?;
            Ok(Grammar::new(Matcher::new(Ok(parser))))
        })
    }

    /// Whether some token starts with `text` and goes on: then `text`'s end may be tokenized otherwise.
    #[napi]
    pub fn has_longer_token(&self, text: Uint8Array) -> bool {
        self.env.tok_trie().has_extensions(&text)
    }
}

fn cut(bytes: &[u8], offsets: &[u32]) -> anyhow::Result<Vec<Vec<u8>>> {
    ensure!(offsets.len() > 1, "the vocabulary is empty");
    offsets
        .windows(2)
        .map(|ends| {
            let (start, end) = (ends[0] as usize, ends[1] as usize);
            ensure!(start <= end && end <= bytes.len(), "the offsets do not fit the bytes");
            Ok(bytes[start..end].to_vec())
        })
        .collect()
}
