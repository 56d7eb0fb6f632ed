/** llguidance, built for this machine from `native/llguidance`. The one file that touches it. */

import { createRequire } from "node:module";
import type { Constraint, ConstraintLimits } from "../../domain/constraint.ts";
import { Fault } from "../../domain/fault.ts";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import type {
  Compilation,
  ConstraintCompiler,
  ConstraintEngine,
  ConstraintSession,
} from "../../ports/constraint-engine.ts";
import { examineConstraint } from "../grammar/examine-constraint.ts";
import { findEmpty } from "../grammar/find-empty.ts";
import { CODE_LIMITS } from "./code-limits.ts";
import { cutForced } from "./cut-forced.ts";
import type { LoadOptions } from "./load-options.ts";
import { refuseShortMask } from "./mask-words.ts";
import { NOTHING_BEGINS, readRefusal } from "./read-refusal.ts";
import { spellVocabulary } from "./spell-vocabulary.ts";
import { withTwins } from "./with-twins.ts";

const ADDON = new URL("../../../native/llguidance/llguidance.node", import.meta.url).pathname;

/**
 * Texts whose tokens are answered for together: names, and what strings and comments hold. Each costs a tenth of the
 * loading time; more of them won nothing over the TypeScript grammar.
 */
const SLICES = [
  "[a-zA-Z_$][a-zA-Z0-9_$]*",
  " [a-zA-Z_$][a-zA-Z0-9_$]*",
  '[^"\\\\\\x00-\\x1F\\x7F]{1,30}',
];

/** The addon's own words: see `native/llguidance/src`. */
interface Addon {
  readonly Tokenizer: {
    build(
      bytes: Uint8Array,
      offsets: Uint32Array,
      endTokens: Uint32Array,
      slices: readonly string[],
    ): Tokenizer;
  };
  engineVersion(): string;
}
interface Tokenizer {
  compile(kind: string, text: string, limits: NativeLimits): Grammar;
  hasLongerToken(text: Uint8Array): boolean;
}
interface Grammar {
  open(): Session;
  warnings(): readonly string[];
}
interface Session {
  mask(into: Uint32Array): number;
  validate(tokens: Uint32Array): number;
  commit(token: number): void;
  rollback(count: number): void;
  forcedBytes(): Uint8Array;
  isAccepting(): boolean;
  fork(): Session;
  stats(): { readonly items: number };
}
interface NativeLimits {
  readonly maxItemsInRow: number;
  readonly initialLexerFuel: number;
  readonly stepLexerFuel: number;
  readonly stepMaxItems: number;
  readonly maxLexerStates: number;
  readonly maxGrammarSize: number;
}

/** What `Session.mask` gives back. */
const OVER_LIMIT = 1;
const DEAD_END = 2;

/** The engine, or in words why it is not there. */
export function openNativeEngine(
  options: LoadOptions = {},
): ConstraintEngine | { readonly why: string } {
  let addon: Addon;
  try {
    addon = createRequire(import.meta.url)(ADDON) as Addon;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND";
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { why: isMissing ? "not built on this machine" : `cannot be loaded: ${why}` };
  }
  return {
    id: "llguidance-native",
    version: addon.engineVersion(),
    abilities: {
      rollback: "direct",
      validation: "direct",
      hasLimits: true,
      canForce: options.tokenize !== undefined,
    },
    load: async (vocabulary) => createCompiler(addon, vocabulary, options),
  };
}

function createCompiler(
  addon: Addon,
  vocabulary: Vocabulary,
  options: LoadOptions,
): ConstraintCompiler {
  const { bytes, offsets } = spellVocabulary(vocabulary);
  const ends = Uint32Array.from(vocabulary.endTokens);
  let tokenizer: Tokenizer | undefined;
  try {
    tokenizer = addon.Tokenizer.build(bytes, offsets, ends, SLICES);
  } catch (error) {
    throw new Fault(
      "constraint/engine-failed",
      `Cannot load the vocabulary into llguidance: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
  return {
    compile: (constraint, { limits } = {}) => {
      if (tokenizer === undefined) throw new Error("the compiler was disposed of");
      const refusals = examineConstraint(constraint);
      if (refusals.length > 0) return { isCompiled: false, refusals };
      const parts = { tokenizer, vocabulary, options };
      const compileOne = (one: Constraint): Compilation =>
        compile(one, { ...CODE_LIMITS, ...limits }, parts);
      const empty = findEmpty(constraint, compileOne);
      return empty.length > 0 ? { isCompiled: false, refusals: empty } : compileOne(constraint);
    },
    dispose: () => {
      tokenizer = undefined;
    },
  };
}

interface Parts {
  readonly tokenizer: Tokenizer;
  readonly vocabulary: Vocabulary;
  readonly options: LoadOptions;
}

function compile(constraint: Constraint, limits: ConstraintLimits, parts: Parts): Compilation {
  try {
    const [kind, text] = toSource(constraint);
    const grammar = parts.tokenizer.compile(kind, text, toNativeLimits(limits));
    // The first mask shows what only a mask can, and warms the lexer for all sessions.
    const first = grammar.open().mask(new Uint32Array(Math.ceil(parts.vocabulary.size / 32)));
    if (first === OVER_LIMIT || first === DEAD_END) return refuseFirst(first);
    return {
      isCompiled: true,
      openSession: () => withTwins(wrapSession(grammar.open(), parts, []), parts.vocabulary.twins),
      notes: grammar.warnings(),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { isCompiled: false, refusals: [readRefusal(message, constraint)] };
  }
}

const refuseFirst = (outcome: number): Compilation => ({
  isCompiled: false,
  refusals: [
    outcome === OVER_LIMIT
      ? {
          reason: "over-limits",
          message: "the first token already costs more than the limits allow",
          line: undefined,
          column: undefined,
        }
      : {
          reason: "cannot-finish",
          message: NOTHING_BEGINS,
          line: undefined,
          column: undefined,
        },
  ],
});

function toSource(constraint: Constraint): readonly [kind: string, text: string] {
  switch (constraint.kind) {
    case "grammar":
      return ["lark", constraint.lark];
    case "schema":
      return ["json-schema", JSON.stringify(constraint.schema)];
    case "regex":
      return ["regex", constraint.pattern];
  }
}

const toNativeLimits = (limits: ConstraintLimits): NativeLimits => ({
  maxItemsInRow: limits.maxItemsInRow,
  initialLexerFuel: limits.lexerFuelAtStart,
  stepLexerFuel: limits.lexerFuelInMask,
  stepMaxItems: limits.maxItemsInMask,
  maxLexerStates: limits.maxLexerStates,
  maxGrammarSize: limits.maxSymbols,
});

function wrapSession(session: Session, parts: Parts, before: readonly number[]): ConstraintSession {
  const { tokenizer, vocabulary, options } = parts;
  const committed = [...before];
  let masks = 0;
  return {
    mask: (into) => {
      refuseShortMask(into, vocabulary.size);
      masks += 1;
      return orFault(() => session.mask(into)) !== OVER_LIMIT;
    },
    validate: (tokens) => orFault(() => session.validate(Uint32Array.from(tokens))),
    commit: (token) => {
      orRangeError(() => session.commit(token));
      committed.push(token);
    },
    rollback: (count) => {
      orRangeError(() => session.rollback(count));
      committed.length -= count;
    },
    forcedTokens: () =>
      options.tokenize === undefined
        ? []
        : cutForced(session.forcedBytes(), {
            tokenize: options.tokenize,
            vocabulary,
            mayGoOn: (text) => tokenizer.hasLongerToken(text),
          }),
    isAccepting: () => session.isAccepting(),
    fork: () => wrapSession(session.fork(), parts, committed),
    stats: () => ({
      tokens: committed.length,
      masks,
      itemsInLastMask: session.stats().items,
    }),
  };
}

/** A regex may burst only where the text has come to it, and nothing is to be had of the session then. */
function orFault<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Fault(
      "constraint/engine-failed",
      `Cannot say what may follow: ${error instanceof Error ? error.message : error}`,
      { help: "Bound what repeats in the grammar's regexes", cause: error },
    );
  }
}

function orRangeError(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new RangeError(`Cannot do that: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
