/** The decision report in a real browser, as somebody who opens the file sees it. */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { decide } from "../src/evaluation/decision/decide.ts";
import { renderDecisionHtml } from "../src/evaluation/decision/render-html.ts";
import { stored } from "../src/testing/stored-evaluation.ts";
import { createProject } from "./cli/run-cli.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

test("the decision report opens offline, in both colour schemes, and axe finds nothing", async () => {
  const decision = decide(
    { evaluation: stored("frontier", "+".repeat(90), { costUsd: 0.05 }) },
    { evaluation: stored("tuned", `${"+".repeat(88)}--`, { costUsd: 0.004 }) },
    { volume: 12_000, trainingUsd: 600, servingUsdPerHour: 0.5 },
  );
  const path = join(createProject(), "decision.html");
  writeFileSync(path, renderDecisionHtml(decision));
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const said: string[] = [];
  const asked: string[] = [];
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 420, height: 800 } });
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(path).href);

      expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
        "Recommendation",
        "Quality",
        "Stability and speed",
        "Price",
        "A month",
        "Were a number another",
        "Taken for granted",
      ]);
      expect(await page.getByRole("img").count()).toBe(2);
      // Wide tables scroll in their own place, the page does not.
      const width = await page.evaluate("document.documentElement.scrollWidth");
      expect(width).toBeLessThanOrEqual(420);
      await page.evaluate(AXE);
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
      );
      expect(found).toEqual([]);
    }
  } finally {
    await browser.close();
  }
  expect(said).toEqual([]);
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
});
