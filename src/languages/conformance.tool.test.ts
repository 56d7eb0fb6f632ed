import { describe } from "vitest";
import { describeLanguagePack } from "../testing/describe-language-pack.ts";
import { testMachine } from "../testing/test-machine.ts";
import { languages } from "./index.ts";

const machine = await testMachine();

// A pack that is in the list is proved by being there; one whose verifier nobody has to have, where it is installed.
for (const pack of languages) {
  if (pack.formal === undefined) describeLanguagePack(pack, testMachine);
  else {
    const { isReady, why } = await pack.probeToolchain(machine);
    describe.runIf(isReady)(`here: ${why}`, () => {
      describeLanguagePack(pack, testMachine);
    });
  }
}
