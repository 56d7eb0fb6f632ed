import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { AUDIT_PATH } from "../platform/audit/audit-log.ts";
import type { Machine } from "../ports/machine.ts";
import { formatMegabytes } from "../std/format-megabytes.ts";
import { type Finding, fact } from "./finding.ts";
import type { Config } from "./load-config.ts";
import { openResponseStore, RESPONSES_FILE } from "./open-response-store.ts";
import { planTelemetry } from "./plan-telemetry.ts";
import { toProviderSettings } from "./provider-settings.ts";
import type { Variables } from "./variables.ts";

/** What is kept on this machine, and what is told to others. Makes no file. */
export function* examineStores(
  { settings }: Config,
  { clock, files }: Pick<Machine, "clock" | "files">,
  variables: Variables = process.env,
): Generator<Finding> {
  const { cacheDirectory, promptCaching } = toProviderSettings(settings, variables);
  const file = join(cacheDirectory, RESPONSES_FILE);
  if (!settings.response_cache) yield fact("cache", "response cache", "off");
  else if (!existsSync(file)) yield fact("cache", "response cache", `empty: ${file}`);
  else {
    const notes: string[] = [];
    using store = openResponseStore(settings, { clock, onNote: (note) => notes.push(note) });
    const { entries, bytes, maxBytes } = store.responses.stats();
    const size = `${entries} answers, ${formatMegabytes(bytes)} of at most ${formatMegabytes(maxBytes)}`;
    yield fact("cache", "response cache", [`${size}: ${file}`, ...notes].join("; "));
  }
  yield fact(
    "cache",
    "prompt caching",
    promptCaching === "off" ? "off" : `providers are asked to keep prompts for ${promptCaching}`,
  );

  const audit = join(files.root, AUDIT_PATH);
  yield fact(
    "log",
    "audit log",
    existsSync(audit)
      ? `${AUDIT_PATH}, ${formatMegabytes(statSync(audit).size)}`
      : "nothing logged yet",
  );
  const { signals, why, help } = planTelemetry(variables, settings);
  yield {
    area: "log",
    name: "telemetry",
    isReady: signals.length > 0,
    isNeeded: false,
    why:
      settings.telemetry_content && signals.length > 0 ? `${why}, with prompts and answers` : why,
    help,
  };
}
