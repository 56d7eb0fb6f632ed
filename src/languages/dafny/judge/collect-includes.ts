import { posix } from "node:path";
import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { readImports } from "../formal/read-imports.ts";
import { readFile, spanOf } from "../syntax/read-file.ts";

export interface Includes {
  /** Everything that a file stands on, nearest first; paths are relative to the project. */
  readonly files: readonly SourceText[];
  /** Includes that lead out of the project. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The files that `source` includes, and those that they include. One that is not there is for Dafny to tell. */
export async function collectIncludes(
  source: SourceText,
  read: (path: string) => Promise<string | undefined>,
): Promise<Includes> {
  const files = new Map<string, SourceText>();
  const diagnostics: Diagnostic[] = [];
  const waiting: SourceText[] = [source];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const { path: written } of readImports(file.text)) {
      const path = written === undefined ? undefined : resolve(file.path, written);
      if (path === undefined) {
        diagnostics.push(leadsOut(file, written ?? ""));
        continue;
      }
      if (files.has(path) || path === source.path) continue;
      const text = await read(path);
      if (text === undefined) continue;
      const found = { path, text };
      files.set(path, found);
      waiting.push(found);
    }
  }
  return { files: [...files.values()], diagnostics };
}

/** Relative to the project; `undefined` for what lies outside of it. */
function resolve(from: string, written: string): string | undefined {
  if (posix.isAbsolute(written) || /^[A-Za-z]:/.test(written)) return undefined;
  const path = posix.normalize(posix.join(posix.dirname(from), written));
  return path.startsWith("..") ? undefined : path;
}

function leadsOut({ path, text }: SourceText, written: string): Diagnostic {
  const file = readFile(text);
  const include = file.parsed.find(
    ({ kind, name }) => kind === "include" && name.includes(written),
  );
  const { start, end } = include === undefined ? { start: 0, end: 0 } : spanOf(file, include);
  return createDiagnostic({
    tool: "guard",
    code: "include",
    phase: "guard",
    category: "bypass",
    message: `include "${written}" leads out of the project`,
    help: "Include files of the project, by paths relative to this one",
    span: { file: path, start, end },
  });
}
