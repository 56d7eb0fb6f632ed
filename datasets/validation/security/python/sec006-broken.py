import asyncio
import os
from os import system as call


async def work(name):
    os.system("clear")
    call("rm " + name)
    os.popen(name)
    await asyncio.create_subprocess_shell(name)
