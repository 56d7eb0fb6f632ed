import { describe, expect, test } from "vitest";
import { cacheFolder } from "../../config/cache-folder.ts";
import { findCore, findCoreIn } from "../../languages/onex/core/find-core.ts";
import { VARIATIONS } from "../../testing/node-contracts/variations.ts";
import { testMachine } from "../../testing/test-machine.ts";

/** One contract a line in, one verdict a line out; what escapes the loader is a refusal too. */
const JUDGE = `
import json, logging, pathlib, sys, tempfile
from omnibase_core.enums.enum_validator_mode import EnumValidatorMode
from omnibase_core.normalization import validate_contract_file
logging.disable(logging.CRITICAL)
with tempfile.TemporaryDirectory() as root:
    file = pathlib.Path(root) / "nodes" / "node_any" / "contract.yaml"
    file.parent.mkdir(parents=True)
    for line in sys.stdin:
        file.write_text(json.loads(line), encoding="utf-8")
        try:
            passed = validate_contract_file(file, EnumValidatorMode.STRICT).passed
        except Exception:
            passed = False
        print(json.dumps(passed))
`;

const machine = await testMachine();
const chosen = process.env["SPECWRIGHT_TEST_ONEX"];
const cache = cacheFolder(undefined, process.env);
const core =
  chosen === undefined
    ? await findCore({ ...machine, locations: { ...machine.locations, cache } })
    : await findCoreIn(chosen, machine);
const why = "why" in core ? core.why : `omnibase-core ${core.version}`;

describe.skipIf("why" in core)(
  `our verdict and the strict one of the nodes' own loader (${why})`,
  () => {
    test("agree on every variation but those that say why not", { timeout: 120_000 }, async () => {
      if ("why" in core) throw new Error(core.why);
      const { exitCode, stdout, stderr } = await machine.toolRunner.run({
        program: core.python,
        args: ["-I", "-B", "-c", JUDGE],
        input: VARIATIONS.map(({ text }) => `${JSON.stringify(text)}\n`).join(""),
        timeoutMs: 100_000,
      });
      expect([exitCode, stderr]).toEqual([0, ""]);
      const verdicts = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as boolean);

      expect(verdicts).toHaveLength(VARIATIONS.length);
      const differing = VARIATIONS.filter(
        ({ errors }, at) => (errors.length === 0) !== verdicts[at],
      );
      expect(differing.map(({ name }) => name)).toEqual(
        VARIATIONS.filter(({ loaderDiffers }) => loaderDiffers !== undefined).map(
          ({ name }) => name,
        ),
      );
    });
  },
);
