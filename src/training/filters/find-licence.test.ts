import { describe, expect, test } from "vitest";
import { allowsLicence } from "./allows-licence.ts";
import { findLicences, findSaid } from "./find-licence.ts";

describe("findSaid()", () => {
  test.each([
    ["// SPDX-License-Identifier: MIT", ["MIT"]],
    [
      "/* SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0 */",
      ["GPL-2.0-only WITH Classpath-exception-2.0"],
    ],
    ["<!-- SPDX-License-Identifier: (MIT OR Apache-2.0) -->", ["(MIT OR Apache-2.0)"]],
    ["# SPDX-License-Identifier: MIT\n# SPDX-License-Identifier: MPL-2.0", ["MIT", "MPL-2.0"]],
    [
      "/*\n * This program is free software under the terms of the GNU General\n * Public License\n */",
      ["GPL-2.0-or-later"],
    ],
    ["# Licensed under the Apache License, Version 2.0", ["Apache-2.0"]],
    ["// Permission is hereby granted, free of charge, to any person", ["MIT"]],
    ["// Copyright (c) 2024 Somebody", ["unknown"]],
    ["// © 2024 Somebody. All rights reserved.", ["unknown"]],
    ["// SPDX-License-Identifier: */", ["unknown"]],
    ["export const copyright = (text: string) => text;", []],
  ])("reads %j as %j", (text, licences) => {
    expect(findSaid(text)).toEqual(licences);
  });
});

describe("findLicences()", () => {
  test.each([
    ["src/a.ts", ["own"]],
    ["node_modules/left-pad/index.js", ["unknown"]],
    ["src/vendor/a.py", ["unknown"]],
    ["/usr/share/a.py", ["unknown"]],
    ["../other/a.ts", ["unknown"]],
    ["src/vendors.ts", ["own"]],
  ])("takes %s without a word of its own for %j", (path, licences) => {
    expect(findLicences({ path, text: "export const a = 1;\n" })).toEqual(licences);
  });

  test("believes what a file says, wherever it is", () => {
    expect(findLicences({ path: "vendor/a.c", text: "// SPDX-License-Identifier: 0BSD" })).toEqual([
      "0BSD",
    ]);
  });
});

describe("allowsLicence()", () => {
  test.each([
    ["MIT", [], true],
    ["mit", [], true],
    ["own", [], true],
    ["GPL-3.0-only", [], false],
    ["GPL-3.0-only", ["gpl-3.0-only"], true],
    ["unknown", [], false],
    ["unknown", ["unknown"], true],
    ["GPL-3.0-only OR MIT", [], true],
    ["MIT AND GPL-3.0-only", [], false],
    ["MIT AND (GPL-3.0-only OR ISC)", [], true],
    ["GPL-3.0-only OR MIT AND LGPL-2.1-only", [], false],
    ["Apache-2.0 WITH LLVM-exception", [], true],
    ["MIT GPL-3.0-only", [], false],
    ["(MIT", [], false],
    ["MIT)", [], false],
    ["", [], false],
    ["OR MIT", [], false],
  ] as const)("%j, with %j allowed: %s", (expression, more, isAllowed) => {
    expect(allowsLicence(expression, more)).toBe(isAllowed);
  });
});
