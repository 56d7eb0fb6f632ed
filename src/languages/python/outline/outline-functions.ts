import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { Machine } from "../../../ports/machine.ts";
import type {
  FunctionOutline,
  OutlinedParameter,
  SourceConstruct,
} from "../../../ports/migration.ts";
import type { ToolResult } from "../../../ports/tool-runner.ts";
import { findInterpreter } from "../interpreter.ts";
import { OUTLINE_SOURCE } from "./source.ts";

type Lines = readonly [first: number, last: number];

/** A function as CPython tells it; texts are ranges of lines. */
interface ToldFunction {
  readonly name: string;
  readonly parameters: readonly Nullable<OutlinedParameter>[];
  readonly returns: string | null;
  readonly description: string | null;
  readonly comment: string | null;
  readonly lines: Lines;
  readonly surroundings: readonly Lines[];
  readonly calls: readonly string[];
  readonly raises: readonly string[];
  readonly constructs: readonly SourceConstruct[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/** JSON has `null` for what is not there. */
type Nullable<T> = {
  readonly [Key in keyof T]: undefined extends T[Key] ? Exclude<T[Key], undefined> | null : T[Key];
};

type Told =
  | { readonly functions: readonly ToldFunction[] }
  | { readonly error: { readonly line: number | null; readonly message: string } };

/**
 * The functions of a Python file, by CPython's own parser.
 *
 * @throws {Fault} `source/unreadable` with the line, for a text that does not parse; `toolchain/missing`.
 */
export async function outlineFunctions(
  { path, text }: SourceText,
  machine: Machine,
): Promise<readonly FunctionOutline[]> {
  const interpreter = await findInterpreter(machine);
  const result = await machine.toolRunner.run({
    program: interpreter.path,
    // Isolated, without site packages: neither the project's files nor the user's settings change how it parses.
    args: ["-I", "-S", "-B", "-c", OUTLINE_SOURCE],
    input: JSON.stringify({ text }),
    maxOutputBytes: 64 * 1024 * 1024,
  });
  const told = readAnswer(result, path);
  if ("error" in told) {
    const { line, message } = told.error;
    throw refuse(path, line === null ? message : `line ${line}: ${message}`);
  }
  const lines = text.split(/\r\n|\r|\n/);
  return told.functions.map((each) => toOutline(each, lines));
}

function readAnswer(result: ToolResult, path: string): Told {
  if (result.isTimedOut) throw refuse(path, "reading it takes too long");
  if (result.isOutputCut) throw refuse(path, "it holds too much");
  if (result.signal !== undefined) throw refuse(path, `python3 was ended by ${result.signal}`);
  if (result.stdout === "") throw new Error(`The outline of "${path}" failed: ${result.stderr}`);
  return JSON.parse(result.stdout) as Told;
}

const refuse = (path: string, why: string): Fault =>
  new Fault("source/unreadable", `Cannot read the functions of "${path}": ${why}`, {
    help: "Give a file that python3 compiles",
  });

function toOutline(told: ToldFunction, lines: readonly string[]): FunctionOutline {
  const [first, last] = told.lines;
  const { name, calls, raises, constructs, isAsync, isGenerator } = told;
  return {
    name,
    parameters: told.parameters.map((each) => ({
      name: each.name,
      type: each.type ?? undefined,
      defaultValue: each.defaultValue ?? undefined,
    })),
    returns: told.returns ?? undefined,
    description: told.description ?? told.comment ?? undefined,
    text: textOf(told.lines, lines),
    surroundings: told.surroundings.map((range) => textOf(range, lines)).join("\n"),
    calls,
    raises,
    constructs,
    isAsync,
    isGenerator,
    lines: { first, last },
  };
}

const textOf = ([first, last]: Lines, lines: readonly string[]): string =>
  lines.slice(first - 1, last).join("\n");
