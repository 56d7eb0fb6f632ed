import { FALLBACK_STRATEGIES, type FallbackStrategy } from "../domain/fallback.ts";
import { Fault } from "../domain/fault.ts";
import type { RunLimits, RunSetup } from "../domain/run.ts";
import type { Specification } from "../domain/specification.ts";
import type { CheckEnvironment, Environment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { refuseUnusable } from "./preflight.ts";

/** What a run is allowed where nothing else is said; the model suggests the rest. */
const DEFAULT_LIMITS = {
  repairs: 3,
  totalTokens: undefined,
  costUsd: undefined,
  timeMs: undefined,
  checkTimeoutMs: 30_000,
} as const;

/** What it allows by kind: the second repair of a proof still helps, the sixth hardly ever. */
const LIMITS_BY_KIND: Partial<Record<Specification["kind"], Partial<RunLimits>>> = {
  formal: { repairs: 5 },
};

/** Limits that somebody named; the rest is left to the model and the defaults. */
export type LimitWishes = { readonly [Key in keyof RunLimits]?: RunLimits[Key] | undefined };

export interface PrepareRunOptions {
  /** Where the artifact will live, relative to the project. @default where the specification says, else its name, in the root */
  readonly path?: string | undefined;
  /** One of the language's profiles. @default its first */
  readonly profile?: string | undefined;
  readonly limits?: LimitWishes | undefined;
  /** @default a fresh one */
  readonly seed?: number | undefined;
  /** Whether answers are held to what the language can hold them to, where the model lets it. @default true */
  readonly isConstrained?: boolean | undefined;
  /** What is tried, in this order, when nothing was accepted. @default all there is */
  readonly fallbacks?: readonly FallbackStrategy[] | undefined;
  /** A file of contracts that `preflight` has found usable already. @default false */
  readonly isExamined?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The language pack that a name, a fence tag or a file extension means. @throws {Fault} `language/unknown` */
export function findLanguage(
  environment: Pick<CheckEnvironment, "languages">,
  name: string,
): LanguagePack {
  const wanted = name.toLowerCase();
  const found = environment.languages.find(
    ({ id, fenceTags, fileExtensions }) =>
      id === wanted ||
      fenceTags.includes(wanted) ||
      fileExtensions.some((extension) => extension === wanted),
  );
  if (found !== undefined) return found;
  throw new Fault("language/unknown", `Cannot find a language called "${name}"`, {
    help: `Languages here: ${environment.languages.map(({ id }) => id).join(", ")}`,
  });
}

/** The pack's profile of that name, its first by default. @throws {Fault} `usage/invalid` */
export function findProfile(language: LanguagePack, profile: string | undefined): string {
  if (profile === undefined) return language.profiles[0];
  if (language.profiles.includes(profile)) return profile;
  throw new Fault("usage/invalid", `Cannot use profile "${profile}" for ${language.displayName}`, {
    help: `Profiles: ${language.profiles.join(", ")}`,
  });
}

/**
 * Refuses a file that no checker of the language would take for its own: worth knowing before any model is paid.
 *
 * @throws {Fault} `usage/invalid`
 */
export function refuseForeignName(
  path: string,
  { displayName, fileExtensions }: LanguagePack,
): void {
  if (fileExtensions.some((extension) => path.toLowerCase().endsWith(extension))) return;
  throw new Fault(
    "usage/invalid",
    `Cannot write ${displayName} to "${path}": its name does not end like that`,
    {
      help: `Files of ${displayName} end with ${fileExtensions.join(", ")}`,
    },
  );
}

/**
 * Refuses a specification whose examples or tests could not be run here: worth knowing before any model is paid.
 *
 * @throws {Fault} `sandbox/missing`
 */
export function refuseUnjudgeable(
  specification: Specification,
  language: LanguagePack,
  { sandbox }: Pick<CheckEnvironment, "sandbox">,
): void {
  const isExecuted = specification.examples.length + specification.testFiles.length > 0;
  if (!isExecuted || language.canRun(specification, sandbox)) return;
  const why =
    sandbox === undefined
      ? "nothing on this machine isolates generated code"
      : `${sandbox.id} cannot run them, and nothing else here isolates generated code`;
  throw new Fault(
    "sandbox/missing",
    `Cannot run the specification's ${language.displayName} examples and tests: ${why}`,
    {
      help: "Install bubblewrap (Debian: apt-get install bubblewrap); specwright doctor tells more",
    },
  );
}

/**
 * Specification + wishes → everything a run is made from. Refuses what could never be judged here, before any
 * model is asked.
 *
 * @throws {Fault} `language/unknown`, `specification/invalid`, `usage/invalid`, `sandbox/missing`; `toolchain/*` for
 * files of contracts, which are examined by their checker.
 */
export async function prepareRun(
  specification: Specification,
  environment: Environment,
  options: PrepareRunOptions,
): Promise<Omit<RunSetup, "templates">> {
  const language = findLanguage(environment, specification.language);
  if (options.path !== undefined) refuseForeignName(options.path, language);
  await language.refuseSpecification?.(specification);
  refuseUnjudgeable(specification, language, environment);
  const profile = findProfile(language, options.profile);
  const limits = completeLimits(options.limits ?? {}, environment.model, specification.kind);
  if (specification.kind === "formal" && options.isExamined !== true) {
    const checker = await environment.checkerFor(language);
    const { checkTimeoutMs: timeoutMs } = limits;
    await refuseUnusable(specification, { language, checker, timeoutMs, signal: options.signal });
  }
  return {
    specification,
    path: options.path ?? defaultPath(specification, language),
    profile,
    limits,
    model: environment.model.id,
    seed: options.seed ?? environment.random.nextInteger(),
    isConstrained: options.isConstrained ?? true,
    fallbacks: options.fallbacks ?? FALLBACK_STRATEGIES,
  };
}

/** Limits that somebody named, the rest from the model and the defaults. */
export const completeLimits = (
  wishes: LimitWishes,
  { escalations, suggested }: Pick<LanguageModel, "escalations" | "suggested">,
  kind?: Specification["kind"] | undefined,
): RunLimits => {
  const { samples, maxOutputTokens } = suggested;
  const usual = { ...DEFAULT_LIMITS, ...(kind === undefined ? {} : LIMITS_BY_KIND[kind]) };
  return { ...usual, escalations, samples, maxOutputTokens, ...dropUndefined(wishes) };
};

/** Where the specification itself says, else its name in the project's root. */
export const defaultPath = (
  specification: Specification,
  { fileExtensions }: Pick<LanguagePack, "fileExtensions">,
): string =>
  specification.kind === "node-contract" || specification.kind === "formal"
    ? specification.path
    : `${toFileName(specification.name)}${fileExtensions[0]}`;

const toFileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "artifact";

/** `{ ...defaults, ...wishes }` must not let an absent wish hide a default. */
const dropUndefined = (wishes: LimitWishes): Partial<RunLimits> =>
  Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
