/**
 * What was accepted, in one file that proves itself: every text with its hash, what was asked, who answered, what
 * judged, and a hash over all. Whoever noted that hash elsewhere needs nothing else to see that nothing was changed.
 */

import type { Artifact, Evidence } from "../domain/artifact.ts";
import { Fault } from "../domain/fault.ts";
import type { RunEvent } from "../domain/run.ts";
import { type OpenFile, readSlots } from "../domain/slot.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import { readRunState } from "../pipeline/record/run-state.ts";
import type { BrittlenessReport } from "../ports/formal-language.ts";
import { canonicalJson } from "../std/canonical-json.ts";

/** Grows with every change of what a bundle holds. */
export const BUNDLE_VERSION = 1;

type Sha256 = (text: string) => string;

/** An accepted run over a file of contracts, as far as a bundle needs it. */
export interface BundledRun {
  /** Unique in the bundle: the file's path, or the task's id. */
  readonly id: string;
  readonly specification: FormalSpecification;
  readonly artifact: Artifact;
  readonly verdict: Verdict;
  /** Of the request that the accepted answer came to; `undefined` where nothing was asked. */
  readonly requestSha256: string | undefined;
  /** @default it was not tested */
  readonly brittleness?: BrittlenessReport | undefined;
}

/** One of them, sealed. Hashes are SHA-256 in hex; those of values are over their canonical JSON. */
export interface BundleItem {
  readonly id: string;
  readonly specification: FormalSpecification;
  readonly specificationSha256: string;
  /** Of the file of contracts as it was given. */
  readonly sourceSha256: string;
  readonly candidate: Pick<Artifact, "path" | "text" | "companions"> & { readonly sha256: string };
  readonly frozen: FrozenProof;
  readonly requestSha256: string | undefined;
  readonly model: Evidence["model"];
  /** The program whose word counted, and the digest of all that decided with it. */
  readonly checker: {
    readonly name: string;
    readonly version: string;
    readonly toolchain: string | undefined;
  };
  readonly language: string;
  readonly profile: string;
  readonly verdict: Verdict;
  readonly brittleness: BrittlenessReport | undefined;
  readonly evidence: Evidence;
  readonly sha256: string;
}

/** Says that the candidate is the given file but for what stands in its slots. */
export interface FrozenProof {
  /** Of the frozen parts, in their order. */
  readonly sha256: string;
  readonly slots: readonly { readonly name: string; readonly sha256: string }[];
}

export interface Bundle {
  readonly kind: "specwright-evidence";
  readonly schemaVersion: typeof BUNDLE_VERSION;
  readonly specwrightVersion: string;
  /** ISO 8601, UTC. */
  readonly sealedAt: string;
  readonly items: readonly BundleItem[];
  /** Over all of it but itself. */
  readonly sha256: string;
}

/**
 * A run's journal → what a bundle needs of it.
 *
 * @throws {Fault} `usage/invalid` for a run that accepted nothing, or was about no file of contracts;
 * `record/unreadable`.
 */
export function readBundledRun(events: readonly RunEvent[], runId: string): BundledRun {
  const { setup, artifact, attempts, status } = readRunState(events);
  const { specification } = setup;
  const refuse = (why: string): Fault =>
    new Fault("usage/invalid", `Cannot bundle run ${runId}: ${why}`, {
      help: `See it with: specwright runs show ${runId}`,
    });
  if (specification.kind !== "formal") throw refuse("it was about no file of contracts");
  const verdict = attempts[(artifact?.evidence.attempt ?? 0) - 1]?.verdict;
  if (artifact === undefined || verdict?.status !== "accepted")
    throw refuse(`it is ${status}, and accepted nothing`);
  const { attempt } = artifact.evidence;
  const requestSha256 = events
    .flatMap((event) => (event.type === "response-end" && event.attempt === attempt ? [event] : []))
    .at(-1)?.requestSha256;
  return { id: artifact.path, specification, artifact, verdict, requestSha256 };
}

/**
 * Accepted runs → bundle.
 *
 * @throws {TypeError} for two of one id, and for a candidate whose frozen text is not that of its specification: no
 * path may lead there.
 */
export function sealBundle(
  runs: readonly BundledRun[],
  {
    version,
    sealedAt,
    sha256,
  }: { readonly version: string; readonly sealedAt: string; readonly sha256: Sha256 },
): Bundle {
  if (new Set(runs.map(({ id }) => id)).size < runs.length)
    throw new TypeError("Cannot seal a bundle: two of its items have one id");
  const content = {
    kind: "specwright-evidence",
    schemaVersion: BUNDLE_VERSION,
    specwrightVersion: version,
    sealedAt,
    items: runs.map((run) => sealItem(run, sha256)),
  } as const;
  return { ...content, sha256: hashOf(content, sha256) };
}

function sealItem(run: BundledRun, sha256: Sha256): BundleItem {
  const { id, specification, verdict, requestSha256, brittleness } = run;
  const { path, text, companions, evidence } = run.artifact;
  const frozen = proveFrozen(specification, text, sha256);
  if (frozen === undefined)
    throw new TypeError(`Cannot seal "${id}": its frozen text is not that of its specification`);
  const proof = verdict.checks.findLast(({ phase }) => phase === verdict.phase);
  const { tool, toolchain } = proof ?? verdict.checks.at(-1) ?? UNKNOWN;
  const content = {
    id,
    specification,
    specificationSha256: hashOf(specification, sha256),
    sourceSha256: sha256(specification.source),
    candidate: { path, text, companions, sha256: sha256(text) },
    frozen,
    requestSha256,
    model: evidence.model,
    checker: { ...tool, toolchain },
    language: evidence.language,
    profile: evidence.profile,
    verdict,
    brittleness,
    evidence,
  };
  return { ...content, sha256: hashOf(content, sha256) };
}

const UNKNOWN = { tool: { name: "unknown", version: "unknown" }, toolchain: undefined };

/** What is the same in both, and what was put in; `undefined` where frozen text differs. */
export function proveFrozen(
  { source, slots }: OpenFile,
  text: string,
  sha256: Sha256,
): FrozenProof | undefined {
  const texts = readSlots({ source, slots }, text);
  if (texts === undefined) return undefined;
  const ends = [0, ...slots.map(({ end }) => end)];
  const frozen = ends.map((end, at) => source.slice(end, slots[at]?.start ?? source.length));
  return {
    sha256: hashOf(frozen, sha256),
    slots: [...texts].map(([name, inside]) => ({ name, sha256: sha256(inside) })),
  };
}

/** Of a value, `sha256` of its own apart, whatever the order of its keys. */
export const hashOf = (value: object, sha256: Sha256): string => sha256(canonicalJson(value));

/** The bundle as the text of a file. A bundle has one such text: every other is told as changed. */
export const renderBundle = (bundle: object): string =>
  `${JSON.stringify(JSON.parse(canonicalJson(bundle)), undefined, 2)}\n`;
