import type { Program } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";

/** A test of a `tests` section, or the body of a `test` snippet. */
export interface TestCase {
  readonly snippetId: string;
  readonly testId: string;
  readonly covers: string | undefined;
  readonly steps: readonly Step[];
}

/** All tests of a program, in source order. */
export const findTests = ({ snippets }: Program): readonly TestCase[] =>
  snippets.flatMap(({ id, kind, sections }) =>
    sections.flatMap((section): readonly TestCase[] => {
      const snippetId = id.text;
      if (section.kind === "tests")
        return section.tests.map((test) => ({
          snippetId,
          testId: test.id.text,
          covers: test.covers?.text,
          steps: test.steps,
        }));
      if (section.kind !== "body" || kind !== "test") return [];
      return [{ snippetId, testId: snippetId, covers: undefined, steps: section.steps }];
    }),
  );
