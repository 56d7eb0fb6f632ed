import type { Severity } from "../../domain/diagnostic.ts";

/** One message of Verus or rustc. */
export interface VerusMessage {
  readonly severity: Exclude<Severity, "hint">;
  /** `E0308`; `undefined` for the verifier's own. */
  readonly code: string | undefined;
  readonly text: string;
  /** First one is the main place. */
  readonly places: readonly VerusPlace[];
  /** As Verus shows it. */
  readonly rendered: string;
}

export interface VerusPlace {
  readonly file: string;
  /** UTF-8 bytes, half open; `undefined` where lines and columns alone are told. */
  readonly bytes: { readonly start: number; readonly end: number } | undefined;
  /** From 1, the column in characters. */
  readonly line: number;
  readonly column: number;
  readonly label: string | undefined;
}

/** What a whole run came to, in its own words. */
export interface VerusResults {
  readonly verified: number;
  readonly errors: number;
  /** Its own word for success; `undefined` where only the summary line was printed. */
  readonly success: boolean | undefined;
  /** False where something was left out on purpose. */
  readonly isWhole: boolean;
}

/** The results of `--output-json`, or of the summary line; `undefined` where a run came to none. */
export function readResults(stdout: string): VerusResults | undefined {
  return readJsonResults(stdout) ?? readSummary(stdout);
}

function readJsonResults(stdout: string): VerusResults | undefined {
  const from = stdout.search(/^\{/m);
  const to = stdout.lastIndexOf("}");
  if (from === -1 || to < from) return undefined;
  let report: { readonly "verification-results"?: Readonly<Record<string, unknown>> };
  try {
    report = JSON.parse(stdout.slice(from, to + 1));
  } catch {
    return undefined;
  }
  const results = report["verification-results"];
  if (results === undefined || typeof results !== "object") return undefined;
  const { verified, errors, success } = results;
  // Absent on an error before anything was proved, and in older versions.
  const isStopped =
    results["encountered-vir-error"] === true || results["encountered-error"] === true;
  return {
    verified: typeof verified === "number" ? verified : 0,
    errors: typeof errors === "number" ? errors : 0,
    success: success === true && !isStopped,
    isWhole: results["is-verifying-entire-crate"] !== false && typeof success === "boolean",
  };
}

const SUMMARY = /^verification results:: (\d+) verified, (\d+) errors?(.*)$/gm;

function readSummary(stdout: string): VerusResults | undefined {
  const summaries = [...stdout.matchAll(SUMMARY)];
  const summary = summaries.at(-1);
  if (summary === undefined || summaries.length !== 1) return undefined;
  const [, verified, errors, suffix = ""] = summary;
  return {
    verified: Number(verified),
    errors: Number(errors),
    success: undefined,
    isWhole: suffix.trim() === "",
  };
}

/** The messages on stderr, from `--error-format=json` or from text. */
export function readMessages(stderr: string): readonly VerusMessage[] {
  const json = stderr.split(/\r?\n/).flatMap((line) => readJsonLine(line) ?? []);
  const text = stderr
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("{"))
    .join("\n");
  return [...json, ...readText(text)].filter(({ text: said }) => !isFooter(said));
}

const isFooter = (text: string): boolean =>
  /^aborting due to|^For more information about|^Some errors have detailed|^\d+ warnings? emitted/.test(
    text,
  );

const SEVERITIES: Readonly<Record<string, VerusMessage["severity"]>> = {
  error: "error",
  "error: internal compiler error": "error",
  warning: "warning",
  note: "information",
  help: "information",
};

interface JsonSpan {
  readonly file_name?: string;
  readonly byte_start?: number;
  readonly byte_end?: number;
  readonly line_start?: number;
  readonly column_start?: number;
  readonly is_primary?: boolean;
  readonly label?: string | null;
}

function readJsonLine(line: string): VerusMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { message, level, code, spans, rendered } = JSON.parse(line) as {
      readonly message?: unknown;
      readonly level?: unknown;
      readonly code?: { readonly code?: string } | null;
      readonly spans?: readonly JsonSpan[];
      readonly rendered?: unknown;
    };
    const severity = SEVERITIES[String(level)];
    if (typeof message !== "string" || severity === undefined) return undefined;
    const ordered = (spans ?? []).toSorted(
      (a, b) => Number(b.is_primary ?? false) - Number(a.is_primary ?? false),
    );
    return {
      severity,
      code: code?.code,
      text: message,
      places: ordered.map(toPlace),
      rendered: typeof rendered === "string" ? rendered : message,
    };
  } catch {
    return undefined;
  }
}

const toPlace = (span: JsonSpan): VerusPlace => ({
  file: span.file_name ?? "",
  bytes:
    span.byte_start === undefined
      ? undefined
      : { start: span.byte_start, end: span.byte_end ?? span.byte_start },
  line: span.line_start ?? 1,
  column: span.column_start ?? 1,
  label: span.label ?? undefined,
});

const HEADER = /^(error|warning|note)(?:\[(\w+)\])?: (.*)$/;

function readText(text: string): readonly VerusMessage[] {
  const messages: VerusMessage[] = [];
  for (const block of text.split(/\n(?=(?:error|warning|note)(?:\[\w+\])?: )/)) {
    const lines = block.split("\n");
    const [, level, code, said] = HEADER.exec(lines[0] ?? "") ?? [];
    if (level === undefined || said === undefined) continue;
    const places = lines.flatMap((line) => {
      const [, file, row, column] = /^\s*(?:-->|:::) (.+):(\d+):(\d+)\s*$/.exec(line) ?? [];
      return file === undefined
        ? []
        : [{ file, bytes: undefined, line: Number(row), column: Number(column), label: undefined }];
    });
    messages.push({
      severity: SEVERITIES[level] ?? "error",
      code,
      text: said,
      places,
      rendered: block.trimEnd(),
    });
  }
  return messages;
}

/** Whether the solver gave up at its own limit, which says nothing of the code. */
export const saysLimit = ({ text }: VerusMessage): boolean =>
  /resource limit|rlimit|solver (?:timed out|gave up)|out of memory/i.test(text);
