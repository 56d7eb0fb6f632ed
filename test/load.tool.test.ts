import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createEnvironment, generate } from "../src/index.ts";
import { specification } from "../src/testing/builders.ts";
import { startFakeProviderServer } from "../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject } from "./cli/run-cli.ts";
import { sums } from "./toy-language/sums.ts";

const RUNS = 1_000;
/** Generous: the server, its log and the test are in the same process. */
const MOST_BYTES = 800_000_000;

const wish = (number: number) =>
  specification({
    name: `Sum ${number}`,
    language: "sums",
    text: `# Sum ${number}\n\nA sum that makes ${number}.\n`,
  });

/** The number that a prompt asks for. */
const numberIn = (body: unknown): string =>
  /A sum that makes (\d+)\./.exec(JSON.stringify(body))?.[1] ?? "0";

describe("a thousand runs at once", () => {
  test("lose, double and mix up no result, and leave whole journals", {
    timeout: 300_000,
  }, async () => {
    await using server = await startFakeProviderServer(({ body }) => {
      const number = numberIn(body);
      return { kind: "text", pieces: ["```sums\n", `0 + ${number} `, `= ${number}\n`, "```\n"] };
    });
    const directory = createProject();
    writeFileSync(
      join(directory, "specwright.toml"),
      `[endpoints.lab]\nbase_url = "${server.url}/v1"\n`,
    );
    await using environment = await createEnvironment({
      directory,
      languages: [sums],
      settings: { model: "lab/numbers", cache_directory: join(directory, "cache") },
    });
    const numbers = Array.from({ length: RUNS }, (_, index) => index + 1);
    const rssBefore = process.memoryUsage.rss();

    const outcomes = await Promise.all(
      numbers.map((number) => generate(wish(number), environment, { runId: `run-${number}` })),
    );

    const rssAdded = process.memoryUsage.rss() - rssBefore;
    const results = outcomes.map((outcome) =>
      outcome.status === "accepted" ? outcome.artifact.text : outcome.status,
    );
    expect(results).toEqual(numbers.map((number) => `0 + ${number} = ${number}\n`));
    expect(server.requests.map(({ body }) => Number(numberIn(body))).sort((a, b) => a - b)).toEqual(
      numbers,
    );
    for (const number of numbers) {
      const events = await environment.records.read(`run-${number}`);
      const end = events.at(-1);
      expect(events.filter(({ type }) => type === "response-end")).toHaveLength(1);
      expect(end?.type === "run-end" ? end.artifact?.text : end).toBe(
        `0 + ${number} = ${number}\n`,
      );
    }
    expect(rssAdded).toBeLessThan(MOST_BYTES);
  });
});
