import type { Candidate } from "../domain/candidate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { accepted } from "./builders.ts";
import { fakeFormalLanguage } from "./fake-formal-language.ts";
import { type FakeLanguagePack, fakeLanguagePack } from "./fake-language-pack.ts";

/** `fakeLanguagePack` whose files of the ending `.proof` are specifications. @param judge @default accepts everything */
export const fakeMarkedPack = (
  judge: (candidate: Candidate) => Verdict = () => accepted(),
): FakeLanguagePack => ({
  ...fakeLanguagePack(judge),
  id: "toyproof",
  displayName: "Toyproof",
  fileExtensions: [".proof"],
  fenceTags: ["toyproof"],
  briefing: "Promises, and what keeps them.",
  formal: fakeFormalLanguage,
});
