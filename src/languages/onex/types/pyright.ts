import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import type { Machine } from "../../../ports/machine.ts";
import { createLineIndex } from "../../../std/line-index.ts";
import type { Core } from "../core/find-core.ts";
import type { LaidOut } from "../node-files.ts";

/** How pyright is started here. */
export interface Pyright {
  readonly program: string;
  /** Before its own arguments. */
  readonly args: readonly string[];
  readonly version: string;
}

/** The user's choice, the project's own, one on PATH, or one that is installed beside this package. */
export async function findPyright(machine: Machine): Promise<Pyright | undefined> {
  const { locations, files, toolRunner } = machine;
  const chosen = locations.chosen["pyright"];
  const beside = resolveBeside();
  const candidates = [
    chosen,
    join(files.root, "node_modules", "pyright", "index.js"),
    await toolRunner.find("pyright"),
    beside,
  ];
  for (const path of candidates) {
    if (path === undefined || !(await files.exists(path))) continue;
    const isScript = path.endsWith(".js");
    const started = isScript
      ? { program: toolRunner.node, args: [path] }
      : { program: path, args: [] };
    const { stdout, exitCode } = await toolRunner.run({
      ...started,
      args: [...started.args, "--version"],
    });
    const version = /^pyright ([\d.]+)/m.exec(stdout)?.[1];
    if (exitCode === 0 && version !== undefined) return { ...started, version };
  }
  return undefined;
}

function resolveBeside(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("pyright");
  } catch {
    return undefined;
  }
}

/** The class is lost to type checkers where the package wraps it in a decorator that has no type. */
const LOST_CLASS = /^Expected class but received "\([^"]*\) -> Model\w+"/;

interface Report {
  readonly summary: { readonly filesAnalyzed: number };
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly severity: "error" | "warning" | "information";
    readonly message: string;
    readonly rule?: string;
    readonly range?: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
  }[];
}

export interface TypeCheckOptions {
  readonly pyright: Pyright;
  readonly core: Core;
  readonly machine: Pick<Machine, "toolRunner">;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What pyright says of a node's files; `undefined` where it gave no report on all of them in time. */
export async function checkTypes(
  { layout, paths }: LaidOut,
  { pyright, core, machine, timeoutMs, signal }: TypeCheckOptions,
): Promise<readonly Diagnostic[] | undefined> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "specwright-types-"));
  try {
    for (const { path, text } of layout.files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await writeFile(join(folder, "pyrightconfig.json"), SETTINGS);
    const result = await machine.toolRunner.run(
      {
        program: pyright.program,
        args: [...pyright.args, "--outputjson", "--pythonpath", core.python, "-p", folder],
        directory: folder,
        timeoutMs,
      },
      { signal },
    );
    if (result.isTimedOut) return undefined;
    const report = readReport(result.stdout);
    // It passes over some folders, node_modules among them: a report on less than all of it is none.
    if (report === undefined || report.summary.filesAnalyzed < paths.size) return undefined;
    return report.generalDiagnostics
      .filter(({ message }) => !LOST_CLASS.test(message))
      .map((said) => toDiagnostic(said, folder, { layout, paths }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `All`: what stands under `sys.platform == "win32"` is checked too. */
const SETTINGS = JSON.stringify({
  include: ["."],
  pythonPlatform: "All",
  typeCheckingMode: "standard",
});

function readReport(stdout: string): Report | undefined {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return undefined;
  }
}

function toDiagnostic(
  said: Report["generalDiagnostics"][number],
  folder: string,
  { layout, paths }: LaidOut,
): Diagnostic {
  const file = relative(folder, said.file);
  const path = paths.get(file);
  const text = layout.files.find((each) => each.path === file)?.text;
  const [first = ""] = said.message.split("\n");
  return createDiagnostic({
    tool: "pyright",
    code: said.rule,
    phase: "type",
    category: /^report(?:Undefined|MissingImports|AttributeAccess)/.test(said.rule ?? "")
      ? "name"
      : "type",
    severity: said.severity,
    message: first,
    span:
      path === undefined || text === undefined || said.range === undefined
        ? undefined
        : { file: path, ...offsets(text, said.range) },
    raw: said.message,
  });
}

function offsets(
  text: string,
  { start, end }: NonNullable<Report["generalDiagnostics"][number]["range"]>,
): { readonly start: number; readonly end: number } {
  const lines = createLineIndex(text);
  const at = ({ line, character }: typeof start): number =>
    lines.offset({ line: line + 1, column: character + 1 });
  return { start: at(start), end: at(end) };
}
