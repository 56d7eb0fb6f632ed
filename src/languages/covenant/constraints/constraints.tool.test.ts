/** What Covenant is held to, on the whole suite: every reference may be written, and whatever is written ends well. */

import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { openConstraintEngine } from "../../../constraint/engines/open-engine.ts";
import type { CovenantTaskSpecification } from "../../../domain/specification.ts";
import type { ConstraintSession } from "../../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../../ports/constraint-set.ts";
import { isRefusal, type PrefixState } from "../../../ports/prefix-judge.ts";
import { readTaskFile } from "../../../specifications/covenant-task/read-task-file.ts";
import { createByteVocabulary } from "../../../testing/byte-vocabulary.ts";
import { compileOrThrow, createWalk } from "../../../testing/constraint-walk.ts";
import { cutAtRandom, readPieces } from "../../../testing/describe-prefix-judge.ts";
import { readRealVocabulary } from "../../../testing/real-vocabularies.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { analyze } from "../analyze.ts";
import { findBypasses } from "../bypasses.ts";
import { checkCompleteness, checkConformance } from "../conformance/check-conformance.ts";
import { isBlocking } from "../finding.ts";
import { format } from "../format/format.ts";
import { covenant } from "../index.ts";
import { parse } from "../syntax/parse.ts";

const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
/** Every nth task, so that all categories have some. */
const EVERY_NTH = isFull ? 1 : 9;
const WALKED_TASKS = isFull ? 50 : 10;
const GRAMMAR_WALKS = isFull ? 200 : 8;

const FILES = globSync("datasets/covenant/*/*/task.yaml").toSorted();
const machine = await testMachine(process.cwd());
const { engine } = openConstraintEngine();
const vocabulary = isFull ? await readRealVocabulary("llama3") : createByteVocabulary();
const compiler = await engine.load(vocabulary);
const walk = createWalk(vocabulary, 11);
const decoder = new TextDecoder();

interface Suite {
  readonly name: string;
  readonly specification: CovenantTaskSpecification;
  readonly set: ConstraintSet;
  /** Behind the prefix, types of one's own first. */
  readonly reference: string;
  /** The reference behind the prefix, in its own order. */
  readonly written: string;
  readonly wrong: readonly string[];
}

const openTask = async (file: string): Promise<Suite> => {
  const specification = readTaskFile({ path: file, text: readFileSync(file, "utf8") }, [covenant]);
  const options = { machine, profile: "strict", path: "answer.cov" };
  const set = await covenant.openConstraints?.(specification, options);
  if (set === undefined || "isAbsent" in set) throw new TypeError("nothing to hold to");
  const folder = dirname(file);
  const reference = readFileSync(`${folder}/reference.cov`, "utf8");
  const wrong = parseYaml(readFileSync(`${folder}/wrong.yaml`, "utf8")) as readonly {
    readonly edits: readonly { readonly find: string; readonly replace: string }[];
  }[];
  const texts = wrong.map(({ edits }) =>
    edits.reduce((text, { find, replace }) => text.replaceAll(find, () => replace), reference),
  );
  return {
    name: folder.replace("datasets/covenant/", ""),
    specification,
    set,
    reference: behindPrefix(reference, set),
    written: splitSnippets(reference, set)?.join("\n\n").concat("\n") ?? reference,
    wrong: texts,
  };
};

/** In canonical layout, types of one's own before the functions: what is used is declared before. */
function behindPrefix(text: string, set: ConstraintSet): string {
  const own = splitSnippets(text, set);
  if (own === undefined) return text;
  const isType = (snippet: string): boolean =>
    /^snippet id="[^"]*" kind="(?:struct|enum)"/.test(snippet);
  return `${[...own.filter(isType), ...own.filter((each) => !isType(each))].join("\n\n")}\n`;
}

/** What follows the prefix, in canonical layout. */
function splitSnippets(text: string, { prefix }: ConstraintSet): readonly string[] | undefined {
  const formatted = format(text);
  if (formatted.kind === "refused" || !formatted.text.startsWith(prefix)) return undefined;
  return formatted.text
    .slice(prefix.length)
    .trimEnd()
    .split(/\n\n(?=snippet )/);
}

const TASKS = await Promise.all(
  FILES.filter((_, index) => index % EVERY_NTH === 4 % EVERY_NTH).map(openTask),
);

/** Compiled once for each task. */
const opened = new Map<string, () => ConstraintSession>();

function sessionOf({ id, syntax }: ConstraintSet): ConstraintSession {
  if (syntax === undefined) throw new TypeError("no syntax");
  const open = opened.get(id) ?? compileOrThrow(compiler, syntax);
  opened.set(id, open);
  return open();
}

const judgeOf = ({ judges: [judge] }: ConstraintSet): PrefixState => {
  if (judge === undefined) throw new TypeError("no judge");
  return judge.start;
};

/** Why a whole program is refused by the checker's own means, behaviours aside. */
function refusalsOf(text: string, specification: CovenantTaskSpecification): readonly string[] {
  const { program, findings } = analyze(text, "strict");
  const blocking = findings.filter(isBlocking).map(({ message }) => message);
  if (blocking.length > 0) return blocking;
  return [
    ...findBypasses(program, "answer.cov"),
    ...checkConformance(program, "answer.cov", specification).filter(
      ({ severity }) => severity === "error",
    ),
    ...checkCompleteness(program, "answer.cov", specification),
  ].map(({ message }) => message);
}

const takesWhole = (set: ConstraintSet, text: string): boolean => {
  const session = sessionOf(set);
  const tokens = walk.cutLong(text);
  if (session.validate(tokens) < tokens.length) return false;
  for (const token of tokens) session.commit(token);
  return session.isAccepting();
};

describe("the grammar of a task", () => {
  test.each(TASKS)("takes the reference of $name", ({ set, reference }) => {
    expect(takesWhole(set, reference)).toBe(true);
  });

  test("refuses wrong solutions that do not parse", () => {
    for (const { set, reference } of TASKS) {
      for (const broken of [
        reference.replace("\nend\n", "\n"),
        reference.replace(/ kind="(?:compute|call|bind)"/, ' kind="think"'),
        reference.replace(/op=\w+/, "op=concat"),
        `${reference}end\n`,
      ]) {
        if (broken === reference || parse(set.prefix + broken).findings.length === 0) continue;
        expect([broken, takesWhole(set, broken)]).toEqual([broken, false]);
      }
    }
  });

  test("completes only what parses", () => {
    let finished = 0;
    for (let number = 0; number < GRAMMAR_WALKS; number += 1) {
      const { set } = TASKS[number % TASKS.length] as Suite;
      const text = walkGrammar(set, 60 + ((number * 7) % 400));
      if (text === undefined) continue;
      finished += 1;
      expect([text, ...parse(set.prefix + text).findings]).toEqual([text]);
    }
    expect(finished).toBe(GRAMMAR_WALKS);
  });
});

/** Random tokens, then whatever leads to the end: what closes comes before what opens. */
function walkGrammar(set: ConstraintSet, count: number): string | undefined {
  const session = sessionOf(set);
  const written: number[] = [...walk.writeAtRandom(session, count)];
  for (let step = 0; step < 20_000 && !session.isAccepting(); step += 1) {
    const text = textOf(written);
    const choice = closingPieces(text, idOf(set)).find((piece) => {
      const tokens = walk.cutBytes(piece);
      return session.validate(tokens) === tokens.length;
    });
    const tokens = choice === undefined ? walk.writeAtRandom(session, 1) : walk.cutBytes(choice);
    if (choice !== undefined) for (const token of tokens) session.commit(token);
    written.push(...tokens);
  }
  return session.isAccepting() ? textOf(written) : undefined;
}

const idOf = ({ describes }: ConstraintSet): string => describes.slice("the function ".length);

/** Pieces that close, best first. */
function closingPieces(text: string, asked: string): readonly string[] {
  const id = /snippet id="([^"]*)$/.exec(text)?.[1];
  const main = id !== undefined && asked.startsWith(id) ? [`${asked.slice(id.length)}"`] : [];
  const blanks = Array.from({ length: 13 }, (_, level) => "  ".repeat(level));
  return [
    ...main,
    ...blanks.map((blank) => `\n${blank}end`),
    ...blanks.map((blank) => `\n${blank}as="_"`),
    ...blanks.map((blank) => `${blank}end`),
    '"',
    'n"',
    'x"',
    "end",
    "nd",
    "d",
    'as="_"',
    ...blanks.map((blank) => `\n${blank}step id="s1" kind="bind"\n${blank}  lit=0\n`),
    'bind"',
    "lit=0",
  ];
}

const bytesOf = (token: number): Uint8Array =>
  vocabulary.bytes.subarray(vocabulary.offsets[token], vocabulary.offsets[token + 1]);

const textOf = (tokens: readonly number[]): string => {
  const parts = tokens.map(bytesOf);
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return decoder.decode(all);
};

describe("the judge of a task", () => {
  test.each(TASKS)("lets the reference of $name be written", async ({ set, reference }) => {
    const { refusal } = await readPieces(judgeOf(set), [...reference]);

    expect(refusal).toBeUndefined();
  });

  test("lets every reference of the suite be written as it stands", async () => {
    const refused: unknown[] = [];
    for (const file of FILES) {
      const { name, set, written } = await openTask(file);
      const { refusal } = await readPieces(judgeOf(set), cutAtRandom(written, 3, 600));
      if (refusal !== undefined) refused.push({ name, ...refusal });
    }

    expect(FILES.length).toBeGreaterThan(100);
    expect(refused).toEqual([]);
  }, 300_000);

  test("refuses each wrong solution that the checker refuses", async () => {
    for (const { set, specification, wrong } of TASKS)
      for (const text of wrong) {
        const rest = behindPrefix(text, set);
        const isRefused = refusalsOf(set.prefix + rest, specification).length > 0;
        const { refusal } = await readPieces(judgeOf(set), [rest]);
        if (isRefused) expect([rest, refusal === undefined]).toEqual([rest, false]);
        // A column that the given tables do not have is found only by running.
        else if (refusal?.cause !== "unknown-name")
          expect([rest, refusal]).toEqual([rest, undefined]);
      }
  });

  test("can end from any place of a reference", async () => {
    for (const { set, specification, reference } of TASKS)
      for (const part of [0, 0.2, 0.5, 0.8].map((each) => Math.floor(each * reference.length))) {
        const state = judgeOf(set).feed(reference.slice(0, part));
        const end = isRefusal(state) ? undefined : state.proposeEnd?.();
        const text = reference.slice(0, part) + (end ?? "");
        expect([text, ...refusalsOf(set.prefix + text, specification)]).toEqual([text]);
        expect([text, takesWhole(set, text)]).toEqual([text, true]);
      }
  });
});

/** Numbers from 0 up to 1, the same ones for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 16_777_216;
  };
}

/** As a model that knows nothing: any token that grammar and judge let through, and an end when there is enough. */
async function writeBlindly(
  { set }: Suite,
  { seed, tokens: most }: { readonly seed: number; readonly tokens: number },
): Promise<string> {
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined =>
    items[Math.floor(random() * items.length)];
  const session = sessionOf(set);
  let state = judgeOf(set);
  let text = "";
  const mask = new Uint32Array(Math.ceil(vocabulary.size / 32));
  for (let count = 0; count < most && !session.isAccepting(); count += 1) {
    const next = (): string | undefined => {
      // A name that is known, more often than any letters.
      const named = state.listContinuations();
      if (named !== undefined && random() < 0.9) return pick(named);
      if (random() < 0.15) return '"';
      session.mask(mask);
      const tokens = walk.someTokens(400).filter((token) => walk.isIn(mask, token));
      const token = pick(tokens);
      return token === undefined ? undefined : wholeText(bytesOf(token));
    };
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const piece = next();
      if (piece === undefined || piece === "") continue;
      const tokens = walk.cutLong(piece);
      if (session.validate(tokens) < tokens.length) continue;
      const fed = state.feed(piece);
      if (isRefusal(fed)) continue;
      const settled = (await fed.settle?.(undefined)) ?? fed;
      if (isRefusal(settled)) continue;
      for (const token of tokens) session.commit(token);
      state = settled;
      text += piece;
      break;
    }
  }
  if (session.isAccepting()) return text;
  const end = state.proposeEnd?.();
  expect([text, end === undefined]).toEqual([text, false]);
  return text + (end ?? "");
}

const wholeText = (bytes: Uint8Array): string | undefined => {
  const text = decoder.decode(bytes);
  return text.includes("\uFFFD") ? undefined : text;
};

describe("writing blindly", () => {
  test(`ends in ${WALKED_TASKS} programs that are checked without an error`, {
    timeout: 600_000,
  }, async () => {
    for (let number = 0; number < WALKED_TASKS; number += 1) {
      const suite = TASKS[(number * 7) % TASKS.length] as Suite;
      const text = await writeBlindly(suite, { seed: number + 1, tokens: 60 + 40 * (number % 8) });
      const { set, specification } = suite;
      expect([text, ...refusalsOf(set.prefix + text, specification)]).toEqual([text]);
      expect([text, takesWhole(set, text)]).toEqual([text, true]);
    }
  });
});
