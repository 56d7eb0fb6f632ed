import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import type { Machine } from "../../../ports/machine.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { findCore } from "./find-core.ts";
import { findPython } from "./find-python.ts";
import { installCore } from "./install-core.ts";

/** Answers as Python would: what it is, makes an environment with a copy of itself, and installs, or does not. */
const python = (version: string, pip: string): string => `#!/bin/sh
case "$*" in
  *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
  *"-m pip"*) ${pip} ;;
  *importlib.metadata*) printf '{"path": "%s", "packages": "/nowhere", "python": "${version}", "core": "0.47.57", "folders": []}\\n' "$0" ;;
  *) printf '%s\\n${version}\\n' "$0" ;;
esac
`;

async function machineWith(versions: Readonly<Record<string, string>>): Promise<Machine> {
  const base = await testMachine();
  for (const [version, text] of Object.entries(versions)) {
    const file = join(base.files.root, ".pyenv", "versions", version, "bin", "python3");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  const { toolRunner } = base;
  const find = async (name: string) => (isAbsolute(name) ? toolRunner.find(name) : undefined);
  return { ...base, toolRunner: { ...toolRunner, find } };
}

const options = { onProgress: () => undefined, signal: undefined };
const RIGHT = "echo Collecting omnibase-core";
const WRONG = "echo 'ERROR: No matching distribution found' >&2; exit 1";

test("findPython() takes the newest that is new enough", async () => {
  const machine = await machineWith({
    "3.11.9": python("3.11.9", RIGHT),
    "3.12.1": python("3.12.1", RIGHT),
    "3.13.0": "#!/bin/sh\nexit 1\n",
  });

  expect(await findPython(machine)).toMatchObject({ version: "3.12.1" });
});

test("installCore() makes an environment that is found again, and is not made twice", async () => {
  const machine = await machineWith({ "3.12.1": python("3.12.1", RIGHT) });
  const said: string[] = [];

  await installCore(machine, { ...options, onProgress: (line) => said.push(line) });
  const before = said.length;
  const again = await installCore(machine, { ...options, onProgress: (line) => said.push(line) });

  expect(said).toContain("Collecting omnibase-core");
  expect(said.length).toBe(before);
  expect(again).toContain("omnibase-core 0.47.57 is in");
  expect(await findCore(machine)).toMatchObject({ version: "0.47.57", pythonVersion: "3.12.1" });
});

test("installCore() leaves nothing behind where pip fails, and says what pip said", async () => {
  const machine = await machineWith({ "3.12.1": python("3.12.1", WRONG) });

  await expect(installCore(machine, options)).rejects.toMatchObject({
    code: "download/failed",
    message: expect.stringContaining("No matching distribution found"),
  });
  expect(readdirSync(join(machine.locations.cache, "omnibase-core"))).toEqual([]);
});

test.for(["; rm -rf /", "--index-url=x", ""])(
  "installCore() refuses the version %j",
  async (version) => {
    const machine = await machineWith({});

    await expect(installCore(machine, { ...options, version })).rejects.toMatchObject({
      code: "usage/invalid",
    });
  },
);

test("installCore() says what is missing where there is no Python that is new enough", async () => {
  const machine = await machineWith({ "3.11.9": python("3.11.9", RIGHT) });

  await expect(installCore(machine, options)).rejects.toMatchObject({ code: "toolchain/missing" });
});

test("installCore() ends with the signal's own reason", async () => {
  const machine = await machineWith({ "3.12.1": python("3.12.1", "echo Collecting; sleep 20") });
  const controller = new AbortController();
  const reason = new Error("stop");

  const work = installCore(machine, {
    onProgress: (line) => void (line.startsWith("Collecting") && controller.abort(reason)),
    signal: controller.signal,
  });

  await expect(work).rejects.toBe(reason);
  expect(readdirSync(join(machine.locations.cache, "omnibase-core"))).toEqual([]);
});
