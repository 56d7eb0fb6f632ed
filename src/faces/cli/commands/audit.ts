import { join } from "node:path";
import { findProjectRoot } from "../../../config/find-project-root.ts";
import { Fault } from "../../../domain/fault.ts";
import { AUDIT_PATH, readAuditLog, verifyAuditLog } from "../../../platform/audit/audit-log.ts";
import { sha256 } from "../../../platform/sha256.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";

const pathFrom = (directory: string): string => join(findProjectRoot(directory), AUDIT_PATH);

/** `specwright audit verify`: whether the log is as it was written; with `--head`, also whether its end is there. */
export async function verifyAuditCommand(
  _args: readonly [],
  { head: noted, json }: { readonly head?: string; readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  if (noted !== undefined && !/^[0-9a-f]{64}$/.test(noted)) {
    throw new Fault(
      "usage/invalid",
      `Cannot look for ${JSON.stringify(noted)}: it is no hash of an entry`,
      {
        help: "Take the hash from: specwright audit show --head",
      },
    );
  }
  const { entries, head } = verifyAuditLog(pathFrom(directory), { sha256, head: noted });
  if (json) terminal.json({ entries, head: head ?? null });
  else if (head === undefined) terminal.result("the audit log is empty");
  else
    terminal.result(`${entries} ${entries === 1 ? "entry" : "entries"}, unchanged; head ${head}`);
  return "accepted";
}

/** `specwright audit show`: every entry, oldest first; with `--head`, the hash of the last one only. */
export async function showAuditCommand(
  _args: readonly [],
  options: { readonly head?: true; readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  let head: string | undefined;
  for (const { seq, at, action, details, hash } of readAuditLog(pathFrom(directory))) {
    head = hash;
    if (options.head) continue;
    const facts = JSON.parse(details) as Readonly<Record<string, unknown>>;
    if (options.json) terminal.json({ seq, at, action, details: facts, hash });
    else terminal.result(`${seq}  ${at}  ${action}  ${escapeText(renderFacts(facts))}`.trimEnd());
  }
  if (options.head && options.json) terminal.json({ head: head ?? null });
  else if (options.head && head !== undefined) terminal.result(head);
  if (head === undefined) terminal.say("the audit log is empty");
  return "accepted";
}

const renderFacts = (facts: Readonly<Record<string, unknown>>): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ");
