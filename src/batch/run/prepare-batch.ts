import type { BatchItem } from "../../domain/batch.ts";
import type { FallbackStrategy } from "../../domain/fallback.ts";
import { Fault } from "../../domain/fault.ts";
import { completeLimits, findLanguage, type LimitWishes } from "../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { AskingSetup, BatchSetup, UnreadableItem, VerifierIdentity } from "./batch-setup.ts";
import { toIdentity } from "./run-job.ts";

export interface PrepareBatchOptions {
  /** What was named and cannot be read. @default nothing */
  readonly unreadable?: readonly UnreadableItem[] | undefined;
  readonly model: Pick<LanguageModel, "id" | "escalations" | "suggested">;
  readonly asking: AskingSetup;
  /** @default a fresh one */
  readonly seed?: number | undefined;
  readonly profile?: string | undefined;
  readonly limits?: LimitWishes | undefined;
  readonly fallbacks: readonly FallbackStrategy[];
  readonly capNanoUsd: number | undefined;
  /** Longest time that one job may take. @default 3_600_000 */
  readonly jobTimeMs?: number | undefined;
}

/**
 * Where nothing else is said: a verifier's messages help longer than a compiler's, and better than asking the same
 * once more.
 */
const DEFAULT = { samples: 1, repairs: 5 } as const;
const DEFAULT_JOB_TIME_MS = 3_600_000;

/**
 * Everything that a batch is made from. Opens the verifier of every language in it, so that a missing one is told
 * before anything is asked.
 *
 * @throws {Fault} `toolchain/*`; `specification/invalid` for two items of one id
 */
export async function prepareBatch(
  items: readonly BatchItem[],
  environment: CheckEnvironment,
  options: PrepareBatchOptions,
): Promise<BatchSetup> {
  refuseTwins([...items, ...(options.unreadable ?? [])]);
  const { random } = environment;
  const { limits: wishes = {} } = options;
  const limits = {
    ...wishes,
    samples: wishes.samples ?? DEFAULT.samples,
    repairs: wishes.repairs ?? DEFAULT.repairs,
  };
  return {
    batchId: random.nextId(),
    // One name in the batch's answers and in those of single runs.
    items: items.map(({ id, specification }) => ({
      id,
      specification: { ...specification, name: id },
    })),
    unreadable: options.unreadable ?? [],
    model: options.model.id,
    seed: options.seed ?? random.nextInteger(),
    profile: options.profile,
    limits: completeLimits(limits, options.model),
    fallbacks: options.fallbacks,
    asking: options.asking,
    capNanoUsd: options.capNanoUsd,
    jobTimeMs: options.jobTimeMs ?? DEFAULT_JOB_TIME_MS,
    verifiers: await openVerifiers(items, environment),
  };
}

async function openVerifiers(
  items: readonly BatchItem[],
  environment: CheckEnvironment,
): Promise<Readonly<Record<string, VerifierIdentity>>> {
  const ids = new Set(items.map(({ specification }) => specification.language));
  const verifiers: Record<string, VerifierIdentity> = {};
  for (const id of [...ids].sort())
    verifiers[id] = toIdentity(await environment.checkerFor(findLanguage(environment, id)));
  return verifiers;
}

function refuseTwins(items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id))
      throw new Fault("specification/invalid", `Cannot run the batch: "${id}" is in it twice`, {
        help: "Name each file once, and give each row an id of its own",
      });
    seen.add(id);
  }
}
