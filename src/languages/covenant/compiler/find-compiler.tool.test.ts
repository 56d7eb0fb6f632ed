import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testMachine } from "../../../testing/test-machine.ts";
import { type CompilerPlaces, type CompilerSearch, findCompiler } from "./find-compiler.ts";
import { type Behaviour, createStandInFolder, type StandInFolder } from "./fixtures/stand-in.ts";
import { runCompiler } from "./run-compiler.ts";

const { toolRunner, files } = await testMachine();
let folder: StandInFolder;
beforeEach(() => {
  folder = createStandInFolder();
  mkdirSync(join(folder.root, "path"));
  vi.stubEnv("PATH", join(folder.root, "path"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder[Symbol.dispose]();
});

const NOWHERE: CompilerPlaces = {
  setting: undefined,
  installDirectory: undefined,
  homeDirectory: undefined,
  checkoutDirectory: undefined,
};
const find = (places: Partial<CompilerPlaces> = {}): Promise<CompilerSearch> =>
  findCompiler({ ...NOWHERE, ...places }, { toolRunner, files });
const everywhere = (): CompilerPlaces => ({
  setting: undefined,
  installDirectory: join(folder.root, "install"),
  homeDirectory: join(folder.root, "home"),
  checkoutDirectory: join(folder.root, "checkout"),
});

describe("findCompiler()", () => {
  test("looks in every place, in order, and says what it missed", async () => {
    const { compiler, looked } = await find(everywhere());

    expect(compiler).toBeUndefined();
    expect(looked.map(({ place }) => place)).toEqual([
      "covenant on PATH",
      "covenant-cli on PATH",
      "$COVENANT_INSTALL/bin/covenant",
      "~/.covenant/bin/covenant",
      "~/.cargo/bin/covenant",
      "the checkout's release build",
      "the checkout's debug build",
      "cargo in the checkout",
    ]);
    expect(new Set(looked.map(({ state }) => state))).toEqual(new Set(["missing"]));
    expect(looked.at(-1)?.why).toBe(
      `there is no ${JSON.stringify(join(folder.root, "checkout/Cargo.toml"))}`,
    );
  });

  test.each([
    "path/covenant",
    "path/covenant-cli",
    "install/bin/covenant",
    "home/.covenant/bin/covenant",
    "home/.cargo/bin/covenant",
    "checkout/target/release/covenant",
    "checkout/target/debug/covenant",
  ])("finds %s", async (path) => {
    const program = folder.install(path, "judges");

    const { compiler, looked } = await find(everywhere());

    expect(compiler).toMatchObject({ command: { program, args: [] }, version: "0.4.2" });
    expect(compiler?.where.endsWith(program)).toBe(true);
    expect(looked.at(-1)).toMatchObject({ state: "found" });
  });

  test("takes the first one that passes its probes", async () => {
    folder.install("path/covenant", "accepts");
    const program = folder.install("install/bin/covenant", "judges");
    folder.install("home/.covenant/bin/covenant", "judges");

    const { compiler, looked } = await find(everywhere());

    expect(compiler?.command.program).toBe(program);
    expect(looked.map(({ state }) => state)).toEqual(["unusable", "missing", "found"]);
  });

  test.each<[Behaviour, string]>([
    ["accepts", "does not see the parse error of a program that has one"],
    ["rejects", "rejects a program that is right: ✗ program.cov - 1 type errors:"],
    ["is silent", "does not see the parse error of a program that has one"],
    ["panics", "crashes: thread 'main' panicked at 'boom'"],
    ["talks nonsense", "says what no compiler says: segmentation of the moon"],
  ])("does not believe a program that %s", async (behaviour, flaw) => {
    const program = folder.install("path/covenant", behaviour);

    const { compiler, looked } = await find();

    expect(compiler).toBeUndefined();
    expect(looked[0]).toEqual({
      place: "covenant on PATH",
      state: "unusable",
      why: `${program} ${flaw}`,
    });
  });

  test("survives a file that may be executed and is no program", async () => {
    folder.write("path/covenant", "#!/no/such/interpreter\n", 0o755);

    const { looked } = await find();

    expect(looked[0]?.state).toBe("unusable");
    expect(looked[0]?.why).toMatch(/cannot be started: /);
  });

  test("takes the setting as an order: nothing else is looked for", async () => {
    folder.install("path/covenant", "judges");
    const setting = join(folder.root, "mine");

    expect(await find({ setting })).toEqual({
      compiler: undefined,
      looked: [
        {
          place: `the setting ${JSON.stringify(setting)}`,
          state: "missing",
          why: `there is no program ${JSON.stringify(setting)}`,
        },
      ],
    });
    const program = folder.install("mine", "judges");
    expect((await find({ setting })).compiler?.command.program).toBe(program);
  });

  test("probes a program once that stands in two places", async () => {
    folder.install("home/.covenant/bin/covenant", "accepts");
    const installDirectory = join(folder.root, "home/.covenant");

    const { looked } = await find({ ...everywhere(), installDirectory });

    expect(looked.filter(({ state }) => state === "unusable")).toHaveLength(1);
  });

  test("runs cargo in a checkout when nothing is built", async () => {
    const log = join(folder.root, "cargo.log");
    const cargo = folder.install("home/.cargo/bin/cargo", "cargo", log);
    const manifest = folder.write("checkout/Cargo.toml", "");
    const places = everywhere();

    const { compiler } = await find(places);

    expect(compiler).toMatchObject({
      command: { program: cargo, directory: places.checkoutDirectory },
      version: "0.4.2",
    });
    const calls = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(calls[0]).toMatchObject({ directory: places.checkoutDirectory });
    expect(calls[0].args.slice(0, -1)).toEqual([
      ...["run", "--quiet", "--release", "--manifest-path", manifest],
      ...["-p", "covenant-cli", "--", "check"],
    ]);
  });

  test("gives a command that judges programs", async () => {
    folder.install("path/covenant", "judges");
    const { compiler } = await find();
    if (compiler === undefined) throw new Error("there must be a compiler");

    const result = await runCompiler(compiler.command, 'snippet id="a" kind="fn"\nend\n', {
      toolRunner,
    });

    expect(result.verdict).toBe("accepted");
  });

  test("throws the signal's reason", async () => {
    folder.install("path/covenant", "hangs");
    const reason = new Error("stop");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);

    await expect(
      findCompiler(NOWHERE, { toolRunner, files, signal: controller.signal }),
    ).rejects.toBe(reason);
  });
});
