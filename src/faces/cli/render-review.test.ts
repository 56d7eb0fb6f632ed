import { describe, expect, test } from "vitest";
import type { FunctionOutline } from "../../ports/migration.ts";
import { accepted, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { renderReview } from "./render-review.ts";

const toy = fakeLanguagePack(() => accepted());
const outline: FunctionOutline = {
  name: "f",
  parameters: [],
  returns: undefined,
  description: undefined,
  text: "def f():\n\n    '''\n```\n</td></tr></table>\n```\n'''",
  surroundings: "",
  calls: [],
  raises: [],
  constructs: [],
  isAsync: false,
  isGenerator: false,
  lines: { first: 2, last: 7 },
};

const review = (wishes: Partial<FunctionOutline> = {}, path = "a.py"): string =>
  renderReview(
    {
      source: { path, text: "" },
      from: toy,
      to: { ...toy, planMigration: () => Promise.reject(new Error("it is planned already")) },
      functions: [
        {
          outline: { ...outline, ...wishes },
          task: {
            specification: specification({ name: "a.f" }),
            decisions: ["`x | y` became `Any`"],
            notes: ["There is no `z`"],
          },
        },
      ],
    },
    { model: "scripted/test", version: "1.2.3", migrated: new Map() },
  );

describe("renderReview()", () => {
  test("lets nothing in a source end its fence", () => {
    expect(review()).toContain(
      "````toy\ndef f():\n\n    '''\n```\n</td></tr></table>\n```\n'''\n````\n\n</td>",
    );
  });

  test("lets no name end its code or its cell", () => {
    const [row] = review({ name: "a|b`c\nd" }, "x`|y.py").match(/^\| `a.*$/m) ?? [];

    expect(row).toBe("| `a\\|b'c d` | 2-7 | `a.f` | not finished | 0 |  |");
    expect(review({}, "x`|y.py")).toContain("# Review: `x'|y.py` to Toy");
  });

  test("gives every note a box to tick, and every decision a line", () => {
    expect(review()).toContain("**Could not be carried over as it is**\n\n- [ ] There is no `z`");
    expect(review()).toContain("**Decided**\n\n- `x | y` became `Any`");
  });
});
