"""A real S3 server for tests, from the program of a registry package. Knows no key of ours."""

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.support.machine import LOOPBACK, SCRIPTS, free_port, public_folder, stop, wait_until

GRPC_DISTANCE = 10_000  # each service of the program opens a second port this far above its own


@dataclass(frozen=True)
class S3Server:
    """Where the server is and how to get in."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str
    region: str = "us-east-1"

    @property
    def storage_url(self) -> str:
        """The value of STORAGE_URL that leads here."""
        return f"s3://{self.bucket}?endpoint={self.endpoint}&region={self.region}"

    @property
    def environment(self) -> dict[str, str]:
        """The AWS variables that carry the credentials."""
        return {"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key}

    def client(self):
        """A boto3 client of the test's own, to look at what the program stored."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(retries={"max_attempts": 1}, connect_timeout=2, read_timeout=10),
        )


def _bucket_answers(client, bucket: str) -> bool:
    try:
        client.head_bucket(Bucket=bucket)
    except (BotoCoreError, ClientError):
        return False
    return True


def _command(data: Path, ports: dict[str, int], bucket: str) -> list[str]:
    # -disableHttp: otherwise the filer hands out every object without asking who reads.
    switched_off = ["-webdav=false", "-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-disableHttp"]
    listening = [f"-ip={LOOPBACK}", f"-ip.bind={LOOPBACK}", *(f"-{name}.port={port}" for name, port in ports.items())]
    return [str(SCRIPTS / "weed"), "mini", f"-dir={data}", *listening, *switched_off, f"-bucket={bucket}"]


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """A real server until the block ends."""
    ports = {name: free_port(also_free=(GRPC_DISTANCE,)) for name in ("s3", "master", "volume", "filer")}
    server = S3Server(f"http://{LOOPBACK}:{ports['s3']}", "ho-so", secrets.token_hex(10), secrets.token_hex(20))
    with public_folder("portal-s3-") as data, (data / "log").open("wb") as log:
        command = _command(data, ports, server.bucket)
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data, env={**os.environ, **server.environment})
        client = server.client()
        try:
            wait_until(lambda: _bucket_answers(client, server.bucket) or process.poll() is not None, "S3 answers", 60)
            if process.poll() is not None:
                raise RuntimeError(f"the S3 server did not start: {(data / 'log').read_text()[-2000:]}")
            yield server
        finally:
            client.close()
            stop(process, signal.SIGTERM, seconds=3)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """One real server for each process of the test run, started when the first test asks for it."""
    with running_s3() as server:
        yield server
