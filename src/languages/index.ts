/** The languages: one line each. */

import type { LanguagePack } from "../ports/language-pack.ts";
import { covenant } from "./covenant/index.ts";
import { dafny } from "./dafny/index.ts";
import { lean } from "./lean/index.ts";
import { createOnex } from "./onex/index.ts";
import { python } from "./python/index.ts";
import { typescript } from "./typescript/index.ts";
import { verus } from "./verus/index.ts";

export const languages: readonly LanguagePack[] = [
  typescript,
  python,
  covenant,
  createOnex(python),
  dafny,
  lean,
  verus,
];
