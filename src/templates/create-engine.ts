import type { LiquidError, Template } from "liquidjs";
import { Fault } from "../domain/fault.ts";
import type { PromptText } from "./prompt-text.ts";

/** A text takes well under a millisecond: this is for those that never end. In ms. */
const RENDER_MS = 500;
/** Characters and list entries that one rendering may make. */
const MOST_MEMORY = 20_000_000;
const MOST_SOURCE = 200_000;

/** Tags that reach other files. */
const FOREIGN_TAGS = ["render", "include", "layout", "block"];
/** Filters whose result is not the same every time. */
const RESTLESS_FILTERS = [
  "sample",
  "date",
  "date_to_xmlschema",
  "date_to_rfc822",
  "date_to_string",
  "date_to_long_string",
];

export interface CompiledText {
  /** @throws {Fault} `template/invalid` */
  render(variables: Readonly<Record<string, unknown>>): string;
}

export type CompileText = (text: PromptText) => CompiledText;

/** Compiles texts for rendering without files, clock and chance, in bounded time. */
export async function createEngine(): Promise<CompileText> {
  const { Liquid } = await import("liquidjs");
  const engine = new Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: MOST_SOURCE,
    renderLimit: RENDER_MS,
    memoryLimit: MOST_MEMORY,
  });
  for (const tag of FOREIGN_TAGS) delete engine.tags[tag];
  for (const filter of RESTLESS_FILTERS) delete engine.filters[filter];

  return (text) => {
    const template = saying(text, () => engine.parse(text.body));
    refuseUnknownVariables(
      text,
      saying(text, () => engine.analyzeSync(template).globals),
    );
    return {
      render: (variables) =>
        saying(text, () => engine.renderSync(template as Template[], variables) as string),
    };
  };
}

function refuseUnknownVariables(
  { path, variables, section, linesBefore }: PromptText,
  globals: Readonly<Record<string, readonly { readonly location: { readonly row: number } }[]>>,
): void {
  const unknown = Object.keys(globals).find((name) => !variables.includes(name));
  if (unknown === undefined) return;
  const row = globals[unknown]?.[0]?.location.row ?? 1;
  throw new Fault(
    "template/invalid",
    `Cannot use ${path}:${row + linesBefore}: there is no variable "${unknown}"`,
    { help: `Variables of ${section}: ${variables.join(", ")}` },
  );
}

/** `work`, its errors told with file and line. */
function saying<T>({ path, linesBefore }: PromptText, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const { token, message } = cause as Partial<LiquidError> & Error;
    const [row, column] = token?.getPosition() ?? [];
    const place = row === undefined ? path : `${path}:${row + linesBefore}:${column}`;
    const what = message.split("\n")[0]?.replace(/, line:\d+, col:\d+$/, "");
    throw new Fault("template/invalid", `Cannot use ${place}: ${what}`, {
      help: "specwright prompts sections shows the texts, docs/guide/prompt-texts.md how to write one",
      cause,
    });
  }
}
