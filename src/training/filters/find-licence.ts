import type { SourceText } from "../../domain/source-text.ts";

/** What nobody said anything about: the project's own. */
export const OWN = "own";
/** Somebody else's, by where it is or by its notice, under terms that are not known. */
export const UNKNOWN = "unknown";

/** As much of a file as a notice stands in. */
const HEAD_CHARACTERS = 8000;

const SPDX = /SPDX-License-Identifier:[ \t]*([^\r\n]{1,200})/gi;

/** Words of licences and of their notices. The first that is found is meant: the stricter stand first. */
const KNOWN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/gnu affero general public license/i, "AGPL-3.0-or-later"],
  [/gnu (?:lesser|library) general public license/i, "LGPL-2.1-or-later"],
  [/gnu general public license|\bGPL ?v[23]\b/i, "GPL-2.0-or-later"],
  [/server side public license/i, "SSPL-1.0"],
  [/business source license/i, "BUSL-1.1"],
  [/mozilla public license/i, "MPL-2.0"],
  [/eclipse public license/i, "EPL-2.0"],
  [/creative commons[^.]{0,40}noncommercial|\bCC[ -]BY-NC\b/i, "CC-BY-NC-4.0"],
  [/licensed under the apache license|apache license,? version 2/i, "Apache-2.0"],
  [/boost software license/i, "BSL-1.0"],
  [/this is free and unencumbered software released into the public domain/i, "Unlicense"],
  [/permission to use, copy, modify, and\/or distribute this software/i, "ISC"],
  [/permission is hereby granted, free of charge, to any person/i, "MIT"],
  [/\b(?:under|the) (?:the )?MIT licen[cs]e\b/i, "MIT"],
  [/redistributions? (?:and use )?in source and binary forms/i, "BSD-3-Clause"],
];

/** Says that it is somebody's, and not under what terms. */
const NOTICE =
  /all rights reserved|proprietary and confidential|(?:^|\W)(?:copyright|©)\s*(?:\(c\)|©)?\s*\d{4}/i;

/** Where others' code is put. */
const FOREIGN_PLACE =
  /(?:^|[\\/])(?:node_modules|vendor|third[_-]party|external|site-packages|dist-packages|\.venv|venv|bower_components|\.cargo)[\\/]/i;

const isOutside = (path: string): boolean =>
  /^(?:[\\/]|[A-Za-z]:[\\/]|\.\.[\\/])/.test(path) || FOREIGN_PLACE.test(path);

/** The licences of a file as SPDX expressions, by what it says of itself, else by where it is. */
export function findLicences({ path, text }: SourceText): readonly string[] {
  const said = findSaid(text);
  if (said.length > 0) return said;
  return [isOutside(path) ? UNKNOWN : OWN];
}

/** What a text says of its own licence; empty where it says nothing. */
export function findSaid(text: string): readonly string[] {
  const head = text.slice(0, HEAD_CHARACTERS);
  const expressions = [...head.matchAll(SPDX)].map(([, said = ""]) => clean(said));
  if (expressions.length > 0) return [...new Set(expressions)];
  // A comment's stars and line ends may stand between the words of a notice.
  const words = head.replace(/[\s*#/;-]+/g, " ");
  const known = KNOWN_TEXTS.find(([shape]) => shape.test(words));
  if (known !== undefined) return [known[1]];
  return NOTICE.test(head) ? [UNKNOWN] : [];
}

/** Without the end of the comment that it stands in. */
const clean = (expression: string): string =>
  expression.replace(/\s*(?:\*\/|-->|\*\)|-\}).*$/, "").trim() || UNKNOWN;
