/** What a model is told about writing TypeScript for this checker. */
export const briefing = `TypeScript rules:
- Export what is asked for, under exactly the given name and declaration.
- The code is compiled with \`strict\`: give every parameter a type; handle \`null\` and \`undefined\`.
- Do not use \`any\`, double assertions (\`as unknown as T\`), \`declare\`, \`@ts-ignore\` or \`@ts-expect-error\`. Use \`unknown\` and narrow it.
- Do not use \`eval\`, \`Function\`, \`require\`, dynamic \`import()\` or \`process.exit\`.
- Write an ES module. Import nothing but files of the project, unless the task names a package.
- No top-level code that prints, waits or reads input.
- Leave out usage examples and tests.`;
