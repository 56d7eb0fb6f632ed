/** Several files in one answer: which block is which of the files that were asked for. */

import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { endWithLineFeed } from "./end-with-line-feed.ts";
import { findOmission } from "./find-omission.ts";
import type { Fence } from "./read-fences.ts";
import { responseDiagnostic } from "./response-diagnostic.ts";
import { findWanted, leadsOutside, type WantedFile } from "./wanted-files.ts";

export interface AssignedFiles {
  /** Blocks that may be the main file: those that name it, else those that name no other file that was asked for. */
  readonly rest: readonly Fence[];
  readonly companions: readonly SourceText[];
  /** Errors name a file that is asked for again; the rest is told. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Sorts the blocks by the paths that they name. A file that was not asked for, or lies outside the main file's folder,
 * is told of and never taken. The same file twice is taken once where both texts are equal, else not at all.
 */
export function assignFiles(
  fences: readonly Fence[],
  wanted: readonly WantedFile[],
): AssignedFiles {
  const byFile = Map.groupBy(fences, ({ filePath }) =>
    filePath === undefined ? undefined : findWanted(filePath, wanted),
  );
  const companions: SourceText[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of wanted) {
    const texts = new Set((byFile.get(file) ?? []).map(({ content }) => endWithLineFeed(content)));
    const [text = ""] = texts;
    if (texts.size > 1) diagnostics.push(doubled(file));
    else if (!file.isMain && text.trim() !== "") {
      const omission = findOmission(text);
      if (omission === undefined) companions.push({ path: file.path, text });
      else diagnostics.push(leftOut(file, omission));
    } else if (!file.isMain && !file.isOptional) diagnostics.push(missing(file));
  }
  const main = byFile.get(wanted.find(({ isMain }) => isMain)) ?? [];
  const others = byFile.get(undefined) ?? [];
  const unnamed = others.filter(({ filePath }) => filePath === undefined);
  const foreign = others.filter(({ filePath }) => filePath !== undefined);
  const isMainUnnamed = main.length === 0 && unnamed.length === 0;
  return {
    rest: main.length > 0 ? main : isMainUnnamed ? foreign : unnamed,
    companions,
    diagnostics: [...diagnostics, ...(isMainUnnamed ? [] : foreign.map(unasked))],
  };
}

const missing = ({ path, name }: WantedFile): Diagnostic =>
  responseDiagnostic("response/missing-file", `The answer does not hold the file "${name}"`, {
    help: `Answer with a fenced code block for "${name}", with its path in the line before it`,
    quote: name,
    missing: { kind: "file", file: path },
  });

const doubled = ({ path, name }: WantedFile): Diagnostic =>
  responseDiagnostic(
    "response/doubled-file",
    `The answer holds the file "${name}" more than once, with different text`,
    {
      help: `Answer with one fenced code block for "${name}"`,
      quote: name,
      missing: { kind: "file", file: path },
    },
  );

const leftOut = ({ path, name }: WantedFile, omission: string): Diagnostic =>
  responseDiagnostic("response/omission", `"${name}" leaves code out: "${omission}"`, {
    help: "Write every line out; nothing may stand for code that is not there",
    quote: omission,
    missing: { kind: "file", file: path },
  });

function unasked({ filePath = "" }: Fence): Diagnostic {
  const isOutside = leadsOutside(filePath);
  return responseDiagnostic(
    isOutside ? "response/outside" : "response/unasked-file",
    isOutside
      ? `The answer names "${filePath}", which is outside the main file's folder: it is not taken`
      : `The answer holds the file "${filePath}", which was not asked for: it is not taken`,
    {
      help: "Only the files that were asked for are written",
      quote: filePath,
      severity: "information",
    },
  );
}
