/** What a model's findings look like on the wire, and how they are read. */

import type { Severity } from "../../domain/diagnostic.ts";
import type { FindingStatus } from "../../domain/finding.ts";
import type { JsonRecord } from "../../domain/json.ts";
import { type Excerpt, findExcerpt } from "../../std/find-excerpt.ts";
import type { LineIndex } from "../../std/line-index.ts";
import { readChoice, readList, readRecord, readWords } from "../../std/read-json.ts";
import { readLineRange } from "../../std/read-line-range.ts";

const STATUSES = ["met", "violated", "unclear"] as const satisfies readonly FindingStatus[];
const SEVERITIES = [
  "error",
  "warning",
  "information",
  "hint",
] as const satisfies readonly Severity[];

/** Every field is required: some providers take no other schema. */
export const FINDINGS_SCHEMA: JsonRecord = {
  type: "object",
  additionalProperties: false,
  required: ["findings"],
  properties: {
    findings: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "status", "severity", "lines", "quote", "reason"],
        properties: {
          id: { type: "string" },
          status: { type: "string", enum: STATUSES },
          severity: { type: "string", enum: SEVERITIES },
          lines: {
            type: ["object", "null"],
            additionalProperties: false,
            required: ["start", "end"],
            properties: { start: { type: "integer" }, end: { type: "integer" } },
          },
          quote: { type: ["string", "null"] },
          reason: { type: "string" },
        },
      },
    },
  },
};

/** What a model says about one requirement. */
export interface Claim {
  readonly id: string;
  readonly status: FindingStatus;
  readonly severity: Severity;
  /** In the file; `undefined` where it names none. */
  readonly place: Excerpt | undefined;
  /** Occurs in the file, layout aside. */
  readonly quote: string | undefined;
  readonly reason: string;
  /** Why it cannot be believed; only where the model will not be asked again. */
  readonly flaw: string | undefined;
}

export interface ReadClaimsOptions {
  /** Ids that were asked about. */
  readonly ids: readonly string[];
  readonly text: string;
  readonly lines: LineIndex;
  readonly lineCount: number;
  /** The model is not asked again: what cannot be believed is marked, not refused. */
  readonly isLast: boolean;
}

/**
 * Claims by requirement id. Ids that are not there were not mentioned.
 *
 * @throws {SyntaxError} for what is no list of findings, an id that was not asked about or comes twice, and, unless
 * `isLast`, for lines that the file does not have, a quote that does not occur in it, or `met` without a quote.
 */
export function readClaims(
  object: Readonly<Record<string, unknown>>,
  options: ReadClaimsOptions,
): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const claim of readList(object["findings"], "findings", (item, place) =>
    readClaim(item, place, options),
  )) {
    if (claims.has(claim.id)) throw new SyntaxError(`findings name ${claim.id} twice`);
    claims.set(claim.id, claim);
  }
  return claims;
}

function readClaim(item: unknown, place: string, options: ReadClaimsOptions): Claim {
  const object = readRecord(item, place);
  const id = readChoice(object["id"], `${place}.id`, options.ids);
  const status = readChoice(object["status"], `${place}.status`, STATUSES);
  const severity = readChoice(object["severity"], `${place}.severity`, SEVERITIES);
  const reason = readWords(object["reason"], `${place}.reason`);
  const said = { id, status, severity, reason };
  try {
    return { ...said, ...readGrounds(object, status, place, options), flaw: undefined };
  } catch (error) {
    if (!(error instanceof SyntaxError) || !options.isLast) throw error;
    return { ...said, place: undefined, quote: undefined, flaw: error.message };
  }
}

/** Less than this occurs in every file, and shows nothing. */
const SHORTEST_QUOTE = 3;

function readGrounds(
  object: Readonly<Record<string, unknown>>,
  status: FindingStatus,
  place: string,
  options: ReadClaimsOptions,
): Pick<Claim, "place" | "quote"> {
  const { text, lines } = options;
  const range = isAbsent(object["lines"])
    ? undefined
    : readLineRange(object["lines"], `${place}.lines`, options.lineCount);
  const start = range === undefined ? 0 : lines.offset({ line: range.start, column: 1 });
  if (isAbsent(object["quote"]) || object["quote"] === "") {
    if (status === "met")
      throw new SyntaxError(`${place}.quote should show that ${object["id"]} is met`);
    const end = range && lines.offset({ line: range.end, column: Number.MAX_SAFE_INTEGER });
    return { place: end === undefined ? undefined : { start, end }, quote: undefined };
  }
  const quote = readWords(object["quote"], `${place}.quote`);
  const found = findExcerpt(text, quote, start);
  if (found === undefined)
    throw new SyntaxError(`${place}.quote should occur in the file word for word, it does not`);
  if (quote.replace(/\s/g, "").length < SHORTEST_QUOTE)
    throw new SyntaxError(`${place}.quote should be long enough to show something`);
  return { place: found, quote: text.slice(found.start, found.end) };
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
