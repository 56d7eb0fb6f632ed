import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openReport } from "../../../config/open-report.ts";
import { Fault } from "../../../domain/fault.ts";
import { sha256 } from "../../../platform/sha256.ts";
import {
  type BelievableEvaluation,
  believableEvaluation,
} from "../../../testing/believable-evaluation.ts";
import { gatherReport } from "./gather-report.ts";
import { renderReport } from "./render-report.ts";

const HOSTILE =
  '</script><script>globalThis.broken = 1</script><!--\u2028"\'><img src="https://h.test/x">';
const SOLVERS = ["anthropic/claude", "ollama/qwen3:4b", "local/small"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const folder = mkdtempSync(join(tmpdir(), "specwright-report-"));
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  const { results, journals, ...rest } = believableEvaluation({
    tasks: 24,
    solvers: SOLVERS,
    epochs: 2,
  });
  await makePage("few.html", {
    ...rest,
    journals: new Map([...journals].slice(2)),
    results: results.map((result) =>
      result.index === 1 ? { ...result, task: HOSTILE, category: HOSTILE } : result,
    ),
  });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function findChromium(): string {
  try {
    return execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  } catch (cause) {
    throw new Error(
      "Cannot test the report: chromium is not on the PATH. Install it with: node scripts/setup.ts --tests",
      { cause },
    );
  }
}

async function makePage(name: string, evaluation: BelievableEvaluation): Promise<void> {
  const { sources, hideSecrets } = await openReport();
  const records = {
    async read(runId: string) {
      const events = evaluation.journals.get(runId);
      if (events === undefined) throw new Fault("record/missing", "Cannot find it", {});
      return events;
    },
  };
  const report = await gatherReport(evaluation, { records, hideSecrets });
  writeFileSync(join(folder, name), await renderReport(report, { sources, sha256 }));
}

interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the console said that is no good, and what was asked of a network. */
  readonly complaints: string[];
}

async function openPage(
  name: string,
  options: Parameters<Browser["newContext"]>[0] = {},
  hash = "",
): Promise<OpenPage> {
  const context: BrowserContext = await browser.newContext(options);
  const address = pathToFileURL(join(folder, name)).href;
  const complaints: string[] = [];
  const isOurs = (url: string): boolean => url.split("#")[0] === address;
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    if (isOurs(url)) return await route.continue();
    complaints.push(`routed: ${url}`);
    return await route.abort();
  });
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!isOurs(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${address}${hash}`);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Resolves when the page has followed its new address. */
const follow = (page: Page, hash: string): Promise<unknown> =>
  page.evaluate(
    `new Promise((resolve) => { addEventListener("hashchange", resolve, { once: true }); location.hash = ${JSON.stringify(hash)}; })`,
  );
const countRows = (page: Page): Promise<number> => page.locator("#sample-table tbody tr").count();
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = (
      globalThis as unknown as {
        document: { activeElement: { textContent: string | null; id: string } | null };
      }
    ).document;
    return activeElement?.id || activeElement?.textContent || "";
  });

describe("the report in a browser", () => {
  test("shows what it holds, filters and sorts, and asks for nothing", async () => {
    await using opened = await openPage("few.html");
    const { page, complaints } = opened;
    expect(await page.locator("h1").textContent()).toBe("believable");
    expect(await page.locator("figure.chart svg").count()).toBeGreaterThan(20);

    await page.getByRole("tab", { name: "Samples" }).click();
    expect(await countRows(page)).toBe(50);
    await page.locator("#filter-solver").selectOption("local/small");
    expect(await page.locator("#sample-count").textContent()).toBe("48 of 144 samples");
    await page.locator("#filter-category").selectOption("lists");
    await page.locator("#filter-status").selectOption("not solved");
    const few = await countRows(page);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(10);
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await page.locator("#sample-count").textContent()).toBe("144 samples");
    await page.locator("#filter-text").fill("ts2322 DATES");
    const tasks = await page.locator("#sample-table tbody th").allTextContents();
    expect(tasks.length).toBeGreaterThan(0);
    expect(tasks.every((task) => task.startsWith("dates."))).toBe(true);
    await page.getByRole("button", { name: "Cost" }).click();
    await page.getByRole("button", { name: "Cost" }).click();
    expect(await page.getByRole("columnheader", { name: "Cost" }).getAttribute("aria-sort")).toBe(
      "descending",
    );
    expect(complaints).toEqual([]);
  });

  test("takes hostile names as the text that they are", async () => {
    await using opened = await openPage("few.html");
    const { page, complaints } = opened;
    await follow(page, "#sample/1");
    expect(await page.locator("#sample-view h2").textContent()).toBe(HOSTILE);
    await follow(page, `#samples/${encodeURIComponent("<!--")}`);
    expect(await page.locator("#sample-table tbody th").allTextContents()).toEqual([HOSTILE]);
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("shows one sample: its waterfall, what was refused, and what changed", async () => {
    await using opened = await openPage("few.html");
    const { page, complaints } = opened;
    await page.getByRole("tab", { name: "Samples" }).click();
    await page.getByRole("button", { name: "Attempts" }).click();
    await page.getByRole("button", { name: "Attempts" }).click();
    await page.locator("#sample-table tbody a").nth(3).click();
    await page.locator("#sample-view h2").waitFor();
    const view = page.locator("#sample-view");
    expect(await view.locator(".waterfall tbody tr").count()).toBe(6);
    expect(await view.locator("article.attempt").count()).toBe(4);
    expect(await view.locator("code.added, code.removed").count()).toBeGreaterThan(4);
    expect(await view.locator(".diagnostics li").count()).toBeGreaterThan(2);
    await follow(page, "#sample/0");
    expect(await view.textContent()).toContain("The journal of this run is gone");
    await follow(page, "#sample/9999");
    expect(await view.locator("h2").textContent()).toBe("There is no sample 9999");
    expect(complaints).toEqual([]);
  });

  test("is used with the keyboard alone", async () => {
    await using opened = await openPage("few.html");
    const { page, complaints } = opened;
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press("Tab");
    expect(await focused(page)).toBe("To the content");
    await press("Tab", "Tab", "Tab", "Enter", "Tab");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await focused(page)).toBe("tab-overview");
    await press("ArrowRight", "Tab");
    expect(await focused(page)).toBe("filter-text");
    await page.keyboard.type("parsing");
    await press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
    expect(await focused(page)).toBe("sort-task");
    await press("Enter", "Enter");
    expect(await page.locator('th[aria-sort="descending"]').textContent()).toBe("Task↓");
    expect(await focused(page)).toBe("sort-task");
    await page.locator("#sample-table tbody a").first().focus();
    await press("Enter");
    expect(await page.locator("#sample-view h2").textContent()).toMatch(/^parsing\.task-/);
    expect(await focused(page)).toMatch(/^parsing\.task-/);
    await press("Shift+Tab", "Shift+Tab", "Shift+Tab");
    await press("Enter");
    await page.locator("#sample-list").waitFor();
    expect(await page.locator("#filter-text").inputValue()).toBe("parsing");
    expect(complaints).toEqual([]);
  });

  test.each([
    ["light", 'axe.run({ exclude: ["svg"] }, { resultTypes: ["violations"] })'],
    // Colours are all that differs; drawings are hidden, and coloured as the text beside them.
    [
      "dark",
      'axe.run({ exclude: ["svg"] }, { resultTypes: ["violations"], runOnly: ["color-contrast"] })',
    ],
  ] as const)("has no fault that axe finds, %s", async (colorScheme, check) => {
    await using opened = await openPage("few.html", { colorScheme });
    const { page, complaints } = opened;
    await page.evaluate(AXE);
    for (const hash of ["overview", "samples", "sample/60", "fallbacks", "cache", "variants"]) {
      await follow(page, `#${hash}`);
      await page.evaluate(
        "for (const closed of document.querySelectorAll('details')) closed.open = true",
      );
      const { violations } = (await page.evaluate(check)) as AxeResults;
      expect(violations.map(({ id, nodes }) => `${hash}: ${id} ${nodes[0]?.html ?? ""}`)).toEqual(
        [],
      );
    }
    expect(complaints).toEqual([]);
  });

  test("fits a narrow screen, is whole without scripts, and prints in light colours", async () => {
    await using narrow = await openPage("few.html", { viewport: { width: 360, height: 700 } });
    for (const hash of ["overview", "samples", "sample/60", "cache"]) {
      await follow(narrow.page, `#${hash}`);
      expect(await narrow.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(
        true,
      );
    }
    await using plain = await openPage("few.html", { javaScriptEnabled: false });
    expect(await plain.page.locator("#cache h2").isVisible()).toBe(true);
    await using printed = await openPage("few.html", { colorScheme: "dark" });
    await printed.page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await printed.page.locator(".tabs").isVisible()).toBe(false);
    expect(await printed.page.locator("#fallbacks h2").isVisible()).toBe(true);
    expect(await printed.page.locator("#samples").isVisible()).toBe(false);
    expect(await printed.page.evaluate("getComputedStyle(document.body).color")).toBe(
      "rgb(29, 31, 35)",
    );
    expect((await printed.page.pdf()).byteLength).toBeGreaterThan(10_000);
    expect([narrow, printed].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  test("opens with 10,000 tasks, and finds one of them", async () => {
    const many = believableEvaluation({ tasks: 10_000, solvers: ["local/small"] });
    await makePage("many.html", { ...many, journals: new Map([...many.journals].slice(0, 500)) });
    await using opened = await openPage("many.html", {}, "#samples");
    const { page, complaints } = opened;
    expect(await countRows(page)).toBe(50);
    const ms = await page.evaluate("performance.getEntriesByName('drawn')[0].startTime");
    process.stderr.write(
      `10,000 tasks: the table is drawn ${Math.round(Number(ms))} ms after the page was asked for\n`,
    );
    await page.locator("#filter-text").fill("task-9999");
    expect(await page.locator("#sample-count").textContent()).toBe("1 of 10,000 samples");
    await page.locator("#sample-table tbody a").click();
    expect(await page.locator("#sample-view h2").textContent()).toMatch(/task-9999$/);
    expect(complaints).toEqual([]);
  });
});
