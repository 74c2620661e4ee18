"""An SMTP server that takes every mail and keeps none: `python -m bench.sink FILE`.

It says its port on standard output. FILE gets a line a mail before it is answered for: the time
on the monotonic clock and the address."""

import asyncio
import sys
import time
from typing import TextIO

END = b"\r\n.\r\n"


class Taking(asyncio.Protocol):
    def __init__(self, log: TextIO) -> None:
        self.log = log
        self.waiting = b""
        self.in_text = False
        self.recipient = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while self._text() if self.in_text else self._command():
            pass

    def _text(self) -> bool:
        _text, end, rest = self.waiting.partition(END)
        if end:
            self.log.write(f"{time.monotonic()} {self.recipient}\n")
            self.log.flush()
            self.waiting, self.in_text = rest, False
            self.transport.write(b"250 taken\r\n")
        return bool(end)

    def _command(self) -> bool:
        line, end, rest = self.waiting.partition(b"\r\n")
        if not end:
            return False
        self.waiting = rest
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.recipient = line.partition(b"<")[2].partition(b">")[0].decode()
        self.in_text = verb == b"DATA"
        self.transport.write(
            {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n")
        )
        if verb == b"QUIT":
            self.transport.close()
        return True


async def serve(path: str) -> None:
    with open(path, "a", encoding="utf-8") as log:
        server = await asyncio.get_running_loop().create_server(
            lambda: Taking(log), "127.0.0.1", 0
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
