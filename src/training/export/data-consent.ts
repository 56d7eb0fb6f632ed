/** Who agreed that what becomes training data; kept in the project, each change as an entry of its own. */

import { z } from "zod";
import { Fault } from "../../domain/fault.ts";
import type { Files } from "../../ports/files.ts";

/** Relative to the project. */
export const DATA_CONSENT_PATH = ".specwright/data-consent.json";

/** `feedback`: what people wrote in place of generated code. */
export const MATERIALS = ["runs", "evaluations", "feedback"] as const;
export type Material = (typeof MATERIALS)[number];

const says = z.string().min(1);
const entry = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("given"),
    material: z.array(z.enum(MATERIALS)).min(1),
    by: says,
    purpose: says,
    /** ISO 8601, UTC. */
    at: z.string(),
  }),
  z.object({ action: z.literal("revoked"), by: says, at: z.string() }),
]);
const record = z.object({ schemaVersion: z.literal(1), entries: z.array(entry) });

export type ConsentEntry = z.infer<typeof entry>;
export type GivenConsent = Extract<ConsentEntry, { readonly action: "given" }>;

/** All entries, oldest first; none where nobody was asked. @throws {Fault} `record/unreadable` */
export async function readDataConsent(
  files: Pick<Files, "exists" | "readText">,
): Promise<readonly ConsentEntry[]> {
  if (!(await files.exists(DATA_CONSENT_PATH))) return [];
  try {
    return record.parse(JSON.parse(await files.readText(DATA_CONSENT_PATH))).entries;
  } catch (cause) {
    throw new Fault("record/unreadable", `Cannot read ${DATA_CONSENT_PATH}: it is broken`, {
      help: "It was changed, or written by another version; delete it to begin anew",
      cause,
    });
  }
}

/** @throws {Fault} `record/unreadable`, `storage/*` */
export async function addConsentEntry(
  added: ConsentEntry,
  files: Pick<Files, "exists" | "readText" | "writeText">,
): Promise<void> {
  const entries = [...(await readDataConsent(files)), added];
  const text = JSON.stringify({ schemaVersion: 1, entries }, null, 1);
  await files.writeText(DATA_CONSENT_PATH, `${text}\n`);
}

/** What was given since everything was revoked last. */
export const standingConsent = (entries: readonly ConsentEntry[]): readonly GivenConsent[] =>
  entries
    .slice(entries.findLastIndex(({ action }) => action === "revoked") + 1)
    .filter((each) => each.action === "given");

export const covers = (consents: readonly GivenConsent[], material: Material): boolean =>
  consents.some((consent) => consent.material.includes(material));

/** @throws {Fault} `training/no-consent` for the first material that nobody gave */
export function requireConsent(
  needed: readonly Material[],
  consents: readonly GivenConsent[],
): void {
  const missing = needed.filter((material) => !covers(consents, material));
  if (missing.length === 0) return;
  throw new Fault(
    "training/no-consent",
    `Cannot make training data of ${missing.join(" and ")}: there is no consent to it`,
    {
      help: `Whoever may decide it says: specwright dataset consent --give ${missing.join(" ")} --by NAME --purpose TEXT`,
    },
  );
}
