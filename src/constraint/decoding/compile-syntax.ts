import type { Constraint, ConstraintRefusal } from "../../domain/constraint.ts";
import type {
  ConstraintCompiler,
  ConstraintEngine,
  ConstraintSession,
} from "../../ports/constraint-engine.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { createLatelyUsed } from "../../std/lately-used.ts";
import { listClosingPieces, listLeavingPieces, listLeavingWords } from "./closing-pieces.ts";
import { createMaskCache, type MaskCache } from "./mask-cache.ts";
import type { TokenSpellings } from "./token-spellings.ts";

/** What ends may be made of, as tokens. */
export interface ClosingPieces {
  readonly all: readonly (readonly number[])[];
  /** Those of them that leave texts which take nearly everything. */
  readonly leaving: readonly (readonly number[])[];
  /** Finds words that leave a block. */
  readonly leavesBlock: RegExp;
  /** What only such texts take. */
  readonly anything: readonly number[];
}

/** A syntax that is ready for answers. */
export interface OpenedSyntax {
  readonly openSession: () => ConstraintSession;
  readonly masks: MaskCache;
  readonly pieces: ClosingPieces;
  /** Whether checking one token costs a whole mask. */
  readonly isSlow: boolean;
  readonly notes: readonly string[];
}

export type SyntaxOutcome =
  | { readonly isOpen: true; readonly syntax: OpenedSyntax }
  | { readonly isOpen: false; readonly refusals: readonly ConstraintRefusal[] };

/** Compiles each syntax once for a vocabulary, as long as it is asked for now and then. */
export type CompileSyntax = (syntax: Constraint) => SyntaxOutcome;

export interface SyntaxCompilerParts {
  readonly engine: ConstraintEngine;
  readonly compiler: ConstraintCompiler;
  readonly spellings: TokenSpellings;
  readonly tokenize: (text: string) => readonly number[];
}

const MOST_KEPT = 16;
/** No language has this outside of strings, patterns and comments. */
const ANYTHING = "~\u{A7}";

export function createSyntaxCompiler(parts: SyntaxCompilerParts): CompileSyntax {
  const known = createLatelyUsed<SyntaxOutcome>(MOST_KEPT);
  return (syntax) => {
    const key = canonicalJson(syntax);
    const found = known.get(key) ?? compile(syntax, parts);
    known.set(key, found, 1);
    return found;
  };
}

function compile(
  syntax: Constraint,
  { engine, compiler, spellings, tokenize }: SyntaxCompilerParts,
): SyntaxOutcome {
  const compiled = compiler.compile(syntax);
  if (!compiled.isCompiled) return { isOpen: false, refusals: compiled.refusals };
  const encoder = new TextEncoder();
  const spellAll = (pieces: readonly string[]): readonly (readonly number[])[] =>
    pieces.flatMap((piece) => {
      const tokens = spellings.spell(encoder.encode(piece), tokenize(piece));
      return tokens === undefined ? [] : [tokens];
    });
  return {
    isOpen: true,
    syntax: {
      openSession: compiled.openSession,
      masks: createMaskCache(spellings.vocabulary.size),
      pieces: {
        all: spellAll(listClosingPieces(syntax)),
        leaving: spellAll(listLeavingPieces(syntax)),
        leavesBlock: new RegExp(`\\b(?:${listLeavingWords(syntax).join("|") || "(?!)"})\\b`),
        anything: spellAll([ANYTHING])[0] ?? [],
      },
      isSlow: engine.abilities.validation === "mask",
      notes: compiled.notes,
    },
  };
}
