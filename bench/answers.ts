/** How fast an answer of several files is read, and how fast a file is made for a run that accepted nothing. */

import { languages } from "../src/languages/index.ts";
import { readAnswer } from "../src/pipeline/response/read-answer.ts";
import { sha256 } from "../src/platform/sha256.ts";
import { createSyntaxParser } from "../src/platform/syntax-parser.ts";
import { plan, response, specification } from "../src/testing/builders.ts";
import { type Measurement, measure } from "./measure.ts";

const method = (number: number): string =>
  `    def part_${number}(self, given: int) -> int:\n        """Gives a part."""\n        return given + ${number}\n`;

export async function benchAnswers(report: (measurement: Measurement) => void): Promise<void> {
  const syntax = createSyntaxParser();
  for (const language of languages) {
    if (!language.fileExtensions.includes(".py")) continue;
    const asked = specification({
      language: language.id,
      signature: "class Basket:\n    def part_1(self, given: int) -> int",
      companions: [{ path: "models.py", purpose: "", isOptional: false }],
    });
    let round = 0;
    const read = async (): Promise<void> => {
      round += 1;
      const numbers = Array.from({ length: 40 }, (_, at) => at);
      const code = `# ${round}\nclass Basket:\n${numbers.map(method).join("\n")}`;
      const text = `**main.py**\n\n\`\`\`python\n${code}\n\`\`\`\n\n**models.py**\n\n\`\`\`python\n${code}\n# models\n\`\`\`\n`;
      const path = "main.py";
      const asking = { specification: asked, language, path, syntax, sha256 };
      const options = { ...asking, plan: plan(), attempts: [] };
      const { candidate } = await readAnswer(response({ text }), options);
      if (candidate?.companions.length !== 1)
        throw new RangeError("a file of the answer is missing");
    };
    const name = `${language.displayName}: answer of two files, 320 lines, read and searched`;
    report(await measure(name, read, { rounds: 50, warmUps: 10, target: 5 }));
    const render = () => language.renderPartial?.(asked);
    const rendered = `${language.displayName}: partial implementation, without its check`;
    report(await measure(rendered, render, { rounds: 50, warmUps: 3, target: 100 }));
  }
}
