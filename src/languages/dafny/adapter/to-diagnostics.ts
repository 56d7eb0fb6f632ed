import { createDiagnostic, type Diagnostic, type SourceSpan } from "../../../domain/diagnostic.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import { createLineIndex, type LineIndex } from "../../../std/line-index.ts";
import { classify, type Stage } from "./classify.ts";
import { type DafnyVersion, hasCommands } from "./dafny-version.ts";
import type { DafnyMessage } from "./read-output.ts";

export interface Sources {
  /** The file that was judged, and those that it includes: by the names that Dafny saw them under. */
  readonly files: readonly SourceText[];
  /** What the judged file is called by everybody else; the first of `files` is it. */
  readonly path: string;
  readonly version: DafnyVersion;
}

/** What Dafny said, in the shape of all tools. */
export function toDiagnostics(
  messages: readonly DafnyMessage[],
  stage: Stage,
  sources: Sources,
): readonly Diagnostic[] {
  const locate = createLocator(sources);
  return once(messages).map((message) => {
    const { code, phase, category, help } = classify(message, stage);
    const isFailure = message.severity === "error" || message.severity === "timeout";
    return createDiagnostic({
      tool: "dafny",
      code: message.code ?? code,
      phase,
      category: isFailure ? category : "other",
      severity: isFailure ? "error" : (message.severity as "warning" | "information"),
      message: message.text,
      span: locate(message),
      related: message.related.map((one) => ({ message: one.text, span: locate(one) })),
      help,
      facts: isFailure ? { kind: code } : {},
      raw: message.raw,
    });
  });
}

/** The same failure on several paths is one thing to mend. */
const once = (messages: readonly DafnyMessage[]): readonly DafnyMessage[] =>
  [
    ...new Map(
      messages
        .toReversed()
        .map((one) => [
          JSON.stringify([one.file, one.line, one.column, one.severity, one.text]),
          one,
        ]),
    ).values(),
  ].toReversed();

type Place = Pick<DafnyMessage, "file" | "line" | "column">;

/** From Dafny's places to UTF-16 offsets: its columns count bytes of UTF-8 in the older versions. */
function createLocator({
  files,
  path,
  version,
}: Sources): (place: Place) => SourceSpan | undefined {
  const known = new Map<string, { readonly source: SourceText; readonly lines: LineIndex }>();
  for (const source of files)
    known.set(baseName(source.path), { source, lines: createLineIndex(source.text) });
  const [main] = files;
  return ({ file, line, column }) => {
    const found = file === undefined ? undefined : known.get(baseName(file));
    if (found === undefined || line < 1) return undefined;
    const begin = found.lines.offset({ line, column: 1 });
    const text = found.lines.lineAt(begin);
    const units = hasCommands(version) ? Math.min(column, text.length) : unitsOf(text, column);
    const start = Math.min(begin + Math.max(0, units), found.source.text.length);
    const length = /^(?:[\p{L}\p{N}_'?]+|.)/u.exec(found.source.text.slice(start))?.[0].length ?? 0;
    const name = found.source === main ? path : found.source.path;
    return { file: name, start, end: start + length };
  };
}

/** How many UTF-16 units the first `bytes` bytes of a line are. */
function unitsOf(line: string, bytes: number): number {
  let units = 0;
  let counted = 0;
  for (const character of line) {
    if (counted >= bytes) break;
    counted += byteLength(character);
    units += character.length;
  }
  return units;
}

function byteLength(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
