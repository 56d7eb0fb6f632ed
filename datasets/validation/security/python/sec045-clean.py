def ask(client, question: str, tools):
    return client.chat.completions.create(
        messages=[
            {"role": "system", "content": "Answer briefly"},
            {"role": "user", "content": question},
        ],
        tools=tools,
    )
