import { openConstraintEngine } from "../../constraint/engines/open-engine.ts";
import { describeRefusal } from "../../constraint/grammar/describe-refusal.ts";
import { readWhole } from "../../constraint/grammar/read-whole.ts";
import { sampleText } from "../../constraint/grammar/sample-text.ts";
import { tryConstraint } from "../../constraint/grammar/try-constraint.ts";
import { createSingleByteVocabulary } from "../../constraint/vocabulary/byte-vocabulary.ts";
import type { ConstraintRefusal } from "../../domain/constraint.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";
import { createDraw } from "../../std/create-draw.ts";
import type { EngineWord, GrammarEngine } from "../../training/synthesis/grammar/language.ts";

/** Texts drawn of a pattern, and how long they get before they go for their end. */
const MOST_TEXTS = 60;
const LONGEST_BYTES = 7;

type Opened =
  | { readonly isUsable: true; readonly openSession: () => ConstraintSession }
  | { readonly isUsable: false; readonly refusals: readonly ConstraintRefusal[] };

function toWord(opened: Opened): EngineWord {
  if (opened.isUsable)
    return { isUsable: true, accepts: (text) => readWhole(opened.openSession(), text).isTaken };
  return {
    isUsable: false,
    refusals: opened.refusals.map((refusal) => {
      const { line, column } = refusal;
      const place = line === undefined ? "" : `:${line}:${column ?? 1}`;
      return `${place}: ${describeRefusal(refusal)}`;
    }),
  };
}

/** The engine that models are held by, as what tells whether a text is one of a grammar. */
export async function openGrammarEngine(clock: Pick<Clock, "elapsed">): Promise<GrammarEngine> {
  const bytes = await openConstraintEngine().engine.load(createSingleByteVocabulary());
  return {
    open(lark) {
      return toWord(
        tryConstraint({ kind: "grammar", lark }, { bytes, clock, samples: 0, seed: 1 }),
      );
    },
    openPart(lark) {
      const compiled = bytes.compile({ kind: "grammar", lark });
      return toWord(
        compiled.isCompiled
          ? { isUsable: true, openSession: compiled.openSession }
          : { isUsable: false, refusals: compiled.refusals },
      );
    },
    textsOf(pattern) {
      // What matches anywhere in a text is asked for as a text of its own.
      const whole = pattern.replace(/^\^/u, "").replace(/(?<!\\)\$$/u, "");
      const compiled = bytes.compile({ kind: "regex", pattern: whole });
      if (!compiled.isCompiled) return [];
      const draw = createDraw(1);
      return Array.from({ length: MOST_TEXTS }, (_, at) =>
        sampleText(compiled.openSession(), { draw, wantedBytes: 1 + (at % LONGEST_BYTES) }),
      ).flatMap(({ kind, text }) => (kind === "whole" ? [text] : []));
    },
  };
}
