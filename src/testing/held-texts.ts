/** Grammars over their cases, and texts that keep to them, byte by byte on the engine that is here. */

import { openConstraintEngine } from "../constraint/engines/open-engine.ts";
import { readWhole } from "../constraint/grammar/read-whole.ts";
import { sampleText } from "../constraint/grammar/sample-text.ts";
import { createSingleByteVocabulary } from "../constraint/vocabulary/byte-vocabulary.ts";
import type { ConstraintSession } from "../ports/constraint-engine.ts";
import { createDraw } from "../std/create-draw.ts";
import { compileOrThrow } from "./constraint-walk.ts";
import { readRows } from "./read-rows.ts";

export interface GrammarCase {
  readonly id: string;
  readonly expect: "accept" | "reject";
  /** The rule that it is of, in grammars of several. */
  readonly rule?: string;
  readonly src: string;
}

const FOLDER = new URL("../../datasets/grammars/", import.meta.url);

export const readGrammarCases = (name: string): readonly GrammarCase[] =>
  readRows(new URL(name, FOLDER));

export interface HeldTexts {
  /** Whether the text is one, or what is wrong: `after …`. */
  judge(text: string): true | string;
  /** Whole texts made at random; a sample that finds no end is left out. @throws {Error} at a dead end, or a limit. */
  write(count: number, seed: number, endings?: readonly string[]): readonly string[];
}

/** @throws {Error} with the engine's own words where the grammar is refused. */
export async function openHeldTexts(lark: string): Promise<HeldTexts> {
  const compiler = await openConstraintEngine().engine.load(createSingleByteVocabulary());
  const open = compileOrThrow(compiler, { kind: "grammar", lark });
  return {
    judge: (text) => judge(open(), text),
    write: (count, seed, endings = []) => {
      const draw = createDraw(seed);
      return Array.from({ length: count }, (_, index) =>
        sampleText(open(), { draw, endings, wantedBytes: 40 + (index % 5) * 40 }),
      ).flatMap(({ kind, text }) => {
        if (kind === "dead-end" || kind === "over-limits")
          throw new Error(`${kind} after ${JSON.stringify(text)}`);
        return kind === "whole" ? [text] : [];
      });
    },
  };
}

function judge(session: ConstraintSession, text: string): true | string {
  const fate = readWhole(session, text);
  return fate.isTaken || `after ${JSON.stringify(text.slice(0, fate.offset))}`;
}

/** Cases that come out otherwise than they say. */
export const wrongCases = (
  cases: readonly GrammarCase[],
  judgeOf: (one: GrammarCase) => true | string,
): readonly string[] =>
  cases.flatMap((one) => {
    const verdict = judgeOf(one);
    if ((verdict === true) === (one.expect === "accept")) return [];
    return [`${one.id} ${verdict === true ? "is taken" : verdict}`];
  });
