import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { folderOf } from "../../../std/folder-of.ts";
import { joinInside } from "../../../std/inside-project.ts";
import { readImports } from "../formal/read-imports.ts";
import { readFile, spanOf } from "../syntax/read-file.ts";

export interface Includes {
  /** Everything that a file stands on, nearest first; paths are relative to the project. */
  readonly files: readonly SourceText[];
  /** Includes that lead out of the project, or to nothing. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The files that `source` includes, and those that they include; `read` gives `undefined` for one that is not there. */
export async function collectIncludes(
  source: SourceText,
  read: (path: string) => Promise<string | undefined>,
): Promise<Includes> {
  const files = new Map<string, SourceText>();
  const diagnostics: Diagnostic[] = [];
  const waiting: SourceText[] = [source];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const { path: written } of readImports(file.text)) {
      const path = written === undefined ? undefined : joinInside(folderOf(file.path), written);
      if (path === undefined) {
        diagnostics.push(wrongInclude(file, written ?? "", LEADS_OUT));
        continue;
      }
      if (files.has(path) || path === source.path) continue;
      const text = await read(path);
      if (text === undefined) {
        diagnostics.push(wrongInclude(file, written ?? "", IS_MISSING));
        continue;
      }
      const found = { path, text };
      files.set(path, found);
      waiting.push(found);
    }
  }
  return { files: [...files.values()], diagnostics };
}

const LEADS_OUT = {
  code: "include",
  category: "bypass",
  why: "leads out of the project",
  help: "Include files of the project, by paths relative to this one",
} as const;
const IS_MISSING = {
  code: "include-missing",
  category: "name",
  why: "is not there",
  help: "Include files of the project, by paths relative to this one",
} as const;

function wrongInclude(
  { path, text }: SourceText,
  written: string,
  { code, category, why, help }: typeof LEADS_OUT | typeof IS_MISSING,
): Diagnostic {
  const file = readFile(text);
  const include = file.parsed.find(
    ({ kind, name }) => kind === "include" && name.includes(written),
  );
  const { start, end } = include === undefined ? { start: 0, end: 0 } : spanOf(file, include);
  return createDiagnostic({
    tool: "guard",
    code,
    phase: "guard",
    category,
    message: `include "${written}" ${why}`,
    help,
    span: { file: path, start, end },
  });
}
