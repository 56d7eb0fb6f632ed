/** What Dafny prints, in its older and its newer words. Pure. */

export interface DafnyMessage {
  /** As Dafny names it; `undefined` where no place is told. */
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number;
  /** From 0, in the unit of the version. */
  readonly column: number;
  readonly severity: "error" | "warning" | "information" | "timeout";
  /** `BP5003`. */
  readonly code: string | undefined;
  readonly text: string;
  readonly related: readonly Omit<DafnyMessage, "severity" | "code" | "related" | "raw">[];
  /** Its lines, verbatim. */
  readonly raw: string;
}

export interface DafnySummary {
  readonly verified: number;
  readonly errors: number;
  /** What follows the errors: `, 1 time out`; empty where all is told. */
  readonly rest: string;
}

export interface DafnyOutput {
  readonly messages: readonly DafnyMessage[];
  /** `undefined` where it never came to proving. */
  readonly summary: DafnySummary | undefined;
  /** Lines by which the solver, or Dafny itself, says that it broke; the known noise of z3 is not among them. */
  readonly faults: readonly string[];
}

const HEADER =
  /^(?:(.*?)\((\d+),(-?\d+)\)|\*\*\*)?: ?(Error|Warning|Related location|Related message|Info|Timed out on|Verification of)(?:[: ]+(BP\d{4}))?(?::|(?= '|$)) ?(.*)$/;
const TIMED_OUT =
  /^(.*?)\((\d+),(-?\d+)\): (Verification of '.*' (?:timed out|ran out of resource).*)$/;
const SUMMARY = /^Dafny program verifier finished with (\d+) verified, (\d+) errors?(.*)$/;
const TRACE = /^(?:Execution trace:|\s+(?:.*\(\d+,\d+\)|\(0,0\)): )/;
const FAULT =
  /Prover error|ProverException|FATAL UNHANDLED|Unhandled exception|Prover died|Cannot find prover|out of memory|Out of memory|SKIPPED because of internal error|Verification inconclusive|max\. resource limit|Stack overflow|\.bpl\(\d+,\d+\): Error|^\*\*\* Error|internal error|internal translation error|An error occurred while/;

/** Reads all that Dafny printed on both its streams. */
export function readOutput(output: string): DafnyOutput {
  const { lines, faults } = withoutNoise(output.split(/\r?\n/));
  const messages: DafnyMessage[] = [];
  let summary: DafnySummary | undefined;
  for (const line of lines) {
    const found = SUMMARY.exec(line);
    if (found !== null) {
      const [, verified, errors, rest = ""] = found;
      summary = { verified: Number(verified), errors: Number(errors), rest: rest.trim() };
      continue;
    }
    if (FAULT.test(line)) faults.push(line);
    const message = readHeader(line);
    const last = messages.at(-1);
    if (message === undefined) {
      if (
        last !== undefined &&
        (TRACE.test(line) || isSnippet(line) || line.startsWith("Related "))
      )
        messages[messages.length - 1] = { ...last, raw: `${last.raw}\n${line}` };
    } else if (message.isRelated && last !== undefined)
      messages[messages.length - 1] = withRelated(last, message, line);
    else messages.push(toMessage(message, line));
  }
  return { messages, summary, faults };
}

interface Header extends Omit<DafnyMessage, "related" | "raw"> {
  readonly isRelated: boolean;
}

function readHeader(line: string): Header | undefined {
  const timedOut = TIMED_OUT.exec(line);
  if (timedOut !== null) {
    const [, file, at, column, text = ""] = timedOut;
    return {
      ...place(file, at, column),
      severity: "timeout",
      code: undefined,
      text,
      isRelated: false,
    };
  }
  const found = HEADER.exec(line);
  if (found === null) return undefined;
  const [, file, at, column, word = "", code, text = ""] = found;
  const base = { ...place(file, at, column), code, text: text === "" ? word : text };
  if (word.startsWith("Related")) return { ...base, severity: "information", isRelated: true };
  if (word === "Timed out on") return { ...base, severity: "timeout", isRelated: false };
  const severity = word === "Error" ? "error" : word === "Warning" ? "warning" : "information";
  return { ...base, severity, isRelated: false };
}

const place = (file: string | undefined, line: string | undefined, column: string | undefined) => ({
  file: file === "" || column === "-1" ? undefined : file,
  line: Number(line ?? 0),
  column: Number(column ?? -1),
});

const toMessage = (header: Header, raw: string): DafnyMessage => {
  const { file, line, column, severity, code, text } = header;
  return { file, line, column, severity, code, text, related: [], raw };
};

const withRelated = (last: DafnyMessage, related: Header, line: string): DafnyMessage => ({
  ...last,
  related: [
    ...last.related,
    { file: related.file, line: related.line, column: related.column, text: related.text },
  ],
  raw: `${last.raw}\n${line}`,
});

/** Lines of source that newer versions quote. */
const isSnippet = (line: string): boolean => /^\s*(?:\d+\s)?\s*\|/.test(line);

/**
 * Debian's z3 does not know an option that Boogie sends, and lists those it knows, once a procedure. That is told
 * apart from every other fault of the prover: those keep the verdict open.
 */
function withoutNoise(lines: readonly string[]): {
  readonly lines: readonly string[];
  readonly faults: string[];
} {
  const kept: string[] = [];
  let isNoise = false;
  for (const line of lines) {
    if (/^Prover error: line \d+ column \d+: unknown parameter 'model_compress'$/.test(line))
      isNoise = true;
    else if (isNoise && (line.startsWith("Legal parameters are:") || /^ {2}\w+ \(/.test(line)))
      continue;
    else {
      isNoise = false;
      kept.push(line);
    }
  }
  return { lines: kept, faults: [] };
}
