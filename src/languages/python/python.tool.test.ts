import { describeLanguagePack } from "../../testing/describe-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { python } from "./index.ts";

describeLanguagePack(python, testMachine);
