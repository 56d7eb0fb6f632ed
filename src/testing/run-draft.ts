import { stripTypeScriptTypes } from "node:module";
import { runInThisContext } from "node:vm";
import { renderValue } from "../languages/typescript/harness/render-value.ts";
import type { Draft } from "../training/synthesis/draft.ts";

/** What a draft's calls give when `code` runs here: only for code that is ours. */
export function runDraft(draft: Draft, code: string = draft.reference): readonly string[] {
  const script = stripTypeScriptTypes(code).replaceAll(/^export /gmu, "");
  const calls = draft.calls.map(({ call }) => `() => (${call})`).join(",\n");
  const made = runInThisContext(
    `(() => {\n${script}\nreturn [${calls}];\n})()`,
  ) as (() => unknown)[];
  return made.map((call) => {
    try {
      return renderValue(call()).text;
    } catch (error) {
      return `throws ${(error as Error).name}`;
    }
  });
}

/** What its rules say that they give. */
export const expectedOf = ({ calls }: Draft): readonly string[] =>
  calls.map(({ expected }) =>
    expected?.kind === "returns" ? expected.expression : `throws ${expected?.name}`,
  );
