import type { Severity } from "../../domain/diagnostic.ts";

/** One message of Lean, from `--json`, from its text, or from Lake's. */
export interface LeanMessage {
  readonly severity: Extract<Severity, "error" | "warning" | "information">;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 0, in code points. */
  readonly column: number;
  /** As `line` and `column`; `undefined` where only the start is told. */
  readonly end: { readonly line: number; readonly column: number } | undefined;
  /** Lean's own name for it, e.g. `lean.unknownIdentifier`; `undefined` in older versions. */
  readonly code: string | undefined;
  readonly text: string;
}

export interface LeanOutput {
  readonly messages: readonly LeanMessage[];
  /** Lines that are no message: a crash, words of Lake. */
  readonly others: readonly string[];
}

/** Reads what Lean or Lake printed, whatever of the known shapes its lines have. */
export function readLeanOutput(output: string): LeanOutput {
  const messages: LeanMessage[] = [];
  const others: string[] = [];
  let open: LeanMessage | undefined;
  const close = (): void => {
    if (open !== undefined) messages.push({ ...open, text: open.text.trimEnd() });
    open = undefined;
  };
  for (const line of output.split(/\r?\n/)) {
    const json = readJsonLine(line);
    const header = json ?? readHeader(line);
    if (header !== undefined) {
      close();
      if (json === undefined) open = header;
      else messages.push(json);
    } else if (isLakeLine(line)) {
      close();
      others.push(line);
    } else if (open !== undefined) open = { ...open, text: `${open.text}\n${line}` };
    else if (line.trim() !== "") others.push(line);
  }
  close();
  return { messages, others };
}

const SEVERITIES: Readonly<Record<string, LeanMessage["severity"]>> = {
  error: "error",
  warning: "warning",
  info: "information",
  information: "information",
};

interface JsonMessage {
  readonly severity?: unknown;
  readonly data?: unknown;
  readonly caption?: unknown;
  readonly fileName?: unknown;
  readonly kind?: unknown;
  readonly pos?: { readonly line?: unknown; readonly column?: unknown } | null;
  readonly endPos?: { readonly line?: unknown; readonly column?: unknown } | null;
}

function readJsonLine(line: string): LeanMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  let message: JsonMessage;
  try {
    message = JSON.parse(line) as JsonMessage;
  } catch {
    return undefined;
  }
  const { severity, data, fileName, pos, endPos, kind, caption } = message;
  const known = SEVERITIES[String(severity)];
  if (known === undefined || typeof data !== "string") return undefined;
  const start = placeOf(pos) ?? { line: 1, column: 0 };
  return {
    severity: known,
    file: typeof fileName === "string" ? fileName : "",
    ...start,
    end: placeOf(endPos),
    code: typeof kind === "string" && kind !== "[anonymous]" ? plainCode(kind) : undefined,
    text: typeof caption === "string" && caption !== "" ? `${caption}:\n${data}` : data,
  };
}

/** `lean.unknownIdentifier._namedError` is `lean.unknownIdentifier`. */
const plainCode = (kind: string): string => kind.replace(/\._namedError$/, "");

function placeOf(place: JsonMessage["pos"]): { line: number; column: number } | undefined {
  const { line, column } = place ?? {};
  return typeof line === "number" && typeof column === "number" ? { line, column } : undefined;
}

const HEADER =
  /^(?<file>[^\n]+?):(?<line>\d+):(?<column>\d+): (?<severity>error|warning|info)(?:\((?<code>[^)]*)\))?: ?(?<text>.*)$/;
const LAKE_HEADER =
  /^(?<severity>error|warning|info): (?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): ?(?<text>.*)$/;

function readHeader(line: string): LeanMessage | undefined {
  const { groups } = HEADER.exec(line) ?? LAKE_HEADER.exec(line) ?? {};
  if (groups === undefined) return undefined;
  return {
    severity: SEVERITIES[groups["severity"] ?? ""] ?? "error",
    file: groups["file"] ?? "",
    line: Number(groups["line"]),
    column: Number(groups["column"]),
    end: undefined,
    code: groups["code"],
    text: groups["text"] ?? "",
  };
}

const isLakeLine = (line: string): boolean =>
  /^(?:[✖✔⚠ℹ] \[|trace: |error: (?:Lean exited|build failed)|Some required |Stack overflow|uncaught exception|PANIC|INTERNAL)/.test(
    line,
  );

const SORRY = /declaration uses [`'‘]?sorry[`'’]?/;

/** Whether the message says that something was left unproved. */
export const saysSorry = ({ code, text }: LeanMessage): boolean =>
  code === "hasSorry" || SORRY.test(text);

/** Whether a limit of Lean's own ended the work, which says nothing of the code. */
export const saysLimit = ({ text }: LeanMessage): boolean =>
  /\(deterministic\) timeout|maximum number of heartbeats|maximum recursion depth|out of memory|memory limit/.test(
    text,
  );
