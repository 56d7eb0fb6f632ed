import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { isFault } from "../domain/fault.ts";
import { loadConfig } from "./load-config.ts";

let root = "";
let home = "";
const writeProject = (text: string): void => writeFileSync(join(root, "specwright.toml"), text);
const writeUser = (text: string): void => {
  mkdirSync(join(home, "specwright"), { recursive: true });
  writeFileSync(join(home, "specwright", "config.toml"), text);
};
const load = (flags: object = {}, variables: Record<string, string> = {}) =>
  loadConfig({ root, flags, variables: { XDG_CONFIG_HOME: home, ...variables } });
const faultOf = async (loading: Promise<unknown>) => {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isFault(error)) throw error;
  return { code: error.code, message: error.message, help: error.help };
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "specwright-config-"));
  home = mkdtempSync(join(tmpdir(), "specwright-home-"));
});

describe("loadConfig()", () => {
  test("takes a value from flag, environment, project, user, default, in this order", async () => {
    writeUser("repairs = 1\nsamples = 1\nmodel = 'user/m'\nthreads = 1");
    writeProject("repairs = 2\nsamples = 2\nmodel = 'project/m'");

    const { settings, sources } = await load(
      { repairs: 4 },
      { SPECWRIGHT_REPAIRS: "3", SPECWRIGHT_SAMPLES: "3" },
    );

    expect(settings).toMatchObject({
      repairs: 4,
      samples: 3,
      model: "project/m",
      threads: 1,
      offline: false,
    });
    expect([
      sources.repairs,
      sources.samples,
      sources.model,
      sources.threads,
      sources.offline,
    ]).toEqual([
      { source: "flag", from: "--repairs" },
      { source: "environment", from: "SPECWRIGHT_SAMPLES" },
      { source: "project", from: "specwright.toml" },
      { source: "user", from: expect.stringContaining("config.toml") },
      { source: "default", from: "default" },
    ]);
  });

  test("refuses an unknown key and suggests the nearest", async () => {
    writeProject("repair = 2");

    expect(await faultOf(load())).toMatchObject({
      code: "config/invalid",
      message: expect.stringContaining('there is no setting "repair"'),
      help: 'Did you mean "repairs"?',
    });
  });

  test("refuses a secret in a file and says where secrets come from", async () => {
    writeUser("anthropic_api_key = 'sk-canary'");

    const { help, message } = await faultOf(load());

    expect(help).toContain("environment only");
    expect(`${message}${help}`).not.toContain("sk-canary");
  });

  test("names the place where TOML breaks", async () => {
    writeProject("repairs = 2\nsamples = = 3\n");

    expect((await faultOf(load())).message).toMatch(/specwright\.toml:2:\d+/);
  });

  test("names the setting and the source of a wrong value", async () => {
    expect((await faultOf(load({}, { SPECWRIGHT_REPAIRS: "many" }))).message).toMatch(
      /Cannot use repairs from SPECWRIGHT_REPAIRS: /,
    );
  });

  test("does not let a project say where a key is sent", async () => {
    writeProject(
      "[endpoints.lab]\nbase_url = 'http://127.0.0.1:1/v1'\napi_key_env = 'ANTHROPIC_API_KEY'",
    );

    expect(await faultOf(load())).toMatchObject({ code: "config/invalid" });
  });

  test("does not let a project say which programs run", async () => {
    writeProject("[programs]\ncovenant = '/tmp/evil'");

    expect(await faultOf(load())).toMatchObject({
      code: "config/invalid",
      message: expect.stringContaining("programs.covenant"),
    });
  });

  test("lets the user's own file say which programs run, by absolute paths", async () => {
    writeUser("[programs]\ncovenant = '/opt/covenant'");

    expect((await load()).settings.programs).toEqual({ covenant: "/opt/covenant" });

    writeUser("[programs]\ncovenant = 'bin/covenant'");
    expect((await faultOf(load())).message).toContain("must be an absolute path");
  });

  test.each([
    { own: 5, project: 1, value: 1, from: "specwright.toml, lower than --max-usd" },
    { own: 1, project: 5, value: 1, from: "--max-usd" },
  ])("takes the lower of the user's limit $own and the project's $project", async (row) => {
    writeProject(`max_usd = ${row.project}`);

    const { settings, sources } = await load({ max_usd: row.own });

    expect(settings.max_usd).toBe(row.value);
    expect(sources.max_usd.from).toBe(row.from);
  });

  test("lets a project's limit count against the user's file and variables too", async () => {
    writeUser("max_usd_per_task = 0.5");
    writeProject("max_usd = 2\nmax_usd_per_task = 0.2");

    const { settings, sources } = await load({}, { SPECWRIGHT_MAX_USD: "3.5" });

    expect(settings).toMatchObject({ max_usd: 2, max_usd_per_task: 0.2 });
    expect(sources.max_usd_per_task).toMatchObject({ source: "project" });
  });

  test("refuses a project's limit that is none, also where the user's counts", async () => {
    writeProject("max_usd = -1");

    expect((await faultOf(load({ max_usd: 1 }))).message).toMatch(/max_usd from specwright\.toml/);
  });

  test("lets a project forbid what leaves the machine, and not allow it", async () => {
    writeUser("offline = true");
    writeProject("offline = false");

    const { settings, sources } = await load();

    expect(settings.offline).toBe(true);
    expect(sources.offline).toMatchObject({ source: "user" });
    expect((await load({ offline: false })).settings.offline).toBe(false);

    writeUser("offline = false");
    writeProject("offline = true");
    expect((await load()).settings.offline).toBe(true);
  });

  test.each([
    "spend_without_asking = true",
    'cache_directory = "engines"',
    '[prices."a/b"]\ninput = 0\noutput = 0',
  ])("does not let a project say %j", async (text) => {
    writeProject(text);

    expect(await faultOf(load())).toMatchObject({ code: "config/invalid" });
  });

  test.each([
    "max_usd = 1e7",
    "max_usd = inf",
    '[prices."a/b"]\ninput = 1e300\noutput = 1',
    '[prices."a/b"]\ninput = nan\noutput = 1',
  ])("refuses money that cannot be counted exactly: %j", async (text) => {
    writeUser(text);

    expect(await faultOf(load())).toMatchObject({ code: "config/invalid" });
  });

  test("lets the user's own file say where a key is sent", async () => {
    writeUser("[endpoints.lab]\nbase_url = 'http://127.0.0.1:1/v1'\napi_key_env = 'LAB_KEY'");

    const { settings } = await load();

    expect(settings.endpoints["lab"]).toMatchObject({ api_key_env: "LAB_KEY" });
  });
});
