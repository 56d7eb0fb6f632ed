import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accepted, attempt, rejected, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { endedRun, journalsOf } from "../../testing/judged-runs.ts";
import { createMemoryEnvironment } from "../../testing/memory-environment.ts";
import { createLabelSession } from "../../training/feedback/label-session.ts";
import { readFeedback } from "../../training/feedback/read-feedback.ts";
import { serveLabels } from "./serve-labels.ts";

const CODE = 'one <b>bold</b> \u202e line\nand "another"\n';
const candidate = { language: "toy", path: "sum.toy", text: CODE, companions: [] };

/** A page over runs that ended, the first of them rejected; the toy checker refuses what holds a 3. */
async function openPage(count = 4) {
  const ids = Array.from({ length: count }, (_, at) => `run-${at}`);
  const wish = specification({ requirements: ["It is right."], signature: "sum(a, b)" });
  const environment = createMemoryEnvironment(undefined, {
    files: journalsOf(
      ids.map((id, at) =>
        endedRun(id, [attempt({ candidate, verdict: at === 0 ? rejected() : accepted() })], {
          specification: wish,
        }),
      ),
    ),
    language: fakeLanguagePack(({ text }) => (text.includes("3") ? rejected() : accepted())),
  });
  const session = await createLabelSession(
    { runIds: ids, by: "ann", onUnreadable: () => undefined },
    environment,
  );
  const troubles: string[] = [];
  const server = await serveLabels(session, {
    port: undefined,
    by: "ann",
    onTrouble: (message) => troubles.push(message),
  });
  const kept = async () =>
    (await Array.fromAsync(readFeedback(environment.files))).map(
      ({ runId, opinion, reason, note, edit, by }) => ({ runId, opinion, reason, note, edit, by }),
    );
  return { server, kept, troubles, environment };
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request, with the headers of the page itself where others are not wished for; an empty one is left out. */
function ask(url: string, { method = "POST", path = "/api/label", headers = {}, body }: Asked) {
  const { host, hostname, port, origin, searchParams } = new URL(url);
  const own = {
    host,
    origin,
    cookie: `specwright-${port}=${searchParams.get("token")}`,
    "content-type": "application/json",
  };
  const all = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== "");
  return new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers: Object.fromEntries(all) });
      sent.on("error", reject).on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
        );
      });
      sent.end(body);
    },
  );
}

const CHUNKED = { "transfer-encoding": "chunked" };

const answer = (wishes: object = {}): string =>
  JSON.stringify({ runId: "run-0", attempt: 1, opinion: "reject", ...wishes });

describe("serveLabels()", () => {
  test("lets nobody in but the browser that was told the address, and no page but its own", async () => {
    const { server, kept } = await openPage();
    await using _server = server;
    const { url } = server;
    const body = answer();

    const refused = [
      { method: "GET", path: "/", headers: { cookie: "" } },
      { method: "GET", path: "/?token=wrong", headers: { cookie: "" } },
      { method: "GET", path: "/page.js", headers: { cookie: "" } },
      { method: "GET", path: "/api/state?token=x", headers: { cookie: "specwright=x" } },
      { body, headers: { cookie: "" } },
      { body, headers: { host: "evil.example" } },
      { method: "GET", path: "/api/state", headers: { host: "evil.example", origin: "" } },
      { body, headers: { origin: "" } },
      { body, headers: { origin: "http://evil.example" } },
      { body, headers: { origin: "null" } },
      { body, headers: { "content-type": "text/plain" } },
    ];
    const statuses = await Promise.all(
      refused.map(async (asked) => (await ask(url, asked)).status),
    );

    expect(statuses).toEqual([401, 401, 401, 401, 401, 403, 403, 403, 403, 403, 415]);
    const { headers, status } = await ask(url, {
      method: "GET",
      path: new URL(url).pathname + new URL(url).search,
      headers: { cookie: "" },
    });
    expect(status).toBe(200);
    expect(`${headers["set-cookie"]}`).toMatch(/HttpOnly; SameSite=Strict/);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(await kept()).toEqual([]);
  });

  test("refuses what is no answer, and keeps what is one", async () => {
    const { server, kept, troubles, environment } = await openPage();
    await using _server = server;
    const post = async (body: string, path = "/api/label") => ask(server.url, { body, path });

    for (const body of ["", "{", "[]", "null", answer({ opinion: "edit" }), answer({ more: 1 })])
      expect(await post(body)).toMatchObject({ status: 400 });
    expect((await ask(server.url, { headers: CHUNKED, body: answer() })).status).toBe(411);
    const big = await post(answer({ note: "x".repeat(3_000_000) }));
    expect([big.status, big.text]).toEqual([413, expect.stringContaining("larger than 2097152")]);
    expect((await post(answer({ runId: "run-3" }))).status).toBe(409);
    expect((await post(answer({ opinion: "edit", code: CODE }))).text).toContain("changes nothing");
    expect((await post(answer({ reason: "Not so" }))).status).toBe(422);
    expect((await post("{}", "/api/nothing")).status).toBe(404);
    expect(await kept()).toEqual([]);
    expect(troubles).toEqual([]);

    const { status, text } = await post(answer({ reason: "unsafe" }));
    expect([status, JSON.parse(text)]).toMatchObject([200, { shown: { runId: "run-1" } }]);
    expect(await kept()).toMatchObject([{ runId: "run-0", opinion: "reject", by: "ann" }]);

    // What is wrong with the machine is told where it was started, too.
    environment.files.lock = () => Promise.reject(new Error("the disk is gone"));
    expect((await post(answer({ runId: "run-1" }))).status).toBe(500);
    expect(troubles.join()).toContain("the disk is gone");
  });

  test("refuses a port that somebody has", async () => {
    const { server } = await openPage();
    await using _server = server;
    const port = Number(new URL(server.url).port);

    await expect(
      serveLabels({} as never, { port, by: undefined, onTrouble: () => undefined }),
    ).rejects.toThrow(`Cannot open the page on port ${port}`);
  });
});

describe("the labelling page", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
  });
  afterAll(() => browser?.close());

  /** What it says, once it says it. */
  const told = (page: Page, text: string) => page.locator("#message", { hasText: text }).waitFor();
  const violations = async (page: Page): Promise<unknown> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations: found } = await checker.run();
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    });
  };

  test("is worked by keys alone, asks no other host, and is accessible in light and dark", async () => {
    const { server, kept, troubles } = await openPage();
    const page = await browser.newPage({ colorScheme: "light" });
    const complaints: string[] = [];
    const asked = new Set<string>();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (sent) => asked.add(new URL(sent.url()).host));
    await page.goto(server.url);
    await page.waitForSelector("#work:not([hidden])");

    expect(page.url()).not.toContain("token");
    expect(await page.textContent("#files")).toContain("<b>bold</b> \\u202e line");
    expect(await page.textContent("#status")).toBe("Checker: rejected");
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page)).toEqual([]);

    // Words are typed into their fields, and are no answers there.
    await page.focus("#reason");
    await page.keyboard.type("unsafe");
    await page.keyboard.press("Tab");
    await page.keyboard.type("area");
    await page.keyboard.press("Tab");
    await page.keyboard.press("r");
    await told(page, "Kept: reject");
    expect(await page.locator("#name:focus").count()).toBe(1);

    await page.keyboard.press("e");
    await page.waitForSelector("#editor:not([hidden])");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type("3 ");
    await page.keyboard.press("Control+Enter");
    await told(page, "Kept: edit; the checker says rejected: that is wrong");

    await page.keyboard.press("u");
    await told(page, "Taken back");
    await page.keyboard.press("a");
    await told(page, "Kept: accept");
    await page.keyboard.press("s");
    await told(page, "Skipped");
    await page.uncheck("#single-keys");
    await page.keyboard.press("a");
    await page.check("#single-keys");
    await page.keyboard.press("q");
    await server.ended(new AbortController().signal);
    await page.waitForSelector("#nothing:not([hidden])");
    expect(await violations(page)).toEqual([]);
    await server[Symbol.asyncDispose]();

    const nothing = { edit: undefined, by: "ann" };
    expect(await kept()).toEqual([
      { runId: "run-0", opinion: "reject", reason: "unsafe", note: "area", ...nothing },
      { runId: "run-1", opinion: "accept", reason: undefined, note: undefined, ...nothing },
    ]);
    expect([...complaints, ...troubles]).toEqual([]);
    expect([...asked]).toEqual([new URL(server.url).host]);
    await page.close();
  });
});
