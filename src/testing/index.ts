/** The door for tests of packs, providers and whole runs: real machines, doubles, and the conformance suite. */

export { createReplayModel, createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
export { describeLanguagePack } from "./describe-language-pack.ts";
export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export { type FakeLanguagePack, fakeLanguagePack } from "./fake-language-pack.ts";
export type { FakeAnswer, StreamFault, TextAnswer } from "./fake-provider-server/answer.ts";
export type { FakeBatches, FakeBatchesOptions } from "./fake-provider-server/batch-store.ts";
export type { FakeBill } from "./fake-provider-server/bill.ts";
export { findClosedUrl, startTlsResetServer } from "./fake-provider-server/broken-servers.ts";
export type { PaidRequest, PaidRequests } from "./fake-provider-server/paid-requests.ts";
export type { ProviderError } from "./fake-provider-server/provider-errors.ts";
export { createFakeBatches } from "./fake-provider-server/serve-batches.ts";
export {
  type FakeAnswers,
  type FakeProviderServer,
  type FakeProviderServerOptions,
  type ReceivedRequest,
  startFakeProviderServer,
} from "./fake-provider-server/start-fake-provider-server.ts";
export { createMemoryFiles, type MemoryFiles } from "./memory-files.ts";
export { testMachine } from "./test-machine.ts";
