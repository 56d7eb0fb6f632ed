import { scanFences } from "./markdown/scan-fences.ts";
import { withoutThoughts } from "./without-thoughts.ts";

/**
 * The JSON object in a text that should be nothing else, and often is a little more: bare, in a fenced block, or with
 * sentences around it. The first of these that can be parsed is taken.
 *
 * @throws {SyntaxError} saying why there is none.
 */
export function findJsonObject(text: string): Readonly<Record<string, unknown>> {
  const answer = withoutThoughts(text).trim();
  if (answer === "") throw new SyntaxError("it is empty");
  let why: SyntaxError | undefined;
  for (const candidate of listCandidates(answer)) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === "object" && value !== null && !Array.isArray(value))
        return value as Readonly<Record<string, unknown>>;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      if (candidate.trimStart().startsWith("{")) why ??= error;
    }
  }
  throw new SyntaxError(
    why === undefined ? "it holds no JSON object" : `its JSON cannot be parsed: ${why.message}`,
  );
}

function* listCandidates(answer: string): Generator<string> {
  yield answer;
  for (const { content } of scanFences(answer)) yield content;
  const [start, end] = [answer.indexOf("{"), answer.lastIndexOf("}")];
  if (start >= 0 && end > start) yield answer.slice(start, end + 1);
}
