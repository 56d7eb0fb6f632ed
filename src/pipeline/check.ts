/** Source files → verdicts, without a model. */

import { Fault } from "../domain/fault.ts";
import type { QualityScore } from "../domain/quality-score.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { Specification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { Files } from "../ports/files.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { folderOf } from "../std/folder-of.ts";
import { findLanguage, findProfile } from "./prepare-run.ts";
import { listWanted } from "./response/wanted-files.ts";
import { validateCandidate } from "./validation/validate-candidate.ts";

export interface CheckOptions {
  /** Id of a language pack. @default by the file's extension */
  readonly language?: string | undefined;
  /** @default the language's first */
  readonly profile?: string | undefined;
  /** Its signature, examples and tests are checked too. */
  readonly specification?: Specification | undefined;
  /** For each file, in ms. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FileVerdict {
  readonly file: string;
  readonly text: string;
  /** The files beside it that were judged with it. */
  readonly companions: readonly SourceText[];
  readonly verdict: Verdict;
  /** `undefined` in languages that are only right or wrong. */
  readonly score: QualityScore | undefined;
  readonly timeMs: number;
}

/**
 * The verdict on one file, and on what its specification says lies beside it: by the guard, then by its language's own
 * checker.
 *
 * @throws {Fault} `source/*`, `language/unknown`, `usage/invalid`, `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function check(
  file: string,
  environment: CheckEnvironment,
  options: CheckOptions = {},
): Promise<FileVerdict> {
  const { specification, timeoutMs = 30_000, signal } = options;
  // A contract is for one language, whatever else is written in files of that name.
  const contracted = specification?.kind === "node-contract" ? specification.language : undefined;
  const language = chooseLanguage(file, environment, options.language ?? contracted);
  const profile = findProfile(language, options.profile);
  const text = await environment.files.readText(file);
  const companions =
    specification === undefined ? [] : await readCompanions(specification, file, environment.files);
  const checker = await environment.checkerFor(language);
  const securityGate = { scanner: environment.security, policy: environment.securityPolicy };
  const startedAt = environment.clock.elapsed();
  const verdict = await validateCandidate(
    { language: language.id, path: file, text, companions },
    { checker, specification, profile, timeoutMs, signal, securityGate },
  );
  const timeMs = Math.round(environment.clock.elapsed() - startedAt);
  return { file, text, companions, verdict, score: await language.score?.(verdict), timeMs };
}

/** Those that are there: what of the missing ones is needed, the checker says. */
async function readCompanions(
  specification: Specification,
  file: string,
  files: Files,
): Promise<readonly SourceText[]> {
  if (specification.companions.length === 0) return [];
  const folder = folderOf(file);
  const names = await files.list(folder === "" ? "." : folder);
  const there = new Set(names.map((name) => folder + name));
  const wanted = listWanted(specification, file, names).filter(
    ({ path, isMain }) => !isMain && there.has(path),
  );
  return Promise.all(wanted.map(async ({ path }) => ({ path, text: await files.readText(path) })));
}

/** The language that is named, else the one that the file's extension tells. @throws {Fault} `language/unknown` */
export function chooseLanguage(
  file: string,
  environment: CheckEnvironment,
  name: string | undefined,
): LanguagePack {
  if (name !== undefined) return findLanguage(environment, name);
  const found = environment.languages.find(({ fileExtensions }) =>
    fileExtensions.some((extension) => file.toLowerCase().endsWith(extension)),
  );
  if (found !== undefined) return found;
  throw new Fault("language/unknown", `Cannot tell the language of "${file}" from its name`, {
    help: `Say it with --language; languages here: ${environment.languages.map(({ id }) => id).join(", ")}`,
  });
}
