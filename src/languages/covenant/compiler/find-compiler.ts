import { join } from "node:path";
import { isFault } from "../../../domain/fault.ts";
import type { Files } from "../../../ports/files.ts";
import type { ToolRunner } from "../../../ports/tool-runner.ts";
import type { CompilerCommand } from "./compiler-command.ts";
import { PROBES } from "./probes.ts";
import { runCompiler } from "./run-compiler.ts";

/** What the user and the machine say about where a compiler might be; folders are absolute. */
export interface CompilerPlaces {
  /** The compiler that the user names: a program on PATH or an absolute path. Then no other is looked for. */
  readonly setting: string | undefined;
  /** The variable `COVENANT_INSTALL`. */
  readonly installDirectory: string | undefined;
  readonly homeDirectory: string | undefined;
  /** A checkout of the compiler's sources. */
  readonly checkoutDirectory: string | undefined;
}

export interface FoundCompiler {
  readonly command: CompilerCommand;
  /** Where it was found, in words: `covenant on PATH: /usr/bin/covenant`. */
  readonly where: string;
  /** As it says itself, else `unknown`. */
  readonly version: string;
}

/** One place that was looked at. */
export interface CompilerPlace {
  readonly place: string;
  readonly state: "found" | "missing" | "unusable";
  readonly why: string;
}

export interface CompilerSearch {
  /** The first one that passed the probes. */
  readonly compiler: FoundCompiler | undefined;
  /** In order, up to the one that was found. */
  readonly looked: readonly CompilerPlace[];
}

export interface FindCompilerOptions {
  readonly toolRunner: ToolRunner;
  readonly files: Files;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks for the real compiler, and believes one only after it has judged programs whose verdict is known.
 *
 * @throws `options.signal.reason` when aborted.
 */
export async function findCompiler(
  places: CompilerPlaces,
  options: FindCompilerOptions,
): Promise<CompilerSearch> {
  const looked: CompilerPlace[] = [];
  const probed = new Set<string>();
  for (const { place, locate } of listCandidates(places)) {
    const command = await locate(options);
    if (typeof command === "string") {
      looked.push({ place, state: "missing", why: command });
      continue;
    }
    const key = [command.program, ...command.args].join("\n");
    // The same program may be on PATH and in a folder of its own.
    if (probed.has(key)) continue;
    probed.add(key);
    const flaw = await findFlaw(command, options);
    if (flaw === undefined) {
      const why = "passes its probes";
      looked.push({ place, state: "found", why });
      const where = `${place}: ${command.program}`;
      return { compiler: { command, where, version: await askVersion(command, options) }, looked };
    }
    looked.push({ place, state: "unusable", why: `${command.program} ${flaw}` });
  }
  return { compiler: undefined, looked };
}

interface Candidate {
  readonly place: string;
  /** The command, or why there is none. */
  locate(options: FindCompilerOptions): Promise<CompilerCommand | string>;
}

const CHECK_MS = 10_000;
/** A check through cargo waits for cargo too. */
const CARGO_CHECK_MS = 30_000;
/** The first run compiles the compiler. */
const CARGO_BUILD_MS = 15 * 60_000;

function listCandidates(places: CompilerPlaces): readonly Candidate[] {
  const { setting, installDirectory, homeDirectory, checkoutDirectory } = places;
  if (setting !== undefined) return [programAt(`the setting ${JSON.stringify(setting)}`, setting)];
  const inFolder = (folder: string | undefined, path: string, name: string): Candidate[] =>
    folder === undefined ? [] : [programAt(name, join(folder, path))];
  return [
    programAt("covenant on PATH", "covenant"),
    programAt("covenant-cli on PATH", "covenant-cli"),
    ...inFolder(installDirectory, "bin/covenant", "$COVENANT_INSTALL/bin/covenant"),
    ...inFolder(homeDirectory, ".covenant/bin/covenant", "~/.covenant/bin/covenant"),
    ...inFolder(homeDirectory, ".cargo/bin/covenant", "~/.cargo/bin/covenant"),
    ...inFolder(checkoutDirectory, "target/release/covenant", "the checkout's release build"),
    ...inFolder(checkoutDirectory, "target/debug/covenant", "the checkout's debug build"),
    ...(checkoutDirectory === undefined ? [] : [cargoIn(checkoutDirectory, homeDirectory)]),
  ];
}

const programAt = (place: string, program: string): Candidate => ({
  place,
  async locate({ toolRunner }) {
    const path = await toolRunner.find(program);
    if (path === undefined) return `there is no program ${JSON.stringify(program)}`;
    return {
      program: path,
      args: [],
      directory: undefined,
      inherits: "nothing",
      timeoutMs: CHECK_MS,
    };
  },
});

const cargoIn = (checkout: string, home: string | undefined): Candidate => ({
  place: "cargo in the checkout",
  async locate({ toolRunner, files }) {
    const manifest = join(checkout, "Cargo.toml");
    if (!(await files.exists(manifest))) return `there is no ${JSON.stringify(manifest)}`;
    const cargo =
      (await toolRunner.find("cargo")) ??
      (home && (await toolRunner.find(join(home, ".cargo/bin/cargo"))));
    if (cargo === undefined) return 'there is no program "cargo"';
    return {
      program: cargo,
      args: [
        ...["run", "--quiet", "--release", "--manifest-path", manifest],
        ...["-p", "covenant-cli", "--"],
      ],
      // The checkout may choose its own toolchain, by files that count only inside of it.
      directory: checkout,
      inherits: "all",
      timeoutMs: CARGO_CHECK_MS,
    };
  },
});

/** What is wrong with a compiler; `undefined` for one that judges every probe as it should. */
async function findFlaw(
  command: CompilerCommand,
  { toolRunner, signal }: FindCompilerOptions,
): Promise<string | undefined> {
  let timeoutMs = command.inherits === "all" ? CARGO_BUILD_MS : command.timeoutMs;
  try {
    for (const { source, rejectedBy } of PROBES) {
      const result = await runCompiler(command, source, { toolRunner, timeoutMs, signal });
      const said = `: ${firstLine(result.raw)}`;
      if (result.verdict === "timed-out") return `does not answer within ${timeoutMs / 1000} s`;
      if (result.verdict === "crashed") return `crashes${said}`;
      if (result.verdict === "unreadable") return `says what no compiler says${said}`;
      if (rejectedBy === undefined && result.verdict === "rejected")
        return `rejects a program that is right${said}`;
      if (rejectedBy !== undefined && !result.findings.some(({ kind }) => kind === rejectedBy))
        return `does not see the ${rejectedBy} error of a program that has one`;
      timeoutMs = command.timeoutMs;
    }
    return undefined;
  } catch (error) {
    signal?.throwIfAborted();
    // A file may have the right to be executed and still be no program.
    if (isFault(error, "toolchain/missing") || isSystemError(error))
      return `cannot be started: ${error.message}`;
    throw error;
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "errno" in error;

const firstLine = (text: string): string =>
  text.split("\n", 1)[0]?.slice(0, 200) || "it says nothing";

async function askVersion(
  command: CompilerCommand,
  { toolRunner, signal }: FindCompilerOptions,
): Promise<string> {
  const { program, args, directory, inherits, timeoutMs } = command;
  const { stdout } = await toolRunner.run(
    { program, args: [...args, "--version"], directory, inherits, timeoutMs },
    { signal },
  );
  return /^covenant\S* v?(\d\S*)/.exec(stdout)?.[1] ?? "unknown";
}
