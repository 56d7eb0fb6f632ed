import { describeLanguagePack } from "../testing/describe-language-pack.ts";
import { testMachine } from "../testing/test-machine.ts";
import { languages } from "./index.ts";

// A pack that is in the list is proved by being there.
for (const pack of languages) describeLanguagePack(pack, testMachine);
