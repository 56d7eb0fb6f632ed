def ask(client, question: str, tools):
    return client.chat.completions.create(
        messages=[{"role": "system", "content": f"Answer: {question}"}],
        tools=tools,
    )
