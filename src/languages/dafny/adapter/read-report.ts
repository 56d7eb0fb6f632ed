/** The files in which Dafny tells how each procedure went: XML in the older versions, JSON in the newer. Pure. */

export interface ProcedureResult {
  /** As Boogie names it: `Impl$$_module.__default.solve`. */
  readonly name: string;
  readonly outcome: "correct" | "errors" | "timed out" | "other";
  readonly seconds: number;
}

/** Reads a report of either kind; empty for one that cannot be read. */
export const readReport = (text: string): readonly ProcedureResult[] =>
  text.trimStart().startsWith("{") ? readJson(text) : readXml(text);

function readXml(text: string): readonly ProcedureResult[] {
  const methods = text.matchAll(/<method name="([^"]*)"[^>]*>(.*?)<\/method>/gs);
  return [...methods].flatMap(([, name = "", inside = ""]) => {
    const end = /<conclusion [^>]*?duration="([\d.]+)" outcome="([^"]*)"/.exec(inside);
    if (end === null) return [];
    return [{ name: unescape(name), outcome: outcomeOf(end[2]), seconds: Number(end[1]) }];
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};
const unescape = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? "");

function readJson(text: string): readonly ProcedureResult[] {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return [];
  }
  const results = field(report, "verificationResults");
  if (!Array.isArray(results)) return [];
  return results.flatMap((result: unknown) => {
    const name = field(result, "name");
    if (typeof name !== "string") return [];
    const outcome = field(result, "outcome");
    return [
      {
        name,
        outcome: outcomeOf(typeof outcome === "string" ? outcome : ""),
        seconds: secondsOf(field(result, "runTime")),
      },
    ];
  });
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;

function secondsOf(time: unknown): number {
  if (typeof time !== "string") return 0;
  return time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

function outcomeOf(word: string | undefined): ProcedureResult["outcome"] {
  const text = (word ?? "").toLowerCase();
  if (text === "correct" || text === "valid") return "correct";
  if (/time|resource/.test(text)) return "timed out";
  return text === "errors" || text === "invalid" ? "errors" : "other";
}

/** The declaration that a procedure proves, in the file's words: `Impl$$_0_Shapes.__default.Area` is `Shapes.Area`. */
export function declarationOf(procedure: string): string {
  const path = procedure.replace(/^\w+\$\$/, "").replace(/^_\d+_/, "");
  return path
    .split(".")
    .filter((part) => part !== "_module" && part !== "__default")
    .map((part) => part.replaceAll("__", "_").replaceAll("_k", "'"))
    .join(".");
}
