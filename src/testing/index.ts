/** The door for tests of packs, providers and whole runs: real machines, doubles, and the conformance suite. */

export { createReplayModel, createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
export { describeLanguagePack } from "./describe-language-pack.ts";
export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export { type FakeLanguagePack, fakeLanguagePack } from "./fake-language-pack.ts";
export { createMemoryFiles, type MemoryFiles } from "./memory-files.ts";
export { testMachine } from "./test-machine.ts";
