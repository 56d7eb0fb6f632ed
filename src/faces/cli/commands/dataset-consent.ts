import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import {
  addConsentEntry,
  type ConsentEntry,
  DATA_CONSENT_PATH,
  type Material,
  readDataConsent,
  standingConsent,
} from "../../../training/export/data-consent.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { renderTable } from "../render-table.ts";

export interface DatasetConsentOptions {
  readonly give?: readonly Material[];
  readonly revoke?: true;
  readonly by?: string;
  readonly purpose?: string;
  readonly json?: true;
}

/** `specwright dataset consent`: without `--give` or `--revoke` it shows what was said so far. */
export async function datasetConsentCommand(
  _args: readonly [],
  options: DatasetConsentOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { files, clock } = environment;
  const added = toEntry(options, new Date(clock.now()).toISOString());
  if (added !== undefined) await addConsentEntry(added, files);
  const entries = await readDataConsent(files);
  if (options.json === true) for (const entry of entries) terminal.json(entry);
  else if (entries.length === 0)
    terminal.say(
      "Nothing of this project may become training data: specwright dataset consent --give MATERIAL",
    );
  else {
    terminal.result(renderTable(TITLES, entries.map(toRow)));
    terminal.say(describeStanding(entries));
  }
  return "accepted";
}

/** @throws {Fault} `usage/invalid` */
function toEntry(options: DatasetConsentOptions, at: string): ConsentEntry | undefined {
  const { give, revoke, by: byText, purpose: purposeText } = options;
  const by = byText?.trim() ?? "";
  const purpose = purposeText?.trim() ?? "";
  if (give !== undefined && revoke === true)
    throw new Fault("usage/invalid", "Cannot give consent and revoke it at once", {
      help: "Say either --give or --revoke",
    });
  if (give === undefined && revoke === undefined) {
    if (byText === undefined && purposeText === undefined) return undefined;
    throw new Fault(
      "usage/invalid",
      "Cannot change the consent: neither --give nor --revoke is said",
      {
        help: "Without both, specwright dataset consent shows what was said so far",
      },
    );
  }
  if (by === "")
    throw new Fault("usage/invalid", "Cannot change the consent: it is not said who does", {
      help: "Say --by NAME",
    });
  if (give === undefined) return { action: "revoked", by, at };
  if (purpose === "")
    throw new Fault("usage/invalid", "Cannot give consent: it is not said to what", {
      help: 'Say --purpose TEXT, e.g. "tune our own model"',
    });
  return { action: "given", material: [...new Set(give)], by, purpose, at };
}

const TITLES = ["when", "what", "material", "by", "purpose"];

const toRow = (entry: ConsentEntry): readonly string[] =>
  [
    entry.at,
    entry.action,
    entry.action === "given" ? entry.material.join(", ") : "all",
    entry.by,
    entry.action === "given" ? entry.purpose : "",
  ].map(escapeText);

function describeStanding(entries: readonly ConsentEntry[]): string {
  const material = new Set(standingConsent(entries).flatMap((consent) => consent.material));
  return material.size === 0
    ? "Nothing may be used"
    : `May be used: ${[...material].join(", ")} (kept in ${DATA_CONSENT_PATH})`;
}
