/** What stands beside a file of examples: where it comes from, what was left out, and by what it can be known again. */

import { z } from "zod";
import type { SealedText } from "../../ports/text-output.ts";
import type { GivenConsent } from "./data-consent.ts";
import type { ExportReport, ExportSettings } from "./export-examples.ts";

export interface Manifest extends ExportReport, SealedText {
  readonly schemaVersion: 1;
  /** Without its folder. */
  readonly file: string;
  readonly specwrightVersion: string;
  /** `runs`, and ids of evaluations. */
  readonly sources: readonly string[];
  readonly settings: Omit<ExportSettings, "part"> & {
    readonly part: ExportSettings["part"] | "all";
    /** Prompt texts that every example is worded by, by section. */
    readonly templates: Readonly<Record<string, string>>;
  };
  /** Held-out tasks that were looked for, and their digest. */
  readonly heldOut: {
    readonly datasets: readonly string[];
    readonly tasks: number;
    /** Of fewer words than can be told from chance: they were not looked for. */
    readonly tooShort: readonly string[];
    readonly sha256: string;
  };
  readonly consent: readonly GivenConsent[];
}

/** `training.jsonl.manifest.json`. */
export const manifestPath = (path: string): string => `${path}.manifest.json`;

export const renderManifest = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 1)}\n`;

const digest = z.object({
  schemaVersion: z.literal(1),
  examples: z.int(),
  bytes: z.int(),
  sha256: z.string(),
});

/** What a manifest says its file is; `undefined` where it is none. */
export function readManifestDigest(text: string): z.infer<typeof digest> | undefined {
  try {
    return digest.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
