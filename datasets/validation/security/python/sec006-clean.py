import asyncio
import platform


async def work(os_layer, name):
    platform.system()
    os_layer.system(name)
    await asyncio.create_subprocess_exec("/usr/bin/git", "status")
