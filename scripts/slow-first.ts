import { BaseSequencer, type TestSpecification } from "vitest/node";

const usesTools = (file: TestSpecification): boolean => file.moduleId.endsWith(".tool.test.ts");

/** Begins with the files that take longest, so that no worker waits at the end for one of them. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(usesTools), ...sorted.filter((file) => !usesTools(file))];
  }
}
