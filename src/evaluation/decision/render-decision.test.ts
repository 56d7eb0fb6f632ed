import { describe, expect, test } from "vitest";
import { stored } from "../../testing/stored-evaluation.ts";
import { decide } from "./decide.ts";
import { renderDecisionHtml } from "./render-html.ts";
import { renderDecisionMarkdown } from "./render-markdown.ts";

const HOSTILE = "lab/<script>alert(1)</script>|`x`\u001b[2J";
const decision = decide(
  { evaluation: stored("frontier", "+".repeat(90), { costUsd: 0.05, category: "a|b" }) },
  {
    evaluation: stored("tuned", `${"+".repeat(88)}--`, { costUsd: 0.004, solver: HOSTILE }),
  },
  { volume: 12_000, trainingUsd: 600, servingUsdPerHour: 0.5, margin: 0.1 },
);

describe("renderDecisionMarkdown()", () => {
  const markdown = renderDecisionMarkdown(decision);

  test("tells the recommendation, prices, break-even, and all that is taken for granted", () => {
    expect(markdown.split("\n")[0]).toBe("# Frontier or fine-tuned");
    expect(markdown).toContain(decision.recommendation.text);
    expect(markdown).toContain("| a success | $0.050 ($0.050 to $0.050) | $0.0041 ");
    expect(markdown).toMatch(
      /\| the tuned model is the cheaper \| from 9,0\d\d a month \(300 a day\) \|/,
    );
    for (const said of [
      "$600.00 once, paid off over 12 months",
      "$0.50 an hour",
      "up to 10 points",
      "12,000 successes",
    ])
      expect(markdown).toContain(said);
  });

  test("takes names for text, and keeps every row whole", () => {
    expect(markdown).not.toContain("<script>");
    expect(markdown).not.toContain("\u001b");
    expect(markdown).toContain("lab/\\<script\\>alert(1)\\</script\\>\\|\\`x\\`");
    const tables = markdown.match(/(^\|.*\n)+/gm) ?? [];
    for (const table of tables) {
      const widths = table
        .trimEnd()
        .split("\n")
        .map((row) => row.match(/(?<!\\)\|/g)?.length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});

describe("renderDecisionHtml()", () => {
  const html = renderDecisionHtml(decision);

  test("is one file: no script, nothing from elsewhere", () => {
    expect(html).not.toMatch(/<script|<link|<img|\bsrc=|href=|url\(|@import|https?:/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("lab/&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("draws what a month costs, and what other numbers would change, with words for both", () => {
    const labels = [...html.matchAll(/role="img" aria-label="([^"]+)"/g)].map(([, label]) => label);
    expect(labels).toEqual([
      expect.stringMatching(
        /^A month's cost by volume: the tuned model is the cheaper from 9,0\d\d/,
      ),
      expect.stringMatching(/^What the tuned model saves a month .* as they are, \$1\d\d/),
    ]);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    // A bar for each number, and another colour where the other model becomes the cheaper.
    const crossing = decision.sensitivity.filter(({ low, high }) => low.cheaper !== high.cheaper);
    expect(crossing.map(({ factor }) => factor)).toContain("volume a month");
    expect(html.match(/<rect class="(frontier|tuned)"[^>]*height="20"/g)).toHaveLength(
      decision.sensitivity.length + crossing.length,
    );
  });

  test("leaves pictures out where there is nothing to draw", () => {
    const unpriced = decide(
      { evaluation: stored("frontier", "++", { unpricedCalls: 1 }) },
      { evaluation: stored("tuned", "++") },
    );

    expect(renderDecisionHtml(unpriced)).not.toContain("<svg");
    expect(renderDecisionMarkdown(unpriced)).toContain("not known: calls without a price");
  });
});
