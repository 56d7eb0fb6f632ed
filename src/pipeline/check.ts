/** Source files → verdicts, without a model. */

import { Fault } from "../domain/fault.ts";
import type { Specification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { findLanguage, findProfile } from "./prepare-run.ts";
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
  readonly verdict: Verdict;
  readonly timeMs: number;
}

/**
 * The verdict on one file: by the guard, then by its language's own checker.
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
  const language = chooseLanguage(file, environment, options.language);
  const profile = findProfile(language, options.profile);
  const text = await environment.files.readText(file);
  const checker = await environment.checkerFor(language);
  const startedAt = environment.clock.elapsed();
  const verdict = await validateCandidate(
    { language: language.id, path: file, text, companions: [] },
    { checker, specification, profile, timeoutMs, signal },
  );
  return { file, text, verdict, timeMs: Math.round(environment.clock.elapsed() - startedAt) };
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
