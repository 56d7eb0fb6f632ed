import type { Evidence } from "../domain/artifact.ts";
import { isFault } from "../domain/fault.ts";
import type { Specification } from "../domain/specification.ts";
import { evidenceSchema } from "../pipeline/record/event-schema.ts";
import { readRunState } from "../pipeline/record/run-state.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { canonicalJson } from "../std/canonical-json.ts";

/** What stands beside a file that was accepted, and whether it still fits. */
export interface EvidenceState {
  /** `undefined` where it cannot be read. */
  readonly evidence: Evidence | undefined;
  /** What it was made for; `undefined` where its run's journal is not here, or holds another. */
  readonly specification: Specification | undefined;
  /** What does not fit, in words; empty where every hash does. */
  readonly mismatches: readonly string[];
}

type ReadEnvironment = Pick<CheckEnvironment, "files" | "records" | "sha256">;

/**
 * The evidence at `evidencePath` of the file at `path`, compared with what is there; `undefined` where there is none.
 *
 * @throws {Fault} `source/*` for a file that is not there.
 */
export async function readEvidence(
  path: string,
  evidencePath: string,
  environment: ReadEnvironment,
): Promise<EvidenceState | undefined> {
  const { files } = environment;
  if (!(await files.exists(evidencePath))) return undefined;
  const evidence = parseEvidence(await files.readText(evidencePath));
  if (evidence === undefined) {
    const mismatches = [`its evidence, ${evidencePath}, cannot be read`];
    return { evidence, specification: undefined, mismatches };
  }
  const mismatches = await findMismatches(path, evidence, environment);
  const { specification, problem } = await readSpecification(evidence, environment);
  return {
    evidence,
    specification,
    mismatches: problem === undefined ? mismatches : [...mismatches, problem],
  };
}

function parseEvidence(text: string): Evidence | undefined {
  try {
    return evidenceSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function findMismatches(
  path: string,
  evidence: Evidence,
  { files, sha256 }: ReadEnvironment,
): Promise<readonly string[]> {
  const mismatches: string[] = [];
  if (evidence.path !== path) mismatches.push(`its evidence is that of ${evidence.path}`);
  for (const file of [{ path, sha256: evidence.sha256 }, ...evidence.companions]) {
    if (file.path !== path && !(await files.exists(file.path)))
      mismatches.push(`${file.path} belongs to it, and is not here`);
    else if (sha256(await files.readText(file.path)) !== file.sha256)
      mismatches.push(`${file.path} was changed since it was accepted`);
  }
  return mismatches;
}

/** As the journal of the run holds it, if it is the one that the evidence names. */
async function readSpecification(
  { runId, specification: named }: Evidence,
  { records, sha256 }: ReadEnvironment,
): Promise<{ readonly specification?: Specification; readonly problem?: string }> {
  try {
    const { specification } = readRunState(await records.read(runId)).setup;
    if (sha256(canonicalJson(specification)) === named.sha256) return { specification };
    return { problem: `the journal of run ${runId} holds another specification` };
  } catch (error) {
    // A journal may have been cleared away: nothing contradicts the evidence then.
    if (isFault(error, "record/missing")) return {};
    if (!isFault(error, "record/unreadable")) throw error;
    return { problem: `the journal of run ${runId} cannot be read` };
  }
}
