export const ask = (client: any, question: string, tools: unknown[]) =>
  client.chat.completions.create({
    messages: [{ role: "system", content: `Answer: ${question}` }],
    tools,
  });
