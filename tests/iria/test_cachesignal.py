import logging
import os
import shutil
import subprocess
import threading

import pytest
import redis

from iria import cachesignal
from iria.cachesignal import Signal


def test_another_process_sees_each_commit(tmp_path):
    one, other = (Signal(str(tmp_path / "signal")) for _ in range(2))
    states = [other.state()]
    for _ in range(3):
        one.send()
        # Within one tick of the clock.
        os.utime(tmp_path / "signal", ns=(1, 1))
        states.append(other.state())

    assert len(set(states)) == 4


def test_it_stays_the_same_without_commits(tmp_path):
    signal = Signal(str(tmp_path / "signal"))

    assert signal.state() == signal.state() != None  # noqa: E711


def test_a_file_that_was_removed_comes_back(tmp_path):
    signal = Signal(str(tmp_path / "signal"))
    (tmp_path / "signal").unlink()
    without = signal.state()

    signal.send()

    assert without is None
    assert signal.state() is not None


def test_where_no_file_can_be_there_is_nothing_to_go_by(tmp_path, caplog):
    (tmp_path / "file").touch()
    signal = Signal(str(tmp_path / "file" / "below"))

    signal.send()

    assert signal.state() is None
    assert "can't be written" in caplog.text


def test_a_process_knows_of_its_own_commit_without_the_file(tmp_path, monkeypatch):
    signal = Signal(str(tmp_path / "signal"))
    before = signal.state()

    def fail():
        raise PermissionError

    monkeypatch.setattr(signal, "_grow", fail)
    signal.send()

    assert signal.state() not in (before, None)


def test_a_redis_that_does_not_answer_holds_up_one_commit(tmp_path, caplog, monkeypatch):
    signal = Signal(str(tmp_path / "signal"), f"unix://{tmp_path}/none")

    signal.send()
    signal.send()

    assert caplog.text.count("Redis can't be told") == 1


@pytest.fixture
def redis_url(tmp_path):
    if (program := shutil.which("redis-server")) is None:
        pytest.skip("redis-server is not installed")
    socket = tmp_path / "redis"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        for line in server.stdout:
            if "ready to accept connections" in line.lower() and socket.exists():
                break
        yield f"unix://{socket}"
        server.terminate()
        server.stdout.read()


def test_redis_tells_another_machine(tmp_path, redis_url, monkeypatch):
    here, there = (Signal(str(tmp_path / name), redis_url) for name in ("here", "there"))
    heard = threading.Semaphore(0)

    class Heard(Signal):
        @property
        def heard(self):
            return self._heard

        @heard.setter
        def heard(self, value):
            self._heard = value
            heard.release()

    there.__class__ = Heard
    there._heard = 0
    thread = threading.Thread(target=lambda: listen(there), daemon=True)
    thread.start()
    assert heard.acquire(timeout=10)  # the subscription
    before = there.state()

    here.send()

    assert heard.acquire(timeout=10)
    assert there.state() != before
    with redis.from_url(redis_url) as client:
        client.client_kill_filter(_type="pubsub")
    thread.join(10)
    assert not thread.is_alive()


def listen(signal):
    with pytest.raises(redis.RedisError):
        signal._hear()
    logging.getLogger(cachesignal.__name__).info("ended")
