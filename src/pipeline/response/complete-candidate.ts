/** Parts that were asked for again → the candidate that they were missing from, made whole. */

import type { Attempt } from "../../domain/attempt.ts";
import type { Candidate, Extraction } from "../../domain/candidate.ts";
import { type MissingPart, missingPartOf } from "../../domain/missing-part.ts";
import type { ModelResponse } from "../../domain/model.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { SyntaxParser } from "../../ports/syntax-parser.ts";
import { withoutThoughts } from "../../std/without-thoughts.ts";
import { endWithLineFeed } from "./end-with-line-feed.ts";
import { type ExtractCandidateOptions, extractCandidate } from "./extract-candidate.ts";
import { isDiffBlock } from "./find-diff.ts";
import { parseSource } from "./find-missing-parts.ts";
import { findOmission } from "./find-omission.ts";
import { mergeSource, type ReadSource } from "./merge-source.ts";
import { isProse } from "./prose.ts";
import { type Fence, readFences } from "./read-fences.ts";
import { responseDiagnostic } from "./response-diagnostic.ts";
import { findWanted, listWanted, type WantedFile } from "./wanted-files.ts";

export interface CompleteCandidateOptions extends ExtractCandidateOptions {
  readonly syntax: SyntaxParser;
  readonly earlier: Candidate;
  /** The attempt that says what is missing. */
  readonly told: Pick<Attempt, "verdict">;
}

/**
 * The files of the answer that were missing are added, and the units that were missing from a file are put into it.
 * Nothing that was there is lost, or the answer is refused.
 */
export async function completeCandidate(
  response: ModelResponse,
  options: CompleteCandidateOptions,
): Promise<Extraction> {
  const { earlier, told, specification, path } = options;
  const parts = told.verdict.diagnostics.flatMap((each) => missingPartOf(each) ?? []);
  const files = new Set(parts.map(({ file }) => file));
  const wanted = listWanted(
    specification,
    path,
    earlier.companions.map((file) => file.path),
  );
  const found = findTexts(
    response,
    wanted.filter((file) => files.has(file.path)),
    wanted,
    options,
  );
  if ("candidate" in found) return found;

  let candidate = earlier;
  for (const file of found.files) {
    const whole = await completeFile(file, candidate, parts, options);
    if (whole === undefined) return unmergeable(file);
    candidate = put(candidate, { path: file.path, text: whole });
  }
  return { candidate, diagnostics: stillMissing(candidate, parts) };
}

/** The texts of the answer, by the file that each belongs to; a refusal where there is none. */
function findTexts(
  response: ModelResponse,
  asked: readonly WantedFile[],
  wanted: readonly WantedFile[],
  options: CompleteCandidateOptions,
): { readonly files: readonly SourceText[] } | Extraction {
  const isWhole = response.finishReason !== "length" && response.finishReason !== "refusal";
  const fences = isWhole ? readFences(withoutThoughts(response.text)).filter(isCode) : [];
  const [only, another] = asked;
  const files = asked.flatMap((file) => {
    // Where one file is missing, its blocks need no name.
    const mine = fences.filter(({ filePath }) => {
      if (filePath === undefined) return file.isMain || another === undefined;
      return findWanted(filePath, wanted) === file;
    });
    const texts = new Set(mine.map(({ content }) => endWithLineFeed(content)));
    return texts.size === 0 ? [] : [{ path: file.path, text: [...texts].join("\n") }];
  });
  const omission = firstOmission(files);
  if (omission !== undefined) return leftOut(omission);
  if (files.length > 0 || only === undefined) return { files };
  // Bare code, or why there is none.
  const specification = { ...options.specification, companions: [] };
  const extraction = extractCandidate(response, { ...options, specification, path: only.path });
  const { candidate } = extraction;
  return candidate === undefined
    ? extraction
    : { files: [{ path: only.path, text: candidate.text }] };
}

const isCode = (fence: Fence): boolean =>
  fence.content.trim() !== "" && !isDiffBlock(fence) && !isProse(fence.content);

const firstOmission = (files: readonly SourceText[]): string | undefined =>
  files.map(({ text }) => findOmission(text)).find((found) => found !== undefined);

const leftOut = (omission: string): Extraction => ({
  candidate: undefined,
  diagnostics: [
    responseDiagnostic("response/omission", `The answer leaves code out: "${omission}"`, {
      help: "Write the parts that are missing, every line of them",
      quote: omission,
    }),
  ],
});

/** A file that was missing, or the one that is there with its missing units; `undefined` where they do not fit in. */
async function completeFile(
  file: SourceText,
  candidate: Candidate,
  parts: readonly MissingPart[],
  options: CompleteCandidateOptions,
): Promise<string | undefined> {
  const here = parts.filter((part) => part.file === file.path);
  if (here.some(({ kind }) => kind === "file")) return file.text;
  const earlier = [candidate, ...candidate.companions].find(({ path }) => path === file.path);
  if (earlier === undefined) return file.text;
  const [before, after] = [await read(earlier, options), await read(file, options)];
  if (before === undefined || after === undefined || after.tree.hasError) return undefined;
  const wanted = new Set(here.flatMap((part) => (part.kind === "unit" ? [part.name] : [])));
  const text = mergeSource(before, after, wanted);
  const merged = await read({ path: file.path, text }, options);
  return merged !== undefined && !merged.tree.hasError && holdsAll(merged, [before, after])
    ? text
    : undefined;
}

async function read(
  source: SourceText,
  options: CompleteCandidateOptions,
): Promise<ReadSource | undefined> {
  const tree = await parseSource(source, options);
  const outline = tree && options.language.outlineUnits?.(tree);
  return tree && outline && { text: source.text, tree, outline };
}

/** Whether every unit of both is there. */
function holdsAll({ outline }: ReadSource, sources: readonly ReadSource[]): boolean {
  const names = new Set(outline.units.map(({ name }) => name));
  return sources.every((source) => source.outline.units.every(({ name }) => names.has(name)));
}

function put(candidate: Candidate, file: SourceText): Candidate {
  if (file.path === candidate.path) return { ...candidate, text: file.text };
  const others = candidate.companions.filter(({ path }) => path !== file.path);
  return { ...candidate, companions: [...others, file] };
}

/** Files that were asked for again in vain; units are looked for in the whole candidate anew. */
const stillMissing = (candidate: Candidate, parts: readonly MissingPart[]) =>
  parts
    .filter(({ kind, file }) => kind === "file" && !holdsFile(candidate, file))
    .map((part) =>
      responseDiagnostic(
        "response/missing-file",
        `The answer does not hold the file "${part.file}"`,
        {
          help: "Answer with a fenced code block for it, with its path in the line before it",
          quote: part.file,
          missing: part,
        },
      ),
    );

const holdsFile = ({ path, companions }: Candidate, file: string): boolean =>
  path === file || companions.some((companion) => companion.path === file);

const unmergeable = ({ path, text }: SourceText): Extraction => ({
  candidate: undefined,
  diagnostics: [
    responseDiagnostic("response/unmergeable", `The parts for "${path}" do not fit into it`, {
      help: "Answer with the whole file in one fenced code block",
      quote: text,
    }),
  ],
});
