/** The answers that we keep for a language of contracts, each to be refused or to pass before any verifier is asked. */

import { describe, expect, test } from "vitest";
import type { Candidate } from "../domain/candidate.ts";
import { type Diagnostic, isError } from "../domain/diagnostic.ts";
import { fillSlots, type OpenFile, readSlots } from "../domain/slot.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";
import { readRows } from "./read-rows.ts";

export interface FormalCorpusOptions {
  readonly formal: FormalLanguage;
  /** Of the file that is filled: `task.rs`. */
  readonly path: string;
  readonly findLockBreaks: (file: OpenFile, candidate: Candidate) => readonly Diagnostic[];
}

interface Answer {
  readonly id: string;
  readonly spec_text: string;
  readonly slots: Readonly<Record<string, string>>;
}
interface Attempt extends Answer {
  /** The code of the finding that must be among those that refuse it, or `lock`. */
  readonly kind: string;
}
interface Recorded extends Answer {
  readonly model: string;
  readonly expected: "accept" | "reject";
}

/** `datasets/cheating/LANGUAGE` and `datasets/vericoding/LANGUAGE.jsonl`. */
export function describeFormalCorpus(
  language: string,
  { formal, path, findLockBreaks }: FormalCorpusOptions,
): void {
  const read = ({ spec_text: source, slots }: Answer) => {
    const file = { source, slots: formal.readSlots(source) };
    const texts = new Map(Object.entries(slots));
    return { file, texts, text: fillSlots(file, texts) };
  };
  /** What refuses an answer before any verifier is asked. */
  const judge = (answer: Answer): readonly string[] => {
    const { file, texts, text } = read(answer);
    expect([...texts.keys()].sort()).toEqual(file.slots.map(({ name }) => name).sort());
    const bypasses = formal.findSlotBypasses(file, texts, path);
    const breaks = findLockBreaks(file, { language, path, text, companions: [] });
    for (const { span } of [...bypasses, ...breaks]) {
      expect(span?.start).toBeGreaterThanOrEqual(0);
      expect(span?.end).toBeLessThanOrEqual(text.length);
    }
    return [...bypasses.map(({ code }) => code ?? ""), ...breaks.map(() => "lock")];
  };

  describe(`the guard and the lock of ${language}`, () => {
    const attempts = readRows<Attempt>(`datasets/cheating/${language}/attempts.jsonl`);
    const honest = readRows<Answer>(`datasets/cheating/${language}/honest.jsonl`);

    test("have at least 40 attempts and 12 honest answers to judge", () => {
      expect(attempts.length).toBeGreaterThanOrEqual(40);
      expect(honest.length).toBeGreaterThanOrEqual(12);
    });

    test.for(attempts)("refuse $id without a verifier, for what it is", (attempt) => {
      expect(judge(attempt)).toContain(attempt.kind);
    });

    test.for(honest)("let pass $id", (answer) => {
      expect(judge(answer)).toEqual([]);
    });
  });

  describe(`recorded answers in ${language}`, () => {
    const recorded = readRows<Recorded>(`datasets/vericoding/${language}.jsonl`);

    test.for(recorded)("$id by $model: passes or not, as labelled", (answer) => {
      const { file, texts, text } = read(answer);

      expect(formal.lint({ path, text: file.source }).filter(isError)).toEqual([]);
      expect(readSlots(file, text)).toEqual(texts);
      expect(judge(answer).length > 0 ? "reject" : "accept").toBe(answer.expected);
    });
  });
}
