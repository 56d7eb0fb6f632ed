/** Constrained writing: masks and checks over the full TypeScript grammar, native beside WebAssembly, by vocabulary. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openVocabulary } from "../src/config/open-vocabulary.ts";
import { openNativeEngine } from "../src/constraint/engines/llguidance-native.ts";
import { wasmEngine } from "../src/constraint/engines/llguidance-wasm.ts";
import type { Constraint } from "../src/domain/constraint.ts";
import type { Vocabulary } from "../src/domain/vocabulary.ts";
import { openWritingGrammar } from "../src/languages/typescript/constraints/grammar.ts";
import type {
  ConstraintCompiler,
  ConstraintEngine,
  ConstraintSession,
} from "../src/ports/constraint-engine.ts";
import { compileOrThrow, createWalk, type Walk } from "../src/testing/constraint-walk.ts";
import { readRows } from "../src/testing/read-rows.ts";
import { REAL_VOCABULARIES, tokenizerFile } from "../src/testing/real-vocabularies.ts";
import { readFunctionTexts } from "./function-texts.ts";
import { type Measurement, renderMeasurement } from "./measure.ts";

const FOLDER = new URL("../datasets/grammars/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
const lark = read("typescript.lark");
const programs = readRows<{ readonly expect: string; readonly src: string }>(
  new URL("typescript-cases.jsonl", FOLDER),
)
  .filter((each) => each.expect === "accept")
  .map(({ src }) => src);
/** Of this repository, written under each grammar. */
const FUNCTIONS = 60;
/** Tokens of programs that are written with each engine; WebAssembly is slow. */
const TOKENS = { "llguidance-native": 5_000, "llguidance-wasm": 400 } as Readonly<
  Record<string, number>
>;

export async function benchConstraint(report: (measurement: Measurement) => void): Promise<void> {
  const native = openNativeEngine();
  const engines = "id" in native ? [native, wasmEngine] : [wasmEngine];
  if (!("id" in native)) process.stdout.write(`native constraint engine: ${native.why}\n`);
  const cacheDirectory = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  for (const name of REAL_VOCABULARIES) {
    const file = tokenizerFile(name);
    const open = () => openVocabulary(file, { cacheDirectory });
    const first = await timed(open);
    const second = await timed(open);
    report({ name: `${name}: tokenizer.json, first time`, times: [first.ms], target: undefined });
    report({ name: `${name}: vocabulary, kept`, times: [second.ms], target: undefined });
    for (const engine of engines) await benchEngine(engine, name, second.value.vocabulary, report);
  }
  rmSync(cacheDirectory, { recursive: true });
}

async function benchEngine(
  engine: ConstraintEngine,
  name: string,
  vocabulary: Vocabulary,
  report: (measurement: Measurement) => void,
): Promise<void> {
  const title = (what: string): string => `${name}, ${engine.id.slice(11)}: ${what}`;
  const loaded = await timed(() => engine.load(vocabulary));
  report({ name: title("load"), times: [loaded.ms], target: undefined });
  const compiled = await timed(() =>
    Promise.resolve(compileOrThrow(loaded.value, { kind: "grammar", lark })),
  );
  report({ name: title("compile"), times: [compiled.ms], target: undefined });

  const walk = createWalk(vocabulary);
  const texts = programs.map(walk.cutLong);
  benchSession(engine, compiled.value, { texts, size: vocabulary.size, title, report });
  if (engine.abilities.validation === "direct")
    await benchFunctions(engine, loaded.value, { walk, size: vocabulary.size, title, report });
  loaded.value.dispose();
}

interface SessionBench {
  readonly texts: readonly (readonly number[])[];
  readonly size: number;
  readonly title: (what: string) => string;
  readonly report: (measurement: Measurement) => void;
}

function benchSession(
  engine: ConstraintEngine,
  openSession: () => ConstraintSession,
  { texts, size, title, report }: SessionBench,
): void {
  const count = TOKENS[engine.id] ?? 0;
  const mask = new Uint32Array(Math.ceil(size / 32));
  // Validation first, on its own: a mask leaves behind what makes the next check cheap.
  const checks: number[] = [];
  write(openSession, texts, count, (session, token) => {
    if (engine.abilities.validation === "mask") return;
    const startedAt = performance.now();
    session.validate([token]);
    checks.push(performance.now() - startedAt);
  });
  const masks: number[] = [];
  let items = 0;
  write(openSession, texts, count, (session) => {
    const startedAt = performance.now();
    session.mask(mask);
    masks.push(performance.now() - startedAt);
    items = Math.max(items, session.stats().itemsInLastMask ?? 0);
  });
  const most = items === 0 ? "" : `; at most ${items} items`;
  if (checks.length > 0)
    report({ name: title("check a token"), times: sort(checks), target: 0.1, note: tail(checks) });
  report({ name: title("mask"), times: sort(masks), target: undefined, note: tail(masks) + most });
}

/** The same functions under each grammar of the language, those that all of them take. */
async function benchFunctions(
  engine: ConstraintEngine,
  compiler: ConstraintCompiler,
  { walk, ...options }: Omit<SessionBench, "texts"> & { readonly walk: Walk },
): Promise<void> {
  const grammars: readonly (readonly [name: string, constraint: Constraint])[] = [
    ["whole grammar", { kind: "grammar", lark }],
    ["whole grammar with semicolons", { kind: "grammar", lark: read("typescript-semi.lark") }],
    ["grammar for writing", await openWritingGrammar("module")],
  ];
  const opened = grammars.map(
    ([name, constraint]) => [name, compileOrThrow(compiler, constraint)] as const,
  );
  const texts = readFunctionTexts(FUNCTIONS)
    .map(walk.cutLong)
    .filter((tokens) => opened.every(([, open]) => open().validate(tokens) === tokens.length));
  for (const [name, open] of opened)
    benchSession(engine, open, {
      ...options,
      texts,
      title: (what) => options.title(`${texts.length} functions, ${name}: ${what}`),
    });
}

/** Writes programs from the start, one session each, until `count` tokens are written. */
function write(
  openSession: () => ConstraintSession,
  texts: readonly (readonly number[])[],
  count: number,
  look: (session: ConstraintSession, token: number) => void,
): void {
  let written = 0;
  for (const tokens of texts) {
    const session = openSession();
    for (const token of tokens) {
      if (written >= count) return;
      look(session, token);
      session.commit(token);
      written += 1;
    }
  }
}

const sort = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);

function tail(times: readonly number[]): string {
  const sorted = sort(times);
  const at = (share: number): string =>
    `${((sorted[Math.floor(sorted.length * share)] ?? Number.NaN) * 1000).toFixed(0)} us`;
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, mean ${(mean * 1000).toFixed(0)} us`;
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, ms: performance.now() - startedAt };
}

// On its own: node bench/constraint.ts
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await benchConstraint(
    (measurement) => void process.stdout.write(`${renderMeasurement(measurement)}\n`),
  );
