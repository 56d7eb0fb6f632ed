/**
 * llguidance as WebAssembly, from the package `transformers-llguidance`: slower and older, and everywhere. It can
 * neither take tokens back nor copy itself, so a session that is not the last one used reads its tokens again.
 */

import type { Grammar as WasmGrammar } from "transformers-llguidance";
import type { Constraint } from "../../domain/constraint.ts";
import { Fault } from "../../domain/fault.ts";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import type {
  Compilation,
  ConstraintCompiler,
  ConstraintEngine,
} from "../../ports/constraint-engine.ts";
import { examineConstraint } from "../grammar/examine-constraint.ts";
import { findEmpty } from "../grammar/find-empty.ts";
import { readRefusal } from "./read-refusal.ts";
import { spellForWasm } from "./spell-for-wasm.ts";
import { createWasmSession, type Seat } from "./wasm-session.ts";
import { withTwins } from "./with-twins.ts";

const ANY_TEXT: WasmGrammar = { type: "regex", pattern: "(?s:.*)" };
const NO_LIMITS =
  "this engine sets limits of its own, made for JSON; a large grammar may meet them in the middle of a text";

/** llguidance as WebAssembly: runs everywhere, slower, with limits of its own. */
export const wasmEngine: ConstraintEngine = {
  id: "llguidance-wasm",
  version: "1.4.0",
  abilities: { rollback: "replay", validation: "mask", hasLimits: false, canForce: false },
  load: createCompiler,
};

async function createCompiler(vocabulary: Vocabulary): Promise<ConstraintCompiler> {
  let seat: Seat | undefined = await takeSeat(vocabulary);
  return {
    compile: (constraint, { limits } = {}) => {
      if (seat === undefined) throw new Error("the compiler was disposed of");
      const refusals = examineConstraint(constraint);
      if (refusals.length > 0) return { isCompiled: false, refusals };
      const own = seat;
      const empty = findEmpty(constraint, (one) => compile(one, own));
      if (empty.length > 0) return { isCompiled: false, refusals: empty };
      const compilation = compile(constraint, own);
      if (!compilation.isCompiled || limits === undefined) return compilation;
      return { ...compilation, notes: [...compilation.notes, NO_LIMITS] };
    },
    dispose: () => {
      seat = undefined;
    },
  };
}

async function takeSeat(vocabulary: Vocabulary): Promise<Seat> {
  try {
    const { GuidanceParser } = await import("transformers-llguidance");
    const parser = await GuidanceParser.create(ANY_TEXT, spellForWasm(vocabulary));
    return { parser, vocabulary, ends: new Set(vocabulary.endTokens), holder: undefined };
  } catch (error) {
    throw new Fault(
      "constraint/engine-failed",
      `Cannot load the vocabulary into llguidance for WebAssembly: ${error}`,
      { cause: error },
    );
  }
}

function compile(constraint: Constraint, seat: Seat): Compilation {
  const refuse = (message: string): Compilation => ({
    isCompiled: false,
    refusals: [readRefusal(message, constraint)],
  });
  const grammar = toWasm(constraint);
  // Nobody holds the seat any more: the parser starts over.
  seat.holder = undefined;
  try {
    seat.parser.reset(grammar);
    // Only the first mask shows what is wrong with a constraint.
    seat.parser.getTokenMask();
  } catch (error) {
    return refuse(String(error));
  }
  return {
    isCompiled: true,
    openSession: () => withTwins(createWasmSession(grammar, seat), seat.vocabulary.twins),
    notes: [],
  };
}

function toWasm(constraint: Constraint): WasmGrammar {
  switch (constraint.kind) {
    case "grammar":
      return { type: "lark", grammar: constraint.lark };
    case "schema":
      return { type: "json_schema", schema: constraint.schema };
    case "regex":
      return { type: "regex", pattern: constraint.pattern };
  }
}
